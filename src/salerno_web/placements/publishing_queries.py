"""What a host has published, for those who may publish it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any as Anything
from uuid import UUID

from salerno.placements.documents import document_text
from salerno.placements.locations import path
from salerno.placements.networks import Network
from salerno.placements.rotations import asked_by
from salerno.placements.seats import seat_key
from salerno.placements.templates import templates
from salerno.placements.windows import Window
from salerno.rules import Voice
from salerno.rules.wording.leaves import requirement_words
from salerno_web.people.models import Kind as OrganisationKind
from salerno_web.people.models import Organisation
from salerno_web.people.permissions import Viewer
from salerno_web.placements.models import Kind, Placement, Published
from salerno_web.placements.networks import network
from salerno_web.placements.permissions import may_publish
from salerno_web.placements.queries import taken_in
from salerno_web.placements.words import DUES, STATUSES
from salerno_web.programmes.words import word

Choice = tuple[str, str]
Host = Organisation


@dataclass(frozen=True, slots=True)
class Offered:
    """A rotation of a host in short; `taken` of `seats` are gone in the week that is fullest."""

    id: str
    title: str
    place: str
    status: str
    windows: tuple[str, ...]
    taken: int
    seats: int
    waiting: int


def host_of(name: UUID, *, viewer: Viewer) -> Organisation | None:
    """A host for which the viewer may publish; 2 statements."""
    found = Organisation.objects.filter(pk=name, kind=OrganisationKind.HOST).first()
    return found if found and may_publish(found, viewer=viewer) else None


def document_named(host: Organisation, name: str, *, kind: str) -> dict[str, Anything] | None:
    """What a host published under an id; 1 statement."""
    row = Published.objects.filter(host=host, name=name, kind=kind).first()
    return dict(row.document) if row else None


def text_of(host: Organisation) -> str:
    """Everything that a host published, as a text that can be published again; 1 statement."""
    rows = Published.objects.filter(host=host).order_by("kind", "name")
    return document_text(rows.values_list("document", flat=True))


def places_of(host: Organisation, voice: Voice) -> list[Choice]:
    """The places of a host by id, each with those around it; at most 2 statements."""
    tree = network().tree
    mine = Published.objects.filter(host=host, kind=Kind.LOCATION).values_list("name", flat=True)
    named = ((name, path(tree, name)) for name in mine if name in tree)
    found = [(name, " › ".join(voice.text(one.name) for one in around)) for name, around in named]
    return sorted(found, key=lambda choice: choice[1])


def rotations_of(host: Organisation, voice: Voice, *, now: datetime) -> list[Offered]:
    """The rotations of a host, by title; 4 statements."""
    known = network()
    mine = Published.objects.filter(host=host, kind=Kind.ROTATION).values_list("name", flat=True)
    names = [name for name in mine if name in known.rotations]
    windows = [one for name in names for one in known.windows_of(name)]
    taken = taken_in(windows, now=now)
    waiting = _waiting(names)
    fullest: dict[str, int] = {}
    for (of, _day), numbers in taken.items():
        fullest[of] = max(fullest.get(of, 0), len(numbers))
    found = [_offered(name, known, voice, fullest, waiting.get(name, 0)) for name in names]
    return sorted(found, key=lambda own: own.title)


def _waiting(names: Iterable[str]) -> dict[str, int]:
    rows = Placement.objects.filter(rotation__in=list(names), state="waitlisted").order_by()
    found: dict[str, int] = {}
    for name in rows.values_list("rotation", flat=True):
        found[name] = found.get(name, 0) + 1
    return found


def _offered(
    name: str, known: Network, voice: Voice, fullest: dict[str, int], waiting: int
) -> Offered:
    own, windows = known.rotation(name), known.windows_of(name)
    return Offered(
        name,
        voice.text(own.offer.title) or name,
        " › ".join(voice.text(one.name) for one in path(known.tree, own.at)),
        word(STATUSES, own.status),
        tuple(voice.period(one.open) for one in windows),
        max((fullest.get(seat_key(one), 0) for one in windows), default=0),
        max((_seats(one) for one in windows), default=0),
        waiting,
    )


def _seats(window: Window) -> int:
    return window.seats * window.party


def template_choices(voice: Voice) -> list[Choice]:
    """What nearly every host asks, by id, with the point by which it is due; no SQL."""
    return [
        (own.id, f"{voice.text(own.title)} – {word(DUES, own.due)}")
        for own in sorted(templates().values(), key=lambda own: (own.due, voice.text(own.title)))
    ]


def inherited_choices(rotation: str, voice: Voice) -> list[Choice]:
    """What the places around a rotation ask of it and it may waive, or waives; no SQL but 1."""
    known = network()
    if rotation not in known.rotations:
        return []
    own, tree = known.rotations[rotation], known.tree
    waived = {one.id for one in own.demands if one.asks is None}
    around = [one for place in path(tree, own.at) for one in place.demands]
    held = {one.demand.id for one in asked_by(own, tree)}
    return [
        (one.id, requirement_words(one.asks, voice))
        for one in around
        if one.asks is not None and not one.fixed and one.id in waived | held
    ]
