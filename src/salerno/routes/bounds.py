"""The first and the last day of every mark at once.

Each tie and each list of sessions allows the earlier in each respect of any two solutions: so the
days that are left when nothing can be raised any more are themselves a solution, the earliest
one. The same holds for the latest where no session closes before an earlier one does.
Source: R. Dechter, I. Meiri and J. Pearl, "Temporal constraint networks", Artificial Intelligence
49 (1991), for ties of a constant length; here a tie is any pair of rising functions of the day.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable
from dataclasses import replace

from salerno.routes.frames import Frame, Stops, Tie
from salerno.routes.reaches import first_reaching, last_within, reach

Days = list[int]
_Better = Callable[[int, int], int]
_Rule = tuple[tuple[int, ...], Callable[[Days, Days], Iterable[tuple[int, int]]]]


def narrowed(own: Frame) -> Frame | None:
    """The frame with the first and last day of each node as its ties allow; None is no way.

    The firsts are a solution, if one takes no account of money and examinations.
    """
    low, high = list(own.low), list(own.high)
    if any(first > last for first, last in zip(low, high, strict=True)):
        return None
    if not _settled(low, high, [*map(_raise, own.ties), *map(_raise_stops, own.stops)], max):
        return None
    _settled(high, low, [*map(_lower, own.ties), *map(_lower_stops, own.stops)], min)
    return replace(own, low=tuple(low), high=tuple(high))


def _settled(
    days: Days, others: Days, rules: list[_Rule], better: Callable[[int, int], int]
) -> bool:
    """Apply the rules until none changes a day; whether every day is still possible."""
    asked: defaultdict[int, list[_Rule]] = defaultdict(list)
    for rule in rules:
        for node in rule[0]:
            asked[node].append(rule)
    waiting = deque(rules)
    while waiting:
        _, moved = waiting.popleft()
        for node, day in moved(days, others):
            if better(days[node], day) == days[node]:
                continue
            days[node] = day
            if better(day, others[node]) != others[node]:
                return False
            waiting.extend(asked[node])
    return True


def _raise(tie: Tie) -> _Rule:
    x, y = tie.earlier, tie.later

    def moved(low: Days, _: Days) -> Iterable[tuple[int, int]]:
        if tie.least is not None:
            yield y, reach(low[x], tie.least) + tie.over
        if tie.most is not None:
            yield x, first_reaching(low[y] + tie.under, tie.most)

    return (x, y), moved


def _lower(tie: Tie) -> _Rule:
    x, y = tie.earlier, tie.later

    def moved(high: Days, _: Days) -> Iterable[tuple[int, int]]:
        if tie.least is not None:
            yield x, last_within(high[y] - tie.over, tie.least)
        if tie.most is not None:
            yield y, reach(high[x], tie.most) - tie.under

    return (x, y), moved


def _raise_stops(own: Stops) -> _Rule:
    def moved(low: Days, high: Days) -> Iterable[tuple[int, int]]:
        days = (
            max(stop.first, low[own.start])
            for stop in own.days
            if stop.last >= low[own.start] and stop.closes >= low[own.apply]
        )
        yield own.start, min(days, default=high[own.start] + 1)

    return (own.apply, own.start), moved


def _lower_stops(own: Stops) -> _Rule:
    def moved(high: Days, low: Days) -> Iterable[tuple[int, int]]:
        """There is always a session left, for the first days are a solution."""
        left = [
            stop
            for stop in own.days
            if stop.first <= high[own.start]
            and stop.last >= low[own.start]
            and stop.closes >= low[own.apply]
        ]
        yield own.start, max(min(stop.last, high[own.start]) for stop in left)
        yield own.apply, max(stop.closes for stop in left)

    return (own.start,), moved
