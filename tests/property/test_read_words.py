"""No word is lost: the words of any source stand in its tree, in order, at their places."""

from __future__ import annotations

import re
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from warraq.diagnostics import Report
from warraq.model.blocks import Blocks, CodeBlock, Figure
from warraq.model.inlines import Text
from warraq.model.walk import iterate
from warraq.read.markdown import prepare
from warraq.read.passage import whole
from warraq.read.reading import Gathered, Reading
from warraq.source import SourceText, decode

WORD = re.compile(r"(?:كلمة|w)\d+")


def read(text: str) -> tuple[Blocks, Report, SourceText]:
    report = Report()
    source = decode(text.encode("utf-8", "surrogatepass"), "a.md", report)
    return prepare(whole(source), Reading(Gathered(report))).build(), report, source


def words_of(found: Blocks) -> list[str]:
    words: list[str] = []
    for node in iterate(found):
        match node:
            case Text():
                words += WORD.findall(node.text)
            case CodeBlock():
                words += WORD.findall(node.text)
            case _:
                pass
    return words


# --- well-formed sources ----------------------------------------------------------------------

Maker = st.SearchStrategy[str]
_words = st.sampled_from(["كلمة#", "w#", "كلمة# w#", "w# كلمة#، كلمة#"])
_inline: Maker = st.recursive(
    _words,
    lambda inner: st.one_of(
        st.builds("*{}*".format, inner),
        st.builds("**{}**".format, inner),
        st.builds("~~{}~~".format, _words),
        st.builds("[{}]{{lang=en}}".format, inner),
        st.builds("[{}]{{.term}}".format, inner),
        st.builds("[{}](https://example.org/a_b)".format, _words),
        st.builds("[انظر {} @key, ص 5، {}]".format, _words, inner),
        st.builds("@fig-a {}".format, inner),
        st.builds("`{}`".format, _words),
        st.builds("{}\n{}".format, inner, inner),
        st.builds("{}\\\n{}".format, inner, inner),
        st.builds("{} {} {}".format, inner, inner, inner),
    ),
    max_leaves=6,
)
_noted = st.one_of(_inline, st.builds("{} ^[{}] {}".format, _inline, _inline, _inline))


def _indented(text: str, first: str, rest: str) -> str:
    return first + text.replace("\n", "\n" + rest)


_one_line = _inline.map(lambda text: text.replace("\\\n", " ").replace("\n", " "))
_leaf: Maker = st.one_of(
    _noted,
    st.builds("# {}".format, _one_line),
    st.builds("## {} {{#sec-x .unnumbered}}".format, _one_line),
    st.builds("| {} | {} |\n|---|:-:|\n| {} | {} |".format, *[_one_line] * 4),
    st.builds("| {} |\n|---|\n| {} |\n\n: {} {{#tbl-x}}".format, *[_one_line] * 3),
    st.builds("```\n{}\n```".format, _words),
    st.builds("{}\n: {}\n: {}".format, _one_line, _one_line, _one_line),
    st.builds("![{}](a.png)".format, _one_line),
    st.builds("::: verse\n{} / {}\n{} / {}\n:::".format, *[_one_line] * 4),
)
_block: Maker = st.recursive(
    _leaf,
    lambda inner: st.one_of(
        inner.map(lambda text: _indented(text, "> ", "> ")),
        inner.map(lambda text: _indented(text, "- ", "  ")),
        inner.map(lambda text: _indented(text, "3. ", "   ")),
        inner.map(lambda text: _indented(text, "٣. ", "   ")),
        st.builds("::: {{.quote lang=en}}\n{}\n:::".format, inner),
        st.builds("::: note\n{}\n\n{}\n:::".format, inner, inner),
    ),
    max_leaves=4,
)


def _numbered(text: str) -> str:
    counter = count(1)
    return re.sub("(?<=[wة])#", lambda _: str(next(counter)), text)


@given(st.lists(_block, min_size=1, max_size=5).map("\n\n".join).map(_numbered))
def test_words_stand_in_order_and_at_their_places(text: str) -> None:
    found, report, source = read(text)
    assert {item.code for item in report} <= {"S049", "S050"}
    got = words_of(found)
    wanted = WORD.findall(text)
    captions = [node for node in iterate(found) if isinstance(node, Figure)]
    if "{#tbl-x}" in text:
        # A caption after its table comes before the cells in the tree.
        assert sorted(got) == sorted(wanted)
    else:
        assert got == wanted
    assert all(figure.source == "a.png" for figure in captions)
    for node in iterate(found):
        if isinstance(node, Text) and (first := WORD.search(node.text)):
            line = source.line(node.location.line - 1)
            rest = line[node.location.column - 1 :]
            assert first[0] in rest or "\n" in text


# --- any soup of marks ------------------------------------------------------------------------

_SAFE_MARKS = [*"*_~>-+#|[]!\"'.=&;,،؛ ", *("\n", "\t", "  \n", "\n\n", "1. ", "٢. ", "> ", "- ")]
_soup = st.lists(
    st.one_of(st.sampled_from(_SAFE_MARKS), st.sampled_from(["كلمة#", "w#"])), max_size=60
).map("".join)


@given(_soup.map(_numbered))
def test_no_word_of_a_soup_is_lost(text: str) -> None:
    if "~~~" in text:
        return  # the words after a fence name the language of the code
    found, report, _ = read(text)
    if "S060" not in {item.code for item in report}:
        assert sorted(words_of(found)) == sorted(WORD.findall(text))


_MARKS = [
    *_SAFE_MARKS,
    *"(){}<>@^$:/%`",
    *("[^1]", "[^1]: ", "::: ", ":::\n", "$$\n", "```\n", "{.a}", "{lang=en}", "[@a, p. 5]"),
    *("<!--", "-->", "<b>", "](", "]{", "^[", "@fig-a", "---\n", "\u202e", "|-|\n"),
]
_anything = st.lists(st.one_of(st.sampled_from(_MARKS), st.text(max_size=3)), max_size=50).map(
    "".join
)


@given(_anything)
def test_anything_is_read_and_every_place_exists(text: str) -> None:
    found, report, source = read(text)
    lines = source.text.split("\n")
    places = [item.location for item in report]
    places += [node.location for node in iterate(found) if hasattr(node, "location")]
    for place in places:
        if place.line:
            assert 1 <= place.line <= len(lines)
            assert 1 <= place.column <= len(lines[place.line - 1]) + 1
