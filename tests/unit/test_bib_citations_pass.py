"""The citations pass: notes and lists in the tree, their languages, places and faults."""

from __future__ import annotations

from pathlib import Path

import pytest

import warraq
from warraq.bib.identifiers import of_entry
from warraq.diagnostics import Report, Severity
from warraq.model.attributes import Direction
from warraq.model.blocks import Bibliography, BibliographyEntry, Paragraph, Section
from warraq.model.document import Document
from warraq.model.inlines import (
    Citation,
    CitationItem,
    CitationMode,
    Emphasis,
    Link,
    Note,
    NoteKind,
    Span,
    Text,
)
from warraq.model.metadata import Metadata
from warraq.model.references import Entry, Name
from warraq.model.walk import iterate, plain_text
from warraq.resolve import citations
from warraq.resolve.context import Context, Options

BIB = """
@book{ar, author={علوي، مصطفى}, title={الحرب}, publisher={دار}, year=2015}
@book{en, author={Smith, Ann}, title={A Book}, publisher={Press}, year=2004, url={https://example.org/x}}
"""


def resolved(
    folder: Path, body: str, *, bib: str = BIB, style: str = "", front: str = ""
) -> tuple[Document, Report]:
    (folder / "b.bib").write_text(bib, encoding="utf-8")
    text = f"---\nlang: ar\ntitle: ورقة\nbibliography: b.bib\n{front}---\n\n{body}\n"
    (folder / "paper.md").write_text(text, encoding="utf-8")
    publication = warraq.load(folder / "paper.md")
    resolution = warraq.resolve(publication, citation_style=style)
    return resolution.document, resolution.report


def notes(document: Document) -> list[Note]:
    return [node for node in iterate(document.blocks) if isinstance(node, Note)]


def texts(document: Document, kind: type) -> list[str]:
    nodes = (node for node in iterate(document.blocks) if isinstance(node, kind))
    return [plain_text(getattr(node, "children", ())).replace("\u00a0", " ") for node in nodes]


def test_a_note_of_one_foreign_language_is_set_in_it(tmp_path: Path) -> None:
    document, _ = resolved(tmp_path, "أ [@ar]\n\nب [@en]\n\nج [انظر: @en]\n\nد [@ar; @en]")
    paragraphs = [note.children[0] for note in notes(document)]
    assert [paragraph.attributes.lang for paragraph in paragraphs] == [None, "en", None, None]
    assert [paragraph.computed.dir for paragraph in paragraphs] == [
        Direction.RTL,
        Direction.LTR,
        Direction.RTL,
        Direction.RTL,
    ]


def test_a_note_called_in_a_foreign_passage_is_the_document_s(tmp_path: Path) -> None:
    document, _ = resolved(tmp_path, "::: {lang=en}\nSee [@ar] and [@en].\n:::")
    assert [note.children[0].computed.dir for note in notes(document)] == [
        Direction.RTL,
        Direction.LTR,
    ]


def test_a_foreign_work_in_a_note_is_an_isolate(tmp_path: Path) -> None:
    document, _ = resolved(tmp_path, "أ [انظر: @en; @ar]")
    spans = [
        node
        for node in iterate(document.blocks)
        if isinstance(node, Span) and "citation-item" in node.attributes.classes
    ]
    assert [(span.attributes.lang, span.computed.isolate) for span in spans] == [
        ("en", True),
        (None, False),
    ]
    assert spans[0].attributes.get("key") == "en"


def test_an_author_s_years_are_one_isolate_without_the_words_around_them(tmp_path: Path) -> None:
    bib = BIB + "@book{two, author={Smith, Ann}, title={Another}, publisher={Press}, year=2009}"
    document, _ = resolved(tmp_path, "أ [انظر: @en; @two، وغيره]", bib=bib, style="apa")
    (citation,) = (node for node in iterate(document.blocks) if isinstance(node, Citation))
    isolates = [node for node in citation.children if isinstance(node, Span)]
    assert [plain_text(node) for node in isolates] == ["Smith, 2004, 2009"]
    assert isolates[0].computed.isolate
    assert plain_text(citation.children) == "(انظر: Smith, 2004, 2009، وغيره)"


