"""Tables that a coordinator brought, and what taking them in would change; nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import cast
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from salerno.errors import InputError, Place
from salerno.formats.placements import read_placements, rows_in
from salerno.periods import ONE_DAY
from salerno.placements.imports import (
    Difference,
    OfferedRotation,
    PastPlacement,
    Reading,
    RosterTrainee,
    Value,
    difference,
)
from salerno.placements.imports.columns import COLUMNS
from salerno.placements.imports.offers import completed, offers_in, offers_of, short
from salerno.placements.networks import Network
from salerno_web.people.models import Kind, Membership, Organisation, Role
from salerno_web.placements.models import Import, ImportState, Placement, Published, Rostered
from salerno_web.placements.networks import network

MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS = 25_000
MOST_COLUMNS = 60
MOST_SAMPLES = 3
LISTED = 50
KEPT_READINGS = 4
NEW, TAKEN = ImportState.NEW, ImportState.TAKEN


@dataclass(frozen=True, slots=True)
class Known:
    """A past placement that can be taken in: whose it is, and of which rotation."""

    value: PastPlacement
    trainee: UUID
    rotation: str


@dataclass(frozen=True, slots=True)
class Tried:
    """What taking a table in would do: its rows, the difference, and what cannot be taken and why.

    `trainees` are those of a roster who are known, by their ids there; `known` the past placements.
    """

    reading: Reading
    told: Difference
    refused: Mapping[str, str]
    trainees: Mapping[str, UUID]
    known: tuple[Known, ...]


def imports_of(host: Organisation) -> QuerySet[Import]:
    """The tables that were brought to a host, the newest first; 1 statement."""
    rows = Import.objects.filter(host=host).select_related("made_by").defer("content", "before")
    return rows[:LISTED]


def import_of(name: UUID, host: Organisation) -> Import | None:
    """One table that was brought to a host; 1 statement."""
    return Import.objects.select_related("made_by", "school", "host").filter(
        pk=name, host=host
    ).first()  # fmt: skip


def schools_known_to(host: Organisation) -> QuerySet[Organisation]:
    """The schools from which trainees came, or with which a host has an agreement; 1 statement."""
    rows = Organisation.objects.filter(kind=Kind.SCHOOL)
    came = Placement.objects.filter(host=host).exclude(state="held").values("school")
    agreed = host.agreements_as_host.values("school")
    return (rows.filter(pk__in=came) | rows.filter(pk__in=agreed)).order_by("name", "pk")


def check_table(content: bytes, *, name: str) -> None:
    """Raise InputError for a file that is no table, or a larger one than is taken in; no SQL."""
    place = Place(name)
    if len(content) > MOST_BYTES:
        fix = "split the file, or import it with the command line"
        raise InputError(f"more than {MOST_BYTES:,} bytes", where=place, fix=fix)
    rows, _doubts = rows_in(content, name=name)
    if len(rows) > MOST_ROWS or len(rows[0][1]) > MOST_COLUMNS:
        what = f"{len(rows):,} rows and {len(rows[0][1])} columns"
        why = f"at most {MOST_ROWS:,} rows and {MOST_COLUMNS} columns are taken in at once"
        raise InputError(what, where=place, why=why, fix="split the file")


def heads_of(row: Import) -> list[tuple[str, str]]:
    """The heading of each column, and its first values in one line; no SQL."""
    rows, _doubts = rows_in(bytes(row.content), name=row.name)
    heads, samples = rows[0][1], [cells for _number, cells in rows[1 : MOST_SAMPLES + 1]]
    return [
        (head, " · ".join(cells[place][:60] for cells in samples if len(cells) > place))
        for place, head in enumerate(heads)
    ]


def likely(heads: Sequence[str]) -> str:
    """The kind of table that most of the headings belong to."""
    return max(COLUMNS, key=lambda subject: len([*filter(None, guessed(heads, subject))]))


def named(row: Import, heads: Sequence[str], subject: str) -> list[str]:
    """What each column is, as it was said for this kind of table, else as it is guessed."""
    names = {own.name for kind, columns in COLUMNS.items() if kind == subject for own in columns}
    told = [str(own) for own in row.columns]
    return told if told and {*filter(None, told)} <= names else guessed(heads, subject)


def guessed(heads: Iterable[str], subject: str) -> list[str]:
    """Which column of a kind of table each heading seems to be; empty is none."""
    known = {
        word: own.name
        for kind, columns in COLUMNS.items()
        if kind == subject
        for own in columns
        for word in (own.name, *own.called)
    }
    return [known.get(" ".join(head.casefold().replace("_", " ").split()), "") for head in heads]


def reading_of(row: Import) -> Reading:
    """Every row of a table, read; raises InputError for headings that are not known. No SQL."""
    return _reading(bytes(row.content), row.name, tuple(row.columns))


@lru_cache(maxsize=KEPT_READINGS)
def _reading(content: bytes, name: str, columns: tuple[str, ...]) -> Reading:
    return read_placements(content, name=name, columns=columns)


def tried(row: Import, *, today: date) -> Tried:
    """What taking a table in would do today; 2 statements for rotations, else at most 4.

    Raises InputError for headings that are not known.
    """
    reading = reading_of(row)
    if reading.subject == "rotations":
        return _rotations(row, reading, today=today)
    if reading.subject == "rosters":
        return _roster(row, reading)
    return _placements(row, reading, today=today)


def network_of_host(host: Organisation) -> Network:
    """What a host published, as a network of its own; 2 statements."""
    names = set(Published.objects.filter(host=host).values_list("name", flat=True))
    known = network()
    return Network(
        MappingProxyType({name: one for name, one in known.tree.items() if name in names}),
        MappingProxyType({name: one for name, one in known.rotations.items() if name in names}),
        MappingProxyType({name: own for name, own in known.windows.items() if name in names}),
    )


def values_to_take(found: Tried, *, doubted: bool) -> list[Value]:
    """The values that can be taken in: those without a doubt, unless all are wanted; no SQL."""
    if found.reading.doubts and not doubted:
        return []
    outcomes = found.reading.outcomes
    left = {own.id for own in outcomes if own.state == "flagged" and not doubted}
    wanted = {*found.told.added, *found.told.changed} - left - {*found.refused}
    return [own for name, own in found.reading.values.items() if name in wanted]


def _rotations(row: Import, reading: Reading, *, today: date) -> Tried:
    own = network_of_host(row.host)
    present = offers_in(own)
    reading = replace(reading, values=completed(reading.values, present))
    offers = offers_of(_offered(reading.values.values()), own, stated=today)
    refused = {name: str(error) for name, error in offers.refused.items()}
    return Tried(reading, difference(reading, present), refused, {}, ())


def _offered(values: Iterable[Value]) -> Iterator[OfferedRotation]:
    return (own for own in values if isinstance(own, OfferedRotation))


def _roster(row: Import, reading: Reading) -> Tried:
    members, codes = _members(row), _codes(row)
    trainees: dict[str, UUID] = {}
    refused: dict[str, str] = {}
    present: dict[str, Value] = {}
    for name, value in reading.values.items():
        own = cast(RosterTrainee, value)
        trainee = members.get(own.email.casefold())
        if trainee is None:
            refused[name] = _("Nobody of the school is known by this e-mail address.")
        elif codes.get(name) == trainee:
            present[name] = value
        else:
            trainees[name] = trainee
    return Tried(reading, difference(reading, present), refused, trainees, ())


def _placements(row: Import, reading: Reading, *, today: date) -> Tried:
    members, codes = _members(row), _codes(row)
    rotations = _rotations_by_name(network_of_host(row.host))
    found: list[Known] = []
    refused: dict[str, str] = {}
    for name, value in reading.values.items():
        own = cast(PastPlacement, value)
        trainee = _trainee(own.trainee, members, codes)
        rotation = rotations.get(own.rotation.casefold())
        why = _why_not(own, trainee, rotation, today)
        if why or trainee is None or rotation is None:
            refused[name] = why
        else:
            found.append(Known(own, trainee, rotation))
    there = _there(row, found)
    present: dict[str, Value] = {
        one.value.id: replace(one.value, last=last)
        for one in found
        for last in [there.get((one.trainee, one.rotation, one.value.first))]
        if last is not None
    }
    told = difference(reading, present)
    stays = _("It is there with other days, and stays as it is.")
    refused |= dict.fromkeys(told.changed, stays)
    return Tried(reading, told, refused, {}, tuple(found))


def _why_not(own: PastPlacement, trainee: UUID | None, rotation: str | None, today: date) -> str:
    if trainee is None:
        return _("Nobody of the school is known by this id or e-mail address.")
    if rotation is None:
        return _("The host publishes no rotation of this id or title.")
    return "" if own.last < today else _("It is not over yet.")


def _trainee(written: str, members: Mapping[str, UUID], codes: Mapping[str, UUID]) -> UUID | None:
    """Whose a past placement is: by e-mail, else by the id of a roster; of the school now."""
    found = members.get(written.casefold()) or codes.get(written)
    return found if found in members.values() else None


def _members(row: Import) -> Mapping[str, UUID]:
    """The trainees of the school of a table by their e-mail addresses; 1 statement."""
    rows = Membership.objects.filter(
        organisation=row.school_id, role=Role.TRAINEE, user__is_active=True
    )
    return {email.casefold(): user for email, user in rows.values_list("user__email", "user_id")}


def _codes(row: Import) -> Mapping[str, UUID]:
    """The trainees by the ids of the rosters of the school that were taken in; 1 statement."""
    rows = Rostered.objects.filter(
        made_by__host=row.host_id, made_by__school=row.school_id, made_by__state=TAKEN
    )
    return dict(rows.order_by("made_by__changed_at").values_list("code", "trainee"))


def _rotations_by_name(own: Network) -> Mapping[str, str]:
    """The rotations of a host by id, with and without its beginning, and by title."""
    found: dict[str, str] = {}
    for name, rotation in own.rotations.items():
        titles = [words for _language, words in rotation.offer.title]
        for word in (name, short(name), *titles):
            found.setdefault(word.casefold(), name)
    return found


def _there(row: Import, found: Iterable[Known]) -> Mapping[tuple[UUID, str, date], date]:
    """The last day of each placement that is there already; 1 statement."""
    wanted = {one.rotation for one in found}
    rows = Placement.objects.filter(host=row.host_id, rotation__in=wanted)
    told = rows.values_list("trainee", "rotation", "first", "end")
    return {(who, rotation, first): end - ONE_DAY for who, rotation, first, end in told}
