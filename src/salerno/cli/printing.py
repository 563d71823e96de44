"""How answers look in a terminal; colour only where there is one."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from salerno.rules.chain import State
from salerno.rules.explanations import Standing

STATE_STYLES = {
    State.ELIGIBLE: "bold green",
    State.NOT_YET: "bold yellow",
    State.CANNOT_TELL: "bold cyan",
    State.NEVER: "bold red",
}
STANDING_STYLES = {
    Standing.MET: "green",
    Standing.UNMET: "yellow",
    Standing.BARRED: "red",
    Standing.DOUBTFUL: "red",
    Standing.OPEN: "cyan",
    Standing.APPLIES: "magenta",
    Standing.LAPSES: "dim",
}


def console(*, errors: bool = False) -> Console:
    """Where answers go, or what is said beside them."""
    return Console(highlight=False, stderr=errors)


def show(words: str, *, style: str = "", indent: int = 0) -> None:
    """Print a paragraph, wrapped within its indent."""
    console().print(Padding(Text(words, style=style), (0, 0, 0, indent)))


def show_json(answer: object) -> None:
    """Print an answer for other programs, one key order, no colour."""
    json.dump(answer, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")


def joined(words: Iterable[str]) -> str:
    """Words with a middle dot between them."""
    return " · ".join(word for word in words if word)
