"""Blocks: headings, lists, quotations, verse, tables, figures, divisions, formulas, code."""

from __future__ import annotations

from typing import Any

import pytest

from warraq.diagnostics import Report
from warraq.model.attributes import Attributes
from warraq.model.blocks import (
    Admonition,
    Alignment,
    Bibliography,
    Blocks,
    Cell,
    CodeBlock,
    Container,
    Contents,
    ContentsKind,
    DefinitionItem,
    DefinitionList,
    Figure,
    GlossaryList,
    List,
    ListItem,
    MathBlock,
    Numeral,
    Paragraph,
    Quote,
    Section,
    Table,
    ThematicBreak,
    Verse,
    VerseLine,
)
from warraq.model.inlines import Emphasis, Note, Text
from warraq.model.walk import iterate, plain_text
from warraq.read.markdown import prepare
from warraq.read.notes import warn_uncalled
from warraq.read.passage import whole
from warraq.read.reading import Gathered, Reading
from warraq.source import SourceText


def read(text: str) -> tuple[Blocks, Report]:
    report = Report()
    reading = Reading(Gathered(report))
    found = prepare(whole(SourceText("a.md", text)), reading).build()
    warn_uncalled(reading)
    return found, report


def blocks(text: str) -> Blocks:
    found, report = read(text)
    assert [str(item) for item in report] == []
    return found


def faults(text: str) -> list[tuple[str, int, int]]:
    return [(d.code, d.location.line, d.location.column) for d in read(text)[1]]


def p(text: str, **more: Any) -> Paragraph:
    return Paragraph(children=(Text(text),), **more)


def section(level: int, title: str, *children: Any, **more: Any) -> Section:
    return Section(level=level, title=(Text(title),), children=children, **more)


# --- sections ---------------------------------------------------------------------------------


def test_headings_become_a_tree() -> None:
    assert blocks("a\n\n# A\n\nb\n\n## B\n\n### C\n\nc\n\n## D\n\n# E") == (
        p("a"),
        section(1, "A", p("b"), section(2, "B", section(3, "C", p("c"))), section(2, "D")),
        section(1, "E"),
    )


def test_heading_attributes() -> None:
    assert blocks("# عنوان {#sec-a .x k=v}\n\n# ب {-}\n\nج {.unnumbered}\n===") == (
        section(1, "عنوان", attributes=Attributes("sec-a", ("x",), pairs=(("k", "v"),))),
        section(1, "ب", attributes=Attributes(classes=("unnumbered",))),
        section(1, "ج", attributes=Attributes(classes=("unnumbered",))),
    )


def test_attributes_of_a_phrase_at_the_end_of_a_heading_stay_its_own() -> None:
    (found,) = blocks("# Title [x]{lang=en}")
    assert found.attributes == Attributes()


def test_an_appendix() -> None:
    (found,) = blocks("# ملحق {.appendix}")
    assert isinstance(found, Section)
    assert found.role == "appendix"


def test_jumps_are_reported_and_levels_made_contiguous() -> None:
    found, report = read("# A\n\n### C\n\n## B\n")
    assert found == (section(1, "A", section(2, "C"), section(2, "B")),)
    assert [(d.code, d.location.line) for d in report] == [("S050", 3)]


def test_headings_within_a_division_stay_in_it() -> None:
    (found,) = blocks("::: x\n# A\n\na\n:::")
    assert isinstance(found, Container)
    assert found.children == (section(1, "A", p("a")),)


# --- lists ------------------------------------------------------------------------------------


def test_lists() -> None:
    assert blocks("- a\n- b\n  - c") == (
        List(
            items=(
                ListItem(children=(p("a"),)),
                ListItem(children=(p("b"), List(items=(ListItem(children=(p("c"),)),)))),
            )
        ),
    )


def test_ordered_lists_in_the_digits_of_any_script() -> None:
    for text in ("3) أ\n4) ب", "٣) أ\n٤) ب", "۳) أ\n۴) ب"):
        (found,) = blocks(text)
        assert isinstance(found, List)
        assert (found.ordered, found.start, found.delimiter) == (True, 3, ")")
        assert [plain_text(item) for item in found.items] == ["أ", "ب"]


