"""What a workbook of programmes is made of, and what its rows have in common."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from salerno.credentials.conditions import Standpoint
from salerno.errors import SalernoError
from salerno.formats.cells import Cell, Row
from salerno.money import Money, Purse, Rates
from salerno.programmes.directory import Directory
from salerno.programmes.programmes import Programme
from salerno.programmes.statements import Statement
from salerno.programmes.wording.words import joined, name_of, tell, title_words
from salerno.rules.explanations import Explanation, Line, Standing, explain
from salerno.rules.sources import Source
from salerno.rules.verdicts import Verdict
from salerno.rules.wording.reports import details, sentence
from salerno.rules.wording.voices import Voice

MOST = 2_000
"""A workbook holds so many programmes."""
LEAD = ("id", "school", "programme")
TRAIL = ("source", "tier", "read")
CITED = ("says", "cycle", *TRAIL)
SECTIONS = (
    "status", "length", "acceptance", "intakes", "speech", "practice", "partners", "entrance",
    "prices", "aid", "recognition", "counts",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shortlist:
    """Programmes for one person: verdicts and notes by id, and the money they are told in.

    A verdict that is missing means that nothing says who may apply. `pages` and `routes` are
    addresses by id: of the programme, and of what its degree keeps open.
    """

    programmes: Sequence[Programme]
    view: Standpoint
    verdicts: Mapping[str, Verdict]
    directory: Directory
    rates: Rates | None
    currency: str
    notes: Mapping[str, str] = field(default_factory=dict)
    pages: Mapping[str, str] = field(default_factory=dict)
    routes: Mapping[str, str] = field(default_factory=dict)

    def worth(self, money: Money) -> Decimal | None:
        """The same in the currency of the person; None where no rate is known."""
        if money.currency == self.currency:
            return money.amount
        try:
            return self.rates.convert(money, to=self.currency).amount if self.rates else None
        except SalernoError:
            return None

    def total(self, purse: Purse) -> Decimal | None:
        """What a purse comes to in the currency of the person; None where a rate is not known."""
        worths = [self.worth(Money(amount, code)) for code, amount in purse.amounts]
        known = [worth for worth in worths if worth is not None]
        return sum(known, Decimal(0)) if len(known) == len(worths) else None


@dataclass(frozen=True, slots=True)
class Reason:
    """A line that decides: how it stands, in words, on what, and where it is defined."""

    standing: Standing
    words: str
    details: str
    source: Source | None


@dataclass(frozen=True, slots=True)
class Case:
    """One programme of a workbook, explained once for all of its sheets.

    `lead` are the cells that every row of it begins with.
    """

    programme: Programme
    lead: Row
    explanation: Explanation | None
    reasons: tuple[Reason, ...]


def cases_of(own: Shortlist, voice: Voice) -> tuple[Case, ...]:
    """The programmes of a workbook with their explanations, in their order."""
    return tuple(_case(one, own, voice) for one in own.programmes)


def _case(one: Programme, own: Shortlist, voice: Voice) -> Case:
    school, verdict = own.directory.schools.get(one.school), own.verdicts.get(one.id)
    lead = (one.id, school.name if school else one.school, title_words(one, voice))
    explanation = explain(verdict) if verdict else None
    lines = explanation.lines if explanation else ()
    return Case(one, lead, explanation, tuple(_reason(line, voice) for line in lines))


def _reason(line: Line, voice: Voice) -> Reason:
    told = "\n".join(details(line, voice))
    return Reason(line.standing, sentence(line, voice), told, next(iter(line.sources), None))


def unknown(voice: Voice) -> str:
    """The word for what nobody has said."""
    return tell(voice, "answer unknown")


def no_use(voice: Voice) -> str:
    """The word for what makes no sense to ask."""
    return tell(voice, "answer not-applicable")


def traced(source: Source | None, voice: Voice) -> Row:
    """The cells that say where something stands: its address, how official it is, when read."""
    if source is None:
        return (unknown(voice), "", None)
    return (source.url or source.title, voice.tell(f"tier {source.tier}"), source.read)


def cited(stated: Statement[object], voice: Voice) -> Row:
    """What a source says, the cycle it is true of, and where it stands."""
    over = tell(voice, "over") if stated.over else ""
    says = joined(voice.text(stated.says), over)
    return (says, stated.cycle, *traced(stated.source, voice))


def uncited(voice: Voice) -> Row:
    """The same where no source was found."""
    return ("", "", *traced(None, voice))


def told_or_unknown(family: str, code: str | None, voice: Voice) -> str:
    """The word of a code; what nobody said is not found."""
    return name_of(voice, family, code) if code else unknown(voice)


def statements_of(own: Programme) -> Iterator[Statement[object]]:
    """Everything that is stated of a programme."""
    for section in SECTIONS:
        yield from getattr(own, section)


def number_or(number: Decimal | int | None, words: str) -> Cell:
    """A number as a number, else the words."""
    return words if number is None else number
