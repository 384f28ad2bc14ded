"""The writer of HTML: every node, well-formed, escaped, with languages where they change."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from warraq.export.html.dialect import Dialect, Flow
from warraq.export.html.markup import css_length, escape
from warraq.export.html.writer import Writer
from warraq.model.attributes import Attributes, Computed, Direction
from warraq.model.blocks import (
    Admonition,
    Alignment,
    Bibliography,
    BibliographyEntry,
    Block,
    Cell,
    CodeBlock,
    Column,
    Container,
    Contents,
    ContentsEntry,
    DefinitionItem,
    DefinitionList,
    Figure,
    GlossaryItem,
    GlossaryList,
    List,
    ListItem,
    MathBlock,
    Number,
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
from warraq.model.inlines import (
    Citation,
    CitationItem,
    Code,
    CrossReference,
    Emphasis,
    Image,
    Inline,
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

RTL = Computed(lang="ar", dir=Direction.RTL)
LTR = Computed(lang="en", dir=Direction.LTR)
FLOW = Flow("ar", Direction.RTL)


class Plain(Dialect):
    """A dialect with a formula and a note as simple as can be."""

    def href(self, identifier: str) -> str | None:
        return None if identifier == "lost" else f"#{identifier}"

    def math(self, tex: str, node: Math | MathBlock) -> str:
        return f"<i>{escape(tex)}</i>"

    def note(self, note: Note, flow: Flow, writer: Writer) -> str:
        return f"<small>{writer.compact(note.children, flow)}</small>"


def write(*blocks: Block, dialect: Dialect | None = None) -> str:
    text = Writer(dialect or Plain()).blocks(blocks, FLOW)
    ET.fromstring(f"<x>{text}</x>")
    return text


def line(*inlines: Inline, dialect: Dialect | None = None) -> str:
    text = Writer(dialect or Plain()).line(inlines, FLOW)
    ET.fromstring(f"<x>{text}</x>")
    return text


def para(text: str, role: str = "", computed: Computed = RTL) -> Paragraph:
    return Paragraph(children=(Text(text),), role=role, computed=computed)


def test_text_is_escaped() -> None:
    assert line(Text('<script>&"\x00\x0b\ufffe')) == "&lt;script&gt;&amp;&quot;"


def test_attributes_are_escaped() -> None:
    node = Paragraph(children=(), computed=RTL, attributes=Attributes(classes=('a"b<',)))
    assert write(node) == '<p class="a&quot;b&lt;"></p>'


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (Emphasis(children=(Text("x"),)), "<em>x</em>"),
        (Strong(children=(Text("x"),)), "<strong>x</strong>"),
        (Underline(children=(Text("x"),)), "<u>x</u>"),
        (Strike(children=(Text("x"),)), "<s>x</s>"),
        (Superscript(children=(Text("x"),)), "<sup>x</sup>"),
        (Subscript(children=(Text("x"),)), "<sub>x</sub>"),
        (Quoted(children=(Text("«x»"),)), "«x»"),
        (Code(children=(Text("x<y"),)), "<code>x&lt;y</code>"),
        (Math(tex="x<y"), '<span class="math"><i>x&lt;y</i></span>'),
        (Span(children=(Text("x"),)), "x"),
        (LineBreak(), "<br/>"),
        (
            Span(children=(Text("x"),), attributes=Attributes(classes=("a",), id="i")),
            '<span id="i" class="a">x</span>',
        ),
        (
            Span(children=(Text("x"),), computed=Computed("en", Direction.LTR, isolate=True)),
            '<span lang="en" xml:lang="en" dir="ltr">x</span>',
        ),
        (
            Link(target="https://e.org/a b?x=1&y=«2»", children=(Text("x"),), title="t"),
            '<a title="t" href="https://e.org/a%20b?x=1&amp;y=%C2%AB2%C2%BB">x</a>',
        ),
        (Link(target="#sec-1", children=(Text("x"),)), '<a href="#sec-1">x</a>'),
        (Link(target="#lost", children=(Text("x"),)), "x"),
        (Link(target="javascript:alert(1)", children=(Text("x"),)), "x"),
        (Link(target="other.md", children=(Text("x"),)), "x"),
        (Link(target="file:///etc/passwd", children=(Text("x"),)), "x"),
        (Link(target="http://[bad", children=(Text("x"),)), "x"),
        (Image(source="a.png", alternative='"'), '<img src="a.png" alt="&quot;"/>'),
        (Image(source="a.png"), '<img src="a.png" alt=""/>'),
        (
            Term(key="k", children=(Text("x"),)),
            '<a class="term" href="#gl-k">x</a>',
        ),
        (
            CrossReference(target="fig-1", kind=ReferenceKind.FIGURE, children=(Text("x"),)),
            '<a class="cross-reference" href="#fig-1">x</a>',
        ),
        (
            CrossReference(target="lost", kind=ReferenceKind.FIGURE, children=(Text("x"),)),
            '<span class="cross-reference">x</span>',
        ),
        (
            Citation(items=(CitationItem(key="k"),), children=(Text("x"),)),
            '<a class="citation" href="#ref-k">x</a>',
        ),
        (
            Citation(items=(CitationItem(key="k"), CitationItem(key="l")), children=(Text("x"),)),
            '<span class="citation">x</span>',
        ),
    ],
)
def test_inlines(node: Inline, expected: str) -> None:
    assert line(node) == expected


def test_a_citation_that_holds_a_link_is_none_itself() -> None:
    link = Link(target="https://e.org", children=(Text("x"),))
    node = Citation(items=(CitationItem(key="k"),), children=(link,))
    assert line(node) == '<span class="citation"><a href="https://e.org">x</a></span>'


def test_links_do_not_nest() -> None:
    inner = Term(key="k", children=(Text("x"),))
    node = Link(target="#a", children=(Emphasis(children=(inner,)),))
    assert line(node) == '<a href="#a"><em><span class="term">x</span></em></a>'


def test_a_note_within_a_link_comes_after_it() -> None:
    note = Note(children=(Paragraph(children=(Link(target="#b", children=(Text("n"),)),)),))
    node = Link(target="#a", children=(Text("x"), note, Text("y")))
    result = line(node)
    assert result.startswith('<a href="#a">xy</a><small>')
    assert '<a href="#b">n</a>' in result


def test_a_picture_that_is_not_there_leaves_its_description() -> None:
    class Without(Plain):
        def image(self, source: str, node: Image | Figure) -> str | None:
            return None

    image = Image(source="a.png", alternative="صورة")
    assert line(image, dialect=Without()) == '<span class="missing-image">صورة</span>'
    figure = Figure(source="a.png", alternative="صورة", computed=RTL)
    assert '<p class="missing-image">صورة</p>' in write(figure, dialect=Without())


def test_roles_are_classes_and_languages_stand_where_they_change() -> None:
    assert write(para("x", "title")) == '<p class="title">x</p>'
    assert write(para("x", computed=LTR)) == '<p lang="en" xml:lang="en" dir="ltr">x</p>'
    quote = Quote(children=(para("x", computed=LTR),), computed=LTR, attribution=(Text("a"),))
    assert write(quote) == (
        '<blockquote class="quote" lang="en" xml:lang="en" dir="ltr"><p>x</p>'
        '<p class="attribution">a</p></blockquote>'
    )


def test_sections_nest_with_their_headings() -> None:
    inner = Section(level=2, title=(Text("ب"),), computed=RTL)
    number = Number(value=(Text("1"),), suffix=(Text(". "),))
    outer = Section(
        level=1,
        title=(Text("أ"),),
        children=(inner,),
        number=number,
        role="appendix",
        attributes=Attributes(id="sec-1"),
        computed=RTL,
    )
    assert write(outer) == (
        '<section id="sec-1" class="appendix"><h1 class="heading-1">1. أ</h1>'
        '<section><h2 class="heading-2">ب</h2></section></section>'
    )


def test_no_heading_is_deeper_than_six() -> None:
    assert '<h6 class="heading-6">' in write(Section(level=9, title=(Text("x"),), computed=RTL))


def test_verse_in_hemistichs() -> None:
    lines = (VerseLine(((Text("صدر"),), (Text("عجز"),))), VerseLine(((Text("شطر"),),)))
    assert write(Verse(lines=lines, computed=RTL)) == (
        '<div class="verse"><p class="verse-line"><span class="hemistich">صدر</span> '
        '<span class="hemistich">عجز</span></p>'
        '<p class="verse-line single"><span class="hemistich">شطر</span></p></div>'
    )


def _list(*, tight: bool) -> List:
    items = (
        ListItem(children=(para("x"),), label="أ-", computed=RTL),
        ListItem(children=(para("y", computed=LTR),), label="ب-", computed=RTL),
    )
    kind = Numeral.ARABIC_ALPHA
    return List(items=items, ordered=True, start=1, numeral=kind, tight=tight, computed=RTL)


def test_labels_of_items_are_text_or_attribute() -> None:
    assert write(_list(tight=True)) == (
        '<ol class="tight numeral-arabic-alpha">'
        '<li class="list-item"><span class="label">أ-</span> x</li>'
        '<li class="list-item"><span class="label">ب-</span> '
        '<p lang="en" xml:lang="en" dir="ltr">y</p></li></ol>'
    )

    class Labelled(Plain):
        literal_labels = False

    assert '<li class="list-item" data-label="أ-">x</li>' in write(
        _list(tight=True), dialect=Labelled()
    )


def test_loose_items_hold_paragraphs() -> None:
    assert "</span> <p>x</p></li>" in write(_list(tight=False))


def test_bullets_and_starts() -> None:
    item = ListItem(children=(para("x"),), computed=RTL)
    assert write(List(items=(item,), computed=RTL)) == (
        '<ul class="tight"><li class="list-item">x</li></ul>'
    )
    assert 'start="4"' in write(List(items=(item,), ordered=True, start=4, computed=RTL))


def test_definitions() -> None:
    item = DefinitionItem(
        term=(Text("t"),), definitions=((para("a"),), (para("b"), para("c"))), computed=RTL
    )
    assert write(DefinitionList(items=(item,), computed=RTL)) == (
        '<dl><dt class="definition-term">t</dt><dd class="definition">a</dd>'
        '<dd class="definition">b<p>c</p></dd></dl>'
    )


def test_code_keeps_its_lines_and_its_direction() -> None:
    node = CodeBlock(text="if a < b:\n    pass", language="python", computed=RTL)
    assert write(node) == (
        '<pre class="code" dir="ltr"><code class="language-python">if a &lt; b:\n    pass</code>'
        "</pre>"
    )


def test_displayed_formula_with_its_number() -> None:
    number = Number(value=(Text("(1)"),))
    node = MathBlock(tex="x", number=number, attributes=Attributes(id="eq-1"), computed=RTL)
    assert write(node) == (
        '<div id="eq-1" class="math numbered"><span class="formula"><i>x</i></span> '
        '<span class="equation-number">(1)</span></div>'
    )


def test_figure() -> None:
    number = Number(label=(Text("شكل "),), value=(Text("1"),), suffix=(Text(": "),))
    node = Figure(
        source="a.png",
        caption=(Text("خريطة"),),
        alternative="وصف",
        width="80%",
        number=number,
        computed=RTL,
    )
    assert write(node) == (
        '<figure class="figure"><img src="a.png" alt="وصف" style="width: 80%"/>'
        '<figcaption class="caption-figure">شكل 1: خريطة</figcaption></figure>'
    )


@pytest.mark.parametrize("width", ["", "red;x:y", "100", "-5mm", "calc(1px)", "80%;color:red"])
def test_a_width_that_is_no_length_is_left_out(width: str) -> None:
    assert css_length(width) is None
    assert "style" not in write(Figure(source="a.png", width=width, computed=RTL))


def test_tables_state_scopes_spans_and_alignment() -> None:
    def cell(text: str, **values: object) -> Cell:
        return Cell(children=(para(text),), computed=RTL, **values)  # type: ignore[arg-type]

    node = Table(
        columns=(Column(width=0.25), Column(alignment=Alignment.END)),
        head=(Row((cell("h", header=True, column_span=2),)),),
        body=(Row((cell("r", header=True, row_span=2), cell("1"))), Row((cell("2"),))),
        caption=(Text("c"),),
        computed=RTL,
    )
    assert write(node) == (
        '<table><caption class="caption-table">c</caption>'
        '<colgroup><col style="width: 25%"/><col/></colgroup>'
        '<thead><tr><th class="table-head" colspan="2" scope="col">h</th></tr></thead>'
        '<tbody><tr><th class="table-head" rowspan="2" scope="row">r</th>'
        '<td class="table-cell align-end">1</td></tr>'
        '<tr><td class="table-cell">2</td></tr></tbody></table>'
    )


def test_empty_table() -> None:
    assert write(Table(columns=(), computed=RTL)) == "<table><tbody></tbody></table>"


def test_admonition_container_and_break() -> None:
    node = Admonition(kind="tip", title=(Text("t"),), children=(para("x"),), computed=RTL)
    assert write(node) == (
        '<aside class="admonition admonition-tip"><p class="admonition-title">t</p><p>x</p></aside>'
    )
    assert write(Container(children=(para("x"),), role="abstract", computed=RTL)) == (
        '<div class="abstract"><p>x</p></div>'
    )
    assert write(ThematicBreak(computed=RTL)) == "<hr/>"


def test_contents() -> None:
    entries = (
        ContentsEntry(
            target="sec-1",
            level=1,
            children=(Link(target="#x", children=(Text("أ"),)),),
            number=Number(value=(Text("1. "),)),
            computed=RTL,
        ),
        ContentsEntry(target="lost", level=7, children=(Text("ب"),), computed=RTL),
    )
    node = Contents(title=(Text("المحتويات"),), entries=entries, computed=RTL)
    assert write(node) == (
        '<nav class="contents" role="doc-toc"><p class="contents-heading">المحتويات</p>'
        '<p class="contents-1"><a href="#sec-1">1. أ</a></p><p class="contents-3">ب</p></nav>'
    )


def test_bibliography() -> None:
    entry = BibliographyEntry(
        key="k", children=(Text("x"),), attributes=Attributes(id="ref-k"), computed=LTR
    )
    assert write(Bibliography(entries=(entry,), computed=RTL)) == (
        '<ul class="bibliography"><li id="ref-k" class="bibliography-entry" lang="en" '
        'xml:lang="en" dir="ltr">x</li></ul>'
    )


def test_glossary_leaves_out_columns_that_are_empty() -> None:
    item = GlossaryItem(
        key="k",
        headword=(para("term", computed=LTR),),
        definition=(para("شرح"),),
        attributes=Attributes(id="gl-k"),
        computed=RTL,
    )
    head = tuple((para(name),) for name in ("ا", "ب", "ج", "د"))
    result = write(GlossaryList(head=head, items=(item,), computed=RTL))
    assert result == (
        '<table class="glossary"><thead><tr><th class="table-head" scope="col">ا</th>'
        '<th class="table-head" scope="col">د</th></tr></thead><tbody><tr id="gl-k">'
        '<th class="glossary-headword" scope="row"><p lang="en" xml:lang="en" dir="ltr">term</p>'
        '</th><td class="glossary-definition">شرح</td></tr></tbody></table>'
    )
