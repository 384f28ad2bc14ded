"""Word styles: in schema order, complete, named as Word names them, in pairs for both scripts."""

from __future__ import annotations

import io
import itertools
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from warraq.model.attributes import Direction
from warraq.style.roles import ROLES
from warraq.style.theme import load_theme, theme_names
from warraq.style.tokens import Kind
from warraq.style.word import TABLE_STYLE_ID, page_setup, style_id, styles_xml
from warraq.style.word_units import eighths, half_points, nearest, twips, twips_of_mm

RTL, LTR = Direction.RTL, Direction.LTR
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CASES = list(itertools.product(theme_names(), ["ar", "fa", "he", "ur", "en"]))

# ECMA-376 part 1, Annex A: the sequences of CT_Style, CT_PPrBase and EG_RPrBase.
STYLE = "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed"
STYLE += " qFormat locked personal rsid pPr rPr tblPr trPr tcPr tblStylePr"
PARAGRAPH = "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr"
PARAGRAPH += " suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap"
PARAGRAPH += " overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid"
PARAGRAPH += " spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection"
PARAGRAPH += " textAlignment textboxTightWrap outlineLvl"
RUN = "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint"
RUN += " noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u"
RUN += " effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath"
SEQUENCES = {"style": STYLE.split(), "pPr": PARAGRAPH.split(), "rPr": RUN.split()}


