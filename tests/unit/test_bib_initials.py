from __future__ import annotations

import pytest

from warraq.bib.wording import initials


@pytest.mark.parametrize(
    ("given", "mark", "with_hyphen", "expected"),
    [
        ("John Paul", ". ", True, "J. P."),
        ("J.P.", ". ", True, "J. P."),
        ("J. P.", "", True, "JP"),
        ("Jean-Paul", ". ", True, "J.-P."),
        ("J.-P.", ". ", True, "J.-P."),
        ("Jean-Paul", "", True, "J-P"),
        ("Jean-Paul", "", False, "JP"),
        ("مصطفى", "", False, "مصطفى"),
        ("", "", False, ""),
    ],
)
def test_initials(given: str, mark: str, with_hyphen: bool, expected: str) -> None:
    assert initials(given, mark, with_hyphen) == expected
