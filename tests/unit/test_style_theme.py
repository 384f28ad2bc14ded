"""Themes: loading, extending, overriding, and every fault with its place."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.diagnostics import Location
from warraq.style import files
from warraq.style.places import line_of
from warraq.style.roles import ROLES, word_id
from warraq.style.theme import Fault, Theme, ThemeError, load_theme, theme_names
from warraq.style.tokens import Align, Kind, LineRule, Mark, Slope, Start, Usage


def written(folder: Path, text: str, name: str = "my.toml") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def loaded(folder: Path, text: str) -> Theme:
    written(folder, text)
    return load_theme("my.toml", folder)


def faults(folder: Path, text: str) -> tuple[Fault, ...]:
    with pytest.raises(ThemeError) as caught:
        loaded(folder, text)
    return caught.value.faults


@pytest.mark.parametrize("name", ["book", "journal", "journal-two-columns", "manuscript"])
def test_shipped_theme_is_complete(name: str) -> None:
    theme = load_theme(name)
    assert theme.name == name
    assert set(theme.roles) == set(ROLES)
    for role in theme.roles.values():
        if role.kind is Kind.PARAGRAPH:
            assert None not in (role.font, role.arabic_size, role.latin_size)
            assert None not in (role.arabic_weight, role.latin_weight)


def test_the_shipped_themes_are_those_that_are_documented() -> None:
    assert theme_names() == ("book", "journal", "journal-two-columns", "manuscript")


def test_manuscript_is_what_journals_ask() -> None:
    theme = load_theme("manuscript")
    page, body = theme.page, theme.body
    assert (page.width, page.height) == (210, 297)
    margins = {page.margin_top, page.margin_bottom, page.margin_inside, page.margin_outside}
    assert margins == {25}
    assert (body.arabic_size, body.latin_size) == (14, 12)
    assert 16 <= (theme.roles["title"].arabic_size or 0) <= 18
    assert 10 <= (theme.roles["footnote"].arabic_size or 0) <= 12
    assert theme.word.line_rule is LineRule.MULTIPLE
    assert body.line_height / theme.word.single_line == pytest.approx(1.5)
    assert theme.running.recto.footer_center is Mark.PAGE
    assert theme.running.recto.header_start is Mark.NONE


def test_book_is_mirrored_with_chapters_on_a_recto() -> None:
    theme = load_theme("book")
    assert theme.page.mirrored
    assert theme.section_start is Start.RECTO
    assert theme.running.recto.header_center is Mark.SECTION


def test_two_columns_of_a_journal() -> None:
    theme = load_theme("journal-two-columns")
    assert theme.columns.count == 2
    assert theme.column_measure == pytest.approx((170 - 9) / 2)
    assert load_theme("journal").column_measure == load_theme("journal").page.measure


def test_a_role_inherits_along_based_on(tmp_path: Path) -> None:
    theme = loaded(tmp_path, 'extends = "journal"\n[roles.heading-1]\nline_height = 1.2\n')
    assert theme.roles["heading-2"].line_height == 1.2
    assert theme.roles["contents-heading"].line_height == 1.2
    assert theme.roles["body"].line_height == load_theme("journal").body.line_height


def test_word_name_and_next_are_not_inherited(tmp_path: Path) -> None:
    theme = loaded(tmp_path, 'extends = "journal"\n[roles.heading-1]\nword = "Chapter Title"\n')
    assert theme.roles["heading-1"].word_id == "ChapterTitle"
    assert theme.roles["heading-2"].word == "heading 2"
    assert theme.roles["caption-table"].next == ""


def test_a_partial_theme_changes_what_it_says_alone(tmp_path: Path) -> None:
    theme = loaded(tmp_path, 'extends = "journal"\n[page]\nmargin_top = 40\n')
    journal = load_theme("journal")
    assert theme.page == dataclasses.replace(journal.page, margin_top=40)
    assert theme.roles == journal.roles
    assert (theme.notes, theme.fonts, theme.running) == (
        journal.notes,
        journal.fonts,
        journal.running,
    )


def test_a_shorthand_overrides_both_scripts_of_the_extended_theme(tmp_path: Path) -> None:
    text = 'extends = "journal"\n[roles.title]\nsize = 30\nweight = 400\nstyle = "italic"\n'
    title = loaded(tmp_path, text).roles["title"]
    assert (title.arabic_size, title.latin_size) == (30, 30)
    assert (title.arabic_weight, title.latin_weight) == (400, 400)
    assert (title.arabic_style, title.latin_style) == (Slope.ITALIC, Slope.ITALIC)


def test_one_script_beside_the_shorthand_wins(tmp_path: Path) -> None:
    text = 'extends = "journal"\n[roles.title]\nlatin_size = 20\nsize = 30\n'
    title = loaded(tmp_path, text).roles["title"]
    assert (title.arabic_size, title.latin_size) == (30, 20)


def test_headings_and_code_take_the_fonts_of_the_text_by_default(tmp_path: Path) -> None:
    theme = loaded(tmp_path, 'extends = "journal"\n[fonts.page.text]\narabic = ["Scheherazade"]\n')
    assert theme.fonts.page.heading.arabic == ("Scheherazade",)
    assert theme.fonts.page.text.latin == ("Amiri",)
    assert theme.fonts.page.monospace.latin == ("DejaVu Sans Mono",)


def test_themes_extend_one_another_by_path(tmp_path: Path) -> None:
    written(tmp_path, 'extends = "manuscript"\n[notes]\nrule_length = 20\n', "house/base.toml")
    written(tmp_path, 'extends = "./base.toml"\n[notes]\nrule_width = 1\n', "house/series.toml")
    theme = load_theme("house/series.toml", tmp_path)
    assert (theme.notes.rule_length, theme.notes.rule_width) == (20, 1)
    assert theme.page.margin_top == 25
    assert theme.name == "series"


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "my.toml"
    path.write_bytes(b'\xef\xbb\xbfextends = "journal"\n')
    assert load_theme("my.toml", tmp_path).page == load_theme("journal").page


def test_all_faults_are_reported_at_once_with_their_lines(tmp_path: Path) -> None:
    text = """\
