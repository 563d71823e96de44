"""One rule of sixteen leaves over the same rows, in the systems that people would otherwise use.

Final year, or graduate with a first step passed within seven years; and a native speaker, or four
scores of 350 within two years; and five immunisations and tests; and grades of 3.0 at least.
"""

from datetime import date
from decimal import Decimal
from types import MappingProxyType

import numpy as np

from benchmarks.contenders import CONTENDERS
from benchmarks.instances import LAW, SEED, TODAY, WHEN
from benchmarks.measures import Figure, best, check, seconds, times
from salerno.credentials.conditions import Among, Compare, Dated, Day
from salerno.credentials.person import Person
from salerno.credentials.table import Column, CredentialTable, person_at, smallest
from salerno.credentials.tri import Tri
from salerno.periods import PartialDate, Period
from salerno.rules import compile_pack, screen
from salerno.rules.chain import State
from salerno.rules.leaves import Fact
from salerno.rules.opportunities import Opportunity, RuleVersion
from salerno.rules.planes import runs, screen_many
from salerno.rules.requirements import All, Any

MISSING = 0.05
SKILLS = ("listening", "reading", "writing", "speaking")
SHOTS = ("hepatitis", "measles", "varicella", "tetanus")
STEP_SINCE, TEST_SINCE = date(2019, 11, 22), date(2024, 11, 22)
GRADES = tuple(Decimal(n) / 10 for n in range(20, 41))
DAYS = tuple(date.fromordinal(n) for n in range(date(2016, 1, 1).toordinal(), TODAY.toordinal()))
VALUES = {
    "status": (("final_year", 0.4), ("graduate", 0.4), ("student", 0.2)),
    "step1": (("pass", 0.8), ("fail", 0.2)),
    "step1_on": DAYS,
    "native": ((False, 0.7), (True, 0.3)),
    "english_on": DAYS[-1200:],
    **{skill: tuple(Decimal(n) for n in range(300, 510, 10)) for skill in SKILLS},
    **dict.fromkeys(SHOTS, (("complete", 0.9), ("partial", 0.1))),
    "tuberculosis": (("negative", 0.9), ("positive", 0.1)),
    "grade": GRADES,
}
GOAL = 50


def requirement():
    """The rule in our own language."""

    def among(name, value):
        return Fact(name, Among((value,)))

    def since(name, day):
        return Fact(name, Dated(">=", Day(day=day)))

    graduate = (among("status", "graduate"), among("step1", "pass"), since("step1_on", STEP_SINCE))
    scores = [Fact(skill, Compare(">=", Decimal(350))) for skill in SKILLS]
    return All(
        (
            Any((among("status", "final_year"), All(graduate))),
            Any((among("native", True), All((*scores, since("english_on", TEST_SINCE))))),
            *(among(shot, "complete") for shot in SHOTS),
            among("tuberculosis", "negative"),
            Fact("grade", Compare(">=", Decimal("3.0"))),
        )
    )


def columns(size):
    """By name the codes of each row (0 is missing) and the values that they stand for."""
    chance = np.random.default_rng(SEED)
    found = {}
    for name, values in VALUES.items():
        weighted = isinstance(values[0], tuple)
        plain = tuple(v for v, _ in values) if weighted else values
        weights = [w for _, w in values] if weighted else None
        codes = 1 + chance.choice(len(plain), size, p=weights)
        codes[chance.random(size) < MISSING] = 0
        found[name] = (smallest(codes, len(plain) + 1), (None, *plain))
    return found


def table_from(own):
    """The same rows as our table."""

    def answer(value):
        known = PartialDate.on(value) if isinstance(value, date) else value
        return None if value is None else (known,)

    facts = {n: Column(codes, tuple(map(answer, values))) for n, (codes, values) in own.items()}
    size = len(own["status"][0])
    complete = Column(np.zeros(size, np.uint8), (None,))
    return CredentialTable(size, MappingProxyType(facts), MappingProxyType({}), complete)


