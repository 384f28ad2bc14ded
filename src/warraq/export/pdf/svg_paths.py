"""Labels along a path (SVG 2, section 11.8): the path as a chain of points, letters set on it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import atan2, cos, degrees, hypot, sin

Point = tuple[float, float]

_STEPS = 24
"""Pieces of a curve: fine enough that no letter is seen to lean."""


@dataclass(frozen=True, slots=True)
class Track:
    """A path in user units; ``lengths`` are those from its start to each point."""

    points: Sequence[Point]
    lengths: Sequence[float]

    @property
    def length(self) -> float:
        """The length of the whole path."""
        return self.lengths[-1]

    def at(self, distance: float) -> tuple[Point, float]:
        """Return the point at a distance from the start, and the path's direction in radians.

        Beyond its ends the path goes on straight.
        """
        index = min(max(bisect_right(self.lengths, distance) - 1, 0), len(self.points) - 2)
        (x, y), (end_x, end_y) = self.points[index], self.points[index + 1]
        angle = atan2(end_y - y, end_x - x)
        rest = distance - self.lengths[index]
        return (x + rest * cos(angle), y + rest * sin(angle)), angle


def track(data: str) -> Track | None:
    """Return the path that the attribute ``d`` states, None where it states no line."""
    from fontTools.pens.recordingPen import RecordingPen
    from fontTools.svgLib.path import parse_path

    pen = RecordingPen()
    try:
        parse_path(data, pen)
    except (ValueError, TypeError, IndexError, AttributeError):
        return None
    points: list[Point] = []
    for name, operands in pen.value:
        if name in ("moveTo", "lineTo"):
            points.append(operands[0])
        elif name in ("curveTo", "qCurveTo"):
            points += _curve([points[-1], *operands])
        elif name == "closePath":
            points.append(points[0])
    points = [
        point for index, point in enumerate(points) if index == 0 or point != points[index - 1]
    ]
    if len(points) < 2:
        return None
    steps = [hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points)]
    return Track(points, list(accumulate(steps, initial=0.0)))


def _curve(controls: Sequence[Point]) -> list[Point]:
    """Return points on a Bézier curve, by de Casteljau's construction."""
    result = []
    for step in range(1, _STEPS + 1):
        share, points = step / _STEPS, list(controls)
        while len(points) > 1:
            points = [_between(a, b, share) for a, b in pairwise(points)]
        result.append(points[0])
    return result


def _between(a: Point, b: Point, share: float) -> Point:
    return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share


def set_on(way: Track, left: float, width: float, rise: float) -> tuple[float, float, float]:
    """Return where a letter begins whose middle is on a path, and its rotation in degrees.

    ``left`` is its place on the straight line, ``rise`` how far it stands below the path.
    """
    (x, y), angle = way.at(left + width / 2)
    x += -width / 2 * cos(angle) - rise * sin(angle)
    y += -width / 2 * sin(angle) + rise * cos(angle)
    return x, y, degrees(angle)


def shift_onto(way: Track, low: float, high: float) -> float:
    """Return how far to move a text that would begin before the path, so that it is seen.

    Right-to-left text runs back from where it begins, and that is the path's start where the
    picture states nothing else.
    """
    return max(way.length, high - low) - high if high <= 0 else 0.0
