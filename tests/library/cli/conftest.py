"""The small atlas and a person file, written once."""

import pytest

from tests.library.cli.office import PERSON, atlas_in


@pytest.fixture(scope="session")
def atlas(tmp_path_factory):
    """Return the folder of the small atlas."""
    return atlas_in(tmp_path_factory.mktemp("atlas"))


@pytest.fixture(scope="session")
def trota(tmp_path_factory):
    """Return the file of a graduate with an OET score that is too low."""
    path = tmp_path_factory.mktemp("people") / "trota.yaml"
    path.write_text(PERSON, "utf-8")
    return path
