"""Draw the timeline of the sample article: python timeline.py FONT.ttf timeline.png.

The result is kept beside this file, so a build never runs it. It needs Pillow with Raqm, which
joins Arabic letters and orders mixed text; time runs from right to left, as the article reads.
"""

import sys
from dataclasses import dataclass
from datetime import date

from PIL import Image, ImageDraw, ImageFont, features

WIDTH, HEIGHT = 1800, 690
MARGIN = 90
AXIS = 400
START, END = date(2014, 5, 1), date(2018, 4, 1)
INK, MUTED, ACCENT, PAPER = "#1f2933", "#5b6673", "#8c2f2b", "#ffffff"
LINE_STEP = 54


@dataclass(frozen=True, slots=True)
class Event:
    """One station: its day, the ordinate of its label, its lines, and where the label hangs."""

    day: date
    label_y: int
    lines: tuple[str, ...]
    anchor: str


EVENTS = (
    Event(date(2014, 6, 15), 30, ("يونيو 2014", "إعلان «الخلافة» في الموصل"), "ra"),
    Event(date(2014, 8, 15), 530, ("أغسطس 2014", "الدعوة إلى تشكيل تحالف دولي"), "ra"),
    Event(date(2014, 9, 23), 210, ("23 سبتمبر 2014", "بدء العمليات الجوية في سوريا"), "ra"),
    Event(date(2017, 7, 10), 30, ("يوليو 2017", "إعلان تحرير الموصل"), "ma"),
    Event(date(2018, 2, 13), 530, ("فبراير 2018", "مؤتمر الكويت والبيان المشترك"), "la"),
)


def abscissa(day: date) -> int:
    """Return the pixel column of a day; later days lie further left."""
    share = (day - START).days / (END - START).days
    return round(WIDTH - MARGIN - share * (WIDTH - 2 * MARGIN))


def draw_axis(canvas: ImageDraw.ImageDraw, font: ImageFont.FreeTypeFont) -> None:
    """Draw the line of time with a tick at the first of January of every year."""
    canvas.line([(MARGIN // 2, AXIS), (WIDTH - MARGIN // 2, AXIS)], fill=INK, width=6)
    for year in range(START.year + 1, END.year + 1):
        x = abscissa(date(year, 1, 1))
        canvas.line([(x, AXIS - 16), (x, AXIS + 16)], fill=INK, width=4)
        canvas.text((x, AXIS + 22), str(year), font=font, fill=MUTED, anchor="ma")


def draw_event(
    canvas: ImageDraw.ImageDraw,
    event: Event,
    bold: ImageFont.FreeTypeFont,
    regular: ImageFont.FreeTypeFont,
) -> None:
    """Draw the dot, the leader and the label of one station."""
    x = abscissa(event.day)
    bottom = event.label_y + LINE_STEP * len(event.lines)
    leader = bottom + 16 if event.label_y < AXIS else event.label_y - 10
    canvas.line([(x, leader), (x, AXIS)], fill=MUTED, width=3)
    canvas.ellipse([(x - 15, AXIS - 15), (x + 15, AXIS + 15)], fill=ACCENT)
    for index, line in enumerate(event.lines):
        canvas.text(
            (x, event.label_y + LINE_STEP * index),
            line,
            font=bold if index == 0 else regular,
            fill=ACCENT if index == 0 else INK,
            anchor=event.anchor,
            direction="rtl",
            language="ar",
        )


def main(font_path: str, target: str) -> None:
    """Draw the picture with the font given and write it as a PNG of few colours, at 300 dpi."""
    if not features.check("raqm"):
        raise SystemExit("timeline.py: this Pillow has no Raqm and cannot join Arabic letters")
    bold = ImageFont.truetype(font_path, 44, layout_engine=ImageFont.Layout.RAQM)
    regular = ImageFont.truetype(font_path, 42, layout_engine=ImageFont.Layout.RAQM)
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    canvas = ImageDraw.Draw(image)
    draw_axis(canvas, ImageFont.truetype(font_path, 36))
    for event in EVENTS:
        draw_event(canvas, event, bold, regular)
    image.quantize(32).save(target, optimize=True, dpi=(300, 300))


if __name__ == "__main__":
    main(*sys.argv[1:3])