def test_digits_elsewhere_stay_as_written() -> None:
    assert blocks("في سنة\n٢٠١٨. انتهى") == (p("في سنة ٢٠١٨. انتهى"),)
    assert blocks("```\n٤. x\n```") == (CodeBlock(text="٤. x"),)
    assert blocks("١. أ\n\n       ٥. b") == (
        List(
            items=(ListItem(children=(p("أ"), CodeBlock(text="٥. b"))),), ordered=True, tight=False
        ),
    )


def test_loose_lists() -> None:
    (found,) = blocks("- a\n\n- b")
    assert isinstance(found, List)
    assert not found.tight


def test_list_numerals() -> None:
    (found,) = blocks('{numeral=abjad delimiter="-" .x}\n1. a')
    assert isinstance(found, List)
    assert (found.numeral, found.delimiter) == (Numeral.ABJAD, "-")
    assert found.attributes == Attributes(classes=("x",))
    (found,) = blocks("{numeral=abjad}\n9. a\n10. b")
    assert isinstance(found, List)
    assert (found.start, found.numeral, len(found.items)) == (9, Numeral.ABJAD, 2)
    nested, quoted = blocks("- x\n\n  {numeral=abjad}\n  9. a\n\n> {numeral=abjad}\n> 9. a")
    assert nested.items[0].children[1].numeral is Numeral.ABJAD  # type: ignore[union-attr]
    assert quoted.children[0].numeral is Numeral.ABJAD  # type: ignore[union-attr]
    (found,) = blocks("{numeral=arabic-ordinal}\n1. a")
    assert isinstance(found, List)
    assert found.delimiter == ":"
    (found,) = blocks('{numeral=arabic-ordinal delimiter="-"}\n1. a')
    assert isinstance(found, List)
    assert found.delimiter == "-"
    assert faults("{numeral=abjd}\n1. a") == [("S012", 1, 1)]


def test_definition_lists() -> None:
    assert blocks("م\n: ت *ث*\n: ج\n\nن\n\n:   و\n\n    ز") == (
        DefinitionList(
            items=(
                DefinitionItem(
                    term=(Text("م"),),
                    definitions=(
                        (Paragraph(children=(Text("ت "), Emphasis(children=(Text("ث"),)))),),
                        (p("ج"),),
                    ),
                ),
                DefinitionItem(term=(Text("ن"),), definitions=((p("و"), p("ز")),)),
            )
        ),
    )


# --- quotations and verse ---------------------------------------------------------------------


def test_quotations() -> None:
    assert blocks("> a\n> b\n>\n> — *c*، د") == (
        Quote(children=(p("a b"),), attribution=(Emphasis(children=(Text("c"),)), Text("، د"))),
    )
    assert blocks("> — a") == (Quote(children=(p("— a"),)),)


def test_quotation_divisions() -> None:
    expected = Quote(children=(p("q"),), attribution=(Text("A"),), attributes=Attributes(lang="en"))
    assert blocks('::: {.quote lang=en attribution="A"}\nq\n:::') == (expected,)
    assert blocks("::: {.quote lang=en}\nq\n\n-- A\n:::") == (expected,)
    assert blocks('{lang=en attribution="A"}\n> q') == (expected,)


@pytest.mark.parametrize("caesura", [" / ", " // ", " *** ", "\t", "    ", "  /  "])
def test_verse(caesura: str) -> None:
    first, second = (Text("صدر"),), (Text("عجز"),)
    assert blocks(f'::: {{.verse attribution="ش"}}\nصدر{caesura}عجز\nصدر\n:::') == (
        Verse(
            lines=(VerseLine(hemistichs=(first, second)), VerseLine(hemistichs=(first,))),
            attribution=(Text("ش"),),
        ),
    )


def test_stanzas() -> None:
    (found,) = blocks("::: verse\na / b\n\nc / d\n:::")
    assert isinstance(found, Container)
    assert [len(verse.lines) for verse in found.children if isinstance(verse, Verse)] == [1, 1]


