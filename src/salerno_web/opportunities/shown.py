"""Verdicts as pages show them: in words, in one language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from salerno.credentials.conditions import Standpoint
from salerno.credentials.person import Person
from salerno.errors import UnknownName
from salerno.money import Money
from salerno.routes.wording.words import title_of
from salerno.rules import Verdict, Voice, explain
from salerno.rules.chain import State
from salerno.rules.fees import Bill
from salerno.rules.openings import cost_of, next_deadline
from salerno.rules.opportunities import Opportunity
from salerno.rules.sources import Source
from salerno.rules.wording.reports import headline, sentence
from salerno_web.atlas.queries import facts
from salerno_web.atlas.words import country_name, kind_name

_NOBODY = Person("nobody")


@dataclass(frozen=True, slots=True)
class Row:
    """One opportunity of a list: the first thing that decides, and where that is defined."""

    id: str
    title: str
    place: str
    kind: str
    authority: str
    state: str
    reason: str
    more: int
    source: Source
    deadline: date | None
    cost: str


def row_of(verdict: Verdict, voice: Voice) -> Row:
    """A verdict in short."""
    own, explanation = verdict.opportunity, explain(verdict)
    lines, view = explanation.lines, view_of(verdict)
    source = next((source for line in lines[:1] for source in line.sources), None)
    is_said = bool(lines) and verdict.state is not State.ELIGIBLE
    source = source or own.versions[0].sources[0]
    return Row(
        own.id,
        title_of(own, voice),
        place_words(own.country, own.region, voice),
        kind_name(own.kind),
        own.authority,
        str(verdict.state),
        sentence(lines[0], voice) if is_said else headline(explanation, voice),
        len(lines) - 1 if is_said else 0,
        source,
        next_deadline(own, view),
        own_cost(own, view, voice),
    )


def view_of(verdict: Verdict) -> Standpoint:
    """The person of a verdict, under its circumstances; nobody where no version was judged."""
    around = verdict.circumstances.at_event(verdict.opportunity.event)
    heard = [judged.hearing.view.person for judged in verdict.judged]
    return Standpoint(heard[0] if heard else _NOBODY, around)


def place_words(country: str, region: str, voice: Voice) -> str:
    """A country, with the part of it that is meant."""
    name = country_name(country, voice)
    return f"{name}, {region}" if region else name


def own_cost(own: Opportunity, view: Standpoint, voice: Voice) -> str:
    """What a person pays themselves, each currency apart; empty when nothing is known of it."""
    bill = cost_of(own, view)
    is_told = any(fee.payer == "applicant" and not fee.held for fee in own.fees)
    return _bill(bill, voice) if is_told else ""


def _bill(bill: Bill, voice: Voice) -> str:
    low, high = voice.purse(bill.low), voice.purse(bill.high)
    if bill.unsure:
        return _("%(amount)s or more") % {"amount": low} if low else ""
    if not high:
        return _("nothing")
    if not low:
        return _("up to %(amount)s") % {"amount": high}
    return low if low == high else voice.tell("between", low=low, high=high)


def about(own: Opportunity, view: Standpoint, voice: Voice, *, currency: str) -> str:
    """What it comes to in another currency by the rates of the atlas; empty where none is told."""
    rates, bill = facts().rates, cost_of(own, view)
    told = {code for code, _ in bill.high.amounts}
    if rates is None or not told or told == {currency}:
        return ""
    try:
        low, high = (rates.total(purse, to=currency) for purse in (bill.low, bill.high))
    except UnknownName:
        return ""
    words = {"amount": _whole(low, high, voice), "day": voice.day(high.as_of or rates.as_of)}
    return _("about %(amount)s, by the rates of %(day)s") % words


def _whole(low: Money, high: Money, voice: Voice) -> str:
    """From one amount to another, cents left off."""
    ends = [voice.money(Money(Decimal(round(end.amount)), end.currency)) for end in (low, high)]
    return ends[0] if ends[0] == ends[1] else voice.tell("between", low=ends[0], high=ends[1])
