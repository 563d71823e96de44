"""Every known shape of rule has its place in the specification."""

import ast
from collections import Counter
from pathlib import Path

SHAPES = {"A": 9, "B": 10, "C": 20, "D": 10, "E": 11, "F": 9, "G": 10, "H": 8, "I": 7, "J": 8,
          "K": 13, "L": 5}  # fmt: skip


def specified() -> Counter[str]:
    """How many tests each shape has, by its id."""
    found: Counter[str] = Counter()
    for path in Path(__file__).parent.glob("test_[a-l]_*.py"):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                found[node.name.split("_")[1].upper()] += 1
    return found


def test_each_of_the_120_shapes_has_a_test_of_its_own():
    wanted = {
        f"{group}{number}" for group, count in SHAPES.items() for number in range(1, count + 1)
    }

    missing = wanted - specified().keys()

    assert len(wanted) == 120
    assert missing == set()
