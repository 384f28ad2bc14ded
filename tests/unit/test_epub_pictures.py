"""Pictures and formulas of a book: named by us, judged by content, never dropped in silence."""

from __future__ import annotations

from io import BytesIO

import pytest
from lxml import etree
from PIL import Image as Pillow

from tests.epub_book import Book, export, resolved
from tests.kitchen_sink import p, png
from warraq.diagnostics import Location, Report
from warraq.export.api import ResourceError
from warraq.export.epub import EpubExporter
from warraq.export.epub.formulas import Formulas
from warraq.model.attributes import Attributes
from warraq.model.blocks import Block, Figure, MathBlock
from warraq.model.inlines import Image, Link, Math, Text

HERE = Location("a.md", 3, 1)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'


class Files:
    """Files in memory, under any name."""

    def __init__(self, **files: bytes) -> None:
        self.files = {name.replace("__", "/"): data for name, data in files.items()}

    def read(self, path: str) -> bytes:
        """Return a file; raises ResourceError as the real folder does."""
        if path not in self.files:
            raise ResourceError("it lies outside the source folder" if ".." in path else "missing")
        return self.files[path]


def picture(kind: str) -> bytes:
    """Return a picture of a kind that Pillow writes."""
    output = BytesIO()
    Pillow.new("RGB", (8, 8), "navy").save(output, kind)
    return output.getvalue()


def build(files: dict[str, bytes], *sources: str) -> tuple[Book, list[str]]:
    """Return a book with figures of these sources, and the codes reported."""
    report, resources = Report(), Files()
    resources.files = files
    figures: tuple[Block, ...] = tuple(
        Figure(source, alternative="بديل", location=HERE) for source in sources
    )
    document = resolved(*figures, title=())
    book = export(document, report, resources=resources)
    return book, [item.code for item in report if item.code != "E306"]


def images(book: Book) -> dict[str, str]:
    """Return the pictures in the manifest with their media types."""
    items = book.package.iterfind(".//{http://www.idpf.org/2007/opf}item")
    found = {item.get("href"): item.get("media-type") for item in items}
    return {name: kind for name, kind in found.items() if name.startswith("images/")}


def test_one_name_in_two_folders_is_two_files() -> None:
    book, codes = build({"a/x.png": png(2, 2), "b/x.png": png(3, 3)}, "a/x.png", "b/x.png")
    assert (list(images(book)), codes) == (["images/x.png", "images/x-2.png"], [])


def test_one_picture_under_two_names_is_one_file() -> None:
    book, _ = build({"a.png": png(), "b.png": png()}, "a.png", "b.png", "a.png")
    assert list(images(book)) == ["images/a.png"]
    assert book.text("text-1.xhtml").count('src="images/a.png"') == 3


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("شكل ١.png", "images/picture.png"),
        ("Fig 1 (draft).PNG", "images/fig-1-draft.png"),
        ("a/../../etc.png", "images/etc.png"),
        ("mimetype", "images/mimetype.png"),
        ("x" * 300 + ".png", f"images/{'x' * 40}.png"),
        ("cover-page.png", "images/cover-page.png"),
    ],
)
def test_names_are_ours_and_plain(source: str, name: str) -> None:
    book, codes = build({source: png()}, source)
    assert (list(images(book)), codes) == ([name], [])


def test_a_picture_named_as_our_cover_does_not_take_its_place() -> None:
    from tests.kitchen_sink import resolved_kitchen_sink

    resources = Files(cover__page=b"")
    resources.files = {
        "figures/blue.png": png(),
        "figures/small.png": png(8, 8),
    }
    book = export(resolved_kitchen_sink(), resources=resources, cover=True)
    assert len(images(book)) == 3


@pytest.mark.parametrize(
    ("data", "suffix", "media_type"),
    [
        (picture("JPEG"), "jpg", "image/jpeg"),
        (picture("GIF"), "gif", "image/gif"),
        (SVG.format('<circle r="4"/>').encode(), "svg", "image/svg+xml"),
    ],
)
def test_the_content_decides_what_a_picture_is(data: bytes, suffix: str, media_type: str) -> None:
    book, codes = build({"x.png": data}, "x.png")
    assert (images(book), codes) == ({f"images/x.{suffix}": media_type}, [])


