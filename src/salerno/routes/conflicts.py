"""Why a route cannot be dated: a smallest set of bonds, limits and sessions that cannot hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from salerno.errors import InputError
from salerno.routes.bounds import narrowed
from salerno.routes.frames import MARKS, Frame, frame
from salerno.routes.models import Aim, solve
from salerno.routes.tasks import Bond, Conflict, Limits, Task

Part = Bond | str | Task
"""What can be given up: a bond, a limit by its name, or the sessions of a task."""

Holds = Callable[[Sequence[Part]], bool]


def conflict(
    tasks: Sequence[Task], *, bonds: Sequence[Bond], start: date, limits: Limits, effort: float
) -> Conflict:
    """A smallest set that cannot hold together, when the whole cannot: without any one it can.

    Without sessions, bonds and limits there are always days, unless the calendar itself ends.
    Where a search takes more than `effort`, the part it is about stays in the set.
    """

    def holds(parts: Sequence[Part]) -> bool:
        left = _left(limits, parts)
        own = frame(tasks, bonds=bonds, start=start, limits=left)
        return _is_possible(_without(own, tasks, bonds, parts), tasks, left, effort)

    sessions = tuple(task for task in tasks if task.sessions is not None)
    parts: tuple[Part, ...] = (*sessions, *dict.fromkeys(bonds), *_given(limits))
    kept = frozenset(() if not holds(()) else _smallest(parts, (), True, holds))
    found = [part for part in parts if part in kept]
    return Conflict(
        tuple(part for part in found if isinstance(part, Bond)),
        tuple(part for part in found if isinstance(part, str)),
        tuple(part.id for part in found if isinstance(part, Task)),
    )


def _given(limits: Limits) -> tuple[str, ...]:
    names = ("by", "yearly", "examinations")
    given = tuple(name for name in names if getattr(limits, name) is not None)
    return (*given, "study") if limits.study else given


def _left(limits: Limits, parts: Sequence[Part]) -> Limits:
    return Limits(
        by=limits.by if "by" in parts else None,
        yearly=limits.yearly if "yearly" in parts else None,
        examinations=limits.examinations if "examinations" in parts else None,
        study=limits.study if "study" in parts else 0,
    )


def _without(
    own: Frame, tasks: Sequence[Task], bonds: Sequence[Bond], parts: Sequence[Part]
) -> Frame:
    """The frame without the bonds and sessions that are not among the parts.

    The ties of the tasks come first in a frame, then those of the bonds in their order.
    """
    left = frozenset(parts)
    times = len(own.ties) - len(bonds)
    bound = zip(bonds, own.ties[times:], strict=True)
    ties = (*own.ties[:times], *(tie for bond, tie in bound if bond in left))
    stops = tuple(stops for stops in own.stops if tasks[stops.start // len(MARKS)] in left)
    return replace(own, ties=ties, stops=stops)


def _is_possible(own: Frame, tasks: Sequence[Task], limits: Limits, effort: float) -> bool:
    """Whether there are days; money and examinations are looked at only where all else holds."""
    left = narrowed(own)
    if left is None or (limits.yearly is None and limits.examinations is None):
        return left is not None
    try:
        return solve(left, tasks, limits=limits, effort=effort, aim=Aim({})) is not None
    except InputError:
        return True


def _smallest(
    parts: Sequence[Part], given: Sequence[Part], is_known: bool, holds: Holds
) -> Sequence[Part]:
    """Of some parts that cannot hold beside those given, a smallest set that cannot.

    Halves are tried first, so it takes about as many searches as parts in the answer, times a
    logarithm. With `is_known`, those given hold.
    Source: U. Junker, "QuickXplain", Proceedings of AAAI (2004).
    """
    if not is_known and not holds(given):
        return ()
    if len(parts) <= 1:
        return parts
    first, second = parts[: len(parts) // 2], parts[len(parts) // 2 :]
    later = _smallest(second, (*given, *first), False, holds)
    sooner = _smallest(first, (*given, *later), not later, holds)
    return (*sooner, *later)
