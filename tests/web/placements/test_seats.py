"""Seats: held, changed and given back, and never given twice."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import psycopg.errors
import pytest
from django.db import IntegrityError, OperationalError, transaction

from benchmarks.bookings import WEEK, faults, published
from salerno.errors import InputError, SalernoError
from salerno.placements.seats import Refusal
from salerno.placements.windows import stay_of
from salerno_web.atlas.queries import facts
from salerno_web.people.models import Event
from salerno_web.placements.actions import Busy, attempted, hold, wait
from salerno_web.placements.models import Placement, Slot
from salerno_web.placements.moves import swap
from salerno_web.placements.publishing import publish
from salerno_web.placements.queries import rows_about

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
FIRST = date(2027, 1, 4)


@pytest.fixture(autouse=True)
def _published(hospital, costanza):
    """Publish two rotations, one of them with places for three of a school."""
    publish(published([0, 1], facts().vocabulary), name="made up", host=hospital, viewer=costanza)


def many(count, someone):
    """Return so many people."""
    return [someone(f"trainee-{n}") for n in range(count)]


@pytest.fixture
def someone(django_user_model, db):
    """Return a function that makes somebody."""
    return lambda name: django_user_model.objects.create_user(f"{name}@example.org")


def test_hold_takes_a_seat_each_week_and_every_day_of_the_trainee(trota, asked):
    row = hold(trota, asked(trota), key="a", now=NOW)

    taken = row.slots.order_by("of", "day").values_list("of", "day", "number", "until")
    until = NOW + timedelta(hours=48)
    weeks = [FIRST, FIRST + WEEK]
    days = [start + timedelta(days=n) for start in weeks for n in range(5)]
    assert list(taken) == [
        *(("seat:rotation-1:window-1", day, 0, until) for day in weeks),
        *((f"trainee:{trota.pk}", day, 0, until) for day in days),
    ]
    assert (row.state, row.held_until) == ("held", until)
    assert Event.objects.get(subject_kind="placement").verb == "held"


def test_hold_asked_again_under_its_key_is_answered_the_same(trota, asked):
    first = hold(trota, asked(trota), key="a", now=NOW)
    again = hold(trota, asked(trota), key="a", now=NOW + timedelta(minutes=1))

    assert again == first
    assert Placement.objects.count() == 1


def test_key_used_for_something_else_is_refused(trota, asked):
    hold(trota, asked(trota), key="a", now=NOW)

    with pytest.raises(InputError, match="key was used for another request"):
        hold(trota, asked(trota, week=5), key="a", now=NOW)
    with pytest.raises(InputError, match="key was used for another request"):
        swap(trota, Placement.objects.get().pk, asked(trota, week=5), key="a", now=NOW)


def test_nobody_is_in_two_places_at_once(trota, asked):
    hold(trota, asked(trota), key="a", now=NOW)

    found = hold(trota, asked(trota, number=0, week=1), key="b", now=NOW)

    assert found == Refusal("clash", tuple(FIRST + WEEK + timedelta(days=n) for n in range(5)))


def test_last_seat_is_given_once(asked, someone):
    *first, late = many(5, someone)
    for number, user in enumerate(first):
        hold(user, asked(user), key=str(number), now=NOW)

    found = hold(late, asked(late, week=1), key="late", now=NOW)

    assert found == Refusal("full", (FIRST + WEEK,), 4)
    assert not Placement.objects.filter(trainee=late).exists()


def test_quota_of_a_school_is_not_passed(asked, someone):
    *first, late = many(4, someone)
    for number, user in enumerate(first):
        hold(user, asked(user, number=0), key=str(number), now=NOW)

    found = hold(late, asked(late, number=0), key="late", now=NOW)

    assert found == Refusal("quota-full", (FIRST, FIRST + WEEK), 3)


def test_seat_that_is_held_no_longer_is_given_to_the_next(asked, someone):
    *first, late = many(5, someone)
    for number, user in enumerate(first):
        hold(user, asked(user), key=str(number), now=NOW)

    row = hold(late, asked(late), key="late", now=NOW + timedelta(hours=48))

    assert {one.number for one in row.slots.filter(of="seat:rotation-1:window-1")} == {0}
    assert Slot.objects.filter(of="seat:rotation-1:window-1").count() == 2


def test_swap_gives_the_other_seat_and_frees_the_first(trota, asked):
    held = hold(trota, asked(trota), key="a", now=NOW)

    row = swap(trota, held.pk, asked(trota, number=0, week=1), key="b", now=NOW)
    again = swap(trota, held.pk, asked(trota, number=0, week=1), key="b", now=NOW)

    held.refresh_from_db()
    assert (held.state, held.slots.count()) == ("withdrawn", 0)
    assert (row.state, row.slots.count()) == ("held", 2 + 10 + 2)
    assert again == row


def test_swap_that_cannot_be_leaves_everything_as_it_was(trota, asked, someone):
    held = hold(trota, asked(trota), key="a", now=NOW)
    for number, user in enumerate(many(4, someone)):
        hold(user, asked(user, week=10), key=str(number), now=NOW)

    found = swap(trota, held.pk, asked(trota, week=10), key="b", now=NOW)

    held.refresh_from_db()
    assert found == Refusal("full", (FIRST + 10 * WEEK, FIRST + 11 * WEEK), 4)
    assert (held.state, held.slots.count()) == ("held", 12)


def test_stranger_cannot_swap(trota, abella, asked):
    held = hold(trota, asked(trota), key="a", now=NOW)

    with pytest.raises(Placement.DoesNotExist):
        swap(abella, held.pk, asked(abella, week=10), key="b", now=NOW)
    assert held.slots.count() == 12


def test_stay_that_the_window_does_not_have_is_refused(trota, asked):
    found = [
        act(trota, replace(asked(trota), stay=stay_of(FIRST - WEEK, 2)), key="a", now=NOW)
        for act in (hold, wait)
    ]

    assert [one.why for one in found] == ["not-open", "not-open"]
    assert not Placement.objects.exists()


@pytest.mark.parametrize("told", [{"window": "autumn"}, {"rotation": "rotation-9"}])
def test_what_is_not_offered_cannot_be_had(told, trota, asked):
    with pytest.raises(SalernoError):
        hold(trota, replace(asked(trota), **told), key="a", now=NOW)


def test_nobody_takes_the_places_of_a_school_that_is_not_theirs(trota, abella, asked):
    booking = asked(trota)

    with pytest.raises(PermissionError):
        hold(abella, booking, key="a", now=NOW)
    assert hold(abella, replace(booking, school=None), key="a", now=NOW).school is None


def test_seat_that_is_swapped_away_goes_to_who_waits(asked, someone):
    *first, late = many(5, someone)
    rows = [hold(user, asked(user), key="a", now=NOW) for user in first]
    waiting = wait(late, asked(late), key="a", now=NOW)

    swap(first[0], rows[0].pk, asked(first[0], week=10), key="b", now=NOW)

    waiting.refresh_from_db()
    assert (waiting.state, waiting.slots.count()) == ("onboarding", 12)


def test_database_itself_refuses_a_slot_twice(trota, asked):
    held = hold(trota, asked(trota), key="a", now=NOW)
    slot = held.slots.first()

    with pytest.raises(IntegrityError), transaction.atomic():
        Slot.objects.create(of=slot.of, day=slot.day, number=slot.number, placement=held)


def always(error):
    """Return a function that does nothing but fail."""

    def failing():
        raise error

    return failing


def test_who_never_gets_through_is_told_to_try_again(db):
    with pytest.raises(Busy, match="Very many people"):
        attempted(always(IntegrityError()))


@pytest.mark.parametrize(("state", "raised"), [("40P01", Busy), ("57P03", OperationalError)])
def test_two_that_wait_for_one_another_are_tried_again(db, state, raised):
    error = OperationalError()
    error.__cause__ = psycopg.errors.lookup(state)()

    with pytest.raises(raised):
        attempted(always(error))


def test_everything_of_a_trainee_is_handed_over(trota, asked):
    hold(trota, asked(trota), key="a", now=NOW)

    found = {name: len(rows) for name, rows in rows_about(trota) if rows}

    assert found == {"placement": 1, "slot": 12}


def placed(name, trainee, rotation_, week, state="held"):
    """Return a placement of one week as the checker of the benchmark reads it."""
    first = FIRST + week * WEEK
    return [name, trainee, rotation_, str(first), str(first + WEEK), state]


def taken(name, kinds):
    """Return slots as the checker reads them."""
    return [[name, kind, "2027-01-04"] for kind in kinds]


WHOLE = ["seat", *["trainee"] * 5]


@pytest.mark.parametrize(
    ("fault", "placements", "slots", "told"),
    [
        ("oversold", [placed(str(n), n, "rotation-1", 0) for n in range(5)], None, None),
        ("clashes", [placed(str(n), 1, f"rotation-{n}", 0) for n in (1, 2)], None, None),
        ("quotas passed", [placed(str(n), n, "rotation-0", 0) for n in range(4)], None, None),
        ("partial placements", [placed("a", 1, "rotation-1", 0)], taken("a", WHOLE[1:]), None),
        ("partial placements", [], taken("a", WHOLE), []),
        ("lost acknowledgements", [], [], [["k", {"asks": {"verb": "hold"}}, {"yes": "a"}]]),
        ("never told", [placed("a", 1, "rotation-1", 0)], taken("a", WHOLE), []),
    ],
)
def test_checker_of_the_crowd_finds_every_fault(fault, placements, slots, told):
    kept = {
        "placements": placements,
        "slots": [one for own in placements for one in taken(own[0], WHOLE)]
        if slots is None
        else slots,
        "keys": [own[0] for own in placements],
        "events": [["held", own[0]] for own in placements],
    }
    if told is None:
        told = [["k", {"asks": {"verb": "hold"}}, {"yes": own[0]}] for own in placements]

    found = faults(kept, told)

    assert found[fault]
