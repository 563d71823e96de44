"""What a timeline is made of."""

from datetime import date

import pytest

from salerno.routes.tasks import Entry, Task
from salerno.routes.timelines import schedule


@pytest.mark.parametrize(("slack", "expected"), [(0, True), (1, False)])
def test_a_task_without_slack_is_critical(slack, expected):
    entry = Entry(Task("exam"), (), None, slack)

    assert entry.is_critical is expected


def test_no_tasks_are_done_at_the_start():
    found = schedule((), bonds=(), start=date(2026, 11, 22))

    assert found.entries == ()
    assert found.finish == (date(2026, 11, 22), date(2026, 11, 22))
