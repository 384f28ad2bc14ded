"""The kitchen sink: one document with every field of every node, for every exporter to face."""

from __future__ import annotations

import struct
import zlib

from warraq.diagnostics import Location, Report
from warraq.export.api import ResourceError
from warraq.model.attributes import Attributes, Direction
from warraq.model.blocks import (
    Admonition,
    Alignment,
    Block,
    Blocks,
    Cell,
    CodeBlock,
    Column,
    Container,
    Contents,
    ContentsKind,
    DefinitionItem,
    DefinitionList,
    Figure,
    List,
    ListItem,
    MathBlock,
    Numeral,
    Paragraph,
    Quote,
    Row,
    Section,
    Table,
    ThematicBreak,
    Verse,
    VerseLine,
)
from warraq.model.document import Document, ResolvedDocument
from warraq.model.inlines import (
    Citation,
    CitationItem,
    CitationMode,
    Code,
    CrossReference,
    Emphasis,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Math,
    Note,
    Quoted,
    ReferenceKind,
    Span,
    Strike,
    Strong,
    Subscript,
    Superscript,
    Term,
    Text,
    Underline,
)
from warraq.model.metadata import (
    Author,
    Digits,
    Journal,
    Licence,
    LocalizedBlocks,
    LocalizedInlines,
    LocalizedKeywords,
    LocalizedText,
    Metadata,
    NoteNumbering,
    SectionNumbering,
)
from warraq.model.references import Entry, GlossaryEntry, Name
from warraq.resolve.context import Options
from warraq.resolve.pipeline import run

HERE = Location("kitchen-sink.md", 1, 1)
ENGLISH = Attributes(lang="en")


def t(text: str) -> Text:
    """Return a text."""
    return Text(text, location=HERE)


def p(*children: Inline | str, role: str = "", attributes: Attributes | None = None) -> Paragraph:
    """Return a paragraph; strings become texts."""
    inlines = tuple(t(child) if isinstance(child, str) else child for child in children)
    return Paragraph(inlines, role=role, attributes=attributes or Attributes(), location=HERE)


def en(*children: Inline | str) -> Span:
    """Return a phrase marked as English."""
    return Span(p(*children).children, attributes=ENGLISH)


def note(*blocks: Block) -> Note:
    """Return a note."""
    return Note(blocks, location=HERE)


