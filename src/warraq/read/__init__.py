"""Readers: from source files to a document and diagnostics."""
