"""What every test may use."""

import pathlib

import pytest
from hypothesis import settings

from tests.web import cluster

ROOT = pathlib.Path(__file__).resolve().parent.parent
LENGTHY = ROOT / "tests" / "lengthy.txt"

settings.register_profile("ci", deadline=None, derandomize=True, max_examples=100)
settings.register_profile("quick", deadline=None, derandomize=True, max_examples=25)
settings.load_profile("ci")


def pytest_configure(config):
    """Say loudly that nothing was checked where PostgreSQL is wanted and is not there."""
    if cluster.is_wanted() and not cluster.programs():
        pytest.exit(cluster.NOT_CHECKED, returncode=0)


def pytest_collection_modifyitems(items):
    """Mark the tests that took long when they were last measured."""
    named = {one for one in LENGTHY.read_text("utf-8").splitlines() if not one.startswith("#")}
    for own in items:
        if f"{own.module.__name__}.{own.function.__name__}" in named:
            own.add_marker("lengthy")


@pytest.fixture
def root() -> pathlib.Path:
    """Return the folder of the repository."""
    return ROOT


@pytest.fixture
def shared() -> pathlib.Path:
    """Return the folder of research and standards beside the repository, or skip."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip(f"NOT CHECKED: there is no folder of sources at {folder}")
    return folder
