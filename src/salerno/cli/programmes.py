"""`salerno programmes`: where one can study."""

from __future__ import annotations

import typer

from salerno.cli.imports import import_programmes

app = typer.Typer(no_args_is_help=True, help="Find and take in programmes of study.")
app.command("import")(import_programmes)


@app.callback()
def _opening() -> None:
    """Keep the name of the only command: more will come."""
