"""The placements of the demonstration: what hosts publish, and trainees on every step of the way.

Everything is done by the actions that people use, at moments before the one that is given.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from salerno.placements.evaluations import QUESTIONS, Answers, Side
from salerno.placements.states import Verb, Who
from salerno.placements.windows import stay_of
from salerno_web.credentials.actions import change_saved
from salerno_web.credentials.told import with_credential
from salerno_web.people.models import Membership, Organisation, Role, User
from salerno_web.placements.actions import Booking, hold
from salerno_web.placements.evaluation_actions import ask_guest, file
from salerno_web.placements.models import Evaluation, Payment, Placement
from salerno_web.placements.moves import move, settle
from salerno_web.placements.payment_actions import receive
from salerno_web.placements.publishing import publish
from salerno_web.project.season_hosts import HOSPITALS, WEEK, published_by

MEDICINE = "gb/harbour-general/medicine/hands-on"
EMERGENCY = "gb/harbour-general/emergency/observership"
SURGERY = "gb/harbour-general/surgery/elective"
LONG_AGO = 24
"""So many weeks before the present the windows that are over began."""


@dataclass(frozen=True, slots=True)
class Played:
    """One trainee's way: on which rotation, from which week on, and who then does what.

    `week` counts from the present one; `lead` are the days between asking and beginning.
    """

    email: str
    rotation: str
    week: int
    weeks: int
    lead: int
    moves: tuple[tuple[Who, Verb], ...] = ()
    papers: bool = False
    is_certified: bool = False


REQUEST: tuple[Who, Verb] = ("trainee", "request")
ACCEPT: tuple[Who, Verb] = ("host", "accept")
PLAYED: tuple[Played, ...] = (
    Played("luz@demo.example", EMERGENCY, -8, 2, 40, (REQUEST,), papers=True, is_certified=True),
    Played("zahra@demo.example", EMERGENCY, -5, 2, 40, (REQUEST,), papers=True),
    Played("priyal@demo.example", MEDICINE, -1, 4, 60, (REQUEST, ACCEPT), papers=True),
    Played("trota@demo.example", MEDICINE, 6, 4, 42, (REQUEST,)),
    Played("iloma@demo.example", SURGERY, 8, 4, 56, (REQUEST,)),
    Played("zahra@demo.example", EMERGENCY, 4, 1, 28, (REQUEST,)),
)
"""Who is where in the season; one after the other, so that each finds the seats of the others."""


def make_placements(organisations: Mapping[str, Organisation], *, now: datetime) -> None:
    """Publish what the hosts offer, and let the trainees of the demonstration ask for it."""
    monday = now.date() - timedelta(days=now.weekday())
    for hospital in HOSPITALS:
        host = organisations[hospital.name]
        text = published_by(hospital, today=monday, since=monday - LONG_AGO * WEEK)
        publish(text, name=hospital.name, host=host, viewer=_coordinator(host))
    for played in PLAYED:
        _play(played, monday, now=now)


def _coordinator(host: Organisation) -> User:
    """Whoever acts for a host; somebody is made up where nobody does."""
    found = Membership.objects.filter(organisation=host, role=Role.COORDINATOR).first()
    if found:
        return found.user
    user = User.objects.create(
        email=f"coordinator-{host.pk.hex[:6]}@demo.example",
        name=f"Coordinator of {host.name}",
        password="!",
        is_demonstration=True,
    )
    Membership.objects.create(user=user, organisation=host, role=Role.COORDINATOR)
    return user


def _play(own: Played, monday: date, *, now: datetime) -> None:
    """Ask for a stay as many days before it as told, and let everybody do their part by now."""
    trainee = User.objects.get(email=own.email)
    first = monday + own.week * WEEK
    begun = min(now, now + (first - now.date()) - timedelta(days=own.lead))
    if own.papers:
        _show_papers(trainee, since=begun.date())
    own_school = Organisation.objects.filter(memberships__user=trainee, kind="school").first()
    booking = Booking(own.rotation, _window(own), stay_of(first, own.weeks), own_school)
    row = hold(trainee, booking, key=f"season-{own.week}", now=begun)
    assert isinstance(row, Placement), row  # the season is written so that everybody finds a seat
    for who, verb in own.moves:
        actor = trainee if who == "trainee" else _coordinator(row.host)
        row = move(row.pk, verb, by=who, actor=actor, now=begun)
    if own.papers:
        for payment in Payment.objects.filter(placement=row):
            receive(payment.pk, by=_coordinator(row.host), now=begun)
    for week in range((now.date() - begun.date()).days // 7 + 1):
        settle(row.pk, now=begun + week * WEEK)
    settle(row.pk, now=now)
    if own.is_certified:
        _evaluate(row, now=now)
        move(row.pk, "certify", by="host", actor=_coordinator(row.host), now=now)


def _evaluate(row: Placement, *, now: datetime) -> None:
    """Let a guest, and the trainee, say how it was."""
    coordinator = _coordinator(row.host)
    guest = {"name": "A consultant of the season", "email": "consultant@demo.example"}
    for planned in Evaluation.objects.filter(placement=row):
        side: Side = "host" if planned.side == "host" else "trainee"
        own = planned
        if side == "host":
            own = ask_guest(planned, **guest, language="en", by=coordinator, now=now)
        marks = dict.fromkeys(QUESTIONS[side], 4)
        words = "Invented, like everything in this demonstration."
        by = row.trainee if side == "trainee" else None
        file(own, Answers(marks, words, is_public=True), by=by, now=now)


def _window(own: Played) -> str:
    return "season" if own.week > 0 else "past"


def _show_papers(trainee: User, *, since: date) -> None:
    """Let a trainee hold what the hospital asks before one begins."""
    until = str(since + timedelta(days=700))
    for credential in (
        {"type": "document/background-check", "on": str(since), "until": until, "clear": "yes"},
        {"type": "immunisation/mmr", "on": "2010-05-04", "status": "complete"},
        {"type": "training/bls", "on": str(since), "until": until},
        {"type": "titre/hepatitis-b", "on": str(since), "value": "120 mIU/mL"},
    ):
        change_saved(trainee, partial(with_credential, credential=credential))
