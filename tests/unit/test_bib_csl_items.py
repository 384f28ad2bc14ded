from __future__ import annotations

import json

import pytest

from warraq.bib import database
from warraq.bib.csl.items import item
from warraq.bib.csl.types import csl_type
from warraq.bib.vocabulary import ENTRY_TYPES, words
from warraq.diagnostics import Report
from warraq.model.references import Entry

# The variables of the schema csl-data.json of CSL 1.0.2.
VARIABLES = words(
    """type id citation-key categories language journalAbbreviation shortTitle author chair
    collection-editor compiler composer container-author contributor curator director editor
    editorial-director executive-producer guest host interviewer illustrator narrator
    organizer original-author performer producer recipient reviewed-author script-writer
    series-creator translator accessed available-date event-date issued original-date
    submitted abstract annote archive archive_collection archive_location archive-place
    authority call-number chapter-number citation-number citation-label collection-number
    collection-title container-title container-title-short dimensions division DOI edition
    event event-title event-place first-reference-note-number genre ISBN ISSN issue
    jurisdiction keyword locator medium note number number-of-pages number-of-volumes
    original-publisher original-publisher-place original-title page page-first part part-title
    PMCID PMID printing publisher publisher-place references reviewed-genre reviewed-title
    scale section source status supplement title title-short URL version volume volume-title
    volume-title-short year-suffix custom"""
)
TYPES = words(
    """article article-journal article-magazine article-newspaper bill book broadcast chapter
    classic collection dataset document entry entry-dictionary entry-encyclopedia event figure
    graphic hearing interview legal_case legislation manuscript map motion_picture musical_score
    pamphlet paper-conference patent performance periodical personal_communication post
    post-weblog regulation report review review-book software song speech standard thesis treaty
    webpage"""
)


def read(source: str) -> dict[str, object]:
    """Return the item of the one entry of a source, having seen that it is lawful JSON."""
    report = Report()
    (entry,) = database.load([("a.bib", source)], None, report)
    result = item(entry)
    assert result == json.loads(json.dumps(result))
    assert set(result) <= VARIABLES
    assert result["type"] in TYPES
    return result


def of(fields: str, kind: str = "book") -> dict[str, object]:
    return read(f"@{kind}{{a, {fields}}}")


def test_a_date_of_another_calendar_is_literal() -> None:
    for written in ("1436هـ/2015م", "1394ش"):
        entry = Entry(key="k", type="book", fields=(("date", written),), lang="ar")
        assert item(entry)["issued"] == {"literal": written}


@pytest.mark.parametrize("name", sorted(set(ENTRY_TYPES) - {"default"}))
def test_every_type_a_style_knows_has_a_type_of_its_own(name: str) -> None:
    assert csl_type(Entry("a", name)) in TYPES
    assert csl_type(Entry("a", name)) != "document" or name == "misc"


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        ("article", "", "article-journal"),
        ("article", "entrysubtype={newspaper}", "article-newspaper"),
        ("article", "entrysubtype={Magazine}", "article-magazine"),
        ("phdthesis", "", "thesis"),
        ("www", "", "webpage"),
        ("unpublished", "", "manuscript"),
        ("unpublished", "eventtitle={E}", "speech"),
        ("zettel", "", "document"),
    ],
)
def test_types(kind: str, fields: str, expected: str) -> None:
    assert of(f"title={{T}}, {fields}", kind)["type"] == expected


def test_an_entry_without_fields_is_an_item() -> None:
    assert item(Entry("a", "book")) == {"id": "a", "type": "book"}


def test_an_arabic_article() -> None:
    result = read(
        "@article{ع1, title={الدولة: دراسة}, author={علوي، مصطفى and {مركز الدراسات} and others},"
        " journal={شؤون عربية}, volume={٣}, number={١٢}, pages={٥٠–٥١}, date={2015-01},"
        " urldate={2020-02-03}, url={http://a.b/c--d~e}, doi={https://doi.org/10.1/x_y}}"
    )
    assert result == {
        "id": "ع1",
        "type": "article-journal",
        "language": "ar",
        "title": "الدولة: دراسة",
        "title-short": "الدولة",
        "container-title": "شؤون عربية",
        "author": [
            {"family": "علوي", "given": "مصطفى"},
            {"literal": "مركز الدراسات"},
            {"literal": "others"},
        ],
        "issued": {"date-parts": [[2015, 1]]},
        "accessed": {"date-parts": [[2020, 2, 3]]},
        "volume": "3",
        "issue": "12",
        "page": "50-51",
        "URL": "http://a.b/c--d~e",
        "DOI": "10.1/x_y",
    }


