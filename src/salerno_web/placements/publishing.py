"""What a host publishes: its places and rotations, all of a text or nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from salerno.atlas.hosts import check_zone
from salerno.errors import InputError, Problems
from salerno.memory import undisturbed
from salerno.placements.documents import host_document, rotation_document
from salerno.placements.language import location, rotation
from salerno.placements.locations import Location
from salerno.placements.networks import Network, checked
from salerno.placements.rotations import Rotation
from salerno.placements.seats import quota_key, seat_key
from salerno.placements.windows import Window, monday
from salerno.strict_yaml import Entries, Node, read_documents
from salerno_web.atlas.queries import facts
from salerno_web.people.actions import note
from salerno_web.people.models import Organisation, User
from salerno_web.placements.models import Kind, Published, Slot
from salerno_web.placements.networks import network
from salerno_web.placements.permissions import may_publish


@dataclass(frozen=True, slots=True)
class _Brought:
    """What a text holds: places, and rotations with the windows of each."""

    locations: tuple[Location, ...]
    rotations: tuple[tuple[Rotation, tuple[Window, ...]], ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The ids of everything in it."""
        return (
            *(own.id for own in self.locations),
            *(own.id for own, _windows in self.rotations),
        )


def publish(content: str, *, name: str, host: Organisation, viewer: User) -> tuple[str, ...]:
    """Publish the places and rotations of a text, in the place of those of the same ids.

    Coordinators of the host may. Rows and events are written, all or none; what was published is
    returned by its ids. Raises PermissionError for anybody else, and Problems with everything that
    is wrong: what cannot be read, what does not fit with what is there, an id of another host, a
    window whose seats are taken and would be there no longer.
    """
    if not may_publish(host, viewer=viewer):
        raise PermissionError
    brought = _read(content, name=name)
    with transaction.atomic():
        theirs = Published.objects.select_for_update().filter(name__in=brought.names)
        foreign = set(theirs.exclude(host=host).values_list("name", flat=True))
        problems = [*_foreign(foreign), *_unfitting(brought, network())]
        problems += _occupied(brought, today=timezone.localdate())
        if problems:
            raise Problems(problems)
        for kind, own, document in _documents(brought):
            _write(host, kind, own, document, viewer)
    return brought.names


@undisturbed()
def _read(content: str, *, name: str) -> _Brought:
    known = facts().vocabulary
    locations, rotations = [], []
    for node in read_documents(content, name=name):
        if _is_rotation(node):
            rotations.append(rotation(node, known))
        else:
            own = location(node, known)
            check_zone(own, node)
            locations.append(own)
    return _Brought(tuple(locations), tuple(rotations))


def _is_rotation(node: Node) -> bool:
    return isinstance(node, Entries) and "rotation" in node.keys()  # noqa: SIM118 - entries are no mapping


def _foreign(names: Iterable[str]) -> list[InputError]:
    fix = _("Choose another id.")
    return [
        InputError(_("'%(id)s' is of another host") % {"id": name}, fix=fix)
        for name in sorted(names)
    ]


def _unfitting(brought: _Brought, present: Network) -> list[InputError]:
    """What of a text does not fit together with everything that is published."""
    names = set(brought.names)
    _network, faults = checked(
        [*(own for own in present.tree.values() if own.id not in names), *brought.locations],
        [
            *(own for own in present.rotations.values() if own.id not in names),
            *(own for own, _windows in brought.rotations),
        ],
        [
            *(w for name, ws in present.windows.items() if name not in names for w in ws),
            *(one for _own, windows in brought.rotations for one in windows),
        ],
    )
    return [fault.error for fault in faults]


def _occupied(brought: _Brought, *, today: date) -> list[InputError]:
    """Windows that would lose what somebody has from today on; 2 statements for each."""
    present = network()
    return [
        InputError(
            _("Seats of the window '%(id)s' are taken") % {"id": one.id},
            fix=_("Keep as many seats as are taken, or cancel those placements first."),
        )
        for own, windows in brought.rotations
        for one in present.windows_of(own.id)
        if _loses(one, next((new for new in windows if new.id == one.id), None), today)
    ]


def _loses(window: Window, new: Window | None, today: date) -> bool:
    """Whether slots are taken that would be there no longer, or would mean something else."""
    ahead = Slot.objects.filter(day__gte=monday(today))
    seats, quotas = seat_key(window), quota_key(window, "")
    if new is None or (new.per, new.party) != (window.per, window.party):
        return ahead.filter(of=seats).exists()
    within = Q(day__gte=monday(new.first), day__lte=new.last, number__lt=new.seats * new.party)
    if ahead.filter(of=seats).exclude(within).exists():
        return True
    most = ahead.filter(of__startswith=quotas).values_list("of").annotate(Max("number"))
    bounds = {of: new.quota_of(of.removeprefix(quotas)) for of, _most in most}
    return any((bound := bounds[of]) is not None and own >= bound for of, own in most)


def _documents(brought: _Brought) -> Iterable[tuple[Kind, str, object]]:
    known = facts().vocabulary
    for place in brought.locations:
        yield Kind.LOCATION, place.id, host_document(place, known)
    for own, windows in brought.rotations:
        yield Kind.ROTATION, own.id, rotation_document(own, windows, known)


def _write(host: Organisation, kind: Kind, name: str, document: object, viewer: User) -> None:
    row = Published.objects.filter(name=name).first() or Published(
        host=host, kind=kind, name=name, version=0
    )
    row.document, row.changed_at = document, timezone.now()
    row.version += 1
    row.save()
    note("published", actor=viewer, subject_kind="published", subject_id=row.pk, organisation=host)
