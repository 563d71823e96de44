"""The real atlas, read once."""

import pytest

from salerno.atlas.cases import cases_of
from salerno.atlas.contents import read_contents

CONTENTS = read_contents()
CASES, UNREADABLE = cases_of(CONTENTS)


def pytest_generate_tests(metafunc):
    """One test for each case and each problem, under a name that can be read."""
    if "case" in metafunc.fixturenames:
        metafunc.parametrize("case", CASES, ids=str)


@pytest.fixture(scope="session")
def contents():
    """Return the real atlas with what it was read from."""
    return CONTENTS


@pytest.fixture(scope="session")
def atlas():
    """Return the real atlas, as far as it can be read."""
    return CONTENTS.atlas


@pytest.fixture(scope="session")
def cases():
    """Return the cases that can be read."""
    return CASES


@pytest.fixture(scope="session")
def unreadable():
    """Return the problems of cases that cannot be read."""
    return UNREADABLE
