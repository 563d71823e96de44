"""The command as people use it: on the atlas that is shipped, as of one day."""

import pytest
from typer.testing import CliRunner

from salerno.cli import app


@pytest.fixture
def salerno(monkeypatch, root):
    """Return the command, run in the folder of the repository."""
    monkeypatch.chdir(root)

    def run(*words, said=None):
        return CliRunner().invoke(app, [str(word) for word in words], input=said)

    return run
