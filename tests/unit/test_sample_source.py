"""What the sample publication and the documents in other languages must keep."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "source"
LANGUAGES = ROOT / "tests" / "cases" / "languages"
ARTICLE = SOURCE / "article.md"
OTHERS = tuple(LANGUAGES / f"{name}.md" for name in ("persian", "hebrew", "urdu", "english"))
TEXTS = (
    ARTICLE,
    SOURCE / "references.bib",
    SOURCE / "glossary.yaml",
    *OTHERS,
    *(path.with_suffix(".bib") for path in OTHERS),
)

KEY = re.compile(r"(?<![\w.])@(?!fig-|tbl-|sec-)([a-z][a-z0-9]*)")
CLUSTER = re.compile(r"\[[^\[\]]*@[^\[\]]*\]")
CROSS_REFERENCE = re.compile(r"@((?:fig|tbl|sec)-[a-z]+)")
TERM = re.compile(r"\[([^\[\]]+)\]\{(?:\.term|term=([a-z-]+))\}")
ARABIC = "\u0621-\u064a\u066e-\u06d3\u06d5"


def read(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def front_matter(path: Path) -> dict[str, Any]:
    head = read(path).split("\n---\n", 1)[0].removeprefix("---\n")
    loaded: dict[str, Any] = yaml.load(head, yaml.BaseLoader)
    return loaded


def body(path: Path) -> str:
    return read(path).split("\n---\n", 1)[1]


def without_inline_notes(text: str) -> str:
    """Drop «^[…]» with all brackets inside it."""
    while (start := text.find("^[")) >= 0:
        depth, end = 1, start + 2
        while depth:
            depth += {"[": 1, "]": -1}.get(text[end], 0)
            end += 1
        text = text[:start] + text[end:]
    return text


def running_words(text: str) -> list[str]:
    """The words of paragraphs, lists and quotations alone, without notes and markup."""
    text = re.sub(r"(?m)^(\[\^[^\]]+\]:|[|:#]|!\[).*$", "", without_inline_notes(text))
    return all_words(re.sub(r"\[\^[^\]]+\]", "", CLUSTER.sub("", text)))


def all_words(text: str) -> list[str]:
    """The words of the whole body with notes, tables and headings, without markup."""
    text = re.sub(r"\{[^{}]*\}", "", CLUSTER.sub("", text))
    return [word for word in text.split() if any(char.isalnum() for char in word)]


@cache
def languages_of_works(bibliography: Path) -> dict[str, str]:
    """Each key of a .bib file with its langid."""
    entries = re.split(r"(?m)^(?=@)", read(bibliography))[1:]
    keys = [re.match(r"@\w+\{([^,]+),", entry) for entry in entries]
    langs = [re.search(r"(?m)^\s*langid\s*=\s*\{(\w+)\}", entry) for entry in entries]
    return {key[1]: lang[1] for key, lang in zip(keys, langs, strict=True) if key and lang}


@cache
def terms() -> list[dict[str, Any]]:
    loaded: list[dict[str, Any]] = yaml.load(read(SOURCE / "glossary.yaml"), yaml.BaseLoader)[
        "terms"
    ]
    return loaded


def test_article_is_as_long_as_an_article() -> None:
    assert 3500 <= len(running_words(body(ARTICLE))) <= 4600


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_abstracts_keep_the_length_journals_ask(lang: str) -> None:
    assert 150 <= len(front_matter(ARTICLE)["abstract"][lang].split()) <= 200


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_front_matter_is_in_both_languages(lang: str) -> None:
    meta = front_matter(ARTICLE)
    assert all(meta[key][lang] for key in ("title", "subtitle", "abstract"))
    assert 5 <= len(meta["keywords"][lang]) <= 7
    author = meta["author"][0]
    assert all(author[key][lang] for key in ("name", "affiliation", "note"))


def test_article_cites_enough_works_in_both_languages() -> None:
    keys = KEY.findall(body(ARTICLE))
    works = languages_of_works(SOURCE / "references.bib")
    cited = set(keys)
    assert len(keys) >= 28
    assert len(cited) >= 18
    for lang in ("arabic", "english"):
        assert sum(works[key] == lang for key in cited) >= 8


def test_every_work_of_the_article_is_cited() -> None:
    assert set(KEY.findall(body(ARTICLE))) == languages_of_works(SOURCE / "references.bib").keys()


@pytest.mark.parametrize("lang", ["arabic", "english"])
def test_repeats_give_ibid_and_op_cit(lang: str) -> None:
    """Works are cited twice running, and again when others stood between."""
    works = languages_of_works(SOURCE / "references.bib")
    clusters = [KEY.findall(cluster) for cluster in CLUSTER.findall(body(ARTICLE))]
    pairs = list(pairwise(clusters))
    at_once = {a[0] for a, b in pairs if a == b and len(a) == 1 and works[a[0]] == lang}
    later = {
        key
        for index, cluster in enumerate(clusters)
        for key in cluster
        if works[key] == lang
        and index >= 2
        and key not in clusters[index - 1]
        and any(key in before for before in clusters[: index - 1])
    }
    assert len(at_once) >= 2
    assert len(later) >= 2


@pytest.mark.parametrize("path", [ARTICLE, *OTHERS], ids=lambda path: path.stem)
def test_cited_keys_are_in_the_bibliography(path: Path) -> None:
    bibliography = path.parent / front_matter(path)["bibliography"]
    assert set(KEY.findall(body(path))) <= languages_of_works(bibliography).keys()


@pytest.mark.parametrize("path", [ARTICLE, *OTHERS], ids=lambda path: path.stem)
def test_cross_references_notes_and_pictures_have_their_targets(path: Path) -> None:
    text = body(path)
    assert set(CROSS_REFERENCE.findall(text)) <= set(re.findall(r"\{#([a-z]+-[a-z]+)", text))
    calls = set(re.findall(r"\[\^(\w+)\](?!:)", text))
    assert calls == set(re.findall(r"(?m)^\[\^(\w+)\]:", text))
    assert all(
        (path.parent / name).is_file() for name in re.findall(r"\]\((figures/[^)]+)\)", text)
    )


def test_figure_has_an_alternative_text() -> None:
    figures = re.findall(r"(?m)^!\[.+\]\(.+\)\{(.*)\}$", body(ARTICLE))
    assert figures
    assert all(re.search(r'alt="[^"]{40,}"', attributes) for attributes in figures)


def test_glossary_is_large_and_complete() -> None:
    ids = [term["id"] for term in terms()]
    assert len(ids) >= 25
    assert len(set(ids)) == len(ids)
    assert all(term["ar"] and term["en"] and term["definition"]["en"] for term in terms())
    assert sum("abbreviation" in term for term in terms()) >= 8


def test_marked_terms_are_in_the_glossary() -> None:
    marked = TERM.findall(body(ARTICLE))
    forms = {term["ar"] for term in terms()} | {term["en"] for term in terms()}
    ids = {term["id"] for term in terms()}
    assert len(marked) >= 15
    assert {text for text, key in marked if not key} <= forms
    assert {key for _, key in marked if key} <= ids


def test_english_quotation_is_the_abstract_word_for_word() -> None:
    quoted = re.search(
        r"(?s)^::: \{\.quote lang=en[^\n]*\n(.*?)\n:::$", body(ARTICLE), re.MULTILINE
    )
    assert quoted
    assert quoted[1] in front_matter(ARTICLE)["abstract"]["en"]


def test_identifiers_have_valid_check_digits() -> None:
    meta = front_matter(ARTICLE)
    issn = meta["journal"]["issn"].replace("-", "")
    weighted = sum(
        weight * int(digit) for weight, digit in zip(range(8, 1, -1), issn, strict=False)
    )
    assert issn[-1] == "0123456789X"[-weighted % 11]
    orcid = meta["author"][0]["orcid"].replace("-", "")
    total = 0
    for digit in orcid[:-1]:
        total = (total + int(digit)) * 2
    assert orcid[-1] == "0123456789X"[(12 - total % 11) % 11]
    assert meta["doi"].startswith("10.5555/")


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_text_is_clean(path: Path) -> None:
    text = read(path)
    assert text == unicodedata.normalize("NFC", text)
    invisible = {char for char in text if unicodedata.category(char) in {"Cc", "Cf", "Cn", "Co"}}
    assert invisible <= ({"\n", "\u200c"} if path.stem == "persian" else {"\n"})
    assert not re.search(r"[ \u00a0]$", text, re.MULTILINE)
    assert not re.search("\u0640", text), "a kashida typed into the text"
    if path.suffix == ".md":
        assert "  " not in re.sub(r"(?m)^ +", "", text)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_punctuation_of_the_arabic_script(path: Path) -> None:
    text = read(path)
    assert not re.search(r"\s[،؛؟۔»]|[^\s|] [.:!](?!\S)", text), "a space before the mark"
    assert not re.search(r"«\s", text), "a space after the opening mark"
    assert not re.search(rf"[،؛؟][{ARABIC}]", text.replace("\n", " ")), "no space after the mark"
    assert not re.search(rf"[{ARABIC}]\s*[,;?]\s*[{ARABIC}]", text), "a Latin mark between words"
    assert text.count("«") == text.count("»")


def test_arabic_spelling_is_of_one_kind() -> None:
    text = read(ARTICLE) + read(SOURCE / "glossary.yaml")
    assert "\u064b\u0627" not in text, "fathatan stands on the alif in this article, as in «أولاً»"
    assert not re.search(r"(?<!\w)و (?=[\w\[«(])", text), "و is written with the next word"
    assert not re.search("[\u06a9\u06cc\u06c1]", text), "a Persian letter"
    assert not re.search("[\u0660-\u0669]", text.replace("ص ٩٣", "")), "digits of another kind"


@pytest.mark.parametrize("name", ["persian", "urdu"])
def test_letters_are_those_of_the_language(name: str) -> None:
    text = read(LANGUAGES / f"{name}.md") + read(LANGUAGES / f"{name}.bib")
    assert not re.search("[\u0643\u064a\u0649]", text), "an Arabic kaf or ya"
    if name == "urdu":
        assert "\u0647" not in text


@pytest.mark.parametrize("path", OTHERS, ids=lambda path: path.stem)
def test_documents_in_other_languages_show_what_they_are_for(path: Path) -> None:
    text = body(path)
    works = languages_of_works(path.with_suffix(".bib"))
    cited = {works[key] for key in KEY.findall(text)}
    assert 350 <= len(all_words(text)) <= 600
    assert len(re.findall(r"(?m)^# ", text)) == 2
    assert len(cited) >= 2
    assert "english" in cited
    assert len(CLUSTER.findall(text)) >= 4
    assert re.search(r"\]\{lang=[a-z]{2}\}", text)
    assert re.search(r"(?m)^(- |1\. )", text)
    assert "{#tbl-" in text
