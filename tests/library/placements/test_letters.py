"""Letters of recommendation: who is reminded when."""

from datetime import date

import pytest

from salerno.placements.letters import reminders_due

DUE = date(2027, 3, 10)


@pytest.mark.parametrize(("day", "count"), [(2, 0), (3, 1), (12, 1), (13, 2), (30, 2)])
def test_writer_is_reminded_a_week_before_and_three_days_after(day, count):
    assert reminders_due(DUE, today=date(2027, 3, day)) == count