def test_webp_is_embedded_and_mentioned() -> None:
    book, codes = build({"x.webp": picture("WEBP")}, "x.webp")
    assert (images(book), codes) == ({"images/x.webp": "image/webp"}, ["E303"])


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no picture at all",
        png()[:40],
        picture("BMP"),
        SVG.format("<script>alert(1)</script>").encode(),
        SVG.format('<image href="file:///etc/passwd"/>').encode(),
        SVG.format('<g onload="x()"/>').encode(),
        b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format("&a;").encode(),
    ],
)
def test_a_picture_that_cannot_be_shown_is_an_error(data: bytes) -> None:
    book, codes = build({"x.png": data}, "x.png")
    assert (images(book), codes) == ({}, ["E002"])
    assert '<p class="missing-image">بديل</p>' in book.text("text-1.xhtml")


def test_a_picture_outside_the_source_folder_is_an_error_with_its_place() -> None:
    report = Report()
    document = resolved(p(Image("../../x.png", alternative="بديل", location=HERE)))
    export(document, report, resources=Files())
    (fault,) = [item for item in report if item.code == "E002"]
    assert (fault.location, "outside the source folder" in fault.message) == (HERE, True)


def test_links_that_a_book_cannot_carry_are_text() -> None:
    report = Report()
    targets = ("javascript:alert(1)", "file:///etc/passwd", "chapter2.md", "https://a.example/ب")
    links = tuple(Link(target, (Text("نص "),), location=HERE) for target in targets)
    book = export(resolved(p(*links)), report)
    page = book.text("text-1.xhtml")
    assert [item.code for item in report].count("E001") == 3
    assert page.count("<a ") == 1
    assert 'href="https://a.example/%D8%A8"' in page


class TestFormulas:
    """MathML that is well-formed whatever the LaTeX."""

    def markup(self, tex: str, *, block: bool = False) -> tuple[str, list[str]]:
        report = Report()
        node = MathBlock(tex, location=HERE) if block else Math(tex, location=HERE)
        markup = Formulas(report).markup(node)
        etree.fromstring(markup)
        return markup, [item.code for item in report]

    def test_a_formula_has_its_latex_as_alternative_text(self) -> None:
        markup, codes = self.markup(r"a < b \text{نص}")
        assert 'alttext="a &lt; b \\text{نص}"' in markup
        assert 'dir="ltr"' in markup
        assert "<mo>&lt;</mo>" in markup
        assert codes == []

    def test_a_displayed_one_stays_in_its_line_with_its_number(self) -> None:
        markup, _ = self.markup("x", block=True)
        assert 'displaystyle="true"' in markup
        assert 'display="block"' not in markup

    @pytest.mark.parametrize("tex", ["", "}}{{", r"\begin{matrix} a", r"\left(", r"\frac"])
    def test_what_cannot_be_converted_is_shown_and_reported(self, tex: str) -> None:
        markup, codes = self.markup(tex)
        assert markup.startswith('<code dir="ltr">')
        assert codes == ["E302"]

    def test_an_unknown_command_is_reported(self) -> None:
        assert self.markup(r"\undefined{x}")[1] == ["E302"]

    @pytest.mark.parametrize("tex", ["a & b", "a\x01b", "<script>", "\\&", '"'])
    def test_hostile_characters_stay_text(self, tex: str) -> None:
        markup, _ = self.markup(tex)
        assert "<script" not in markup

    def test_a_file_with_formulas_says_so_in_the_manifest(self) -> None:
        book = export(resolved(p(Math("x")), p("نص", attributes=Attributes(id="a"))))
        item = book.package.find(".//{*}item[@id='text-1']")
        assert item.get("properties") == "mathml"


def test_options_have_defaults_and_help() -> None:
    import dataclasses

    fields = {item.name: item for item in dataclasses.fields(EpubExporter.options)}
    assert list(fields) == ["cover", "fonts", "certifier"]
    assert all(item.metadata["help"] for item in fields.values())
