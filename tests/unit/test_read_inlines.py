"""Marks within a line become the right nodes, at the right places."""

from __future__ import annotations

from typing import Any

import pytest

from warraq.diagnostics import Report
from warraq.model.attributes import Attributes, Direction
from warraq.model.blocks import Paragraph
from warraq.model.inlines import (
    Code,
    Emphasis,
    Image,
    Inlines,
    LineBreak,
    Link,
    Math,
    Note,
    Quoted,
    Span,
    Strike,
    Strong,
    Subscript,
    Superscript,
    Term,
    Text,
    Underline,
)
from warraq.model.walk import iterate
from warraq.read.markdown import read_line
from warraq.read.passage import whole
from warraq.read.reading import Gathered, Reading
from warraq.source import SourceText


def read(text: str) -> tuple[Inlines, Report]:
    report = Report()
    return read_line(whole(SourceText("a.md", text)), Reading(Gathered(report))), report


def nodes(text: str) -> Inlines:
    result, report = read(text)
    assert [str(item) for item in report] == []
    return result


def codes(text: str) -> list[str]:
    return [item.code for item in read(text)[1]]


def t(text: str) -> tuple[Text]:
    return (Text(text),)


CASES: list[tuple[str, Inlines]] = [
    ("", ()),
    ("نص", t("نص")),
    ("a\nb\n c", t("a b c")),
    ("a  b\tc", t("a b c")),
    ("a\u00a0b", t("a\u00a0b")),
    ("a\\\nb", (Text("a"), LineBreak(), Text("b"))),
    ("a  \nb", (Text("a"), LineBreak(), Text("b"))),
    ("a<br>b<BR />c", (Text("a"), LineBreak(), Text("b"), LineBreak(), Text("c"))),
    ("*x*", (Emphasis(children=t("x")),)),
    ("و*الشريك*ون", (Text("و"), Emphasis(children=t("الشريك")), Text("ون"))),
    ("**x**", (Strong(children=t("x")),)),
    ("***x***", (Emphasis(children=(Strong(children=t("x")),)),)),
    ("و**«نص»**", (Text("و"), Strong(children=t("«نص»")))),
    ("*(نص)*ون", (Emphasis(children=t("(نص)")), Text("ون"))),
    ("a*\"b\"*", t("a*\"b\"*")),
    ("2 * 3 * 4", t("2 * 3 * 4")),
    ("snake_case_name", t("snake_case_name")),
    ("~~x~~", (Strike(children=t("x")),)),
    ("H~2~O", (Text("H"), Subscript(children=t("2")), Text("O"))),
    ("x^2^", (Text("x"), Superscript(children=t("2")))),
    ("`a*b*`", (Code(children=t("a*b*")),)),
    ("$a_1$", (Math(tex="a_1"),)),
    ("5$ و10$ و$22", t("5$ و10$ و$22")),
    ("&amp; &nbsp;&#1575;", t("& \u00a0ا")),
    ("\\*x\\* \\@k \\[y\\]", t("*x* @k [y]")),
    ("a <!-- hidden --> b", t("a b")),
    ("[x]{lang=en}", (Span(children=t("x"), attributes=Attributes(lang="en")),)),
    (
        '[x]{#i .c .d dir=ltr k=v w="a \\" b"}',
        (
            Span(
                children=t("x"),
                attributes=Attributes(
                    "i", ("c", "d"), None, Direction.LTR, (("k", "v"), ("w", 'a " b'))
                ),
            ),
        ),
    ),
    (
        "[*a* [b]{lang=fr}]{lang=en}",
        (
            Span(
                children=(
                    Emphasis(children=t("a")),
                    Text(" "),
                    Span(children=t("b"), attributes=Attributes(lang="fr")),
                ),
                attributes=Attributes(lang="en"),
            ),
        ),
    ),
    ("[x]{.term}", (Term(key="", children=t("x")),)),
    ("[x]{term=id}", (Term(key="id", children=t("x")),)),
    ("[x]{.term lang=en}", (Term(key="", children=t("x"), attributes=Attributes(lang="en")),)),
    ("[x]{.underline}", (Underline(children=t("x")),)),
    ("[x]{.quoted}", (Quoted(children=t("x")),)),
    ("[x] {lang=en}", t("[x] {lang=en}")),
    ("[x](https://a.org)", (Link(target="https://a.org", children=t("x")),)),
    (
        '[*x*](https://a.org "عنوان"){lang=en}',
        (
            Link(
                target="https://a.org",
                children=(Emphasis(children=t("x")),),
                title="عنوان",
                attributes=Attributes(lang="en"),
            ),
        ),
    ),
    ("[x](#sec-a)", (Link(target="#sec-a", children=t("x")),)),
    ("<https://a.org>", (Link(target="https://a.org", children=t("https://a.org")),)),
    ("<a@b.org>", (Link(target="mailto:a@b.org", children=t("a@b.org")),)),
    ("[x](doi:10.1/a)", (Link(target="https://doi.org/10.1/a", children=t("x")),)),
    ("a@b.org", t("a@b.org")),
    (
        "x^[n *m*]",
        (
            Text("x"),
            Note(children=(Paragraph(children=(Text("n "), Emphasis(children=t("m")))),)),
        ),
    ),
    ("a ![alt *x*](p.png) b", (Text("a "), Image(source="p.png", alternative="alt x"), Text(" b"))),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_marks(text: str, expected: Inlines) -> None:
    assert nodes(text) == expected


@pytest.mark.parametrize(
    ("text", "address", "rest"),
    [
        ("https://a.org/b", "https://a.org/b", ""),
        ("https://a.org/b.", "https://a.org/b", "."),
        ("https://a.org/b، ثم", "https://a.org/b", "، ثم"),
        ("https://a.org/b؛", "https://a.org/b", "؛"),
        ("«https://a.org/b»", "https://a.org/b", "»"),
        ("(https://a.org/b_(c))", "https://a.org/b_(c)", ")"),
        ("http://a.org?x=1&y=2", "http://a.org?x=1&y=2", ""),
        ("*https://a.org*", "https://a.org", ""),
    ],
)
def test_bare_addresses(text: str, address: str, rest: str) -> None:
    found = nodes(text)
    link = next(node for node in iterate(found) if isinstance(node, Link))
    assert link.target == address
    assert link.children == t(address)
    assert "".join(node.text for node in found[-1:] if isinstance(node, Text)) == rest


def test_arabic_addresses_are_encoded_and_shown_as_written() -> None:
    (link,) = nodes("https://ar.wikipedia.org/wiki/موصل")
    assert isinstance(link, Link)
    assert link.target == "https://ar.wikipedia.org/wiki/%D9%85%D9%88%D8%B5%D9%84"
    assert link.children == t("https://ar.wikipedia.org/wiki/موصل")


@pytest.mark.parametrize("text", ["xhttps://a.org", "https://", "https:// x", "[a](https://b.c)"])
def test_what_is_no_bare_address(text: str) -> None:
    links = [node for node in iterate(nodes(text)) if isinstance(node, Link)]
    assert len(links) == text.count("](")


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "&#106;avascript:alert(1)",
        "data:text/html;base64,x",
        "file:///etc/passwd",
        "vbscript:x",
    ],
)
def test_dangerous_links_are_refused_and_their_words_kept(address: str) -> None:
    found, report = read(f"[نص]({address})")
    assert [item.code for item in report] == ["S020"]
    assert found == t("نص")


