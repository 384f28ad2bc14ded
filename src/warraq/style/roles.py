"""The vocabulary of roles: each one's CSS selector and Word style, side by side.

A theme gives looks to these names and to no others. Word's built-in styles are named as
ECMA-376 part 1, 17.7.4.9 and Word itself write them (lower case for «heading 1», «caption» …),
so that Word shows them in its user's language.
"""

from __future__ import annotations

from dataclasses import dataclass

from warraq.style.tokens import Kind


@dataclass(frozen=True, slots=True)
class Identity:
    """What a role is, apart from its look. ``twin`` says that its text can be foreign."""

    selector: str
    word: str
    kind: Kind = Kind.PARAGRAPH
    twin: bool = True

    @property
    def word_id(self) -> str:
        """The style's identifier: its name in title case without spaces, as Word makes it."""
        return word_id(self.word)


def word_id(name: str) -> str:
    """Return Word's identifier of a style name: «footnote text» → «FootnoteText»."""
    words = ("TOC" if word == "toc" else word[:1].upper() + word[1:] for word in name.split())
    return "".join(character for character in "".join(words) if character.isalnum())


def _paragraph(name: str, word: str, *, twin: bool = True) -> tuple[str, Identity]:
    return name, Identity(f".{name}", word, twin=twin)


def _character(name: str, selector: str, word: str) -> tuple[str, Identity]:
    return name, Identity(selector, word, Kind.CHARACTER, twin=False)


ROLES: dict[str, Identity] = dict(
    (
        ("base", Identity("", "Normal", twin=False)),
        ("body", Identity("body", "Body Text")),
        _paragraph("title", "Title"),
        _paragraph("title-translated", "Title Translated"),
        _paragraph("subtitle", "Subtitle"),
        _paragraph("author", "Author"),
        _paragraph("affiliation", "Affiliation"),
        _paragraph("journal-line", "Journal Line"),
        _paragraph("dates", "Date"),
        _paragraph("licence", "Licence"),
        _paragraph("abstract-heading", "Abstract Heading"),
        _paragraph("abstract", "Abstract"),
        _paragraph("keywords", "Keywords"),
        *(_paragraph(f"heading-{level}", f"heading {level}") for level in range(1, 7)),
        _paragraph("quote", "Quote"),
        _paragraph("attribution", "Attribution"),
        _paragraph("verse", "Verse"),
        _paragraph("list-item", "List Paragraph"),
        _paragraph("definition-term", "Definition Term"),
        _paragraph("definition", "Definition"),
        _paragraph("code", "Code Block"),
        _paragraph("figure", "Figure"),
        _paragraph("caption-figure", "caption"),
        _paragraph("caption-table", "Table Caption"),
        _paragraph("table-head", "Table Heading"),
        _paragraph("table-cell", "Table Text"),
        _paragraph("admonition-title", "Admonition Title"),
        _paragraph("admonition", "Admonition"),
        _paragraph("contents-heading", "TOC Heading"),
        *(_paragraph(f"contents-{level}", f"toc {level}") for level in range(1, 4)),
        _paragraph("contents-caption", "table of figures"),
        _paragraph("bibliography-entry", "Bibliography"),
        _paragraph("glossary-headword", "Glossary Headword"),
        _paragraph("glossary-definition", "Glossary Definition"),
        _paragraph("footnote", "footnote text"),
        _paragraph("header", "header"),
        _paragraph("footer", "footer"),
        _character("emphasis", "em", "Emphasis"),
        _character("strong", "strong", "Strong"),
        _character("code-inline", "code", "Code"),
        _character("link", "a", "Hyperlink"),
        _character("footnote-reference", ".footnote-reference", "footnote reference"),
        _character("footnote-mark", ".footnote-mark", "Footnote Mark"),
        _character("term", ".term", "Term"),
    )
)
