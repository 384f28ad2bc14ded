"""Citations and lists of references as the fields that Zotero writes into Word documents."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import warraq
from tests.docx_package import (
    Package,
    export,
    faults,
    opened,
    paragraphs,
    resolved,
    text_of,
    values,
)
from tests.kitchen_sink import p
from warraq.bib import database
from warraq.bib.csl.items import item
from warraq.diagnostics import Report
from warraq.export.docx import CitationFieldKind, DocxOptions
from warraq.export.docx.markup import name
from warraq.model.attributes import Attributes
from warraq.model.blocks import Bibliography, Container, Section
from warraq.model.document import Document
from warraq.model.inlines import Citation, CitationItem, CitationMode, Emphasis, Note, Text
from warraq.model.metadata import Metadata

ROOT = Path(__file__).resolve().parents[2]
ZOTERO = DocxOptions(citation_fields=CitationFieldKind.ZOTERO)
SOURCE = r"""
@article{علوي, title={الحرب على {داعش}}, author={علوي، مصطفى}, journal={السياسة}, year=2015}
@book{smith, title={The {ISIS} Crisis & <i>}, author={Smith, Ann}, year=2017}
@book{jones, title={War}, author={Jones, Bob}, year=2018}
"""
ENTRIES = database.load([("a.bib", SOURCE)], None, Report())


@dataclass
class Field:
    """A field of a story: its code, and the text that it shows."""

    code: str = ""
    result: str = ""
    is_shown: bool = False

    @property
    def data(self) -> dict[str, Any]:
        """The data in the code of a citation."""
        head, _, rest = self.code.partition("{")
        assert head == " ADDIN ZOTERO_ITEM CSL_CITATION "
        loaded = json.loads("{" + rest)
        assert isinstance(loaded, dict)
        return loaded


def read(story: Any, word: str) -> list[Field]:
    """Return the fields of a story whose code has a word, as a reader of the file finds them."""
    found: list[Field] = []
    opened: list[Field] = []
    for element in story.iter(name("fldChar"), name("instrText"), name("t")):
        kind = element.get(name("fldCharType"))
        if kind == "begin":
            opened.append(Field())
        elif kind == "separate":
            opened[-1].is_shown = True
        elif kind == "end":
            found.append(opened.pop())
        for field in opened:
            if element.tag == name("t"):
                field.result += element.text
        if element.tag == name("instrText"):
            opened[-1].code += element.text
    assert not opened
    return [field for field in found if word in field.code]


def cite(*keys: str, **fields: Any) -> Citation:
    return Citation(tuple(CitationItem(key, **fields) for key in keys))


def built(
    *blocks: Any, lang: str = "ar", style: str = "", options: DocxOptions = ZOTERO
) -> Package:
    metadata = Metadata(lang=lang, citation_style=style)
    document = Document(metadata=metadata, blocks=blocks, references=ENTRIES)
    package = export(resolved(document), options=options)
    assert faults(package) == []
    return package


def in_notes(*citations: Citation, lang: str = "ar") -> list[Field]:
    package = built(p("نص ", *citations, "."), lang=lang)
    assert not read(package.body, "ZOTERO_ITEM")
    return read(package.notes, "ZOTERO_ITEM")


def works(field: Field) -> list[dict[str, Any]]:
    return list(field.data["citationItems"])


# --- citations ------------------------------------------------------------------------------------


def test_nothing_is_a_field_unless_asked_for() -> None:
    package = built(p("نص ", cite("علوي")), options=DocxOptions())
    assert not read(package.notes, "ADDIN")
    assert not read(package.body, "ADDIN")
    assert "docProps/custom.xml" not in package.parts


def test_the_field_holds_the_data_and_shows_the_text() -> None:
    first, second = in_notes(cite("علوي"), cite("smith"))
    assert first.data["properties"] == {
        "formattedCitation": first.result,
        "plainCitation": first.result,
        "noteIndex": 1,
    }
    assert first.result == "مصطفى علوي، «الحرب على داعش»، السياسة، 2015."
    assert second.data["properties"]["noteIndex"] == 2
    assert works(first)[0]["itemData"] == item(ENTRIES[0])
    assert works(second)[0]["itemData"] == item(ENTRIES[1])
    assert first.data["schema"].endswith("csl-citation.json")


@pytest.mark.parametrize("key", ["علوي", "smith"])
def test_the_text_is_that_without_fields(key: str) -> None:
    blocks = (p("نص ", cite(key, locator="ص. 5"), " و", cite(key), "."),)
    with_fields = built(*blocks)
    without = built(*blocks, options=DocxOptions())
    for one, other in (
        (with_fields.notes, without.notes),
        (with_fields.body, without.body),
    ):
        assert [text_of(item) for item in paragraphs(one)] == [
            text_of(item) for item in paragraphs(other)
        ]
        assert [
            (text_of(run), run.find(f".//{name('rtl')}") is not None)
            for run in one.iter(name("r"))
            if text_of(run)
        ] == [
            (text_of(run), run.find(f".//{name('rtl')}") is not None)
            for run in other.iter(name("r"))
            if text_of(run)
        ]


def test_a_work_has_one_uri_in_all_its_citations_and_no_single_uri() -> None:
    one, two, other = in_notes(cite("smith"), cite("smith", locator="p. 3"), cite("jones"))
    assert works(one)[0]["uris"] == works(two)[0]["uris"]
    assert works(one)[0]["uris"] != works(other)[0]["uris"]
    assert len({field.data["citationID"] for field in (one, two, other)}) == 3
    # Zotero takes a field with both for a broken one.
    assert all("uri" not in works(field)[0] for field in (one, two, other))


def test_the_same_source_gives_the_same_fields() -> None:
    blocks = (p("نص ", cite("smith")), p("نص ", cite("علوي")))
    assert built(*blocks).data == built(*blocks).data


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("ص ص. ٥٠-٥١", {"locator": "50–51", "label": "page"}),
        ("5", {"locator": "5", "label": "page"}),
        ("ج 3", {"locator": "3", "label": "part"}),
        ("بيت 7", {"locator": "7", "label": "verse"}),
        ("المادة 12", {"locator": "12", "label": "article-locator"}),
        ("مج 2، ص. 15", {"locator": "2, ص. 15", "label": "volume"}),
        ("2/150", {"locator": "2/150", "label": "volume"}),
        ("ج ٢/١٥٠", {"locator": "2/150", "label": "part"}),
        ("ص 93 هامش 2", {"locator": "93 هامش 2", "label": "page"}),
        ("p. 5 n. 3", {"locator": "5 n. 3", "label": "page"}),
        ("ص. 5، 7", {"locator": "5, 7", "label": "page"}),
        ("لوحة 4", {"suffix": ", لوحة 4"}),
        ("رقم 4", {"suffix": ", رقم 4"}),
        ("passim", {"suffix": ", passim"}),
        ("", {}),
    ],
)
def test_locators(written: str, expected: dict[str, str]) -> None:
    (field,) = in_notes(cite("علوي", locator=written))
    names = ("locator", "label", "suffix")
    assert {key: works(field)[0][key] for key in names if key in works(field)[0]} == expected


def test_the_words_around_a_work_and_its_mode() -> None:
    citation = Citation(
        (
            CitationItem("smith", prefix=(Text("see "), Emphasis((Text("also"),)))),
            CitationItem(
                "jones",
                suffix=(Text("on <i> war"),),
                locator="p. 3",
                mode=CitationMode.SUPPRESS_AUTHOR,
            ),
        )
    )
    (field,) = in_notes(citation)
    one, two = works(field)
    assert one["prefix"] == "see <i>also</i> "
    assert two["suffix"] == " on <\u2060i> war"
    assert two["suppress-author"] is True
    assert "suppress-author" not in one
    assert [one["id"], two["id"]] == ["smith", "jones"]


def test_a_long_code_is_in_several_runs_that_join_to_it() -> None:
    package = built(p("نص ", cite("smith", "jones", "علوي")))
    pieces = [element.text for element in package.notes.iter(name("instrText"))]
    assert len(pieces) > 3
    assert all(len(piece) <= 255 for piece in pieces)
    (field,) = read(package.notes, "ZOTERO_ITEM")
    assert [work["id"] for work in works(field)] == ["smith", "jones", "علوي"]


def test_a_citation_in_an_explanatory_note_knows_its_note() -> None:
    note = Note((p("انظر ", cite("smith"), " وغيره."),))
    package = built(p("نص", Note((p("أولى"),)), " ثم", note))
    (field,) = read(package.notes, "ZOTERO_ITEM")
    assert field.data["properties"]["noteIndex"] == 2
    assert field.result in text_of(paragraphs(package.notes)[-1])


def test_citations_in_the_line_are_in_no_note() -> None:
    package = built(p("Text ", cite("smith", "jones"), "."), lang="en", style="author-date")
    (field,) = read(package.body, "ZOTERO_ITEM")
    assert text_of(paragraphs(package.body)[0]) == f"Text {field.result}."
    assert field.result.startswith("(Smith")
    assert field.data["properties"]["noteIndex"] == 0


def test_a_link_to_the_list_stays_within_the_field() -> None:
    package = built(p("Text ", cite("smith"), "."), lang="en", style="author-date")
    assert values(package.body, ".//w:hyperlink", "w:anchor") == ["ref_smith"]
    (field,) = read(package.body, "ZOTERO_ITEM")
    assert text_of(paragraphs(package.body)[0]) == f"Text {field.result}."


def test_an_author_named_in_the_text_stands_before_the_field() -> None:
    citation = cite("smith", mode=CitationMode.AUTHOR_IN_TEXT)
    package = built(p(citation, " says."), lang="en", style="author-date")
    (field,) = read(package.body, "ZOTERO_ITEM")
    assert field.result == "(2017)"
    assert works(field)[0]["suppress-author"] is True
    assert text_of(paragraphs(package.body)[0]) == "Smith (2017) says."


def test_a_name_in_the_text_whose_note_has_the_citation_is_no_field() -> None:
    citation = cite("smith", mode=CitationMode.AUTHOR_IN_TEXT)
    package = built(p(citation, " says."), lang="en")
    assert not read(package.body, "ZOTERO_ITEM")
    (field,) = read(package.notes, "ZOTERO_ITEM")
    assert "suppress-author" not in works(field)[0]


def test_characters_that_no_file_can_hold_do_no_harm() -> None:
    entry = dataclasses.replace(ENTRIES[1], key="a", fields=(("title", "x\x00\ufffe\ud800y"),))
    document = Document(
        metadata=Metadata(lang="en"), blocks=(p("t ", cite("a")),), references=(entry,)
    )
    package = export(resolved(document), options=ZOTERO)
    (field,) = read(package.notes, "ZOTERO_ITEM")
    assert works(field)[0]["itemData"]["title"] == "x\x00\ufffd\ufffdy"


# --- the list -------------------------------------------------------------------------------------


def test_one_field_spans_both_lists() -> None:
    package = built(p("نص ", cite("علوي", "smith", "jones")), Section(1, (Text("ختام"),), ()))
    (field,) = read(package.body, "ZOTERO_BIBL")
    assert field.code == (
        ' ADDIN ZOTERO_BIBL {"uncited":[],"omitted":[],"custom":[]} CSL_BIBLIOGRAPHY '
    )
    assert field.result.startswith("علوي، مصطفى")
    assert "المراجع الأجنبية" in field.result
    assert field.result.endswith("2017.")


def test_the_field_of_the_list_ends_before_anything_that_is_no_list() -> None:
    entries = Bibliography()
    package = built(
        p("نص ", cite("علوي")), Container((entries,), attributes=Attributes(id="refs")), p("بعده")
    )
    (field,) = read(package.body, "ZOTERO_BIBL")
    assert "بعده" not in field.result
    assert field.result.startswith("علوي")


def test_without_citations_there_is_no_list_and_no_field() -> None:
    package = built(p("نص"))
    assert not read(package.body, "ADDIN")


# --- the preferences ------------------------------------------------------------------------------


def preferences(package: Package) -> str:
    """Return the preferences as Zotero puts them together."""
    pieces = {
        element.get("name"): element[0].text for element in package.parts["docProps/custom.xml"]
    }
    assert all(len(piece) <= 255 for piece in pieces.values())
    return "".join(pieces[f"ZOTERO_PREF_{number}"] for number in range(1, len(pieces) + 1))


@pytest.mark.parametrize(
    ("style", "name_of_style", "note_type"),
    [
        ("", "chicago-fullnote-bibliography", 1),
        ("arabic-notes", "chicago-fullnote-bibliography", 1),
        ("author-date", "chicago-author-date", 0),
    ],
)
def test_the_preferences_name_the_nearest_style(
    style: str, name_of_style: str, note_type: int
) -> None:
    text = preferences(built(p("نص ", cite("smith")), style=style))
    assert f'id="http://www.zotero.org/styles/{name_of_style}" locale="ar"' in text
    assert f'<pref name="noteType" value="{note_type}"/>' in text
    assert '<pref name="fieldType" value="Field"/>' in text


def test_the_preferences_are_declared_in_the_package() -> None:
    package = built(p("نص ", cite("smith")))
    types = package.parts["[Content_Types].xml"]
    assert [
        item.get("ContentType") for item in types if item.get("PartName") == "/docProps/custom.xml"
    ] == ["application/vnd.openxmlformats-officedocument.custom-properties+xml"]
    relations = package.parts["_rels/.rels"]
    assert "docProps/custom.xml" in [item.get("Target").lstrip("/") for item in relations]


def test_the_style_that_the_user_names_counts() -> None:
    publication = warraq.load(ROOT / "source" / "article.md")
    resolution = warraq.resolve(publication, citation_style="author-date")
    assert resolution.document.metadata.citation_style == "author-date"
    data = warraq.export(resolution, "docx", citation_fields=CitationFieldKind.ZOTERO).data
    assert "/chicago-author-date" in preferences(opened(data))
