"""What goes on around the placements of the demonstration: agreements, letters, reports, proposals.

Everything is done by the actions that people use; all words in it are invented, and say so.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from salerno.periods import ONE_DAY
from salerno_web.people.models import Membership, Organisation, Role, User
from salerno_web.placements.agreement_actions import propose, sign
from salerno_web.placements.incident_actions import tell_incident
from salerno_web.placements.letter_actions import ask_letter, write_letter
from salerno_web.placements.models import Incident, Placement
from salerno_web.placements.proposal_actions import propose_placement
from salerno_web.project.season_hosts import WEEK

INVENTED = "Invented, like everything in this demonstration."
HOST, SCHOOL = "Harbour General Hospital", "School of Medicine at Palm River"
FOUND_AT = "Clinic of the Upper Valley"


def make_surroundings(organisations: Mapping[str, Organisation], *, now: datetime) -> None:
    """Let schools and hosts agree, and trainees ask for letters, report, and find for themselves.

    The placements of the season are there already.
    """
    _agree(organisations, now=now)
    _letters(_placement("luz@demo.example"), now=now)
    _report(_placement("zahra@demo.example"), now=now)
    _propose(organisations, now=now)


def _placement(email: str) -> Placement:
    """The first placement of somebody."""
    return Placement.objects.filter(trainee__email=email).earliest("first")


def _acts(organisation: Organisation, role: Role) -> User:
    return Membership.objects.get(organisation=organisation, role=role).user


def _agree(organisations: Mapping[str, Organisation], *, now: datetime) -> None:
    """One agreement that both signed, and one that the host has still to sign."""
    host, school = organisations[HOST], organisations[SCHOOL]
    office, coordinator = _acts(school, Role.SCHOOL_OFFICE), _acts(host, Role.COORDINATOR)
    for years, is_signed in ((0, True), (2, False)):
        first = now.date() + years * 52 * WEEK
        told = {"other": host, "first": first, "end": first + 104 * WEEK, "text": INVENTED}
        row = propose(school, "school", told, by=office, now=now)
        if is_signed:
            sign(row.pk, "host", by=coordinator, now=now)


def _letters(row: Placement, *, now: datetime) -> None:
    """One letter that is written, and one that is asked for."""
    for number, is_written in enumerate((True, False), start=1):
        letter = ask_letter(
            row, writer=f"Consultant {number} of the season", language="en",
            email=f"consultant-{number}@demo.example", purpose="Residency",
            due=now.date() + 3 * WEEK, waived=is_written, now=now,
        )  # fmt: skip
        if is_written:
            write_letter(letter, title="Consultant", words=INVENTED, now=now)


def _report(row: Placement, *, now: datetime) -> None:
    day, to = row.first + ONE_DAY, frozenset({"host"})
    tell_incident(row, kind=Incident.Kind.SUPERVISION, day=day, words=INVENTED, to=to, now=now)


def _propose(organisations: Mapping[str, Organisation], *, now: datetime) -> None:
    """One placement found at a host of the platform, and one at a host that is not."""
    trainee, school = User.objects.get(email="iloma@demo.example"), organisations[SCHOOL]
    first = now.date() - timedelta(days=now.weekday()) + 20 * WEEK
    for host, email in ((organisations[HOST], ""), (None, "secretary@demo.example")):
        told = {
            "host_name": "" if host else FOUND_AT, "specialty": "Paediatrics", "first": first,
            "end": first + 4 * WEEK, "supervisor": "A consultant of the season", "email": email,
            "language": "en", "words": INVENTED,
        }  # fmt: skip
        propose_placement(trainee, host=host, told=told, school=school, now=now)
        first += 5 * WEEK
