"""One step of a route: what is done, what it takes as far as known, and how surely it succeeds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Literal as Word

from salerno.credentials.circumstances import Circumstances
from salerno.credentials.conditions import Standpoint
from salerno.credentials.person import Person
from salerno.credentials.vocabulary import Vocabulary
from salerno.money import Money, Purse, Rates
from salerno.periods import Span
from salerno.routes.tasks import Days
from salerno.rules.circuits import Literal
from salerno.rules.competition import Odds
from salerno.rules.fees import Charge, Fee, charges, occasion_of, own_bill
from salerno.rules.opportunities import Opportunity
from salerno.rules.sources import Source

Way = Word["take", "obtain", "wait", "decision", "suppose", "lift"]

CHANCES = ("pass", "match", "place")
"""What odds must be `of` to be the chance of getting through a step."""

UNCERTAIN = frozenset(
    {"assessment", "employment", "examination", "language-test", "match", "training-post"}
)
"""The kinds of opportunity that a person may well not get through, though eligible."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What routes are looked for with, besides the person: dates, words, money, and the limits.

    `refused` are countries that cannot be entered, `without` opportunities that are not wanted.
    `segment` says in which statistical groups the person counts. What nobody has counted is
    compared as a chance of `doubt`. `quantities` are the numbers of units that fees are paid for,
    `cases` whether a surcharge applies, `delays` the days by which an opportunity comes late.
    """

    circumstances: Circumstances
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    rates: Rates | None = None
    currency: str = "EUR"
    doubt: Decimal = Decimal("0.5")
    refused: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    segment: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    quantities: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    cases: Mapping[str, bool] = field(default_factory=lambda: MappingProxyType({}))
    delays: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))

    def worth(self, purse: Purse) -> Decimal:
        """What a purse is worth in the person's currency; what has no rate is left out."""
        if self.rates is None:
            return sum((a for code, a in purse.amounts if code == self.currency), Decimal(0))
        known = self.rates.codes
        rated = Purse.of(Money(a, code) for code, a in purse.amounts if code in known)
        return self.rates.total(rated, to=self.currency).amount

    def worth_of(self, amount: Decimal, code: str) -> Decimal | None:
        """What an amount is worth in the person's currency; None where it has no rate."""
        purse = Purse.of([Money(amount, code)])
        return self.worth(purse) if self.has_rates_for(purse) else None

    def has_rates_for(self, purse: Purse) -> bool:
        """Whether every amount of a purse can be told in the person's currency."""
        known = {self.currency}
        if self.rates is not None:
            known |= self.rates.codes
        return all(code in known for code, _ in purse.amounts)


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do on the way.

    `take` an opportunity, in one of its variants; `obtain` what no opportunity is known to grant;
    `wait`; have an authority take a `decision`; `suppose` that what is not known is met; or `lift`
    a barrier, which only a diagnosis does. `literal` is the requirement that asks for anything but
    taking, as the rule of `asked_by` puts it. `chance` is (least, most); None is not counted by
    anybody, and () means that nothing is left to chance. `not_before` is the day a wait is over.
    `charges` are all that is owed, by others too; `low`, `high` and `unpriced` are the person's.
    """

    id: str
    way: Way
    opportunity: Opportunity | None = None
    variant: tuple[tuple[str, str], ...] = ()
    literal: Literal | None = None
    asked_by: str = ""
    source: Source | None = None
    low: Purse = Purse()
    high: Purse = Purse()
    unpriced: tuple[str, ...] = ()
    charges: tuple[Charge, ...] = ()
    ahead: Days | None = None
    lasts: Days | None = None
    after: Days | None = None
    chance: tuple[Decimal, Decimal] | tuple[()] | None = ()
    odds: tuple[Odds, ...] = ()
    not_before: date | None = None

    @property
    def is_priced(self) -> bool:
        """Whether all that it costs is known."""
        return not self.unpriced

    @property
    def is_timed(self) -> bool:
        """Whether something is known of how long it takes."""
        return any(days is not None for days in (self.ahead, self.lasts, self.after))

    @property
    def days(self) -> Days:
        """The fewest and the most days it is known to take; nothing known counts as none."""
        known = [days for days in (self.ahead, self.lasts, self.after) if days is not None]
        return sum(low for low, _ in known), sum(high for _, high in known)


def step_of(
    opportunity: Opportunity, variant: tuple[tuple[str, str], ...], *, person: Person, to: Outlook
) -> Step:
    """The step of taking an opportunity, priced and timed as of the day of application."""
    view = Standpoint(person, to.circumstances)
    units = {fee.unit: 1 for fee in opportunity.fees if fee.unit} if variant else {}
    occasion = occasion_of(view, quantities={**units, **to.quantities}, cases=to.cases)
    owed = charges(_due(opportunity.fees, view.circumstances.today), occasion=occasion)
    bill = own_bill(owed)
    odds = _odds(opportunity.odds, to.segment)
    step = Step(
        id=_name(opportunity.id, variant),
        way="take",
        opportunity=opportunity,
        variant=variant,
        source=_source(opportunity),
        low=bill.low,
        high=bill.high,
        unpriced=bill.unsure if opportunity.fees else ("",),
        charges=owed,
        ahead=_waiting(opportunity, "before"),
        lasts=_lasting(opportunity),
        after=_waiting(opportunity, "after"),
        chance=_chance(opportunity, odds),
        odds=odds,
    )
    late = to.delays.get(opportunity.id, 0)
    ahead = step.ahead or (0, 0)
    return replace(step, ahead=(ahead[0] + late, ahead[1] + late)) if late else step


def _due(fees: Iterable[Fee], today: date) -> tuple[Fee, ...]:
    """The fees without those that were over by today and have one for the same after them.

    A step lies ahead, so that no day which its price hangs on can still fall into the past.
    """
    known = tuple(fees)
    over = {fee for fee in known if fee.in_force.end is not None and fee.in_force.end <= today}
    later = {(fee.payer, fee.held, fee.purpose) for fee in known if fee not in over}
    return tuple(
        fee for fee in known if fee not in over or (fee.payer, fee.held, fee.purpose) not in later
    )


def _name(name: str, variant: tuple[tuple[str, str], ...]) -> str:
    """The id of an opportunity, followed by what is chosen of it."""
    chosen = "&".join(f"{key}={value}" for key, value in variant)
    return f"{name}?{chosen}" if chosen else name


def _source(opportunity: Opportunity) -> Source | None:
    return next((v.sources[0] for v in opportunity.versions), None)


def _lasting(opportunity: Opportunity) -> Days | None:
    if opportunity.duration is None:
        return None
    shortest, longest = opportunity.duration
    return shortest.floor_days, longest.floor_days


def _waiting(opportunity: Opportunity, when: str) -> Days | None:
    """The waits on one side of a step, one after the other; an unknown end counts as the other."""
    found = [wait for wait in opportunity.waits if wait.when == when]
    if not found:
        return None
    low = sum(_days(wait.shortest, None) for wait in found)
    return low, sum(_days(wait.longest, wait.shortest) for wait in found)


def _days(span: Span | None, otherwise: Span | None) -> int:
    known = span or otherwise
    return known.floor_days if known else 0


def _odds(odds: Iterable[Odds], segment: Mapping[str, str]) -> tuple[Odds, ...]:
    """The latest figure of every group that the person may count in, narrowest groups only."""
    chances = [o for o in odds if o.what in CHANCES and _may_count_in(o, segment)]
    surely = [o for o in chances if set(o.segment) <= set(segment.items())]
    deepest = max((len(o.segment) for o in surely), default=0)
    kept = [o for o in chances if o not in surely or len(o.segment) == deepest]
    latest = {(o.what, o.segment): o for o in sorted(kept, key=lambda o: o.year)}
    return tuple(latest.values())


def _may_count_in(odds: Odds, segment: Mapping[str, str]) -> bool:
    return all(segment.get(name, value) == value for name, value in odds.segment)


def _chance(
    opportunity: Opportunity, odds: tuple[Odds, ...]
) -> tuple[Decimal, Decimal] | tuple[()] | None:
    if odds:
        rates = [o.rate for o in odds]
        return min(rates), max(rates)
    return None if opportunity.kind in UNCERTAIN else ()
