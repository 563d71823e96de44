"""Measure files and functions: median, 95th percentile, largest. Run it to see the table."""

import ast
import math
import pathlib
import statistics
from collections.abc import Iterable, Iterator
from typing import NamedTuple


class Size(NamedTuple):
    """How many lines a file or a function has, and where it is."""

    lines: int
    place: str


def python_files(*folders: pathlib.Path) -> Iterator[pathlib.Path]:
    """Yield every Python file below the folders, in the order of their names."""
    for folder in folders:
        yield from sorted(folder.rglob("*.py"))


def file_sizes(paths: Iterable[pathlib.Path]) -> list[Size]:
    """Return the number of lines of each file."""
    return [Size(len(path.read_text("utf-8").splitlines()), str(path)) for path in paths]


def function_sizes(paths: Iterable[pathlib.Path]) -> list[Size]:
    """Return the number of lines of each function, docstring included, decorators not."""
    return [
        Size(
            (node.end_lineno or node.lineno) - node.lineno + 1, f"{path}:{node.lineno} {node.name}"
        )
        for path in paths
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def percentile(sizes: list[Size], share: float) -> int:
    """Return the smallest size that at least this share of the sizes do not exceed."""
    ordered = sorted(size.lines for size in sizes)
    return ordered[max(math.ceil(share * len(ordered)) - 1, 0)]


def table(sizes: list[Size]) -> str:
    """Return one line of figures, then the ten largest places."""
    middle = statistics.median(size.lines for size in sizes)
    figures = f"{len(sizes)} in all, median {middle:g}, p95 {percentile(sizes, 0.95)}"
    largest = sorted(sizes, reverse=True)[:10]
    return "\n".join([figures, *(f"{size.lines:6} {size.place}" for size in largest)])


def main() -> None:
    """Print the table for the library, and for the scripts beside it."""
    root = pathlib.Path(__file__).resolve().parent.parent
    for name in ("src/salerno", "tools", "benchmarks", "tests"):
        paths = list(python_files(root / name))
        if paths:
            print(f"{name}: files {table(file_sizes(paths))}")
            print(f"{name}: functions {table(function_sizes(paths))}\n")


if __name__ == "__main__":
    main()
