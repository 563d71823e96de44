"""The cheapest way to mend what is unmet: min-plus over the circuit of a rule.

A gate's value is a short list of options, each a set of things to do. "Any" joins the lists, "all"
joins every option of one part with every option of the others, and what two parts share is done
once. An option is dropped only when another costs no more and has done at least the same shared
things, so the result is exact unless a list had to be cut (`LONGEST`), which is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from typing import Literal as Word

from salerno.money import Money, Purse, Rates
from salerno.periods import Span
from salerno.rules.chain import MET
from salerno.rules.circuits import Circuit, Literal, fold
from salerno.rules.explanations import Line, Part, explain
from salerno.rules.mending import Mend, Offers, mends_of
from salerno.rules.verdicts import Verdict

LONGEST = 64

Weight = tuple[Decimal | int, ...]
Compared = Word["money", "steps"]


@dataclass(frozen=True, slots=True)
class Effort:
    """What a set of things to do takes.

    Money is from `low` to `high`, kept apart by currency; `unpriced` counts what has a cost that is
    not or not wholly known. `shortest` is when all is done side by side, `longest` when it is done
    one after another, both in days; `untimed` counts what has no known length. Waiting is no step.
    """

    low: Purse
    high: Purse
    unpriced: int
    shortest: Span
    longest: Span
    untimed: int
    steps: int


@dataclass(frozen=True, slots=True)
class Fix:
    """The cheapest things to do, the lines that each mends, and what it takes.

    `provided` are lines that are taken to be met although it is not known. `by` says what was
    compared: "money" (then steps, then time), or "steps" (then time) where several currencies met
    without rates. When `proven` is false, there may be a cheaper way.
    """

    mends: tuple[tuple[Mend, tuple[Line, ...]], ...]
    effort: Effort
    provided: tuple[Line, ...]
    by: Compared
    proven: bool


@dataclass(frozen=True, slots=True)
class Option:
    """Things to do, as places in a list of mends, and their weight: the sum of theirs."""

    mends: frozenset[int]
    weight: Weight


@dataclass(frozen=True, slots=True)
class Options:
    """Ways to meet a node, lightest first; `cut` when there were too many to keep."""

    found: tuple[Option, ...]
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Cheapest:
    """Min-plus: `ways` are the alternatives for each literal, `weights` those of each mend.

    `shared` mends can stand in more than one place of the circuit.
    """

    ways: Sequence[Sequence[frozenset[int]]]
    weights: Sequence[Weight]
    shared: frozenset[int]

    def literal(self, index: int, literal: Literal) -> Options:
        """One option for each way to mend it; none when it cannot be mended."""
        return self._kept([self._option(way) for way in self.ways[index]])

    def every(self, parts: Sequence[Options]) -> Options:
        """Every part met; what they share is done once."""
        return reduce(self._joined, parts, Options((self._option(frozenset()),)))

    def some(self, parts: Sequence[Options]) -> Options:
        """One part met."""
        return self._kept([o for part in parts for o in part.found], cut=any(p.cut for p in parts))

    def at_least(self, count: int, parts: Sequence[Options]) -> Options:
        """So many parts met. O(parts × count) joins."""
        none = Options(())
        met = [self.every(()), *[none] * count]
        for part in parts:
            taken = [self._joined(fewer, part) for fewer in met[:-1]]
            more = [self.some((o, t)) for o, t in zip(met[1:], taken, strict=True)]
            met = [met[0], *more]
        return met[count]

    def _option(self, mends: frozenset[int]) -> Option:
        zero: Weight = (0,) * len(self.weights[0]) if self.weights else ()
        total = reduce(_plus, (self.weights[mend] for mend in mends), zero)
        return Option(mends, total)

    def _joined(self, one: Options, other: Options) -> Options:
        both = {a.mends | b.mends for a in one.found for b in other.found}
        return self._kept([self._option(mends) for mends in both], cut=one.cut or other.cut)

    def _kept(self, options: list[Option], *, cut: bool = False) -> Options:
        """Those that no lighter one replaces wherever they may be joined with others."""
        kept: list[tuple[frozenset[int], Option]] = []
        for option in sorted(options, key=lambda o: (o.weight, sorted(o.mends))):
            own = option.mends & self.shared
            if not any(own <= shared for shared, _ in kept):
                kept.append((own, option))
        found = tuple(option for _, option in kept[:LONGEST])
        return Options(found, cut or len(kept) > LONGEST)


def _plus(one: Weight, other: Weight) -> Weight:
    return tuple(a + b for a, b in zip(one, other, strict=True))


def cheapest_fix(verdict: Verdict, *, offers: Offers, rates: Rates | None = None) -> Fix | None:
    """The cheapest way to meet every requirement; None when a bar or a case stands in the way.

    `offers` names the opportunities that grant each credential type (see `offers_of`). Requirements
    that are not known are taken to be met, and named; cases only when there is no other way. Where
    several rule versions may apply, the first that is not met is mended.
    """
    parts = explain(verdict).parts
    part = next((p for p in parts if p.judged.output != MET), parts[0] if parts else None)
    if part is None:
        return None
    plan = _plan(part, offers)
    by, weights = _weights(plan.mends, rates)
    algebra = Cheapest(plan.ways, weights, _shared(part.judged.rule.circuit, plan.ways))
    options = fold(part.judged.rule.circuit, algebra)[-1]
    if not options.found:
        return None
    return _fix(options, plan, by)


@dataclass(frozen=True, slots=True)
class _Plan:
    """The distinct mends of a rule, the alternatives for each literal, and the literals' lines."""

    mends: tuple[Mend, ...]
    ways: tuple[tuple[frozenset[int], ...], ...]
    lines: tuple[Line, ...]


