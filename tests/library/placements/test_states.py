"""The way of a placement, as Trota, her school and Costanza the coordinator walk it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salerno.periods import Period
from salerno.placements.rotations import Terms
from salerno.placements.states import (
    AFTERWARDS,
    MOVES,
    OVER,
    SEATED,
    STATES,
    Progress,
    Reason,
    grace_ends,
    moved,
    offers,
    settled,
)

STAY = Period(date(2027, 1, 4), date(2027, 2, 1))
BOOKED = date(2026, 11, 23)
MISSING = {"application": ("passport",), "onboarding": ("bls",), "offboarding": ("badge",)}


def at(written):
    return datetime.fromisoformat(f"{written}:00+00:00")


NOW = at("2026-11-23T09:00")
BEGUN, ENDED = at("2027-01-04T07:00"), at("2027-02-01T00:00")


def placement(state="held", **more):
    terms = Terms(**more.pop("terms", {}))
    return Progress(state, STAY, terms, BOOKED, **more)


def walk(progress, *steps):
    """Return a placement after the moves of several people, each of which must be possible."""
    for by, verb, now in steps:
        offer = next(one for one in offers(progress, by=by, now=now) if one.verb == verb)
        assert offer.reasons == ()
        progress = moved(progress, offer)
    return progress


def reasons(progress, verb, *, by, now=NOW):
    (offer,) = [one for one in offers(progress, by=by, now=now) if one.verb == verb]
    return offer.reasons


def test_placement_goes_from_a_hold_to_its_certificate():
    asked = placement(terms={"release": True})

    reviewed = walk(asked, ("trainee", "request", NOW), ("school", "release", NOW))
    accepted = walk(reviewed, ("host", "accept", NOW))
    evaluated, made = settled(accepted, now=ENDED)
    certified = walk(replace(evaluated, evaluated={"host"}), ("host", "certify", ENDED))
    closed, _ = settled(replace(certified, evaluated={"host", "trainee"}), now=ENDED)

    assert (reviewed.state, reviewed.released) == ("review", True)
    assert (accepted.state, accepted.accepted) == ("onboarding", True)
    assert [one.verb for one in made] == ["begin", "finish"]
    assert (evaluated.state, certified.state, closed.state) == (
        "evaluation", "certified", "closed",
    )  # fmt: skip


def test_instant_booking_stands_at_once_and_may_show_its_papers_later():
    asked = placement(terms={"booking": "instant"}, missing=MISSING)

    booked = walk(asked, ("trainee", "request", NOW))

    assert booked.state == "onboarding"
    assert grace_ends(booked) == date(2026, 11, 30)
    assert settled(booked, now=at("2026-11-30T23:59"))[0].state == "onboarding"
    assert settled(booked, now=at("2026-12-01T00:00"))[0].state == "lapsed"
    shown = replace(booked, missing={"onboarding": ("bls",)})
    assert settled(shown, now=at("2026-12-01T00:00"))[0].state == "onboarding"


def test_request_waits_for_what_is_due_at_application():
    found = reasons(placement(missing=MISSING), "request", by="trainee")

    assert found == (Reason("missing", ("passport",)),)


def test_request_does_not_wait_for_what_the_host_judges_after_it_but_the_host_does():
    asked = placement(missing=MISSING, awaited=frozenset({"passport"}))

    reviewed = walk(asked, ("trainee", "request", NOW))

    assert reasons(reviewed, "accept", by="host") == (Reason("missing", ("passport",)),)
    instant = placement(
        "onboarding", terms={"booking": "instant"}, missing=MISSING, awaited=asked.awaited
    )
    assert settled(instant, now=at("2026-12-01T00:00"))[0].state == "onboarding"


def test_request_under_an_agreement_needs_one():
    asked = placement(terms={"agreement": True})

    assert reasons(asked, "request", by="trainee") == (Reason("no-agreement"),)
    assert reasons(replace(asked, has_agreement=True), "request", by="trainee") == ()


def test_request_without_a_seat_waits_for_one_where_there_is_a_list():
    asked = placement(has_seat=False)

    waiting = walk(asked, ("trainee", "request", NOW))

    assert waiting.state == "waitlisted"
    assert settled(waiting, now=NOW)[0] == waiting
    assert settled(replace(waiting, has_seat=True), now=NOW)[0].state == "review"
    unlisted = placement(has_seat=False, terms={"waitlist": False})
    assert reasons(unlisted, "request", by="trainee") == (Reason("no-seat"),)


def test_host_puts_a_request_on_the_list_and_its_seat_is_free():
    waiting = walk(placement("review"), ("host", "waitlist", NOW))

    assert (waiting.state, waiting.has_seat) == ("waitlisted", False)


def test_host_accepts_nobody_whom_the_school_has_not_released():
    found = reasons(placement("review", terms={"release": True}), "accept", by="host")

    assert found == (Reason("not-released"),)


def test_nobody_begins_before_the_first_day_unpaid_or_without_papers():
    ready = placement("onboarding", missing=MISSING, unpaid=("deposit",))

    assert reasons(ready, "begin", by="time") == (
        Reason("not-begun", ("2027-01-04",)),
        Reason("missing", ("passport", "bls")),
        Reason("unpaid", ("deposit",)),
    )


def test_last_day_is_still_part_of_the_stay():
    active = placement("active")

    assert reasons(active, "finish", by="time", now=at("2027-01-31T23:59")) == (
        Reason("not-over", ("2027-01-31",)),
    )
    assert reasons(active, "finish", by="time", now=ENDED) == ()


def test_certificate_waits_for_the_host_and_for_what_is_due_in_the_end():
    found = reasons(placement("evaluation", missing=MISSING), "certify", by="host", now=ENDED)

    assert found == (Reason("not-evaluated", ("host",)), Reason("missing", ("badge",)))


def test_certified_placement_closes_in_the_end_though_the_trainee_never_wrote():
    certified = placement("certified", evaluated=frozenset({"host"}))
    late = ENDED + timedelta(days=AFTERWARDS)

    assert settled(certified, now=late - timedelta(minutes=1))[0].state == "certified"
    assert settled(certified, now=late)[0].state == "closed"


def test_hold_lapses_at_its_very_moment():
    held = placement(held_until=NOW)

    assert settled(held, now=NOW - timedelta(seconds=1))[0].state == "held"
    assert settled(held, now=NOW)[0].state == "lapsed"
    assert settled(placement(), now=NOW)[0].state == "held"


LATE = at("2027-06-01T09:00")


@pytest.mark.parametrize("state", ["held", "release", "review", "waitlisted", "paused"])
def test_nothing_comes_of_a_stay_that_is_over(state):
    late = placement(state, has_seat=state != "waitlisted")

    assert settled(late, now=LATE)[0].state == "lapsed"


@pytest.mark.parametrize(
    ("by", "verb", "state"),
    [
        ("trainee", "request", "held"),
        ("school", "release", "release"),
        ("host", "accept", "review"),
    ],
)
def test_nobody_is_let_into_a_stay_that_is_over(by, verb, state):
    assert Reason("over") in reasons(placement(state), verb, by=by, now=LATE)


def test_what_never_came_lapses_and_what_came_is_finished():
    without = placement("onboarding", missing=MISSING)

    assert settled(without, now=LATE)[0].state == "lapsed"
    assert settled(placement("onboarding"), now=LATE)[0].state == "evaluation"


def test_placement_that_was_paused_under_way_waits_to_be_resumed():
    paused = placement("paused", before_pause="active")

    assert settled(paused, now=LATE)[0] == paused


def test_hold_that_is_over_cannot_be_asked_for():
    found = reasons(placement(held_until=NOW), "request", by="trainee")

    assert found == (Reason("lapsed", (NOW.isoformat(),)),)


def test_nobody_begins_or_is_refilled_without_the_agreement_that_is_asked():
    terms = {"agreement": True}
    waiting = placement("waitlisted", terms=terms)

    assert reasons(waiting, "refill", by="time") == (Reason("no-agreement"),)
    assert reasons(placement("onboarding", terms=terms), "begin", by="time", now=BEGUN) == (
        Reason("no-agreement"),
    )


@pytest.mark.parametrize("state", ["onboarding", "active"])
def test_pause_goes_on_where_it_was(state):
    paused = walk(placement(state), ("school", "pause", NOW))

    assert (paused.state, walk(paused, ("host", "resume", NOW)).state) == ("paused", state)


def test_school_declines_and_host_refuses():
    assert walk(placement("release"), ("school", "decline", NOW)).released is False
    assert walk(placement("review"), ("host", "refuse", NOW)).accepted is False


@pytest.mark.parametrize(
    ("by", "verb", "state", "target"),
    [
        ("trainee", "withdraw", "active", "withdrawn"),
        ("host", "cancel", "onboarding", "cancelled"),
        ("host", "miss", "onboarding", "no-show"),
    ],
)
def test_who_leaves_is_told_apart(by, verb, state, target):
    assert walk(placement(state), (by, verb, BEGUN)).state == target


def test_nobody_is_missed_before_the_first_day():
    assert reasons(placement("onboarding"), "miss", by="host") == (
        Reason("not-begun", ("2027-01-04",)),
    )


WORDS = st.sampled_from(("passport", "bls")).map(lambda word: (word,))
PLACEMENTS = st.builds(
    Progress,
    st.sampled_from(STATES),
    st.just(STAY),
    st.builds(
        Terms,
        booking=st.sampled_from(("instant", "request")),
        waitlist=st.booleans(),
        release=st.booleans(),
        agreement=st.booleans(),
    ),
    st.just(BOOKED),
    held_until=st.sampled_from((None, NOW, BEGUN)),
    has_seat=st.booleans(),
    has_agreement=st.booleans(),
    released=st.sampled_from((None, True, False)),
    accepted=st.sampled_from((None, True, False)),
    missing=st.dictionaries(
        st.sampled_from(("application", "onboarding", "offboarding")), WORDS, max_size=2
    ),
    awaited=st.frozensets(st.sampled_from(("passport", "bls"))),
    unpaid=st.sampled_from(((), ("fee",))),
    evaluated=st.frozensets(st.sampled_from(("host", "trainee"))),
    before_pause=st.sampled_from(("onboarding", "active")),
)
MOMENTS = st.datetimes(datetime(2026, 11, 1), datetime(2027, 4, 1), timezones=st.just(UTC))  # noqa: DTZ001 - the zone is drawn apart


@given(PLACEMENTS, MOMENTS)
def test_time_ends_where_it_has_nothing_more_to_do(progress, now):
    found, made = settled(progress, now=now)

    assert settled(found, now=now) == (found, ())
    assert len({one.target for one in made} | {progress.state}) == len(made) + 1


@given(PLACEMENTS, MOMENTS, st.sampled_from(("trainee", "school", "host", "time")))
def test_every_offer_is_safe(progress, now, by):
    for offer in offers(progress, by=by, now=now):
        assert progress.state not in OVER
        assert offer.target != progress.state
        if offer.reasons:
            continue
        after = moved(progress, offer)
        if after.state == "active" and progress.state != "paused":
            assert now.date() >= STAY.start
            assert not after.unpaid
            assert not {"application", "onboarding"} & set(after.missing)
        if offer.verb in ("request", "release", "accept", "refill"):
            assert now.date() < STAY.end
        if offer.verb == "accept":
            assert after.has_seat
            assert after.released or not after.terms.release
        if after.state == "waitlisted":
            assert not after.has_seat
        if after.state == "certified":
            assert "host" in after.evaluated


def test_every_state_can_be_reached_and_left_unless_it_is_over():
    targets, sources = set(), set()
    for move in MOVES:
        sources |= move.sources
        for terms in (Terms(), Terms(release=True), Terms(booking="instant")):
            for seat in (True, False):
                for state in move.sources:
                    targets.add(
                        move.target(placement(state, has_seat=seat) if terms == Terms() else
                                    replace(placement(state, has_seat=seat), terms=terms))
                    )  # fmt: skip

    assert targets | {"held"} == set(STATES)
    assert sources == set(STATES) - OVER
    assert not SEATED & OVER
