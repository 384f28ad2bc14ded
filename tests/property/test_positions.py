"""Positions of citations over random papers: what «ibid.» may mean and what it may not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.bib.positions import Cited, Cluster, Position, positions

FIRST, IBID = Position.FIRST, Position.IBID
OTHER, AGAIN = Position.IBID_WITH_LOCATOR, Position.SUBSEQUENT

cited = st.builds(Cited, st.sampled_from("abc"), st.sampled_from(["", "page 1", "page 2"]))


@st.composite
def papers(draw: st.DrawFn) -> list[Cluster]:
    """Clusters in notes that rise, some notes with several, in scopes that follow one another."""
    result: list[Cluster] = []
    note = scope = page = 0
    for items in draw(st.lists(st.lists(cited, max_size=3), max_size=12)):
        step = draw(st.integers(0, 2))
        note += step
        page += draw(st.sampled_from([0, 0, 1])) if step else 0
        scope += draw(st.sampled_from([0, 0, 0, 1]))
        result.append(Cluster(tuple(items), note, str(scope), str(page)))
    return result


def note(number: int, *items: str) -> Cluster:
    works = (item.partition(" ") for item in items)
    return Cluster(tuple(Cited(key, locator) for key, _, locator in works), number)


@given(papers())
def test_each_work_is_first_exactly_where_it_first_stands_in_its_scope(
    paper: list[Cluster],
) -> None:
    seen: set[tuple[str, str]] = set()
    for cluster, row in zip(paper, positions(paper), strict=True):
        for item, place in zip(cluster.items, row, strict=True):
            assert (place is FIRST) == ((cluster.scope, item.key) not in seen)
            seen.add((cluster.scope, item.key))


@given(papers())
def test_ibid_means_the_work_cited_just_before(paper: list[Cluster]) -> None:
    before: Cited | None = None
    for cluster, row in zip(paper, positions(paper), strict=True):
        for item, place in zip(cluster.items, row, strict=True):
            if place in (IBID, OTHER):
                assert before is not None
                assert before.key == item.key
                assert (before.locator == item.locator) == (place is IBID)
                assert place is IBID or item.locator
            before = item


@given(papers())
def test_ibid_never_reaches_beyond_the_page(paper: list[Cluster]) -> None:
    page = ""
    for cluster, row in zip(paper, positions(paper), strict=True):
        if cluster.items:
            assert row[0] not in (IBID, OTHER) or cluster.page == page
            page = cluster.page


@given(papers())
def test_ibid_never_follows_a_note_of_several_works(paper: list[Cluster]) -> None:
    cited_in: dict[int, set[str]] = {}
    citing: list[int] = []
    for cluster, row in zip(paper, positions(paper), strict=True):
        is_new = cluster.note not in cited_in
        if cluster.items and is_new and citing and row[0] in (IBID, OTHER):
            assert len(cited_in[citing[-1]]) == 1
        if cluster.items:
            cited_in.setdefault(cluster.note, set()).update(item.key for item in cluster.items)
            if is_new:
                citing.append(cluster.note)


@given(papers(), st.integers(0, 4))
def test_a_near_note_is_a_repeat_within_the_distance(paper: list[Cluster], distance: int) -> None:
    last: dict[tuple[str, str], int] = {}
    plain = positions(paper)
    for cluster, row, far in zip(paper, positions(paper, distance), plain, strict=True):
        for item, place, other in zip(cluster.items, row, far, strict=True):
            before = last.get((cluster.scope, item.key))
            is_near = before is not None and distance and cluster.note - before <= distance
            assert place is (Position.NEAR_NOTE if other is AGAIN and is_near else other)
            last[cluster.scope, item.key] = cluster.note


@given(papers(), papers())
def test_what_follows_changes_nothing_before(paper: list[Cluster], more: list[Cluster]) -> None:
    last = paper[-1].note if paper else 0
    later = [replace(cluster, note=cluster.note + last + 1) for cluster in more]
    assert positions([*paper, *later])[: len(paper)] == positions(paper)


@given(papers(), st.integers(0, 12))
def test_a_note_that_cites_nothing_changes_nothing(paper: list[Cluster], at: int) -> None:
    number = 1000 + at
    whole = [*paper[:at], Cluster((), number, ""), *paper[at:]]
    pairs = zip(whole, positions(whole), strict=True)
    rows = [row for cluster, row in pairs if cluster.note != number]
    assert tuple(rows) == positions(paper)


@pytest.mark.parametrize(
    ("paper", "expected"),
    [
        ([], []),
        ([note(1, "a"), note(2, "a")], [[FIRST], [IBID]]),
        ([note(1, "a p1"), note(2, "a p1")], [[FIRST], [IBID]]),
        ([note(1, "a p1"), note(2, "a p2")], [[FIRST], [OTHER]]),
        ([note(1, "a"), note(2, "a p2")], [[FIRST], [OTHER]]),
        ([note(1, "a p1"), note(2, "a")], [[FIRST], [AGAIN]]),
        ([note(1, "a"), note(2, "b"), note(3, "a")], [[FIRST], [FIRST], [AGAIN]]),
        ([note(1, "a", "b"), note(2, "b")], [[FIRST, FIRST], [AGAIN]]),
        ([note(1, "a", "a p2"), note(2, "a p3")], [[FIRST, OTHER], [OTHER]]),
        ([note(1, "a"), note(2, "a", "b"), note(3, "a")], [[FIRST], [IBID, FIRST], [AGAIN]]),
        ([note(1, "a"), note(2, "b"), note(2, "b p1")], [[FIRST], [FIRST], [OTHER]]),
        ([note(1, "a"), note(1, "b"), note(2, "b")], [[FIRST], [FIRST], [AGAIN]]),
    ],
)
def test_known_rows(paper: list[Cluster], expected: list[list[Position]]) -> None:
    assert [list(row) for row in positions(paper)] == expected
