"""The document model: frozen nodes without behaviour. Read blocks.py and inlines.py first."""
