"""Slips of the hand in a BibTeX entry that have one meaning: read so, and reported."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from warraq.bib import entry_head

_NAME = re.compile(r"[^\s\"#%'(),={};،؛]+")
_SPACE = re.compile(r"\s*")
_COMMENT = re.compile(r"%[^\n]*")
# A backslash before them makes no difference to BibTeX.
_BRACE = re.compile(r"[{}]")
_QUOTE = re.compile(r"[{}\"]")
# What a closing quotation mark is followed by: the end of the value, or a field without a comma.
_AFTER_QUOTE = re.compile(r"\s*(?:[,#})]|$|%|[^\W\d_][\w-]*\s*=)")
_NEXT_FIELD = re.compile(r"(?:,\s*|[ \t]*(?=\n)\s*)(?=[^\W\d_][\w-]*[ \t]*=[ \t]*[{\"\d])")
_MORE_FIELDS = re.compile(r"[})][\s,}]*,(?=\s*[^\W\d_][\w-]*\s*=\s*[{\"\d])")
_CLOSING = re.compile(r"[\s)}]+")
_CURLY = {"“": "”", "”": "“", "„": "“", "«": "»", "‘": "’", "'": "'"}
_BARE = re.compile(r"[^\s,{}()\"#%=]+(?:[ \t]+[^\s,{}()\"#%=]+)*?(?=\s*[,})\n]|$)")
_PLAIN_BARE = re.compile(r"[0-9]+|[^\W\d][^\s\"#%'(),={}]*")
_WRONG_COMMAS = ("،", "؛", ";")
_MOST_UNCLOSED = 20
"""Each unclosed brace costs a search to the end of the entry."""
# An entry without a slip, as programs write it: most are, and this is faster than a walk.
_SOUND = re.compile(
    r"@\w++\{([^\s,{}=\"%]++,)"
    r"(?:\s*+[^\W\d_][\w:.-]*+\s*+=\s*+"
    r"(?:\{(?:[^{}\\]++|\{(?:[^{}\\]++|\{[^{}\\]*+\})*+\})*+\}|[0-9]++|[A-Za-z]++)"
    r"\s*+(?:,|(?=\})))*+\s*+\}\s*+"
)
_OPENING = re.compile(r"@\s*\w+\s*[{(]")


@dataclass(frozen=True, slots=True)
class Slip:
    """What was mended: where in the entry's text, and in what field.

    ``code`` is that of the diagnostic; ``is_error`` where what was meant can only be guessed.
    """

    message: str
    offset: int
    code: str = "C023"
    hint: str = ""
    is_error: bool = False


@dataclass(slots=True)
class Mended:
    """An entry's text without its key, as pybtex can read it.

    ``inserted`` holds the offsets, in that text, of the characters that were put in.
    """

    text: str
    inserted: list[int] = field(default_factory=list)
    slips: list[Slip] = field(default_factory=list)


def mend(text: str) -> Mended:
    """Return an entry's text with its slips mended; what is past mending stays as it is."""
    sound = _SOUND.fullmatch(text)
    if sound is not None:
        start, end = sound.span(1)
        return Mended(f"{text[:start]}{' ' * (end - start)}{text[end:]}")
    opening = _OPENING.match(text)
    if opening is None:
        return Mended(text)
    head = entry_head.read(text, opening.end())
    walker = _Walker(text, head.end, is_round=opening[0].endswith("("))
    walker.replace(opening.end(), head.end, " ")
    if head.lacks_comma:
        walker.slip("a comma is missing after the key", head.end, "C005")
    walker.walk()
    return walker.result()


