"""Generated paragraphs: scripts, digits and signs, brackets, phrases, isolates, notes, formulas."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from warraq.model.attributes import Attributes, Direction
from warraq.model.blocks import Paragraph
from warraq.model.inlines import (
    Code,
    Emphasis,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Math,
    Note,
    Quoted,
    Span,
    Strong,
    Superscript,
    Text,
    Underline,
)
from warraq.model.walk import iterate


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


ARABIC = _words(
    "كتاب منهج دراسة تحول عربي نسبة قيمة رقم بحث حرب دور تنظيم جيش سورية موصل أُسُسٍ لا "
    "الأمن والإرهاب إلى في مؤتمر مُدَرِّسٌ الاستراتيجيــة فسيكفيكهم"
)
PERSIAN = _words("می\u200cشود کتاب‌خانه پژوهش گفت‌وگو چگونه ژرف دربارهٔ خانه‌ی")
URDU = _words("تحقیق ہے میں کے لیے یونیورسٹی ڈاکٹر پڑھیں گئے ۔")
HEBREW = _words("שלום ספר מחקר מלחמה שָׁלוֹם ה־ספר")
LATIN = _words(
    "climate Change policy review Journal of Science data World Bank naïve élan I. e\u0301tude"
)
NUMBERS = _words(
    "2014 98% 25.5 1,200 12/05/2014 2014-2015 2014–2018 +1-202-555 $50 ٢٠١٤ ٩٨٪ ٣٫٥ ٣-٥ "
    "۱۲۳ #5 -3 1:2 §4 3° ٪٩٨ %98 −5 +3 ١٩٩٠–١٩٩٥ 1990–1995 2018/6/24 ٢٤/٦/٢٠١٨ +962-6-5679 "
    "00962 €30 £5 ½ 10² ٣×٤ 3×4=12 ±0.5 5−3 ١٬٢٠٠ 1.2.3 ٤٫١٫ No.5 25٪ ۱۳۹۸/۴/۳"
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
    "…",
    "...",
    "Don\u00adau\u00addampf\u00adschiff\u00adfahrts\u00adgesell\u00adschaft",
    "\u0301x",
    "\u064eب",
    "😀",
    "ﷺ",
    "﴿قل هو الله أحد﴾",
    "‹شيء›",
    "\u202bA ب\u202c",
    "\u202aب A\u202c",
    "\u2066ب A\u2069",
    "\u2067A، ب\u2069",
    "١\u200f–\u200f٥",
    "ABC-123",
    "ه\u200d",
    "ق.م",
    "1959م",
    "5ـ",
    "أ)",
    "(أ)",
    "ص\u00a093",
    "الـ\u00a0DNA",
)
MARKS = (",", ".", ":", "،", "؛", "/", "-", '"', "؟", "...", "!", ")", "(", "»", "…", "–", "’", "۔")
BRACKETS = ("()", "[]", "«»", "“”", "<>", "{}", "‹›", "﴿﴾", "⟨⟩", "‘’", "„“")
_PHRASES = (Emphasis, Strong, Underline, Quoted, Superscript)
_FOREIGN = ("en", "ar", "fr", "he", "fa", "ur", "ru")


@dataclass(frozen=True, slots=True)
class Mixture:
    """The languages of paragraphs with their weights, and what there is in them.

    ``atoms`` are pictures, formulas and line breaks.
    """

    languages: tuple[tuple[str, float], ...] = (("ar", 0.75), ("en", 0.25))
    atoms: bool = True
    soft_hyphens: bool = True


ARABIC_FIRST = Mixture()
FOUR_LANGUAGES = Mixture(
    languages=(("ar", 0.4), ("fa", 0.2), ("ur", 0.15), ("he", 0.15), ("en", 0.1))
)


def paragraph(
    random: Random, number: int, *, notes: bool = True, mixture: Mixture = ARABIC_FIRST
) -> Paragraph:
    """Return one paragraph in one of the mixture's languages."""
    languages, weights = zip(*mixture.languages, strict=True)
    lang = random.choices(languages, weights)[0]
    maker = _Maker(random, number, lang, mixture)
    attributes = Attributes(lang=lang)
    return Paragraph(
        children=maker.inlines(3, random.randint(4, 11), notes=notes), attributes=attributes
    )


