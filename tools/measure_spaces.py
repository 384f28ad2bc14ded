"""Measure how wide the spaces of justified lines are, with kashida and without.

``python tools/measure_spaces.py SOURCE.md [THEME]`` prints the table of docs/kashida.md.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from statistics import fmean, quantiles
from typing import Any

import warraq
from warraq.export.api import ExportContext
from warraq.export.pdf import PdfOptions
from warraq.export.pdf.exporter import lay_out_document
from warraq.export.run import load_theme_of
from warraq.style.theme import load_theme
from warraq.style.tokens import Theme


@dataclass(frozen=True, slots=True)
class Measure:
    """A justified line: its spaces as a multiple of their own width, its extensions in em.

    ``height`` and ``page`` say where it stands; ``places`` are the middles of its extensions
    in CSS pixels.
    """

    spaces: float
    extensions: tuple[float, ...]
    places: tuple[float, ...]
    page: int
    height: float
    em: float


def measures(theme: Theme, resolution: Any) -> list[Measure]:
    """Return the justified right-to-left lines of running text, the last of each paragraph aside.

    Lines of verse are left out: there the theme's limits are others.
    """
    context = ExportContext(theme, resolution.resources, 0, resolution.report, PdfOptions())
    layout = lay_out_document(resolution.document, context)
    result = []
    for number, page in enumerate(layout.page_boxes):
        for line in lines_of(page):
            measure = _measure(line, number, layout.context)
            if measure is not None:
                result.append(measure)
    return result


def lines_of(box: Any) -> Iterator[Any]:
    """Yield the lines of a page or another box, running heads left out."""
    from weasyprint.formatting_structure import boxes

    for child in getattr(box, "children", ()):
        if isinstance(child, boxes.LineBox):
            yield child
        elif not isinstance(child, boxes.MarginBox):
            yield from lines_of(child)


def _measure(line: Any, page: int, context: Any) -> Measure | None:
    """Return a line's measure; None for one that is not stretched."""
    from weasyprint.formatting_structure.boxes import TextBox

    from warraq.export.pdf.kashida_faces import Faces
    from warraq.export.pdf.kashida_lines import manner_of
    from warraq.lang.kashida import Manner

    faces = Faces()
    texts = [box for box in line.descendants() if isinstance(box, TextBox)]
    spaced = [box for box in texts if box.justification_spacing and " " in box.text]
    if not spaced or line.style["direction"] != "rtl" or manner_of(line.style) is Manner.VERSE:
        return None
    box = spaced[0]
    own = faces.width(" ", box.style, context)
    found = [part for each in texts for part in extensions(each)]
    em = float(box.style["font_size"])
    return Measure(
        1 + box.justification_spacing / own,
        tuple(length for length, _ in found),
        tuple(place for _, place in found),
        page,
        line.position_y,
        em,
    )


def extensions(box: Any) -> list[tuple[float, float]]:
    """Return the extensions of a text box: the length in em, the middle's place (CSS pixels)."""
    from weasyprint.text.ffi import FROM_UNITS, ffi

    own: frozenset[int] = getattr(box.pango_layout, "extensions", frozenset())
    if not own:
        return []
    size = box.style["font_size"]
    box.pango_layout.reactivate(box.style)
    result, x, left = [], box.position_x, None
    node = box.pango_layout.get_first_line()[0].runs[0]
    while node != ffi.NULL:
        run, node = node.data, node.next
        for index in range(run.glyphs.num_glyphs):
            if run.item.offset + run.glyphs.log_clusters[index] in own:
                left = x if left is None else left
            elif left is not None:
                result.append(((x - left) / size, (x + left) / 2))
                left = None
            x += run.glyphs.glyphs[index].geometry.width * FROM_UNITS
    box.pango_layout.deactivate()
    return result


def ladders(found: Sequence[Measure], reach: float = 1.0) -> int:
    """Return how many extensions stand below another of the line before, nearer than some em."""
    count = 0
    for one, two in pairwise(found):
        if one.page == two.page and 0 < two.height - one.height < 3 * two.em:
            count += sum(any(abs(a - b) < reach * two.em for a in one.places) for b in two.places)
    return count


def table(without: Sequence[Measure], with_: Sequence[Measure]) -> str:
    """Return how the widths of spaces fall, as a table in Markdown."""
    columns = [sorted(each.spaces for each in part) for part in (without, with_)]
    rows: list[tuple[str, list[str]]] = [
        ("justified lines", [str(len(each)) for each in columns]),
        ("mean", [f"{fmean(each):.2f}" for each in columns]),
    ]
    deciles = [quantiles(each, n=10, method="inclusive") for each in columns]
    names = {5: "the median", 8: "8 of 10 lines below", 9: "9 of 10 lines below"}
    rows += [(name, [f"{each[n - 1]:.2f}" for each in deciles]) for n, name in names.items()]
    rows.append(("19 of 20 lines below", [f"{quantiles(e, n=20)[-1]:.2f}" for e in columns]))
    rows.append(("the widest", [f"{max(each):.2f}" for each in columns]))
    for limit in (1.5, 2.0):
        shares = [100 * sum(value > limit for value in each) / len(each) for each in columns]
        rows.append((f"lines above {limit:g}", [f"{share:.1f} %" for share in shares]))
    lines = ["| spaces, of their own width | without | with kashida |", "|---|---:|---:|"]
    lines += [f"| {name} | {one} | {two} |" for name, (one, two) in rows]
    return "\n".join(lines)


def summary(found: Sequence[Measure]) -> str:
    """Return what was extended, in a sentence."""
    lengths = [length for each in found for length in each.extensions]
    lines = [each for each in found if each.extensions]
    if not lengths:
        return "Nothing is extended."
    most = max(len(each.extensions) for each in lines)
    return (
        f"{len(lengths)} extensions in {len(lines)} of {len(found)} lines, at most {most} in one, "
        f"{fmean(lengths):.2f} em long on average and {max(lengths):.2f} em at most; "
        f"{ladders(found)} stand below one of the line before."
    )


def both(source: Path, theme_name: str | None = None) -> tuple[list[Measure], list[Measure]]:
    """Lay a source out without kashida and with it, and measure both."""
    resolution = warraq.resolve(warraq.load(source))
    theme = load_theme(theme_name) if theme_name else load_theme_of(resolution)
    assert theme is not None, "the theme of the source has faults"
    off, on = (
        replace(theme, justification=replace(theme.justification, kashida=wanted))
        for wanted in (False, True)
    )
    return measures(off, resolution), measures(on, resolution)


if __name__ == "__main__":
    without, with_ = both(Path(sys.argv[1]), *sys.argv[2:3])
    print(table(without, with_))
    print()
    print(summary(with_))
