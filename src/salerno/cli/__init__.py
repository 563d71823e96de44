"""The `salerno` command. Exit codes: 0 answered, 1 problems were found, 2 unreadable input."""

from salerno.cli.commands import app, main

__all__ = ["app", "main"]