@pytest.mark.parametrize(
    ("text", "style", "printed"),
    [
        ("في عام 2014[@ar]", "author-date", "في عام 2014 (علوي، 2015)"),
        ("«نص»[@ar] و*كتاب*[@ar]", "author-date", "«نص» (علوي، 2015) وكتاب (علوي، 2015)"),
        ("نصٌّ[@ar]", "vancouver", "نصٌّ (1)"),
        ("”نص“[@ar]", "vancouver", "”نص“ (1)"),
        ("قال: “[@ar]”", "vancouver", "قال: “(1)”"),
        ("(راجع[@ar]) و(\u200f[@ar])", "ieee", "(راجع [1]) و(\u200f[1])"),
        ("يرى و@ar", "author-date", "يرى وعلوي (2015)"),
        ("[@ar] أولاً", "author-date", "(علوي، 2015) أولاً"),
        ("نص [@ar].", "raised.yaml", "نص1."),
        ("نص[@ar].", "raised.yaml", "نص1."),
    ],
)
def test_a_citation_in_the_line_is_parted_from_the_word_before_it(
    tmp_path: Path, text: str, style: str, printed: str
) -> None:
    raised = 'extends: vancouver\ncluster: {prefix: "", suffix: "", wrap: superscript}\n'
    (tmp_path / "raised.yaml").write_text(raised)
    path = str(tmp_path / style) if style.endswith(".yaml") else style
    document, report = resolved(tmp_path, text, style=path)
    assert plain_text(document.blocks[0]) == printed
    context = Context(Options(citation_style=path), report)
    once = citations.run(document, context)
    assert citations.run(once, context) is once


def test_a_citation_within_a_note_is_parted_from_the_word_before_it(tmp_path: Path) -> None:
    document, _ = resolved(tmp_path, "نص^[راجع[@ar]].")
    assert texts(document, Note)[0].startswith("راجع مصطفى علوي، الحرب")


def test_latin_names_of_an_arabic_work_have_latin_marks_and_are_isolates(tmp_path: Path) -> None:
    bib = """
    @book{one, author={Hourani, Albert and Smith, Ann}, title={تاريخ}, publisher={دار}, year=1997}
    @book{two, author={Hourani, Albert and علوي، مصطفى}, title={تاريخ}, publisher={دار}, year=1998}
    @book{six, author={علوي، مصطفى and حبيب، كمال}, title={History}, publisher={Dar}, year=1999}
    """
    document, _ = resolved(tmp_path, "وقال @one ثم [@two; @six]", bib=bib, style="author-date")
    names = [
        (plain_text(node), node.attributes.lang, node.computed.isolate)
        for node in iterate(document.blocks[0])
        if isinstance(node, Span) and "citation-author" in node.attributes.classes
    ]
    assert names == [
        ("Hourani and Smith", "en", True),
        ("Hourani وعلوي", "ar", True),
        ("علوي وحبيب", "ar", True),
    ]
    entries = texts(document, BibliographyEntry)
    assert entries[0].startswith("Hourani, Albert, and Ann Smith. 1997. ")
    assert entries[-1].startswith("علوي، مصطفى وكمال حبيب. 1999. ")


def test_a_citation_in_a_foreign_script_wants_no_mark(tmp_path: Path) -> None:
    bib = "@book{long, title={أحوال المدن والقرى في العصر الوسيط}, year=2001}"
    body = "::: {lang=en}\n[@long]\n:::"
    _, report = resolved(tmp_path, body, bib=bib, style="author-date")
    assert "B001" not in {item.code for item in report}


def test_the_word_before_a_doi_is_read_with_it(tmp_path: Path) -> None:
    bib = "@book{ar, author={علوي، مصطفى}, title={الحرب}, doi={10.1000/x}, year=2015}"
    for style in ("ieee", "vancouver"):
        document, _ = resolved(tmp_path, "أ [@ar]", bib=bib, style=style)
        isolates = [
            plain_text(node)
            for node in iterate(document.blocks)
            if isinstance(node, Span) and node.computed.dir is Direction.LTR
        ]
        assert "doi: 10.1000/x" in isolates


