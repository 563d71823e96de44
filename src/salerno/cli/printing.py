"""How answers look in a terminal; colour only where there is one."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from textwrap import wrap

from rich.console import Console
from rich.status import Status
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
_BULLET = re.compile(r" *(?:(?:[-•]|\d+\.|\[\d+\]) )?")
_NARROWEST = 24


def console(*, errors: bool = False) -> Console:
    """Where answers go, or what is said beside them."""
    return Console(highlight=False, stderr=errors)


def working(words: str) -> Status:
    """What is being done, shown on the error stream while it lasts, on terminals only."""
    return console(errors=True).status(words)


def show(words: str, *, style: str = "", indent: int = 0, lead: str = "") -> None:
    """Print lines after a lead, each wrapped under its own beginning; addresses stay whole."""
    out = console()
    for line in words.split("\n"):
        for row in _wrapped(line, out, " " * indent + lead):
            out.print(Text(row, style=style), soft_wrap=True)


def _wrapped(line: str, out: Console, lead: str) -> Iterator[str]:
    """The rows of a line, blank ends cut off; what follows a bullet hangs under its words."""
    bullet = _BULLET.match(line)
    first = lead + (bullet.group() if bullet else "")
    words, room = line.removeprefix(first[len(lead) :]), max(out.width - len(first), _NARROWEST)
    rows = wrap(words, room, break_long_words=False, break_on_hyphens=False)
    for number, row in enumerate(rows or [""]):
        yield ((" " * len(first) if number else first) + row).rstrip()


def show_json(answer: object) -> None:
    """Print an answer for other software, one key order, no colour."""
    json.dump(answer, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")


def joined(words: Iterable[str]) -> str:
    """Words with a middle dot between them."""
    return " · ".join(word for word in words if word)
