"""Reading mutated BibTeX never raises, and what is printed comes from the entry."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from warraq.bib import (
    database,
    date_wording,
    dates,
    latex,
    lists,
    locators,
    names,
    vocabulary,
    wording,
    works,
)
from warraq.bib import style as styles
from warraq.bib.calendars import Calendar, Date, DateRange
from warraq.diagnostics import Report
from warraq.model.blocks import BibliographyEntry, Paragraph
from warraq.model.document import Document
from warraq.model.inlines import Citation, CitationItem
from warraq.model.metadata import Digits, Metadata
from warraq.model.references import Entry
from warraq.model.walk import iterate, plain_text
from warraq.resolve import citations
from warraq.resolve.context import Context, Options

LIBRARY = """@string{pol = {السياسة الدولية}}
@article{علوي2015, author = {علوي، مصطفى and محمد أنيس سالم}, title = {الحرب على «داعش»: آثار},
  journal = pol, volume = {50}, number = 199, date = {2015-01}, pages = {93--95}, langid = {arabic}}
@comment{ @book{hidden, title = {H}} }
@book{culbertson, author = "Culbertson, Shelly and van der Meer, Jan and others",
  title = {Making {ISIS} \\emph{Count} caf\\'e}, publisher = {RAND} # { Corporation}, year = 2017}
@incollection{child, author = {{مركز الدراسات}}, title = {فصل}, crossref = {parent}, pages = {1-9}}
@collection{parent, editor = {نور الدين، أحمد}, title = {كتاب}, date = {2001/2003}, xdata = {data}}
@xdata{data, location = {القاهرة}, publisher = {دار}}
@online{web, title = {خبر?}, url = {https://example.org/a_b}, urldate = {2018-05-01}}
"""
KEYS = ("علوي2015", "culbertson", "child", "web", "missing")
LOCATORS = ("", "ص. 5", "pp. 5-7", "مج 2، ص 3", "§ 4", "حيثما كان")

mutations = st.lists(
    st.tuples(
        st.integers(0, len(LIBRARY)),
        st.integers(0, 12),
        st.text(alphabet='{}",=#@%\\$~\n ab،«»\u200f', max_size=4),
    ),
    max_size=6,
)
SCRIPTS = """@book{نصر1394, author = {سید حسین نصر and عبدالکریم سروش}, title = {معارف‌ها},
  publisher = {نشر نی}, date = {۱۳۹۴/۰۵/۱۲}, langid = {persian}, title_latn = {Maʻārif}}
@incollection{גוריון, author = {דוד בן גוריון}, title = {מדינה: "צה\"ל"}, crossref = {כרך},
  year = {תשפ״ה/2025}, pages = {עמ' 5}}
@collection{כרך, editor = {עמוס עוז}, title = {כרך}, xdata = {כרך}, date = {1436هـ/2015م}}
@article{اقبال, author = {محمد اقبال}, title = {خودی}, journal = {رسالہ}, month = {رمضان},
  year = 1436, langid = {urdu}, author_en = {given=Muhammad, family=Iqbal}}
@book{\u200fابن خلدون\u200f, author = {ابن خلدون، عبد الرحمن}, title = {المقدمة}, origdate = {1377}}
@misc{cycle, crossref = {cycle}, title = {\\em \\textbf{\\input{x}} \\'{e}}, date = {5–9 مايو 2015}}
"""
odd_texts = st.text(
    alphabet="abIء عبدالوتהגو0123٤٥۱۲XVivx-–—/.,،؛:;()[]{}\"«»~?%$\\'\n \u200f\u200cصجقهـff",
    max_size=60,
)
papers = st.lists(
    st.lists(
        st.builds(CitationItem, key=st.sampled_from(KEYS), locator=st.sampled_from(LOCATORS)),
        min_size=1,
        max_size=3,
    ),
    min_size=1,
    max_size=8,
)


def mutated(changes: list[tuple[int, int, str]], text: str = LIBRARY) -> str:
    for start, length, new in changes:
        text = text[:start] + new + text[start + length :]
    return text


def resolved(text: str, paper: list[list[CitationItem]], style: str) -> tuple[Document, Report]:
    report = Report()
    keys = {item.key for cluster in paper for item in cluster}
    document = Document(
        metadata=Metadata(lang="ar"),
        blocks=tuple(Paragraph(children=(Citation(items=tuple(items)),)) for items in paper),
        references=database.load([("b.bib", text)], keys, report),
    )
    return citations.run(document, Context(Options(citation_style=style), report)), report


@given(mutations, papers, st.sampled_from(["arabic-notes", "author-date"]))
def test_a_mutated_library_never_raises(
    changes: list[tuple[int, int, str]], paper: list[list[CitationItem]], style: str
) -> None:
    document, report = resolved(mutated(changes), paper, style)
    known = {entry.key for entry in document.references}
    undefined = {item.key for cluster in paper for item in cluster} - known
    reported = {item.message for item in report if item.code == "C001"}
    assert all(any(f"“{key}”" in message for message in reported) for key in undefined)


@given(mutations, papers)
def test_a_mutated_library_in_several_scripts_never_raises(
    changes: list[tuple[int, int, str]], paper: list[list[CitationItem]]
) -> None:
    text = mutated(changes, SCRIPTS)
    report = Report()
    for entry in database.load([("b.bib", text)], None, report):
        for name, value in entry.fields:
            latex.inlines(value)
            if name in vocabulary.DATES:
                dates.of_entry(entry, name)
    resolved(LIBRARY + text, paper, "arabic-notes")
    assert all(item.location.file == "b.bib" for item in report)
    lines = text.count("\n") + 1
    assert all(0 <= item.location.line <= lines for item in report)


@given(odd_texts, st.sampled_from(["ar", "en", "fa", "he", "ur", ""]))
def test_no_text_in_a_field_raises(text: str, lang: str) -> None:
    languages = styles.load("arabic-notes", None, Report()).languages
    for name in names.parse(text, lang).names:
        assert name.family or name.literal
    found = dates.parse(text, lang)
    if found is not None:
        dates.sort_key(found)
        for form in ("", "short", "year", "month-day"):
            date_wording.date(found, languages.get(lang or "en"), Digits.WESTERN, form)
    wording.locators(locators.parse(text), languages.get(lang or "en"), Digits.WESTERN)
    latex.inlines(text)


@given(
    st.sampled_from([Calendar.GREGORIAN, Calendar.ISLAMIC, Calendar.PERSIAN]),
    st.integers(1300, 1499),
    st.integers(0, 12),
    st.integers(0, 29),
    st.sampled_from(["ar", "en", "fa", "ur", "he", "tr", "fr"]),
)
def test_a_date_printed_in_a_language_reads_as_the_same_date(
    calendar: Calendar, year: int, month: int, day: int, lang: str
) -> None:
    value = Date(year, month, day if month else 0, calendar=calendar)
    language = styles.load("arabic-notes", None, Report()).languages.get(lang)
    printed = date_wording.date(DateRange(value), language, Digits.ARABIC_INDIC)
    # Persian does not mark its own years: the field «calendar» tells.
    assert dates.parse(printed, "", calendar) == DateRange(value)


@given(papers, st.sampled_from(["arabic-notes", "author-date"]))
def test_every_cited_work_is_listed_once(paper: list[list[CitationItem]], style: str) -> None:
    document, _ = resolved(LIBRARY, paper, style)
    listed = [node.key for node in iterate(document.blocks) if isinstance(node, BibliographyEntry)]
    cited = {item.key for cluster in paper for item in cluster} - {"missing"}
    assert sorted(listed) == sorted(cited)


@given(papers, st.sampled_from(["arabic-notes", "author-date"]))
def test_the_pass_run_twice_changes_nothing(paper: list[list[CitationItem]], style: str) -> None:
    document, report = resolved(LIBRARY, paper, style)
    assert citations.run(document, Context(Options(citation_style=style), report)) is document


@given(st.permutations([entry for entry in LIBRARY.split("\n@") if entry]))
def test_the_order_of_the_file_does_not_change_the_list(entries: list[str]) -> None:
    text = "\n".join(f"@{entry.removeprefix('@')}" for entry in entries)
    assert _listed(text) == _listed(LIBRARY)


def _listed(text: str) -> list[str]:
    style = styles.load("arabic-notes", None, Report())
    entries = database.load([("b.bib", text)], set(KEYS), Report())
    blocks = lists.sections(works.of_entries(entries, style, "ar", None).values(), style, "ar", 1)
    return [plain_text(node) for node in iterate(blocks) if isinstance(node, BibliographyEntry)]


@given(mutations)
def test_every_word_printed_is_the_entry_s_or_the_style_s(
    changes: list[tuple[int, int, str]],
) -> None:
    style = styles.load("arabic-notes", None, Report())
    entries = database.load([("b.bib", mutated(changes))], set(KEYS), Report())
    for work in works.of_entries(entries, style, "ar", None).values():
        printed = words(plain_text(lists.sections((work,), style, "ar", 1)))
        known = words(" ".join(own_texts(work.entry))) | words(" ".join(terms(work.language)))
        # A conjunction is written with the name that it joins.
        extra = {word for word in printed if word.removeprefix("و") not in known | {""}} - known
        assert all(word.isdigit() for word in extra), extra


def own_texts(entry: Entry) -> list[str]:
    values = [value for _, value in entry.fields]
    names = [name for _, group in entry.names for name in group]
    parts = [part for name in names for part in (name.given, name.family, name.literal)]
    return [*values, *map(latex.plain, values), *parts]


def terms(language: styles.Language) -> list[str]:
    forms = [form for term in language.terms.values() for form in (term.single, term.multiple)]
    months = [
        *language.months,
        *(name for names in language.calendar_months.values() for name in names),
    ]
    return [
        *(*forms, *months, *language.seasons),
        *(*language.dates.values(), *language.punctuation.values()),
    ]


def words(text: str) -> set[str]:
    return {word.casefold() for word in re.findall(r"\w+", text)}
