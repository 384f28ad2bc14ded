from __future__ import annotations

import pytest

from warraq.bib.wording import number
from warraq.model.metadata import Digits


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("284--287", "284–287"),
        ("284 - 287", "284–287"),
        ("A635-A646", "A635–A646"),
        ("iii-v", "iii–v"),
        ("ED-11", "ED-11"),
        ("ED--11", "ED–11"),
        ("12", "12"),
    ],
)
def test_a_dash_stands_in_ranges_alone(value: str, expected: str) -> None:
    assert number(value, Digits.WESTERN) == expected
