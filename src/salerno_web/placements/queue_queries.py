"""What waits for a host: requests, what it alone can judge, evaluations, and who waits on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any as Anything
from uuid import UUID

from django.db.models import Q, QuerySet

from salerno.placements.locations import path
from salerno.placements.networks import Network
from salerno.placements.passports import Paper, judged_by_host, shared
from salerno.placements.rotations import Rotation, asked_by
from salerno.rules import Voice
from salerno.rules.wording.leaves import requirement_words
from salerno.rules.wording.reports import held
from salerno_web.credentials.models import Document
from salerno_web.credentials.queries import documents_of
from salerno_web.people.models import Organisation
from salerno_web.people.permissions import Viewer
from salerno_web.placements.decision_queries import decisions_on
from salerno_web.placements.models import Decision, Placement
from salerno_web.placements.networks import network
from salerno_web.placements.rotation_details import paper_row
from salerno_web.placements.standings import Button, buttons, days_words, standing_of, title_of

JUDGING = ("onboarding", "active", "evaluation")
"""While it is in these what a host has not judged yet keeps a placement waiting."""
WAITING = ("release", "waitlisted")
"""A host may refuse in these, and need do nothing."""

Host = Organisation
Row = Placement
"""For views, which do not import models."""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Which of what waits is wanted; what is empty or None does not narrow."""

    show: str = ""
    unit: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A placement in the queue of a host: what it is, what is missing, what may be done."""

    row: Placement
    title: str
    days: str
    state: str
    missing: tuple[str, ...]
    judged: int
    buttons: tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """A demand as the host of a placement sees it, with what it decided itself, if anything."""

    words: Mapping[str, Anything]
    is_for_host: bool
    is_verified: bool
    is_hidden: bool
    shown: tuple[str, ...]
    documents: tuple[Document, ...]
    decision: Decision | None


def queue_of(host: Organisation, wanted: Narrowed) -> list[Placement]:
    """The placements that wait for a host, the one that has waited longest first; 3 statements.

    What it may refuse and need not decide is there only where it is asked for.
    """
    known = network()
    rows = Placement.objects.filter(host=host).select_related("trainee", "school", "host")
    rows = _narrowed(rows, wanted, known).order_by("changed_at", "pk")
    undecided = _undecided(rows, known)
    if wanted.show in ("review", "evaluation", "waiting"):
        return list(rows)
    due = ("review", "evaluation") if not wanted.show else ()
    return [row for row in rows if row.state in due or undecided.get(row.pk)]


def _narrowed(rows: QuerySet[Placement], wanted: Narrowed, known: Network) -> QuerySet[Placement]:
    states = {"judge": JUDGING, "waiting": WAITING, "": ("review", *JUDGING)}
    rows = rows.filter(state__in=states.get(wanted.show, (wanted.show,)))
    if wanted.unit:
        inside = [own.id for own in known.rotations.values() if _is_in(own, wanted.unit, known)]
        rows = rows.filter(rotation__in=inside)
    since = Q(end__gt=wanted.since) if wanted.since else Q()
    until = Q(first__lte=wanted.until) if wanted.until else Q()
    return rows.filter(since, until)


def _is_in(own: Rotation, unit: str, known: Network) -> bool:
    return any(one.id == unit for one in path(known.tree, own.at))


def _undecided(rows: QuerySet[Placement], known: Network) -> Mapping[UUID, int]:
    """How many demands of each placement its host must still judge; 1 statement beside the rows."""
    done = set(
        Decision.objects.filter(placement__in=rows.order_by().values("pk")).values_list(
            "placement", "demand"
        )
    )
    judged = {name: _for_host(name, known) for name in {row.rotation for row in rows}}
    return {
        row.pk: sum((row.pk, demand) not in done for demand in judged[row.rotation])
        for row in rows
        if row.state in JUDGING
    }


def _for_host(rotation: str, known: Network) -> tuple[str, ...]:
    """The ids of the demands of a rotation that its host alone can judge."""
    own = known.rotations.get(rotation)
    asked = asked_by(own, known.tree) if own else ()
    return tuple(one.demand.id for one in asked if judged_by_host(one.demand))


def units_of(host: Organisation, voice: Voice) -> list[tuple[str, str]]:
    """The places where a host has placements, by id and name, outer ones first; 2 statements."""
    known = network()
    names = Placement.objects.filter(host=host).order_by().values_list("rotation", flat=True)
    found = {
        one.id: voice.text(one.name)
        for name in sorted(set(names) & set(known.rotations))
        for one in path(known.tree, known.rotation(name).at)
    }
    return list(found.items())


def waiting_rows(rows: Iterable[Placement], voice: Voice, *, now: datetime) -> list[Waiting]:
    """Placements as rows of the queue; 7 statements for each."""
    known = network()
    return [_waiting(row, known, voice, now=now) for row in rows]


def _waiting(row: Placement, known: Network, voice: Voice, *, now: datetime) -> Waiting:
    own = standing_of(row, known)
    papers = own.papers if own else ()
    lacking = [one for one in papers if not one.is_met]
    return Waiting(
        row=row,
        title=title_of(row, known, voice),
        days=days_words(row, voice),
        state=str(row.get_state_display()),
        missing=tuple(_asked(one, voice) for one in lacking if not one.is_for_host),
        judged=sum(one.is_for_host for one in lacking),
        buttons=buttons(row, own, part="host", now=now, voice=voice) if own else (),
    )


def _asked(one: Paper, voice: Voice) -> str:
    asks = one.asked.demand.asks
    assert asks is not None  # what is waived is not asked
    return requirement_words(asks, voice)


def papers_seen(
    row: Placement, own: Sequence[Paper], voice: Voice, *, viewer: Viewer
) -> list[Seen]:
    """How every demand stands as its host may see it; at most 4 statements.

    Of health only that it was verified, where that is enough for the rotation.
    """
    if not viewer.is_authenticated:
        return []
    known, decisions = network().rotation(row.rotation), decisions_on(row)
    documents = documents_of(row.trainee, viewer=viewer)
    each = zip(own, shared(own, yes_or_no=known.terms.yes_or_no), strict=True)
    return [
        Seen(
            words=paper_row(one, voice),
            is_for_host=one.is_for_host,
            is_verified=seen.is_verified,
            is_hidden=bool(one.used) and not seen.files,
            shown=tuple(held(credential, voice) for credential in seen.files),
            documents=_proving({credential.type for credential in seen.files}, documents),
            decision=decisions.get(one.asked.demand.id),
        )
        for one, seen in each
    ]


def _proving(types: set[str], documents: Iterable[Document]) -> tuple[Document, ...]:
    return tuple(
        one
        for one in documents
        if one.is_clean and any(row.type in types for row in one.credentials.all())
    )