def test_the_number_of_a_foreign_work_is_no_isolate(tmp_path: Path) -> None:
    document, _ = resolved(tmp_path, "أ [@en]", style="ieee", front="digits: arabic-indic\n")
    numbers = [
        node
        for node in iterate(document.blocks)
        if isinstance(node, Span) and "citation-citation-number" in node.attributes.classes
    ]
    assert [(plain_text(node), node.attributes.lang) for node in numbers] == [("١", None)] * 2


def test_a_latin_name_with_a_number_is_not_turned_round_in_english(tmp_path: Path) -> None:
    bib = "@book{one, author={Hourani, Albert}, title={تاريخ العرب}, publisher={دار}, year=1997}"
    body = "::: {lang=en}\nSee [@one, 220] and [@one, ch. 3].\n:::"
    document, _ = resolved(tmp_path, body, bib=bib, style="mla")
    items = [
        (plain_text(node), node.attributes.lang)
        for node in iterate(document.blocks)
        if isinstance(node, Span) and "citation-item" in node.attributes.classes
    ]
    assert items == [("Hourani 220", None), ("Hourani، الفصل\u00a03", "ar")]


def test_titles_are_emphasised_and_addresses_are_links(tmp_path: Path) -> None:
    document, _ = resolved(tmp_path, "أ [@en]")
    (note,) = notes(document)
    inside = list(iterate(note))
    assert [plain_text(node) for node in inside if isinstance(node, Emphasis)] == ["A Book"]
    assert [node.target for node in inside if isinstance(node, Link)] == ["https://example.org/x"]


def test_the_pass_is_idempotent(tmp_path: Path) -> None:
    body = "أ [@ar]\n\n@en يقول [^1]\n\n[^1]: انظر [@en, p. 5].\n\nب [@en]"
    for style in ("arabic-notes", "author-date"):
        document, report = resolved(tmp_path, body, style=style)
        context = Context(Options(citation_style=style), report)
        once = citations.run(document, context)
        assert citations.run(once, context) is once


def test_a_document_without_citations_is_left_as_it_is() -> None:
    document = Document(blocks=(Paragraph(children=()),))
    assert citations.run(document, Context()) is document


def test_every_undefined_key_is_reported_with_its_place_and_the_nearest(tmp_path: Path) -> None:
    _, report = resolved(tmp_path, "أ [@arr]\n\nب [@ar; @nothing]")
    faults = [item for item in report if item.code != "C016"]
    found = [(item.code, item.location.line, item.location.column) for item in faults]
    assert found == [("C001", 7, 4), ("C001", 9, 9)]
    assert "“ar”" in faults[0].hints[0].message


def test_an_undefined_key_without_a_bibliography(tmp_path: Path) -> None:
    _, report = resolved(tmp_path, "أ [@ar]", bib="")
    assert [item.code for item in report] == ["C028", "C001"]


def test_a_missing_field_is_reported_at_the_entry(tmp_path: Path) -> None:
    bib = "@book{ar,\n title={عنوان}}\n@online{web, author={أ، ب}, title={ت}, urldate={2020}}"
    _, report = resolved(tmp_path, "أ [@ar]\n\nب [@web]", bib=bib)
    found = [(item.code, Path(item.location.file).name, item.location.line) for item in report]
    assert found == [("C008", "b.bib", 1)] * 2


def test_an_unknown_style_in_the_front_matter(tmp_path: Path) -> None:
    _, report = resolved(tmp_path, "أ [@ar]", front="citation-style: author-dat\n")
    (item,) = (item for item in report if item.code != "C016")
    assert item.code == "C013"
    assert Path(item.location.file).name == "paper.md"


def test_the_list_follows_the_text_in_two_sections(tmp_path: Path) -> None:
    document, _ = resolved(tmp_path, "# باب\n\nأ [@en]\n\nب [@ar]")
    last = document.blocks[-1]
    assert isinstance(last, Section)
    assert (last.role, last.level, last.attributes.id) == ("bibliography", 1, "references")
    assert plain_text(last.title) == "المراجع"
    inner = [child for child in last.children if isinstance(child, Section)]
    assert [plain_text(child.title) for child in inner] == ["المراجع العربية", "المراجع الأجنبية"]
    assert [child.level for child in inner] == [2, 2]
    entries = [node for node in iterate(last) if isinstance(node, BibliographyEntry)]
    assert [(entry.attributes.id, entry.computed.dir) for entry in entries] == [
        ("ref-ar", Direction.RTL),
        ("ref-en", Direction.LTR),
    ]


