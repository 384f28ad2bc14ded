"""Generated paragraphs: both scripts, digits, brackets, addresses, phrases, isolates, notes."""

from __future__ import annotations

from random import Random

from warraq.model.attributes import Attributes, Direction
from warraq.model.blocks import Paragraph
from warraq.model.inlines import (
    Code,
    Emphasis,
    Inline,
    Inlines,
    Link,
    Note,
    Quoted,
    Span,
    Strong,
    Superscript,
    Text,
    Underline,
)


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


ARABIC = _words(
    "كتاب منهج دراسة تحول عربي نسبة قيمة رقم بحث حرب دور تنظيم جيش سورية موصل أُسُسٍ لا "
    "الأمن والإرهاب إلى في مؤتمر"
)
HEBREW = _words("שלום ספר מחקר מלחמה")
LATIN = _words("climate Change policy review Journal of Science data World Bank naïve élan I.")
NUMBERS = _words(
    "2014 98% 25.5 1,200 12/05/2014 2014-2015 2014–2018 +1-202-555 $50 ٢٠١٤ ٩٨٪ ٣٫٥ ٣-٥ "
    "۱۲۳ #5 -3 1:2 §4 3°"
)
ODDITIES = (
    "https://ex.org/a-b?c=1",
    "https://doi.org/10.1000/xyz(2014)00123-7/a/very/long/address.html",
    "a@b.org",
    "DOI: 10.1/x-2",
    "C++",
    "[12]",
    "ISBN 978-3-16-148410-0",
    "pp. 12–15",
    "ص ص. 50-51",
    "(ط 2، 2017)",
    "\u200f-\u200e",
    "x=y+1",
    "a\u200dب",
)
MARKS = (",", ".", ":", "،", "؛", "/", "-", '"', "؟", "...", "!", ")", "(", "»")
_PHRASES = (Emphasis, Strong, Underline, Quoted, Superscript)


def paragraph(random: Random, number: int, *, notes: bool = True) -> Paragraph:
    """Return one paragraph; three in four are Arabic, the others English."""
    lang = "ar" if random.random() < 0.75 else "en"
    attributes = Attributes(lang=lang)
    return Paragraph(
        children=_inlines(random, 3, random.randint(4, 11), number, notes), attributes=attributes
    )


def _inlines(random: Random, depth: int, tokens: int, number: int, notes: bool) -> Inlines:
    result: list[Inline] = []
    while tokens > 0:
        taken = random.randint(1, 4)
        tokens -= taken
        words = " ".join(_token(random) for _ in range(taken))
        chance = random.random()
        if depth and chance < 0.4:
            inner = _inlines(random, depth - 1, taken + 1, number, notes=False)
            result.append(_wrapped(random, inner))
        elif notes and chance < 0.46:
            result.append(_note(random, number * 100 + len(result)))
        else:
            result.append(Text(words))
        glue = random.random()
        if glue < 0.75:
            result.append(Text(" "))
        elif glue < 0.8:
            result.append(Text(random.choice(MARKS) + " "))
    return tuple(result)


def _token(random: Random) -> str:
    chance = random.random()
    if chance < 0.42:
        token = random.choice(ARABIC)
    elif chance < 0.46:
        token = random.choice(HEBREW)
    elif chance < 0.7:
        token = " ".join(random.choice(LATIN) for _ in range(random.randint(1, 3)))
    elif chance < 0.84:
        token = random.choice(NUMBERS)
    elif chance < 0.92:
        opening, closing = random.choice(("()", "[]", "«»", "“”", "<>", "{}"))
        words = " ".join(
            random.choice(ARABIC + LATIN + NUMBERS) for _ in range(random.randint(1, 3))
        )
        token = f"{opening}{words}{closing}"
    else:
        token = random.choice(ODDITIES)
    return token + (random.choice(MARKS) if random.random() < 0.2 else "")


def _wrapped(random: Random, inner: Inlines) -> Inline:
    """Return a phrase, an isolate, a link or code around inlines."""
    chance = random.random()
    if chance < 0.45:
        return random.choice(_PHRASES)(children=inner)
    if chance < 0.6:
        return Link(target="https://example.org/", children=inner)
    if chance < 0.65:
        texts = tuple(node for node in inner if isinstance(node, Text))
        return Code(children=texts or (Text("x"),))
    if chance < 0.85:
        return Span(children=inner, attributes=Attributes(lang=random.choice(("en", "ar", "fr"))))
    return Span(children=inner, attributes=Attributes(dir=random.choice(tuple(Direction))))


def _note(random: Random, number: int) -> Note:
    lang = random.choice(("ar", "en"))
    words = _inlines(random, 1, random.randint(3, 10), number, notes=False)
    block = Paragraph(children=words, attributes=Attributes(lang=lang))
    return Note(
        children=(block,),
        ordinal=number,
        mark=str(number),
        attributes=Attributes(id=f"fn-{number}"),
    )
