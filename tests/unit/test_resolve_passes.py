"""The passes for identifiers, numbers, glossary, references, contents, front matter, typography."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from warraq.diagnostics import Location
from warraq.model.attributes import Attributes, Direction
from warraq.model.blocks import (
    Block,
    Contents,
    ContentsKind,
    Figure,
    GlossaryList,
    List,
    ListItem,
    MathBlock,
    Number,
    Numeral,
    Paragraph,
    Section,
    Table,
)
from warraq.model.document import Document
from warraq.model.inlines import (
    CrossReference,
    Emphasis,
    Image,
    Inline,
    Link,
    Note,
    NoteKind,
    Quoted,
    ReferenceKind,
    Span,
    Strong,
    Term,
    Text,
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
from warraq.model.references import GlossaryEntry
from warraq.model.walk import iterate, plain_text
from warraq.resolve import check, contents, front, glossary, ids, numbering, references, typography
from warraq.resolve.context import Context, Options
from warraq.resolve.ids import identifier

HERE = Location("a.md", 7, 3)


def run(
    step: Callable[[Document, Context], Document],
    document: Document,
    options: Options | None = None,
) -> tuple[Document, list[str]]:
    """Run a pass; require that it is idempotent; return the document and the codes reported."""
    context = Context(options=options or Options())
    result = step(document, context)
    codes = [item.code for item in context.report]
    assert step(result, context) == result
    return result, codes


def body(*blocks: Block, **metadata: object) -> Document:
    """Return a document of these blocks."""
    return Document(metadata=Metadata(**metadata), blocks=blocks)  # type: ignore[arg-type]


def note(text: str = "ن") -> Note:
    """Return a note."""
    return Note((Paragraph((Text(text),)),))


def section(level: int, title: str, *children: Block, classes: tuple[str, ...] = ()) -> Section:
    """Return a section."""
    return Section(level, (Text(title),), children, attributes=Attributes(classes=classes))


class TestIdentifiers:
    """Identifiers are unique, ASCII and the author's where there is one."""

    @pytest.mark.parametrize(
        ("name", "expected"),
        [("fig-a", "fig-a"), ("1a", "id-1a"), ("شكل", "_634_643_644"), ("a b", "a_20b")],
    )
    def test_a_name_becomes_an_ncname(self, name: str, expected: str) -> None:
        assert identifier(name) == expected

    def test_sections_figures_and_tables_get_one(self) -> None:
        document, codes = run(ids.run, body(section(1, "أ", Figure("a.png"), Table(()))))
        names = [
            node.attributes.id for node in iterate(document.blocks) if hasattr(node, "attributes")
        ]
        assert names == ["sec-1", "fig-1", "tbl-1"]
        assert codes == []

    def test_a_generated_name_gives_way_to_the_authors(self) -> None:
        own = Section(1, (Text("ب"),), attributes=Attributes(id="sec-1"))
        document, _ = run(ids.run, body(section(1, "أ"), own))
        assert [block.attributes.id for block in document.blocks] == ["sec-2", "sec-1"]

    def test_the_same_name_twice_is_an_error_with_both_places(self) -> None:
        twins = tuple(
            Figure("a.png", attributes=Attributes(id="fig-a"), location=Location("a.md", line))
            for line in (3, 9)
        )
        context = Context()
        document = ids.run(body(*twins), context)
        (fault,) = context.report
        assert (fault.code, fault.location.line, fault.hints[0].location.line) == ("X002", 9, 3)
        assert len({block.attributes.id for block in document.blocks}) == 2