def test_an_identifier_that_the_author_has_taken_is_left_to_him(tmp_path: Path) -> None:
    document, _ = resolved(
        tmp_path, "# باب {#references}\n\n## ب {#references-2-own}\n\nأ [@en]\n\nب [@ar]"
    )
    found = [node.attributes.id for node in iterate(document.blocks) if isinstance(node, Section)]
    assert found[0] == "references"
    assert len(set(found)) == len(found) == 5


def test_one_group_alone_has_no_heading_of_its_own(tmp_path: Path) -> None:
    document, _ = resolved(tmp_path, "أ [@ar]")
    last = document.blocks[-1]
    assert isinstance(last, Section)
    assert [type(child) for child in last.children] == [Bibliography]


def test_the_list_stands_where_the_author_put_it(tmp_path: Path) -> None:
    body = "# باب\n\nأ [@ar]\n\n# مراجعي\n\n::: {#refs}\n:::\n\n# ملحق\n\nب [@en]"
    document, _ = resolved(tmp_path, body)
    sections = [block for block in document.blocks if isinstance(block, Section)]
    assert [plain_text(section.title) for section in sections] == ["باب", "مراجعي", "ملحق"]
    entries = [node for node in iterate(sections[1]) if isinstance(node, BibliographyEntry)]
    assert [entry.key for entry in entries] == ["ar", "en"]


def test_a_division_of_the_class_bibliography_is_the_list_s_place_too(tmp_path: Path) -> None:
    document, _ = resolved(tmp_path, "::: bibliography\n:::\n\nأ [@ar]")
    assert len(texts(document, BibliographyEntry)) == 1
    assert isinstance(document.blocks[-1], Paragraph)


def test_nocite_lists_what_the_text_does_not_cite(tmp_path: Path) -> None:
    document, _ = resolved(tmp_path, "أ", front='nocite: "@en"\n')
    assert len(texts(document, BibliographyEntry)) == 1
    document, _ = resolved(tmp_path, "أ", front='nocite: "@*"\n')
    assert len(texts(document, BibliographyEntry)) == 2


def test_a_citation_in_an_explanatory_note_stays_in_it(tmp_path: Path) -> None:
    document, _ = resolved(tmp_path, "أ[^1] ب[@ar]\n\n[^1]: انظر [@ar, ص. 5]. تم.")
    first, second = notes(document)
    assert (first.kind, second.kind) == (NoteKind.FOOTNOTE, NoteKind.CITATION)
    cited = texts(document, Citation)
    assert cited == ["مصطفى علوي، الحرب، دار، 2015، ص. 5", "مصطفى علوي، مرجع سبق ذكره."]


def test_the_words_around_a_work_are_not_counted_twice(tmp_path: Path) -> None:
    document, _ = resolved(tmp_path, "أ [انظر: @ar، بتصرف]", style="author-date")
    assert plain_text(document.blocks[0]) == "أ (انظر: علوي، 2015، بتصرف)"


def test_no_full_stop_is_doubled_in_an_explanatory_note(tmp_path: Path) -> None:
    body = "أ[@en] ب[^1] ج[^2]\n\n[^1]: [@en].\n\n[^2]: راجع [@en] كذلك."
    document, _ = resolved(tmp_path, body)
    assert texts(document, Citation)[1:] == ["Ibid", "Ibid."]


def test_an_explanatory_note_does_not_part_a_repeat(tmp_path: Path) -> None:
    document, _ = resolved(tmp_path, "أ [@ar] ب[^1] ج [@ar]\n\n[^1]: شرح.")
    assert texts(document, Citation)[-1] == "المرجع السابق."


def test_an_author_named_in_the_text(tmp_path: Path) -> None:
    document, _ = resolved(tmp_path, "يقول @ar ما يقول، ويرد @en عليه.")
    assert texts(document, Citation) == [
        "مصطفى علوي",
        "مصطفى علوي، الحرب، دار، 2015.",
        "Ann Smith",
        "Ann Smith, A Book, Press, 2004, available at: https://example.org/x.",
    ]


