"""Themes: design tokens and roles, lowered to CSS and to Word styles."""
