"""Pages as CSS: sheet, margins, running heads, page numbers, and the area of the notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from warraq.model.attributes import Direction
from warraq.model.metadata import Digits
from warraq.style.css_roles import Sheet, text_declarations
from warraq.style.css_syntax import Declarations, length, number, rule, string
from warraq.style.tokens import Columns, ColumnsStart, Mark, PageMarks, Role, Start

_COUNTER_STYLES = {
    Digits.WESTERN: "decimal",
    Digits.ARABIC_INDIC: "arabic-indic",
    Digits.EXTENDED_ARABIC_INDIC: "persian",
}
TURNED = "turned"
"""The class of what stands sideways, and the name of the pages that hold it."""
SLUG = 8.0
"""Room for the marks of the printer beyond the bleed, mm."""
_OPENING = "opening"
"""The name of pages on which a section of the first level, or a list of contents, begins."""
COLUMNS = "columns"
"""The name of the pages of text in columns."""
_RULE_GAP = 3.0
"""Between a running head and the rule below it, pt."""
_MM_PER_POINT = 25.4 / 72
_TITLES = frozenset({Mark.SECTION, Mark.TITLE, Mark.SHORT_TITLE})
_PLACES = ("start", "center", "end")
_AREAS = {"header": "top", "footer": "bottom"}


def counter_style(digits: Digits) -> str:
    """Return the name of the CSS counter style for a set of digits."""
    return _COUNTER_STYLES[digits]


def page_rules(
    sheet: Sheet, digits: Digits, start_page: int, running: Mapping[Mark, str]
) -> Iterator[str]:
    """Yield the rules of ``@page`` and what belongs to them."""
    theme = sheet.theme
    page, marks = theme.page, theme.running
    boxes = _Boxes(sheet, digits, running)
    yield _at_page("", _sheet_declarations(sheet), [_footnote_area(sheet), *boxes.of(marks.recto)])
    if page.mirrored:
        recto, verso = ("left", "right") if sheet.dir is Direction.RTL else ("right", "left")
        yield _at_page(f":{recto}", _mirrored(sheet, recto), boxes.of(marks.recto))
        yield _at_page(f":{verso}", _mirrored(sheet, verso), boxes.of(marks.verso))
    yield from _turned_pages(sheet)
    first = boxes.of(marks.first) if marks.first_page_different else []
    yield _at_page(":first", {"counter-reset": f"page {start_page}"}, first)
    if theme.section_start is not Start.AUTO:
        yield _at_page(f" {_OPENING}", {}, boxes.empty_heads())
    yield _at_page(":blank", {}, boxes.of(PageMarks()))
    yield from _section_names(running)
    yield from _section_start(theme.section_start)
    yield from _columns(theme.columns)


def _section_names(running: Mapping[Mark, str]) -> Iterator[str]:
    """Name the section for the heads; pages before the first one bear the short title.

    It is the front matter that names it: what a part of ``body`` sets holds from there on, but
    ``body`` itself would set it anew on each page.

    The name is an attribute: the text of a heading would bring its note calls with it.
    """
    title = running.get(Mark.SHORT_TITLE, "")
    if title:
        yield rule("body > header", {"string-set": f"section {string(title)}"})
    yield rule(".contents-heading", {"string-set": "section attr(data-running)"})
    yield rule(".heading-1", {"string-set": "section attr(data-running)"})


def _at_page(selector: str, declarations: Declarations, inner: list[str]) -> str:
    lines = [f"  {name}: {value};" for name, value in declarations.items()]
    lines += [f"  {item}" for item in inner]
    return "\n".join([f"@page{selector} {{", *lines, "}"])


def _sheet_declarations(sheet: Sheet) -> Declarations:
    page = sheet.theme.page
    inside, outside = length(page.margin_inside, "mm"), length(page.margin_outside, "mm")
    right, left = (inside, outside) if sheet.dir is Direction.RTL else (outside, inside)
    top, bottom = length(page.margin_top, "mm"), length(page.margin_bottom, "mm")
    result = {
        "size": f"{length(page.width, 'mm')} {length(page.height, 'mm')}",
        "margin": f"{top} {right} {bottom} {left}",
        "direction": sheet.dir.value,
    }
    if page.bleed or page.crop_marks:
        # The marks are drawn by the exporter, outside the bleed.
        result["bleed"] = length(page.bleed + (SLUG if page.crop_marks else 0), "mm")
    return result


def _turned_pages(sheet: Sheet) -> Iterator[str]:
    """Yield the sheet on its side, for what is turned later.

    The margins are those of the upright page, seen by who turned it: the top of the content looks
    to where lines begin. WeasyPrint 70 breaks a page where a name begins, but not where it ends.
    """
    page = sheet.theme.page
    yield rule(f"body .{TURNED}", {"page": TURNED, "break-after": "page"})
    headings = ", ".join(f"h{level}:has(+ .{TURNED})" for level in range(1, 7))
    yield rule(headings, {"page": TURNED})
    sides = ("left", "right") if page.mirrored else ("",)
    for side in sides:
        upright = {"top": page.margin_top, "bottom": page.margin_bottom}
        inner = side == "left" if side else sheet.dir is Direction.RTL
        inside, outside = page.margin_inside, page.margin_outside
        upright["right"], upright["left"] = (inside, outside) if inner else (outside, inside)
        order = ("right", "bottom", "left", "top")
        if sheet.dir is not Direction.RTL:
            order = ("left", "top", "right", "bottom")
        margins = " ".join(length(upright[name], "mm") for name in order)
        size = f"{length(page.height, 'mm')} {length(page.width, 'mm')}"
        selector = f" {TURNED}" + (f":{side}" if side else "")
        yield _at_page(selector, {"size": size, "margin": margins}, [])


def _mirrored(sheet: Sheet, side: str) -> Declarations:
    """The binding lies between a left and a right page, whatever the direction of the text."""
    page = sheet.theme.page
    inner, outer = ("right", "left") if side == "left" else ("left", "right")
    return {
        f"margin-{inner}": length(page.margin_inside, "mm"),
        f"margin-{outer}": length(page.margin_outside, "mm"),
    }


def _footnote_area(sheet: Sheet) -> str:
    """The rule above the notes starts at the start edge: a gradient that never gets to its end.

    A border would span the measure, and WeasyPrint gives the area no generated content; a
    gradient from a colour to itself it paints over the whole area. The second size, which no
    second picture claims, is for pages that begin with the rest of a note.
    """
    notes, color = sheet.theme.notes, sheet.theme.colors.rule or "currentColor"
    result = {
        "margin-top": length(notes.space_above, "pt"),
        "padding-top": length(notes.space_below_rule, "pt"),
    }
    if notes.rule_length and notes.rule_width:
        edge = "right" if sheet.dir is Direction.RTL else "left"
        width = length(notes.rule_width, "pt")
        size = f"{length(notes.rule_length, 'mm')} {width}"
        continued = f"100% {width}" if notes.continued_rule_full else size
        result["background-image"] = f"linear-gradient({color} 100%, transparent 100%)"
        result["background-position"] = f"top {edge}"
        result["background-repeat"] = "no-repeat"
        result["background-size"] = f"{size}, {continued}"
    return rule("@footnote", result)


def _section_start(start: Start) -> Iterator[str]:
    match start:
        case Start.AUTO:
            return
        case Start.PAGE | Start.RECTO:
            # No head stands over the heading that opens a page. WeasyPrint 70 begins a page where
            # a name begins, which is wanted here, but not where it ends: the text goes on below.
            yield rule(".heading-1, .contents-heading", {"page": _OPENING})
            yield rule("section > .heading-1", {"break-before": start.value})
            yield rule(".contents", {"break-before": start.value})
            yield rule(".contents + .contents", {"break-before": "page"})


def _columns(columns: Columns) -> Iterator[str]:
    """Name the pages of text in columns; the exporter renames those of what stands across.

    The halves of a line of verse, side by side on a page, stand one below the other in a column.
    """
    if columns.count == 1:
        return
    yield rule("body", {"page": COLUMNS})
    if columns.start is ColumnsStart.PAGE:
        yield rule("body > header", {"break-after": "page"})
    yield rule(".verse-line", {"display": "block"})
    half = {"display": "block", "text-align": "start", "text-align-last": "start"}
    yield rule(".hemistich", {**half, "padding-inline-end": "2em"})
    second = {"text-align": "end", "text-align-last": "end"}
    yield rule(".hemistich + .hemistich", {**second, "padding-inline": "2em 0"})


class _Boxes:
    """Makes the margin boxes for what a theme wants at the head and the foot."""

    def __init__(self, sheet: Sheet, digits: Digits, running: Mapping[Mark, str]) -> None:
        self.sheet = sheet
        self.digits = digits
        self.running = running

    def of(self, marks: PageMarks) -> list[str]:
        """Return all six boxes; an empty one hides what a less special page would print."""
        heads = (marks.header_start, marks.header_center, marks.header_end)
        foots = (marks.footer_start, marks.footer_center, marks.footer_end)
        width = self.sheet.theme.running.rule_width
        ruled = width > 0 and any(self._content(mark) != "none" for mark in heads)
        boxes = [
            self._box("header", place, mark, self._ruled_width(place, heads) if ruled else "")
            for place, mark in zip(_PLACES, heads, strict=True)
        ]
        boxes += [
            self._box("footer", place, mark, "") for place, mark in zip(_PLACES, foots, strict=True)
        ]
        return boxes

    def empty_heads(self) -> list[str]:
        """Return the boxes of the head, all without content."""
        return [self._box("header", place, Mark.NONE, "") for place in _PLACES]

    def _ruled_width(self, place: str, heads: tuple[Mark, ...]) -> str:
        """Return the share of a box in a ruled head, whose boxes must meet; "" for none."""
        if self._content(heads[1]) != "none":
            return "33.333%"
        return "" if place == "center" else "50%"

    def _box(self, area: str, place: str, mark: Mark, ruled_width: str) -> str:
        content = self._content(mark)
        if content == "none" and ruled_width:
            content = '""'  # a box without content would leave a gap in the rule
        declarations = {"content": content}
        if content != "none":
            role = self.sheet.theme.roles[area]
            declarations |= text_declarations(self.sheet, role, self.sheet.dir)
            declarations |= {"line-height": number(role.line_height), "text-align": place}
            declarations["white-space"] = "nowrap"
            if mark not in _TITLES:
                declarations["flex-shrink"] = "0"  # the exporter shortens a title rather
            if area == "header":
                declarations |= self._head(role, ruled_width)
            else:
                declarations |= self._foot()
        return rule(f"@{_AREAS[area]}-{self._side(place)}", declarations)

    def _side(self, place: str) -> str:
        if place == "center":
            return place
        rtl = self.sheet.dir is Direction.RTL
        return "right" if (place == "start") is rtl else "left"

    def _content(self, mark: Mark) -> str:
        match mark:
            case Mark.NONE:
                return "none"
            case Mark.PAGE:
                return f"counter(page, {counter_style(self.digits)})"
            case Mark.SECTION:
                return "string(section)"
            case _:
                text = self.running.get(mark, "")
                return string(text) if text else "none"

    def _head(self, role: Role, ruled_width: str) -> Declarations:
        """Set the head's top at ``header_distance`` from the edge, as Word measures it."""
        page = self.sheet.theme.page
        gap = _RULE_GAP if ruled_width else 0
        height = (role.size(self.sheet.dir) or 10) * role.line_height + gap
        below = page.margin_top - page.header_distance - height * _MM_PER_POINT
        result = {"vertical-align": "bottom", "margin-bottom": length(max(below, 0), "mm")}
        if ruled_width:
            color = self.sheet.theme.colors.rule or "currentColor"
            width = length(self.sheet.theme.running.rule_width, "pt")
            result["width"] = ruled_width
            result["padding-bottom"] = length(gap, "pt")
            result["border-bottom"] = f"{width} solid {color}"
        return result

    def _foot(self) -> Declarations:
        """Set the foot's bottom at ``footer_distance`` from the edge."""
        distance = self.sheet.theme.page.footer_distance
        return {"vertical-align": "bottom", "padding-bottom": length(distance, "mm")}
