"""Tasks are rows that are done once, by whichever worker comes first, and again when it is gone."""

import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta
from unittest.mock import Mock

import pytest
from django.core import mail
from django.core.mail import send_mail
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from salerno_web.people import leases
from salerno_web.people.leases import TRIES, claimed, free_lost, perform, run_due
from salerno_web.people.management.commands import work
from salerno_web.people.models import Lease, Message, Timer
from salerno_web.people.tasks import EVERY, run_timer, wind
from salerno_web.people.tidying import tidy

pytestmark = pytest.mark.django_db
DONE = []


@task
def keep(word):
    """Keep a word, where a test can see it."""
    DONE.append(word)
    return len(DONE)


@task
def fail(word):
    """Be out of order."""
    raise RuntimeError(word)


@pytest.fixture(autouse=True)
def _nothing_done():
    DONE.clear()


def states():
    return list(DBTaskResult.objects.order_by("enqueued_at").values_list("status", flat=True))


def test_task_is_undone_with_what_it_tells_of():
    with transaction.atomic():
        keep.enqueue("one")
        transaction.set_rollback(True)

    assert (run_due("me"), DONE) == (0, [])


def test_task_is_done_once():
    keep.enqueue("one")

    assert (run_due("me"), run_due("me"), DONE) == (1, 0, ["one"])
    assert (states(), DBTaskResult.objects.get().return_value) == (["SUCCESSFUL"], 1)
    assert not Lease.objects.exists()


def test_task_that_somebody_does_is_left_to_them():
    keep.enqueue("one")
    claimed("another")

    assert (run_due("me"), DONE, states()) == (0, [], ["RUNNING"])


def test_task_is_taken_by_its_name():
    keep.enqueue("one")
    second = keep.enqueue("two")

    row = claimed("me", name=second.id)
    perform(row, worker="me")

    assert (DONE, claimed("me", name=second.id)) == (["two"], None)


def test_task_that_is_for_later_waits():
    keep.using(run_after=timezone.now() + timedelta(hours=1)).enqueue("one")

    assert (run_due("me"), DONE) == (0, [])


def due_now():
    DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now())


def test_task_that_fails_is_tried_ever_later_and_given_up_in_the_end(caplog):
    fail.enqueue("alas")
    waits = []

    for _time in range(TRIES):
        now = timezone.now()
        run_due("me")
        waits.append(round((DBTaskResult.objects.get().run_after - now).total_seconds()))
        due_now()

    row = DBTaskResult.objects.get()
    assert waits[:-1] == [5, 25, 125, 625]
    assert (row.status, row.exception_class_path) == ("FAILED", "builtins.RuntimeError")
    assert "alas" in row.traceback
    assert [one.message for one in caplog.records] == ["task failed"] * TRIES
    assert run_due("me") == 0


def test_task_that_fails_keeps_no_other_from_its_turn(caplog):
    fail.enqueue("alas")
    keep.enqueue("one")

    run_due("me")

    assert (DONE, states()) == (["one"], ["READY", "SUCCESSFUL"])


def test_task_whose_answer_cannot_be_kept_failed(monkeypatch, caplog):
    monkeypatch.setattr(f"{__name__}.DONE", Mock(__len__=Mock(side_effect=TypeError)))
    keep.enqueue("one")

    run_due("me")

    assert DBTaskResult.objects.get().exception_class_path == "builtins.TypeError"


def test_task_of_a_worker_that_is_gone_is_done_by_the_next():
    keep.enqueue("one")
    claimed("gone")
    now = timezone.now()

    freed = [free_lost(now), free_lost(now + leases.LENGTH)]
    due_now()

    assert (freed, run_due("me"), DONE) == ([0, 1], 1, ["one"])
    assert DBTaskResult.objects.get().worker_ids == ["gone", "me"]


def test_task_under_which_every_worker_dies_is_given_up():
    keep.enqueue("one")

    for number in range(TRIES):
        claimed(f"worker-{number}")
        free_lost(timezone.now() + leases.LENGTH)
        due_now()

    assert (states(), run_due("me"), DONE) == (["FAILED"], 0, [])
    assert DBTaskResult.objects.get().traceback == "worker-4 is gone\n"


def test_worker_that_lost_its_lease_keeps_nothing():
    keep.enqueue("one")
    slow = claimed("slow")
    free_lost(timezone.now() + leases.LENGTH)
    due_now()
    claimed("quick")

    perform(slow, worker="slow")

    assert (DONE, states(), Lease.objects.get().worker) == (["one"], ["RUNNING"], "quick")


