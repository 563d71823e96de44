"""Trota's placement on its way, and who gets her seat when she gives it up."""

from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from salerno.errors import InputError
from salerno.placements.states import Reason
from salerno_web.credentials.models import Credential, Record
from salerno_web.people.models import Event
from salerno_web.placements.actions import hold, wait
from salerno_web.placements.models import Placement, Published
from salerno_web.placements.moves import Unready, move, settle, settle_all
from salerno_web.placements.permissions import may_publish, part_in
from salerno_web.placements.tasks import settle_due
from tests.library.placements.hosts import location_of
from tests.web.conftest import someone
from tests.web.placements.conftest import NOW

(BLS,) = location_of("asks: [{id: bls, has: training/bls, due: onboarding}]").demands
ASKS = (BLS,)


def at(written):
    return datetime.fromisoformat(f"{written}:00+00:00")


def test_placement_is_released_accepted_begun_and_finished(trota, costanza, office, offered, asked):
    offered(release=True)
    name = hold(trota, asked(trota), key="a", now=NOW).pk

    for verb, by, actor in (
        ("request", "trainee", trota), ("release", "school", office), ("accept", "host", costanza),
    ):  # fmt: skip
        row = move(name, verb, by=by, actor=actor, now=NOW)
    began = settle(name, now=at("2027-01-04T06:00"))
    ended = settle(name, now=at("2027-01-18T06:00"))

    assert (row.state, row.released, row.accepted, began, ended) == (
        "onboarding", True, True, True, True,
    )  # fmt: skip
    row.refresh_from_db()
    assert (row.state, row.slots.filter(until=None).count()) == ("evaluation", 12)
    events = Event.objects.filter(subject_kind="placement", subject_id=name).order_by("id")
    assert [(one.verb, one.actor) for one in events] == [
        ("held", str(trota.pk)), ("request", str(trota.pk)), ("release", str(office.pk)),
        ("accept", str(costanza.pk)), ("begin", ""), ("finish", ""),
    ]  # fmt: skip


def test_day_begins_by_the_clocks_of_the_host(trota, offered, asked):
    offered(zone="Pacific/Auckland", booking="instant")
    name = hold(trota, asked(trota), key="a", now=NOW).pk
    move(name, "request", by="trainee", actor=trota, now=NOW)

    early = settle(name, now=at("2027-01-03T10:59"))
    begun = settle(name, now=at("2027-01-03T11:00"))

    assert (early, begun) == (False, True)


def test_move_that_must_wait_says_for_what_and_changes_nothing(trota, offered, asked):
    offered(agreement=True)
    name = hold(trota, asked(trota), key="a", now=NOW).pk

    with pytest.raises(Unready) as error:
        move(name, "request", by="trainee", actor=trota, now=NOW)

    assert error.value.reasons == (Reason("no-agreement"),)
    assert Placement.objects.get().state == "held"


def test_nobody_begins_without_what_the_host_asks(trota, offered, asked):
    offered(booking="instant", asks=ASKS)
    name = hold(trota, asked(trota), key="a", now=NOW).pk
    move(name, "request", by="trainee", actor=trota, now=NOW)

    without = settle(name, now=at("2027-01-04T09:00"))
    keep_credential(trota, told={"on": "2026-05-20", "until": "2028-05-20"})
    with_it = settle(name, now=at("2027-01-04T09:00"))

    assert (without, with_it) == (False, True)


def keep_credential(user, *, told):
    """Put a certificate of life support into the record of somebody."""
    record = Record.objects.create(owner=user)
    Credential.objects.create(record=record, place=0, type="training/bls", told=told)


def test_move_that_is_not_offered_is_refused(trota, costanza, offered, asked):
    offered()
    name = hold(trota, asked(trota), key="a", now=NOW).pk

    with pytest.raises(Unready, match="cannot be done with the placement as it is now"):
        move(name, "accept", by="host", actor=costanza, now=NOW)


