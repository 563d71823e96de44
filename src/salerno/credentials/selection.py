"""Which of a person's credentials a requirement speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from salerno.credentials.conditions import Condition, Order, Standpoint, anchor_of, meets, precedes
from salerno.credentials.person import Credential
from salerno.credentials.tri import Tri, every, some
from salerno.periods import PartialDate, Span, add, subtract

Where = tuple[tuple[str, Condition], ...]
"""Conditions by attribute name; all must hold."""


@dataclass(frozen=True, slots=True)
class SpanBound:
    """A bound on an elapsed time: `<=` at most, `<` under, `>=` at least, `>` over."""

    order: Order
    span: Span


@dataclass(frozen=True, slots=True)
class Validity:
    """Still valid at an anchor moved by `shift` (backwards when `before`)."""

    anchor: str = "application"
    shift: Span = Span()
    before: bool = False


@dataclass(frozen=True, slots=True)
class Selection:
    """The credentials of certain types that meet certain conditions, held at an anchor.

    `types` holds the type named and all that stand for it. `rows` are alternatives from a table:
    one of them must hold too, when there are any. `age` is measured from `on` to the anchor `at`.
    `validity` None means that an expired credential counts as well.
    """

    types: tuple[str, ...]
    where: Where = ()
    rows: tuple[Where, ...] = ()
    age: SpanBound | None = None
    validity: Validity | None = None
    at: str = "application"
    latest: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """A credential and how surely the selection speaks of it."""

    credential: Credential
    truth: Tri


def matches(selection: Selection, view: Standpoint) -> list[Match]:
    """Each credential of the selected types, with how surely it is meant; held ones only.

    Order: as the person told them. O(credentials × conditions).
    """
    held = [
        m for c in view.person.credentials_of(selection.types) if (m := _match(selection, c, view))
    ]
    return _latest_only(held) if selection.latest else held


def _match(selection: Selection, credential: Credential, view: Standpoint) -> Match | None:
    at = anchor_of(selection.at, view)
    held = precedes("<=", credential.on, at) if credential.on and at else Tri.YES
    if held is Tri.NO:
        return None
    truth = min(held, qualifies(selection, credential, view))
    if credential.assurance < view.circumstances.assurance:
        truth = min(truth, Tri.UNKNOWN)
    return Match(credential, truth)


def qualifies(selection: Selection, credential: Credential, view: Standpoint) -> Tri:
    """Whether a credential meets the conditions, its age and its validity included."""
    truth = satisfies(selection.where, credential, view)
    if selection.rows and truth:
        truth = min(truth, some(satisfies(row, credential, view) for row in selection.rows))
    if selection.age and truth:
        truth = min(truth, aged(selection.age, credential.on, anchor_of(selection.at, view)))
    if selection.validity and truth:
        truth = min(truth, _is_valid(selection.validity, credential, view))
    return truth


def satisfies(where: Where, credential: Credential, view: Standpoint) -> Tri:
    """Whether a credential meets every condition."""
    return every(meets(c, credential.values(name), view, credential) for name, c in where)


def aged(bound: SpanBound, since: PartialDate | None, at: PartialDate | None) -> Tri:
    """Whether the time from `since` to `at` respects the bound; the boundary day is within it."""
    if since is None or at is None:
        return Tri.UNKNOWN
    limit = PartialDate(add(since.earliest, bound.span), add(since.latest, bound.span))
    return precedes(_MIRRORED[bound.order], limit, at)


_MIRRORED: dict[Order, Order] = {"<=": ">=", "<": ">", ">=": "<=", ">": "<"}


def _is_valid(validity: Validity, credential: Credential, view: Standpoint) -> Tri:
    if credential.until is None:
        return Tri.YES
    at = anchor_of(validity.anchor, view)
    if at is None:
        return Tri.UNKNOWN
    move = subtract if validity.before else add
    needed = PartialDate(move(at.earliest, validity.shift), move(at.latest, validity.shift))
    return precedes(">=", credential.until, needed)


def _latest_only(held: list[Match]) -> list[Match]:
    """The matches that may be the latest; several candidates make each other uncertain."""
    dated = [(m.credential.on, m) for m in held if m.credential.on]
    if not dated:
        return held
    floor = max(on.earliest for on, _ in dated)
    candidates = [m for on, m in dated if on.latest >= floor]
    if len({m.truth for m in candidates}) == 1:
        return candidates
    return [Match(m.credential, min(m.truth, Tri.UNKNOWN)) for m in candidates]


Which = Literal["first", "last"]