class TestNumbering:
    """Numbers follow the order in which a reader meets things."""

    def marks(self, numbering_mode: NoteNumbering, digits: Digits | None = None) -> list[str]:
        blocks = (
            section(1, "أ", Paragraph((note(), note()))),
            section(1, "ب", Paragraph((note(),)), section(2, "ج", Paragraph((note(),)))),
        )
        document, _ = run(
            numbering.run, body(*blocks, note_numbering=numbering_mode, digits=digits)
        )
        return [node.mark for node in iterate(document.blocks) if isinstance(node, Note)]

    def test_notes_through_the_document(self) -> None:
        assert self.marks(NoteNumbering.DOCUMENT) == ["1", "2", "3", "4"]
        assert self.marks(NoteNumbering.PAGE, Digits.ARABIC_INDIC) == ["١", "٢", "٣", "٤"]

    def test_notes_anew_in_each_section(self) -> None:
        assert self.marks(NoteNumbering.SECTION) == ["1", "2", "1", "2"]

    def test_the_authors_note_is_a_star_and_counts_for_nothing(self) -> None:
        star = Note((Paragraph((Text("باحث"),)),), kind=NoteKind.AUTHOR)
        document, _ = run(numbering.run, body(Paragraph((star, note()))))
        notes = [node for node in iterate(document.blocks) if isinstance(node, Note)]
        assert [(item.mark, item.ordinal) for item in notes] == [("*", 0), ("1", 1)]

    def test_a_note_in_a_heading_comes_before_those_of_the_section(self) -> None:
        inner = note("ثانية")
        blocks = (Section(1, (Text("أ"), note("أولى")), (Paragraph((inner,)),)),)
        document, _ = run(numbering.run, body(*blocks))
        notes = [node for node in iterate(document.blocks) if isinstance(node, Note)]
        assert [(plain_text(item.children), item.mark) for item in notes] == [
            ("أولى", "1"),
            ("ثانية", "2"),
        ]

    def numbers(self, lang: str, mode: SectionNumbering) -> list[str]:
        blocks = (
            section(1, "0", classes=("unnumbered",)),
            section(1, "1", section(2, "11"), section(2, "12", section(3, "121"))),
            section(1, "2", section(2, "21")),
        )
        document, _ = run(numbering.run, body(*blocks, lang=lang, section_numbering=mode))
        return [
            plain_text(node.number.inlines) if node.number else ""
            for node in iterate(document.blocks)
            if isinstance(node, Section)
        ]

    def test_arabic_ordinals(self) -> None:
        assert self.numbers("ar", SectionNumbering.ORDINALS) == [
            *("", "أولاً: ", "أ- ", "ب- ", "1- ", "ثانياً: ", "أ- "),
        ]

    def test_ordinals_of_other_languages(self) -> None:
        assert self.numbers("he", SectionNumbering.ORDINALS)[1:4] == ["א. ", "1. ", "2. "]
        assert self.numbers("en", SectionNumbering.ORDINALS)[1:4] == ["I. ", "A. ", "B. "]

    def test_decimal_numbers(self) -> None:
        numbers = [number.strip() for number in self.numbers("en", SectionNumbering.DECIMAL)]
        assert numbers == ["", "1", "1.1", "1.2", "1.2.1", "2", "2.1"]

    def test_only_what_has_a_caption_is_numbered(self) -> None:
        blocks = (Figure("a.png"), Figure("b.png", (Text("ب"),)), Table((), (Text("ج"),)))
        document, _ = run(numbering.run, body(*blocks, digits=Digits.ARABIC_INDIC))
        written = [
            plain_text(node.number.inlines) if node.number else None
            for node in document.blocks
            if isinstance(node, (Figure, Table))
        ]
        assert written == [None, "شكل\u00a0١: ", "جدول\u00a0١: "]

    def test_list_items_carry_their_labels(self) -> None:
        items = tuple(ListItem((Paragraph((Text("x"),)),)) for _ in range(3))
        blocks = List(items, ordered=True, start=4, numeral=Numeral.ABJAD, delimiter="-")
        document, _ = run(numbering.run, body(blocks))
        (result,) = document.blocks
        assert isinstance(result, List)
        assert [item.label for item in result.items] == ["د-", "هـ-", "و-"]


GLOSSARY = (
    GlossaryEntry("coalition", (("ar", "التحالف الدولي"), ("en", "Global Coalition"))),
    GlossaryEntry(
        "cifg",
        (("en", "Counter ISIS Finance Group"), ("ar", "مجموعة مكافحة التمويل")),
        abbreviation="CIFG",
        definition=(("en", (Text("A working group."),)),),
    ),
)