def test_lost_task_is_freed_by_one_worker_only(monkeypatch):
    keep.enqueue("one")
    claimed("gone")
    later = timezone.now() + leases.LENGTH
    kept = leases._again

    def meanwhile(row):
        """Let another worker do the same in between."""
        monkeypatch.setattr(leases, "_again", kept)
        free_lost(later)
        return kept(row)

    monkeypatch.setattr(leases, "_again", meanwhile)

    assert free_lost(later) == 0
    assert states() == ["READY"]


@pytest.mark.django_db(transaction=True)
def test_lease_is_extended_while_a_task_takes_its_time(monkeypatch):
    monkeypatch.setattr(leases, "BEAT", 0.02)
    keep.enqueue("one")
    row = claimed("me")
    before, seen = Lease.objects.get().until, []

    def wait_for_it(_row):
        while not seen or seen[-1] == before:
            seen.append(Lease.objects.get().until)
        return {"status": "SUCCESSFUL"}

    monkeypatch.setattr(leases, "_tried", wait_for_it)
    perform(row, worker="me")

    assert seen[-1] > before


def test_lease_that_cannot_be_extended_is_logged(monkeypatch, caplog):
    over = Mock(spec=threading.Event, wait=Mock(side_effect=[False, True]))
    monkeypatch.setattr(leases, "connection", Mock())

    leases._beat(Mock(side_effect=DatabaseError), over)

    assert [one.message for one in caplog.records] == ["lease not extended"]


def test_timers_are_wound_once_an_hour(settings):
    now = timezone.now()

    wound = [wind(now + timedelta(minutes=minutes)) for minutes in (0, 1, 59, 60, 61)]

    number = len(settings.TIMERS)
    assert wound == [number, 0, 0, number, 0]
    assert DBTaskResult.objects.count() == 2 * number


def test_timer_that_another_worker_wound_meanwhile_is_left(settings):
    (name, *_others) = settings.TIMERS
    now = timezone.now()
    Timer.objects.create(name=name, due_at=now + EVERY)

    assert wind(now) == len(settings.TIMERS) - 1
    assert not work.wind(now, at_once=False)


def test_every_timer_works(settings):
    wind(timezone.now())

    assert run_due("me") == len(settings.TIMERS)
    assert set(states()) == {"SUCCESSFUL"}


def test_timer_of_another_release_does_nothing():
    assert run_timer.call("salerno_web.people.tasks.nothing_of_the_sort") == 0


def test_worker_does_what_is_due_and_stops(settings):
    keep.enqueue("one")
    send_mail("Hello", "A letter", None, ["trota@example.org"])

    call_command("work", "--once")

    assert (DONE, len(mail.outbox)) == (["one"], 1)
    assert set(states()) == {"SUCCESSFUL"}
    assert len(states()) == 1 + len(settings.TIMERS)


def test_worker_goes_on_when_something_fails(monkeypatch, caplog):
    monkeypatch.setattr(work, "close_old_connections", lambda: None)
    monkeypatch.setattr("time.sleep", Mock(side_effect=KeyboardInterrupt))
    monkeypatch.setattr(work, "wind", Mock(side_effect=DatabaseError))
    send_mail("Hello", "A letter", None, ["trota@example.org"])

    call_command("work")

    assert len(mail.outbox) == 1
    assert [one.message for one in caplog.records] == ["background work failed"]


def test_worker_that_is_asked_to_stop_finishes_its_round(monkeypatch):
    monkeypatch.setattr(work, "close_old_connections", lambda: None)
    monkeypatch.setattr("time.sleep", lambda _seconds: signal.raise_signal(signal.SIGTERM))
    keep.enqueue("one")
    former = signal.getsignal(signal.SIGTERM)

    call_command("work")

    assert DONE == ["one"]
    assert signal.getsignal(signal.SIGTERM) == former


def test_finished_tasks_are_forgotten():
    for word in ("one", "two"):
        keep.enqueue(word)
    run_due("me")
    DBTaskResult.objects.update(finished_at=timezone.now() - timedelta(days=8))
    keep.enqueue("three")

    tidy(timezone.localdate())

    assert states() == ["READY"]
    assert not Message.objects.exists()


WORKER = """
import time
import django
django.setup()
from salerno_web.people import tasks
from salerno_web.people.leases import claimed, run_due
"""
_ = (subprocess, sys, time, connection, WORKER)
