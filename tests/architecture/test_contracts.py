"""The import contracts catch the faults they are for: each is planted in a copy and found."""

import os
import pathlib
import re
import shutil
import subprocess
import sys

import pytest

FAULTS = {
    "a floor above": ("floors", {"errors.py": "import salerno.rules\n"}),
    "a neighbour on the same floor": ("floors", {"money.py": "import salerno.periods\n"}),
    "a folder on no floor": ("floors", {"attic/__init__.py": ""}),
    "a web framework": ("pure", {"rules/__init__.py": "import django.db\n"}),
    "a network": ("pure", {"atlas/__init__.py": "import httpx\n"}),
    "a database": ("pure", {"credentials/__init__.py": "import sqlite3\n"}),
    "a circle": (
        "circles",
        {
            "rules/first.py": "import salerno.rules.second\n",
            "rules/second.py": "import salerno.rules.first\n",
        },
    ),
    "a floor above, on the site": (
        "site-floors",
        {"../salerno_web/people/actions.py": "import salerno_web.routes.models\n"},
    ),
    "a folder on no floor of the site": ("site-floors", {"../salerno_web/attic/__init__.py": ""}),
    "a query that writes": (
        "inside-a-part",
        {"../salerno_web/routes/queries.py": "import salerno_web.routes.actions\n"},
    ),
    "a view that sees rows": (
        "no-rows-in-views",
        {"../salerno_web/routes/views.py": "import salerno_web.routes.models\n"},
    ),
}


@pytest.fixture
def copy(root, tmp_path):
    """Return a copy of the library and the site, with their contracts, that may be spoilt."""
    for package in ("salerno", "salerno_web"):
        shutil.copytree(root / "src" / package, tmp_path / package)
    shutil.copy(root / "pyproject.toml", tmp_path)
    return tmp_path


def verdicts(folder):
    """Return whether each contract is kept, by the name of the contract."""
    run = subprocess.run(
        [pathlib.Path(sys.executable).with_name("lint-imports"), "--no-cache", "--no-logo"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder), "NO_COLOR": "1", "COLUMNS": "200"},
        check=False,
        capture_output=True,
        text=True,
    )
    found = re.findall(r"^(.+?) (KEPT|BROKEN)\b", run.stdout, re.M)
    assert found, run.stdout + run.stderr
    return {name: answer == "KEPT" for name, answer in found}


def contract_names(folder):
    """Return the name of each contract by its id."""
    text = (folder / "pyproject.toml").read_text("utf-8")
    return dict(re.findall(r'^id = "(.+)"\nname = "(.+)"$', text, re.M))


def test_every_contract_has_a_planted_fault(root):
    assert set(contract_names(root)) == {contract for contract, _ in FAULTS.values()}


def test_sound_copy_keeps_every_contract(copy):
    assert verdicts(copy) == dict.fromkeys(contract_names(copy).values(), True)


@pytest.mark.parametrize("fault", FAULTS)
def test_planted_fault_breaks_its_contract(copy, fault):
    contract, lines = FAULTS[fault]
    for name, line in lines.items():
        path = copy / "salerno" / name
        path.parent.mkdir(exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(line)

    broken = {name for name, is_kept in verdicts(copy).items() if not is_kept}

    assert contract_names(copy)[contract] in broken
