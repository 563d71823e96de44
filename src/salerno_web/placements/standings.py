"""A placement as a page shows it: its state, what happened, what may be done, what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any as Anything
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from salerno.periods import ONE_DAY, Period
from salerno.placements.networks import Network
from salerno.placements.passports import Paper
from salerno.placements.rotations import Terms
from salerno.placements.states import OVER, Offer, Progress, Reason, State, Who, offers
from salerno.rules import Voice
from salerno.rules.wording.leaves import requirement_words
from salerno_web.people.models import Event, Membership, Organisation, Role
from salerno_web.people.permissions import Viewer
from salerno_web.placements.models import Placement
from salerno_web.placements.networks import network
from salerno_web.placements.permissions import part_in
from salerno_web.placements.queries import at_host, papers_for, progress_of
from salerno_web.placements.words import PARTS, REASONS, TOLD, VERBS
from salerno_web.programmes.words import word

STEPS: tuple[State, ...] = (
    "held", "release", "review", "onboarding", "active", "evaluation", "certified", "closed",
)  # fmt: skip
"""The usual way of a placement; what is beside it is told in words alone."""

ENDING = frozenset({"decline", "refuse", "withdraw", "cancel", "miss"})


@dataclass(frozen=True, slots=True)
class Button:
    """A move that may be made now, or why it cannot be made yet."""

    verb: str
    words: str
    reasons: tuple[str, ...]

    @property
    def ends(self) -> bool:
        """Whether it ends the placement, so that it is not what one is first led to."""
        return self.verb in ENDING


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that happened to a placement, in words, and when."""

    at: datetime
    words: str
    why: str = ""


Found = tuple[Placement, Who]
"""A placement, and as whom somebody has part in it."""


def placement_of(name: UUID, *, viewer: Viewer) -> Found | None:
    """A placement and as whom the viewer has part in it, if they have any; 2 statements.

    What is only held is its trainee's business alone.
    """
    rows = Placement.objects.select_related("trainee", "school", "host")
    row = rows.filter(pk=name).first()
    part = part_in(row, viewer=viewer) if row else None
    if row is None or part is None or (row.state == "held" and part != "trainee"):
        return None
    return row, part


def own_placements(*, viewer: Viewer) -> QuerySet[Placement]:
    """The placements of the viewer, those that go on first; 1 statement."""
    rows = Placement.objects.filter(trainee=viewer.pk) if viewer.is_authenticated else None
    return (rows if rows is not None else Placement.objects.none()).select_related("host")


def placements_at(*, viewer: Viewer) -> QuerySet[Placement]:
    """The placements that the viewer moves for a host or a school; 1 statement."""
    if not viewer.is_authenticated:
        return Placement.objects.none()
    mine = Membership.objects.filter(user=viewer)
    hosts = mine.filter(role=Role.COORDINATOR).values("organisation")
    schools = mine.filter(role=Role.SCHOOL_OFFICE).values("organisation")
    rows = Placement.objects.filter(Q(host__in=hosts) | Q(school__in=schools))
    return rows.select_related("trainee", "school", "host").exclude(state="held")


def acting_for(*, viewer: Viewer, role: Role) -> list[Organisation]:
    """The organisations for which the viewer does something; 1 statement, none for a visitor."""
    if not viewer.is_authenticated:
        return []
    mine = Membership.objects.filter(user=viewer, role=role)
    return list(Organisation.objects.filter(pk__in=mine.values("organisation")).order_by("name"))


def hosts_of(*, viewer: Viewer) -> list[Organisation]:
    """The hosts that the viewer coordinates; 1 statement."""
    return acting_for(viewer=viewer, role=Role.COORDINATOR)


def offices_of(*, viewer: Viewer) -> list[Organisation]:
    """The schools for whose office the viewer acts; 1 statement."""
    return acting_for(viewer=viewer, role=Role.SCHOOL_OFFICE)


