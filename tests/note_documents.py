"""Documents full of notes, of every kind of block and of notes of every length, from a seed."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from warraq.model.attributes import Attributes
from warraq.model.blocks import (
    Admonition,
    Block,
    Blocks,
    Cell,
    CodeBlock,
    Column,
    DefinitionItem,
    DefinitionList,
    Figure,
    List,
    ListItem,
    Paragraph,
    Quote,
    Row,
    Section,
    Table,
    Verse,
    VerseLine,
)
from warraq.model.document import Document, ResolvedDocument
from warraq.model.inlines import Emphasis, Inline, Inlines, Link, Note, NoteKind, Span, Text
from warraq.model.metadata import Metadata, NoteNumbering
from warraq.resolve import direction, numbering
from warraq.resolve.context import Context

ARABIC = str.split(
    "وقد بنيت استراتيجية التحالف الدولي على عدة أسس أهمها دعم العمليات العسكرية وبناء القدرات "
    "والتدريب ووقف تدفق المقاتلين وقطع مصادر التمويل ومواجهة الدعاية في العراق وسورية"
)
LATIN = str.split("the coalition pursued several lines of effort in Iraq and Syria after 2014")
LENGTHS = (1, 1, 4, 9, 9, 15, 25, 25, 40, 70, 120, 250)
"""Words of a note, as often as each stands here; a few notes have 600 or 3,000."""
PICTURE = "picture.png"


def resolved(
    blocks: Blocks, *, lang: str = "ar", by: NoteNumbering = NoteNumbering.PAGE, front: Blocks = ()
) -> ResolvedDocument:
    """Return a document with its notes numbered and its directions resolved."""
    metadata = Metadata(lang=lang, note_numbering=by)
    numbered = numbering.run(Document(metadata=metadata, front=front, blocks=blocks), Context())
    done = direction.run(numbered, Context())
    return ResolvedDocument(
        **{item.name: getattr(done, item.name) for item in dataclasses.fields(done)}
    )


@dataclass
class Author:
    """Writes a document from a seed. ``notes`` is the share of phrases that have a note."""

    random: Random
    lang: str = "ar"
    notes: float = 0.4
    longest: int = 250
    words: int = 0
    depth: int = 0

    def prose(self, count: int, *, notes: bool = True) -> Inlines:
        """Return so many words, some of them emphasised, linked or of the other language."""
        result: list[Inline] = []
        while count > 0:
            length = min(count, self.random.randint(3, 12))
            count -= length
            result += [self.phrase(length), Text(" ")]
            if notes and self.random.random() < self.notes * length / 20:
                result.insert(-1, self.note())
        return tuple(result[:-1])

    def phrase(self, length: int) -> Inline:
        """Return words in a row, each with a number of its own now and then."""
        kind = self.random.random()
        foreign = kind < 0.12
        latin = foreign is (self.lang == "ar")
        pool = LATIN if latin else ARABIC
        start = self.random.randrange(len(pool))
        words = [pool[(start + index) % len(pool)] for index in range(length)]
        self.words += 1
        words.append(f"w{self.words}" if latin else f"ك{self.words}")
        text = Text(" ".join(words) + self.random.choice(["", "", "،", ".", "؟", "»"]))
        if foreign:
            other = "en" if self.lang == "ar" else "ar"
            return Span(children=(text,), attributes=Attributes(lang=other))
        if kind < 0.2:
            return Emphasis(children=(text,))
        if kind < 0.25:
            address = f"https://example.org/archive/{self.words}"
            return Link(target=address, children=(Text(address),))
        return text

    def note(self) -> Note:
        """Return a note of any length, with blocks of any kind in it now and then."""
        length = self.random.choice([size for size in LENGTHS if size <= self.longest])
        if self.longest >= 600 and self.random.random() < 0.01:
            length = 600
        return self.note_of(length, blocks=self.random.random() < 0.12)

    def note_of(self, length: int, *, blocks: bool = False) -> Note:
        """Return a note of so many words, with further blocks or without."""
        self.depth += 1
        inner = self.depth == 1 and self.random.random() < 0.1
        children: list[Block] = [Paragraph(self.prose(length, notes=inner))]
        if blocks:
            kinds = (self.items, self.quote, self.code, self.verse, self.table, self.paragraph)
            children += [self.random.choice(kinds)() for _ in range(self.random.randint(1, 3))]
        self.depth -= 1
        return Note(children=tuple(children))

    def paragraph(self) -> Block:
        """Return a paragraph."""
        return Paragraph(self.prose(self.random.randint(10, 150), notes=not self.depth))

    def items(self) -> Block:
        """Return a list, some of whose items have a list in them."""
        notes = not self.depth
        items = []
        for _ in range(self.random.randint(2, 6)):
            children: list[Block] = [Paragraph(self.prose(self.random.randint(3, 40), notes=notes))]
            if self.random.random() < 0.2:
                inner = Paragraph(self.prose(8, notes=notes))
                children.append(List(items=(ListItem((inner,)), ListItem((inner,)))))
            items.append(ListItem(tuple(children)))
        return List(items=tuple(items), ordered=self.random.random() < 0.5)

    def definitions(self) -> Block:
        """Return a list of terms and definitions."""
        items = [
            DefinitionItem(self.prose(3), ((Paragraph(self.prose(self.random.randint(5, 30))),),))
            for _ in range(self.random.randint(2, 4))
        ]
        return DefinitionList(tuple(items))

    def quote(self) -> Block:
        """Return a quotation."""
        notes = not self.depth
        return Quote((Paragraph(self.prose(self.random.randint(20, 90), notes=notes)),))

    def verse(self) -> Block:
        """Return a poem."""
        notes = not self.depth
        lines = [
            VerseLine((self.prose(4, notes=notes), self.prose(4, notes=notes)))
            for _ in range(self.random.randint(2, 6))
        ]
        return Verse(tuple(lines))

    def code(self) -> Block:
        """Return lines of code."""
        lines = [f"value_{number} = {number}" for number in range(self.random.randint(2, 9))]
        return CodeBlock("\n".join(lines))

    def table(self) -> Block:
        """Return a table with head and caption, perhaps over several pages."""
        notes = not self.depth
        head = Row(
            tuple(Cell((Paragraph(self.prose(2, notes=notes)),), header=True) for _ in range(3))
        )
        rows = [
            Row(tuple(Cell((Paragraph(self.prose(self.random.randint(1, 15), notes=notes)),))
                      for _ in range(3)))
            for _ in range(self.random.choice([2, 4] if self.depth else [2, 4, 8, 30]))
        ]  # fmt: skip
        caption = self.prose(5, notes=notes) if notes else ()
        return Table(columns=(Column(),) * 3, caption=caption, head=(head,), body=tuple(rows))

    def figure(self) -> Block:
        """Return a figure with a caption."""
        return Figure(PICTURE, self.prose(8), "picture", "40%")

    def admonition(self) -> Block:
        """Return a boxed remark."""
        return Admonition("note", (Paragraph(self.prose(self.random.randint(10, 80))),))

    def section(self, count: int, level: int = 1) -> Section:
        """Return a section with a heading and so many blocks."""
        kinds: list[Callable[[], Block]] = [self.paragraph] * 8
        kinds += [self.items, self.definitions, self.quote, self.verse, self.table, self.figure]
        kinds += [self.admonition]
        children: list[Block] = [self.random.choice(kinds)() for _ in range(count)]
        if level == 1:
            children.append(self.section(count // 2, 2))
        return Section(level, self.prose(5), tuple(children))


def generated(
    seed: int,
    sections: int = 2,
    *,
    lang: str = "ar",
    by: NoteNumbering = NoteNumbering.PAGE,
    longest: int = 250,
    notes: float = 0.4,
) -> ResolvedDocument:
    """Return a document from a seed, with an author's note in its front matter."""
    author = Author(Random(seed), lang, notes=notes, longest=longest)
    star = Note(children=(Paragraph(author.prose(20, notes=False)),), kind=NoteKind.AUTHOR)
    front = (Paragraph((Text("الاسم"), star), role="author"),)
    blocks: list[Block] = [author.section(author.random.randint(3, 9)) for _ in range(sections)]
    if longest >= 3000:
        blocks.insert(1, Paragraph((*author.prose(30), author.note_of(3000), *author.prose(200))))
    return resolved(tuple(blocks), lang=lang, by=by, front=front)
