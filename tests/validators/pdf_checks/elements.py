"""Elements of the structure: roles, languages, headings, lists, tables, pictures, contents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from pikepdf import Dictionary, Name

from tests.validators.pdf_checks import accessible, rule, tagged
from tests.validators.pdf_checks.reading import Element, File

_BOTH = frozenset(
    {
        *("Document", "Part", "Sect", "Div", "NonStruct", "P", "H", "Lbl", "Span", "Link", "Annot"),
        *("H1", "H2", "H3", "H4", "H5", "H6", "Form", "Ruby", "RB", "RT", "RP"),
        *("Warichu", "WT", "WP", "L", "LI", "LBody", "Table", "TR", "TH", "TD"),
        *("THead", "TBody", "TFoot", "Caption", "Figure", "Formula"),
    }
)
_OLD = {
    *("Art", "BlockQuote", "TOC", "TOCI", "Index", "Private", "Quote", "Note", "Reference"),
    *("BibEntry", "Code"),
}
_NEW = {"DocumentFragment", "Aside", "Title", "FENote", "Sub", "Em", "Strong", "Artifact"}
ROLES_1_7, ROLES_2_0 = _BOTH | _OLD, _BOTH | _NEW
NAMESPACE_1_7, NAMESPACE_2_0 = "http://iso.org/pdf/ssn", "http://iso.org/pdf2/ssn"
_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_NUMBERINGS = {"Decimal", "UpperRoman", "LowerRoman", "UpperAlpha", "LowerAlpha"}
_HEADING = re.compile("H[1-9][0-9]*")


def _is(file: File, role: str) -> Iterator[Element]:
    return (element for element in file.tree if element.role == role)


@rule("02-001", tagged)
def roles_are_standard(file: File) -> Iterator[str]:
    """Each role is of the standard or mapped to one of it, in its namespace."""
    new = file.version >= "2.0"
    for element in file.tree:
        space = element.object.get("/NS", Dictionary()).get("/NS")
        known = ROLES_2_0 if new and str(space) == NAMESPACE_2_0 else ROLES_1_7
        if element.role not in known:
            yield f"{element.own} is no role of {space or 'PDF 1.7'}"


@rule("02-003", tagged)
def roles_are_not_mapped_in_circles(file: File) -> Iterator[str]:
    """No chain of the role map leads back to its start."""
    roles = file.root.StructTreeRoot.get("/RoleMap", Dictionary())
    for start in roles:
        seen, role = [start], roles[start]
        while str(role) in roles and str(role) not in seen:
            seen.append(str(role))
            role = roles[str(role)]
        if str(role) in seen:
            yield f"{start} is mapped in a circle"


@rule("02-004", tagged)
def no_standard_role_is_mapped(file: File) -> Iterator[str]:
    """No standard role is given another meaning."""
    for role in file.root.StructTreeRoot.get("/RoleMap", Dictionary()):
        if role[1:] in ROLES_1_7:
            yield f"the standard role {role} is mapped"


@rule("14289-2 8.2.2", lambda file: accessible(file) and file.claims.part == 2)
def one_document_in_the_new_namespace(file: File) -> Iterator[str]:
    """The structure's root holds one Document of PDF 2.0."""
    tops = [element for element in file.tree if element.parent is None]
    if [element.role for element in tops] != ["Document"]:
        yield "the root holds other elements than one Document"
    for element in tops:
        if str(element.object.get("/NS", Dictionary()).get("/NS")) != NAMESPACE_2_0:
            yield "the Document is not of PDF 2.0"


# --- languages ------------------------------------------------------------------------------


@rule("11-006", tagged)
def the_document_has_a_language(file: File) -> Iterator[str]:
    """The catalogue states a language."""
    if not str(file.root.get("/Lang", "")):
        yield "the document has no language"


@rule("11-001", tagged)
def languages_are_tags(file: File) -> Iterator[str]:
    """Each language is a tag of BCP 47."""
    stated = [element.object.Lang for element in file.tree if "/Lang" in element.object]
    for lang in [file.root.get("/Lang", "ar"), *stated]:
        if not _TAG.fullmatch(str(lang)):
            yield f"{str(lang)!r} is no language"


@rule("11-002", tagged)
def scripts_agree_with_languages(file: File) -> Iterator[str]:
    """A long text in Latin script is not in Arabic, Persian or Hebrew; nor the reverse."""
    for element in file.tree:
        text = file.text(element)
        latin = len(re.findall("[A-Za-z]", text))
        other = len(re.findall("[\u0590-\u06ff]", text))
        if latin + other < 60 or element.within("Link") or element.role in ("Link", "Code"):
            continue
        leftwards = _language(file, element) in ("ar", "fa", "ur", "he")
        if leftwards != (other > latin):
            yield f"{text[:60]!r} is said to be {_language(file, element)}"