def test_titles_are_rich_text() -> None:
    title = r"{The {ISIS} and \emph{Homo} \textbf{b} H$_2$O x$^{2}$ {\"U}ber \& {\LaTeX}}"
    assert of(f"title={title}")["title"] == (
        'The <span class="nocase">ISIS</span> and <i>Homo</i> <b>b</b> H<sub>2</sub>O '
        "x<sup>2</sup> Über & LaTeX"
    )


def test_braces_protect_nothing_in_a_script_without_case() -> None:
    assert of("title={تاريخ {الدولة}}")["title"] == "تاريخ الدولة"


@pytest.mark.parametrize("tag", ["<i>", "</i>", "<span class='x'>", "<SUP>"])
def test_a_tag_in_the_source_is_text(tag: str) -> None:
    title = str(of(f"title={{a {tag} b < c & d}}")["title"])
    assert title == f"a <\u2060{tag[1:]} b < c & d"


def test_formulas_keep_their_source() -> None:
    assert of(r"title={On $\alpha$}")["title"] == r"On \alpha"


def test_parts_of_a_title_are_joined_as_its_language_does() -> None:
    fields = "title={T}, subtitle={S}, titleaddon={A}"
    assert of(fields + ", langid={french}")["title"] == "T\u00a0: S\u00a0: A"
    assert of("title={هل ينجح؟}, subtitle={دراسة}")["title"] == "هل ينجح؟ دراسة"
    assert of(fields)["title-short"] == "T"
    assert of("title={T}, shorttitle={The {T}}")["title-short"] == (
        'The <span class="nocase">T</span>'
    )
    assert "title-short" not in of("title={T}")


def test_a_volume_of_a_work_in_several_names_both() -> None:
    result = of("title={C}, booktitle={B}, maintitle={M}, volume=2", "inbook")
    assert result["container-title"] == "M: B"
    assert result["volume"] == "2"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (
            "van der Meer, Jan",
            {"given": "Jan", "family": "Meer", "non-dropping-particle": "van der"},
        ),
        ("von Humboldt, A.", {"given": "A.", "family": "Humboldt", "dropping-particle": "von"}),
        (
            "de La Fontaine, Jean",
            {"given": "Jean", "family": "La Fontaine", "dropping-particle": "de"},
        ),
        ("de la Cruz, Ana", {"given": "Ana", "family": "Cruz", "non-dropping-particle": "de la"}),
        ("King, Jr., Martin", {"given": "Martin", "family": "King", "suffix": "Jr."}),
        ("{NATO}", {"literal": "NATO"}),
        ("أبو زيد، نصر حامد", {"given": "نصر حامد", "family": "أبو زيد"}),
        ("سيبويه", {"literal": "سيبويه"}),
    ],
)
def test_names(written: str, expected: dict[str, str]) -> None:
    assert of(f"author={{{written}}}")["author"] == [expected]


def test_useprefix_decides_about_the_particle() -> None:
    kept = of("author={von Humboldt, A.}, options={useprefix=true}")["author"]
    assert kept == [{"given": "A.", "family": "Humboldt", "non-dropping-particle": "von"}]
    dropped = of("author={van Gogh, V.}, options={useprefix=false}")["author"]
    assert dropped == [{"given": "V.", "family": "Gogh", "dropping-particle": "van"}]


