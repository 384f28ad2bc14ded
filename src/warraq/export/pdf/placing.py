"""Notes put in their place in the structure, levels of headings, and heads of table cells."""

from __future__ import annotations

from collections.abc import Iterator

from warraq.export.pdf.roles import GROUPS
from warraq.export.pdf.tree import Gathered, Node


def place_notes(gathered: Gathered) -> None:
    """Put each note after the block in which it is called.

    Within the sentence it would be read out there and then; at the page's end, where it is printed,
    nobody would know what it belongs to. A note that is called in a table or a list follows it.
    """
    followers: dict[Node, Node] = {}
    waiting = dict(gathered.notes)

    def put(note: Node) -> None:
        waiting.pop(note.element, None)
        call = gathered.calls.get(note.element)
        block = _block(call) if call is not None else None
        while block is not None and block.parent is None:
            # The call stands in another note.
            if block.element not in waiting:
                block = None
                break
            put(block)
            block = _block(call) if call is not None else None
        if block is None or block.parent is None:
            gathered.root.add(note)
            return
        parent = block.parent
        while block in followers:
            block = followers[block]
        followers[block] = note
        parent.add(note, parent.kids.index(block) + 1)

    for note in gathered.notes.values():
        if note.element in waiting:
            put(note)


def _block(call: Node) -> Node:
    """Return the block of a group that a call stands in; a note that has no place yet is one."""
    node = call
    while node.parent is not None and node.parent.role not in GROUPS:
        node = node.parent
    return node


def number_headings(root: Node) -> None:
    """Give the headings their levels, none skipped (ISO 14289-1, 7.4.2)."""
    before = 0
    for node in root.nodes():
        if node.role == "H":
            before = min(int(node.element.tag[1:]), before + 1)
            node.role = f"H{before}"


def table_headers(table: Node) -> dict[Node, list[Node]]:
    """Return for each cell the head cells that it belongs to, first those of its row.

    Only for a table with spans: elsewhere the scope of the head cells says as much.
    """
    rows = list(_rows(table))
    cells = [(row, column, cell) for row, line in enumerate(_grid(rows)) for column, cell in line]
    if all(span(cell, "colspan") == span(cell, "rowspan") == 1 for _, _, cell in cells):
        return {}
    found: dict[Node, list[Node]] = {}
    for row, column, cell in cells:
        if cell.role == "TD":
            found[cell] = [
                head
                for scope in ("row", "col")
                for at, place, head in cells
                if head.role == "TH"
                and head.element.get("scope") == scope
                and (_meet(at, head, row, cell, "rowspan") if scope == "row" else at < row)
                and (scope == "row" or _meet(place, head, column, cell, "colspan"))
            ]
    return found


def _meet(start: int, head: Node, other: int, cell: Node, name: str) -> bool:
    return start < other + span(cell, name) and other < start + span(head, name)


def span(cell: Node, name: str) -> int:
    """Return how many columns or rows a cell spans (``colspan`` or ``rowspan``)."""
    return int(cell.element.get(name) or 1)


def _rows(node: Node) -> Iterator[Node]:
    for kid in node.kids:
        if isinstance(kid, Node):
            if kid.role == "TR":
                yield kid
            elif kid.role in ("THead", "TBody", "TFoot"):
                yield from _rows(kid)


def _grid(rows: list[Node]) -> Iterator[list[tuple[int, Node]]]:
    """Yield the cells of each row with their columns, past those that reach down into it."""
    taken: dict[int, int] = {}
    for row in rows:
        column, line = 0, []
        below = {place: left - 1 for place, left in taken.items() if left > 1}
        for cell in row.kids:
            if not isinstance(cell, Node):
                continue
            while taken.get(column, 0) > 0:
                column += 1
            line.append((column, cell))
            for _ in range(span(cell, "colspan")):
                below[column] = span(cell, "rowspan") - 1
                column += 1
        taken = {place: left for place, left in below.items() if left > 0}
        yield line
