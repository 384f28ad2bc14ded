"""Pages for notes that run on: at the text's end, or before a page that the text begins anew.

WeasyPrint takes such a page for a blank one, without running head and page number, and when it
makes single pages again, it forgets what they had to continue. Here they are ordinary pages, and
what each page continues is kept with the layout.
"""

from __future__ import annotations

from typing import Any

from weasyprint.layout import page

from warraq.export.pdf.areas import MOST_CROWDING

_original_remake = page.remake_page
_original_block = page.block_level_layout
_ON = {"break": "any", "page": None}


def install(context_class: type[Any]) -> None:
    """Have layouts of this class so; all others stay as WeasyPrint makes them."""

    def remake_page(index: int, context: Any, root_box: Any, html: Any) -> Any:
        if not isinstance(context, context_class):
            return _original_remake(index, context, root_box, html)
        return _remade(index, context, root_box, html)

    def block_level_layout(context: Any, box: Any, *arguments: Any, **more: Any) -> Any:
        result = _original_block(context, box, *arguments, **more)
        if isinstance(context, context_class) and box.is_for_root_element and result[0]:
            context.finish_notes(result[0])
        return result

    if page.remake_page is _original_remake:
        page.remake_page = remake_page
        page.block_level_layout = block_level_layout


def _remade(index: int, context: Any, root_box: Any, html: Any) -> Any:
    """Make a page; the text rests on it where notes have to end first."""
    maker = context.page_maker
    resume_at, next_page, *others = maker[index]
    text_end = {len(root_box.children): None}
    rests = context.continued(index) and (resume_at == text_end or next_page["break"] != "any")
    before = maker[index + 1] if index + 1 < len(maker) else None
    continued = context.continued(index + 1)
    if rests:
        maker[index] = (text_end, dict(_ON, page=next_page["page"]), *others)
    made, following = _made_with_room(index, context, root_box, html)
    _, next_of_made, side, state, remake = maker[index + 1]
    if rests:
        maker[index] = (resume_at, next_page, *others)
        following, next_of_made = resume_at, next_page
    runs_on = bool(context.continued(index + 1))
    if following is None or following == text_end:
        following = text_end if runs_on else None
    _set_next(maker, index + 1, (following, next_of_made, side, state, remake), before)
    if context.continued(index + 1) != continued and following is not None:
        maker[index + 1][-1]["content_changed"] = True
    return made, following


def _made_with_room(index: int, context: Any, root_box: Any, html: Any) -> Any:
    """Make a page; where its text has no room beside the notes, make it again with fewer of them.

    What is continued from the page before takes most of a page, and a picture or a row of a table
    may be higher than what it leaves.
    """
    broken = context.broken_out_of_flow.copy()
    for context.crowding in range(MOST_CROWDING + 1):
        result = _original_remake(index, context, root_box, html)
        last = MOST_CROWDING if context.continued(index) else 1
        if not context.is_crowded or context.crowding == last:
            break
        context.take_back_notes()
        context.broken_out_of_flow = broken.copy()
        context.page_maker[index][-1].update(_remake_state())
    return result


def _remake_state() -> dict[str, Any]:
    return {"content_changed": False, "pages_wanted": False, "anchors": [], "content_lookups": []}


def _set_next(maker: list[Any], index: int, item: tuple[Any, ...], before: Any) -> None:
    """Say how the next page begins; one that begins as ever is not made again."""
    if before is not None and before[:-1] == item[:-1]:
        maker[index] = before
        return
    maker[index] = (*item[:-1], _remake_state() | {"content_changed": item[0] is not None})