def package(path: Path, styles: bytes) -> Path:
    """Write a Word file with these styles."""
    from docx import Document

    plain = io.BytesIO()
    Document().save(plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            target.writestr(name, styles if name == "word/styles.xml" else source.read(name))
    return path


def complaints(path: Path) -> list[str]:
    """Return what the validator says of the styles (python-docx's template has its own faults)."""
    from openxml_audit import OpenXmlValidator

    errors = [str(error) for error in OpenXmlValidator().validate(str(path)).errors]
    return [error for error in errors if "] /word/styles.xml:" in error]


def root(name: str, lang: str, dir: Direction | None = None) -> Any:
    return etree.fromstring(styles_xml(load_theme(name), lang=lang, dir=dir))


def styles(tree: Any) -> dict[str, Any]:
    return {item.get(f"{W}styleId"): item for item in tree.iter(f"{W}style")}


def val(element: Any, path: str) -> str | None:
    found = element.find("/".join(W + part for part in path.split("/")))
    return None if found is None else found.get(f"{W}val", "on")


def misplaced(tree: Any) -> list[str]:
    """Return the elements that do not stand where the schema's sequences want them."""
    result = []
    for element in tree.iter():
        sequence = SEQUENCES.get(element.tag.removeprefix(W))
        names = [child.tag.removeprefix(W) for child in element]
        if sequence is None:
            continue
        places = [sequence.index(name) for name in names]
        repeated = [name for name in names if name != "tblStylePr" and names.count(name) > 1]
        if places != sorted(places) or repeated:
            result.append(f"{element.tag}: {names}")
    return result


@pytest.mark.parametrize(("name", "lang"), CASES)
def test_elements_stand_in_schema_order(name: str, lang: str) -> None:
    assert misplaced(root(name, lang)) == []


def test_the_order_test_sees_a_misplaced_element() -> None:
    tree = root("journal", "ar")
    properties = tree.find(f"{W}style/{W}pPr")
    properties.insert(0, properties[-1])
    assert misplaced(tree)


@pytest.mark.parametrize(
    ("name", "lang"), [("book", "ar"), ("journal", "he"), ("manuscript", "en")]
)
def test_the_validator_finds_nothing(name: str, lang: str, tmp_path: Path) -> None:
    data = styles_xml(load_theme(name), lang=lang)
    assert complaints(package(tmp_path / "styles.docx", data)) == []


def test_the_validator_sees_a_fault_in_the_styles(tmp_path: Path) -> None:
    data = styles_xml(load_theme("journal"), lang="ar").replace(b'<w:jc w:val="both"/>', b"<w:x/>")
    assert complaints(package(tmp_path / "styles.docx", data))


@pytest.mark.parametrize(("name", "lang"), CASES)
def test_references_lead_to_styles_and_names_are_unique(name: str, lang: str) -> None:
    tree = root(name, lang)
    found = styles(tree)
    names = [val(item, "name") for item in tree.iter(f"{W}style")]
    assert len(set(map(str.casefold, map(str, names)))) == len(names) == len(found)
    for item in found.values():
        for reference in ("basedOn", "next", "link"):
            target = val(item, reference)
            assert target is None or target in found
            if target is not None and reference == "basedOn":
                assert found[target].get(f"{W}type") == item.get(f"{W}type")


@pytest.mark.parametrize(("name", "lang"), CASES)
def test_every_role_has_its_style_and_its_twin(name: str, lang: str) -> None:
    theme, found = load_theme(name), styles(root(name, lang))
    base = LTR if lang == "en" else RTL
    for role in theme.roles.values():
        for direction in (RTL, LTR):
            item = found[style_id(role, direction, base)]
            assert item.get(f"{W}type") == role.kind.value
            twin = direction is not base and ROLES[role.name].twin
            if role.kind is Kind.PARAGRAPH and twin:
                assert val(item, "pPr/bidi") == ("on" if direction is RTL else "0")


@pytest.mark.parametrize(("name", "lang"), CASES)
def test_properties_of_both_scripts_come_in_pairs(name: str, lang: str) -> None:
    for element in root(name, lang).iter(f"{W}rPr"):
        names = {child.tag.removeprefix(W) for child in element}
        if element.getparent().get(f"{W}styleId") == "Normal":
            assert {"b", "bCs", "i", "iCs", "sz", "szCs"} <= names
        for fonts in element.iter(f"{W}rFonts"):
            assert {f"{W}ascii", f"{W}hAnsi", f"{W}cs"} <= set(fonts.attrib)
            assert not [key for key in fonts.attrib if "Theme" in key]


def test_built_in_names_are_those_of_word() -> None:
    found = styles(root("journal", "ar"))
    names = {identifier: val(item, "name") for identifier, item in found.items()}
    expected = {"Heading1": "heading 1", "FootnoteText": "footnote text", "Caption": "caption"}
    expected |= {"TOC1": "toc 1", "Header": "header", "FootnoteReference": "footnote reference"}
    assert {key: names[key] for key in expected} == expected
    assert found["Heading1"].get(f"{W}customStyle") is None
    assert found["Abstract"].get(f"{W}customStyle") == "1"
    assert found["FootnoteTextLTR"].get(f"{W}customStyle") == "1"


def test_emphasis_is_bold_in_arabic_and_italic_in_latin() -> None:
    emphasis = styles(root("journal", "ar"))["Emphasis"]
    names = [child.tag.removeprefix(W) for child in emphasis.find(f"{W}rPr")]
    assert names == ["bCs", "i"]
    strong = styles(root("journal", "ar"))["Strong"]
    assert [child.tag.removeprefix(W) for child in strong.find(f"{W}rPr")] == ["b", "bCs"]


def test_languages_of_both_kinds_of_script_are_stated() -> None:
    path = f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang"
    found = {lang: root("journal", lang).find(path).attrib for lang in ("ar", "fa", "en")}
    assert (found["ar"][f"{W}val"], found["ar"][f"{W}bidi"]) == ("en-US", "ar-SA")
    assert (found["fa"][f"{W}val"], found["fa"][f"{W}bidi"]) == ("en-US", "fa")
    assert (found["en"][f"{W}val"], found["en"][f"{W}bidi"]) == ("en-US", "ar-SA")


def test_the_complex_script_face_is_that_of_the_language() -> None:
    path = f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}rFonts"
    faces = {lang: root("journal", lang).find(path).get(f"{W}cs") for lang in ("ar", "he", "en")}
    assert faces == {"ar": "Simplified Arabic", "he": "David", "en": "Simplified Arabic"}


