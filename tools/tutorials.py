"""Play the tutorials and how-to pages anew; with --check, say which ones no longer tell the truth.

In a `console` block, lines beginning with `$ ` are run and what they print takes the place of what
stands below them. A block that follows "Save this as `NAME`" is written to that file first. Each
page is played in an empty folder that holds a copy of the examples.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("docs/tutorials/*.md"), *ROOT.glob("docs/how-to/*.md")])
BLOCK = re.compile(
    r"(?P<before>(?:Save this as `(?P<name>[^`]+)`[^\n]*\n\n)?)"
    r"```(?P<language>\w+)\n(?P<text>.*?)```\n",
    re.DOTALL,
)


def played(page: str, folder: Path) -> str:
    """The page as it is when everything on it is done in that folder."""
    shutil.copytree(ROOT / "examples", folder / "examples")
    return BLOCK.sub(lambda found: _block(found, folder), page)


def _block(found: re.Match[str], folder: Path) -> str:
    if found["name"]:
        path = folder / found["name"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(found["text"], encoding="utf-8")
    if found["language"] != "console":
        return found[0]
    commands = [line[2:] for line in found["text"].splitlines() if line.startswith("$ ")]
    text = "".join(f"$ {command}\n{printed(command, folder)}" for command in commands)
    return f"{found['before']}```console\n{text}```\n"


def printed(command: str, folder: Path) -> str:
    """What a command prints in that folder, errors too, 80 characters wide."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    run = subprocess.run(
        ["bash", "-c", command], cwd=folder, env={**os.environ, "PATH": path, "COLUMNS": "80"},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, timeout=60,
    )  # fmt: skip
    return run.stdout.decode()


def main() -> int:
    """Write the pages, or with --check only compare them."""
    stale = 0
    for path in PAGES:
        before = path.read_text(encoding="utf-8")
        with TemporaryDirectory() as folder:
            after = played(before, Path(folder))
        if before != after and "--check" in sys.argv:
            print(f"stale: {path.relative_to(ROOT)}; run `make docs`")
            stale = 1
        elif before != after:
            path.write_text(after, encoding="utf-8")
    return stale


if __name__ == "__main__":
    sys.exit(main())
