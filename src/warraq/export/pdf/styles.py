"""Computed styles shared between elements that look alike.

WeasyPrint 70 shares a style between elements that match the same rules, but an identifier or a
language makes an element, and all that it holds, unlike any other; pseudo-elements and the boxes of
a page's margins get a style of their own each time. A document of ours then computed some ten
thousand styles where two hundred differ: a tenth of a layout, and what else hangs on the style
(used values, metrics of the font) could not be remembered.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextvars import ContextVar
from functools import cached_property
from typing import Any

import tinycss2  # type: ignore[import-untyped]
from weasyprint import css
from weasyprint.css import AnonymousStyle, ComputedStyle, Style, StyleFor

_is_ours: ContextVar[bool] = ContextVar("is_ours", default=False)
_original_attributes = css.find_style_attributes
_original_style_for = css.StyleFor

_INLINE_STYLE = (1, 0, 0)
_HINT = (0, 0, 0)
"""Specificities as WeasyPrint gives them to an attribute ``style`` and to other attributes."""


class SharedStyle(ComputedStyle):  # type: ignore[misc]
    """The style of elements that look alike, with what was reckoned from it."""

    memory: dict[Any, Any]
    """What other corrections remember of the style: used values, metrics, objects of Pango."""

    def __init__(self, *arguments: Any) -> None:
        """Begin with nothing remembered."""
        super().__init__(*arguments)
        self.memory = {}

    @cached_property
    def anonymous_style(self) -> AnonymousStyle:
        """The style of anonymous boxes within the element."""
        return SharedAnonymousStyle(self)

    def copy(self) -> VariedStyle:
        """Return a style that may be changed."""
        return VariedStyle(self)


class SharedAnonymousStyle(AnonymousStyle):  # type: ignore[misc]
    """The style of anonymous boxes, with what was reckoned from it."""

    memory: dict[Any, Any]

    def __init__(self, parent_style: Any) -> None:
        """Begin with nothing remembered."""
        super().__init__(parent_style)
        self.memory = {}

    def copy(self) -> SharedAnonymousStyle:
        """Return a style that may be changed, which remembers nothing."""
        result = SharedAnonymousStyle(self.parent_style)
        result.update(self)
        return result


class VariedStyle(Style):  # type: ignore[misc]
    """A shared style but for what is set on it: the anchor of an element, or a correction."""

    def __init__(self, shared: SharedStyle) -> None:
        """Begin as the shared style is."""
        self.shared = shared
        self.own_memory: dict[Any, Any] | None = None
        self.own_anonymous: SharedAnonymousStyle | None = None

    def __missing__(self, key: str) -> Any:
        """Take what was not set from the shared style, and keep it."""
        value = self.shared[key]
        super().__setitem__(key, value)
        return value

    def __setitem__(self, key: str, value: Any) -> None:
        """Set a property; what was remembered of the shared style may hold no longer."""
        super().__setitem__(key, value)
        if key not in _WITHOUT_EFFECT:
            self.own_memory = {}
            self.own_anonymous = SharedAnonymousStyle(self)

    def __getattr__(self, name: str) -> Any:
        """Take all that a style knows besides its properties from the shared one."""
        return getattr(self.shared, name)

    @property
    def memory(self) -> dict[Any, Any]:
        """What other corrections remember of the style."""
        return self.shared.memory if self.own_memory is None else self.own_memory

    @property
    def anonymous_style(self) -> AnonymousStyle:
        """The style of anonymous boxes within the element."""
        return self.own_anonymous or self.shared.anonymous_style

    def copy(self) -> VariedStyle:
        """Return another style that may be changed."""
        result = VariedStyle(self.shared)
        result.update(self)
        if self.own_memory is not None:
            result.own_memory, result.own_anonymous = {}, SharedAnonymousStyle(result)
        return result


_WITHOUT_EFFECT = frozenset({"anchor", "float", "footnote_policy"})
"""Properties that neither boxes within inherit nor the used values of lengths depend on."""


class SharedStyleFor(StyleFor):  # type: ignore[misc]
    """The styles of a document of ours."""

    def __init__(
        self, html: Any, sheets: Any, hints: bool, font_config: Any, target_collector: Any
    ) -> None:
        """Compute the styles of all elements; then give those with an identifier their anchor."""
        self._shared: dict[Any, SharedStyle] = {}
        token = _is_ours.set(True)
        try:
            super().__init__(html, sheets, hints, font_config, target_collector)
        finally:
            _is_ours.reset(token)
        styles = self._computed_styles
        for element in html.etree_element.iter():
            anchor = element.get("id")
            if anchor:
                style = styles[element, None] = styles[element, None].copy()
                style["anchor"] = anchor
                target_collector.collect_anchor(anchor)

    def set_computed_styles(
        self,
        element: Any,
        parent: Any,
        root: Any = None,
        pseudo_type: str | None = None,
        base_url: Any = None,
        target_collector: Any = None,
    ) -> None:
        """Set the style of an element, a pseudo-element, a page or a box of its margins.

        Two that inherit from the same style and match the same declarations share theirs.
        """
        del target_collector  # anchors are collected when all styles are there
        styles = self._computed_styles
        is_root = element is root and pseudo_type is None
        parent_style = None if is_root else styles[parent, None]
        cascaded = self._cascaded_styles.get((element, pseudo_type), {})
        if isinstance(parent_style, VariedStyle):
            parent_style = parent_style.shared
        declared = [
            (name, id(value), origin, layer, tuple(specificity))
            for name, (value, (origin, layer, specificity)) in cascaded.items()
        ]
        key = (id(parent_style), pseudo_type, tuple(declared))
        style = self._shared.get(key)
        if style is None:
            root_style = css.InitialStyle(self.font_config) if is_root else styles[root, None]
            style = self._shared[key] = SharedStyle(
                parent_style,
                cascaded,
                pseudo_type,
                root_style,
                base_url,
                self.font_config,
                self.initial_page_sizes,
            )
        styles[element, pseudo_type] = style

    def add_page_declarations(self, page_type: Any) -> None:
        """Find what is declared for a page; what was for earlier ones is no longer wanted.

        WeasyPrint keeps it and looks through all of it for each page.
        """
        self._cascaded_styles.clear()
        super().add_page_declarations(page_type)


def install(source_class: type) -> None:
    """Have the styles of documents of this class shared; all others stay as WeasyPrint makes them.

    The class is that of the document, ``weasyprint.HTML`` or one of its kind.
    """

    def style_for(html: Any, *arguments: Any) -> StyleFor:
        ours = isinstance(html, source_class)
        return (SharedStyleFor if ours else _original_style_for)(html, *arguments)

    def find_style_attributes(tree: Any, *arguments: Any, **options: Any) -> Iterator[Any]:
        if _is_ours.get():
            return _style_attributes(tree)
        return _original_attributes(tree, *arguments, **options)  # type: ignore[no-any-return]

    if css.StyleFor is _original_style_for:
        css.StyleFor = style_for
        css.find_style_attributes = find_style_attributes


def _style_attributes(tree: Any) -> Iterator[tuple[tuple[int, int, int], Any, Any, None]]:
    """Yield what attributes declare: ``style`` and ``lang``, the same objects for the same texts.

    WeasyPrint tells elements apart by the last of their declarations, so both are given in one.
    Identifiers are left out: see SharedStyleFor.
    """
    known: dict[tuple[str, str], tuple[Any, ...]] = {}
    for element in tree.iter():
        texts = element.get("style") or "", element.get("lang") or ""
        if not any(texts):
            continue
        if texts not in known:
            known[texts] = tuple(_declarations(*texts))
        yield _INLINE_STYLE if texts[0] else _HINT, element, known[texts], None


def _declarations(style: str, lang: str) -> Iterator[Any]:
    if style:
        yield from tinycss2.parse_blocks_contents(style)
    if lang:
        yield tinycss2.parse_one_declaration(f'-weasy-lang:"{lang}"')
