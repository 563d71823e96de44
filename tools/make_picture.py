"""Draw the pictures of the README: what `salerno check` prints, and the routes of one person."""

import io
import os
import re
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs/images/check.svg"
WORDS = (
    "check examples/persons/graduate.yaml --opportunity us/ecfmg/certification --as-of 2026-11-22"
)
ROUTES = ROOT / "docs/images/routes.svg"
PLAN = (
    "plan examples/persons/graduate.yaml --goal ca/on/licence"
    " --goal us/states/full-licence-after-gme --as-of 2026-11-22 --most 1 --out"
)
WIDTH = 96
LONGEST = 34  # rows of the answer that are shown


def answer(words: str) -> str:
    """What the command prints on a terminal of that width, with its colours."""
    around = {**os.environ, "COLUMNS": str(WIDTH), "FORCE_COLOR": "1", "TERM": "xterm-256color"}
    command = [Path(sys.executable).with_name("salerno"), *words.split()]
    run = subprocess.run(command, cwd=ROOT, env=around, capture_output=True, check=True)
    return run.stdout.decode()


def picture() -> str:
    """The drawing as SVG, without fonts from elsewhere."""
    screen = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True)
    screen.print(Text(f"$ salerno {WORDS}", style="bold"), soft_wrap=True)
    rows = answer(WORDS).splitlines()
    screen.print(Text.from_ansi("\n".join(rows[:LONGEST])))
    svg = screen.export_svg(title="salerno", unique_id="salerno")
    return re.sub(r"\s*@font-face \{.*?\}", "", svg, flags=re.DOTALL)


if __name__ == "__main__":
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    PICTURE.write_text(picture(), encoding="utf-8")
    answer(f"{PLAN} {ROUTES}")