def _plan(part: Part, offers: Offers) -> _Plan:
    nodes = part.judged.rule.circuit.nodes
    at = {node.literal: index for index, node in enumerate(nodes) if node.literal >= 0}
    lines = tuple(Line(part, at[number]) for number in range(len(at)))
    seen: dict[Mend, int] = {}
    ways: list[tuple[frozenset[int], ...]] = []
    for line in lines:
        mends = mends_of(line, offers=offers)
        if mends is None:
            ways.append((frozenset(),))
        else:
            ways.append(tuple(frozenset({seen.setdefault(m, len(seen))}) for m in mends))
    return _Plan(tuple(seen), tuple(ways), lines)


def _shared(circuit: Circuit, ways: Sequence[Sequence[frozenset[int]]]) -> frozenset[int]:
    """The mends that can be reached from the output in more than one way."""
    paths = [0] * len(circuit.nodes)
    paths[-1] = 1
    counts: dict[int, int] = {}
    for index in range(len(circuit.nodes) - 1, -1, -1):
        node = circuit.nodes[index]
        for kid in node.kids:
            paths[kid] += paths[index]
        for mend in frozenset().union(*ways[node.literal]) if node.literal >= 0 else ():
            counts[mend] = counts.get(mend, 0) + paths[index]
    return frozenset(mend for mend, count in counts.items() if count > 1)


def _weights(mends: Sequence[Mend], rates: Rates | None) -> tuple[Compared, list[Weight]]:
    """What is compared, and the weight of each mend: parts are compared in order, all add up."""
    codes = {code for mend in mends for code, _ in mend.high.amounts}
    if len(codes) > 1 and rates is None:
        return "steps", [
            (m.is_case, m.is_step, *_time(m), not m.is_priced, _open(m)) for m in mends
        ]
    return "money", [
        (m.is_case, not (m.is_priced and _has_rate(m, rates, codes)), _worth(m, rates, codes),
         m.is_step, *_time(m), _open(m))
        for m in mends
    ]  # fmt: skip


def _open(mend: Mend) -> bool:
    return mend.way == "suppose"


def _time(mend: Mend) -> tuple[int, int]:
    return (1, 0) if mend.days is None else (0, mend.days[1])


def _has_rate(mend: Mend, rates: Rates | None, codes: set[str]) -> bool:
    if rates is None or len(codes) < 2:
        return True
    known = {rates.base, *(code for code, _ in rates.per_base)}
    return all(code in known for code, _ in mend.high.amounts)


def _worth(mend: Mend, rates: Rates | None, codes: set[str]) -> Decimal:
    if rates is None or len(codes) < 2:
        return sum((amount for _, amount in mend.high.amounts), Decimal(0))
    known = {rates.base, *(code for code, _ in rates.per_base)}
    rated = Purse.of(Money(a, code) for code, a in mend.high.amounts if code in known)
    return rates.total(rated, to=rates.base).amount


def _fix(options: Options, plan: _Plan, by: Compared) -> Fix:
    best = options.found[0]
    chosen = [(number, plan.mends[number]) for number in sorted(best.mends)]
    pairs = tuple(
        (mend, tuple(line for line, ways in zip(plan.lines, plan.ways, strict=True)
                     if frozenset({number}) in ways))
        for number, mend in chosen
    )  # fmt: skip
    mended = tuple(pair for pair in pairs if not _open(pair[0]))
    provided = tuple(line for mend, lines in pairs if _open(mend) for line in lines)
    effort = _effort([mend for mend, _ in mended])
    return Fix(mended, effort, provided, by, proven=not options.cut)


def _effort(mends: Sequence[Mend]) -> Effort:
    known = [mend.days for mend in mends if mend.days is not None]
    return Effort(
        low=sum((mend.low for mend in mends), Purse()),
        high=sum((mend.high for mend in mends), Purse()),
        unpriced=sum(not mend.is_priced for mend in mends),
        shortest=Span(days=max((shortest for shortest, _ in known), default=0)),
        longest=Span(days=sum(longest for _, longest in known)),
        untimed=len(mends) - len(known),
        steps=sum(mend.is_step for mend in mends),
    )
