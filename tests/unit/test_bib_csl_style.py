"""CSL files as they come: lawful, broken, hostile; and where they may lie."""

from __future__ import annotations

from pathlib import Path

import pytest

from warraq.bib import style as styles
from warraq.bib.style import Style, StyleKind
from warraq.diagnostics import Location, Report

HEAD = '<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0">'
LAYOUT = '<citation><layout><text variable="title"/></layout></citation>'
ASKED = Location("paper.md", 3, 1)


def load(folder: Path, text: str | bytes, name: str = "a.csl") -> tuple[Style, Report]:
    data = text if isinstance(text, bytes) else text.encode()
    (folder / name).write_bytes(data)
    report = Report()
    return styles.load(name, folder, report, ASKED), report


def messages(report: Report) -> list[str]:
    return [str(item) for item in report]


def test_a_style_tells_its_kind_and_whether_it_has_a_list(tmp_path: Path) -> None:
    style, report = load(tmp_path, f"{HEAD}{LAYOUT}</style>")
    assert not messages(report)
    assert style.kind is StyleKind.NOTE
    assert style.csl is not None
    assert not style.csl.has_list
    assert not style.csl.is_numeric
    assert style.requires == {}


def test_a_style_that_prints_numbers_is_numeric_without_saying_so(tmp_path: Path) -> None:
    text = (
        HEAD.replace("note", "in-text")
        + '<macro name="n"><text variable="citation-number"/></macro>'
        + '<citation><layout><text macro="n"/></layout></citation>'
        + '<bibliography><layout><text variable="title"/></layout></bibliography></style>'
    )
    style, _ = load(tmp_path, text)
    assert style.csl is not None
    assert style.csl.is_numeric
    assert style.csl.has_list
    assert style.kind is StyleKind.IN_TEXT
    assert style.groups == ()


def test_a_style_may_begin_with_a_byte_order_mark_and_a_comment(tmp_path: Path) -> None:
    text = f'<?xml version="1.0" encoding="utf-8"?>\n<!-- note -->\n{HEAD}{LAYOUT}</style>'
    style, report = load(tmp_path, b"\xef\xbb\xbf" + text.encode())
    assert not messages(report)
    assert style.csl is not None


BOMB = (
    '<!DOCTYPE style [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    + "".join(
        f'<!ENTITY {new} "{f"&{old};" * 10}">'
        for old, new in zip("bcdefgh", "cdefghi", strict=True)
    )
    + f"]>{HEAD}&i;{LAYOUT}</style>"
)
EXTERNAL = f'<!DOCTYPE style [<!ENTITY f SYSTEM "file:///etc/passwd">]>{HEAD}&f;{LAYOUT}</style>'


@pytest.mark.parametrize(
    ("text", "line", "part"),
    [
        ("", 1, "no well-formed XML"),
        ("no xml", 1, "no well-formed XML"),
        (f"{HEAD}\n<citation>", 2, "no well-formed XML"),
        (BOMB, 1, ""),
        (EXTERNAL, 1, "document type"),
        (f"<!DOCTYPE style SYSTEM 'http://example.org/x.dtd'>{HEAD}{LAYOUT}</style>", 1, "type"),
        ("<html/>", 1, "its outermost element is <html>"),
        (f"{HEAD}</style>", 1, "it says not how to cite"),
        (f"{HEAD}\n\n<citation/></style>", 1, "it says not how to cite"),
        (f"{HEAD.replace('note', 'x')}{LAYOUT}</style>", 1, 'class="note"'),
        (
            f'{HEAD}\n<citation><layout>\n<text macro="m"/></layout></citation></style>',
            3,
            "calls the macro “m”",
        ),
        ("<a>" * 3000 + "</a>" * 3000, 1, "no well-formed XML"),
    ],
    ids=[
        *("empty", "no-xml", "unclosed", "bomb", "external", "dtd", "html", "empty-style"),
        *("no-layout", "no-class", "no-macro", "deep"),
    ],
)
def test_a_faulty_style_is_reported_at_its_line(
    tmp_path: Path, text: str, line: int, part: str
) -> None:
    style, report = load(tmp_path, text)
    assert style.csl is None, "the default style stands in"
    (found,) = report
    assert found.code == "C031"
    assert found.location.file == "a.csl"
    assert found.location.line == line
    assert part in found.message
    assert "root:" not in found.message