def _language(file: File, element: Element | None) -> str:
    while element is not None:
        if "/Lang" in element.object:
            return str(element.object.Lang)[:2]
        element = element.parent
    return str(file.root.get("/Lang", ""))[:2]


# --- headings -------------------------------------------------------------------------------


def headings(file: File) -> list[Element]:
    """Return the headings in order."""
    return [element for element in file.tree if _HEADING.fullmatch(element.role)]


@rule("14-002", tagged)
def the_first_heading_is_of_the_first_level(file: File) -> Iterator[str]:
    """The first heading is H1."""
    first = next(iter(headings(file)), None)
    if first is not None and first.role != "H1":
        yield f"the first heading is {first.role}"


@rule("14-003", tagged)
def no_level_is_skipped(file: File) -> Iterator[str]:
    """A heading is at most one level below the one before it."""
    levels = [int(element.role[1:]) for element in headings(file)]
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"H{after} follows H{before}"


@rule("14-007", tagged)
def headings_are_of_one_kind(file: File) -> Iterator[str]:
    """Not both H and H1."""
    if any(_is(file, "H")) and headings(file):
        yield "there are both H and H1"


# --- lists and contents ---------------------------------------------------------------------


def _wrong_kids(element: Element, *allowed: str) -> Iterator[str]:
    for kid in element.kids:
        if kid.role not in allowed:
            yield f"{element.role} holds {kid.role}"
    if element.contents:
        yield f"{element.role} holds text of its own"


@rule("09-005", tagged)
def lists_hold_items(file: File) -> Iterator[str]:
    """A list holds items, an item a label and a body, and they stand nowhere else."""
    for element in file.tree:
        if element.role == "L":
            yield from _wrong_kids(element, "L", "LI", "Caption")
            if not element.kids:
                yield "a list has no item"
        elif element.role == "LI":
            yield from _wrong_kids(element, "Lbl", "LBody")
            if element.parent is None or element.parent.role != "L":
                yield "an item is in no list"
        elif element.role == "LBody" and (element.parent is None or element.parent.role != "LI"):
            yield "a body is in no item"


@rule("16-001", tagged)
def labels_are_announced(file: File) -> Iterator[str]:
    """A list with labels that count says how; one with none says none."""
    for element in _is(file, "L"):
        labels = [kid for item in element.kids for kid in item.kids if kid.role == "Lbl"]
        counted = any(re.search(r"[\w]", "".join(map(file.text, kid.walk()))) for kid in labels)
        stated = str(element.attribute("List", "ListNumbering") or "/None")[1:]
        if counted and stated not in _NUMBERINGS | {"Ordered", "Description"}:
            terms = all(kid.kids or len(file.text(kid)) > 8 for kid in labels)
            if not (terms and stated == "None"):
                yield f"a numbered list says {stated}"
        if not labels and stated != "None":
            yield f"a list without labels says {stated}"


@rule("09-006", tagged)
def contents_hold_entries(file: File) -> Iterator[str]:
    """A list of contents holds entries, each of them a reference with a link."""
    for element in file.tree:
        if element.role == "TOC":
            yield from _wrong_kids(element, "TOC", "TOCI", "Caption")
        elif element.role == "TOCI":
            yield from _wrong_kids(element, "Reference", "Lbl", "P", "TOC", "NonStruct", "Link")
            if element.parent is None or element.parent.role != "TOC":
                yield "an entry is in no list of contents"
            if not any(kid.role == "Link" for kid in element.walk()):
                yield "an entry of contents leads nowhere"


# --- tables ---------------------------------------------------------------------------------


@rule("09-004", tagged)
def tables_hold_rows(file: File) -> Iterator[str]:
    """A table holds rows or groups of rows, a row holds cells, and they stand nowhere else."""
    for element in file.tree:
        above = element.parent.role if element.parent else ""
        if element.role == "Table":
            yield from _wrong_kids(element, "TR", "THead", "TBody", "TFoot", "Caption")
            captions = [index for index, kid in enumerate(element.kids) if kid.role == "Caption"]
            if captions not in ([], [0], [len(element.kids) - 1]):
                yield "the caption is neither first nor last"
        elif element.role in ("THead", "TBody", "TFoot"):
            yield from _wrong_kids(element, "TR")
        elif element.role == "TR":
            yield from _wrong_kids(element, "TH", "TD")
            if above not in ("Table", "THead", "TBody", "TFoot"):
                yield "a row is in no table"
        elif element.role in ("TH", "TD") and above != "TR":
            yield "a cell is in no row"


def _rows(table: Element) -> list[list[Element]]:
    return [element.kids for element in table.walk() if element.role == "TR"]


def _span(cell: Element, key: str) -> int:
    return int(cell.attribute("Table", key) or 1)


