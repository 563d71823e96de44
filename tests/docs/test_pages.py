"""The pages hang together: links lead somewhere, commands exist, words are explained."""

import re

import pytest
from typer.main import get_command

import salerno.atlas
import salerno.formats
import salerno.rules
from salerno.cli import app
from tools.tutorials import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")
UNEXPLAINED = {
    "LANGUAGES": "a plain word",
    "Line": "a line of an explanation, said of every text",
    "Standing": "how such a line stands",
    "Voice": "who speaks, in which language: for programs only",
    "lines": "as Line",
    "say": "a plain word",
    "Raised": "for the upkeep of the atlas only",
    "raised": "as Raised",
    "Use": "for the upkeep of the atlas only",
    "uses_of": "as Use",
    "digest_of": "the hash of an atlas, for programs only",
    "read_compiled": "for programs only",
    "cached_atlas": "for programs only",
}
"""Public names that need no entry in the glossary, each with the reason."""
VERBS = {
    "ask", "asks", "cases", "check", "compile", "explain", "facts", "load", "offers", "people",
    "read", "run", "screen", "used", "write", "changed", "cheapest", "within", "of", "in", "as",
}  # fmt: skip


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_of_a_page_lead_to_files(page):
    targets = [t for t in LINK.findall(page.read_text("utf-8")) if "://" not in t]

    assert [t for t in targets if not (page.parent / t).exists()] == []


def test_every_page_of_the_documentation_can_be_reached_from_its_start():
    seen, queue = set(), [ROOT / "docs/README.md"]
    while queue:
        page = queue.pop().resolve()
        if page in seen or page.suffix != ".md":
            continue
        seen.add(page)
        queue += [page.parent / t for t in LINK.findall(page.read_text("utf-8")) if "://" not in t]

    assert [page for page in ROOT.glob("docs/**/*.md") if page.resolve() not in seen] == []


def below(command, path="salerno"):
    """Yield each command with what one types for it."""
    yield path, command
    for name, own in getattr(command, "commands", {}).items():
        yield from below(own, f"{path} {name}")


@pytest.mark.parametrize(("path", "command"), [*below(get_command(app))])
def test_command_and_its_options_are_in_the_reference(path, command):
    text = (ROOT / "docs/reference/command-line.md").read_text("utf-8")

    section = text.partition(f"\n## {path}\n")[2].partition("\n## ")[0]
    options = [name for p in command.params for name in p.opts if name.startswith("-")]
    assert section
    assert [name for name in options if name not in section] == []


def test_make_commands_of_the_pages_exist():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    texts = [page.read_text("utf-8") for page in PAGES]

    named = {
        name for text in texts for name in re.findall(r"(?:`|^    )make ([a-z-]+)", text, re.M)
    }
    assert {"demo", "test"} <= named
    assert named - targets == set()


def test_salerno_commands_of_the_pages_exist():
    paths = {path for path, _ in below(get_command(app))}
    texts = [page.read_text("utf-8") for page in PAGES]

    typed = {
        found
        for text in texts
        for found in re.findall(r"(?:`|^\$ |^    )(salerno (?:person |atlas )?[a-z-]+)", text, re.M)
    }
    assert typed - paths == set()


def words_of(name):
    """Return the words of a public name, verbs and particles left out, in the singular."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower().split("_")
    return [word.removesuffix("s") for word in words if word not in VERBS and word]


@pytest.mark.parametrize("module", [salerno.rules, salerno.atlas, salerno.formats])
def test_public_names_are_words_of_the_glossary(module):
    entries = re.findall(r"^\| ([^|]+) \|", (ROOT / "docs/glossary.md").read_text("utf-8"), re.M)
    known = {
        word.removesuffix("s").lower() for entry in entries for word in re.split(r"\W+", entry)
    }

    names = [name for name in module.__all__ if name not in UNEXPLAINED]
    assert [name for name in names if not set(words_of(name)) <= known] == []