def test_macros_that_call_one_another_without_end_are_reported(tmp_path: Path) -> None:
    text = (
        f'{HEAD}\n<macro name="a"><group><text macro="b"/></group></macro>\n'
        '<macro name="b"><text macro="a"/></macro>\n'
        '<macro name="self"><text macro="self"/></macro>\n'
        '<citation><layout><text macro="a"/><text macro="self"/></layout></citation></style>'
    )
    _, report = load(tmp_path, text)
    assert [item.code for item in report] == ["C031", "C031"]
    assert all("without end" in item.message for item in report)
    assert [item.location.line for item in report] == [3, 4]


def test_macros_that_multiply_are_reported_before_they_are_run(tmp_path: Path) -> None:
    macros = "".join(
        f'<macro name="m{number}">{f"""<text macro="m{number + 1}"/>""" * 10}</macro>'
        for number in range(12)
    )
    text = (
        f'{HEAD}{macros}<macro name="m12"><text value="x"/></macro>'
        '<citation><layout><text macro="m0"/></layout></citation></style>'
    )
    _, report = load(tmp_path, text)
    assert [item.code for item in report] == ["C031"]
    assert "come to over" in messages(report)[0]


def test_a_long_chain_of_macros_ends_without_a_traceback(tmp_path: Path) -> None:
    macros = "".join(
        f'<macro name="m{number}"><text macro="m{number + 1}"/></macro>' for number in range(5000)
    )
    text = (
        f'{HEAD}{macros}<macro name="m5000"><text value="x"/></macro>'
        '<citation><layout><text macro="m0"/></layout></citation></style>'
    )
    _, report = load(tmp_path, text)
    assert {item.code for item in report} == {"C031"}
    assert any("nested over 100 deep" in message for message in messages(report))


def test_a_link_to_another_style_is_found_in_any_namespace(tmp_path: Path) -> None:
    link = '<link xmlns="urn:x" rel="independent-parent" href="file:///etc/passwd"/>'
    _, report = load(tmp_path, f"{HEAD}<info>{link}</info>{LAYOUT}</style>")
    assert [item.code for item in report] == ["C032"]


def test_a_dependent_style_names_the_one_to_get(tmp_path: Path) -> None:
    text = (
        f"{HEAD}<info>\n<title>Journal</title>\n"
        '<link rel="independent-parent" href="http://www.zotero.org/styles/apa"/></info></style>'
    )
    style, report = load(tmp_path, text)
    assert style.csl is None
    (found,) = report
    assert found.code == "C032"
    assert found.location == Location("a.csl", 3)
    assert "“apa”" in found.message
    assert "apa.csl" in found.hints[0].message


@pytest.mark.parametrize(
    ("name", "part"),
    [("missing.csl", "no such file"), ("../outside.csl", "outside"), ("folder.csl", "not a file")],
)
def test_a_file_that_cannot_be_had_is_reported_where_it_is_named(
    tmp_path: Path, name: str, part: str
) -> None:
    (tmp_path / "outside.csl").write_text(f"{HEAD}{LAYOUT}</style>", encoding="utf-8")
    root = tmp_path / "source"
    (root / "folder.csl").mkdir(parents=True)
    report = Report()
    style = styles.load(name, root, report, ASKED)
    assert style.csl is None
    (found,) = report
    assert (found.code, found.location) == ("C013", ASKED)
    assert part in found.message


def test_a_link_out_of_the_source_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "outside.csl").write_text(f"{HEAD}{LAYOUT}</style>", encoding="utf-8")
    root = tmp_path / "source"
    root.mkdir()
    (root / "in.csl").symlink_to(tmp_path / "outside.csl")
    report = Report()
    assert styles.load("in.csl", root, report, ASKED).csl is None
    assert [item.code for item in report] == ["C013"]


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.csl").write_bytes(b" " * 50_000_000)
    report = Report()
    styles.load("a.csl", tmp_path, report, ASKED)
    assert [item.code for item in report] == ["C013"]
    assert "larger than" in messages(report)[0]


def test_a_file_that_is_not_utf_8_is_reported(tmp_path: Path) -> None:
    _, report = load(tmp_path, f"{HEAD}<!-- \u00e9 -->{LAYOUT}</style>".encode("latin-1"))
    assert [item.code for item in report] == ["C013"]