@pytest.mark.parametrize("address", ["other.md", "", "www.example.org", "/x"])
def test_links_that_lead_nowhere(address: str) -> None:
    found, report = read(f"[نص]({address})")
    assert [item.code for item in report] == ["S021"]
    assert found == t("نص")


def test_html_is_shown_with_a_warning() -> None:
    found, report = read("a <b>x</b> <script>alert(1)</script>")
    assert found == t("a <b>x</b> <script>alert(1)</script>")
    assert [item.code for item in report] == ["S010"] * 4
    assert next(iter(report)).hints[0].message == "write **text**"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[x]{lang=english!}", "S012"),
        ("[x]{dir=left}", "S012"),
        ("[x]{#a #b}", "S012"),
        ("[x]{lang = en}", "S012"),
        ("[x]{lang=en", "S012"),
        ("[]{lang=en}", "S046"),
        ("x^[]", "S044"),
        ("![x]()", "S035"),
        ("a&#12;b", "S005"),
        ("[x](a b.png)", "S047"),
        ("![x](a b.png)", "S047"),
        ("[x [y](https://a.org)](https://b.org)", "S047"),
        ("[انظر [@key، ص 5", "S048"),
        ("[^two words]", "S047"),
        ("[@a @b]", "S049"),
        ("[x](https://a.org 'a&#x0C;')", "S005"),
        ("a^[b ^[c]]", "S043"),
    ],
)
def test_faults(text: str, code: str) -> None:
    assert codes(text) == [code]


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("ab [x](c d)", 4),
        ("ab ![cd [x](e f)](p.png)", 9),
        ("ab [cd [x]{e = f} @key]", 11),
        ("ab *[x]{e = f}*", 8),
    ],
)
def test_places_of_slips(text: str, column: int) -> None:
    (found,) = read(text)[1]
    assert found.location.column == column


def test_nested_notes_keep_their_words() -> None:
    (_, note), _ = read("a^[b ^[c] d]")
    assert isinstance(note, Note)
    assert note.children == (Paragraph(children=t("b c d")),)


def test_places_are_exact() -> None:
    text = "ab *cd* [ef **gh**]{lang=en} x^[ij `kl`] ![mn](p.png) <b>q\n  rs \\* tu [@k, p. 1, uv]"
    found, _ = read(text)
    places = {node.text: node.location for node in iterate(found) if isinstance(node, Text)}
    for words in ("ab ", "cd", "ef ", "gh", "ij ", " <b>q rs * tu ", ", uv"):
        place = places[words]
        line = text.split("\n")[place.line - 1]
        assert line[place.column - 1 :].startswith(words[:3]), words
    assert places["kl"].column == text.index("`kl`") + 1


def test_brackets_that_belong_to_another_mark_are_closed() -> None:
    assert codes("[@a]{.x} ^[@a] [@a [x]] \\[@a") == []


def test_places_of_marks() -> None:
    text = "a *b* **c** [d]{lang=en} ^[e] `f` $g$ ~~h~~ [i](https://j.k) x^2^ H~2~ ![m](n.png)"
    starts = {
        Emphasis: "*b", Strong: "**c", Span: "[d", Note: "^[e", Code: "`f", Math: "$g",
        Strike: "~~h", Link: "[i", Superscript: "^2", Subscript: "~2", Image: "![m",
    }  # fmt: skip
    found, _ = read(text)
    for node in found:
        kind: Any = type(node)
        if kind in starts:
            assert node.location.column == text.index(starts[kind]) + 1, kind
    assert {type(node) for node in found} >= set(starts)
