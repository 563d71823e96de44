"""Rotations of a table as hosts publish them, and published rotations as rows of a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import cast

from salerno.errors import InputError, did_you_mean
from salerno.money import CENT, Money, MoneyRange
from salerno.periods import ONE_DAY, Period
from salerno.placements.imports.values import OfferedRotation, Value
from salerno.placements.language import STATED_BY
from salerno.placements.locations import Tree, host_of
from salerno.placements.networks import Network
from salerno.placements.rotations import Kind, Rotation, Status
from salerno.placements.windows import Window
from salerno.programmes.matching import folded
from salerno.rules.fees import Fee
from salerno.rules.opportunities import Opportunity
from salerno.rules.sources import Source

WINDOW = "imported"
"""The window of a rotation that came from a table."""
PURPOSE = "placement"
"""What the one fee of a row is for."""

Told = tuple[Rotation, tuple[Window, ...]]
"""A rotation with its windows."""


@dataclass(frozen=True, slots=True)
class Offers:
    """The rotations that rows become, and why others become none, by the id of the row."""

    rotations: tuple[Told, ...]
    refused: Mapping[str, InputError]


def short(name: str) -> str:
    """The id of a place or rotation as a table has it, without what is before the last slash."""
    return name.rpartition("/")[2]


def offers_in(network: Network) -> Mapping[str, OfferedRotation]:
    """The rotations of a network as rows, by their short ids.

    Left out is what no single row tells: rotations with several windows or none, and ids that are
    alike without what is before the slash.
    """
    names = [short(name) for name in network.rotations]
    return {
        short(own.id): offer_of(own, windows[0])
        for own in network.rotations.values()
        for windows in [network.windows_of(own.id)]
        if len(windows) == 1 and names.count(short(own.id)) == 1
    }


def offer_of(own: Rotation, window: Window) -> OfferedRotation:
    """A rotation and one of its windows as a row."""
    fee = _fee_of(own)
    amount = fee.amount.low if fee and _is_plain(fee) and fee.amount else None
    return OfferedRotation(
        short(own.id), own.offer.title[0][1], short(own.at), own.kind, own.specialty,
        window.weeks, window.seats, window.first, window.last,
        (amount.currency, amount.amount.quantize(CENT)) if amount else None, own.languages,
    )  # fmt: skip


def completed(
    values: Mapping[str, Value], present: Mapping[str, OfferedRotation]
) -> Mapping[str, Value]:
    """The values with what a row leaves open as it is now: a fee, languages.

    Specialties are written as hosts write them.
    """
    return {
        name: _completed(own, present.get(name)) if isinstance(own, OfferedRotation) else own
        for name, own in values.items()
    }


def _completed(own: OfferedRotation, known: OfferedRotation | None) -> OfferedRotation:
    own = replace(own, specialty="-".join(folded(own.specialty).split()))
    if known is None:
        return own
    return replace(own, fee=own.fee or known.fee, languages=own.languages or known.languages)


def offers_of(
    values: Iterable[OfferedRotation], network: Network, *, stated: date, status: Status = "draft"
) -> Offers:
    """The rotations that rows become among those of a network; new ones have a status.

    Of one that is there everything else stays: what it asks, its terms, its notes.
    """
    found: list[Told] = []
    refused: dict[str, InputError] = {}
    for own in values:
        try:
            found.append(_told(own, network, stated=stated, status=status))
        except InputError as error:
            refused[own.id] = error
    return Offers(tuple(found), refused)


def _told(own: OfferedRotation, network: Network, *, stated: date, status: Status) -> Told:
    at = _place(own.location, network.tree)
    known = [one for one in network.rotations.values() if short(one.id) == own.id]
    if len(known) > 1:
        fix = "change it in its document"
        raise InputError(f"there are several rotations '{own.id}'", fix=fix)
    if not known:
        return _new(own, at, network.tree, stated=stated, status=status)
    windows = network.windows_of(known[0].id)
    if len(windows) > 1:
        why, fix = f"it has {len(windows)} windows", "change it in its document"
        raise InputError(f"a row does not tell all of '{own.id}'", why=why, fix=fix)
    return _changed(own, at, known[0], windows, stated=stated)


def _place(name: str, tree: Tree) -> str:
    found = [place for place in tree if name in (place, short(place))]
    if len(found) != 1:
        what = "several places are called" if found else "there is no place"
        fix = did_you_mean(name, [short(place) for place in tree]) or "name the place by its id"
        raise InputError(f"{what} '{name}'", fix=fix)
    return found[0]


def _new(own: OfferedRotation, at: str, tree: Tree, *, stated: date, status: Status) -> Told:
    name = f"{host_of(tree, at).id}/{own.id}"
    fees = (_fee(own.fee, stated),) if own.fee else ()
    offer = Opportunity(name, "rotation", (("en", own.title),), (), fees=fees)
    kind = cast(Kind, own.kind)
    made = Rotation(
        name, at, kind, own.specialty, offer, languages=own.languages, status=status
    )  # fmt: skip
    return made, (_window(own, Window(WINDOW, name, _open(own), own.seats)),)


def _changed(
    own: OfferedRotation, at: str, known: Rotation, windows: tuple[Window, ...], *, stated: date
) -> Told:
    (language, _words), *others = known.offer.title
    title = ((language, own.title), *others)
    offer = replace(known.offer, title=title, fees=_fees(own, known, stated))
    changed = replace(
        known, at=at, kind=cast(Kind, own.kind), specialty=own.specialty, offer=offer,
        languages=own.languages,
    )  # fmt: skip
    window = windows[0] if windows else Window(WINDOW, known.id, _open(own), own.seats)
    return changed, (_window(own, window),)


def _open(own: OfferedRotation) -> Period:
    return Period(own.first, own.last + ONE_DAY)


def _window(own: OfferedRotation, window: Window) -> Window:
    return replace(window, open=_open(own), seats=own.seats, weeks=own.weeks)


def _fees(own: OfferedRotation, known: Rotation, stated: date) -> tuple[Fee, ...]:
    """The fees of a rotation with that of the row, where it names another one."""
    fee = _fee_of(known)
    if own.fee is None:
        return known.offer.fees
    if fee is None:
        return (*known.offer.fees, _fee(own.fee, stated))
    if not _is_plain(fee):
        why = "it is by the week, or open, or has several parts"
        fix = "leave the cell empty, or change it in its document"
        raise InputError(f"the fee of '{own.id}' is more than a row tells", why=why, fix=fix)
    new = _fee(own.fee, stated)
    if fee.amount == new.amount:
        return known.offer.fees
    changed = replace(fee, amount=new.amount, source=new.source)
    return tuple(changed if one is fee else one for one in known.offer.fees)


def _fee(told: tuple[str, Decimal], stated: date) -> Fee:
    money = Money(told[1], told[0])
    source = Source("", stated, "provider", "A", title=STATED_BY)
    return Fee(PURPOSE, MoneyRange(money, money), source)


def _fee_of(own: Rotation) -> Fee | None:
    return next((fee for fee in own.offer.fees if fee.purpose == PURPOSE), None)


def _is_plain(fee: Fee) -> bool:
    return (
        fee.amount is not None
        and fee.amount.low.amount == fee.amount.high.amount
        and not (fee.unit or fee.tiers or fee.surcharges or fee.discounts)
    )