def row_words(rows: Iterable[Placement], voice: Voice) -> Iterator[dict[str, Anything]]:
    """Placements in short; 1 statement for all that is published."""
    known = network()
    for row in rows:
        yield {
            "row": row,
            "title": title_of(row, known, voice),
            "period": voice.period(Period(row.first, row.end)),
            "state": row.get_state_display(),
            "is_over": row.state in OVER,
            "until": row.held_until,
        }


def title_of(row: Placement, known: Network, voice: Voice) -> str:
    """The title of the rotation of a placement; its id where it is published no longer."""
    own = known.rotations.get(row.rotation)
    return (voice.text(own.offer.title) if own else "") or row.rotation


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a placement is and how all that is asked of it stands; nothing where unpublished."""

    progress: Progress
    papers: tuple[Paper, ...]


def standing_of(row: Placement, known: Network) -> Standing | None:
    """How a placement stands; None where its rotation is published no longer. 4 statements."""
    if row.rotation not in known.rotations:
        return None
    papers = papers_for(row, known=known)
    return Standing(progress_of(row, known=known, papers=papers), papers)


def buttons(
    row: Placement, own: Standing, *, part: Who, now: datetime, voice: Voice
) -> tuple[Button, ...]:
    """The moves that somebody may make now, and why the others must wait; no SQL."""
    found = offers(own.progress, by=part, now=at_host(row.rotation, now))
    return tuple(
        Button(offer.verb, _named(offer), tuple(_reasons(offer, own.papers, voice)))
        for offer in found
    )


def _named(offer: Offer) -> str:
    if offer.verb == "request" and offer.target == "onboarding":
        return _("Book the seat")
    return word(VERBS, offer.verb)


_AHEAD = {"onboarding": "begin", "active": "finish", "certified": "close"}


def waits_for(row: Placement, own: Standing, *, now: datetime, voice: Voice) -> tuple[str, ...]:
    """What keeps a placement from going on by itself; no SQL."""
    found = offers(own.progress, by="time", now=at_host(row.rotation, now))
    ahead = [offer for offer in found if offer.verb == _AHEAD.get(row.state)]
    return tuple(words for offer in ahead for words in _reasons(offer, own.papers, voice))


def _reasons(offer: Offer, papers: Iterable[Paper], voice: Voice) -> Iterator[str]:
    known = {one.asked.demand.id: one for one in papers}
    for reason in offer.reasons:
        about = "; ".join(_about(reason, name, known, voice) for name in reason.about)
        yield f"{word(REASONS, reason.why)} {about}".strip()


def _about(reason: Reason, name: str, papers: dict[str, Paper], voice: Voice) -> str:
    if name in papers:
        asks = papers[name].asked.demand.asks
        assert asks is not None  # what is waived is not asked
        return requirement_words(asks, voice)
    if reason.why in ("not-begun", "not-over"):
        return voice.day(date.fromisoformat(name))
    if reason.why == "not-evaluated":
        return word(PARTS, name)
    return "" if reason.why == "lapsed" else word({}, name)


def way_of(row: Placement, terms: Terms) -> list[tuple[str, str]]:
    """The usual way of a placement: each state in words, and whether it is done, now or ahead."""
    names = dict(Placement._meta.get_field("state").flatchoices)
    here = row.before_pause if row.state == "paused" else row.state
    left_out = {"release": not terms.release, "review": terms.booking == "instant"}
    steps = [name for name in STEPS if name == here or not left_out.get(name)]
    if here not in steps:
        return []
    place = steps.index(here)
    marks = ["done" if n < place else "now" if n == place else "" for n in range(len(steps))]
    return [(str(names[name]), mark) for name, mark in zip(steps, marks, strict=True)]


def happened_to(row: Placement) -> tuple[Happened, ...]:
    """What happened to a placement, by the log, the first thing first; 1 statement."""
    events = Event.objects.filter(subject_kind="placement", subject_id=str(row.pk)).order_by("id")
    return tuple(
        Happened(event.at, word(TOLD, event.verb), event.reason)
        for event in events
        if event.verb in TOLD
    )


def days_words(row: Placement, voice: Voice) -> str:
    """The days of a placement, the last included."""
    last = row.end - ONE_DAY
    return f"{voice.day(row.first)} – {voice.day(last)}"
