"""How money, places and effects are specified: what surrounds a rule, and a person asking."""

from datetime import date
from textwrap import dedent, indent

from salerno.credentials.circumstances import Circumstances, Event
from salerno.credentials.conditions import Standpoint
from salerno.credentials.person import Person
from salerno.money import Money, MoneyRange, Purse
from salerno.periods import PartialDate
from salerno.rules.opportunities import Opportunity
from tests.spec.clerk import TODAY, VERSION, opportunity, person

NOBODY = person()


def offer(particulars: str, rule: str = "nothing") -> Opportunity:
    """An opportunity with these particulars; its rule asks for nothing unless said otherwise."""
    return opportunity(dedent(particulars) + VERSION + indent(dedent(rule), 6 * " "))


def seen(someone: Person = NOBODY, *, event: str = "", **cohort: int) -> Standpoint:
    """A person seen on 22 November 2026, perhaps for an event and a cohort year."""
    starts = Event(PartialDate.parse(event)) if event else None
    years = {name.replace("_", "-"): year for name, year in cohort.items()}
    return Standpoint(someone, Circumstances(TODAY, event=starts, cohort=years))


def day(written: str) -> date:
    """A day of the calendar."""
    return date.fromisoformat(written)


def around(written: str) -> PartialDate:
    """A day, or two days between which it lies."""
    return PartialDate.parse(written)


def amount(written: str) -> MoneyRange:
    """A price, or the two prices between which it lies."""
    return MoneyRange.parse(written)


def purse(*written: str) -> Purse:
    """Sums in several currencies."""
    return Purse.of(Money.parse(text) for text in written)
