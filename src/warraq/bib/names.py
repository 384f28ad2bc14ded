"""Names of persons and bodies as BibTeX files write them, in Arabic and in Latin script."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from warraq.bib import latex, name_joints
from warraq.bib.name_parts import divided, is_suffix, latin_particle
from warraq.model.references import Name

OTHERS = Name(literal="others")
_OTHERS_WORDS = frozenset(
    {"others", "وآخرون", "وآخرين", "آخرون", "وغيرهم", "و دیگران", "et al.", "et al"}
)
_AND = re.compile(r"(?<!\S)and(?!\S)", re.IGNORECASE)
_JOINT = "\ue000"
_COMMA = re.compile("[،,]")
# BibLaTeX manual, section 3.14 (extended name format): the parts of a name by their labels.
_PART = re.compile(r"\s*(?P<label>[a-z]+)(?P<initials>-?i)?\s*=\s*(?P<value>.*)", re.DOTALL)
_PART_NAMES = {"given": "given", "family": "family", "prefix": "particle", "suffix": "suffix"}
_PART_OPTIONS = ("useprefix", "id", "gender", "sortingnamekeytemplatename", "hash", "nametemplates")


@dataclass(frozen=True, slots=True)
class ParsedNames:
    """The names of a field; ``doubtful`` holds those that could not be split with certainty.

    ``joined`` holds the names that seem to be several: as they are written, and then their parts,
    which are none where they cannot be told.
    """

    names: tuple[Name, ...]
    doubtful: tuple[str, ...] = ()
    joined: tuple[tuple[str, ...], ...] = ()


def parse(value: str, lang: str) -> ParsedNames:
    """Parse the value of a name field of an entry in the given language.

    Names are separated by the word ``and`` alone: «و» is a letter of too many Arabic names.
    «العائلة، الاسم» and «العائلة, الاسم» name the family first; BibLaTeX's labels
    (``given=…, family=…``) name each part. Braces around a whole name keep it as it is. What cannot
    be split with certainty stays literal and is marked as uncertain. What seems to be several
    names stays literal too.
    """
    joined: list[tuple[str, ...]] = []
    names = [
        name for part in _split(_AND, value) for name in _parse_one(part.strip(), lang, joined)
    ]
    doubtful = tuple(name.literal for name in names if name.uncertain)
    return ParsedNames(tuple(names), doubtful, tuple(joined))


def _parse_one(text: str, lang: str, joined: list[tuple[str, ...]]) -> tuple[Name, ...]:
    """Return the name of a text, with OTHERS after it when it ends in «، وآخرون»."""
    if not text:
        return ()
    if _is_braced(text):
        literal = latex.plain(text).strip()
        return (Name(literal=literal),) if literal else ()
    if _is_others(text):
        return (OTHERS,)
    pieces = [piece for piece in map(str.strip, _split(_COMMA, text)) if piece]
    labelled = _labelled(pieces)
    if labelled is not None:
        return (labelled,)
    has_others = len(pieces) > 1 and _is_others(pieces[-1])
    plain = [latex.plain(piece).strip() for piece in (pieces[:-1] if has_others else pieces)]
    if len(plain) == 1:
        plain = [latex.plain(_joined_in_braces(pieces[0])).strip()]
    several = () if has_others else name_joints.divided(text, lang)
    if len(several) > 1:
        whole = latex.plain(text).strip()
        joined.append((whole, *several))
        return (Name(literal=whole),)
    if len(plain) == 1 and text.endswith((",", "،")):
        return (Name(literal=plain[0]),)  # EndNote's mark of the name of a body.
    name = _of_pieces([piece for piece in plain if piece], latex.plain(text).strip(), lang)
    if name.uncertain and len(plain) > 2:
        joined.append((name.literal,))
        name = replace(name, uncertain=False)
    if _JOINT in name.given + name.family + name.literal:
        name = _unjoined(name)
    names = (name,) if name.family or name.literal else ()
    return (*names, OTHERS) if has_others else names


def _joined_in_braces(text: str) -> str:
    """Return a text whose braces hold no spaces: «Gabriel {García Márquez}» has two words."""
    if "{" not in text:
        return text
    pieces: list[str] = []
    depth = 0
    for piece in re.split(r"([{}])", text):
        depth += (piece == "{") - (piece == "}")
        pieces.append(piece.replace(" ", _JOINT) if depth > 0 and "\\" not in piece else piece)
    return "".join(pieces)


def _unjoined(name: Name) -> Name:
    given, family, literal = (
        part.replace(_JOINT, " ") for part in (name.given, name.family, name.literal)
    )
    return replace(name, given=given, family=family, literal=literal)


def _is_others(text: str) -> bool:
    return " ".join(latex.plain(text).split()).casefold() in _OTHERS_WORDS


def _of_pieces(pieces: list[str], whole: str, lang: str) -> Name:
    """Return the name whose parts stand between commas."""
    match pieces:
        case []:
            return Name()
        case [only]:
            return divided(only, lang)
        case [name, suffix] if is_suffix(suffix):
            # “Martin Luther King, Jr.” has no comma after the family name.
            return replace(divided(name, lang), suffix=suffix)
        case [family, given]:
            return _family_first(family, given)
        case [family, suffix, given] if is_suffix(suffix):
            return replace(_family_first(family, given), suffix=suffix)
        case [family, given, suffix] if is_suffix(suffix):
            return replace(_family_first(family, given), suffix=suffix)
        case _:
            return Name(literal=whole, uncertain=True)


def _family_first(family: str, given: str) -> Name:
    particle, rest = latin_particle(family.split())
    return Name(given=given, family=rest, particle=particle)


def _labelled(pieces: list[str]) -> Name | None:
    """Return a name in BibLaTeX's extended format, None when its parts have no labels."""
    parts: dict[str, str] = {}
    for piece in pieces:
        match = _PART.fullmatch(piece.strip('"'))
        if match is None or match["label"] not in (*_PART_NAMES, *_PART_OPTIONS):
            return None
        label = _PART_NAMES.get(match["label"])
        if label and not match["initials"]:
            parts[label] = latex.plain(match["value"].strip('"')).strip()
    if not parts.get("family"):
        return Name(literal=parts.get("given", "")) if parts else None
    return replace(Name(), **parts)  # type: ignore[arg-type]


def _is_braced(text: str) -> bool:
    """Whether one pair of braces encloses the whole text."""
    if not (text.startswith("{") and text.endswith("}")):
        return False
    depth = 0
    for index, char in enumerate(text):
        depth += (char == "{") - (char == "}")
        if depth == 0 and index < len(text) - 1:
            return False
    return True


def _split(separator: re.Pattern[str], text: str) -> list[str]:
    """Split a text at a separator that stands outside braces."""
    parts: list[str] = []
    start = done = depth = 0
    for match in separator.finditer(text):
        piece = text[done : match.start()]
        depth += piece.count("{") - piece.count("}")
        done = match.start()
        if depth == 0:
            parts.append(text[start : match.start()])
            start = match.end()
    return [*parts, text[start:]]
