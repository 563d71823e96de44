"""Routes on graphs of steps: labels, polish and proof, and the cheapest route by other solvers."""

import time

import numpy as np

from benchmarks.graphs import LARGE, SMALL, goals, world
from benchmarks.measures import Figure, best, check, seconds, times
from salerno.routes.fast import SEARCH as FAST
from salerno.routes.graphs import weigh
from salerno.routes.labels import pareto
from salerno.routes.parts import relevant
from salerno.routes.polish import polished
from salerno.routes.proof import prove_cheapest
from salerno.routes.searches import PLAIN

GOALS, LARGE_GOALS, SOLVED = 50, 10, 5
PLAIN_GOAL, FAST_GOAL, LARGE_GOAL, PROOF_GOAL = 0.4, 0.05, 0.2, 1.0
CLOSE, OFTEN = 1.01, 0.95
LIMIT = 20.0  # seconds by the clock for each solver and goal
TINY = 4  # jurisdictions


def run(*, smoke):
    """Labels by both twins, and how far the cheapest is from the proven one."""
    made = world(TINY if smoke else SMALL)
    asked = goals(made, 4 if smoke else GOALS)
    pareto(made.graph, asked[0], search=FAST)
    found = {"plain": _fronts(made, asked, PLAIN), "fast": _fronts(made, asked, FAST)}
    fronts = [front for _, front in found["fast"]]
    check(fronts == [front for _, front in found["plain"]], "the twins differ")
    figures = [
        _labels(made, found, name, goal, smoke)
        for name, goal in (("plain", PLAIN_GOAL), ("fast", FAST_GOAL))
    ]
    figures += _cheapest(made, asked, fronts, smoke)
    if not smoke:
        figures.append(_large())
    return figures


def _fronts(made, asked, search):
    """By goal the time and the front."""
    return [best(lambda goal=goal: pareto(made.graph, goal, search=search), 2) for goal in asked]


def _labels(made, found, name, goal, smoke):
    spent = [time for time, _ in found[name]]
    others = [time for time, _ in found["plain"]]
    sizes = [len(front) for _, front in found[name]]
    what = {"plain": "plain Python", "fast": "Numba"}[name]
    return Figure(
        f"labels, {what}, {len(made.graph.steps):,} steps, width 8, {len(sizes)} goals, "
        "against plain Python",
        times(np.median(spent) / np.median(others)),
        f"{_spread(spent)}; routes on a front {min(sizes)} to {max(sizes)}, "
        f"median {np.median(sizes):.0f}",
        f"p95 <= {seconds(goal)}",
        None if smoke else bool(np.quantile(spent, 0.95) <= goal),
    )


def _spread(spent):
    """The middle, the upper end and the most of some times."""
    middle, high, most = np.quantile(spent, [0.5, 0.95, 1])
    return f"p50 {seconds(middle)}, p95 {seconds(high)}, max {seconds(most)}"


def _cheapest(made, asked, fronts, smoke):
    """How dear the cheapest routes are beside the proven ones, and what the proof takes."""
    graph = made.graph
    labelled = [(0.0, front[0]) for front in fronts]
    better = _polished(graph, asked, [front[0] for front in fronts])
    dearest = _polished(graph, asked, [front[-1] for front in fronts])
    proofs = _proofs(graph, asked, [route for _, route in better])
    least = [proof.found.weight.cost for _, proof in proofs]
    spent = [time for time, _ in proofs]
    return [
        _gap("the cheapest label", labelled, least),
        _gap("polish (Numba) of the cheapest label", better, least, judged=not smoke),
        _gap("polish (Numba) of the dearest label", dearest, least),
        Figure(
            f"proof by clingo given the polished route, {len(spent)} goals, against polish (Numba)",
            times(np.median(spent) / np.median([time for time, _ in better])),
            _spread(spent),
            f"p95 <= {seconds(PROOF_GOAL)}",
            None if smoke else bool(np.quantile(spent, 0.95) <= PROOF_GOAL),
        ),
    ]


def _polished(graph, asked, routes):
    pairs = zip(asked, routes, strict=True)
    return [best(lambda g=g, r=r: polished(graph, g, found=r, search=FAST), 2) for g, r in pairs]