def term(text: str, key: str = "") -> Term:
    """Return a marked term."""
    return Term(key, (Text(text),), location=HERE)


class TestGlossary:
    """Terms find their entries; without a glossary the text reads as if nothing were marked."""

    def document(self, *inlines: Inline) -> Document:
        return Document(blocks=(Paragraph(inlines),), glossary=GLOSSARY)

    @pytest.mark.parametrize(
        ("text", "key"),
        [("التحالف الدولي", "coalition"), ("تحالف الدولي", ""), ("CIFG", "cifg")],
    )
    def test_a_term_is_found_by_its_forms(self, text: str, key: str) -> None:
        document, codes = run(glossary.run, self.document(term(text)))
        found = [node.key for node in iterate(document.blocks) if isinstance(node, Term)]
        expected = key or "coalition"
        assert (found, codes) == ([expected], [])

    def test_the_first_use_is_marked(self) -> None:
        document, _ = run(glossary.run, self.document(term("CIFG"), term("x", "cifg")))
        uses = [node.first for node in iterate(document.blocks) if isinstance(node, Term)]
        assert uses == [True, False]

    def test_an_unknown_term_is_an_error_with_the_nearest(self) -> None:
        context = Context()
        glossary.run(self.document(term("س", "coalitoin")), context)
        (fault,) = context.report
        assert (fault.code, fault.location) == ("G001", HERE)
        assert "coalition" in fault.hints[0].message

    def test_the_list_is_sorted_by_the_english_headword(self) -> None:
        document, _ = run(glossary.run, self.document(term("CIFG")))
        (items,) = [node for node in iterate(document.blocks) if isinstance(node, GlossaryList)]
        assert [item.key for item in items.items] == ["cifg", "coalition"]
        assert plain_text(items.items[0].definition) == "A working group."
        assert items.items[0].definition[0].attributes.lang == "en"

    def test_a_head_stands_over_the_start_of_its_column(self) -> None:
        document, _ = run(glossary.run, self.document(term("CIFG")))
        (items,) = [node for node in iterate(document.blocks) if isinstance(node, GlossaryList)]
        sides = [cell[0].attributes.dir for cell in items.head]
        ltr, rtl = Direction.LTR, Direction.RTL
        assert sides == [ltr, rtl, ltr, ltr]

    def test_switched_off_it_leaves_the_words_and_nothing_else(self) -> None:
        document, codes = run(
            glossary.run, self.document(Text("قال "), term("CIFG")), Options(glossary=False)
        )
        assert document.blocks == (Paragraph((Text("قال "), Text("CIFG"))),)
        assert codes == []

    def test_terms_without_a_glossary_are_reported(self) -> None:
        document, codes = run(glossary.run, Document(blocks=(Paragraph((term("CIFG"),)),)))
        assert codes == ["G002"]
        assert plain_text(document.blocks) == "CIFG"


class TestReferences:
    """Cross-references print the label and number of their target."""

    def display(self, target: str, *blocks: Block, **metadata: object) -> tuple[str, list[str]]:
        reference = CrossReference(target, ReferenceKind.FIGURE, location=HERE)
        document = body(Paragraph((reference,)), *blocks, **metadata)
        context = Context()
        document = references.run(numbering.run(ids.run(document, context), context), context)
        return plain_text(document.blocks[0]), [item.code for item in context.report]

    def figure(self, caption: str = "أعداد") -> Figure:
        return Figure("a.png", (Text(caption),) if caption else (), attributes=Attributes("fig-a"))

    def test_a_figure(self) -> None:
        assert self.display("fig-a", self.figure()) == ("الشكل\u00a01", [])

    def test_a_section_by_title_or_decimal_number(self) -> None:
        target = Section(1, (Text("الخلفية"),), attributes=Attributes("sec-a"))
        assert self.display("sec-a", target) == ("«الخلفية»", [])
        decimal = self.display("sec-a", target, section_numbering=SectionNumbering.DECIMAL)
        assert decimal == ("القسم\u00a01", [])

    def test_an_equation(self) -> None:
        assert self.display("eq-a", MathBlock("x", attributes=Attributes("eq-a"))) == (
            "المعادلة\u00a0(1)",
            [],
        )

    def test_a_broken_one_is_an_error_and_stays_visible(self) -> None:
        assert self.display("fig-b", self.figure()) == ("@fig-b", ["X001"])

    def test_a_target_without_a_caption_is_an_error(self) -> None:
        assert self.display("fig-a", self.figure("")) == ("@fig-a", ["X004"])

    def test_a_broken_link_is_an_error(self) -> None:
        _, codes = run(references.run, body(Paragraph((Link("#nowhere", (Text("x"),)),))))
        assert codes == ["X003"]