@dataclass(slots=True)
class _Walker:
    """Walks over the fields of one entry and notes the characters to change or to put in.

    ``changes`` are triples of a start, an end and the text that takes the place between them.
    """

    text: str
    at: int
    is_round: bool
    changes: list[tuple[int, int, str]] = field(default_factory=list)
    slips: list[Slip] = field(default_factory=list)
    name: str = ""
    last: tuple[int, int, int] | tuple[()] = ()
    has_comma: bool = True
    unclosed_count: int = 0

    def result(self) -> Mended:
        pieces: list[str] = []
        inserted: list[int] = []
        done = length = 0
        for start, end, new in self.changes:
            pieces.extend((self.text[done:start], new))
            length += start - done
            if start == end:
                inserted.append(length)
            length += len(new)
            done = end
        return Mended("".join((*pieces, self.text[done:])), inserted, self.slips)

    def slip(self, message: str, offset: int, code: str = "C023", hint: str = "") -> None:
        self.slips.append(Slip(message, offset, code, hint))

    def insert(self, offset: int, char: str) -> None:
        self.changes.append((offset, offset, char))

    def replace(self, start: int, end: int, char: str) -> None:
        """Put one character in the place of each of some, so that no offset changes."""
        if end > start:
            self.changes.append((start, end, char * (end - start)))

    def skip(self) -> str:
        """Pass over spaces and comments; return the character that follows."""
        while True:
            space = _SPACE.match(self.text, self.at)
            self.at = space.end() if space else self.at
            comment = _COMMENT.match(self.text, self.at)
            if comment is None:
                return self.text[self.at : self.at + 1]
            self.slip(
                "a comment stands between the fields",
                self.at,
                hint="% begins a comment for some programs only: delete the line",
            )
            self.replace(self.at, comment.end(), " ")
            self.at = comment.end()

    def walk(self) -> None:
        """Walk to the end of the entry, or to what cannot be mended."""
        while True:
            char = self.skip()
            if char in _WRONG_COMMAS and not self.has_comma:
                self.wrong_comma(char)
            elif char in (",", *_WRONG_COMMAS):
                self.slip("a comma too many stands here", self.at)
                self.replace(self.at, self.at + 1, " ")
                self.at += 1
            elif not char:
                if not self.unclosed():
                    return self.close()
                self.at += self.text[self.at] == ","
            elif char in "})":
                if not self.goes_on():
                    return self.end(char)
            elif not self.field():
                return None

    def close(self) -> None:
        """Put in the brace that is missing at the end of an entry."""
        end = len(self.text.rstrip())
        self.slip("the brace that closes the entry is missing", max(end - 1, 0))
        self.insert(len(self.text), ")" if self.is_round else "}")
        self.at = len(self.text)

    def end(self, char: str) -> None:
        """Give an entry that ends with another bracket than it began with the right one."""
        right = ")" if self.is_round else "}"
        closing = _CLOSING.match(self.text, self.at)
        if closing is not None and right not in closing[0]:
            self.slip(f"the entry ends with {char} in place of {right}", self.at)
            self.replace(self.at, self.at + 1, right)

    def wrong_comma(self, char: str) -> None:
        """Put a comma in the place of a mark that parts no fields."""
        self.slip(f"the mark {char} stands in place of a comma", self.at, hint="write ,")
        self.replace(self.at, self.at + 1, ",")
        self.at, self.has_comma = self.at + 1, True

    def goes_on(self) -> bool:
        """Whether fields follow the brace that closes the entry, which is one too many then."""
        following = _MORE_FIELDS.match(self.text, self.at)
        if following is None:
            return False
        self.slip("a closing brace too many stands here", self.at)
        # The last comma stays where none stands before the brace.
        end = following.end() - (not self.has_comma)
        self.replace(self.at, end, " ")
        self.at, self.has_comma = following.end(), True
        return True

    def field(self) -> bool:
        """Walk over a field and the comma after it; False when that cannot be done."""
        name = _NAME.match(self.text, self.at)
        if name is None:
            return False
        self.name, self.at = name[0].rstrip(":"), name.end()
        char = self.skip()
        if self.name != name[0] and char != "=":
            self.slip(f"a colon stands in place of the equals sign after {self.name}", name.start())
            self.replace(name.start() + len(self.name), name.end() - 1, " ")
            self.replace(name.end() - 1, name.end(), "=")
            return self.valued(name.start())
        if char == "=":
            self.at += 1
        elif char in ('"', "{", "“", "«"):
            self.slip(f"the equals sign after {self.name} is missing", name.start())
            self.insert(self.at, "=")
        else:
            return False
        return self.valued(name.start())

    def valued(self, start: int) -> bool:
        """Walk over the value of a field that begins at an offset, and the comma after it."""
        if not self.value(start):
            return False
        end, changes = self.at, len(self.changes)
        char = self.skip()
        self.has_comma = char == ","
        if self.has_comma:
            self.at += 1
        elif char and char not in _WRONG_COMMAS and _NAME.match(self.text, self.at):
            self.slip("a comma is missing between two fields", end - 1, "C005")
            self.changes.insert(changes, (end, end, ","))
        return True

    def value(self, start: int) -> bool:
        """Walk over a value, whose parts are joined by ``#``."""
        while self.part(self.skip(), start):
            end = self.at
            if self.skip() != "#":
                self.at = end
                return True
            self.at += 1
        return False

    def part(self, char: str, start: int) -> bool:
        if char == "{":
            return self.braced(start)
        if char == '"':
            return self.quoted()
        if char in _CURLY:
            return self.curly(char)
        return self.bare()

    def braced(self, start: int) -> bool:
        depth, self.last = 0, (start, self.at, len(self.text))
        for match in _BRACE.finditer(self.text, self.at):
            depth += (match[0] == "{") - (match[0] == "}")
            if depth == 0:
                self.last = (start, self.at, match.end())
                self.at = match.end()
                return True
        return self.unclosed()

    def unclosed(self) -> bool:
        """Close the last value where the next field begins; an error, since that is a guess."""
        if not self.last or self.unclosed_count >= _MOST_UNCLOSED:
            return False
        self.unclosed_count += 1
        start, opening, limit = self.last
        end = _NEXT_FIELD.search(self.text, opening, limit)
        if end is None:
            return False
        message = f"a brace of the field {self.name} is not closed"
        hint = "put a } at the end of the field"
        self.slips.append(Slip(message, start, "C004", hint, is_error=True))
        # What follows is walked over once more.
        self.changes = [change for change in self.changes if change[0] < end.start()]
        self.slips = [slip for slip in self.slips if slip.offset < end.start()]
        value = _BRACE.findall(self.text, opening, end.start())
        for _ in range(value.count("{") - value.count("}")):
            self.insert(end.start(), "}")
        self.at, self.last = end.start(), ()
        return True

    def quoted(self) -> bool:
        """Walk over a value in quotation marks; braces take their place if there are more inside.

        BibTeX ends a value at the first quotation mark outside braces.
        """
        opening, depth, inner = self.at, 0, 0
        for match in _QUOTE.finditer(self.text, opening + 1):
            depth += (match[0] == "{") - (match[0] == "}")
            if depth < 0:
                return False
            if match[0] == '"' and depth == 0:
                if _AFTER_QUOTE.match(self.text, match.end()):
                    self.at = match.end()
                    if inner:
                        self.in_braces(opening, match.start(), inner)
                    return True
                inner = inner or match.start()
        return False

    def in_braces(self, opening: int, closing: int, inner: int) -> None:
        hint = f"put the value in braces: {self.name} = {{…}}"
        self.slip("a quotation mark stands within a value in quotation marks", inner, hint=hint)
        self.replace(opening, opening + 1, "{")
        self.replace(closing, closing + 1, "}")

    def curly(self, char: str) -> bool:
        """Walk over a value in typographic quotation marks, which no program reads."""
        opening = self.at
        for match in re.finditer(re.escape(_CURLY[char]), self.text[opening + 1 :]):
            end = opening + 1 + match.end()
            if _AFTER_QUOTE.match(self.text, end):
                if re.search(r"[{}]", self.text[opening:end]):
                    return False
                hint = f"write {self.name} = {{…}}"
                self.slip(f"the marks {char}…{_CURLY[char]} hold no value", opening, hint=hint)
                self.replace(opening, opening + 1, "{")
                self.replace(end - 1, end, "}")
                self.at = end
                return True
        return False

    def bare(self) -> bool:
        """Walk over a number or the name of a string; other bare text gets its braces."""
        bare = _BARE.match(self.text, self.at)
        if bare is None:
            plain = _PLAIN_BARE.match(self.text, self.at)
            self.at = plain.end() if plain else self.at
            return plain is not None
        if not _PLAIN_BARE.fullmatch(bare[0]):
            hint = f"write {self.name} = {{{bare[0]}}}"
            self.slip(f"the value of {self.name} is not in braces", self.at, hint=hint)
            self.insert(self.at, "{")
            self.insert(bare.end(), "}")
        self.at = bare.end()
        return True