def run(*, smoke):
    """Time everybody on the same rows and count what they make of missing values."""
    size = 5_000 if smoke else 1_000_000
    own = columns(size)
    rule = RuleVersion(Period(None, None), (LAW,), requirement())
    pack = compile_pack([Opportunity("bench/one", "rotation", (("en", "One"),), (rule,))])
    table = table_from(own)
    kept = screen_many(table, pack, circumstances=WHEN, keep=True)
    truth = _truths(kept)
    broken = np.zeros(size, np.bool_)
    for codes, _ in own.values():
        broken |= codes == 0
    ours = {name: _timed_planes(table, pack, name, smoke) for name in ("numpy", "numba")}
    rate = ours["numpy"] / size
    figures = [_figure("our planes, NumPy", rate, rate, size, "100 / 0 / 0")]
    figures.append(_figure("our planes, Numba", ours["numba"] / size, rate, size, "100 / 0 / 0"))
    figures.append(_scalar(table, pack, truth, rate, smoke))
    for contender in CONTENDERS:
        figures.append(_contended(contender, own, truth, broken, (rate, smoke)))
    return figures


def _truths(screening):
    """Yes, unknown or no by person: eligible, cannot tell, not yet."""
    bits = screening.bits(0)
    return np.where(bits & 2, Tri.YES, np.where(bits & 8, Tri.UNKNOWN, Tri.NO))


def _timed_planes(table, pack, name, smoke):
    from salerno.rules import fast  # noqa: PLC0415 - optional, and slow to load

    own = {"numpy": runs.run, "numba": fast.run}[name]
    spent, found = best(
        lambda: screen_many(table, pack, circumstances=WHEN, run=own), 2 if smoke else 7
    )
    check(found.counts.sum() == table.size, name)
    return spent


def _scalar(table, pack, truth, rate, smoke):
    rows = 200 if smoke else 5_000
    persons = [person_at(table, index) for index in range(rows)]
    spent, found = best(lambda: [_state(person, pack) for person in persons], 1 if smoke else 3)
    states = {Tri.YES: State.ELIGIBLE, Tri.UNKNOWN: State.CANNOT_TELL, Tri.NO: State.NOT_YET}
    check(found == [states[Tri(int(t))] for t in truth[:rows]], "one by one")
    return _figure("ours, person by person", spent / rows, rate, rows, "100 / 0 / 0")


def _state(person: Person, pack):
    (verdict,) = screen(person, pack, circumstances=WHEN)
    return verdict.state


def _contended(contender, own, truth, broken, scale):
    rate, smoke = scale
    size = len(truth)
    rows = min(size, contender.most, 2_000 if smoke else size)
    part = {name: (codes[:rows], values) for name, (codes, values) in own.items()}
    prepared = contender.prepare(part)
    spent, answers = best(lambda: contender.answer(prepared), 1 if smoke else 3)
    answers = np.asarray(answers)
    whole = ~broken[:rows]
    check(bool((answers[whole] == truth[:rows][whole]).all()), contender.name)
    told, right = answers[~whole], truth[:rows][~whole]
    shares = [(told == right).mean(), ((told != right) & (told >= 0)).mean(), (told < 0).mean()]
    written = " / ".join(f"{100 * share:.0f}" for share in shares)
    goal = GOAL if contender.name == "generated Python, three-valued" else 0
    return _figure(contender.name, spent / rows, rate, rows, written, None if smoke else goal)


def _figure(name, spent, rate, rows, shares, goal=None):
    ratio = spent / rate
    return Figure(
        f"{name}: one rule of 16 leaves, against our planes with NumPy",
        times(ratio),
        f"{seconds(spent)} a row ({rows:,} rows); incomplete rows right / wrong / exception: "
        f"{shares} %",
        f">= {goal}x" if goal else "",
        ratio >= goal if goal else None,
    )