def test_words_around_a_work_of_which_nothing_is_left_are_one_space_apart() -> None:
    work = Entry(key="a", type="book", names=(("author", (Name(given="Ann", family="Smith"),)),))
    item = CitationItem(
        key="a",
        prefix=(Text("cf. "),),
        suffix=(Text("passim"),),
        mode=CitationMode.AUTHOR_IN_TEXT,
    )
    document = Document(
        metadata=Metadata(lang="en"),
        blocks=(Paragraph((Citation(items=(item,)),)),),
        references=(work,),
    )
    done = citations.run(document, Context(Options(citation_style="mla"), Report()))
    assert texts(done, Citation) == ["Smith (cf. passim)"]


def test_the_works_of_an_in_text_style_link_to_the_list(tmp_path: Path) -> None:
    document, _ = resolved(tmp_path, "أ [@ar]", style="author-date")
    links = [node for node in iterate(document.blocks) if isinstance(node, Link)]
    assert [link.target for link in links] == ["#ref-ar"]
    assert not notes(document)


@pytest.mark.parametrize(
    ("digits", "expected"), [("arabic-indic", "٢٠١٥، ص. ٥"), ("western", "2015، ص. 5")]
)
def test_the_digits_of_the_document(tmp_path: Path, digits: str, expected: str) -> None:
    document, _ = resolved(tmp_path, "أ [@ar, ص 5]\n\nب [@en, p. 5]", front=f"digits: {digits}\n")
    arabic, english = texts(document, Citation)
    assert expected in arabic
    assert "p. 5" in english


def test_identifiers_are_xml_names_and_differ() -> None:
    keys = ["a", "علوي2015", "a:b", "a/b", "a_b", "a b", "doi:10.1/x"]
    found = [of_entry(key) for key in keys]
    assert len(set(found)) == len(keys)
    assert all(name.isascii() and " " not in name and ":" not in name for name in found)


def test_hostile_titles_stay_text(tmp_path: Path) -> None:
    bib = "@book{ar, author={أ، ب}, year=1, title={<script>x</script> \\input{/etc/passwd} {{{}}}}}"
    document, report = resolved(tmp_path, "أ [@ar]", bib=bib)
    (text,) = texts(document, Citation)
    assert "<script>x</script>" in text
    assert "passwd" not in text
    assert [item.code for item in report] == ["C012"]


ROMANIZED = """
@book{ar, author={علوي، مصطفى}, author_latn={ʻAlawī, Muṣṭafá}, title={الحرب},
  subtitle={آثار}, publisher={دار}, year=2015}
@book{en, author={Smith, Ann}, title={A Book}, publisher={Press}, year=2004}
"""


@pytest.mark.parametrize(("works", "keys"), [("non-latin", ["ar"]), ("all", ["ar", "en"])])
def test_the_romanized_list_is_a_section_of_its_own(
    works: str, keys: list[str], tmp_path: Path
) -> None:
    own = f"extends: arabic-notes\nlist: {{romanized: {{works: {works}}}}}\n"
    (tmp_path / "own.yaml").write_text(own, encoding="utf-8")
    document, report = resolved(
        tmp_path, "أ [@ar؛ @en]", bib=ROMANIZED, front="citation-style: ./own.yaml\n"
    )
    nodes = list(iterate(document.blocks))
    (section,) = (
        node
        for node in nodes
        if isinstance(node, Section) and node.attributes.id == "references-romanized"
    )
    (bibliography,) = section.children
    assert isinstance(bibliography, Bibliography)
    assert [entry.key for entry in bibliography.entries] == keys
    assert bibliography.entries[0].computed.dir is Direction.LTR
    assert bibliography.entries[0].computed.lang == "ar-Latn"
    entries = [node for node in nodes if isinstance(node, BibliographyEntry)]
    assert len({entry.attributes.id for entry in entries}) == len(entries) == 2 + len(keys)
    (item,) = (item for item in report if item.code == "C017")
    assert (item.location.line, "“ar”" in item.message) == (2, True)
    assert item.hints[0].message == "add the fields: title_latn, subtitle_latn, publisher_latn"


