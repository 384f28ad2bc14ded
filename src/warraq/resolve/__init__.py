"""Passes that turn a read document into a resolved one."""
