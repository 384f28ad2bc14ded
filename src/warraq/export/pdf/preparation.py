"""What is done with the boxes of a document before they are laid out: tables, figures, notes."""

from __future__ import annotations

from functools import partial
from typing import Any

from warraq.diagnostics import NOWHERE
from warraq.export.api import ExportContext
from warraq.export.pdf import notes, wide_tables
from warraq.export.pdf.columns import ColumnSettings
from warraq.export.pdf.columns_across import Marker, classes
from warraq.export.pdf.engine import PagedContext, Preparation
from warraq.export.pdf.figures import Figures
from warraq.model.blocks import Table
from warraq.model.document import ResolvedDocument
from warraq.model.walk import iterate
from warraq.style.theme import Theme

CSS_PIXELS_PER_MM = 96 / 25.4
CSS_PIXELS_PER_POINT = 96 / 72


def preparation(document: ResolvedDocument, context: ExportContext) -> Preparation:
    """Return what makes the boxes of a document ready; faults go to the context's report."""
    page = context.theme.page
    measure = page.measure * CSS_PIXELS_PER_MM
    measures = wide_tables.Measures(
        upright=measure,
        turned=(page.height - page.margin_top - page.margin_bottom) * CSS_PIXELS_PER_MM,
        least=context.theme.tables.least_size * CSS_PIXELS_PER_POINT,
    )
    report = partial(_report_wide_table, document, context)

    def prepare(paged: PagedContext, root: Any) -> bool:
        if wide_tables.fit_tables(paged, root, measures, report):
            return True
        Figures(paged, measures.upright, measures.turned).fit(root)
        notes.prepare(paged, root)
        if paged.columns is not None:
            across = classes(context.theme.columns.across)
            column = context.theme.column_measure * CSS_PIXELS_PER_MM
            Marker(paged, column, across).mark(root)
        return False

    return prepare


def column_settings(theme: Theme) -> ColumnSettings | None:
    """Return how a theme wants text set in columns, or None where it wants none."""
    columns = theme.columns
    if columns.count == 1:
        return None
    return ColumnSettings(
        columns.count,
        columns.gap * CSS_PIXELS_PER_MM,
        columns.rule_width * CSS_PIXELS_PER_POINT,
        theme.colors.rule,
        columns.balanced,
    )


def _report_wide_table(document: ResolvedDocument, context: ExportContext, name: str) -> None:
    tables = (node for node in iterate(document.blocks) if isinstance(node, Table))
    found = next((node for node in tables if node.attributes.id == name), None)
    context.report.warning(
        "E108",
        "the table is wider than the page, even turned and in the smallest type",
        found.location if found else NOWHERE,
        "divide it into two tables, or shorten the longest words of its cells",
    )
