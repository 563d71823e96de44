"""What a credential lacks: which of the conditions it was judged by it does not surely meet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from salerno.credentials.conditions import Condition, Standpoint, anchor_of, meets, precedes
from salerno.credentials.person import Credential, Values
from salerno.credentials.selection import Selection, qualifies
from salerno.credentials.tri import Tri
from salerno.rules.findings import Finding
from salerno.rules.leaves import Attempts, Has, Leaf, Time, Total, Wait, Window

Aspect = Literal["attribute", "table", "age", "validity", "day", "assurance"]


@dataclass(frozen=True, slots=True)
class Shortfall:
    """One thing that a credential does not (no) or not surely (unknown) have.

    With `aspect` "attribute", `name`, `condition` and the credential's own `values` say which.
    """

    credential: Credential
    truth: Tri
    aspect: Aspect
    name: str = ""
    condition: Condition | None = None
    values: Values | None = None


def selections_of(leaf: Leaf) -> tuple[Selection, ...]:
    """The selections that a leaf judges credentials by."""
    match leaf:
        case Has() | Total() | Time() | Attempts() | Wait():
            return (leaf.selection,)
        case Window(selections):
            return selections
        case _:
            return ()


def shortfalls(leaf: Leaf, finding: Finding, view: Standpoint) -> tuple[Shortfall, ...]:
    """What the credentials that a leaf was judged on lack, credential by credential."""
    if isinstance(leaf, Attempts | Wait):
        return ()
    return tuple(
        shortfall
        for selection in selections_of(leaf)
        for credential in finding.used
        if credential.type in selection.types
        for shortfall in lacks(selection, credential, view)
    )


def lacks(selection: Selection, credential: Credential, view: Standpoint) -> Iterator[Shortfall]:
    """What keeps a credential from being surely one of the selection."""
    for name, condition in selection.where:
        values = credential.values(name)
        truth = meets(condition, values, view, credential)
        if truth is not Tri.YES:
            yield Shortfall(credential, truth, "attribute", name, condition, values)
    for aspect, truth in _other_aspects(selection, credential, view):
        if truth is not Tri.YES:
            yield Shortfall(credential, truth, aspect)


def _other_aspects(
    selection: Selection, credential: Credential, view: Standpoint
) -> Iterator[tuple[Aspect, Tri]]:
    bare = replace(selection, where=(), rows=(), age=None, validity=None)
    yield "table", qualifies(replace(bare, rows=selection.rows), credential, view)
    yield "age", qualifies(replace(bare, age=selection.age), credential, view)
    yield "validity", qualifies(replace(bare, validity=selection.validity), credential, view)
    at = anchor_of(selection.at, view)
    yield "day", precedes("<=", credential.on, at) if credential.on and at else Tri.YES
    is_assured = credential.assurance >= view.circumstances.assurance
    yield "assurance", Tri.YES if is_assured else Tri.UNKNOWN
