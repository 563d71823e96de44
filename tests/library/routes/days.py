"""Bonds and rules compared day by day."""

from dataclasses import replace
from datetime import date, timedelta

from salerno.credentials.circumstances import Event
from salerno.periods import PartialDate
from salerno.routes.providers import Offer, granted
from salerno.rules.packs import compile_pack
from salerno.rules.verdicts import screen
from tests.library.routes.office import HERE, WORDS
from tests.properties.timeline_checker import holds

MARKS = ("apply", "start", "end", "result")


def days(first, last):
    """Each day from the first to the last."""
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    return [start + timedelta(days=n) for n in range((end - start).days + 1)]


def all_on(day):
    """Every mark of a step on the same day."""
    return dict.fromkeys(MARKS, day)


def eligible(someone, opportunity, day):
    """Whether the rules open an opportunity that is applied for and takes place on that day."""
    when = PartialDate.on(day)
    around = replace(HERE, application=day, event=Event(when, when), use=day)
    (verdict,) = screen(someone, compile_pack([opportunity]), circumstances=around)
    return verdict.state.value == "eligible"


def brought(opportunity, day):
    """The credentials that an opportunity grants on a day."""
    return [
        credential
        for grant in opportunity.grants
        for credential in granted(
            Offer(opportunity, (), grant), on=PartialDate.on(day), known=WORDS
        )
    ]


def differing(tried, bonds, opened, planned):
    """The days on which the bonds and the rules disagree, and whether both kinds of day are met."""
    by_bonds = {day: all(holds(bond, planned(day)) for bond in bonds) for day in tried}
    by_rules = {day: opened(day) for day in tried}
    return [day for day in tried if by_bonds[day] != by_rules[day]], set(by_rules.values())
