"""One passport of documents: Trota shows each once, and every host judges it for its own days."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from salerno.credentials.circumstances import Circumstances
from salerno.credentials.records import person_of
from salerno.periods import Period
from salerno.placements.demands import Demand
from salerno.placements.locations import tree_of
from salerno.placements.passports import (
    REMINDERS,
    WARNINGS,
    awaited_of,
    due_days,
    judged_by_host,
    missing_of,
    notices,
    papers_of,
    reminder,
    shared,
)
from salerno.rules.chain import State
from tests.library.placements.hosts import VOCABULARY, location_of, read, rotation_of

TODAY = date(2026, 11, 23)
STAY = Period.parse("2027-01-04..2027-01-31")
ASKS = """
asks:
  - {id: enrolled, fact: student.status, is: enrolled}
  - {id: bls, has: training/bls, valid: through event, due: onboarding}
  - {id: titre, has: titre/hepatitis-b, where: {value: ">= 10"}, due: onboarding}
  - {id: badge, judge: badge-back, text: {en: "The badge is back"}, actor: host, due: offboarding}
"""


def trota(*, until="2027-12-31", assurance="verified"):
    """Return Trota, whose life support ends then."""
    return person_of(
        read(f"""
            person: trota
            facts: {{student.status: enrolled}}
            complete: [training/bls, titre/*]
            credentials:
              - {{type: training/bls, on: 2026-01-05, until: {until}, assurance: {assurance}}}
              - type: titre/hepatitis-b
                on: 2026-02-02
                value: 12 mIU/mL
                assurance: {assurance}
        """),
        vocabulary=VOCABULARY,
    )


def papers(person=None, *, terms="", stay=STAY, asks=ASKS, **told):
    tree = tree_of([location_of(), location_of(head="unit: xx/ward\nwithin: xx\nname: Ward\n")])
    own = rotation_of(asks + terms)
    around = Circumstances(TODAY)
    return papers_of(
        person or trota(), own, tree, stay=stay, circumstances=around, booked=TODAY, **told
    )


def test_each_demand_has_its_verdict_and_the_day_by_which_it_is_due():
    found = papers()

    assert [(one.asked.demand.id, one.verdict.state, one.by) for one in found] == [
        ("enrolled", State.ELIGIBLE, TODAY),
        ("bls", State.ELIGIBLE, date(2027, 1, 4)),
        ("titre", State.ELIGIBLE, date(2027, 1, 4)),
        ("badge", State.CANNOT_TELL, date(2027, 1, 31)),
    ]
    assert missing_of(found) == {"offboarding": ("badge",)}


def test_instant_booking_has_days_of_grace():
    own = rotation_of("terms: {booking: instant, grace: 5}")

    assert due_days(own, STAY, booked=TODAY)["application"] == date(2026, 11, 28)


def test_document_that_ends_on_the_way_is_missing_and_says_when():
    found = papers(trota(until="2027-01-30"))

    assert missing_of(found)["onboarding"] == ("bls",)
    assert [one.ends for one in found] == [None, date(2027, 1, 30), None, None]


def test_document_that_ends_on_the_last_day_is_enough():
    found = papers(trota(until="2027-01-31"))

    assert "onboarding" not in missing_of(found)
    assert found[1].ends is None


@pytest.mark.parametrize(
    ("left", "days"),
    [(61, None), (60, 60), (31, 60), (30, 30), (8, 30), (7, 7), (0, 7), (-1, None)],
)
def test_owner_is_warned_sixty_thirty_and_seven_days_before(left, days):
    ends = TODAY + timedelta(days=left)

    found = notices(papers(trota(until=ends.isoformat())), today=TODAY)

    assert [(one.days, one.demands) for one in found] == ([(days, ("bls",))] if days else [])


def test_notice_has_the_same_key_until_the_document_is_renewed():
    first = notices(papers(trota(until="2026-12-20")), today=TODAY)
    later = notices(papers(trota(until="2026-12-20")), today=TODAY + timedelta(days=1))
    renewed = notices(papers(trota(until="2026-12-21")), today=TODAY)

    assert [one.key for one in first] == [one.key for one in later]
    assert first[0].key == "training/bls:2026-01-05:2026-12-20:30"
    assert first[0].key != renewed[0].key


def test_document_that_two_demands_rest_on_is_told_once_with_both():
    twice = ASKS + "  - {id: again, has: training/bls, due: onboarding}\n"

    found = notices(papers(trota(until="2026-12-20"), asks=twice), today=TODAY)

    assert [one.demands for one in found] == [("bls", "again")]


def test_end_that_is_not_known_to_the_day_is_not_warned_of():
    assert notices(papers(trota(until="2026-12")), today=TODAY) == ()


def test_host_that_takes_yes_or_no_sees_no_verified_file_of_health():
    found = shared(papers(), yes_or_no=True)

    assert [(one.demand, one.is_met, one.is_verified, len(one.files)) for one in found] == [
        ("enrolled", True, False, 0),
        ("bls", True, True, 1),
        ("titre", True, True, 0),
        ("badge", False, False, 0),
    ]


def test_health_that_nobody_verified_is_shown_as_are_all_files_to_other_hosts():
    claimed = shared(papers(trota(assurance="claimed")), yes_or_no=True)
    asked = shared(papers(), yes_or_no=False)

    assert (len(claimed[2].files), len(asked[2].files)) == (1, 1)


def test_each_warning_is_given_once_by_who_asks_every_day():
    ends = TODAY + timedelta(days=90)
    known = papers(trota(until=ends.isoformat()), stay=Period.parse("2027-06-07..2027-07-04"))

    told = [one for n in range(91) for one in notices(known, today=TODAY + timedelta(days=n))]

    assert {one.days for one in told} == set(WARNINGS)
    assert len({one.key for one in told}) == len(WARNINGS)


def without_papers():
    """Return Trota before she showed anything."""
    return person_of(
        read(
            "{person: trota, facts: {student.status: enrolled}, complete: [training/bls, titre/*]}"
        ),
        vocabulary=VOCABULARY,
    )


@pytest.mark.parametrize(
    ("left", "step"), [(31, None), (30, 30), (15, 30), (14, 14), (8, 14), (7, 7), (2, 2), (0, 2)]
)
def test_trainee_is_reminded_of_everything_missing_once_the_first_of_it_is_due_soon(left, step):
    found = reminder(papers(without_papers()), today=date(2027, 1, 4) - timedelta(days=left))

    if step is None:
        assert found is None
    else:
        assert found.days == step
        assert [one.asked.demand.id for one in found.papers] == ["bls", "titre", "badge"]


def test_what_was_due_before_today_is_not_reminded_of():
    found = reminder(papers(without_papers()), today=date(2027, 1, 5))

    assert [one.asked.demand.id for one in found.papers] == ["badge"]


def test_nothing_missing_is_no_reminder():
    shown = [one for one in papers() if one.is_met]

    assert reminder(shown, today=date(2027, 1, 3)) is None
    assert list(REMINDERS) == sorted(REMINDERS, reverse=True)


@pytest.mark.parametrize(
    ("decided", "state"),
    [({}, State.CANNOT_TELL), ({"badge": True}, State.ELIGIBLE), ({"badge": False}, State.NOT_YET)],
)
def test_host_alone_judges_what_it_must_see_to(decided, state):
    found = papers(decided=decided)

    assert [one.is_for_host for one in found] == [False, False, False, True]
    assert found[3].verdict.state == state
    assert [one.verdict.state for one in found[:3]] == [State.ELIGIBLE] * 3
    assert awaited_of(found) == (frozenset() if decided else {"badge"})


def test_what_a_trainee_says_of_it_counts_for_nothing():
    person = trota()
    sure = replace(person, facts={**person.facts, "judged/badge-back": (True,)})

    assert papers(sure)[3].verdict.state == State.CANNOT_TELL


def test_decision_leaves_the_rest_of_a_demand_to_the_papers():
    asks = """
asks:
  - id: both
    all: [{has: training/acls}, {judge: badge-back, text: {en: "The badge"}}]
    actor: host
  - {id: other, judge: cleared, text: {en: "Somebody else clears it"}}
"""
    found = papers(asks=asks, decided={"both": True, "other": True})

    assert [one.is_for_host for one in found] == [True, False]
    assert [one.is_met for one in found] == [False, False]
    assert [one.awaits_host for one in papers(asks=asks)] == [False, False]


def test_nothing_is_to_be_judged_of_what_is_waived():
    assert judged_by_host(Demand("badge", None)) == ()