def _proofs(graph, asked, routes):
    found = []
    for goal, route in zip(asked, routes, strict=True):
        found.append(
            best(lambda g=goal, r=route: prove_cheapest(graph, g, found=r, seconds=LIMIT), 1)
        )
        proof = found[-1][1]
        check(proof.proven, "the proof ran out of time")
        check(weigh(graph, goal, steps=proof.found.steps) == proof.found.weight, "weight")
    return found


def _gap(name, found, least, *, judged=False):
    gaps = np.array([route.weight.cost / low for (_, route), low in zip(found, least, strict=True)])
    check(gaps.min() > 1 - 1e-9, "cheaper than the proven least cost")
    spent = [time for time, _ in found]
    share = (gaps <= CLOSE).mean()
    return Figure(
        f"{name}, {len(gaps)} goals, against the proven least cost: mean",
        f"{gaps.mean():.3f}x",
        f"within 1 % {share:.0%}, worst {gaps.max():.3f}x"
        + (f"; {_spread(spent)}" if any(spent) else ""),
        f"within 1 % {OFTEN:.0%}" if name.endswith("cheapest label") and any(spent) else "",
        bool(share >= OFTEN) if judged else None,
    )


def _large():
    made = world(LARGE)
    asked = goals(made, LARGE_GOALS)
    spent = [time for time, _ in _fronts(made, asked, FAST)]
    sizes = [len(relevant(made.graph, goal, search=FAST).graph.steps) for goal in asked]
    return Figure(
        f"labels, Numba, {len(made.graph.steps):,} steps, width 8, {len(asked)} goals",
        "",
        f"{_spread(spent)}; {min(sizes):,} to {max(sizes):,} steps matter",
        f"p95 <= {seconds(LARGE_GOAL)}",
        bool(np.quantile(spent, 0.95) <= LARGE_GOAL),
    )


def run_solvers(*, smoke):
    """The cheapest route by other solvers, by the clock, against our labels and polish."""
    from benchmarks.planners import CONTENDERS  # noqa: PLC0415 - slow to load

    made = world(TINY if smoke else SMALL)
    asked = goals(made, 2 * SOLVED)[SOLVED - SOLVED // 2 :][: 2 if smoke else SOLVED]
    _ours(made.graph, asked[0])
    ours = [_timed(lambda g=g: _ours(made.graph, g)) for g in asked]
    least = [prove_cheapest(made.graph, goal, found=f).found.weight.cost for goal, (_, f) in
             zip(asked, ours, strict=True)]  # fmt: skip
    rate = np.median([spent for spent, _ in ours])
    rows = [("labels and polish, Numba", [(t, (f.weight.cost, False)) for t, f in ours])]
    for name, answer in CONTENDERS.items():
        limit = 2.0 if smoke else LIMIT
        rows.append((name, [_timed(lambda g=g: answer(made.graph, g, limit=limit)) for g in asked]))  # noqa: B023 - called at once
    return [_solver(name, answers, least, rate) for name, answers in rows]


def _ours(graph, goal):
    front = pareto(graph, goal, search=FAST)
    return polished(graph, goal, found=front[0], search=FAST)


def _timed(work):
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def _solver(name, answers, least, rate):
    spent = [time for time, _ in answers]
    pairs = [(own, low) for (_, own), low in zip(answers, least, strict=True)]
    gaps = [cost / low for (cost, _), low in pairs if cost is not None]
    for (cost, proven), low in pairs:
        check(not proven or abs(cost - low) < 1e-6, f"{name}: not the least cost")
    check(min(gaps, default=1) > 1 - 1e-9, f"{name}: cheaper than the least cost")
    proven = sum(own[1] for own, _ in pairs)
    dear = f", cost {np.mean(gaps):.2f}x the least (worst {max(gaps):.2f}x)" if gaps else ""
    return Figure(
        f"{name}: the cheapest route, {len(answers)} goals, against labels and polish with Numba",
        times(np.median(spent) / rate),
        f"{_spread(spent)} by the clock; found {len(gaps)}, proven {proven}{dear}",
    )