def inlines(random: Random, lang: str, tokens: int, mixture: Mixture) -> Inlines:
    """Return inlines for a place whose language is given, without notes."""
    return _Maker(random, 0, lang, mixture).inlines(2, tokens, notes=False)


def note(random: Random, number: int) -> Note:
    """Return a note; its text is a paragraph in Arabic or English."""
    return _Maker(random, number, "ar", Mixture(atoms=False)).note(0)


_OWN_WORDS = {"fa": PERSIAN, "ur": URDU, "he": HEBREW}


@dataclass(slots=True)
class _Maker:
    """Makes the inlines of one paragraph."""

    random: Random
    number: int
    lang: str
    mixture: Mixture

    def inlines(self, depth: int, tokens: int, *, notes: bool) -> Inlines:
        random = self.random
        result: list[Inline] = []
        while tokens > 0:
            taken = random.randint(1, 4)
            tokens -= taken
            words = " ".join(self.token() for _ in range(taken))
            chance = random.random()
            if depth and chance < 0.4:
                result.append(self.wrapped(self.inlines(depth - 1, taken + 1, notes=notes)))
            elif notes and chance < 0.46:
                result.append(self.note(len(result)))
            elif self.mixture.atoms and chance < 0.48:
                result.append(self.atom())
            else:
                result.append(Text(words))
            glue = random.random()
            if glue < 0.75:
                result.append(Text(" "))
            elif glue < 0.8:
                result.append(Text(random.choice(MARKS) + " "))
        return tuple(result)

    def token(self) -> str:
        random = self.random
        chance = random.random()
        if chance < 0.42:
            token = random.choice(_OWN_WORDS.get(self.lang, ARABIC))
        elif chance < 0.46:
            token = random.choice(HEBREW + PERSIAN + URDU)
        elif chance < 0.7:
            token = " ".join(random.choice(LATIN) for _ in range(random.randint(1, 3)))
        elif chance < 0.84:
            token = random.choice(NUMBERS)
        elif chance < 0.92:
            opening, closing = random.choice(BRACKETS)
            words = " ".join(
                random.choice(ARABIC + LATIN + NUMBERS) for _ in range(random.randint(1, 3))
            )
            token = f"{opening}{words}{closing}"
        else:
            token = random.choice(ODDITIES)
        if not self.mixture.soft_hyphens:
            token = token.replace("\u00ad", "")
        return token + (random.choice(MARKS) if random.random() < 0.2 else "")

    def wrapped(self, inner: Inlines) -> Inline:
        """Return a phrase, an isolate, a link or code around inlines; rarely around none."""
        random = self.random
        chance = random.random()
        if chance < 0.03:
            inner = ()
        elif chance < 0.45:
            return random.choice(_PHRASES)(children=inner)
        if chance < 0.6 and not any(isinstance(node, Note) for node in iterate(inner)):
            return Link(target="https://example.org/", children=inner)
        if chance < 0.65:
            texts = tuple(node for node in inner if isinstance(node, Text))
            return Code(children=texts or (Text("x"),))
        if chance < 0.85:
            return Span(children=inner, attributes=Attributes(lang=random.choice(_FOREIGN)))
        return Span(children=inner, attributes=Attributes(dir=random.choice(tuple(Direction))))

    def atom(self) -> Inline:
        random = self.random
        chance = random.random()
        if chance < 0.4:
            return Math(tex=random.choice(("x+1", r"\frac{a}{b}", "E=mc^2")))
        if chance < 0.8:
            return Image(source=PICTURE, alternative="")
        return LineBreak()

    def note(self, index: int) -> Note:
        random = self.random
        number = self.number * 100 + index
        maker = _Maker(
            random, number, random.choice(("ar", "en")), replace(self.mixture, atoms=False)
        )
        words = maker.inlines(1, random.randint(3, 10), notes=False)
        block = Paragraph(children=words, attributes=Attributes(lang=maker.lang))
        return Note(
            children=(block,),
            ordinal=number,
            mark=str(number),
            attributes=Attributes(id=f"fn-{number}-{random.randrange(10**9)}"),
        )


PICTURE = "dot.png"