def test_what_one_role_has_does_not_leak_to_those_based_on_it() -> None:
    found = styles(root("book", "ar"))
    assert val(found["Heading1"], "pPr/pageBreakBefore") == "on"
    assert val(found["Heading2"], "pPr/pageBreakBefore") == "0"
    assert val(found["TOCHeading"], "pPr/outlineLvl") == "9"
    assert found["Header"].find(f"{W}pPr/{W}pBdr/{W}bottom").get(f"{W}val") == "single"
    assert found["Footer"].find(f"{W}pPr/{W}pBdr/{W}bottom").get(f"{W}val") == "nil"


def test_the_manuscript_says_one_and_a_half_lines() -> None:
    spacing = styles(root("manuscript", "ar"))["Normal"].find(f"{W}pPr/{W}spacing")
    assert (spacing.get(f"{W}line"), spacing.get(f"{W}lineRule")) == ("360", "auto")


def test_tables_have_rules_across_alone() -> None:
    borders = styles(root("journal", "ar"))[TABLE_STYLE_ID].find(f"{W}tblPr/{W}tblBorders")
    kinds = {item.tag.removeprefix(W): item.get(f"{W}val") for item in borders}
    assert kinds == {"top": "single", "bottom": "single", "insideH": "nil"}


def test_lines_of_captions_and_contents_are_not_counted() -> None:
    found = styles(root("journal", "ar"))
    for name in ("Caption", "TOC1", "TOCHeading"):
        assert val(found[name], "pPr/suppressLineNumbers") == "on", name
    for name in ("BodyText", "Heading1", "Quote"):
        assert val(found[name], "pPr/suppressLineNumbers") in (None, "0"), name


def test_names_with_markup_signs_stay_names(tmp_path: Path) -> None:
    text = 'extends = "journal"\n[roles.title]\nword = \'A & "B" <C>\'\n'
    text += "[fonts.word.text]\narabic = ['X\"Y & <Z>']\n"
    (tmp_path / "my.toml").write_text(text, encoding="utf-8")
    tree = etree.fromstring(styles_xml(load_theme("my.toml", tmp_path), lang="ar"))
    assert val(styles(tree)["ABC"], "name") == 'A & "B" <C>'
    assert tree.find(f".//{W}rFonts").get(f"{W}cs") == 'X"Y & <Z>'


def test_the_inside_margin_is_on_the_side_of_the_binding() -> None:
    book = load_theme("book")
    rtl, ltr = page_setup(book, RTL), page_setup(book, LTR)
    assert (rtl.right, rtl.left) == (twips_of_mm(24), twips_of_mm(22))
    assert (ltr.right, ltr.left) == (rtl.left, rtl.right)
    assert rtl.mirrored
    assert rtl.bidi
    assert not ltr.bidi


def test_an_a4_page_has_the_size_that_word_knows() -> None:
    setup = page_setup(load_theme("journal"), RTL)
    assert (setup.width, setup.height) == (11906, 16838)
    assert setup.measure == 11906 - 2 * twips_of_mm(36)


def test_units_are_rounded_to_the_nearest() -> None:
    assert (half_points(10.5), half_points(10.25), half_points(10.2)) == (21, 21, 20)
    assert (twips(0.5), twips(-1.5), twips_of_mm(25.4)) == (10, -30, 1440)
    assert (eighths(0.5), eighths(0.01), eighths(99)) == (4, 2, 96)
    assert (nearest(0.5), nearest(-0.5), nearest(1.49)) == (1, 0, 1)


def test_the_same_theme_gives_the_same_bytes() -> None:
    theme = load_theme("journal")
    assert styles_xml(theme, lang="ar") == styles_xml(load_theme("journal"), lang="ar")