def test_marks_and_notes_in_verse() -> None:
    (found,) = blocks("::: verse\n*a b*^[n / m] / c\n:::")
    assert isinstance(found, Verse)
    (line,) = found.lines
    assert [plain_text(part) for part in line.hemistichs] == ["a b", "c"]
    assert any(isinstance(node, Note) for node in line.hemistichs[0])


def test_faults_of_verse() -> None:
    assert faults("::: verse\na / b / c\n:::") == [("S072", 2, 1)]
    assert faults("::: verse\na\n\n- b\n:::") == [("S070", 4, 1)]
    assert faults("::: verse\n:::") == [("S071", 1, 1)]


# --- tables -----------------------------------------------------------------------------------


def cell(text: str, *, header: bool = False) -> Cell:
    return Cell(children=(p(text),) if text else (), header=header)


def test_tables() -> None:
    (table,) = blocks('| a | b |\n|:--|--:|\n| *c* | d \\| e |\n| f |\n\n: T {#tbl-t widths="3,1"}')
    assert isinstance(table, Table)
    assert [column.alignment for column in table.columns] == [Alignment.START, Alignment.END]
    assert [column.width for column in table.columns] == [0.75, 0.25]
    assert table.head[0].cells == (cell("a", header=True), cell("b", header=True))
    assert [plain_text(c) for row in table.body for c in row.cells] == ["c", "d | e", "f", ""]
    assert table.caption == (Text("T"),)
    assert table.attributes == Attributes(id="tbl-t")


@pytest.mark.parametrize(
    "text",
    [
        ": T\n\n|a|\n|-|\n|b|",
        "|a|\n|-|\n|b|\n\n: T",
        "|a|\n|-|\n|b|\n: T",
        "Table: T\n\n|a|\n|-|\n|b|",
        "|a|\n|-|\n|b|\n\nجدول: T",
    ],
)
def test_captions_before_and_after(text: str) -> None:
    (table,) = blocks(text)
    assert isinstance(table, Table)
    assert table.caption == (Text("T"),)


def test_caption_before_a_table_after_a_paragraph() -> None:
    found = blocks("x\n\n: T\n\n|a|\n|-|\n|b|\n\n: not a second caption")
    assert found[0] == p("x")
    assert isinstance(found[1], Table)
    assert found[1].caption == (Text("T"),)
    assert found[2] == p(": not a second caption")


def test_places_in_the_second_line_of_a_caption() -> None:
    (table,) = blocks("|a|\n|-|\n|b|\n\n: أول\n  ثم *ثان* {#tbl-a}")
    (mark,) = [node for node in iterate(table) if isinstance(node, Emphasis)]
    assert (mark.location.line, mark.location.column) == (6, 6)


def test_cells_without_enclosing_bars_and_with_bars_in_code() -> None:
    (table,) = blocks("a | b\n--|--\n`x \\| y` | c")
    assert isinstance(table, Table)
    assert [plain_text(c) for row in table.body for c in row.cells] == ["x | y", "c"]


def test_a_head_of_empty_cells_is_left_out() -> None:
    (table,) = blocks("| | |\n|-|-|\n|a|b|")
    assert isinstance(table, Table)
    assert table.head == ()


def test_surplus_cells_are_an_error() -> None:
    assert faults("|a|b|\n|-|-|\n|c|d|e|") == [("S060", 3, 6)]
    assert faults('|a|\n|-|\n\n: T {widths="1,2"}') == [("S062", 4, 3)]


def test_tables_drawn_as_a_grid_are_refused() -> None:
    assert faults("x\n\n+---+---+\n| a | b |\n+===+===+\n| c | d |\n+---+---+") == [("S061", 3, 1)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x\n\n|a|b|\n|c|d|", [("S063", 3, 1)]),
        ("|a|b|\n|-|\n|c|d|", [("S063", 1, 1)]),
        ("|a| is a set", []),
        ("#عنوان", [("S052", 1, 1)]),
        ("\\#x\n\n# y", []),
        ("+ a\n\n+1 x", []),
        ("\\newpage", [("S053", 1, 1)]),
        ("\\section{x}", [("S053", 1, 1)]),
    ],
)
def test_slips_of_the_pen(text: str, expected: list[tuple[str, int, int]]) -> None:
    assert faults(text) == expected