def png(width: int = 40, height: int = 20) -> bytes:
    """Return a small picture."""
    rows = b"".join(b"\0" + b"\x50\x78\xc8" * width for _ in range(height))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = (chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


class KitchenResources:
    """The files of the kitchen sink, held in memory."""

    def __init__(self) -> None:
        """Draw the pictures."""
        self.files = {"figures/blue.png": png(), "figures/small.png": png(8, 8)}

    def read(self, path: str) -> bytes:
        """Return a file. Raises ResourceError for any other name."""
        if path not in self.files:
            raise ResourceError(f"there is no file {path!r}")
        return self.files[path]


def metadata() -> Metadata:
    """Return metadata with every field filled."""
    return Metadata(
        lang="ar",
        dir=Direction.RTL,
        title=(
            LocalizedInlines("ar", (t("حوض المطبخ: "), en("The Sink (2nd ed.)"))),
            LocalizedInlines("en", (t("The Kitchen "), Emphasis((t("Sink"),)), t(" (حوض)"))),
        ),
        subtitle=(LocalizedInlines("ar", (t("كل عقدة وكل حقل"),)),),
        short_title=(LocalizedText("ar", "حوض المطبخ (KS)"),),
        authors=(
            Author(
                name=(
                    LocalizedText("ar", "سلمى المرجاني"),
                    LocalizedText("en", "Salma al-Murjani"),
                ),
                affiliation=(LocalizedText("ar", "جامعة المثال"), LocalizedText("en", "Example")),
                email="salma@example.org",
                orcid="0000-0002-1825-0097",
                note=(LocalizedInlines("ar", (t("باحثة، "), Strong((t("المثال"),)))),),
            ),
            Author(name=(LocalizedText("ar", "مؤلف ثانٍ"),)),
        ),
        abstract=(
            LocalizedBlocks("ar", (p("ملخص أول (2014–2018)."), p("فقرة ثانية."))),
            LocalizedBlocks("en", (p("An abstract (الموصل)."),)),
        ),
        keywords=(LocalizedKeywords("ar", ("أ", "ب")), LocalizedKeywords("en", ("a", "b"))),
        date="2024-03-09",
        received="2024-01",
        accepted="2024-02-02",
        journal=Journal((LocalizedText("ar", "مجلة المثال"),), "12", "2", "45-78", "1234-5679"),
        publisher="دار المثال",
        doi="10.5555/kitchen.sink",
        isbn="9780306406157",
        licence=Licence("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        digits=Digits.ARABIC_INDIC,
        note_numbering=NoteNumbering.PAGE,
        section_numbering=SectionNumbering.ORDINALS,
        contents=True,
        contents_depth=2,
        list_of_figures=True,
        list_of_tables=True,
    )


def inlines() -> Blocks:
    """Return paragraphs with every inline node."""
    foreign_note = note(p("A note in English (الموصل), p. 5.", attributes=ENGLISH))
    rich_note = note(
        p(
            "حاشية فيها ",
            Emphasis((t("تأكيد"),)),
            " و",
            Link("https://a.example/x", (t("رابط"),)),
            ".",
        ),
        p("وفقرة ثانية ", en("with English"), "."),
        List((ListItem((p("وقائمة"),)),)),
    )
    return (
        p(
            *("نص ", Emphasis((t("مائل "), Strong((t("وغليظ"),)))), " و", Strong((t("غليظ"),))),
            *(
                " و",
                Underline((t("مسطر"),)),
                " و",
                Strike((t("مشطوب"),)),
                " س",
                Superscript((t("2"),)),
            ),
            *(" و", Subscript((t("ن"),)), " و", Quoted((t("مقتبس "), Quoted((t("داخلي"),))))),
            *(" و", Code((t("x = f(1)"),)), " و", Math(r"a^2 + b^2"), "."),
        ),
        p(
            *(
                "عام 2014",
                note(p("حاشية أولى: ٩٨٪.")),
                " و",
                en("The Rise "),
                Emphasis((en("and Fall"),)),
            ),
            *(" (ط 2)", foreign_note, "؛ و", en("C++", rich_note, " (1998)!"), " انتهى."),
        ),
        p(
            *("رابط ", Link("https://example.org/a-b?c=1", (t("https://example.org/a-b?c=1"),))),
            *(" وداخلي ", Link("#fig-a", (t("الشكل"),), title="عنوان الرابط"), LineBreak()),
            *("وصورة ", Image("figures/small.png", alternative="نقطة", title="نقطة زرقاء"), "."),
        ),
        p(
            *("انظر ", CrossReference("fig-a", ReferenceKind.FIGURE), " و"),
            *(CrossReference("tbl-a", ReferenceKind.TABLE), " و"),
            *(CrossReference("eq-a", ReferenceKind.EQUATION), " و"),
            *(CrossReference("sec-a", ReferenceKind.SECTION), " و", Term("", (t("التحالف"),)), "."),
        ),
        p("قول", citation("rand", "p. 5"), " وقول", citation("alawi", "ص. 93"), "."),
        p(
            "قول",
            Citation(
                (
                    CitationItem("alawi", (t("انظر: "),), "ص 9", (t(" وما بعدها"),), location=HERE),
                    CitationItem("rand", mode=CitationMode.SUPPRESS_AUTHOR, location=HERE),
                )
            ),
            " و",
            Citation((CitationItem("alawi", mode=CitationMode.AUTHOR_IN_TEXT, location=HERE),)),
            ".",
        ),
        p("يبدأ بالعربية", Span((t(" thé "),), attributes=Attributes(lang="fr", classes=("c",)))),
        p("Wholly English, set so.", attributes=Attributes(lang="en", id="p-en")),
        p("كلمة فيها تأ", Emphasis((t("كي"),)), "د داخلها."),
    )


def citation(key: str, locator: str) -> Citation:
    """Return a citation of one work."""
    return Citation((CitationItem(key, locator=locator, location=HERE),), location=HERE)


def table() -> Table:
    """Return a table with spans, alignments, widths, a header column and a note in a cell."""
    head = Row(tuple(Cell((p(text),), header=True) for text in ("الدولة", "العدد", "ملاحظة")))
    wide = Row((Cell((p("ممتدة"),), column_span=2), Cell((p("ب", note(p("في خلية"))),))))
    tall = Row((Cell((p("طويلة"),), row_span=2, header=True), Cell((p("73–75"),)), Cell(())))
    rest = Row((Cell((p("98%"),)), Cell((p(en("US troops (approx.)")),))))
    return Table(
        columns=(
            Column(Alignment.START, 0.5),
            Column(Alignment.CENTER, 0.2),
            Column(Alignment.END),
        ),
        caption=(t("توزيع "), en("Forces"), t(" (2018)")),
        head=(head,),
        body=(wide, tall, rest),
        attributes=Attributes(id="tbl-a"),
    )


def lists() -> Blocks:
    """Return lists of every numeral, nested, loose and tight."""

    def items(*texts: str) -> tuple[ListItem, ...]:
        return tuple(ListItem((p(text),)) for text in texts)

    numbered = tuple(
        List(items("أول", "ثانٍ"), ordered=True, start=3, numeral=kind, delimiter=delimiter)
        for kind, delimiter in zip(
            Numeral, (".", "-", ")", "()", ".", ".", ".", ".", "."), strict=True
        )
    )
    nested = List(
        (ListItem((p("خارجي"), List(items("داخلي"), ordered=True, numeral=Numeral.ABJAD))),)
    )
    loose = List(
        (ListItem((p("فقرة"), p("وأخرى"))), ListItem((p(en("English item (UN).")),))), tight=False
    )
    return (*numbered, nested, loose)


def blocks() -> Blocks:
    """Return every block."""
    verse_lines = (
        VerseLine(((t("قفا نبك من ذكرى حبيب ومنزل"),), (t("بسقط اللوى بين الدخول فحومل"),))),
        VerseLine(((t("شطر واحد"),),)),
    )
    quoted = (p("The Coalition pursues five lines of effort."),)
    return (
        Contents((t("في هذا النص"),)),
        Contents((t("الأشكال"),), kind=ContentsKind.FIGURES),
        Section(1, (t("مقدمة"),), inlines(), attributes=Attributes(classes=("unnumbered",))),
        Section(
            1,
            (t("القسم "), en("One (1)"), note(p("حاشية في عنوان"))),
            (
                p("نص."),
                Section(2, (t("فرع"),), (p("نص."), Section(3, (t("فرع الفرع"),), (p("نص."),)))),
                Section(6, (t("عميق"),), (p("نص."),)),
            ),
            attributes=Attributes(id="sec-a", pairs=(("data-x", "y"),)),
        ),
        Section(1, (t("القوائم"),), lists()),
        Section(
            1,
            (t("الكتل"),),
            (
                Quote(quoted, (t("Anonymous"),), attributes=ENGLISH),
                Quote(
                    (p("اقتباس أول."), p("اقتباس ثانٍ.")),
                ),
                Verse(verse_lines, (t("امرؤ القيس"),)),
                DefinitionList(
                    (DefinitionItem((t("مصطلح "), en("term")), ((p("تعريف أول"),), (p("وثانٍ"),))),)
                ),
                CodeBlock("def f(x):\n    return 'نص'  # <&>\n", "python"),
                MathBlock(r"E = \frac{1}{2} m v^2", attributes=Attributes(id="eq-a")),
                MathBlock(r"\sqrt{x}"),
                Figure(
                    "figures/blue.png",
                    (t("شكل أزرق"), note(p("في تعليق"))),
                    alternative="مستطيل أزرق",
                    width="50%",
                    attributes=Attributes(id="fig-a"),
                ),
                Figure("figures/small.png", alternative="نقطة"),
                table(),
                Table((Column(),), body=(Row((Cell((p("وحيدة"),)),)),)),
                *(
                    Admonition(kind, (p("نص التنبيه."),), title)
                    for kind, title in zip(
                        ("note", "tip", "important", "warning", "caution"),
                        ((t("عنوان"),), (), (), (), ()),
                        strict=True,
                    )
                ),
                Container((p("في حاوية."),), role="dates", attributes=Attributes(classes=("box",))),
                ThematicBreak(),
                Container((p("آخر"),), attributes=Attributes(lang="he", dir=Direction.AUTO)),
                Container((), attributes=Attributes(id="refs")),
            ),
        ),
    )


def references() -> tuple[Entry, ...]:
    """Return an Arabic and an English work."""
    arabic = (
        ("title", "الحرب على «داعش»"),
        ("journaltitle", "السياسة الدولية"),
        ("date", "2015-01"),
    )
    english = (("title", "Making Victory Count"), ("institution", "RAND"), ("date", "2017"))
    return (
        Entry("alawi", "article", arabic, (("author", (Name("مصطفى", "علوي"),)),), "ar", HERE),
        Entry("rand", "report", english, (("author", (Name("Linda", "Robinson"),)),), "en", HERE),
    )


def kitchen_sink() -> Document:
    """Return the document as a reader would."""
    definition: tuple[tuple[str, Inlines], ...] = (("en", (t("An alliance for a task."),)),)
    return Document(
        metadata=metadata(),
        blocks=blocks(),
        references=references(),
        glossary=(
            GlossaryEntry(
                "coalition", (("ar", "التحالف"), ("en", "Coalition")), "GC", definition, HERE
            ),
            GlossaryEntry("other", (("ar", "آخر"), ("en", "Other")), location=HERE),
        ),
    )


def resolved_kitchen_sink() -> ResolvedDocument:
    """Return the document after all passes; fails when they report an error."""
    report = Report()
    document = run(kitchen_sink(), Options(), report)
    assert not report.has_errors, [str(item) for item in report]
    return document
