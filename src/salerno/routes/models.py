"""The frame of a timeline, money and examinations as a model for CP-SAT, and its solution.

One worker, a fixed seed and a limit in deterministic time: equal input gives equal output.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from salerno.errors import InputError
from salerno.periods import Span
from salerno.routes.frames import APPLY, END, RESULT, START, Frame, Stops, Tie
from salerno.routes.reaches import LAST, reach, runs
from salerno.routes.tasks import Limits, Task

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

Solution = tuple[int, ...]
"""The day of each node."""


@dataclass(frozen=True, slots=True)
class Aim:
    """What a solution is to be: as early as possible in its last result.

    Or, if there are `weights`, with the least sum of the days of these nodes, each times its
    weight. `at` is a solution known already.
    """

    weights: Mapping[int, int] | None = None
    at: Solution | None = None


@dataclass(frozen=True, slots=True)
class Solved:
    """The best solution found, and whether it is proven that none is better."""

    days: Solution
    proven: bool


@dataclass(frozen=True, slots=True)
class _Model:
    """A model being built; days count from `base`."""

    cp: cp_model.CpModel
    frame: Frame
    base: int
    days: tuple[cp_model.IntVar, ...]
    reached: dict[tuple[int, Span], cp_model.LinearExprT] = field(default_factory=dict)


def solve(
    own: Frame, tasks: Sequence[Task], *, limits: Limits, effort: float, aim: Aim = Aim()
) -> Solved | None:
    """The best solution of a narrowed frame within the limits; None where there is none.

    `effort` is in deterministic seconds; InputError says that it was too little for any solution.
    """
    from ortools.sat.python import cp_model  # noqa: PLC0415 - slow to import, and seldom needed

    model = _model(cp_model.CpModel(), own)
    for tie in own.ties:
        _tie(model, tie)
    for stops in own.stops:
        _stop(model, stops)
    _examine(model, tasks, limits)
    _pay(model, tasks, limits)
    _aim(model, len(tasks), aim)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 0
    solver.parameters.max_deterministic_time = effort
    status = solver.solve(model.cp)
    if status == cp_model.INFEASIBLE:
        return None
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        raise InputError(
            "no timeline was found in time",
            why=f"{len(tasks)} tasks, and {effort} deterministic seconds",
            fix="ask for fewer tasks, or allow more effort",
        )
    days = tuple(solver.value(day) + model.base for day in model.days)
    return Solved(days, status == cp_model.OPTIMAL)


def _model(cp: cp_model.CpModel, own: Frame) -> _Model:
    base = min(own.low, default=0)
    days = tuple(
        cp.new_int_var(low - base, high - base, "")
        for low, high in zip(own.low, own.high, strict=True)
    )
    return _Model(cp, own, base, days)


def _tie(model: _Model, tie: Tie) -> None:
    """Say of a tie only what the first and last days do not say already."""
    x, y, own = tie.earlier, tie.later, model.frame
    if tie.least is not None and own.low[y] < reach(own.high[x], tie.least) + tie.over:
        model.cp.add(model.days[y] >= _reached(model, x, tie.least) + tie.over)
    if tie.most is not None and own.high[y] > reach(own.low[x], tie.most) - tie.under:
        model.cp.add(model.days[y] <= _reached(model, x, tie.most) - tie.under)


def _reached(model: _Model, node: int, span: Span) -> cp_model.LinearExprT:
    """The day a span after a node: exactly one of the runs of its days holds."""
    cp, day, base = model.cp, model.days[node], model.base
    if not (span.years or span.months):
        return day + span.days
    if (node, span) not in model.reached:
        own = runs(model.frame.low[node], model.frame.high[node], span)
        chosen = [cp.new_bool_var("") for _ in own]
        pairs = list(zip(own, chosen, strict=True))
        cp.add_exactly_one(chosen)
        cp.add(day >= sum((run.first - base) * bit for run, bit in pairs))
        cp.add(day <= sum((run.last - base) * bit for run, bit in pairs))
        model.reached[node, span] = day + sum(run.length * bit for run, bit in pairs)
    return model.reached[node, span]


def _stop(model: _Model, stops: Stops) -> None:
    """Start on a session, having applied before it closes."""
    cp, own, base = model.cp, model.frame, model.base
    low, high = own.low[stops.start], own.high[stops.start]
    left = [stop for stop in stops.days if low <= stop.first and stop.last <= high]
    chosen = [cp.new_bool_var("") for _ in left]
    pairs = list(zip(left, chosen, strict=True))
    cp.add_exactly_one(chosen)
    cp.add(model.days[stops.start] == sum((stop.last - base) * bit for stop, bit in pairs))
    cp.add(model.days[stops.apply] <= sum((stop.closes - base) * bit for stop, bit in pairs))


def _examine(model: _Model, tasks: Sequence[Task], limits: Limits) -> None:
    """No more examinations at a time than allowed, each with its days of study."""
    tests = [number for number, task in enumerate(tasks) if task.is_examination]
    if limits.examinations is None or len(tests) <= limits.examinations:
        return
    spans = []
    for number in tests:
        start, end = model.days[4 * number + START], model.days[4 * number + END]
        length = occupied(tasks[number], limits)
        spans.append(model.cp.new_interval_var(start - limits.study, length, end + 1, f"{number}"))
    if limits.examinations == 1:
        model.cp.add_no_overlap(spans)
    else:
        model.cp.add_cumulative(spans, [1] * len(spans), limits.examinations)


def occupied(task: Task, limits: Limits) -> int:
    """For how many days an examination at most keeps the person busy, the study included."""
    return limits.study + (task.lasts[1] if task.lasts else 0) + 1


def is_bearable(days: Solution, tasks: Sequence[Task], limits: Limits) -> bool:
    """Whether days that keep all ties keep the limits on money and examinations as well."""
    spans = [
        (days[4 * number + START] - limits.study, days[4 * number + END])
        for number, task in enumerate(tasks)
        if task.is_examination
    ]
    spent: defaultdict[int, int] = defaultdict(int)
    for number, task in enumerate(tasks):
        spent[date.fromordinal(days[4 * number + APPLY]).year] += task.cost
    return not any(
        limits.examinations is not None
        and sum(first <= start <= last for first, last in spans) > limits.examinations
        for start, _ in spans
    ) and not any(limits.yearly is not None and cost > limits.yearly for cost in spent.values())


def _pay(model: _Model, tasks: Sequence[Task], limits: Limits) -> None:
    """What is paid on applying stays within what a calendar year allows."""
    if not is_short(tasks, limits):
        return
    cp = model.cp
    spent: defaultdict[int, list[cp_model.LinearExprT]] = defaultdict(list)
    for number, task in enumerate(tasks):
        if not task.cost:
            continue
        node = 4 * number + APPLY
        low, high = model.frame.low[node], model.frame.high[node]
        years = range(date.fromordinal(low).year, date.fromordinal(high).year + 1)
        paid = [cp.new_bool_var("") for _ in years]
        pairs = list(zip(years, paid, strict=True))
        cp.add_exactly_one(paid)
        cp.add(model.days[node] >= sum((first_day(y) - model.base) * bit for y, bit in pairs))
        cp.add(model.days[node] < sum((first_day(y + 1) - model.base) * bit for y, bit in pairs))
        for year, bit in pairs:
            spent[year].append(task.cost * bit)
    for parts in spent.values():
        cp.add(sum(parts) <= (limits.yearly or 0))


def is_short(tasks: Sequence[Task], limits: Limits) -> bool:
    """Whether everything together costs more than one year allows."""
    return limits.yearly is not None and sum(task.cost for task in tasks) > limits.yearly


def first_day(year: int) -> int:
    """The first day of a year; after the last year, the day after the last."""
    return date(year, 1, 1).toordinal() if year <= date.max.year else LAST + 1


def _aim(model: _Model, tasks: int, aim: Aim) -> None:
    cp = model.cp
    if aim.weights is not None:
        cp.minimize(sum(weight * model.days[node] for node, weight in aim.weights.items()))
        for day, known in zip(model.days, aim.at or (), strict=False):
            cp.add_hint(day, known - model.base)
        return
    end = cp.new_int_var(0, max(model.frame.high) - model.base, "end")
    for number in range(tasks):
        cp.add(end >= model.days[4 * number + RESULT])
    cp.minimize(end)
