"""Formulas: LaTeX through MathML to Word's own mathematics (OMML, ECMA-376 part 1, 22.1)."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from warraq.export.docx.fields import bookmark
from warraq.export.docx.markup import Element, add, is_a, made_writable
from warraq.export.docx.omml import UnsupportedError, append_math
from warraq.export.docx.paragraphs import Layout, Tab, new_paragraph, write_numbered
from warraq.export.docx.runs import PLAIN, RunFormat, add_run, add_text
from warraq.export.docx.story import Draft, Place, Story
from warraq.model.attributes import Direction
from warraq.model.blocks import MathBlock
from warraq.model.inlines import Math

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element as MathElement

_COMMAND = re.compile(r"\\[A-Za-z]")


def write_formula(draft: Draft, parent: Element, node: Math) -> None:
    """Append a formula within a line."""
    _append(draft, parent, node, display=False)


def write_display(story: Story, parent: Element, node: MathBlock, place: Place) -> None:
    """Append a displayed formula; a numbered one stands between tabs, its number at the end."""
    draft, direction = story.draft, node.computed.dir
    if node.number is None:
        layout = Layout(start=place.indent, hanging=0, justification="center")
        paragraph = new_paragraph(draft, parent, "body", direction, layout)
        with bookmark(paragraph, draft, node.attributes.id):
            _append(draft, paragraph, node, display=True)
        return
    end = place.indent + place.room
    tabs = (Tab("center", place.indent + place.room // 2), Tab("right", end))
    layout = Layout(start=place.indent, hanging=0, justification="left", tabs=tabs)
    paragraph = new_paragraph(draft, parent, "body", direction, layout)
    rtl = direction is Direction.RTL
    add(add_run(paragraph, draft, PLAIN, rtl=rtl), "tab")
    _append(draft, paragraph, node, display=False)
    add(add_run(paragraph, draft, PLAIN, rtl=rtl), "tab")
    write_numbered(
        story, paragraph, node.number, (), node.computed, place, node.attributes.id, counts=True
    )


def _append(draft: Draft, parent: Element, node: Math | MathBlock, *, display: bool) -> None:
    """Append a formula as OMML; one that cannot be converted is reported and shown as code."""
    try:
        formula = _mathml(node.tex, "block" if display else "inline")
        target = add(parent, "m:oMathPara") if display else parent
        append_math(target, formula)
    except UnsupportedError as error:
        if display and len(parent) and is_a(parent[-1], "m:oMathPara"):
            parent.remove(parent[-1])
        draft.context.report.warning(
            "E220",
            f"the formula cannot be written as Word's mathematics: {error}",
            node.location,
            "its LaTeX source is shown instead",
        )
        add_text(parent, draft, node.tex, RunFormat(roles=("code-inline",)), rtl=False)


def _mathml(tex: str, display: str) -> MathElement:
    """Return a formula as MathML. Raises UnsupportedError when the LaTeX is faulty or unknown."""
    from latex2mathml.converter import convert_to_element

    try:
        root: MathElement = convert_to_element(made_writable(tex), display=display)
    except Exception as error:
        reason = str(error).strip() or type(error).__name__
        raise UnsupportedError(reason[:200]) from error
    for part in root.iter():
        # The library writes its operators as references such as «&#x0002B;».
        part.text = unescape(part.text) if part.text else part.text
    unknown = next((text for text in root.itertext() if _COMMAND.match(text)), None)
    if unknown:
        raise UnsupportedError(f"the command {unknown} is unknown")
    return root
