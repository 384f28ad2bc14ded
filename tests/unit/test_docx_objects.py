"""Word documents: tables and pictures."""

from __future__ import annotations

from typing import Any

import pytest

from tests.docx_package import (
    NS,
    Package,
    codes,
    made,
    text_of,
    values,
)
from tests.kitchen_sink import KitchenResources, p, png
from warraq.diagnostics import Report
from warraq.export.docx.markup import WP, A, R, name
from warraq.export.docx.units import length_in_points
from warraq.model.blocks import (
    Cell,
    Column,
    Figure,
    Row,
    Table,
    Verse,
    VerseLine,
)
from warraq.model.inlines import (
    Image,
    Text,
)

# --- tables ---------------------------------------------------------------------------------------


def cell(text: str, columns: int = 1, rows: int = 1) -> Cell:
    return Cell((p(text),), column_span=columns, row_span=rows)


def shape(package: Package) -> list[list[tuple[str, int, str | None]]]:
    """Return text, span and merge of each cell of the only table."""
    rows = []
    for row in package.body.iter(name("tr")):
        cells = []
        for item in row.iter(name("tc")):
            span = item.find("w:tcPr/w:gridSpan", NS)
            merge = item.find("w:tcPr/w:vMerge", NS)
            width = 1 if span is None else int(span.get(name("val")))
            cells.append((text_of(item), width, None if merge is None else merge.get(name("val"))))
        rows.append(cells)
    return rows


def test_cells_that_span_rows_and_columns() -> None:
    body = (
        Row((cell("أ", rows=2), cell("ب", columns=2))),
        Row((cell("ج"), cell("د"))),
        Row((cell("هـ"),)),
    )
    package = made(Table((Column(), Column(), Column()), body=body))
    assert shape(package) == [
        [("أ", 1, "restart"), ("ب", 2, None)],
        [("", 1, "continue"), ("ج", 1, None), ("د", 1, None)],
        [("هـ", 1, None), ("", 1, None), ("", 1, None)],
    ]


def test_spans_beyond_the_table_are_cut() -> None:
    body = (Row((cell("أ", columns=9, rows=9),)), Row((cell("ب"),)))
    package = made(Table((Column(), Column()), body=body))
    assert shape(package) == [[("أ", 2, "restart")], [("", 2, "continue")]]


def test_a_table_is_mirrored_and_repeats_its_head() -> None:
    head = (Row((cell("رأس"), cell("رأس"))),)
    table = Table((Column(), Column()), (Text("عنوان"),), head, (Row((cell("أ"), cell("ب"))),))
    package = made(table)
    assert package.body.find(".//w:tblPr/w:bidiVisual", NS) is not None
    assert len(package.body.findall(".//w:trPr/w:tblHeader", NS)) == 1
    assert values(package.body, ".//w:tblPr/w:tblDescription") == ["عنوان"]
    left = made(table, lang="en")
    assert left.body.find(".//w:tblPr/w:bidiVisual", NS) is None


def test_columns_fit_the_page_whatever_they_hold() -> None:
    body = (Row((cell("كلمة " * 200), cell("ب" * 90), cell("ج"))),)
    package = made(Table((Column(), Column(), Column()), body=body))
    widths = [int(value) for value in values(package.body, ".//w:gridCol", "w:w")]
    setup = package.body.find(".//w:pgSz", NS), package.body.find(".//w:pgMar", NS)
    measure = int(setup[0].get(name("w"))) - sum(
        int(setup[1].get(name(side))) for side in ("left", "right")
    )
    assert sum(widths) <= measure
    assert widths[0] > widths[2]


def test_two_tables_in_a_row_stay_apart() -> None:
    table = Table((Column(),), body=(Row((cell("أ"),)),))
    package = made(table, table)
    kinds = [item.tag.rpartition("}")[2] for item in package.body[0]]
    assert kinds == ["tbl", "p", "tbl", "p", "sectPr"]