extends = "journal"
section_start = "pages"

[page]
width = "wide"
heigth = 200

[roles.body]
firts_line = 2
align = "justified"

[roles.heding-1]
size = 10

[colors]
rule = "black"

[roles.title]
size = 900
"""
    found = {(fault.location.line, fault.key): fault for fault in faults(tmp_path, text)}
    assert set(found) == {
        (2, "section_start"),
        (5, "page.width"),
        (6, "page.heigth"),
        (9, "roles.body.firts_line"),
        (10, "roles.body.align"),
        (12, "roles.heding-1"),
        (16, "colors.rule"),
        (19, "roles.title.size"),
    }
    assert found[6, "page.heigth"].hint == "did you mean 'height'?"
    assert found[9, "roles.body.firts_line"].hint == "did you mean 'first_line'?"
    assert found[10, "roles.body.align"].hint == "did you mean 'justify'?"
    assert found[12, "roles.heding-1"].hint == "did you mean 'heading-1'?"
    assert "from 4 to 200, found 900" in found[19, "roles.title.size"].message
    assert all(fault.location.file == "my.toml" for fault in found.values())


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("[page]\nmirrored = 1", "expected true or false, found 1"),
        ("[page]\nwidth = true", "expected a number, found true"),
        ("[page]\nwidth = nan", "from 50 to 1000"),
        ("[page]\nwidth = inf", "from 50 to 1000"),
        ("[page]\nwidth = 1979-05-27", "expected a number, found 1979-05-27"),
        ("page = 3", "expected a table, found 3"),
        ("roles = []", "expected a table"),
        ("[roles]\nbody = 2", "expected a table"),
        ("[fonts.page.text]\narabic = 'Amiri'", "expected a list of texts"),
        ("[fonts.page.text]\narabic = ['']", "empty"),
        ("[fonts.page.text]\narabic = []", "must name a font family"),
        ('[notes]\ncall_prefix = "\\u0007"', "control characters"),
        ("[roles.body]\norphans = 2.5", "expected a whole number"),
        ("[roles.body]\nselector = 'p'", "belongs to the vocabulary"),
        ("[roles.body]\nbased_on = 'title'\n[roles.title]\nbased_on = 'body'", "on one another"),
        ("[roles.body]\nbased_on = ''", "must lead back to 'base'"),
        ("[roles.body]\nbased_on = 'strong'", "of the other kind"),
        ("[roles.body]\nbased_on = 'boddy'", "unknown key 'boddy'"),
        ("[roles.body]\nnext = 'boddy'", "unknown key 'boddy'"),
        ("[roles.body]\nword = 'Title'", "belongs to"),
        ("[roles.body]\nword = 'Title LTR'", "belongs to"),
        ("[roles.body]\nword = 'No List'", "belongs to 'Word itself'"),
        ("[roles.body]\nword = '…'", "needs letters or digits"),
        ("[page]\nmargin_inside = 90\nmargin_outside = 95", "the margins leave 25 mm"),
        ("[columns]\ncount = 4", "from 1 to 3"),
        ("[columns]\ncount = 3\ngap = 30", "the columns are 26 mm wide; at least 30 are needed"),
        ("[columns]\nstart = 'below'", "expected one of 'front', 'page'"),
        ("[columns]\nacross = ['tables', 'lists']", "expected one of 'contents', 'figures'"),
        ("[columns]\nacross = 'tables'", "expected a list of texts"),
        ("extends = 3", "expected the name of a theme"),
        ("extends = 'jurnal'", "unknown theme 'jurnal'"),
        ("extends = 'none.toml'", "there is no theme file"),
        ("extends = 'my.toml'", "extend one another: my → my"),
        ("[page", "not valid TOML"),
        ("a = 1\na = 2", "not valid TOML"),
        ("a = " + "[" * 5000, "not valid TOML"),
        ("a = " + "1" * 10_000, "not valid TOML"),
    ],
)
def test_each_fault_is_told(tmp_path: Path, line: str, message: str) -> None:
    head = "" if line.startswith("extends") else 'extends = "journal"\n'
    assert any(message in fault.message for fault in faults(tmp_path, head + line + "\n"))


def test_an_empty_theme_lacks_its_foundation(tmp_path: Path) -> None:
    keys = {fault.key for fault in faults(tmp_path, "")}
    assert {"roles.base.arabic_size", "fonts.page.text.arabic", "roles.title.based_on"} <= keys


def test_a_syntax_fault_has_line_and_column(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, 'extends = "journal"\n[page]\nwidth = = 3\n')
    assert fault.location == Location("my.toml", 3, 9)
    assert "at line" not in fault.message


def test_a_fault_in_an_extended_theme_names_that_file(tmp_path: Path) -> None:
    written(tmp_path, 'extends = "journal"\n\n[page]\nwidht = 3\n', "house/base.toml")
    (fault,) = faults(tmp_path, 'extends = "house/base.toml"\n')
    assert fault.location == Location("house/base.toml", 4)


def test_an_unknown_name_gets_the_nearest() -> None:
    with pytest.raises(ThemeError, match="did you mean 'journal'"):
        load_theme("jornal")


@pytest.mark.parametrize(
    "name", ["../out.toml", "/etc/hosts.toml", "link.toml", "dir/../../out.toml"]
)
def test_a_source_names_no_file_outside_its_folder(tmp_path: Path, name: str) -> None:
    written(tmp_path, 'extends = "journal"\n', "out.toml")
    root = tmp_path / "root"
    (root / "dir").mkdir(parents=True)
    (root / "link.toml").symlink_to(tmp_path / "out.toml")
    with pytest.raises(ThemeError, match="outside the folder of the source"):
        load_theme(name, root)


def test_extends_leads_no_further_than_the_theme(tmp_path: Path) -> None:
    written(tmp_path, 'extends = "journal"\n', "out.toml")
    written(tmp_path, 'extends = "../out.toml"\n', "root/in.toml")
    with pytest.raises(ThemeError, match="outside the folder of the source"):
        load_theme("in.toml", tmp_path / "root")


@pytest.mark.parametrize("name", ["missing.toml", "folder.toml", "a\0b.toml", "x" * 5000 + ".toml"])
def test_what_is_no_file_is_told(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder.toml").mkdir()
    with pytest.raises(ThemeError, match="there is no theme file"):
        load_theme(name, tmp_path)


def test_a_circle_of_links_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "one.toml").symlink_to(tmp_path / "two.toml")
    (tmp_path / "two.toml").symlink_to(tmp_path / "one.toml")
    with pytest.raises(ThemeError, match="there is no theme file"):
        load_theme("one.toml", tmp_path)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    import os

    os.mkfifo(tmp_path / "pipe.toml")
    with pytest.raises(ThemeError, match="there is no theme file"):
        load_theme("pipe.toml", tmp_path)


def test_bytes_that_are_not_utf8_are_told(tmp_path: Path) -> None:
    (tmp_path / "my.toml").write_bytes(b'title = "\xff"\n')
    with pytest.raises(ThemeError, match=r"not UTF-8 \(byte 9\)"):
        load_theme("my.toml", tmp_path)


def test_an_endless_theme_is_refused(tmp_path: Path) -> None:
    (tmp_path / "my.toml").write_bytes(b"#" * 1_000_001)
    with pytest.raises(ThemeError, match="larger than 1000000 bytes"):
        load_theme("my.toml", tmp_path)


def test_a_long_chain_of_themes_is_refused(tmp_path: Path) -> None:
    for index in range(12):
        written(tmp_path, f'extends = "{index + 1}.toml"\n', f"{index}.toml")
    with pytest.raises(ThemeError, match="extend one another"):
        load_theme("0.toml", tmp_path)


@given(st.text(max_size=200))
def test_no_text_ends_in_another_exception(text: str) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "my.toml"
        path.write_text(text, encoding="utf-8", errors="surrogatepass")
        with pytest.raises(ThemeError):
            load_theme("my.toml", Path(folder))


def test_lines_of_keys() -> None:
    text = "a = 1\n[b]\nc.d = 2 # note\n'e' = 3\n[ b . f ]\ng = { h = 4 }\n"
    keys = {"a": 1, "b": 2, "b.c.d": 3, "b.e": 4, "b.f.g": 6, "b.f.g.h": 6, "b.x": 2, "x": 0}
    assert {key: line_of(text, key) for key in keys} == keys


def test_word_makes_identifiers_from_names() -> None:
    names = {"heading 1": "Heading1", "footnote text": "FootnoteText", "toc 2": "TOC2"}
    names |= {"TOC Heading": "TOCHeading", "Abstract LTR": "AbstractLTR", "caption": "Caption"}
    assert {name: word_id(name) for name in names} == names


def test_tokens_are_frozen() -> None:
    theme = load_theme("journal")
    with pytest.raises(dataclasses.FrozenInstanceError):
        theme.page.width = 1  # type: ignore[misc]
    assert theme.body.align is Align.JUSTIFY
    assert theme.body.font is Usage.TEXT


def test_the_shipped_files_are_found_once() -> None:
    assert files.path("css/paged.css").is_file()
    assert files.read("themes/journal.toml").startswith("#")


def test_a_source_learns_of_all_faults_of_its_theme(tmp_path: Path) -> None:
    import warraq
    from warraq.export.run import load_theme_of

    written(tmp_path, 'extends = "journal"\n[page]\nheigth = 3\nwidth = "A4"\n')
    source = tmp_path / "article.md"
    source.write_text("---\nlang: ar\ntitle: عنوان\ntheme: my.toml\n---\n\nنص.\n", encoding="utf-8")
    resolution = warraq.resolve(warraq.load(source))
    assert load_theme_of(resolution) is None
    found = [str(item) for item in resolution.report if item.code == "M019"]
    assert found == [
        "my.toml:3: error[M019]: page.heigth: unknown key 'heigth'",
        "my.toml:4: error[M019]: page.width: expected a number, found 'A4'",
    ]
