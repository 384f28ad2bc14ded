"""No shipped style prints a stray mark or a word from nowhere, whatever fields an entry lacks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from warraq.bib import fields, files, joining, latex, vocabulary
from warraq.bib import style as styles
from warraq.bib.style import Language, Part, Style
from warraq.diagnostics import Report
from warraq.lang.numerals import to_western
from warraq.model.blocks import BibliographyEntry, Paragraph
from warraq.model.document import Document
from warraq.model.inlines import Citation, CitationItem, CitationMode, Note, Span, Text
from warraq.model.metadata import Digits, Metadata
from warraq.model.references import Entry, Name
from warraq.model.walk import iterate, plain_text
from warraq.resolve import citations, notes
from warraq.resolve.context import Context, Options
from warraq.resolve.notes import AUTHOR_NAME

STYLES = files.shipped_names()
LANGUAGES = files.shipped_languages()
TYPES = tuple(kind for kind in vocabulary.ENTRY_TYPES if kind != "default")

# What the fields may hold, by language: plain values, and those that end in a mark of their own.
TITLES = {
    "ar": ("حدود القوة", "هل تنجح المواجهة؟", "الحرب على «داعش»", "مأزق الحرب.. بين بابين"),
    "en": ("The Limits of Power", "What Comes Next?", "A Note on “Order”", "Towards {ISIS}!"),
    "fa": ("پژوهشی در تاریخ", "چه می‌شود؟", "نقدی بر «تاریخ»", "شاهنامه: دفتر یکم"),
    "fr": ("Le Monde arabe", "Que faire\u202f?", "L’Idée de «\u00a0nation\u00a0»", "Vers l’Est…"),
    "he": ("תולדות העיר", "לאן פנינו?", "על ”השפה“", "דו״ח הוועדה"),
    "tr": ("Türk Tarihi", "İstanbul Nereye?", "Bir “Devlet” Üzerine", "ışık ve ilim"),
    "ur": ("بانگِ درا", "کیا ہوگا؟", "مضمون ”ادب“", "تاریخ: ایک نظر"),
}
WORDS = {
    "ar": ("القاهرة", "دار الشروق", "سلسلة المعرفة"),
    "en": ("Leiden", "Wiley Inc.", "Studies in Order"),
    "fa": ("تهران", "نشر نی", "مجموعهٔ تاریخ"),
    "fr": ("Paris", "L’Harmattan", "Le Temps"),
    "he": ("ירושלים", "הוצאת מאגנס", "ספריית העם"),
    "tr": ("Ankara", "İletişim A.Ş.", "ilim dizisi"),
    "ur": ("لاہور", "کتب خانہ", "سلسلۂ ادب"),
}
NAMES = {
    "ar": (("مصطفى", "علوي"), ("دينا", "مصطفى"), ("", "مركز الدراسات"), ("خالد", "آل سعود")),
    "en": (("Ann", "Smith"), ("Jean-Paul", "Ray"), ("", "RAND Corp."), ("Hayder", "al-Khoei")),
    "fa": (("رضا", "احمدی"), ("سارا", "کریمی"), ("", "انجمن تاریخ"), ("علی", "نوری")),
    "fr": (("Jean", "Dupont"), ("Émile", "Zola"), ("", "Cité nouvelle"), ("Anne", "Roy")),
    "he": (("דוד", "כהן"), ("רות", "לוי"), ("", "מרכז שלם"), ("נועה", "בר אילן")),
    "tr": (("Ayşe", "Yılmaz"), ("İlber", "Can"), ("", "ilim kurumu"), ("Ali", "Işık")),
    "ur": (("", "محمد اقبال"), ("احمد", "فیض"), ("", "انجمن ترقی"), ("سعادت", "منٹو")),
}
NUMBERS = {
    "volume": ("12", "3-4"),
    "number": ("7", "210"),
    "issue": ("2",),
    "volumes": ("3",),
    "part": ("2",),
    "edition": ("1", "2", "23", "2nd rev. ed."),
    "pages": ("93", "321--328", "5--9, 14"),
    "pagetotal": ("350",),
    "chapter": ("6",),
    "version": ("2.1",),
    "eid": ("e1024",),
    "date": (
        "2015",
        "ca. 1900",
        "2015-01",
        "2015-01-09",
        "2001/2003",
        "2001/..",
        "2015~",
        "2015?",
        "2015-21",
    ),
    "urldate": ("2018-05-01", "2018"),
    "origdate": ("1867",),
    "eventdate": ("2016-03-04/2016-03-06",),
    "doi": ("10.1000/x1",),
    "url": ("https://example.org/a_b", "example.org/b"),
    "isbn": ("978-1-4028-9462-6",),
    "issn": ("1234-5679",),
    "eprint": ("1501.00001",),
}
PROSE = (
    *("subtitle", "titleaddon", "booktitle", "booksubtitle", "maintitle", "journaltitle", "series"),
    *("eventtitle", "location", "publisher", "organization", "institution", "venue"),
    *("howpublished", "note", "addendum", "pubstate", "shorttitle", "type"),
)
KINDS_OF_WORK = ("phdthesis", "mathesis", "techreport")
LOCATORS = ("", "", "5", "p. 5", "pp. 50-51", "vol. 2, p. 3", "ch. 4", "fol. 3r", "somewhere")
MODES = (CitationMode.NORMAL, CitationMode.NORMAL, *CitationMode)


# Entries and papers


@st.composite
def entries(draw: st.DrawFn, key: str) -> Entry:
    lang = draw(st.sampled_from(LANGUAGES))
    kind = draw(st.sampled_from(TYPES))
    return draw(entry_of(lang, kind, key, draw(st.sampled_from((0, 0, 2, 5)))))


@st.composite
def entry_of(draw: st.DrawFn, lang: str, kind: str, key: str, lacking: int) -> Entry:
    """Draw an entry that lacks no field, or ``lacking`` in ten of them."""

    def has() -> bool:
        return draw(st.integers(0, 9)) >= lacking

    found = [("title", draw(st.sampled_from(TITLES[lang])))] if has() else []
    for name in PROSE:
        if has():
            values = WORDS[lang] + TITLES[lang] if name.endswith("title") else WORDS[lang]
            values = (*KINDS_OF_WORK, *values) if name == "type" else values
            found.append((name, draw(st.sampled_from(values))))
    for name, values in NUMBERS.items():
        if has():
            found.append((name, draw(st.sampled_from(values))))
    if draw(st.booleans()):
        found.append(("entrysubtype", "newspaper"))
    roles = tuple((role, draw(persons(lang))) for role in vocabulary.ROLES if has())
    return made(key, kind, lang, found, roles)


def made(
    key: str,
    kind: str,
    lang: str,
    values: Iterable[tuple[str, str]],
    roles: tuple[tuple[str, tuple[Name, ...]], ...],
) -> Entry:
    """Return an entry as the reading of a file makes it: names stand among the fields too."""
    raw = ((role, " and ".join(map(written, group))) for role, group in roles)
    return Entry(key=key, type=kind, fields=(*values, *raw), names=roles, lang=lang)


def written(name: Name) -> str:
    return f"{name.family}, {name.given}" if name.family else name.literal


@st.composite
def persons(draw: st.DrawFn, lang: str) -> tuple[Name, ...]:
    chosen = [NAMES[lang][draw(st.integers(0, 3))] for _ in range(draw(st.integers(1, 2)))]
    if draw(st.integers(0, 5)) == 0:
        chosen = [*NAMES[lang], *NAMES[lang], *chosen]
    people = tuple(
        Name(given=given, family=family) if given else Name(literal=family)
        for given, family in chosen
    )
    return (*people, Name(literal="others")) if draw(st.integers(0, 5)) == 0 else people


KEYS = ("a", "b", "c", "d")
items = st.builds(
    CitationItem,
    key=st.sampled_from(KEYS),
    locator=st.sampled_from(LOCATORS),
    mode=st.sampled_from(MODES),
    prefix=st.sampled_from(((), (), (Text("cf."),))),
    suffix=st.sampled_from(((), (), (Text("passim"),))),
)
clusters = st.one_of(
    st.lists(items, min_size=1, max_size=1),
    st.lists(items, min_size=1, max_size=4),
)


@dataclass(frozen=True, slots=True)
class Paper:
    """Works and how a text cites them; ``inside``: within the sentence of an explanatory note."""

    works: tuple[Entry, ...]
    citations: tuple[tuple[CitationItem, ...], ...]
    lang: str
    digits: Digits | None
    inside: bool


papers = st.builds(
    Paper,
    works=st.tuples(*(entries(key) for key in KEYS)),
    citations=st.lists(clusters.map(tuple), min_size=1, max_size=12).map(tuple),
    lang=st.sampled_from(LANGUAGES),
    digits=st.sampled_from((None, *Digits)),
    inside=st.booleans(),
)


def resolved(paper: Paper, style: str) -> Document:
    """Return the paper with its notes and its list, as the passes make them."""
    context = Context(Options(citation_style=style), Report())
    cited = [Citation(items=group) for group in paper.citations]
    blocks = tuple(
        Paragraph((Note((Paragraph((Text("cf. "), node, Text("."))),)),))
        if paper.inside
        else Paragraph((Text("cf. "), node))
        for node in cited
    )
    document = Document(
        metadata=Metadata(lang=paper.lang, digits=paper.digits),
        blocks=blocks,
        references=paper.works,
    )
    return citations.run(notes.run(document, context), context)


# What a reader must not find

COMMA, STOP = ",،;؛:", ".۔"
OPENING, CLOSING = "([«‹", ")]»›"
FAULTS = {
    "two spaces": r"[ \u00a0\u202f]{2,}",
    "a space before a mark": rf"[ \u00a0]+[,،;؛{STOP}](?!\.)| :",
    "a comma and another mark": rf"[{COMMA}]\s*[{COMMA}{STOP}]",
    "two full stops": rf"[{STOP}]\s*[{STOP}]|…\s*[{STOP}](?!\w)",
    # The question mark of an uncertain date («2015?») ends no sentence.
    "a mark after a question mark": rf"(?<![\dء])[?!؟]\s*[,،]|[?!؟]\s*[{STOP}]",
    "empty brackets": r"\(\s*\)|\[\s*\]",
    "empty quotation marks": r"«\s*»|‹\s*›|“”|”“|‘’|’‘|\"\"",
    "a space within brackets": r"[(\[] | [)\]]|« | »",
    "a mark after an opening": rf"[{re.escape(OPENING)}]\s*[{COMMA}{STOP}]",
    "a mark before a closing": rf"[{COMMA}]\s*[{re.escape(CLOSING)}]",
    "a mark at the start": rf"^[\s{COMMA}{STOP}]",
    "a mark at the end": rf"[\s{COMMA}]$",
    "a placeholder": r"\{.*\}",
}
AMERICAN = {"a mark after a quotation mark": r"[,.?!][”’]+\s?[,.]|[”’][,.]"}


def own_marks(text: str) -> str:
    """Return a text without the marks that a title of the entry itself has doubled."""
    return text.replace("الحرب.. بين", "الحرب بين")


def stray(text: str, american: bool = False) -> list[str]:
    """Return what is wrong with the marks of a text."""
    text = own_marks(text)
    rules = {**FAULTS, **(AMERICAN if american else {})}
    found = [name for name, pattern in rules.items() if re.search(pattern, text)]
    return [*found, *(["marks do not pair"] if not is_paired(text) else [])]


def is_paired(text: str) -> bool:
    open_marks: list[str] = []
    for char in text:
        if char in OPENING:
            open_marks.append(CLOSING[OPENING.index(char)])
        elif char in CLOSING and (not open_marks or open_marks.pop() != char):
            return False
    curly = text.count("“") == text.count("”") and text.count("‘") <= text.count("’")
    return not open_marks and curly and text.count('"') % 2 == 0


@dataclass(frozen=True, slots=True)
class Printed:
    """A note, a citation in the line or an entry of the list, and the works in it."""

    node: Citation | BibliographyEntry
    works: tuple[Entry, ...]
    locators: str = ""

    @property
    def text(self) -> str:
        return plain_text(self.node.children)


def printed(document: Document, paper: Paper) -> Iterator[Printed]:
    known = {work.key: work for work in paper.works}
    for node in iterate(document.blocks):
        if isinstance(node, BibliographyEntry):
            yield Printed(node, (known[node.key],))
        elif isinstance(node, Citation) and AUTHOR_NAME not in node.attributes.classes:
            works = tuple(known[item.key] for item in node.items)
            yield Printed(node, works, " ".join(item.locator for item in node.items))


def check_marks(document: Document, paper: Paper, style: Style) -> None:
    for piece in printed(document, paper):
        tags = {paper.lang, *(work.lang for work in piece.works)}
        american = all(style.languages.get(tag).punctuation_in_quote for tag in tags)
        assert not stray(piece.text, american), (stray(piece.text, american), piece.text)


def check_fields(document: Document, paper: Paper, style: Style) -> None:
    for piece in printed(document, paper):
        for node in iterate(piece.node.children):
            if isinstance(node, Span):
                assert_held(node, piece)
        numbers = set(re.findall(r"\d+", to_western(piece.text)))
        assert_known(words(piece.text), known_words(piece, style, paper.lang), piece)
        limit = {str(number) for number in range(1, len(paper.works) + 1)}
        assert_numbers(numbers - limit, own_numbers(piece), piece)


def assert_held(span: Span, piece: Printed) -> None:
    """A span that names a field stands for a field that one of the works has."""
    for name in (word.removeprefix("citation-") for word in span.attributes.classes):
        if name in (*vocabulary.FIELDS, *vocabulary.ROLES, *vocabulary.DATES):
            # A work without an author is named by its title in a sentence of the text.
            has = any(fields.has(work, name) or name == "author" for work in piece.works)
            made = name in ("citation-number", "year-suffix", "key", "issue")
            assert has or made, (name, piece.text)


def assert_known(found: set[str], known: set[str], piece: Printed) -> None:
    # A conjunction is written with the name that it joins, «ב» with a month.
    extra = {word for word in found if word not in known and word.lstrip("وובל") not in known}
    assert not extra, (extra, piece.text)


def assert_numbers(found: set[str], known: set[str], piece: Printed) -> None:
    """A range may be shortened to the last digits of its second number."""
    extra = {
        number
        for number in found
        if not any(own.endswith(number) or own.lstrip("0") == number for own in known)
    }
    assert not extra, (extra, piece.text)


def words(text: str) -> set[str]:
    small = text.replace("İ", "i").casefold()
    return set(re.findall(r"[^\W\d_]+", small))


def own_numbers(piece: Printed) -> set[str]:
    texts = [value for work in piece.works for _, value in work.fields]
    return set(re.findall(r"\d+", to_western(" ".join((*texts, piece.locators)))))


def known_words(piece: Printed, style: Style, lang: str) -> set[str]:
    tags = {lang, *(work.lang for work in piece.works)}
    languages = [style.languages.get(tag) for tag in sorted(tags)]
    texts = [text for work in piece.works for text in own_texts(work)]
    texts += [text for language in languages for text in apparatus(language)]
    texts += [
        text for forms in (style.forms, *(own.forms for own in languages)) for text in said(forms)
    ]
    texts += ["cf.", "passim", "https", "doi.org", style.cluster.prefix, style.cluster.suffix]
    known = words(" ".join((*texts, piece.locators)))
    return known | {letter for language in languages for letter in language.letters}


def own_texts(work: Entry) -> list[str]:
    texts = [latex.plain(value) for _, value in work.fields] + [value for _, value in work.fields]
    parts = [
        part
        for _, group in work.names
        for name in group
        for part in (name.given, name.family, name.literal)
    ]
    # Some styles set initials close: «Ray JP».
    initials = [re.findall(r"\b\w", part) for part in parts]
    return [*texts, *parts, *map(" ".join, initials), *map("".join, initials), work.key]


def apparatus(language: Language) -> Iterator[str]:
    for term in language.terms.values():
        yield from (term.single, term.dual, term.multiple)
    yield from language.months
    yield from language.months_short
    yield from language.seasons
    yield from language.punctuation.values()
    yield from language.ordinals.values()
    yield from language.dates.values()


def said(forms: Mapping[str, Mapping[str, Part]]) -> Iterator[str]:
    for table in forms.values():
        for part in table.values():
            yield from said_by(part)


def said_by(part: Part) -> Iterator[str]:
    yield from (part.prefix, part.suffix, part.delimiter)
    if part.kind is styles.PartKind.TEXT:
        yield part.name
    for child in part.parts:
        yield from said_by(child)


def loaded(name: str) -> Style:
    report = Report()
    style = styles.load(name, None, report)
    assert not report.has_errors, [str(item) for item in report]
    return style


# The properties

# The failing text says what is wrong; to make its paper smaller takes minutes.
PHASES = (Phase.explicit, Phase.generate)


@pytest.mark.parametrize("name", STYLES)
@settings(max_examples=150, phases=PHASES)
@given(paper=papers)
def test_no_style_prints_stray_marks_or_foreign_words(name: str, paper: Paper) -> None:
    document = resolved(paper, name)
    check_marks(document, paper, loaded(name))
    check_fields(document, paper, loaded(name))


@pytest.mark.parametrize("name", STYLES)
@settings(max_examples=30, phases=PHASES)
@given(paper=papers, order=st.permutations(range(len(KEYS))))
def test_the_order_of_the_file_changes_nothing(
    name: str, paper: Paper, order: Sequence[int]
) -> None:
    works = tuple(paper.works[index] for index in order)
    other = Paper(works, paper.citations, paper.lang, paper.digits, paper.inside)
    one, two = resolved(paper, name), resolved(other, name)
    assert one.blocks == two.blocks


REPEATS = ("", "5", "5", "7", "")


def whole(lang: str, kind: str, key: str, without: str = "", title: int = 0) -> Entry:
    """Return an entry with every field but one; the second name and value of each list is taken."""
    values = [
        ("title", TITLES[lang][title]),
        *((name, WORDS[lang][number % 3]) for number, name in enumerate(PROSE)),
        *((name, values[-1]) for name, values in NUMBERS.items()),
    ]
    people = tuple(Name(given=given, family=family) for given, family in NAMES[lang] if given)
    return made(
        key,
        kind,
        lang,
        [pair for pair in values if pair[0] != without],
        tuple((role, people[:2]) for role in vocabulary.ROLES if role != without),
    )


def every_position(lang: str, kind: str, without: str) -> Paper:
    """Cite a work first, ibid., ibid. with another place, after another work and with it."""
    other = Entry(
        key="b", type="book", lang=lang, fields=(("title", WORDS[lang][2]), ("date", "1999"))
    )
    alone = [(CitationItem(key="a", locator=locator),) for locator in REPEATS]
    ends = [
        (CitationItem(key="b"),),
        (CitationItem(key="a"),),
        (CitationItem(key="b"), CitationItem(key="a", locator="9", mode=MODES[-1])),
    ]
    works = (whole(lang, kind, "a", without), other)
    return Paper(works, (*alone, *ends), lang, None, False)


def kinds_told_apart(style: Style, lang: str) -> tuple[str, ...]:
    """Return one entry type for each set of forms that the style has in a language."""
    language = style.languages.get(lang)
    first: dict[str, str] = {}
    for kind in TYPES:
        forms = "".join(repr(style.form(language, name, kind)) for name in styles.FORM_NAMES)
        first.setdefault(forms, kind)
    return tuple(first.values())


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", STYLES)
def test_each_entry_type_prints_without_stray_marks(name: str, lang: str) -> None:
    for kind in kinds_told_apart(loaded(name), lang):
        for without in ("", "author"):
            paper = every_position(lang, kind, without)
            check_marks(resolved(paper, name), paper, loaded(name))


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", STYLES)
def test_each_entry_type_without_each_field(name: str, lang: str) -> None:
    for kind in kinds_told_apart(loaded(name), lang):
        for without in ("title", *PROSE, *NUMBERS, *vocabulary.ROLES):
            paper = every_position(lang, kind, without)
            check_marks(resolved(paper, name), paper, loaded(name))


# The properties can fail

WRONG = (
    "علوي، ، 2015.",
    "علوي،. 2015",
    "Smith, A Book..",
    "Smith , A Book.",
    "Smith, A Book ().",
    "Smith, [] A Book.",
    "Smith ( 2015).",
    "علوي، «»، مجلة.",
    "Smith,  A Book.",
    ", A Book.",
    "Smith, A Book,",
    "علوي، الكتاب،",
    "Smith, “A Book, 2015.",
    "علوي، «الكتاب، 2015.",
    "Smith (ed., 2015.",
    "What Next?. Leiden.",
    "What Next?, Leiden.",
    "In: , Leiden.",
    "Smith (, 2015).",
    "Smith (2015, ).",
    "محمد اقبال، درا۔۔",
    "Smith, {} ed.",
)


@pytest.mark.parametrize("text", WRONG)
def test_a_stray_mark_is_seen(text: str) -> None:
    assert stray(text)


def test_the_other_use_of_quotation_marks_is_seen_in_american_text() -> None:
    assert stray("Smith, “A Book”, 2015.", american=True)
    assert not stray("Smith, “A Book”, 2015.")
    assert not stray("Smith, “A Book,” 2015.", american=True)


RIGHT = (
    "مصطفى علوي، «الحرب على ”داعش“»، السياسة الدولية، ص ص. 93–95.",
    "Smith, Ann, et al. “Why?” Leiden: Brill, n.d. https://example.org/a.",
    "Dupont, «\u00a0Le Monde\u00a0: une vie\u00a0», Hérodote\u202f; Roy, s. d.",
    "כהן (עורך), ”על השפה“, 2001–.",
)


@pytest.mark.parametrize("text", RIGHT)
def test_right_marks_are_no_fault(text: str) -> None:
    assert not stray(text)


FAULTY_PARTS = (
    'first: [creator, {group: [{field: volume}, {text: ""}], prefix: comma, suffix: comma}, title]',
    "first: [creator, {field: title, suffix: stop}, {field: note, prefix: comma}]",
    'first: [{field: volume, prefix: "("}, title]',
    'first: [title, {text: " "}, date]',
)


@pytest.mark.parametrize("form", FAULTY_PARTS)
def test_a_fault_planted_in_a_style_is_found(form: str, tmp_path: Path) -> None:
    path = tmp_path / "faulty.yaml"
    path.write_text(f"extends: arabic-notes\nforms:\n  {form}\n", encoding="utf-8")
    paper = every_position("en", "book", "")
    with pytest.raises(AssertionError, match=r"mark|spaces|brackets"):
        check_marks(resolved(paper, str(path)), paper, loaded(str(path)))


def test_doubled_stops_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joining, "_is_superfluous", lambda *_: False)
    paper = Paper((whole("en", "book", "a"),), ((CitationItem(key="a"),),), "en", None, False)
    with pytest.raises(AssertionError, match="full stops"):
        check_marks(resolved(paper, "arabic-notes"), paper, loaded("arabic-notes"))


def test_a_field_that_is_not_the_entry_s_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fields, "publisher", None)
    monkeypatch.setitem(fields._DERIVED, "publisher", lambda *_: (Text("Nowhere Press"),))
    paper = every_position("en", "book", "publisher")
    with pytest.raises(AssertionError, match="nowhere"):
        check_fields(resolved(paper, "arabic-notes"), paper, loaded("arabic-notes"))