class TestContents:
    """The table of contents shows titles without their notes, to the depth asked for."""

    def test_it_stands_before_the_body(self) -> None:
        first = Section(1, (Text("أ"), note()), (section(2, "ب", section(3, "ج")),))
        document, _ = run(contents.run, body(first, contents=True, contents_depth=2))
        (block, _) = document.blocks
        assert isinstance(block, Contents)
        assert [(entry.level, plain_text(entry.children)) for entry in block.entries] == [
            (1, "أ"),
            (2, "ب"),
        ]
        assert not any(isinstance(node, Note) for node in iterate(block))

    def test_it_stays_where_the_author_put_it(self) -> None:
        document, _ = run(contents.run, body(section(1, "أ"), Contents()))
        assert isinstance(document.blocks[1], Contents)
        assert len(document.blocks[1].entries) == 1

    def test_lists_of_captions_follow_the_contents(self) -> None:
        figure = Figure("a.png", (Text("صورة"), note()), number=Number(value=(Text("1"),)))
        plain = Figure("b.png")
        first = section(1, "أ", figure, plain, Table((), (Text("جدول"),), number=Number()))
        document, codes = run(
            contents.run, body(Contents(), first, list_of_figures=True, list_of_tables=True)
        )
        assert codes == []
        lists = [block for block in document.blocks if isinstance(block, Contents)]
        assert [plain_text(item.title) for item in lists] == [
            "المحتويات",
            "قائمة الأشكال",
            "قائمة الجداول",
        ]
        assert [[plain_text(entry.children) for entry in item.entries] for item in lists] == [
            ["أ"],
            ["صورة"],
            ["جدول"],
        ]
        assert contents.run(document, Context()) is document

    def test_a_list_stays_where_the_author_put_it(self) -> None:
        tables = Contents(kind=ContentsKind.TABLES)
        table = Table((), (Text("جدول"),), number=Number())
        document, _ = run(contents.run, body(table, tables, list_of_tables=True))
        assert [type(block) for block in document.blocks] == [Table, Contents]

    def test_an_empty_list_is_left_out_and_reported(self) -> None:
        figures = Contents(kind=ContentsKind.FIGURES)
        document, codes = run(contents.run, body(section(1, "أ"), figures, list_of_tables=True))
        assert codes == ["X005", "X005"]
        assert [type(block) for block in document.blocks] == [Section]

    def test_none_is_made_unasked(self) -> None:
        document, _ = run(contents.run, body(section(1, "أ")))
        assert len(document.blocks) == 1


