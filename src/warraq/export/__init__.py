"""Exporters: from a resolved document to the bytes of a format."""
