"""The package: metadata, order, container and the same bytes in every build."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.epub_book import Book, export, export_bytes, opened, resolved
from tests.kitchen_sink import en, p, resolved_kitchen_sink
from warraq.diagnostics import Report
from warraq.export.epub import accessibility
from warraq.export.epub.metadata import file_as, identifier
from warraq.lang.terms import LANGUAGES
from warraq.model.blocks import Block, Contents, ContentsKind, Figure, MathBlock, Section
from warraq.model.inlines import Inlines, Note, Text
from warraq.model.metadata import Author, LocalizedInlines, LocalizedText, Metadata

ROOT = Path(__file__).parents[2]
OPF_META = "opf:meta[@property='{}']"


def title(text: str, lang: str = "ar") -> tuple[LocalizedInlines, ...]:
    """Return a title."""
    return (LocalizedInlines(lang, (Text(text),)),)


def section(text: str, *blocks: Block, level: int = 1) -> Section:
    """Return a section."""
    return Section(level, (Text(text),), blocks)


def meta(book: Book, name: str) -> list[str]:
    """Return the values of a property."""
    return book.metadata(OPF_META.format(name))


class TestMetadata:
    """What shops and libraries read."""

    def book(self) -> Book:
        return export(resolved_kitchen_sink())

    def test_titles_in_both_languages(self) -> None:
        book = self.book()
        assert book.metadata("dc:title") == ["حوض المطبخ: The Sink (2nd ed.)", "كل عقدة وكل حقل"]
        assert meta(book, "title-type") == ["main", "subtitle"]
        assert meta(book, "dcterms:alternative") == ["The Kitchen Sink (حوض)"]
        refined = book.metadata("opf:meta[@refines='#title'][@property='alternate-script']")
        assert refined == ["The Kitchen Sink (حوض)"]

    def test_authors_with_role_order_and_other_script(self) -> None:
        book = self.book()
        assert book.metadata("dc:creator") == ["سلمى المرجاني", "مؤلف ثانٍ"]
        assert meta(book, "role") == ["aut", "aut"]
        assert book.metadata("opf:meta[@refines='#creator-2'][@property='display-seq']") == ["2"]
        refined = book.metadata("opf:meta[@refines='#creator-1'][@property='alternate-script']")
        assert refined == ["Salma al-Murjani"]

    @pytest.mark.parametrize(
        ("name", "lang", "expected"),
        [
            ("سلمى المرجاني", "ar", "المرجاني، سلمى"),
            ("نصر حامد أبو زيد", "ar", "أبو زيد، نصر حامد"),
            ("Franz Rosenthal", "en", "Rosenthal, Franz"),
            ("Ludwig van Beethoven", "de", "van Beethoven, Ludwig"),
            ("جامعة المثال", "ar", "جامعة المثال"),
            ("Aristotle", "en", "Aristotle"),
            ("Smith and Jones", "en", "Smith and Jones"),
        ],
    )
    def test_names_are_filed_by_family(self, name: str, lang: str, expected: str) -> None:
        assert file_as(name, lang) == expected

    def test_identifiers_and_the_journal(self) -> None:
        book = self.book()
        first, *others = book.metadata("dc:identifier")
        assert first.startswith("urn:uuid:")
        assert book.package.get("unique-identifier") == "publication-id"
        assert others == ["https://doi.org/10.5555/kitchen.sink", "urn:isbn:9780306406157"]
        assert meta(book, "identifier-type") == ["06", "15"]
        assert meta(book, "belongs-to-collection") == ["مجلة المثال"]
        assert meta(book, "group-position") == ["12.2"]
        assert meta(book, "dcterms:identifier") == ["urn:issn:1234-5679"]

    def test_publisher_date_rights_subjects_description(self) -> None:
        book = self.book()
        assert book.metadata("dc:publisher") == ["دار المثال"]
        assert book.metadata("dc:date") == ["2024-03-09"]
        assert book.metadata("dc:rights") == ["CC BY 4.0"]
        assert book.metadata("dc:subject") == ["أ", "ب", "a", "b"]
        assert book.metadata("dc:description") == [
            "ملخص أول (2014–2018). فقرة ثانية.",
            "An abstract (الموصل).",
        ]
        assert meta(book, "dcterms:modified") == ["2024-03-09T16:00:00Z"]

    def test_the_identifier_follows_doi_then_isbn_then_the_words(self) -> None:
        plain = Metadata(authors=(Author((LocalizedText("ar", "سلمى"),)),))
        names = {
            identifier(Metadata(doi="10.5/X"), "a"),
            identifier(Metadata(isbn="978-0-306-40615-7"), "a"),
            identifier(plain, "a"),
            identifier(plain, "b"),
        }
        assert len(names) == 4
        doi = identifier(Metadata(doi="https://doi.org/10.5/X"), "a")
        assert doi == identifier(Metadata(doi="10.5/x"), "another title")
        isbn = identifier(Metadata(isbn="9780306406157"), "b")
        assert isbn == identifier(Metadata(isbn="978-0-306-40615-7"), "a")

    def test_characters_that_xml_forbids_are_left_out(self) -> None:
        book = export(resolved(p("a\x00b\ufffe"), title=title("عنوان\x08 <&>")))
        assert book.metadata("dc:title") == ["عنوان <&>"]
        assert "<p>ab</p>" in book.text("text-1.xhtml")

    def test_a_document_without_a_title_is_reported_and_named_by_its_words(self) -> None:
        for blocks, expected in (
            ((section("مقدمة", p("نص")),), "مقدمة"),
            ((p("كلمات أولى"),), "كلمات أولى"),
            ((), "بداية المتن"),
        ):
            report = Report()
            book = export(resolved(*blocks), report)
            assert book.metadata("dc:title") == [expected]
            assert [item.code for item in report] == ["E306"]


class TestAccessibility:
    """Claims are what the content has."""

    def features(self, *blocks: Block, **options: str) -> tuple[list[str], Book]:
        book = export(resolved(*blocks, title=title("عنوان")), **options)
        return meta(book, "schema:accessibilityFeature"), book

    def test_a_plain_text_has_no_pictures_to_describe(self) -> None:
        features, book = self.features(p("نص"))
        assert not {"alternativeText", "MathML"} & set(features)
        assert meta(book, "schema:accessMode") == ["textual"]
        assert meta(book, "schema:accessModeSufficient") == ["textual"]

    def test_described_pictures_and_formulas(self) -> None:
        figure = Figure("figures/blue.png", alternative="أزرق")
        features, book = self.features(figure, MathBlock("x"))
        assert {"alternativeText", "MathML"} <= set(features)
        assert meta(book, "schema:accessModeSufficient") == ["textual", "textual,visual"]
        (summary,) = meta(book, "schema:accessibilitySummary")
        assert "لكل صورة نص بديل" in summary
        assert "MathML" in summary

    def test_a_picture_without_description_ends_the_claims(self) -> None:
        figures = (Figure("figures/blue.png"), Figure("figures/small.png", alternative="x"))
        features, book = self.features(*figures, certifier="دار")
        assert "alternativeText" not in features
        assert meta(book, "schema:accessModeSufficient") == ["textual,visual"]
        assert "بعض الصور بلا نص بديل" in meta(book, "schema:accessibilitySummary")[0]
        assert meta(book, "dcterms:conformsTo") == []

    def test_conformance_is_claimed_by_someone_or_not_at_all(self) -> None:
        assert meta(self.features(p("نص"))[1], "dcterms:conformsTo") == []
        _, book = self.features(p("نص"), certifier="دار المثال")
        assert meta(book, "dcterms:conformsTo") == ["EPUB Accessibility 1.1 - WCAG 2.2 Level AA"]
        assert meta(book, "a11y:certifiedBy") == ["دار المثال"]

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_the_summary_is_in_the_books_language(self, lang: str) -> None:
        found = accessibility.Findings(pictures=True, formulas=True)
        (summary,) = [
            item
            for item in accessibility.statements(found, lang, "")
            if item.attributes["property"] == "schema:accessibilitySummary"
        ]
        assert summary.attributes["lang"] == lang
        assert summary.text.count(".") + summary.text.count("۔") == 4

    def test_moving_pictures_may_flash(self) -> None:
        found = accessibility.Findings(pictures=True, moving=True)
        texts = [item.text for item in accessibility.statements(found, "ar", "")]
        assert "unknown" in texts
        assert "none" not in texts


class TestOrder:
    """Which files there are, and in which order."""

    def test_the_front_the_contents_and_a_file_a_section(self) -> None:
        assert export(resolved_kitchen_sink(), cover=True).spine == [
            "cover.xhtml",
            "title-page.xhtml",
            "nav.xhtml",
            *(f"chapter-{number}.xhtml" for number in range(1, 5)),
            "glossary.xhtml",
        ]

    def test_contents_stand_where_the_document_has_them(self) -> None:
        own = Contents((Text("فهرس"),))
        book = export(resolved(p("تمهيد"), own, section("أول"), title=title("عنوان")))
        assert book.spine == ["title-page.xhtml", "text-1.xhtml", "nav.xhtml", "chapter-1.xhtml"]
        assert '<h1 id="contents-heading" class="contents-heading">فهرس</h1>' in (
            book.text("nav.xhtml")
        )

    def test_lists_of_figures_and_tables_stand_in_the_navigation(self) -> None:
        caption = (Text("صورة"), Note((p("حاشية"),)))
        figure = Figure("figures/blue.png", caption, "بديل")
        lists = Contents(), Contents(kind=ContentsKind.FIGURES)
        last = Contents(kind=ContentsKind.FIGURES)
        book = export(resolved(*lists, section("أ", figure), last, title=title("عنوان")))
        nav = book.text("nav.xhtml")
        link = '<a href="chapter-1.xhtml#fig-1">شكل\u00a01: صورة</a>'
        assert nav.count(f'<li class="contents-caption">{link}</li>') == 1
        assert '<nav epub:type="loi" id="list-of-figures"' in nav
        text = book.text("text-1.xhtml")
        assert f'<p class="contents-caption">{link}</p>' in text

    def test_a_section_within_keeps_to_the_depth_of_the_contents(self) -> None:
        deep = section("أ", section("ب", section("ج", p("نص"), level=3), level=2))
        book = export(resolved(deep, contents_depth=2, title=title("عنوان")))
        nav = book.text("nav.xhtml")
        assert "ب</a>" in nav
        assert "ج</a>" not in nav
        assert 'name="dtb:depth" content="2"' in book.text("toc.ncx")

    def test_an_empty_document_is_a_book_still(self) -> None:
        book = export(resolved())
        assert book.spine == ["nav.xhtml", "text-1.xhtml"]

    def test_sections_that_begin_at_the_second_level(self) -> None:
        book = export(resolved(section("أ", p("نص"), level=2), section("ب", p("نص"), level=2)))
        assert book.spine == ["nav.xhtml", "chapter-1.xhtml", "chapter-2.xhtml"]

    def test_identifiers_of_ours_give_way_to_the_authors(self) -> None:
        from tests.kitchen_sink import note
        from warraq.model.attributes import Attributes

        author = p("نص", attributes=Attributes(id="call-fn-1"))
        book = export(resolved(p("نص", note(p("حاشية"))), author))
        page = book.text("text-1.xhtml")
        assert 'id="call-fn-1-" href="#fn-1"' in page
        assert 'href="#call-fn-1-"' in page

    def test_a_heading_without_words_still_has_a_name(self) -> None:
        empty: Inlines = ()
        book = export(resolved(Section(1, empty, (p("نص"),)), title=title("عنوان")))
        assert '<a href="chapter-1.xhtml">القسم</a>' in book.text("nav.xhtml")
        assert "<text>القسم</text>" in book.text("toc.ncx")
        assert "<title>عنوان</title>" in book.text("chapter-1.xhtml")

    def test_notes_and_links_of_a_heading_stay_out_of_the_contents(self) -> None:
        book = export(resolved_kitchen_sink())
        english = '<span lang="en" xml:lang="en" dir="ltr">One (1)</span>'
        assert f'<a href="chapter-2.xhtml">أولاً: القسم {english}</a>' in book.text("nav.xhtml")


class TestSemantics:
    """Sections that readers can jump to."""

    def lists(self) -> Section:
        arabic = Section(2, (Text("المراجع العربية"),), (p("أ"),), role="bibliography")
        foreign = Section(2, (Text("المراجع الأجنبية"),), (p("ب"),), role="bibliography")
        return Section(1, (Text("المراجع"),), (arabic, foreign), role="bibliography")

    def test_a_bibliography_of_two_lists_is_one(self) -> None:
        book = export(resolved(section("مقدمة", p("نص")), self.lists()))
        assert book.text("bibliography.xhtml").count('role="doc-bibliography"') == 1
        assert '<a epub:type="bibliography" href="bibliography.xhtml">' in book.text("nav.xhtml")

    def test_one_within_a_chapter_is_found_as_well(self) -> None:
        inner = Section(2, (Text("المراجع"),), (p("أ"),), role="bibliography")
        book = export(resolved(section("مقدمة", p("نص"), inner)))
        name = book.tree("chapter-1.xhtml").find(".//*[@role='doc-bibliography']").get("id")
        link = f'<a epub:type="bibliography" href="chapter-1.xhtml#{name}">'
        assert link in book.text("nav.xhtml")

    def test_an_appendix_is_back_matter(self) -> None:
        appendix = Section(1, (Text("ملحق"),), (p("أ"),), role="appendix")
        page = export(resolved(section("مقدمة", p("نص")), appendix)).text("appendix-1.xhtml")
        assert 'epub:type="backmatter"' in page
        assert 'epub:type="appendix" role="doc-appendix"' in page


class TestArchive:
    """The zip file."""

    def test_mimetype_comes_first_and_uncompressed(self) -> None:
        data = export_bytes(resolved(p("نص")), fonts=False, cover=False)
        assert data[30:58] == b"mimetypeapplication/epub+zip"
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            assert {item.date_time for item in archive.infolist()} == {(2024, 3, 9, 16, 0, 0)}
            assert archive.testzip() is None
        assert len(names) == len(set(names))

    def test_content_is_written_byte_for_byte(self) -> None:
        """EbookLib would part spans by newlines, and so the letters of a word."""
        book = export(resolved(p(en("a"), en("b"), "تأ", en("c"))))
        spans = '<span lang="en" xml:lang="en" dir="ltr">{}</span>'
        expected = f"<p>{spans.format('a')}{spans.format('b')}تأ{spans.format('c')}</p>"
        assert expected in book.text("text-1.xhtml")

    @pytest.mark.parametrize("moment", [0, 2**33, 2**60])
    def test_any_date_can_be_stated(self, moment: int) -> None:
        book = opened(export_bytes(resolved(p("نص")), fonts=False, cover=False, timestamp=moment))
        assert len(meta(book, "dcterms:modified")) == 1

    def test_two_builds_are_the_same_whatever_the_zone_and_the_hash_seed(self) -> None:
        program = (
            "import hashlib, sys; sys.path.insert(0, '.')\n"
            "from tests.epub_book import export_bytes\n"
            "from tests.kitchen_sink import resolved_kitchen_sink\n"
            "print(hashlib.sha256(export_bytes(resolved_kitchen_sink())).hexdigest())\n"
        )
        digests = {
            subprocess.run(
                [sys.executable, "-c", program],
                cwd=ROOT,
                env={**os.environ, "TZ": zone, "PYTHONHASHSEED": seed},
                capture_output=True,
                check=True,
                text=True,
            ).stdout
            for zone, seed in (("UTC", "1"), ("Asia/Riyadh", "4242"))
        }
        assert len(digests) == 1