class TestTypography:
    """Quotation marks by language and depth; spaces folded; adjoining texts joined."""

    @pytest.mark.parametrize(
        ("lang", "expected"), [("ar", "«أ ”ب“»"), ("en", "“أ ‘ب’”"), ("fa", "«أ ‹ب›»")]
    )
    def test_quotation_marks(self, lang: str, expected: str) -> None:
        quoted = Quoted((Text("أ "), Quoted((Text("ب"),))))
        document, _ = run(typography.run, body(Paragraph((quoted,)), lang=lang))
        assert document.blocks == (Paragraph((Text(expected),)),)

    def test_spaces(self) -> None:
        document, _ = run(typography.run, body(Paragraph((Text("أ  "), Text("\n ب\u00a0ج")))))
        assert plain_text(document.blocks) == "أ ب\u00a0ج"

    def test_emphasis_within_emphasis_is_upright_in_whatever_it_stands(self) -> None:
        inner = Emphasis(children=(Text("Hamlet"),), attributes=Attributes(lang="en"))
        title = Span(children=(Text("On "), inner, Text(" again")))
        whole = Emphasis(children=(Strong((title,)), Text("!")), attributes=Attributes(id="t"))
        document, _ = run(typography.run, body(Paragraph((whole,))))
        (paragraph,) = document.blocks
        outer = Span(
            children=(
                Strong(
                    (
                        Span(
                            children=(
                                Emphasis(children=(Text("On "),)),
                                Span(children=(Text("Hamlet"),), attributes=Attributes(lang="en")),
                                Emphasis(children=(Text(" again"),)),
                            )
                        ),
                    )
                ),
                Emphasis(children=(Text("!"),)),
            ),
            attributes=Attributes(id="t"),
        )
        assert paragraph == Paragraph((outer,))
        assert run(typography.run, document)[0] is document

    def test_emphasis_of_a_note_within_emphasis_is_its_own(self) -> None:
        note = Note(children=(Paragraph((Emphasis(children=(Text("x"),)),)),))
        paragraph = Paragraph((Emphasis(children=(Text("a"), note)),))
        assert run(typography.run, body(paragraph))[0].blocks == (paragraph,)


def localized(lang: str, text: str) -> LocalizedInlines:
    """Return a title in a language."""
    return LocalizedInlines(lang, (Text(text),))


