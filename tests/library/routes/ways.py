"""The steps by which a rule is met, or the barriers in their way, told by id."""

from salerno.routes.graphs import times
from tests.library.routes.office import ids, is_open, network, step, told
from tests.spec.clerk import person

STEP1, STEP2, STEP3 = "us/usmle-step1", "us/usmle-step2ck", "us/usmle-step3"
TROTA = person()
SILENT = person(complete=())
A = step("a", grants=STEP1)
C = step("c", grants=STEP2)


def steps_to(rule, someone=TROTA, *others, **asked):
    """The ids of the steps by which the rule is met, in the order of letters, or None."""
    found = network(someone, step("b", rule), *(others or (A, C)), **asked)
    return sorted(ids(found)) if is_open(found) else None


def barriers(found):
    """The ids of the fewest lifts that open the goal, without digests; from a lifting network."""
    lifts = {node: s for node, s in found.steps.items() if s.way == "lift"}
    others = [node for node in found.steps if node not in lifts]
    best = None
    for chosen in range(1 << len(lifts)):
        picked = [node for n, node in enumerate(lifts) if chosen >> n & 1]
        reached = times(found.graph, steps=[*others, *picked])[found.goal] < float("inf")
        if reached and (best is None or len(picked) < len(best)):
            best = picked
    return None if best is None else sorted(told(lifts[node].id) for node in best)


def lifted(rule, someone=TROTA, *others, **asked):
    """The barriers on the way to a rule."""
    return barriers(network(someone, step("b", rule), *others, lifting=True, **asked))
