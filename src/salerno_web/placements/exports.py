"""Placements as a workbook: a page that is read back, and one for people with states and money."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from salerno.formats.cells import Row
from salerno.formats.placements import workbook_of
from salerno.formats.spreadsheets import Page
from salerno.periods import ONE_DAY
from salerno.placements.imports import PastPlacement
from salerno.placements.networks import Network
from salerno.rules import Voice
from salerno_web.people.models import Membership, Role
from salerno_web.people.permissions import Viewer
from salerno_web.placements.models import Payment, Placement
from salerno_web.placements.networks import network
from salerno_web.placements.payment_queries import standing_of
from salerno_web.placements.standings import own_placements, title_of

MOST = 20_000
WIDTH = 20
ACTING = {"host": Role.COORDINATOR, "school": Role.SCHOOL_OFFICE}


def exported_for(name: UUID, part: str, *, viewer: Viewer) -> QuerySet[Placement] | None:
    """The placements of a host or a school, for who acts for it; 1 statement, and 1 when asked.

    What is only held is its trainee's business alone.
    """
    if not viewer.is_authenticated:
        return None
    acts = Membership.objects.filter(user=viewer, organisation=name, role=ACTING[part])
    if not acts.filter(organisation__kind=part).exists():
        return None
    return Placement.objects.filter(**{f"{part}_id": name}).exclude(state="held")


def own_exported(*, viewer: Viewer) -> QuerySet[Placement]:
    """One's own placements; 1 statement when it is asked."""
    return own_placements(viewer=viewer)


def book_of_placements(rows: QuerySet[Placement], voice: Voice, *, made: date) -> bytes:
    """A workbook of some placements; 3 statements."""
    known = network()
    found = list(rows.select_related("trainee", "school", "host")[:MOST])
    states = list(_states(found, _payments(rows), known, voice))
    page = Page(_("States"), tuple(_heads()), states, (WIDTH,) * 9)
    return workbook_of(
        "placements",
        [_past(row, known) for row in found],
        made=made,
        beside=[page],
        right_to_left=get_language_bidi(),
    )


def _past(row: Placement, known: Network) -> PastPlacement:
    own = known.rotations.get(row.rotation)
    return PastPlacement(
        str(row.trainee_id), row.rotation, row.host.name, row.first, row.end - ONE_DAY,
        own.specialty if own else "",
    )  # fmt: skip


def _heads() -> Iterator[str]:
    yield from (
        _("Trainee"), _("School"), _("Host"), _("Rotation"), _("First day"), _("Last day"),
        _("State"), _("Owed"), _("Paid"),
    )  # fmt: skip


def _payments(rows: QuerySet[Placement]) -> Mapping[UUID, list[Payment]]:
    found: dict[UUID, list[Payment]] = {}
    charged = Payment.objects.filter(placement__in=rows.order_by().values("pk"))
    for one in charged.select_related("placement"):
        found.setdefault(one.placement_id, []).append(one)
    return found


def _states(
    rows: Iterable[Placement],
    payments: Mapping[UUID, list[Payment]],
    known: Network,
    voice: Voice,
) -> Iterator[Row]:
    for row in rows:
        own = payments.get(row.pk, [])
        yield (
            row.trainee.name, row.school.name if row.school else "", row.host.name,
            title_of(row, known, voice), row.first, row.end - ONE_DAY, row.get_state_display(),
            _sums(own, "owed", "told"), _sums(own, "paid", "kept"),
        )  # fmt: skip


def _sums(several: Iterable[Payment], *standings: str) -> str:
    """What stands in some way, one amount after the other."""
    return ", ".join(
        f"{one.amount} {one.currency}" for one in several if standing_of(one) in standings
    )