class TestFront:
    """The front matter: the document's language, then the others, each whole."""

    metadata = Metadata(
        title=(localized("ar", "عنوان"), localized("en", "Title")),
        subtitle=(localized("ar", "فرعي"),),
        authors=(
            Author(
                (LocalizedText("ar", "فلان"), LocalizedText("en", "Someone")),
                (LocalizedText("ar", "جامعة"), LocalizedText("en", "University")),
                email="a@b.example",
                orcid="0000-0002-1825-0097",
                note=(localized("ar", "باحث"),),
            ),
        ),
        abstract=(
            LocalizedBlocks("ar", (Paragraph((Text("ملخص"),)),)),
            LocalizedBlocks("en", (Paragraph((Text("Summary"),)),)),
        ),
        keywords=(LocalizedKeywords("ar", ("أ", "ب")), LocalizedKeywords("en", ("a", "b"))),
        journal=Journal((LocalizedText("ar", "مجلة"),), "12", "2", "45-78", "1234-5679"),
        date="2024-03-09",
        received="2024-01",
        doi="10.5555/x",
        licence=Licence("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    )

    def roles(self, lang: str = "") -> list[tuple[str, str]]:
        document, _ = run(front.run, Document(metadata=self.metadata))
        container = next(item for item in document.front if (item.attributes.lang or "") == lang)
        return [
            (node.role, plain_text(node.children))
            for node in iterate(container)
            if isinstance(node, Paragraph) and node.role
        ]

    def test_the_part_in_the_documents_language(self) -> None:
        january, march = "يناير\u00a02024", "9\u00a0مارس\u00a02024"
        assert self.roles() == [
            ("journal-line", "مجلة، المجلد 12، العدد 2، 2024، الصفحات 45–78، ISSN 1234-5679"),
            ("title", "عنوان"),
            ("subtitle", "فرعي"),
            ("author", "فلان"),
            ("affiliation", "جامعة"),
            ("affiliation", "a@b.example · ORCID: 0000-0002-1825-0097"),
            ("dates", f"تاريخ التسلّم: {january} · تاريخ النشر: {march}"),
            ("abstract-heading", "الملخص"),
            ("abstract", "ملخص"),
            ("keywords", "الكلمات المفتاحية: أ، ب"),
            ("licence", "DOI: 10.5555/x · الترخيص: CC BY 4.0"),
        ]

    def test_the_part_in_english(self) -> None:
        assert self.roles("en") == [
            ("title-translated", "Title"),
            ("author", "Someone"),
            ("affiliation", "University"),
            ("abstract-heading", "Abstract"),
            ("abstract", "Summary"),
            ("keywords", "Keywords: a, b"),
        ]

    def test_the_authors_note_hangs_on_the_name(self) -> None:
        document, _ = run(front.run, Document(metadata=self.metadata))
        (found,) = [node for node in iterate(document.front) if isinstance(node, Note)]
        assert found.kind is NoteKind.AUTHOR

    def lines(self, *authors: Author, lang: str = "ar") -> list[str]:
        document, _ = run(front.run, Document(metadata=Metadata(lang=lang, authors=authors)))
        return [plain_text(node) for node in iterate(document.front) if isinstance(node, Paragraph)]

    def test_a_shared_affiliation_stands_once(self) -> None:
        mosul = (LocalizedText("ar", "جامعة الموصل"), LocalizedText("en", "Mosul"))
        beirut = (LocalizedText("ar", "جامعة بيروت"),)
        names = "سلمى", "أحمد", "ليلى"
        first, second, third = ((LocalizedText("ar", name),) for name in names)
        note = (localized("ar", "باحثة"),)
        shared = (
            Author(first, mosul, email="a@b.example", note=note),
            Author(second, beirut),
            Author(third, mosul),
        )
        assert self.lines(*shared) == [
            "سلمى(أ)، أحمد(ب)، ليلى(أ)",
            "باحثة",
            "(أ) جامعة الموصل",
            "(ب) جامعة بيروت",
            "سلمى: a@b.example",
        ]
        assert self.lines(*shared[:2]) == [
            "سلمى",
            "باحثة",
            "جامعة الموصل",
            "a@b.example",
            "أحمد",
            "جامعة بيروت",
        ]
        assert self.lines(Author(first, mosul), Author(third, mosul)) == [
            "سلمى، ليلى",
            "جامعة الموصل",
        ]
        assert self.lines(Author(first, mosul), Author(second), Author(third, mosul)) == [
            "سلمى(أ)، أحمد، ليلى(أ)",
            "(أ) جامعة الموصل",
        ]

    @pytest.mark.parametrize(
        ("lang", "mark"), [("en", "a"), ("fa", "ا"), ("he", "א"), ("tr", "a"), ("ur", "ا")]
    )
    def test_the_letters_of_affiliations(self, lang: str, mark: str) -> None:
        one, two = (LocalizedText(lang, "1"),), (LocalizedText(lang, "2"),)
        name = (LocalizedText(lang, "N"),)
        found = self.lines(Author(name, one), Author(name, two), Author(name, one), lang=lang)
        assert found[1].replace("أ", "ا") == f"({mark}) 1"

    def test_nothing_comes_of_nothing(self) -> None:
        document, _ = run(front.run, Document(metadata=Metadata()))
        assert document.front == ()

    def test_an_address_is_an_isolate(self) -> None:
        document, _ = run(front.run, Document(metadata=self.metadata))
        links = [node for node in iterate(document.front) if isinstance(node, Link)]
        assert links[0].attributes.dir is Direction.LTR


class TestCheck:
    """What a copy editor would send back."""

    @pytest.mark.parametrize(
        ("block", "code"),
        [
            (Figure("a.png"), "T001"),
            (Paragraph((Image("a.png"),)), "T001"),
            (Section(1, (Text(" "),)), "T002"),
            (Paragraph((Note(()),)), "T003"),
        ],
    )
    def test_oversights(self, block: Block, code: str) -> None:
        title = (localized("ar", "ع"),)
        assert run(check.run, body(block, title=title))[1] == [code]
        assert run(check.run, body(Figure("a.png", alternative="وصف"), title=title))[1] == []

    def test_a_missing_title(self) -> None:
        assert run(check.run, body(location=HERE))[1] == ["M015"]

    def test_a_title_is_not_missed_where_the_front_matter_could_not_be_read(self) -> None:
        context = Context()
        context.report.error("M001", "bad YAML", HERE)
        check.run(body(location=HERE), context)
        assert [item.code for item in context.report] == ["M001"]