def test_places_of_cells() -> None:
    (table,) = blocks("> | اسم | b |\n> |-|-|\n> | c | *d* |\n")[0].children  # type: ignore[union-attr]
    places = {
        plain_text(node): (node.location.line, node.location.column)
        for node in iterate(table)
        if isinstance(node, Text)
    }
    assert places == {"اسم": (1, 5), "b": (1, 11), "c": (3, 5), "d": (3, 10)}


# --- figures, formulas, code ------------------------------------------------------------------


def test_figures() -> None:
    (figure,) = blocks('![خ *ر*](m.png){#fig-m alt="وصف" width=50%}')
    assert isinstance(figure, Figure)
    assert figure.source == "m.png"
    assert figure.caption == (Text("خ "), Emphasis(children=(Text("ر"),)))
    assert (figure.alternative, figure.width, figure.attributes.id) == ("وصف", "50%", "fig-m")
    (figure,) = blocks("![خ *ر*](m.png)")
    assert isinstance(figure, Figure)
    assert figure.alternative == "خ ر"
    assert faults("![x](m.png){width=wide}") == [("S036", 1, 1)]


def test_a_picture_with_words_beside_it_stays_in_the_line() -> None:
    (found,) = blocks("x ![y](m.png)")
    assert isinstance(found, Paragraph)


@pytest.mark.parametrize("text", ["$$ a $$ {#eq-a}", "$$\na\n$$ {#eq-a}", "$$a\n$$   {#eq-a}"])
def test_formulas(text: str) -> None:
    assert blocks(text) == (MathBlock(tex="a", attributes=Attributes(id="eq-a")),)


def test_an_open_formula_is_text() -> None:
    assert blocks("$$ a\n\nb") == (p("$$ a"), p("b"))


def test_code() -> None:
    assert blocks("```python\na *b*\n\n  c\n```") == (
        CodeBlock(text="a *b*\n\n  c", language="python"),
    )
    assert blocks("~~~ {.py #c}\nx\n~~~") == (
        CodeBlock(text="x", language="py", attributes=Attributes(id="c")),
    )
    assert blocks("    a\n    b") == (CodeBlock(text="a\nb"),)
    assert blocks("```\n::: x\n```") == (CodeBlock(text="::: x"),)


def test_breaks_and_comments() -> None:
    assert blocks("a\n\n***\n\n<!-- x\n\ny -->\n\nb") == (p("a"), ThematicBreak(), p("b"))


# --- divisions --------------------------------------------------------------------------------


def test_divisions_nest_with_fences_of_equal_length() -> None:
    inner = Container(children=(p("b"),), attributes=Attributes(classes=("y",)))
    outer = Container(children=(p("a"), inner, p("c")), attributes=Attributes(classes=("x",)))
    assert blocks("::: x\na\n\n::: y\nb\n:::\n\nc\n:::\n\nd") == (outer, p("d"))
    assert blocks(":::: {.x}\na\n\n::: y\nb\n:::\nc\n::::\nd") == (outer, p("d"))
    assert blocks("::: x :::\na\n\n::: y\nb\n:::\nc\n:::\nd") == (outer, p("d"))


@pytest.mark.parametrize(
    "text",
    [
        "::: a\n- ::: b\n  x\n  :::\n:::\n\ny",
        "::: a\n> ::: b\n> x\n> :::\n:::\n\ny",
        "- ::: a\n  1. ::: b\n     x\n     :::\n  :::\n\ny",
        "::: a\n- ```\n  :::\n  ```\n\nx\n:::\n\ny",
        "::: a\n> ~~~\n> ::: z\n> ~~~\nx\n:::\n\ny",
    ],
)
def test_divisions_within_lists_and_quotations(text: str) -> None:
    found = blocks(text)
    assert plain_text(found).endswith("xy")
    assert found[-1] == p("y")