def test_no_style_romanizes_unasked(tmp_path: Path) -> None:
    document, report = resolved(tmp_path, "أ [@ar؛ @en]", bib=ROMANIZED)
    assert "References" not in plain_text(document.blocks)
    assert not [item for item in report if item.code == "C017"]


MIXED = """
@book{ar, author={علوي، مصطفى}, title={صعود داعش ISIS}, publisher={RAND Corporation}, year=2015}
@article{en, author={Smith, Ann}, title={On كتاب}, journaltitle={مجلة}, volume=3, year=2004}
@book{plain, author={علوي، مصطفى}, title={صعود}, publisher={دار}, year=2016}
"""


def test_a_field_of_the_other_direction_draws_nothing_into_its_run(tmp_path: Path) -> None:
    document, _ = resolved(tmp_path, "أ [@ar]\n\nب [@en]\n\nج [@plain]", bib=MIXED)
    arabic, english, plain = (list(iterate(note.children)) for note in notes(document))
    levels = {
        node.text.strip(): node.level
        for node in (*arabic, *english)
        if isinstance(node, Text) and node.level is not None
    }
    assert {levels[mark] for mark in ("،",)} == {1}
    assert (levels["2015"], levels["ISIS"], levels["RAND Corporation"]) == (2, 4, 2)
    assert (levels["مجلة"], levels["كتاب"]) == (1, 3)
    spans = {
        node.attributes.classes[0]: node.attributes.lang
        for node in arabic
        if isinstance(node, Span) and node.attributes.classes
    }
    assert spans["citation-title"] == "ar"
    assert spans["citation-publisher"] == "en"
    assert spans["citation-author"] is None
    assert not any(isinstance(node, Span) and node.attributes.lang for node in plain)


@pytest.mark.parametrize("style", ["vancouver", "ieee"])
def test_the_number_of_a_foreign_work_is_in_the_paper_s_language(
    tmp_path: Path, style: str
) -> None:
    document, _ = resolved(tmp_path, "نص [@en] ونص [@en, p. 5].", style=style)
    spans = [
        node
        for node in iterate(document.blocks)
        if isinstance(node, Span) and "citation-item" in node.attributes.classes
    ]
    assert [span.attributes.lang for span in spans] == [None, "en"]


UNDIVIDED = """@book{a,
  author = {بكر، علي and مركز الأهرام},
  editor = {مركز البحوث},
  title = {ألف}, year = 2001}
@book{b, title = {باء}, year = 2002,
  author = {مركز الأهرام and {مركز الدراسات}}}
"""
GIVEN_FIRST = "kind: note\nforms: {first: [author, title], list: [author, title]}\n"


@pytest.mark.parametrize(
    ("style", "lines"),
    [
        (GIVEN_FIRST, []),
        ("extends: arabic-notes\n", [6]),
        ("extends: apa\n", [2, 6]),
        (
            GIVEN_FIRST + "languages: {ar: {forms: {list: [{names: author, form: short}]}}}\n",
            [2, 6],
        ),
    ],
)
def test_a_name_is_told_where_the_style_needs_its_family_name(
    style: str, lines: list[int], tmp_path: Path
) -> None:
    (tmp_path / "own.yaml").write_text(style, encoding="utf-8")
    _, report = resolved(
        tmp_path, "أ [@a؛ @b]", bib=UNDIVIDED, front="citation-style: ./own.yaml\n"
    )
    found = [item for item in report if item.code == "C009"]
    assert [item.location.line for item in found] == lines
    assert all(item.severity is Severity.WARNING for item in found)


@pytest.mark.parametrize(
    ("body", "style", "count"),
    [
        ("أ[@ar][@en]", "", 1),
        ("أ [@ar] [@en].", "", 1),
        ("أ[@ar][^1]\n\n[^1]: ب", "", 1),
        ("يرى @ar [@en]", "", 1),
        ("أ[@ar]، ب[@en]", "", 0),
        ("[@ar]\n\n[@en]", "", 0),
        ("أ [@ar][@en]", "author-date", 0),
    ],
)
def test_notes_side_by_side_are_told(tmp_path: Path, body: str, style: str, count: int) -> None:
    _, report = resolved(tmp_path, body, style=style)
    assert [item.code for item in report].count("C024") == count
