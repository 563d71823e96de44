"""The proof that a route is the cheapest, by answer set programming."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from salerno.routes import parts
from salerno.routes.graphs import Found, Graph, Numbers, Places
from salerno.routes.parts import Part
from salerno.routes.polish import Polish, cheap
from salerno.routes.searches import Search, fastest

if TYPE_CHECKING:
    import clingo

LARGEST = 2**30  # what a step may cost in whole units

Steps = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """The cheapest route known, and whether it is proven that none is cheaper.

    No route costs less than `bound`, proven or not. Without a route the goal cannot be reached;
    the bound is then infinite.
    """

    found: Found | None
    proven: bool
    bound: float


def prove_cheapest(
    graph: Graph, goal: int, *, found: Found | None = None, seconds: float = 10.0
) -> Proof:
    """Search for a route cheaper than the one found until there is none or the time is up.

    Costs are compared in whole units: the coarsest of 1, 1/10 and 1/100 in which every cost is
    whole, else 2**-30 of the dearest step, each cost being rounded. A route found that is not
    beaten is given back, without idle steps; among cheaper ones of equal cost the solver always
    takes the same. Source: M. F. Rankooh and T. Janhunen, "Capturing (optimal) relaxed plans with
    stable and supported models of Logic Programs", Theory and Practice of Logic Programming 23
    (2023).
    """
    search = fastest(len(graph.steps))
    part = parts.relevant(graph, goal, search=search)
    if part is None:
        return Proof(None, proven=True, bound=float("inf"))
    if found:
        first = _without_idle(part, found, search)
    else:
        first = parts.found(part, cheap(Polish(part, "cost", 0, search)), search=search)
    scale = _scale(part.graph.cost)
    units = np.rint(part.graph.cost * scale)
    most = int(units[np.isin(part.nodes, first.steps)].sum())
    least = search.settle(part.links, part.missing, units, False, -1).values
    hopeless = least + parts.falls(part, units, search=search) >= most
    rest = parts.relevant(part.graph, part.goal, search=search, closed=hopeless)
    if rest is None:
        return Proof(first, proven=True, bound=first.weight.cost)
    steps, proven, low = _solved(rest, units[rest.nodes].astype(np.int64), most, seconds)
    cheapest = first
    if steps is not None:
        shorter = parts.stripped(part, rest.nodes[list(steps)].tolist(), search=search)
        cheapest = parts.found(part, shorter, search=search)
    cost, bound = cheapest.weight.cost, max(low, float(least[part.goal])) / scale
    return Proof(cheapest, proven, cost if proven else min(cost, bound))


def _without_idle(part: Part, found: Found, search: Search) -> Found:
    """The route itself when it has no idle step."""
    steps = np.flatnonzero(np.isin(part.nodes, found.steps)).tolist()
    shorter = parts.stripped(part, steps, search=search)
    return found if len(shorter) == len(found.steps) else parts.found(part, shorter, search=search)


def _scale(costs: Numbers) -> float:
    """By what costs are multiplied to be whole numbers that the solver can take."""
    dearest = float(costs.max(initial=0.0))
    for scale in (1.0, 10.0, 100.0):
        if dearest * scale <= LARGEST and np.allclose(costs * scale, np.rint(costs * scale), 0):
            return scale
    return LARGEST / dearest


def _solved(
    part: Part, units: Places, most: int, seconds: float
) -> tuple[Steps | None, bool, float]:
    """A route for less, if one was met; whether it is the least; what all cost at least."""
    import clingo  # noqa: PLC0415 - takes a while to load

    control = clingo.Control(
        [
            "--opt-strategy=usc,oll,stratify",
            "--opt-usc-shrink=min",
            f"--opt-mode=opt,{most - 1}",
            "--stats",
        ]
    )
    atoms = _told(control, part, units)
    met: list[Steps] = []

    def keep(model: clingo.Model) -> None:  # pragma: no cover - in a thread of the solver
        met.append(tuple(step for step, atom in atoms if model.is_true(atom)))

    with control.solve(async_=True, on_model=keep) as handle:
        if not handle.wait(seconds):
            handle.cancel()
        exhausted = bool(handle.get().exhausted)
    lows = control.statistics["summary"].get("lower", [0.0])
    return (met[-1] if met else None), exhausted, float(lows[0])


def _told(control: clingo.Control, part: Part, units: Places) -> list[tuple[int, int]]:
    """Tell the solver the rules; returns each step with its atom.

    A node holds when its kids do, a step may; only what is founded holds, so cycles need no care.
    """
    graph = part.graph
    with control.backend() as backend:
        atoms = [backend.add_atom() for _ in range(len(graph))]
        for node, atom in enumerate(atoms):
            kids = [atoms[kid] for kid in graph.kids_of(node)]
            for body in [[kid] for kid in kids] if graph.is_any[node] else [kids]:
                backend.add_rule([atom], body, choice=units[node] > 0)
        backend.add_rule([], [-atoms[part.goal]])
        steps = [(int(step), atoms[step]) for step in graph.steps]
        backend.add_minimize(0, [(atom, int(units[step])) for step, atom in steps])
    return steps
