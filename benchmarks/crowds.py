"""A crowd against many opportunities: all four states, and every barrier."""

import time

import numpy as np

from benchmarks.instances import WHEN, crowd, opportunities
from benchmarks.measures import Figure, best, check, peak, seconds, times
from salerno.credentials.table import person_at
from salerno.rules import compile_pack, screen
from salerno.rules.barriers import find_barriers
from salerno.rules.chain import MET, NEVER, Chain
from salerno.rules.circuits import fold
from salerno.rules.planes import STATES, runs, screen_many

GOALS = {"numpy": 6.0, "numba": 3.5}
MEMORY = 1024


def run(*, smoke):
    """NumPy alone."""
    return _screened(smoke, "numpy", runs.run)


def run_fast(*, smoke):
    """Numba for the schedule; loading and compiling it is reported apart."""
    start = time.process_time()
    from salerno.rules import fast  # noqa: PLC0415 - loading it is part of what is measured

    small = crowd(100)
    screen_many(small, compile_pack(opportunities(2)), circumstances=WHEN, run=fast.run)
    loading = time.process_time() - start
    figures = _screened(smoke, "numba", fast.run)
    return [*figures, Figure("numba: loading, once a process", "", seconds(loading))]


def run_barriers(*, smoke):
    """Every barrier of everybody, against screening, with NumPy and with Numba."""
    from salerno.rules import fast  # noqa: PLC0415 - optional, and nobody else here needs it

    table, pack = _instance(smoke)
    figures = []
    for name, own in (("numpy", runs.run), ("numba", fast.run)):
        find_barriers(crowd(100), pack, circumstances=WHEN, run=own)
        figures.append(_found(table, pack, name, (own, smoke)))
        figures.append(_swept(table, pack, name, own))
    _check_barriers(pack)
    return figures


def _found(table, pack, name, how):
    run, smoke = how
    rounds = 1 if smoke else 3
    screening, _ = best(lambda: screen_many(table, pack, circumstances=WHEN, run=run), rounds)
    finding, found = best(lambda: find_barriers(table, pack, circumstances=WHEN, run=run), rounds)
    ratio = finding / screening
    return Figure(
        f"{name}: every barrier ({len(found.relaxations):,} of 10 persons or more), "
        "against screening",
        times(ratio),
        f"{seconds(finding)} against {seconds(screening)}",
        "<= 2x",
        None if smoke else ratio <= 2,
    )


def _swept(table, pack, name, run):
    """The sweeps alone: what barriers cost once the planes of the questions are there."""
    spent = {}

    def timed(schedule, planes, size):
        start = time.process_time()
        given = run(schedule, planes, size)
        spent[len(spent)] = time.process_time() - start
        return given

    screen_many(table, pack, circumstances=WHEN, run=timed)
    find_barriers(table, pack, circumstances=WHEN, run=timed)
    return Figure(
        f"{name}: the same without the planes of questions and the making of schedules",
        times(spent[1] / spent[0]),
        f"{seconds(spent[1])} against {seconds(spent[0])}",
    )


def _instance(smoke):
    size, count = (20_000, 60) if smoke else (1_000_000, 1000)
    return crowd(size), compile_pack(opportunities(count))


def _screened(smoke, name, run):
    table, pack = _instance(smoke)
    rounds = 1 if smoke else 3
    whole, found = best(lambda: screen_many(table, pack, circumstances=WHEN, run=run), rounds)
    memory = peak()
    planes, _ = best(lambda: _planes(table, pack), 1)
    check(bool((found.counts.sum(axis=1) == table.size).all()), "states do not add up")
    _check(pack, run)
    rate, alone = whole / table.size / len(pack.rules_of), _alone(table, pack)
    reached = whole <= GOALS[name] and (memory <= MEMORY or name == "numba")
    shares = found.counts.sum(axis=0) / found.counts.sum()
    states = ", ".join(f"{state} {share:.1%}" for state, share in zip(STATES, shares, strict=True))
    return [
        Figure(
            f"one by one, against {table.size:,} persons x {len(pack.rules_of):,} opportunities, "
            f"{len(pack.questions)} leaves, with {name} ({states})",
            times(alone / rate),
            f"{seconds(alone)} against {seconds(rate)} a person and rule; {seconds(whole)} in all, "
            f"of it {seconds(planes)} for schedule and planes of questions; peak {memory:.0f} MB, "
            "the table included",
            f"<= {GOALS[name]} s" + (", <= 1 GB" if name == "numpy" else ""),
            None if smoke else reached,
        )
    ]


def _alone(table, pack):
    """The time for one person and one rule when persons are screened one by one."""
    everyone = [person_at(table, index) for index in range(5)]
    spent, _ = best(lambda: [screen(p, pack, circumstances=WHEN) for p in everyone], 2)
    return spent / len(everyone) / len(pack.rules_of)


def _planes(table, pack):
    """All planes that screening asks for, through a run that does nothing."""
    asked = {}

    def idle(schedule, planes, size):
        asked["planes"] = planes
        return runs.blank(schedule, size)

    screen_many(table, pack, circumstances=WHEN, run=idle)
    return asked["planes"]


def _check(pack, run):
    """Some persons of another crowd, each screened alone."""
    table = crowd(70, seed=7)
    found = screen_many(table, pack, circumstances=WHEN, keep=True, run=run)
    bits = np.array([found.bits(place) for place in range(len(pack.rules_of))])
    for index in range(0, table.size, 7):
        alone = screen(person_at(table, index), pack, circumstances=WHEN)
        check([v.bits for v in alone] == bits[:, index].tolist(), f"person {index}")


def _check_barriers(pack):
    """Some relaxations of a small crowd, each by granting the wish and folding the rule again."""
    table = crowd(150, seed=8)
    found = find_barriers(table, pack, circumstances=WHEN, k=1)
    alone = [
        screen(person_at(table, index), pack, circumstances=WHEN) for index in range(table.size)
    ]
    places = {own.id: place for place, (own, _) in enumerate(pack.rules_of)}
    check(len(found.relaxations) > 0, "no barrier at all")
    for relaxation in found.relaxations[:: max(len(found.relaxations) // 40, 1)]:
        place = places[relaxation.opportunity]
        expected = sum(_let_in(own[place], relaxation, pack) for own in alone)
        check(expected == relaxation.persons, f"barrier of {relaxation.opportunity}")


def _let_in(verdict, relaxation, pack):
    """Whether the person is not eligible, but would be with the wish granted."""
    if verdict.bits == MET:
        return False
    (judged,) = verdict.judged
    rule, bits = judged.rule, {}
    for node, own in zip(rule.circuit.nodes, judged.bits, strict=True):
        if node.gate == "leaf":
            literal = rule.circuit.literals[node.literal]
            granted = pack.questions[rule.questions[node.literal]] == relaxation.question
            met = MET if literal.negated is not relaxation.wanted else NEVER
            bits[node.literal] = met if granted else own
    return fold(rule.circuit, Chain([bits[i] for i in sorted(bits)]))[-1] == MET
