"""Fonts and the cover: cut down without harm, embedded by right, and left out when missing."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import uharfbuzz
from fontTools.ttLib import TTFont
from PIL import Image

from tests.epub_book import export, resolved
from tests.kitchen_sink import en, p, resolved_kitchen_sink
from warraq.diagnostics import Report
from warraq.export import fonts
from warraq.export.epub import covers, faces
from warraq.export.fonts import Face, FontError
from warraq.model.attributes import Direction
from warraq.model.inlines import Emphasis, Inline, Text
from warraq.model.metadata import Author, LocalizedInlines, LocalizedText
from warraq.style.theme import load_theme
from warraq.style.tokens import FontStack

ROOT = Path(__file__).parents[2]
ARTICLE = (ROOT / "source" / "article.md").read_text(encoding="utf-8")


@cache
def amiri(weight: int = 400, *, italic: bool = False) -> Face:
    """Return a face of the font that the set-up installs."""
    found = [
        face for face in fonts.faces("Amiri") if (face.weight, face.italic) == (weight, italic)
    ]
    assert found, "Amiri is not installed"
    return found[0]


def shaped(data: bytes, text: str) -> list[Any]:
    """Return how a font draws a text: cluster, advances, offsets, extents, missing or not."""
    font = uharfbuzz.Font(uharfbuzz.Face(data))
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer, {})
    result = []
    for information, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        extents = font.get_glyph_extents(information.codepoint)
        size = (extents.x_bearing, extents.y_bearing, extents.width, extents.height)
        place = (position.x_advance, position.y_advance, position.x_offset, position.y_offset)
        result.append((information.cluster, place, size, information.codepoint == 0))
    return result


class TestSubsets:
    """HarfBuzz cuts; nothing that the text needs may be lost."""

    def test_every_word_of_the_article_is_drawn_as_before(self) -> None:
        text = ARTICLE + " اللّٰهُ الرَّحْمٰنِ لله بِسْمِ لا لإ ١٢٣ ﷺ"
        data = fonts.subset(amiri(), text).data
        words = sorted(set(re.split(r"\s+", text)))
        original = fonts.load(amiri())
        assert len(words) > 1000
        assert [word for word in words if shaped(data, word) != shaped(original, word)] == []

    def test_it_is_much_smaller_and_always_the_same(self) -> None:
        font = fonts.subset(amiri(), ARTICLE)
        assert len(font.data) * 4 < len(fonts.load(amiri()))
        assert font.media_type == "font/ttf"
        assert font == fonts.subset(amiri(), reversed(ARTICLE))

    def test_a_character_that_the_font_lacks_is_no_fault(self) -> None:
        assert fonts.subset(amiri(), "ا漢\U0010ffff").data

    def test_an_unknown_family_has_no_faces(self) -> None:
        assert fonts.faces("No Such Family") == ()
        assert fonts.faces("Amiri:weight=bold,*-\\") == ()

    def test_the_four_faces_are_told_apart(self) -> None:
        found = {(face.weight, face.italic): face.path.name for face in fonts.faces("Amiri")}
        assert sorted(found) == [(400, False), (400, True), (700, False), (700, True)]
        assert "Bold" in found[700, False]
        assert "Bold" not in found[400, False]

    def with_rights(self, rights: int, folder: Path) -> Face:
        """Return a copy of Amiri with other licence bits."""
        font = TTFont(BytesIO(fonts.load(amiri())))
        font["OS/2"].fsType = rights
        path = folder / "font.ttf"
        font.save(path)
        return replace(amiri(), path=path)

    @pytest.mark.parametrize("rights", [0x0002, 0x0100, 0x0200, 0x0104])
    def test_a_font_that_forbids_it_is_not_embedded(self, rights: int, tmp_path: Path) -> None:
        with pytest.raises(FontError, match="licence bits"):
            fonts.subset(self.with_rights(rights, tmp_path), "ا")

    @pytest.mark.parametrize("rights", [0x0000, 0x0004, 0x0008])
    def test_a_font_that_allows_it_is(self, rights: int, tmp_path: Path) -> None:
        assert fonts.subset(self.with_rights(rights, tmp_path), "ا").data

    @pytest.mark.parametrize("data", [b"", b"no font", b"\x00\x01\x00\x00" + b"\xff" * 200])
    def test_a_damaged_file_is_a_fault_in_words(self, data: bytes, tmp_path: Path) -> None:
        path = tmp_path / "broken.ttf"
        path.write_bytes(data)
        with pytest.raises(FontError):
            fonts.subset(replace(amiri(), path=path), "ا")

    def test_a_file_that_went_away_is_a_fault_in_words(self, tmp_path: Path) -> None:
        with pytest.raises(FontError, match="cannot be read"):
            fonts.subset(replace(amiri(), path=tmp_path / "gone.ttf"), "ا")

    def test_without_fontconfig_there_are_no_fonts(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PATH", "")
        fonts.faces.cache_clear()
        try:
            assert fonts.faces("Amiri") == ()
        finally:
            fonts.faces.cache_clear()


class TestEmbedding:
    """What stands in the book, and what its style sheet says of it."""

    def test_an_arabic_book_carries_regular_bold_and_slanted_latin(self) -> None:
        book = export(resolved(p("نص ", Emphasis((en("text"),)))), fonts=True)
        rules = re.findall(r"@font-face \{ (.*?) \}", book.text("style.css"))
        assert len(rules) == 3
        assert all('font-family: "Amiri"' in rule for rule in rules)
        slanted = next(rule for rule in rules if "italic" in rule)
        name = re.search(r"url\((.*?)\)", slanted)
        assert name is not None
        known = TTFont(BytesIO(book.files[f"EPUB/{name[1]}"])).getBestCmap()
        assert ord("t") in known
        assert ord("ن") not in known
        assert book.metadata("opf:meta[@property='ibooks:specified-fonts']") == ["true"]

    def test_a_missing_font_is_mentioned_and_the_reader_has_its_own(self) -> None:
        theme = load_theme("journal")
        nothing = FontStack(arabic=("No Such",), latin=("No Such",), hebrew=("No Such",))
        page = replace(theme.fonts.page, text=nothing, heading=nothing)
        theme = replace(theme, fonts=replace(theme.fonts, page=page))
        report = Report()
        book = export(resolved_kitchen_sink(), report, theme=theme, fonts=True, cover=True)
        assert {item.code for item in report} == {"E304", "E307"}
        assert not [name for name in book.files if "font" in name or "cover" in name]
        assert "@font-face" not in book.text("style.css")

    def test_a_family_without_the_letters_gives_way_to_the_next(self) -> None:
        theme = load_theme("journal")
        text = replace(theme.fonts.page.text, arabic=("DejaVu Serif", "Amiri"))
        page = replace(theme.fonts.page, text=text)
        theme = replace(theme, fonts=replace(theme.fonts, page=page))
        assert "Amiri" in faces.families(theme, "ar", "نص")

    def test_a_font_that_may_not_be_embedded_is_mentioned(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(face: Face, characters: object) -> None:
            raise FontError("its licence bits forbid embedding")

        monkeypatch.setattr(fonts, "subset", refuse)
        report = Report()
        assert faces.embed(load_theme("journal"), "ar", "نص", report) == ()
        assert [item.code for item in report] == ["E305"]


def lines(*title: Inline | str, lang: str = "ar", **values: Any) -> tuple[covers.Line, ...]:
    """Return the lines of the cover of a document with this title."""
    titles = (LocalizedInlines(lang, p(*title).children),) if title else ()
    return covers.lines(resolved(p("نص"), lang=lang, title=titles, **values))


class TestCover:
    """A cover is right or is not there."""

    def test_it_is_as_large_as_shops_ask_and_cheap(self) -> None:
        data = covers.draw(lines("وضع التحالف الدولي", publisher="دار"), amiri(700))
        assert data is not None
        with Image.open(BytesIO(data)) as image:
            assert (image.size, image.mode) == ((1600, 2560), "P")
        assert len(data) < 60_000

    def test_letters_are_joined_and_run_from_right_to_left(self) -> None:
        """The ink of a word differs from that of its letters alone and of its mirror image."""

        def ink(text: str) -> bytes:
            line = covers.Line(text, 150, 180, "ar", Direction.RTL)
            data = covers.draw([line], amiri(700))
            assert data is not None
            return data

        assert ink("بيت") != ink("ب\u200cي\u200cت")
        assert ink("بيت") != ink("تيب")
        latin = covers.Line("ABC", 150, 180, "en", Direction.LTR)
        assert ink("ABC") == covers.draw([latin], amiri(700))

    def test_it_names_title_subtitle_authors_and_house(self) -> None:
        found = lines(
            "عنوان",
            subtitle=(LocalizedInlines("ar", (Text("فرعي"),)),),
            authors=(Author((LocalizedText("en", "Smith"), LocalizedText("ar", "سميث"))),),
            publisher="دار",
        )
        assert [line.text for line in found] == ["عنوان", "فرعي", "سميث", "دار"]
        assert {line.direction for line in found} == {Direction.RTL}

    def test_a_long_title_is_set_smaller_and_an_endless_one_not_at_all(self) -> None:
        assert covers.draw(lines("كلمة طويلة جداً " * 12), amiri(700)) is not None
        assert covers.draw(lines("كلمة " * 2000), amiri(700)) is None
        assert covers.draw(lines("ك" * 400), amiri(700)) is None

    def test_a_marked_phrase_keeps_its_order_and_its_line(self) -> None:
        """«C++» would be drawn as «++C» by the algorithm alone."""
        (line,) = lines("تحليل ", en("Visual C++"), " هنا")
        assert line.text == "تحليل \u2066Visual\u00a0C++\u2069 هنا"
        (bare,) = lines("تحليل Visual\u00a0C++ هنا")
        right = covers.draw([line], amiri(700))
        assert right is not None
        assert right != covers.draw([bare], amiri(700))

    def test_the_authors_note_is_not_on_the_cover(self) -> None:
        author = Author(
            (LocalizedText("ar", "سلمى"),), note=(LocalizedInlines("ar", (Text("باحثة"),)),)
        )
        assert [line.text for line in lines("عنوان", authors=(author,))] == ["عنوان", "سلمى"]

    def test_a_letter_that_the_font_lacks_forbids_it(self) -> None:
        assert covers.draw(lines("عنوان 漢字"), amiri(700)) is None

    def test_without_raqm_there_is_none(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from PIL import features

        monkeypatch.setattr(features, "check", lambda name: False)
        assert covers.draw(lines("عنوان"), amiri(700)) is None

    def test_without_a_title_there_is_none(self) -> None:
        assert lines() == ()
        assert "EPUB/cover.xhtml" not in export(resolved(p("نص")), cover=True).files