def test_admonitions() -> None:
    assert blocks('::: {.warning title="ع *ن*" #w}\na\n:::') == (
        Admonition(
            kind="warning",
            children=(p("a"),),
            title=(Text("ع "), Emphasis(children=(Text("ن"),))),
            attributes=Attributes(id="w"),
        ),
    )


def test_places_for_what_is_generated() -> None:
    assert blocks("::: {#refs}\n:::\n\n::: contents\n:::\n\n::: glossary\n:::") == (
        Bibliography(attributes=Attributes(id="refs")),
        Contents(),
        GlossaryList(),
    )
    assert blocks("::: list-of-figures\n:::\n\n::: list-of-tables\n:::") == (
        Contents(kind=ContentsKind.FIGURES),
        Contents(kind=ContentsKind.TABLES),
    )
    assert faults("::: contents\nx\n:::") == [("S015", 2, 1)]


def test_divisions_that_are_open_or_stray() -> None:
    assert faults("::: x\na") == [("S013", 1, 1)]
    assert faults("a\n\n:::\n\nb") == [("S014", 3, 1)]
    found, report = read("- ::: x\n  a\n\nb")
    assert [(d.code, d.location.line) for d in report] == [("S013", 1)]
    assert plain_text(found) == "ab"
    assert faults("::: x\n```\n:::\n```\n:::") == []


def test_attributes_before_a_block() -> None:
    english = Attributes(lang="en")
    assert blocks("{lang=en}\nabc") == (p("abc", attributes=english),)
    assert blocks("{lang=en}\n\nabc") == (p("abc", attributes=english),)
    assert blocks("{lang=en}\n> q") == (Quote(children=(p("q"),), attributes=english),)
    assert blocks("{.x}\n```\nc\n```") == (
        CodeBlock(text="c", attributes=Attributes(classes=("x",))),
    )
    assert faults("- a\n\n  {lang=en}\n\nb") == [("S012", 3, 3)]


# --- notes ------------------------------------------------------------------------------------


def test_notes() -> None:
    note = Note(children=(p("x"), p("y")))
    assert blocks("a[^ن]\n\n[^ن]: x\n\n    y") == (Paragraph(children=(Text("a"), note)),)


def test_a_note_may_hold_a_list() -> None:
    (found,) = blocks("a[^1]\n\n[^1]: x\n\n    - y\n    - z\n")
    (note,) = [node for node in iterate(found) if isinstance(node, Note)]
    assert [type(block) for block in note.children] == [Paragraph, List]


@pytest.mark.parametrize(
    ("text", "expected", "hint"),
    [
        ("a[^nte]\n\nb[^note]\n\n[^note]: x", [("S040", 1, 2)], "did you mean [^note]?"),
        ("a\n\n[^1]: x", [("S041", 3, 1)], "write [^1] where the note belongs"),
        ("a[^1]\n\n[^1]: x\n\n[^1]: y", [("S042", 5, 1)], "it was defined first here"),
        ("a[^1]\n\n[^1]: x[^1]", [("S043", 3, 8)], "write its text in parentheses"),
        ("a[^1]\n\n[^1]: x^[y]", [("S043", 3, 8)], "write its text in parentheses"),
        ("a[^1]\n\n[^1]:\n\nb", [("S044", 3, 1)], None),
    ],
)
def test_faults_of_notes(text: str, expected: list[tuple[str, int, int]], hint: str | None) -> None:
    _, report = read(text)
    assert [(d.code, d.location.line, d.location.column) for d in report] == expected
    if hint:
        assert next(iter(report)).hints[0].message == hint


def test_all_faults_in_one_run() -> None:
    found = faults("# \n\na[^x] [y](file:x) <b>\n\n:::\n\n::: z\n\n### k\n")
    assert [code for code, _, _ in found] == [
        "S051",
        "S040",
        "S020",
        "S010",
        "S014",
        "S013",
        "S050",
    ]
