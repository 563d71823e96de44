"""A hold ends when its time is over, by a task that was kept with it."""

from datetime import timedelta
from unittest.mock import Mock
from uuid import uuid4

import pytest
from django_tasks_db.models import DBTaskResult

from salerno.placements.seats import Refusal
from salerno_web.placements import tasks
from salerno_web.placements.actions import hold, wait
from salerno_web.placements.tasks import ended_in_time, settle_placement
from tests.web.conftest import someone
from tests.web.placements.conftest import NOW

pytestmark = pytest.mark.django_db


def holding(user, booking, key="a"):
    return ended_in_time(lambda: hold(user, booking, key=key, now=NOW))


def test_hold_is_kept_with_the_task_that_ends_it(trota, offered, asked):
    offered()

    found = holding(trota, asked(trota))

    row = DBTaskResult.objects.get()
    assert (row.run_after, row.args_kwargs["args"]) == (found.held_until, [str(found.pk)])


def test_refusal_brings_no_task(trota, abella, offered, asked):
    offered(seats=1)
    holding(trota, asked(trota))

    found = holding(abella, asked(abella))

    assert isinstance(found, Refusal)
    assert DBTaskResult.objects.count() == 1


def test_placement_without_a_hold_brings_no_task(trota, abella, offered, asked):
    offered(seats=1, waitlist=True)
    hold(trota, asked(trota), key="a", now=NOW)

    ended_in_time(lambda: wait(abella, asked(abella), key="a", now=NOW))

    assert not DBTaskResult.objects.exists()


def test_ended_hold_gives_its_seat_to_who_waits(trota, offered, asked, monkeypatch):
    offered(seats=1, waitlist=True)
    first = holding(trota, asked(trota))
    beatrice = someone("beatrice")
    second = wait(beatrice, asked(beatrice), key="a", now=NOW)
    later = first.held_until + timedelta(minutes=1)
    monkeypatch.setattr(tasks, "timezone", Mock(now=lambda: later))

    was_moved = settle_placement.call(str(first.pk))

    first.refresh_from_db()
    second.refresh_from_db()
    assert (was_moved, first.state) == (True, "lapsed")
    assert second.state != "waitlisted"


def test_placement_that_was_erased_is_left():
    assert settle_placement.call(str(uuid4())) is False
