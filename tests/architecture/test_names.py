"""Words that say nothing, or the same thing twice, are not used as names."""

import ast
import re

import pytest

EMPTY = {
    "base", "common", "core", "data", "do", "engine", "handler", "helper", "info", "item",
    "manager", "process", "service", "util",
}  # fmt: skip
AMERICAN = {"license", "organization", "program"}
BANNED = {word + ending for word in EMPTY | AMERICAN for ending in ("", "s")} | {"processes"}
# Django looks for the backend of a database under this name.
OF_DJANGO = [("salerno_web/project/turns/base.py", "base")]
CAPITALISED = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")


def words(name):
    """Split a snake_case or CapWords name into lower-case words."""
    return {word.lower() for word in CAPITALISED.findall(name)}


def names(text):
    """Return the names of all functions and classes in a module."""
    definitions = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    return [node.name for node in ast.walk(ast.parse(text)) if isinstance(node, definitions)]


def test_no_banned_word_is_used_as_a_name(root):
    source = root / "src"
    used = [
        (str(path.relative_to(source)), name)
        for path in sorted(source.glob("salerno*/**/*.py"))
        for name in [path.parent.name, path.stem, *names(path.read_text("utf-8"))]
        if words(name) & BANNED
    ]

    assert used == OF_DJANGO


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("what_to_do", {"what", "to", "do"}),
        ("DataSource", {"data", "source"}),
        ("HTTPHandler", {"http", "handler"}),
        ("_core", {"core"}),
        ("document", {"document"}),
        ("database", {"database"}),
    ],
)
def test_words_split_a_name(name, expected):
    assert words(name) == expected


def test_names_are_those_of_functions_methods_and_classes():
    text = "class A:\n    def b(self): ...\n\nasync def c(): ...\n\nd = 1\n"

    assert sorted(names(text)) == ["A", "b", "c"]