def test_verse_stands_in_two_columns() -> None:
    lines = (VerseLine(((Text("صدر"),), (Text("عجز"),))), VerseLine(((Text("شطر"),),)))
    package = made(Verse(lines))
    assert shape(package) == [
        [("صدر", 1, None), ("", 1, None), ("عجز", 1, None)],
        [("شطر", 3, None)],
    ]
    assert package.body.find(".//w:tblPr/w:bidiVisual", NS) is not None


# --- pictures -------------------------------------------------------------------------------------


def pictured(node: Any, data: bytes | None, report: Report) -> Package:
    resources = KitchenResources()
    if data is not None:
        resources.files["x"] = data
    block = p("نص ", node) if isinstance(node, Image) else node
    return made(block, report=report, resources=resources)


JPEG_HEAD = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffd9")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (None, "E002"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "E211"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "E211"),
        (b"", "E211"),
        (b"\x89PNG\r\n\x1a\n", "E211"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "E211"),
        (JPEG_HEAD, "E211"),
        (b"II*\0\x08\0\0\0", "E211"),
        (png(0, 0), "E212"),
    ],
)
@pytest.mark.parametrize("kind", [Image, Figure])
def test_a_picture_that_cannot_be_shown_is_reported_and_described(
    kind: type, data: bytes | None, code: str
) -> None:
    report = Report()
    package = pictured(kind("x", alternative="وصف الصورة"), data, report)
    assert codes(report) == [code]
    assert "[وصف الصورة]" in text_of(package.body)
    assert package.body.find(".//w:drawing", NS) is None


def test_a_picture_of_too_many_pixels() -> None:
    head = bytearray(png(1, 1))
    head[16:24] = (13_300).to_bytes(4, "big") * 2
    report = Report()
    pictured(Figure("x", alternative="وصف"), bytes(head), report)
    assert codes(report) == ["E212"]


def test_one_picture_twice_is_one_part() -> None:
    report = Report()
    package = made(
        Figure("figures/blue.png", alternative="أ"),
        p(Image("figures/blue.png", alternative="ب", title="عنوان")),
        report=report,
    )
    assert [path for path in package.parts if "media" in path] == ["word/media/image1.png"]
    described = package.body.findall(f".//{{{WP}}}docPr")
    assert [item.get("descr") for item in described] == ["أ", "ب"]
    assert len({item.get("id") for item in described}) == 2
    assert described[1].get("title") == "عنوان"
    links = {item.get(f"{{{R}}}embed") for item in package.body.iter(f"{{{A}}}blip")}
    assert len(links) == 1


def test_widths_of_pictures() -> None:
    report = Report()
    package = made(
        *(
            Figure("figures/blue.png", alternative="أ", width=width)
            for width in ("50%", "2cm", "900%", "wide", "")
        ),
        report=report,
    )
    widths = [int(item.get("cx")) for item in package.body.iter(f"{{{WP}}}extent")]
    heights = [int(item.get("cy")) for item in package.body.iter(f"{{{WP}}}extent")]
    assert widths[1] == 720_000
    assert widths[2] == pytest.approx(2 * widths[0], abs=2)
    assert widths[3] == widths[4] == 40 * 12_700
    assert [round(w / h, 2) for w, h in zip(widths, heights, strict=True)] == [2.0] * 5
    assert codes(report) == ["E213"]


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("50%", 100.0),
        (" 1in ", 72.0),
        ("25.4mm", 72.0),
        ("100", 75.0),
        ("100px", 75.0),
        ("2em", 24.0),
        (".5cm", 14.17),
        ("-1cm", None),
        ("1e9cm", None),
        ("", None),
        ("12 parsec", None),
    ],
)
def test_lengths(text: str, points: float | None) -> None:
    found = length_in_points(text, whole=200, em=12)
    assert found == (pytest.approx(points, abs=0.01) if points else points)
