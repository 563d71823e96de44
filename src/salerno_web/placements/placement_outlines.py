"""Placements as plain values for other software; keys are stable, unknown is null."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from salerno.periods import ONE_DAY
from salerno.placements.networks import Network
from salerno.placements.passports import Paper, shared
from salerno.placements.states import Offer, Who, offers
from salerno.rules import Voice
from salerno.rules.outlines import Plain, credential_outline
from salerno.rules.wording.leaves import requirement_words
from salerno_web.people.models import Event, Kind, Membership, Organisation, Role, User
from salerno_web.placements.models import Certificate, Placement, Published
from salerno_web.placements.networks import network
from salerno_web.placements.queries import at_host
from salerno_web.placements.standings import standing_of

ROLES = {"host": Role.COORDINATOR, "school": Role.SCHOOL_OFFICE}


def placements_as(part: str, *, viewer: User, state: str = "") -> QuerySet[Placement]:
    """The placements that somebody has to do with as trainee, host or school; 1 statement.

    What is only held is its trainee's business alone.
    """
    rows = Placement.objects.select_related("trainee", "host", "school").order_by("first", "pk")
    if state:
        rows = rows.filter(state=state)
    if part == "trainee":
        return rows.filter(trainee=viewer)
    acts = Membership.objects.filter(user=viewer, role=ROLES[part])
    return rows.filter(**{f"{part}__in": acts.values("organisation")}).exclude(state="held")


def hosts_for(viewer: User) -> QuerySet[Organisation]:
    """The hosts that somebody publishes for, by name; 1 statement."""
    acts = Membership.objects.filter(user=viewer, role=Role.COORDINATOR)
    rows = Organisation.objects.filter(kind=Kind.HOST, pk__in=acts.values("organisation"))
    return rows.order_by("name", "pk")


def published_by(host: Organisation) -> list[Plain]:
    """Every document that a host published, drafts included; 1 statement."""
    return [
        {"id": row.name, "kind": row.kind, "version": row.version, "document": row.document}
        for row in Published.objects.filter(host=host)
    ]


def placement_brief(row: Placement, voice: Voice, *, known: Network) -> Plain:
    """A placement in a list; for its trainee, its host and its school."""
    own = known.rotations.get(row.rotation)
    return {
        "id": str(row.pk),
        "state": row.state,
        "rotation": row.rotation,
        "title-text": voice.text(own.offer.title) if own else None,
        "window": row.window,
        "first": row.first.isoformat(),
        "last": (row.end - ONE_DAY).isoformat(),
        "host": _organisation(row.host),
        "school": _organisation(row.school) if row.school else None,
        "trainee": {"id": str(row.trainee_id), "name": row.trainee.name},
        "booked-at": row.booked_at.isoformat(),
        "held-until": row.held_until.isoformat() if row.held_until else None,
        "version": row.version,
    }


def _organisation(own: Organisation) -> Plain:
    return {"id": str(own.pk), "name": own.name}


def placement_told(row: Placement, part: Who, voice: Voice, *, now: datetime) -> Plain:
    """A placement with what may be done next, its papers and its events; 12 statements at most.

    What its rotation asks is told while it is published.
    """
    known = network()
    own = standing_of(row, known)
    moves: tuple[Offer, ...] = ()
    if own is not None:
        moves = offers(own.progress, by=part, now=at_host(row.rotation, now))
    return {
        **placement_brief(row, voice, known=known),
        "part": part,
        "offers": [_offer(one) for one in moves],
        "papers": [_paper(one, part, voice) for one in (own.papers if own else ())],
        "submitted": row.submitted or None if part != "school" else None,
        "certificate": certificate_id(row),
        "events": events_of(row),
    }


def certificate_id(row: Placement) -> str | None:
    """The id of the certificate of a placement, None before it is given out; 1 statement."""
    found = Certificate.objects.filter(placement=row).values_list("pk", flat=True).first()
    return str(found) if found else None


def _offer(one: Offer) -> Plain:
    reasons = [{"why": own.why, "about": list(own.about)} for own in one.reasons]
    return {"verb": one.verb, "target": one.target, "reasons": reasons}


def _paper(one: Paper, part: Who, voice: Voice) -> Plain:
    """How a demand stands; what it rests on is for the trainee, a host sees what was submitted."""
    demand = one.asked.demand
    (seen,) = shared([one], yes_or_no=False)
    return {
        "demand": demand.id,
        "due": demand.due,
        "owner": demand.owner,
        "asked-by": one.asked.by,
        "requirement-text": requirement_words(demand.asks, voice) if demand.asks else "",
        "state": str(one.verdict.state),
        "met": one.is_met,
        "verified": seen.is_verified,
        "by": one.by.isoformat(),
        "ends": one.ends.isoformat() if one.ends else None,
        "evidence": [credential_outline(own) for own in one.used] if part == "trainee" else [],
    }


def events_of(row: Placement) -> list[Plain]:
    """What happened to a placement, the first first, and who did it as what; 2 statements."""
    events = Event.objects.filter(subject_kind="placement", subject_id=str(row.pk)).order_by("id")
    office = Membership.objects.filter(organisation=row.school_id, role=Role.SCHOOL_OFFICE)
    school = {str(one) for one in office.values_list("user_id", flat=True)}
    return [
        {
            "at": one.at.isoformat(),
            "verb": one.verb,
            "by": _who(one.actor, row, school),
            "why": one.reason,
        }
        for one in events
    ]


def _who(actor: str, row: Placement, school: set[str]) -> Who:
    if not actor:
        return "time"
    if actor == str(row.trainee_id):
        return "trainee"
    return "school" if actor in school else "host"
