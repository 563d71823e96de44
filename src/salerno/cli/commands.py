"""Every command under one name, and what is said when its input cannot be read."""

from __future__ import annotations

import sys
from importlib.metadata import entry_points
from io import TextIOWrapper
from typing import Annotated, cast

import typer
from rich.console import Console
from rich.text import Text

from salerno import __version__
from salerno.cli.atlas import app as atlas_app
from salerno.cli.barriers import barriers
from salerno.cli.persons import app as person_app
from salerno.cli.placements import app as placements_app
from salerno.cli.plans import goals, plan
from salerno.cli.programmes import app as programmes_app
from salerno.cli.verdicts import ask, check, explain
from salerno.errors import SalernoError

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    help=(
        "What a doctor or medical student may do with what they hold, in which country, and why"
        " not.\n\nExit codes: 0 answered, 1 problems were found, 2 the input cannot be read."
    ),
)
for command in (check, explain, ask, plan, goals, barriers):
    app.command()(command)
app.add_typer(person_app, name="person")
app.add_typer(atlas_app, name="atlas")
app.add_typer(programmes_app, name="programmes")
app.add_typer(placements_app, name="placements")
for extension in entry_points(group="salerno.commands"):
    extension.load()(app)


def _tell_version(wanted: bool) -> None:
    if wanted:
        print(f"salerno {__version__}")
        raise typer.Exit


@app.callback()
def _opening(
    *,
    version: Annotated[  # its callback answers before a command is asked for
        bool,
        typer.Option(
            "--version", is_eager=True, callback=_tell_version, help="Print the version and stop."
        ),
    ] = False,
) -> None:
    """Show the options that need no command."""


def main() -> None:
    """Run the command; what cannot be read is told on one line, with exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        # a terminal that lacks a sign is still answered
        cast(TextIOWrapper, stream).reconfigure(errors="replace")
    try:
        app()
    except SalernoError as error:
        Console(stderr=True).print(Text(f"salerno: {error}", style="red"), soft_wrap=True)
        sys.exit(2)
