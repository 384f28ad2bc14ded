"""Which addresses HTML may carry in its links: those that all exporters may."""

from __future__ import annotations

from warraq.export.links import ALLOWED_SCHEMES, external_url

__all__ = ["ALLOWED_SCHEMES", "external_url"]