def test_every_role_that_csl_knows() -> None:
    result = of(
        "editor={E, A}, editora={C, A}, editoratype={compiler}, editorb={R, A},"
        " editorbtype={redactor}, translator={T, A}, bookauthor={B, A}, foreword={F, A},"
        " afterword={F, A and G, A}",
        "inbook",
    )
    roles = {name: value for name, value in result.items() if isinstance(value, list)}
    assert {role: [name["family"] for name in names] for role, names in roles.items()} == {
        "editor": ["E", "R"],
        "compiler": ["C"],
        "translator": ["T"],
        "container-author": ["B"],
        "contributor": ["F", "G"],
    }
    assert of("author={D, A}", "movie")["director"] == [{"family": "D", "given": "A"}]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2015-01-09", {"date-parts": [[2015, 1, 9]]}),
        ("2001/2003-05", {"date-parts": [[2001], [2003, 5]]}),
        ("2001/..", {"date-parts": [[2001], [0, 0, 0]]}),
        ("../2001", {"literal": "–2001"}),
        ("2015-21", {"date-parts": [[2015]], "season": 1}),
        ("2015-21/2015-22", {"literal": "Spring–Summer 2015"}),
        ("199X", {"literal": "1990s"}),
        ("1850~", {"date-parts": [[1850]], "circa": True}),
        ("1850/1860?", {"date-parts": [[1850], [1860]], "circa": True}),
        ("-0044", {"date-parts": [[-45]]}),
        ("٢٠١٥", {"date-parts": [[2015]]}),
        ("د.ت", {"literal": "د.ت"}),
    ],
)
def test_dates(written: str, expected: dict[str, object]) -> None:
    assert of(f"date={{{written}}}")["issued"] == expected


def test_the_other_dates() -> None:
    result = of("origdate={1950}, eventdate={2001-02-03/2001-02-05}, year={1999}, month=mar")
    assert result["original-date"] == {"date-parts": [[1950]]}
    assert result["event-date"] == {"date-parts": [[2001, 2, 3], [2001, 2, 5]]}
    assert result["issued"] == {"date-parts": [[1999, 3]]}


def test_the_kind_of_a_thesis_is_named_in_its_language() -> None:
    assert of("title={رسالة}", "phdthesis")["genre"] == "رسالة دكتوراه"
    assert of("title={T}, type={Working {P}aper}", "report")["genre"] == "Working Paper"


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        ("article", "number=4, issue={Spring}, eid={e12}", {"issue": "4, Spring", "number": "e12"}),
        ("book", "number=4, series={S}", {"collection-number": "4", "collection-title": "S"}),
        ("book", "number=4", {"number": "4"}),
        ("report", "number={TR-4}, series={S}", {"number": "TR-4", "collection-title": "S"}),
    ],
)
def test_numbers_count_what_the_type_counts(
    kind: str, fields: str, expected: dict[str, str]
) -> None:
    result = of(fields, kind)
    names = ("issue", "number", "collection-number", "collection-title")
    assert {name: result[name] for name in names if name in result} == expected


def test_no_field_is_lost_that_csl_has_a_name_for() -> None:
    result = of(
        "location={Cairo}, venue={Fez}, howpublished={CD}, pubstate={forthcoming},"
        " origpublisher={OP}, origlocation={OL}, origtitle={OT}, shortjournal={SJ},"
        " issuetitle={IT}, library={L}, annotation={An}, keywords={a, b}, volumes=3, part=2,"
        " edition=2, pagetotal=300, chapter=5, version={1.2}, isbn={978-1}, issn={1-2}, note={N},"
        " addendum={A}, eventtitle={Conference}, institution={I}, eprint={2001.1},"
        " eprinttype={arXiv}, abstract={Left out}",
        "misc",
    )
    assert {name: value for name, value in result.items() if name not in ("id", "type")} == {
        "publisher-place": "Cairo",
        "event-place": "Fez",
        "medium": "CD",
        "status": "forthcoming",
        "original-publisher": "OP",
        "original-publisher-place": "OL",
        "original-title": "OT",
        "container-title-short": "SJ",
        "volume-title": "IT",
        "call-number": "L",
        "annote": "An",
        "keyword": "a, b",
        "number-of-volumes": "3",
        "part": "2",
        "edition": "2",
        "number-of-pages": "300",
        "chapter-number": "5",
        "version": "1.2",
        "ISBN": "978-1",
        "ISSN": "1-2",
        "note": "N. A",
        "event-title": "Conference",
        "event": "Conference",
        "publisher": "I",
        "archive": "arXiv",
        "archive_location": "2001.1",
        "URL": "https://arxiv.org/abs/2001.1",
    }


def test_laws_have_an_authority() -> None:
    result = of("title={C}, institution={Court}, location={EG}", "jurisdiction")
    assert (result["authority"], result["jurisdiction"]) == ("Court", "EG")


@pytest.mark.parametrize(
    ("kind", "name"), [("pubmed", "PMID"), ("PMCID", "PMCID"), ("jstor", "archive_location")]
)
def test_identifiers_of_archives(kind: str, name: str) -> None:
    assert of(f"eprint={{77}}, eprinttype={{{kind}}}")[name] == "77"
