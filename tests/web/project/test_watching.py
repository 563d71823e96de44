"""Whoever is killed is begun again; whoever ends, or is asked to, is not."""

import os
import signal
import subprocess
import sys

import pytest

from tests.web.installed import lines_of, waited_for

WATCHING = (
    "import sys; from salerno_web.project.watching import keep_going; sys.exit(keep_going({}))"
)
CHILD = "import os, sys, time; print(os.getpid(), file=open(sys.argv[1], 'a')); {}"


def watched(path, code):
    command = [sys.executable, "-c", CHILD.format(code), str(path)]
    return subprocess.Popen([sys.executable, "-c", WATCHING.format(command)])


@pytest.mark.parametrize("code", [0, 3])
def test_what_ends_by_itself_is_not_begun_again(tmp_path, code):
    watching = watched(tmp_path / "begun", f"sys.exit({code})")

    assert watching.wait(timeout=30) == code
    assert len(lines_of(tmp_path / "begun")) == 1


def test_what_is_killed_is_begun_again_until_it_is_to_stop(tmp_path):
    begun = tmp_path / "begun"
    watching = watched(begun, "time.sleep(600)")

    (first,) = waited_for(lambda: lines_of(begun), seconds=30)
    os.kill(int(first), signal.SIGKILL)
    _first, second = waited_for(lambda: lines_of(begun)[1:] and lines_of(begun), seconds=30)
    watching.terminate()

    assert watching.wait(timeout=30) == 0
    with pytest.raises(ProcessLookupError):
        os.kill(int(second), 0)