def test_pause_is_gone_on_from(trota, costanza, offered, asked):
    offered(booking="instant")
    name = hold(trota, asked(trota), key="a", now=NOW).pk
    move(name, "request", by="trainee", actor=trota, now=NOW)

    paused = move(name, "pause", by="host", actor=costanza, now=NOW)
    resumed = move(name, "resume", by="host", actor=costanza, now=NOW)

    assert (paused.before_pause, resumed.state, resumed.before_pause) == (
        "onboarding", "onboarding", "",
    )  # fmt: skip


def test_seat_that_is_given_up_goes_to_who_waited_longest_for_those_days(trota, offered, asked):
    offered(seats=1)
    users = [someone(f"trainee-{n}") for n in range(3)]
    name = hold(trota, asked(trota), key="a", now=NOW).pk
    later = hold(users[0], asked(users[0], week=5), key="b", now=NOW)
    rows = [
        wait(user, asked(user, week=week), key=f"c{n}", now=NOW + timedelta(minutes=n))
        for n, (user, week) in enumerate([(users[1], 5), (users[2], 0), (users[1], 0)])
    ]
    again = wait(users[1], asked(users[1], week=5), key="c0", now=NOW)

    move(name, "withdraw", by="trainee", actor=trota, now=NOW)

    for row in rows:
        row.refresh_from_db()
    assert again == rows[0]
    assert [row.state for row in rows] == ["waitlisted", "review", "waitlisted"]
    assert (later.slots.count(), rows[1].slots.filter(until=None).count()) == (12, 12)
    assert Event.objects.filter(verb="refill").count() == 1


def test_days_that_were_used_are_not_given_to_others(trota, offered, asked):
    offered(booking="instant")
    name = hold(trota, asked(trota), key="a", now=NOW).pk
    move(name, "request", by="trainee", actor=trota, now=NOW)

    row = move(name, "withdraw", by="trainee", actor=trota, now=at("2027-01-13T09:00"))

    assert row.state == "withdrawn"
    assert [day.day for day in row.slots.filter(of__startswith="trainee").values_list(
        "day", flat=True
    )] == [4, 5, 6, 7, 8, 11, 12]  # fmt: skip


def test_nobody_waits_where_there_is_no_list(trota, offered, asked):
    offered(waitlist=False)

    with pytest.raises(InputError, match="no waiting list"):
        wait(trota, asked(trota), key="a", now=NOW)


def test_window_that_is_gone_is_waited_for_in_vain(trota, offered, asked, hospital):
    offered(seats=1)
    late = someone("late")
    name = hold(trota, asked(trota), key="a", now=NOW).pk
    row = wait(late, asked(late), key="b", now=NOW)
    Placement.objects.filter(pk=row.pk).update(window="autumn")

    move(name, "withdraw", by="trainee", actor=trota, now=NOW)

    row.refresh_from_db()
    assert row.state == "waitlisted"


def test_worker_lapses_holds_and_leaves_what_is_not_published_any_longer(
    trota, abella, offered, asked
):
    offered()
    offered(number=3)
    first = hold(trota, asked(trota), key="a", now=NOW)
    gone = hold(abella, asked(abella, number=3), key="b", now=NOW)
    Published.objects.filter(name="rotation-3").delete()

    moved = [settle_all(now=NOW + timedelta(hours=hours)) for hours in (47, 48, 49)]

    first.refresh_from_db()
    gone.refresh_from_db()
    assert moved == [0, 1, 0]
    assert (first.state, first.slots.count(), gone.state) == ("lapsed", 0, "held")
    assert settle_due() == 0


def test_part_that_somebody_plays_is_told(trota, abella, costanza, office, held):
    found = [
        part_in(held, viewer=one) for one in (trota, costanza, office, abella, AnonymousUser())
    ]

    assert found == ["trainee", "host", "school", None, None]
    assert may_publish(held.host, viewer=costanza)
    assert not may_publish(held.host, viewer=AnonymousUser())
    assert str(Published(name="hospital")) == "hospital"
