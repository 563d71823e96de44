"""The closed set of leaves: the only things a requirement can ask of a person."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from salerno.credentials.conditions import Compare, Condition
from salerno.credentials.selection import Selection, SpanBound, Where
from salerno.credentials.vocabulary import Texts
from salerno.periods import Period, Span
from salerno.rules.sources import Source

IfUnmet = Literal["fixable", "never"]
Actor = Literal["applicant", "school", "employer", "authority", "evaluator", "host"]


@dataclass(frozen=True, slots=True)
class Note:
    """What is said beside a requirement: id, words, what if it is unmet, what mends it, who acts.

    `fix` names opportunities that grant what is missing. `source` is the requirement's own, when it
    is not that of the rule.
    """

    id: str = ""
    say: Texts = ()
    if_unmet: IfUnmet = "fixable"
    fix: tuple[str, ...] = ()
    actor: Actor = "applicant"
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """The credential must come after another one, within a bounded time of it when `lag` is set."""

    selection: Selection
    lag: SpanBound | None = None


ONE = Compare(">=", Decimal(1))


@dataclass(frozen=True, slots=True)
class Has:
    """There are enough such credentials (one unless `count` says otherwise).

    `distinct` counts different values of an attribute instead of credentials. With `one_sitting`
    false, the conditions may be met by different credentials.
    """

    selection: Selection
    count: Compare = ONE
    distinct: str = ""
    one_sitting: bool = True
    after: Link | None = None
    note: Note = Note()


@dataclass(frozen=True, slots=True)
class Fact:
    """The person's fact meets the condition, at the anchor."""

    name: str
    condition: Condition
    at: str = "application"
    note: Note = Note()


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time to count in; exactly one way of fixing it is used.

    `last`: that long up to the anchor. `fixed`: these days. `start_fact`, `start_type`: from the
    date of a fact or of the latest such credential on, for `length` (else up to the anchor).
    `month_day`: the year of `length` that began on the last such day. `back` moves it that many
    lengths into the past. `each` splits it: every part must meet the bound.
    """

    last: Span | None = None
    fixed: Period | None = None
    start_fact: str = ""
    start_type: str = ""
    month_day: tuple[int, int] | None = None
    length: Span | None = None
    back: int = 0
    each: Span | None = None


@dataclass(frozen=True, slots=True)
class Weight:
    """Credentials like these count that many times."""

    where: Where
    times: Decimal


@dataclass(frozen=True, slots=True)
class Cap:
    """Credentials like these count for no more than that, or that percentage of all (`share`)."""

    where: Where
    at_most: Decimal
    share: bool = False


@dataclass(frozen=True, slots=True)
class Total:
    """The sum of an attribute over credentials in a stretch of time meets the bound.

    With `share_of`, the bound is on the sum divided by the sum over that wider selection.
    """

    attribute: str
    selection: Selection
    bound: Compare
    stretch: Stretch | None = None
    weights: tuple[Weight, ...] = ()
    caps: tuple[Cap, ...] = ()
    share_of: Selection | None = None
    note: Note = Note()


Measure = Literal["covered", "continuous", "gap", "uncovered"]


@dataclass(frozen=True, slots=True)
class Time:
    """Time spent in certain activities within a stretch up to the anchor meets the bound.

    `covered` days in all, the longest `continuous` run, the longest `gap`, or the days left
    `uncovered`. `within` None means since ever, or since the latest `since` credential.
    """

    selection: Selection
    bound: SpanBound
    measure: Measure = "covered"
    within: Span | None = None
    since: str = ""
    note: Note = Note()


@dataclass(frozen=True, slots=True)
class Attempts:
    """Another attempt is left: fewer than `limit` were counted, ever or in `per` up to the anchor.

    Met as well when a credential of `unless` is held: whoever has passed needs no attempt.
    """

    selection: Selection
    limit: int
    per: Span | None = None
    unless: Selection | None = None
    note: Note = Note()


@dataclass(frozen=True, slots=True)
class Wait:
    """At least that long has passed since the first, last or n-th such credential, if any."""

    selection: Selection
    span: Span
    which: Literal["first", "last"] | int = "last"
    at: str = "application"
    note: Note = Note()


@dataclass(frozen=True, slots=True)
class Window:
    """One credential of each selection lies inside one sliding stretch of that length."""

    selections: tuple[Selection, ...]
    span: Span
    note: Note = Note()


@dataclass(frozen=True, slots=True)
class Judge:
    """A human or an authority decides; unknown until the answer is on record.

    The answer is a person's fact `judged/<name>`. `days` is how long the decision takes at most.
    """

    name: str
    text: Texts = ()
    days: int | None = None
    note: Note = Note(actor="authority")


Leaf = Has | Fact | Total | Time | Attempts | Wait | Window | Judge
