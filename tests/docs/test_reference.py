"""The generated pages are those that the sources give."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
def test_reference_pages_are_fresh():
    run = subprocess.run(
        [sys.executable, "-m", "tools.make_reference", "--check"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (run.returncode, run.stdout.strip()) == (0, "")
