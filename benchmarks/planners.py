"""The cheapest route by general solvers and planners; each answers (cost, whether it is proven)."""

from contextlib import chdir
from importlib.util import find_spec
from tempfile import TemporaryDirectory

import unified_planning.shortcuts as up
from ortools.sat.python import cp_model
from unified_planning.engines import PlanGenerationResultStatus as Status

from salerno.routes.parts import relevant
from salerno.routes.proof import prove_cheapest
from salerno.routes.searches import PLAIN


def by_clingo(graph, goal, *, limit):
    """Our proof, told of no route."""
    proof = prove_cheapest(graph, goal, seconds=limit)
    return proof.found.weight.cost, proof.proven


def by_cp_sat(graph, goal, *, limit):
    """A truth for each node and a support for each "any" node, in an order without cycles."""
    part = relevant(graph, goal, search=PLAIN)
    own, model = part.graph, cp_model.CpModel()
    size = len(own)
    holds = [model.new_bool_var("") for _ in range(size)]
    level = [model.new_int_var(0, size, "") for _ in range(size)]
    for node in range(size):
        kids = own.kids_of(node).tolist()
        chosen = [model.new_bool_var("") for _ in kids] if own.is_any[node] else []
        if own.is_any[node]:
            model.add_bool_or([*chosen, ~holds[node]])
        for kid, asked in zip(kids, chosen or [holds[node]] * len(kids), strict=True):
            model.add_implication(asked, holds[kid])
            model.add(level[node] >= level[kid] + 1).only_enforce_if(asked)
    model.add(holds[part.goal] == 1)
    model.minimize(sum(int(own.cost[step]) * holds[step] for step in own.steps.tolist()))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = limit
    status = solver.solve(model)
    met = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return (solver.objective_value if met else None), status == cp_model.OPTIMAL


def by_planner(name):
    """A planner that unified-planning knows, on the relevant part."""

    def answer(graph, goal, *, limit):
        problem, costs = _problem(relevant(graph, goal, search=PLAIN))
        up.get_environment().credits_stream = None
        with TemporaryDirectory() as own, chdir(own), up.OneshotPlanner(name=name) as planner:
            found = planner.solve(problem, timeout=limit)  # leaves files where it runs
        if found.plan is None:
            return None, False
        cost = sum(costs.get(taken.action.name, 0) for taken in found.plan.actions)
        return cost, found.status == Status.SOLVED_OPTIMALLY

    return answer


def _problem(part):
    """The relevant part as a planning problem, and what its actions cost."""
    own, problem = part.graph, up.Problem("route")
    facts = [up.Fluent(f"n{node}", up.BoolType()) for node in range(len(own))]
    costs = {}
    for fact in facts:
        problem.add_fluent(fact, default_initial_value=False)
    for node, fact in enumerate(facts):
        kids = own.kids_of(node).tolist()
        for way, needs in enumerate([[kid] for kid in kids] if own.is_any[node] else [kids]):
            action = up.InstantaneousAction(f"a{node}-{way}")
            for kid in needs:
                action.add_precondition(facts[kid])
            action.add_effect(fact, True)
            problem.add_action(action)
            costs[action.name] = int(own.cost[node])
    problem.add_goal(facts[part.goal])
    prices = {problem.action(name): up.Int(cost) for name, cost in costs.items()}
    problem.add_quality_metric(up.MinimizeActionCosts(prices))
    return problem, costs


PLANNERS = {
    "Fast Downward, LAMA first": by_planner("fast-downward"),
    "Fast Downward, optimal": by_planner("fast-downward-opt"),
}
CONTENDERS = {
    "clingo from scratch": by_clingo,
    "CP-SAT from scratch, one worker": by_cp_sat,
    # GPL: never installed by us, measured where somebody did `pip install up-fast-downward`
    **(PLANNERS if find_spec("up_fast_downward") else {}),
}
