"""What a worker was doing when it was killed is done by another one within a minute."""

import os
import signal

import pytest

from tests.web.installed import ENQUEUE, Installed, lines_of, waited_for

pytestmark = pytest.mark.slow
TASKS = "SELECT status, json_array_length(worker_ids) FROM django_tasks_database_dbtaskresult"


def test_task_of_a_killed_worker_is_done_again_within_a_minute(tmp_path):
    site, begun = Installed(tmp_path), tmp_path / "begun"
    site.run("-c", ENQUEUE, str(begun))

    with site.running("-m", "salerno.cli", "work", str(tmp_path)) as watching:
        (first,) = waited_for(lambda: lines_of(begun), seconds=60)
        os.kill(int(first), signal.SIGKILL)
        _first, second = waited_for(lambda: lines_of(begun)[1:] and lines_of(begun), seconds=60)
        waited_for(lambda: site.rows(f"{TASKS} WHERE status = 'SUCCESSFUL'"), seconds=60)

    assert (second != first, watching.returncode) == (True, 0)
    assert ("SUCCESSFUL", 2) in site.rows(f"{TASKS} WHERE task_path LIKE '%sleep_at_first'")
    assert lines_of(begun) == [first, second]
