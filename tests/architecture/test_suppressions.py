"""A check that is switched off says why, on the same line."""

import io
import re
import tokenize

import pytest

DIRECTIVE = re.compile(
    r"#\s*(?:ruff:\s*noqa|noqa|type:\s*ignore|mypy:\s*\S|pragma:\s*no\s*(?:cover|branch))", re.I
)
REASONED = re.compile(
    r"""
    noqa:\s*[A-Z]+[0-9]+(?:\s*,\s*[A-Z]+[0-9]+)*\s+-\s+\w+
    | type:\s*ignore\[[a-z, -]+\]\s+\#\s*(?:-\s+)?(?!noqa|pragma)\w+\s+\S
    | pragma:\s*no\s(?:cover|branch)\s-\s\w+
    """,
    re.I | re.X,
)


def unreasoned(text):
    """Return each line number and comment that switches a check off without a reason."""
    comments = [
        (token.start[0], token.string)
        for token in tokenize.generate_tokens(io.StringIO(text).readline)
        if token.type == tokenize.COMMENT
    ]
    return [
        (line, comment)
        for line, comment in comments
        if len(DIRECTIVE.findall(comment)) > len(REASONED.findall(comment))
    ]


@pytest.mark.parametrize("folder", ["src", "tests", "tools", "benchmarks"])
def test_every_suppression_carries_its_reason(root, folder):
    found = {
        str(path.relative_to(root)): lines
        for path in sorted((root / folder).rglob("*.py"))
        if (lines := unreasoned(path.read_text("utf-8")))
    }

    assert found == {}, (
        "write `# noqa: CODE - reason`, `# type: ignore[code]  # - reason` "
        "or `# pragma: no cover - reason`"
    )


@pytest.mark.parametrize(
    "comment",
    [
        "# noqa",
        "# noqa: F401",
        "# ruff: noqa",
        "# ruff: noqa: F401",
        "# type: ignore",
        "# type: ignore[arg-type]",
        "# type: ignore[arg-type]  # noqa: F401 - the name is part of the interface",
        "# pragma: no cover",
        "# pragma: no branch",
        "# mypy: ignore-errors",
    ],
)
def test_suppression_without_reason_is_found(comment):
    assert unreasoned(f"x = 1  {comment}\n") == [(1, comment)]


@pytest.mark.parametrize(
    "comment",
    [
        "# noqa: F401 - the name is part of the interface",
        "# noqa: F401, E402 - the name is part of the interface",
        "# type: ignore[arg-type]  # - the stub is older than the library",
        "# type: ignore[arg-type]  # the stub is older than the library",
        "# pragma: no cover - only reached on other systems",
        "# nothing is switched off here",
    ],
)
def test_suppression_with_reason_is_accepted(comment):
    assert unreasoned(f"x = 1  {comment}\n") == []


def test_suppression_inside_a_string_is_no_suppression():
    assert unreasoned('x = "# noqa"\n') == []
