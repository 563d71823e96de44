"""When an opportunity can next be taken, until when one can apply, what it costs, as lists tell.

None is unknown, never "not at all" and never "nothing".
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from salerno.credentials.conditions import Among, Condition, Standpoint
from salerno.credentials.selection import Selection
from salerno.errors import UnknownName
from salerno.money import Purse, Rates
from salerno.nesting import inside
from salerno.periods import PartialDate, Span, add
from salerno.rules.fees import Bill, charges, occasion_of, own_bill
from salerno.rules.leaves import Fact
from salerno.rules.opportunities import Opportunity
from salerno.rules.sessions import Session, sessions_between
from salerno.rules.sieves import Entry
from salerno.rules.truths import falls_on

AHEAD = Span(years=2)


def open_sessions(opportunity: Opportunity, *, today: date) -> tuple[Session, ...]:
    """The sessions of the coming two years that one can still apply for, the next one first."""
    found = sessions_between(opportunity.sessions, start=today, end=add(today, AHEAD))
    return tuple(own for own in found if own.closes is None or own.closes >= today)


def soonest(opportunity: Opportunity, *, today: date) -> date | None:
    """The first day on which it can be taken, as far as days are known."""
    if any(own.any_day and own.in_force.contains(today) for own in opportunity.sessions):
        return today
    coming = open_sessions(opportunity, today=today)
    return coming[0].day.earliest if coming else None


def next_deadline(opportunity: Opportunity, view: Standpoint) -> date | None:
    """The next last day to apply or to act that is a day of the calendar."""
    today = view.circumstances.today
    days = [own.closes for own in open_sessions(opportunity, today=today)]
    found = (falls_on(d.on, view) for d in opportunity.deadlines if d.on.day and not d.opens)
    days += [when.latest for when in found if isinstance(when, PartialDate)]
    return min((day for day in days if day is not None and day >= today), default=None)


def cost_of(opportunity: Opportunity, view: Standpoint) -> Bill:
    """What the person pays for it themselves."""
    return own_bill(charges(opportunity.fees, occasion=occasion_of(view)))


def entry_of(opportunity: Opportunity, view: Standpoint, *, rates: Rates | None) -> Entry:
    """What an opportunity is sifted by; amounts are in the first currency of the rates."""
    bill = cost_of(opportunity, view)
    is_told = bool(opportunity.fees) and not bill.unsure
    return Entry(
        opportunity.kind,
        opportunity.country,
        specialties_of(opportunity),
        soonest(opportunity, today=view.circumstances.today),
        _worth(bill.low, rates) if opportunity.fees else None,
        _worth(bill.high, rates) if is_told else None,
    )


def _worth(purse: Purse, rates: Rates | None) -> Decimal | None:
    """The sum of a purse; None where a currency has no rate."""
    if rates is None:
        return None
    try:
        return rates.total(purse, to=rates.base).amount
    except UnknownName:
        return None


def specialties_of(opportunity: Opportunity) -> tuple[str, ...]:
    """The specialties that it names: in what it grants, and in what its rules ask for."""
    scopes = (pair for grant in opportunity.grants for pair in grant.scope)
    found = [value for name, value in scopes if _is_specialty(name)]
    for version in opportunity.versions:
        for selection in inside(version.requires, Selection):
            for name, condition in selection.where:
                found += _named(name, condition)
        for fact in inside(version.requires, Fact):
            found += _named(fact.name, fact.condition)
    return tuple(dict.fromkeys(found))


def _is_specialty(name: str) -> bool:
    return name.rpartition(".")[2] in ("specialty", "training-specialty")


def _named(name: str, condition: Condition) -> list[str]:
    if not _is_specialty(name) or not isinstance(condition, Among):
        return []
    return [value for value in condition.values if isinstance(value, str)]
