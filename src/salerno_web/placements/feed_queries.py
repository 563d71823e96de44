"""Calendars that people subscribe to: whose placements they show, and what they say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import cast
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from salerno.formats.placements.calendars import Entry, calendar_of
from salerno.periods import Period
from salerno.placements.locations import city_of, path
from salerno.placements.networks import Network
from salerno.placements.states import State
from salerno.rules import Voice
from salerno_web.atlas.queries import voice
from salerno_web.people.models import Kind, Membership, Organisation, Role, User
from salerno_web.people.permissions import STAFF, Viewer
from salerno_web.placements.models import Feed, Placement
from salerno_web.placements.networks import network
from salerno_web.placements.webhook_queries import UNSENT

PAST = timedelta(days=365)
"""Placements that were over longer ago are not in a calendar."""
MINE = ""


def feed_digest(key: str) -> str:
    """What is kept of the key of a calendar."""
    return sha256(key.encode()).hexdigest()


def feeds_of(owner: User, *, viewer: Viewer) -> QuerySet[Feed]:
    """Somebody's own open calendars; 1 statement."""
    rows = Feed.objects.filter(owner=owner if owner == viewer else None, revoked_at=None)
    return rows.select_related("organisation")


def feed_choices(viewer: User) -> list[tuple[str, str]]:
    """Whose placements somebody may have a calendar of, by what is sent; 2 or 3 statements."""
    own, known = voice(None), network()
    found = [(MINE, str(_("My own placements")))]
    for host in _hosts(viewer):
        found.append((f"{host.pk}:", host.name))
        found += [
            (f"{host.pk}:{name}", f"{host.name}: {words}")
            for name, words in _places(host, known, own).items()
        ]
        found += [
            (f"{host.pk}@{name}", _with(host.name, name)) for name in _supervisors(host, known)
        ]
    return found


def _supervisors(host: Organisation, known: Network) -> list[str]:
    """Whom a host names as supervisors of its rotations; 1 statement."""
    names = host.published.filter(kind="rotation").values_list("name", flat=True)
    found = (known.rotations[name].supervisors for name in names if name in known.rotations)
    return sorted({supervisor for several in found for supervisor in several})


def _with(host: str, supervisor: str) -> str:
    return _("%(host)s: with %(supervisor)s") % {"host": host, "supervisor": supervisor}


def _hosts(viewer: User) -> QuerySet[Organisation]:
    acts = Membership.objects.filter(user=viewer, role__in=STAFF).values("organisation")
    return Organisation.objects.filter(kind=Kind.HOST, pk__in=acts).order_by("name", "pk")


def _places(host: Organisation, known: Network, own: Voice) -> Mapping[str, str]:
    """The places that a host published, by their ids; 1 statement."""
    names = host.published.filter(kind="location").values_list("name", flat=True)
    return {
        name: " · ".join(own.text(one.name) for one in path(known.tree, name))
        for name in names
        if name in known.tree
    }


def place_words(feed: Feed, own: Voice) -> str:
    """What a calendar is of, in words."""
    if feed.organisation is None:
        return str(_("My own placements"))
    if feed.of == Feed.Of.SUPERVISOR:
        return _with(feed.organisation.name, feed.at)
    known = network().tree
    if feed.at not in known:
        return feed.organisation.name
    around = " · ".join(own.text(one.name) for one in path(known, feed.at))
    return f"{feed.organisation.name}: {around}"


def feed_words(owner: User, *, viewer: Viewer) -> list[tuple[UUID, str, datetime]]:
    """Somebody's open calendars: id, what each is of, and since when; 2 or 3 statements."""
    own = voice(None)
    return [(row.pk, place_words(row, own), row.made_at) for row in feeds_of(owner, viewer=viewer)]


def feed_content(key: str, *, today: date) -> bytes | None:
    """The calendar of a secret address, in the language of its owner; 5 statements at most.

    None where there is none, or where its owner may see these placements no longer.
    """
    rows = Feed.objects.filter(digest=feed_digest(key), revoked_at=None, owner__is_active=True)
    feed = rows.select_related("owner", "organisation").first()
    placements = _placements_in(feed, today) if feed else None
    if feed is None or placements is None:
        return None
    with override(feed.owner.language):
        own = voice(None)
        entries = _entries(placements, own, names=_sees_names(feed))
        return calendar_of(entries, name=place_words(feed, own))


def _placements_in(feed: Feed, today: date) -> QuerySet[Placement] | None:
    rows = Placement.objects.select_related("host", "trainee").filter(end__gte=today - PAST)
    rows = rows.order_by("first", "pk")
    if feed.organisation is None:
        return rows.filter(trainee=feed.owner)
    if not _roles(feed).filter(role__in=STAFF).exists():
        return None
    rows = rows.filter(host=feed.organisation).exclude(state__in=UNSENT, submitted={})
    if feed.of == Feed.Of.SUPERVISOR:
        return rows.filter(rotation__in=_rotations_with(feed.at))
    return rows.filter(rotation__in=_rotations_at(feed.at)) if feed.at else rows


def _roles(feed: Feed) -> QuerySet[Membership]:
    return Membership.objects.filter(Q(user=feed.owner), organisation=feed.organisation)


def _sees_names(feed: Feed) -> bool:
    """Whether the owner may see whose placements these are: coordinators of the host may."""
    return feed.organisation is not None and _roles(feed).filter(role=Role.COORDINATOR).exists()


def _rotations_at(place: str) -> list[str]:
    """The rotations at a place and at those within it."""
    known = network()
    return [
        own.id
        for own in known.rotations.values()
        if any(one.id == place for one in path(known.tree, own.at))
    ]


def _rotations_with(supervisor: str) -> list[str]:
    """The rotations of which somebody is named as a supervisor; the caller keeps to one host."""
    return [own.id for own in network().rotations.values() if supervisor in own.supervisors]


def _entries(rows: QuerySet[Placement], own: Voice, *, names: bool) -> Iterator[Entry]:
    known = network()
    for row in rows:
        rotation = known.rotations.get(row.rotation)
        title = own.text(rotation.offer.title) if rotation else row.rotation
        if names:
            who = row.trainee.name or _("Somebody")
            title = _("%(who)s: %(rotation)s") % {"who": who, "rotation": title}
        places = [row.host.name, city_of(known.tree, rotation.at) if rotation else ""]
        yield Entry(
            id=str(row.pk), stay=Period(row.first, row.end), state=cast(State, row.state),
            title=title, version=row.version, changed=row.changed_at,
            told=str(row.get_state_display()), place=", ".join(filter(None, places)),
            url=settings.ORIGIN + reverse("placement", args=[row.pk]),
        )  # fmt: skip
