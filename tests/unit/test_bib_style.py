"""Styles as data: the shipped ones are sound, and each fault of a file is named with its line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from warraq.bib import date_wording, files, style, vocabulary, wording, yaml_tree
from warraq.bib.calendars import Date, DateRange
from warraq.bib.style import FORM_NAMES, NameOrder, StyleKind
from warraq.bib.style_forms import _PART_KINDS, _PART_OPTIONS
from warraq.bib.style_languages import LANGUAGE_KEYS, language_faults
from warraq.bib.style_reader import (
    CLUSTER_KEYS,
    COLLAPSES,
    GROUP_KEYS,
    LIST_KEYS,
    NAME_KEYS,
    ROMANIZED_KEYS,
    ROMANIZED_WORKS,
    SCOPES,
    SORT_KEYS,
    STYLE_KEYS,
)
from warraq.diagnostics import Diagnostic, Report
from warraq.model.metadata import Digits

DOCS = Path(__file__).parents[2] / "docs"
MANUALS = (DOCS / "citation-styles.md", DOCS / "citation-styles.ar.md")


def load(path: Path, name: str = "own.yaml") -> tuple[style.Style, list[Diagnostic]]:
    report = Report()
    loaded = style.load(name, path, report)
    return loaded, list(report)


def written(path: Path, text: str, name: str = "own.yaml") -> tuple[style.Style, list[Diagnostic]]:
    (path / name).write_text(text, encoding="utf-8")
    return load(path, name)


@pytest.mark.parametrize("name", files.shipped_names())
def test_a_shipped_style_has_no_fault(name: str) -> None:
    report = Report()
    loaded = style.load(name, None, report)
    assert not report.diagnostics
    for tag in files.shipped_languages():
        language = loaded.languages.get(tag)
        assert set(language.terms) == set(vocabulary.TERMS)
        assert set(language.punctuation) == set(vocabulary.PUNCTUATION)
        assert set(language.dates) == set(vocabulary.DATE_PATTERNS)
        assert (len(language.months), len(language.seasons)) == (12, 4)
        assert len(language.months_short) == 12
        assert {len(names) for names in language.calendar_months.values()} == {12}
        assert set(language.calendar_months) == {"islamic", "persian"}
        assert language.letters
        assert language.ordinals["default"]


@pytest.mark.parametrize("name", files.shipped_languages())
def test_a_shipped_language_has_no_fault(name: str) -> None:
    assert not language_faults(name).diagnostics


def test_kinds() -> None:
    report = Report()
    assert style.load("arabic-notes", None, report).kind is StyleKind.NOTE
    assert style.load("author-date", None, report).kind is StyleKind.IN_TEXT
    assert style.load("", None, report).name == style.DEFAULT


def test_an_unknown_style_names_the_nearest_and_the_default_stands_in() -> None:
    report = Report()
    loaded = style.load("arabic-note", None, report)
    (item,) = report
    assert item.code == "C013"
    assert "arabic-notes" in item.hints[0].message
    assert loaded.name == style.DEFAULT


@pytest.mark.parametrize("name", ["../arabic-notes", "_base/../x", "نمط", "a b", "languages/ar"])
def test_a_name_reaches_no_other_file(name: str, tmp_path: Path) -> None:
    report = Report()
    style.load(name, tmp_path, report)
    assert [item.code for item in report] == ["C013"]


def test_a_file_outside_the_source_folder_is_refused(tmp_path: Path) -> None:
    inside = tmp_path / "in"
    inside.mkdir()
    (tmp_path / "own.yaml").write_text("kind: note", encoding="utf-8")
    (inside / "link.yaml").symlink_to(tmp_path / "own.yaml")
    for name in ("../own.yaml", str(tmp_path / "own.yaml"), "link.yaml"):
        assert [item.code for item in load(inside, name)[1]] == ["C013"], name
    assert [item.code for item in load(inside, "missing.yaml")[1]] == ["C013"]


def test_a_style_extends_another_and_changes_a_term(tmp_path: Path) -> None:
    text = "extends: arabic-notes\nlanguages:\n  ar:\n    terms: {ibid: المصدر نفسه}\n"
    loaded, faults = written(tmp_path, text)
    assert not faults
    assert loaded.languages.get("ar").terms["ibid"].single == "المصدر نفسه"
    assert loaded.languages.get("ar").terms["op-cit"].single == "مرجع سبق ذكره"
    assert loaded.languages.get("en").terms["ibid"].single == "Ibid."


def test_a_style_extends_a_file_beside_it(tmp_path: Path) -> None:
    (tmp_path / "house").mkdir()
    (tmp_path / "house" / "base.yaml").write_text("extends: author-date", encoding="utf-8")
    loaded, faults = written(tmp_path, "extends: base.yaml", "house/own.yaml")
    assert not faults
    assert loaded.kind is StyleKind.IN_TEXT


def test_a_style_that_extends_itself_is_refused(tmp_path: Path) -> None:
    _, faults = written(tmp_path, "kind: note\nextends: own.yaml")
    assert [(item.code, item.location.line) for item in faults] == [("C014", 2)]


def test_the_date_patterns_of_a_style_hold_for_every_language(tmp_path: Path) -> None:
    text = (
        "extends: arabic-notes\n"
        "dates: {day: '{year}{comma}{month} {day}'}\n"
        "languages: {fr: {dates: {day: '{day}/{month-number}/{year}'}}}\n"
    )
    loaded, faults = written(tmp_path, text)
    assert not faults
    value = DateRange(Date(2015, 5, 30), Date(2015, 6, 2))
    shown = {
        tag: date_wording.date(value, loaded.languages.get(tag), Digits.WESTERN)
        for tag in ("ar", "en", "fr")
    }
    assert shown == {
        "ar": "2015، مايو 30–يونيو 2",
        "en": "2015, May 30–June 2",
        "fr": "30/5–2/6/2015",
    }


def test_short_months_are_the_long_ones_of_the_region_unless_it_has_its_own(tmp_path: Path) -> None:
    months = "[a, b, c, d, e, f, g, h, i, j, k, l]"
    loaded, faults = written(
        tmp_path,
        f"forms: {{list: [title]}}\n"
        f"languages: {{ar: {{months: {months}}}, en: {{months-short: {months}}}}}",
    )
    assert not faults
    assert loaded.languages.get("ar").months_short[0] == "a"
    assert loaded.languages.get("en").months_short[0] == "a"
    assert loaded.languages.get("en").months[0] == "January"
    assert loaded.languages.get("ar-SY").months_short[1] == "شباط"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("dates:\n  day: '{dya} {month}'", 2, "day"),
        ("dates:\n  day: '{day'", 2, "day"),
        ("dates:\n  pair: '{start}/{end}'", 2, "first"),
        ("dates:\n  dya: '{day}'", 2, "day"),
        ("languages:\n  ar:\n    dates: {year: '{years}'}", 3, "year"),
        ("languages:\n  ar:\n    months-islamic: [محرم]", 3, "12"),
        ("kind: note\nform: []", 2, "forms"),
        ("kind: notes", 1, "note"),
        ("forms:\n  first:\n    artcle: [title]", 3, "article"),
        ("forms:\n  first: [titel]", 2, "title"),
        ("forms:\n  first:\n    - {field: title, wrapp: quotes}", 3, "wrap"),
        ("forms:\n  first:\n    - {field: title, wrap: quote}", 3, "quotes"),
        ("forms:\n  first:\n    - {term: ibd}", 3, "ibid"),
        ("forms:\n  first:\n    - {field: title, names: author}", 3, "exactly one"),
        ("forms:\n  first:\n    - {wrap: quotes}", 3, "exactly one"),
        ("forms:\n  first:\n    - {group: title}", 3, "list"),
        ("forms:\n  frist: [title]", 2, "first"),
        ("names: {et-al-min: many}", 1, "number"),
        ("languages:\n  ar:\n    terms: {ibdi: x}", 3, "ibid"),
        ("parts: {a: title}\nlanguages:\n  ar:\n    parts: {a: {field: titel}}", 4, "title"),
        ("terms: {ibdi: x}", 1, "ibid"),
        ("punctuation:\n  names-lst: x", 2, "names-last"),
        ("page-range-format: chicgo", 1, "chicago"),
        ("near-note-distance: -1", 1, "0 to 999"),
        ("names: {et-al-mim: 3}", 1, "et-al-min"),
        ("list: {names: {et-al-mim: 3}}", 1, "et-al-min"),
        ("cluster: {colapse: year}", 1, "collapse"),
        ("cluster: {collapse: years}", 1, "year"),
        ("cluster: {sort: name}", 1, "names"),
        ("kind: note\ncluster: {sort: names}", 2, "in notes"),
        ("list: {sort: [name]}", 1, "names"),
        ("list: {romanized: {lang: en}}", 1, "language"),
        ("list: {romanized: {language: ar}}", 1, "Latin"),
        ("list: {romanized: {works: latin}}", 1, "non-latin"),
        ("list:\n  groups:\n    - {types: [boook], title: books}", 3, "book"),
        ("list:\n  groups:\n    - {works: all, title: bookz}", 3, "book"),
        ("list:\n  groups: books", 2, "list of groups"),
        (f"list: {{{'groups: [{title: books, ' * 3}types: book{'}]' * 3}}}", 1, "two deep"),
        ("languages:\n  ar:\n    months: [a, b]", 3, "12"),
        ("languages:\n  ar:\n    terms: {page: [a, b, c, d]}", 3, "singular"),
        ("parts:\n  a: {part: b}\n  b: {part: a}", 3, "without end"),
        (
            "parts:\n"
            + "".join(f"  a{n}: {{group: [{f'a{n + 1}, ' * 9}title]}}\n" for n in range(15))
            + "  a15: title",
            12,
            "without end",
        ),
        ("- a", 1, "table"),
        ("kind: note\nkind: note", 2, "twice"),
        ("kind: &a note\ntitle: *a", 1, "anchors"),
        ("kind: !!python/object x", 1, "tags"),
        ("kind: [note\n", 2, "YAML"),
        ("a: " + "[" * 50 + "]" * 50, 1, "nested"),
    ],
)
def test_a_fault_is_named_with_its_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    loaded, faults = written(tmp_path, text)
    assert {item.code for item in faults} == {"C014"}
    item = faults[0]
    said = " ".join([item.message, *(hint.message for hint in item.hints)])
    assert words in said
    assert item.location.file == "own.yaml"
    assert item.location.line == line
    assert loaded.name == style.DEFAULT


def test_all_faults_are_named_in_one_run(tmp_path: Path) -> None:
    _, faults = written(tmp_path, "knd: note\nforms:\n  first: [titel, {term: ibd}]\n")
    assert len(faults) == 3


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_bytes(b"kind: \xff")
    assert [item.code for item in load(tmp_path)[1]] == ["C013"]


def test_scalars_stay_texts() -> None:
    tree = yaml_tree.parse("a: no\nb: 12:30:45\nc: 1e3", "f")
    assert isinstance(tree, yaml_tree.Table)
    values = [item.text for item in tree.entries.values() if isinstance(item, yaml_tree.Scalar)]
    assert values == ["no", "12:30:45", "1e3"]


def test_regions_choose_the_names_of_months() -> None:
    languages = style.load("arabic-notes", None, Report()).languages
    first = {tag: languages.get(tag).months[0] for tag in ("ar", "ar-EG", "ar-SY", "ar-DZ")}
    assert first == {"ar": "يناير", "ar-EG": "يناير", "ar-SY": "كانون الثاني", "ar-DZ": "جانفي"}


def test_a_language_without_a_table_takes_its_direction_s_main_one() -> None:
    languages = style.load("arabic-notes", None, Report()).languages
    assert languages.get("de").terms["ibid"].single == "Ibid."
    assert languages.get("ug").terms["ibid"].single == "المرجع السابق"


@pytest.mark.parametrize("page", MANUALS, ids=lambda path: path.name)
def test_the_examples_of_the_documentation_are_styles(page: Path, tmp_path: Path) -> None:
    examples = re.findall(r"```yaml\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    assert len(examples) >= 12
    for example in examples:
        # Some show a part of a style that extends another.
        whole = example if "extends:" in example else f"extends: arabic-notes\n{example}"
        assert not written(tmp_path, whole)[1]
    loaded, _ = written(tmp_path, examples[1])
    assert loaded.languages.get("ar").terms["op-cit"].single == "مصدر سابق"


@pytest.mark.parametrize("page", MANUALS, ids=lambda path: path.name)
@pytest.mark.parametrize(
    "names",
    [
        *(vocabulary.FORMS_OF_PART, vocabulary.WRAPS, vocabulary.TEXT_CASES),
        *(vocabulary.PAGE_RANGE_FORMATS, FORM_NAMES, STYLE_KEYS, LANGUAGE_KEYS),
        *(vocabulary.FIELDS, vocabulary.ROLES, vocabulary.DATES, vocabulary.CONDITIONS),
        *(vocabulary.TERMS, vocabulary.PUNCTUATION, vocabulary.DATE_PATTERNS),
        *(vocabulary.ENTRY_TYPES, _PART_KINDS, _PART_OPTIONS, tuple(NameOrder), tuple(StyleKind)),
        *(NAME_KEYS, CLUSTER_KEYS, LIST_KEYS, GROUP_KEYS, SORT_KEYS, COLLAPSES, SCOPES),
        *(ROMANIZED_KEYS, ROMANIZED_WORKS),
    ],
)
def test_the_documentation_names_every_word_of_a_style(names: tuple[str, ...], page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert [name for name in names if f"`{name}`" not in text] == []


@pytest.mark.parametrize("page", MANUALS, ids=lambda path: path.name)
def test_the_documentation_names_what_a_pattern_of_a_date_may_hold(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    held = {name for names in date_wording.PLACEHOLDERS.values() for name in names}
    assert [name for name in sorted(held) if f"`{{{name}}}`" not in text] == []


@pytest.mark.parametrize(
    ("tag", "edition", "expected"),
    [
        *(("en", "1", "1st"), ("en", "12", "12th"), ("en", "22", "22nd"), ("en", "new", "new")),
        *(("fr", "1", "1re"), ("fr", "11", "11e"), ("tr", "2", "2."), ("ar", "2", "2")),
        *(("fa", "2", "دوم"), ("fa", "12", "12"), ("he", "10", "עשירית"), ("ur", "21", "21")),
    ],
)
def test_ordinals(tag: str, edition: str, expected: str) -> None:
    language = style.load("arabic-notes", None, Report()).languages.get(tag)
    assert wording.ordinal(edition, language, Digits.WESTERN) == expected


@pytest.mark.parametrize(
    ("count", "expected"),
    [(0, "محرر"), (1, "محرر"), (2, "محرران"), (3, "محررون"), (11, "محررون")],
)
def test_a_term_has_a_dual_in_arabic(count: int, expected: str) -> None:
    language = style.load("arabic-notes", None, Report()).languages.get("ar")
    assert language.terms["editor"].counted(count) == expected


def test_two_are_many_where_a_language_has_no_dual() -> None:
    language = style.load("arabic-notes", None, Report()).languages.get("en")
    assert language.terms["editor"].counted(2) == "eds."


def test_a_document_s_symbol_keeps_its_digits() -> None:
    assert wording.number("S/RES/2178", Digits.ARABIC_INDIC) == "S/RES/2178"
    assert wording.number("12--15", Digits.ARABIC_INDIC) == "١٢–١٥"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2nd rev. ed.", True),
        ("الطبعة الثانية", True),
        ("ط 2", True),
        ("2", False),
        ("Educ", False),
    ],
)
def test_an_edition_that_says_so_needs_no_label(value: str, expected: bool) -> None:
    assert wording.names_edition(value) is expected
