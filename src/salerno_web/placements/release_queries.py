"""What waits for a school, and where its trainees are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from salerno.rules import Voice
from salerno_web.people.models import Organisation
from salerno_web.placements.models import Placement
from salerno_web.placements.networks import network
from salerno_web.placements.standings import Button, buttons, days_words, standing_of, title_of


@dataclass(frozen=True, slots=True)
class Release:
    """A placement as its school decides on it: what is known, and what may be done."""

    row: Placement
    title: str
    days: str
    missing: int
    has_agreement: bool
    needs_agreement: bool
    buttons: tuple[Button, ...]


def of_school(school: Organisation) -> QuerySet[Placement]:
    """The placements from a school, the next one first; 1 statement. What is held is not told."""
    rows = Placement.objects.filter(school=school).exclude(state="held")
    return rows.select_related("trainee", "host", "school").order_by("first", "pk")


def waiting_for(school: Organisation) -> QuerySet[Placement]:
    """The placements that wait for their school, the longest first; 1 statement."""
    return of_school(school).filter(state="release").order_by("changed_at", "pk")


def releases(rows: Iterable[Placement], voice: Voice, *, now: datetime) -> list[Release]:
    """Placements as their school decides on them; 8 statements for each."""
    known = network()
    found = []
    for row in rows:
        own = standing_of(row, known)
        found.append(
            Release(
                row=row,
                title=title_of(row, known, voice),
                days=days_words(row, voice),
                missing=sum(not one.is_met for one in own.papers) if own else 0,
                has_agreement=own.progress.has_agreement if own else False,
                needs_agreement=own.progress.terms.agreement if own else False,
                buttons=_deciding(
                    buttons(row, own, part="school", now=now, voice=voice) if own else ()
                ),
            )
        )
    return found


def _deciding(several: tuple[Button, ...]) -> tuple[Button, ...]:
    return tuple(one for one in several if one.verb in ("release", "decline"))
