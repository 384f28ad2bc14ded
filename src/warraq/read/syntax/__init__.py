"""The syntax of the source beyond CommonMark, one construct a module."""
