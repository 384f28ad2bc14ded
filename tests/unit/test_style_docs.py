"""docs/themes.md against the code: every token is explained, and its example works."""

from __future__ import annotations

import dataclasses
import io
import re
import zipfile
from pathlib import Path

import pytest

from warraq.model.attributes import Direction
from warraq.style import tokens
from warraq.style.css import stylesheet
from warraq.style.roles import ROLES
from warraq.style.theme import load_theme, theme_names
from warraq.style.word import styles_xml

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "themes.md").read_text(encoding="utf-8")
CODE = set(re.findall(r"`([^`\n]+)`", PAGE))
# Fields that a theme file cannot state, or that stand in tables of their own.
HIDDEN = {"kind", "selector", "word_id", "roles"}


def fields(cls: type) -> set[str]:
    return {item.name for item in dataclasses.fields(cls)} - HIDDEN


def unpacked(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name).decode("utf-8", "replace") for name in package.namelist()}


@pytest.mark.parametrize(
    "cls",
    [
        tokens.Page,
        tokens.Columns,
        tokens.FontStack,
        tokens.FontSet,
        tokens.Notes,
        tokens.PageMarks,
        tokens.Running,
        tokens.Tables,
        tokens.Figures,
        tokens.Colors,
        tokens.Justification,
        tokens.Word,
        tokens.Role,
        tokens.Theme,
    ],
)
def test_every_token_is_explained(cls: type) -> None:
    tables = {word for heading in re.findall(r"\[([\w.…]+)\]", PAGE) for word in heading.split(".")}
    assert fields(cls) - CODE - tables == set()


_CHOICES = (
    *(tokens.Align, tokens.Usage, tokens.Side, tokens.Start, tokens.Mark),
    *(tokens.ColumnsStart, tokens.Part),
)


def test_every_choice_is_explained() -> None:
    for choices in _CHOICES:
        assert {item.value or '""' for item in choices} - CODE == set()
    assert {item.value for item in tokens.LineRule} - CODE == set()


def test_every_role_and_its_word_style_is_named() -> None:
    assert set(ROLES) - CODE == set()
    for identity in ROLES.values():
        name = re.sub(r" [1-6]$", " ", identity.word)
        assert name in PAGE, identity.word


def test_every_theme_is_named() -> None:
    assert set(theme_names()) - CODE == set()


def test_the_example_of_an_override_does_what_it_says(tmp_path: Path) -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", PAGE, re.S)
    (tmp_path / "house.toml").write_text(example, encoding="utf-8")
    theme = load_theme("house.toml", tmp_path)
    css = stylesheet(theme, "paged", lang="ar", dir=Direction.RTL)
    word = styles_xml(theme, lang="ar").decode()
    assert theme.page.measure == 150
    assert "size: 210mm 297mm" in css
    assert 'font-family: "Scheherazade New"' in css
    assert 'content: "[" attr(data-mark) "]"' in css
    assert "background-size: 30mm 0.5pt" in css
    assert 'w:cs="Traditional Arabic"' in word
    assert theme.roles["heading-3"].align is tokens.Align.CENTER
    assert "color: #7A1F1F" in css
    assert '<w:color w:val="7A1F1F"/>' in word
    assert theme.running.recto.header_end is tokens.Mark.AUTHOR
    assert theme.running.recto.footer_center is tokens.Mark.PAGE
    assert theme.roles["quote"] == load_theme("journal").roles["quote"]


def test_the_example_builds_a_publication(tmp_path: Path) -> None:
    import warraq

    (example,) = re.findall(r"```toml\n(.*?)```", PAGE, re.S)
    text = example.replace("Scheherazade New", "Amiri")
    (tmp_path / "house.toml").write_text(text, encoding="utf-8")
    source = tmp_path / "article.md"
    source.write_text(
        "---\nlang: ar\ntitle: عنوان\ntheme: house.toml\n---\n\nنص[^1] و*تأكيد*.\n\n[^1]: حاشية.\n",
        encoding="utf-8",
    )
    document = warraq.resolve(warraq.load(source))
    word = unpacked(warraq.export(document, "docx").data)
    assert "7A1F1F" in word["word/styles.xml"]
    book = unpacked(warraq.export(document, "epub").data)
    assert any("#7A1F1F" in text for name, text in book.items() if name.endswith(".css"))
