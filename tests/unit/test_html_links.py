"""Which addresses a publication may carry."""

from __future__ import annotations

import pytest

from warraq.export.links import external_url


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("https://example.org/a", "https://example.org/a"),
        ("https://example.org/كتاب", "https://example.org/%D9%83%D8%AA%D8%A7%D8%A8"),
        ("https://example.org/%D9%83?q=a b#c", "https://example.org/%D9%83?q=a%20b#c"),
        ("mailto:a@b.org", "mailto:a@b.org"),
        ("doi:10.1/x", "https://doi.org/10.1/x"),
        ("HTTP://example.org", "HTTP://example.org"),
    ],
)
def test_allowed(target: str, expected: str) -> None:
    assert external_url(target) == expected


@pytest.mark.parametrize(
    "target",
    [
        "",
        "a.html",
        "/etc/passwd",
        "//host/x",
        "javascript:x",
        "file:///a",
        "data:text/html,x",
        "C:\\x",
    ],
)
def test_refused(target: str) -> None:
    assert external_url(target) is None
