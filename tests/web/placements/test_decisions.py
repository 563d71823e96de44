"""What Costanza judges about Trota, and what follows of it."""

from datetime import UTC, date, datetime

import pytest

from salerno.errors import InputError
from salerno.placements.demands import Demand
from salerno.rules.leaves import Judge, Note
from salerno_web.people.models import Event, Membership, Role
from salerno_web.placements.actions import hold
from salerno_web.placements.decision_actions import decide
from salerno_web.placements.decision_queries import decided
from salerno_web.placements.models import Decision, Placement
from salerno_web.placements.moves import move, settle
from salerno_web.placements.networks import network
from salerno_web.placements.queries import progress_of, rows_about
from tests.web.placements.conftest import NOW

INDUCTION = Demand(
    "induction",
    Judge("placement-induction", (("en", "Shown around"),), note=Note(actor="host")),
    due="onboarding",
)
START = datetime(2027, 1, 4, 9, tzinfo=UTC)


@pytest.fixture
def welcomed(offered, trota, costanza, asked):
    """Return the placement of Trota that the host accepted, and must see to something for."""
    offered(asks=(INDUCTION,))
    row = hold(trota, asked(trota), key="a", now=NOW)
    move(row.pk, "request", by="trainee", actor=trota, now=NOW)
    return move(row.pk, "accept", by="host", actor=costanza, now=NOW)


def missing(row):
    return dict(progress_of(row, known=network()).missing)


def test_decision_meets_a_demand_and_the_placement_goes_on(welcomed, costanza):
    before = missing(welcomed)

    decide(welcomed.pk, "induction", met=True, by=costanza, now=START)

    assert before == {"onboarding": ("induction",)}
    assert missing(welcomed) == {}
    assert Placement.objects.get().state == "active"
    event = Event.objects.get(verb="decide")
    assert (event.actor, event.detail) == (str(costanza.pk), {"demand": "induction", "met": True})


def test_without_a_decision_nobody_begins(welcomed):
    assert settle(welcomed.pk, now=START) is False


def test_no_and_a_change_need_a_reason(welcomed, costanza):
    with pytest.raises(InputError, match="Say why"):
        decide(welcomed.pk, "induction", met=False, by=costanza, now=NOW)
    decide(welcomed.pk, "induction", met=True, by=costanza, now=NOW)
    decide(welcomed.pk, "induction", met=True, by=costanza, now=NOW)
    with pytest.raises(InputError, match="Say why"):
        decide(welcomed.pk, "induction", met=False, by=costanza, now=NOW)
    decide(welcomed.pk, "induction", met=False, why=" Did not come. ", by=costanza, now=NOW)

    assert decided(welcomed) == {"induction": False}
    assert [one.reason for one in Event.objects.filter(verb="decide")] == ["", "Did not come."]


def test_only_a_coordinator_of_the_host_decides(welcomed, trota, abella, school):
    Membership.objects.create(user=abella, organisation=school, role=Role.SCHOOL_OFFICE)

    for stranger in (trota, abella):
        with pytest.raises(PermissionError):
            decide(welcomed.pk, "induction", met=True, by=stranger, now=NOW)
    assert not Decision.objects.exists()


def test_nothing_else_is_decided(welcomed, costanza, trota):
    with pytest.raises(InputError, match="nothing to decide"):
        decide(welcomed.pk, "other", met=True, by=costanza, now=NOW)
    move(welcomed.pk, "withdraw", by="trainee", actor=trota, now=NOW)

    with pytest.raises(InputError, match="nothing to decide"):
        decide(welcomed.pk, "induction", met=True, by=costanza, now=NOW)


def test_decisions_leave_with_the_trainee(welcomed, costanza, trota):
    decide(welcomed.pk, "induction", met=False, why="Late", by=costanza, now=NOW)

    (told,) = dict(rows_about(trota))["decision"]

    assert (told["demand"], told["met"], told["why"]) == ("induction", False, "Late")
    assert date.fromisoformat(told["at"].date().isoformat()) == NOW.date()
