"""Ranges of pages by the examples of the Chicago Manual and of CSL's specification."""

from __future__ import annotations

import pytest

from warraq.bib.page_ranges import formatted

# The Chicago Manual of Style, 17th edition, 9.61.
CHICAGO = (
    "3–10 71–72 96–117 100–104 1100–1113 101–108:101–8 808–833:808–33 1103–1104:1103–4 "
    "321–328:321–28 498–532:498–532 1087–1089:1087–89 1496–1500:1496–500 11564–11615:11564–615 "
    "12991–13001:12991–3001"
)
# CSL 1.0.2, appendix V.
MINIMAL = "42–45:42–5 321–328:321–8 2787–2816:2787–816"
MINIMAL_TWO = "42–45:42–45 321–328:321–28 2787–2816:2787–816 103–104:103–04"


@pytest.mark.parametrize(
    ("form", "pairs"),
    [("chicago", CHICAGO), ("minimal", MINIMAL), ("minimal-two", MINIMAL_TWO)],
)
def test_ranges(form: str, pairs: str) -> None:
    for pair in pairs.split():
        whole, _, short = pair.partition(":")
        assert formatted(whole, form) == (short or whole)


@pytest.mark.parametrize("form", ["expanded", "chicago", "minimal", "minimal-two"])
@pytest.mark.parametrize(
    "value", ["5", "xi–xv", "e12–e15", "12a–14b", "95–93", "9–5", "1.5–1.7", ""]
)
def test_what_is_no_rising_range_of_numbers_stays(form: str, value: str) -> None:
    assert formatted(value, form) == value


def test_an_abbreviated_range_is_written_out_first() -> None:
    assert formatted("321–8, 101–8", "expanded") == "321–328, 101–108"
    assert formatted("321–8", "chicago") == "321–28"
