"""Notes with a label: their texts are gathered first and built where they are called."""

from __future__ import annotations

from markdown_it.token import Token

from warraq.diagnostics import Hint, Location, nearest
from warraq.model.blocks import Blocks
from warraq.model.inlines import Inlines, Note, Text
from warraq.read.passage import Passage
from warraq.read.reading import NoteDefinition, Reading


def take_definitions(
    tokens: list[Token], passage: Passage, reading: Reading, original: str = ""
) -> list[Token]:
    """Move the texts of notes out of the tokens into the reading; return the other tokens."""
    if not any(token.type == "footnote_reference_open" for token in tokens):
        return tokens
    rest: list[Token] = []
    opened: list[NoteDefinition] = []
    for token in tokens:
        if token.type == "footnote_reference_open":
            place = passage.line_location(token.map[0] if token.map else 0)
            opened.append(NoteDefinition(token.meta["label"], [], passage, place, original))
        elif token.type == "footnote_reference_close":
            _define(opened.pop(), reading)
        else:
            (opened[-1].tokens if opened else rest).append(token)
    return rest


def _define(note: NoteDefinition, reading: Reading) -> None:
    first = reading.notes.get(note.label)
    if first is None:
        reading.notes[note.label] = note
        if not note.tokens:
            reading.report.error("S044", f"the note [^{note.label}] has no text", note.location)
        return
    reading.report.error(
        "S042",
        f"the note [^{note.label}] is defined twice",
        note.location,
        Hint("it was defined first here", first.location),
    )


def called_note(label: str, location: Location, reading: Reading) -> Inlines:
    """Return the note that ``[^label]`` calls; a call that cannot be met stays as text."""
    literal = (Text(f"[^{label}]", location=location),)
    definition = reading.notes.get(label)
    if definition is None:
        near = nearest(label, reading.notes)
        reading.report.error(
            "S040",
            f"the note [^{label}] has no text",
            location,
            f"did you mean [^{near}]?" if near else f"write its text on a line [^{label}]: …",
        )
        return literal
    definition.calls += 1
    if reading.within_note:
        reading.report.error(
            "S043", "a note within a note", location, "write its text in parentheses"
        )
        return literal
    return (Note(children=_built(definition, reading), location=location),)


def _built(definition: NoteDefinition, reading: Reading) -> Blocks:
    from warraq.read.blocks import BlockBuilder

    reading.within_note = True
    builder = BlockBuilder(definition.tokens, definition.passage, reading, definition.original)
    blocks = builder.build()
    reading.within_note = False
    return blocks


def warn_uncalled(reading: Reading) -> None:
    """Warn of each note whose text nobody would see."""
    for note in reading.notes.values():
        if not note.calls:
            reading.report.warning(
                "S041",
                f"the note [^{note.label}] is never called; its text is left out",
                note.location,
                f"write [^{note.label}] where the note belongs",
            )
