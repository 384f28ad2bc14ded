"""Where long words may break at the end of a line."""

from __future__ import annotations

import pytest

from warraq.export.pdf.breaks import ZWSP, allow_breaks
from warraq.model.inlines import Emphasis, Text


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        (
            "https://www.example.org/a/b-c.html?x=1&y=2018-02#top",
            "https://www.example.org|/a|/b-c|.html|?x|=1|&y|=2018-02|#top",
        ),
        ("https://www.example.org/short", "https://www.example.org/short"),
        ("https://www.department.example.org", "https://www.department.example.org"),
        ("(https://library.example.org/some/where)", "(https://library.example.org|/some|/where)"),
        (
            "https://doi.org/10.5555/jcps.2018.12.2.45",
            "https://doi.org|/10|.5555|/jcps|.2018|.12|.2|.45",
        ),
        ("articles/volume-twelve/2018/number.two", "articles/|volume-|twelve/|2018/|number.|two"),
        ("https://" + "a" * 70, f"https://|{'a' * 60}|{'a' * 10}"),
    ],
)
def test_a_long_word_breaks_at_its_signs(word: str, expected: str) -> None:
    (node,) = allow_breaks((Emphasis(children=(Text(word),)),))
    assert isinstance(node, Emphasis)
    assert node.children == (Text(expected.replace("|", ZWSP)),)
