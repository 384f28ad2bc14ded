"""The kitchen sink itself: every node is in it, and every field with a value of its own."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from tests.kitchen_sink import kitchen_sink, resolved_kitchen_sink
from tests.unit.test_model import node_types
from warraq.model.inlines import Quoted
from warraq.model.walk import iterate, plain_text

# What passes fill, so that it is met in the resolved document only.
_FIELDS_LEFT_OUT = {"attributes", "computed", "location"}


def nodes() -> list[Any]:
    """Return the nodes of the document before and after the passes."""
    documents = (kitchen_sink(), resolved_kitchen_sink())
    return [
        node for item in documents for part in (item.front, item.blocks) for node in iterate(part)
    ]


@pytest.mark.parametrize("node_type", node_types(), ids=lambda item: item.__name__)
def test_every_field_of_every_node_is_used(node_type: type) -> None:
    found = [node for node in nodes() if type(node) is node_type]
    assert found, node_type
    for field in dataclasses.fields(node_type):
        if field.name in _FIELDS_LEFT_OUT:
            continue
        values = [getattr(node, field.name) for node in found]
        assert any(value != field.default and value not in ((), None, "") for value in values), (
            field.name
        )


def test_no_quotation_mark_is_left_to_the_exporters() -> None:
    assert not any(isinstance(node, Quoted) for node in iterate(resolved_kitchen_sink().blocks))
    assert "«مقتبس ”داخلي“»" in plain_text(resolved_kitchen_sink().blocks)