@rule("15-005", tagged)
def rows_are_of_one_width(file: File) -> Iterator[str]:
    """All rows of a table have as many columns, spans counted."""
    for table in _is(file, "Table"):
        reaching: list[int] = []
        widths = []
        for row in _rows(table):
            width = len(reaching) + sum(_span(cell, "ColSpan") for cell in row)
            widths.append(width)
            reaching = [left - 1 for left in reaching if left > 1]
            reaching += [
                _span(cell, "RowSpan") - 1
                for cell in row
                for _ in range(_span(cell, "ColSpan"))
                if _span(cell, "RowSpan") > 1
            ]
        if len(set(widths)) > 1:
            yield f"the rows have {sorted(set(widths))} columns"
        if reaching:
            yield "a cell spans more rows than there are"


@rule("15-003", tagged)
def head_cells_say_what_they_head(file: File) -> Iterator[str]:
    """A head cell has a scope."""
    for cell in _is(file, "TH"):
        if str(cell.attribute("Table", "Scope")) not in ("/Row", "/Column", "/Both"):
            yield f"the head cell {file.text(cell)!r} has no scope"


@rule("15-004", tagged)
def cells_of_a_table_with_spans_name_their_heads(file: File) -> Iterator[str]:
    """Where cells span others, each names its head cells, and these are in the table."""
    for table in _is(file, "Table"):
        cells = [cell for row in _rows(table) for cell in row]
        heads = {str(cell.object.get("/ID", "")) for cell in cells if cell.role == "TH"}
        spans = any(_span(cell, key) > 1 for cell in cells for key in ("ColSpan", "RowSpan"))
        for cell in cells:
            named = cell.attribute("Table", "Headers")
            if spans and cell.role == "TD" and heads and named is None:
                yield "a cell does not name its heads"
            for name in named or ():
                if str(name) not in heads:
                    yield f"a cell names {str(name)!r}, which is no head of its table"


# --- pictures -------------------------------------------------------------------------------


@rule("13-004", tagged)
def pictures_have_alternatives(file: File) -> Iterator[str]:
    """A picture has a text in its place."""
    for element in _is(file, "Figure"):
        if not str(element.object.get("/Alt", element.object.get("/ActualText", ""))):
            yield "a picture has no alternative"


@rule("17-002", tagged)
def formulas_have_alternatives(file: File) -> Iterator[str]:
    """A formula has a text in its place."""
    for element in _is(file, "Formula"):
        if not str(element.object.get("/Alt", element.object.get("/ActualText", ""))):
            yield "a formula has no alternative"


@rule("32000-2 14.8.5.4.3", tagged)
def pictures_say_where_they_are(file: File) -> Iterator[str]:
    """The box of a picture lies on its page."""
    for element in file.tree:
        if element.role not in ("Figure", "Formula") or not element.contents:
            continue
        box = element.attribute("Layout", "BBox")
        sheet = [float(value) for value in file.pdf.pages[element.contents[0][0]].MediaBox]
        if box is None:
            yield "a picture has no box"
            continue
        left, bottom, right, top = (float(value) for value in box)
        if not (
            sheet[0] - 1 <= left < right <= sheet[2] + 1
            and sheet[1] - 1 <= bottom < top <= sheet[3] + 1
        ):
            yield f"the box {[left, bottom, right, top]} is not on the page"


@rule("32000-2 14.8.4", tagged)
def nothing_is_empty(file: File) -> Iterator[str]:
    """An element holds something; only cells and bodies of items may be empty."""
    for element in file.tree:
        hollow = not (element.kids or element.contents or element.references)
        if hollow and element.role not in ("TD", "TH", "LBody", "Lbl"):
            yield f"{element.own} is empty"


@rule("32000-2 14.8.4.4", tagged)
def lines_hold_no_blocks(file: File) -> Iterator[str]:
    """What stands within a line holds no paragraph, table or list."""
    inline = ("Link", "Reference", "Span", "Em", "Strong", "Code")
    for element in file.tree:
        if element.role in ("P", "L", "Table", "Sect", "Div", "BlockQuote") and any(
            element.within(role) for role in inline
        ):
            yield f"{element.role} stands within a line"
        if element.role == "Link" and element.within("Link"):
            yield "a link stands within another"


@rule("32000-2 14.8.5.4.2", tagged)
def the_direction_is_stated(file: File) -> Iterator[str]:
    """The whole text says where its lines begin; the viewer's direction agrees with it."""
    top = next(iter(file.tree), None)
    mode = top.attribute("Layout", "WritingMode") if top else None
    if mode not in ("/RlTb", "/LrTb"):
        yield "the document has no direction"
    viewer = file.root.get("/ViewerPreferences", Dictionary()).get("/Direction", Name.L2R)
    if (mode == "/RlTb") != (viewer == Name.R2L):
        yield f"the structure says {mode}, the viewer {viewer}"
