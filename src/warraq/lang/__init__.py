"""What depends on a language or a script: direction, digits, terms, sorting."""
