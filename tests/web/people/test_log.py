"""The log of what was done: only ever added to, and whoever tampers with it is found."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from salerno_web.people.actions import note
from salerno_web.people.models import ChainEnd, Event
from salerno_web.people.queries import broken_event

pytestmark = pytest.mark.django_db


@pytest.fixture
def log(trota, hospital):
    """Return the ids of three events."""
    for number in range(3):
        note(
            "changed", actor=trota, subject_kind="record", subject_id=trota, about=trota,
            organisation=hospital, detail={"version": number, "word": "für"},
        )  # fmt: skip
    return list(Event.objects.values_list("id", flat=True))


@pytest.fixture
def unguarded(log):
    """Take away what guards the log in the database."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER people_event_no_update")
            cursor.execute("DROP TRIGGER people_event_no_delete")
        else:
            cursor.execute("DROP TRIGGER people_event_guarded ON people_event")
    return log


def test_log_is_as_it_was_written(log):
    assert broken_event() is None


def test_log_without_events_is_as_it_was_written():
    assert broken_event() is None


@pytest.mark.parametrize(
    "statement", ["UPDATE people_event SET reason = 'other'", "DELETE FROM people_event"]
)
def test_database_refuses_to_change_the_log(log, statement):
    with (
        pytest.raises(DatabaseError, match="only ever added to"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    assert (Event.objects.count(), broken_event()) == (3, None)


@pytest.mark.parametrize(
    "change",
    [
        "verb = 'viewed'",
        "actor = ''",
        "subject_kind = 'plan'",
        "subject_id = 'x'",
        "about = ''",
        "organisation = ''",
        "reason = 'because'",
        """detail = '{"version": 7}'""",
        "request_id = 'x'",
        "before = 'x'",
        "digest = 'x'",
    ],
)
def test_changed_event_is_found(unguarded, change):
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE people_event SET {change} WHERE id = {unguarded[1]}")

    assert broken_event() == unguarded[1]


def test_event_at_another_time_is_found(unguarded):
    Event.objects.filter(id=unguarded[1]).update(at=timezone.now() - timedelta(days=1))

    assert broken_event() == unguarded[1]


def test_removed_event_is_found_at_the_next(unguarded):
    Event.objects.filter(id=unguarded[1]).delete()

    assert broken_event() == unguarded[2]


def test_removed_last_event_is_found(unguarded):
    Event.objects.filter(id=unguarded[2]).delete()

    assert broken_event() == 0


def test_removed_end_of_the_chain_is_found(log):
    ChainEnd.objects.all().delete()

    assert broken_event() == 0


def test_event_that_was_undone_leaves_no_gap(log, trota):
    with transaction.atomic():
        note("changed", actor=trota, subject_kind="record", subject_id=trota)
        transaction.set_rollback(True)
    note("changed", actor=trota, subject_kind="record", subject_id=trota)

    assert (Event.objects.count(), broken_event()) == (4, None)
