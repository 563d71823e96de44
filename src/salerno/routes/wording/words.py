"""Steps, routes and what stands in their way, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from salerno.money import Money, Purse
from salerno.periods import Span
from salerno.routes.routes import Barrier, Caution, Route
from salerno.routes.steps import Outlook, Step
from salerno.routes.tasks import Bond, Days, Point, Timeline
from salerno.routes.wording import ar, en, es, fr, ru
from salerno.rules.competition import Odds
from salerno.rules.leaves import Judge
from salerno.rules.opportunities import Opportunity
from salerno.rules.wording.conditions import plain_name
from salerno.rules.wording.leaves import literal_words
from salerno.rules.wording.voices import Message, Voice

TABLES: Mapping[str, Mapping[str, Message]] = {
    "en": en.MESSAGES,
    "es": es.MESSAGES,
    "fr": fr.MESSAGES,
    "ru": ru.MESSAGES,
    "ar": ar.MESSAGES,
}
MONTH = Decimal("30.4375")  # days, on average
LONG = 92  # days: from here on time is told in months


def tell(voice: Voice, key: str, *, count: int | None = None, **words: str) -> str:
    """The message of that key in the language of the voice."""
    return voice.say(TABLES[voice.table_language][key], count=count, **words)


def title_of(opportunity: Opportunity, voice: Voice) -> str:
    """What an opportunity is called."""
    return voice.text(opportunity.title) or plain_name(opportunity.id)


def step_words(step: Step, voice: Voice) -> str:
    """What a step is."""
    if step.opportunity is not None and step.way == "take":
        title = title_of(step.opportunity, voice)
        if not step.variant:
            return title
        chosen = voice.every(plain_name(value) for _, value in step.variant)
        return tell(voice, "variant", title=title, chosen=chosen)
    if step.not_before is not None:
        return tell(voice, "wait-until", day=voice.day(step.not_before))
    return tell(voice, step.way, what=requirement_words(step, voice))


def requirement_words(step: Step, voice: Voice) -> str:
    """The requirement that asks for a step, without its final stop."""
    literal = step.literal
    assert literal is not None
    words = literal_words(literal, voice)
    if isinstance(literal.leaf, Judge):
        words = voice.text(literal.leaf.text) or words
    return words.removesuffix(".")


def cost_words(step: Step, voice: Voice) -> str:
    """What a step costs the applicant, as far as it is known."""
    if step.high.is_empty:
        return tell(voice, "cost-free" if step.is_priced else "unknown-price")
    amount = between(step.low, step.high, voice)
    return amount if step.is_priced else tell(voice, "cost-least", amount=amount)


def between(low: Purse, high: Purse, voice: Voice) -> str:
    """One purse, or from one to another."""
    if low == high:
        return voice.purse(low)
    return voice.tell("between", low=voice.purse(low) or "0", high=voice.purse(high))


def sum_words(route: Route, voice: Voice, *, outlook: Outlook) -> str:
    """What a route costs: each currency apart, and all in the person's currency where it can be."""
    low, high = route.low, route.high
    if high.is_empty:
        return tell(voice, "unknown-price" if route.unpriced else "cost-free")
    amount = between(low, high, voice)
    is_foreign = any(code != outlook.currency for code, _ in high.amounts)
    if is_foreign and outlook.has_rates_for(high):
        worth = voice.money(Money(round(outlook.worth(high), 0), outlook.currency))
        amount = tell(voice, "cost-in", amount=amount, worth=worth)
    return tell(voice, "cost-least", amount=amount) if route.unpriced else amount


def proof_words(route: Route, voice: Voice) -> str:
    """How sure it is that a route is the cheapest."""
    if not route.proven:
        return tell(voice, "found")
    return tell(voice, "proven-known" if route.unpriced else "proven")


def days_words(days: Days, voice: Voice) -> str:
    """A number of days, or from one to another; long ones in months."""
    low, high = days
    if low == high:
        return _length(low, voice)
    if low < LONG <= high:
        return voice.tell("between", low=_length(low, voice), high=_length(high, voice))
    if high < LONG:
        return tell(voice, "days-range", low=voice.number(low), high=voice.number(high))
    first, last = _months(low), _months(high)
    if first == last:
        return _length(low, voice)
    return tell(voice, "months-range", low=voice.number(first), high=voice.number(last))


def _length(days: int, voice: Voice) -> str:
    if days < LONG:
        return tell(voice, "days", count=days)
    return tell(voice, "months", count=_months(days))


def _months(days: int) -> int:
    return round(Decimal(days) / MONTH)


def time_words(step: Step, voice: Voice) -> str:
    """How long a step takes."""
    return days_words(step.days, voice) if step.is_timed else tell(voice, "time-unknown")


def finish_words(route: Route, timeline: Timeline, voice: Voice) -> str:
    """When the last step is over, at best and surely; nothing is told when no time is known."""
    first, last = timeline.finish
    if route.untimed and last == timeline.start:
        return tell(voice, "time-unknown")
    if route.untimed:
        day = voice.day(last)
        return tell(voice, "finish-least", count=len(route.untimed), day=day)
    if first == last:
        return tell(voice, "finish-on", day=voice.day(last))
    return tell(voice, "finish", first=voice.day(first), last=voice.day(last))


def percent(share: Decimal | float, voice: Voice) -> str:
    """A part of a whole as a percentage, to a tenth at most."""
    hundredths = round(Decimal(share) * 100, 1)
    return voice.tell("percent", amount=voice.number(hundredths))


def odds_words(odds: Odds, voice: Voice) -> str:
    """A published rate with its year, of whom it was, and who published it."""
    segment = (f"{plain_name(name)}: {plain_name(of)}" for name, of in odds.segment)
    about = "; ".join((odds.year, *segment, *([odds.source.title] if odds.source.title else [])))
    return tell(voice, "chance", rate=percent(odds.rate, voice), about=about)


def chances_words(step: Step, voice: Voice) -> str:
    """How many get through a step; empty where nothing is left to chance."""
    if step.odds:
        return "; ".join(odds_words(odds, voice) for odds in step.odds)
    return tell(voice, "chance-unknown") if step.chance is None else ""


def rates_words(step: Step, voice: Voice) -> str:
    """As chances_words, several published rates put together, from the least to the most."""
    if len(step.odds) < 2:
        return chances_words(step, voice)
    low, high = (percent(end(odds.rate for odds in step.odds), voice) for end in (min, max))
    years = ", ".join(dict.fromkeys(odds.year for odds in step.odds))
    rate = low if low == high else tell(voice, "share-range", low=low, high=high)
    count = voice.number(len(step.odds))
    return tell(voice, "chance-range", rate=rate, years=years, rates=count)


def exchange_words(routes: Iterable[Route], voice: Voice, outlook: Outlook) -> list[str]:
    """The days and sources of the exchange rates that the sums of some routes are compared by."""
    if outlook.rates is None:
        return []
    paid = (code for route in routes for code, _ in route.high.amounts)
    return [
        tell(
            voice,
            "rates",
            day=voice.day(day),
            source=f"{source} ({', '.join(codes)})" if codes else source,
        )
        for day, source, codes in outlook.rates.notes((outlook.currency, *paid))
    ]


def caution_words(caution: Caution, route: Route, voice: Voice) -> str:
    """A warning before a step."""
    step = next(step for step in route.steps if step.id == caution.step)
    words = step_words(step, voice)
    says = voice.text(caution.says)
    return tell(voice, f"caution {caution.danger}", step=words, says=says).strip()


def barrier_words(barrier: Barrier, voice: Voice) -> str:
    """What closes a route, and who could lift it."""
    lifter = tell(voice, f"lifted-by {barrier.lifter}")
    if barrier.literal is None:
        return f"{barrier.opportunity}: {tell(voice, f'reason {barrier.reason}')} ({lifter})"
    what = literal_words(barrier.literal, voice).removesuffix(".")
    return f"{barrier.opportunity}: {what} ({lifter})"


def bond_words(bond: Bond, steps: Mapping[str, Step], voice: Voice) -> str:
    """How two days are bound to each other."""
    earlier, later = (_point(point, steps, voice) for point in (bond.earlier, bond.later))
    if bond.most is not None:
        span = voice.span(bond.most)
        return tell(voice, "bond-most", earlier=earlier, later=later, span=span)
    if bond.least not in (None, Span()):
        span = voice.span(bond.least)
        return tell(voice, "bond-least", earlier=earlier, later=later, span=span)
    return tell(voice, "bond-order", earlier=earlier, later=later)


def _point(point: Point, steps: Mapping[str, Step], voice: Voice) -> str:
    if point.day is not None:
        return voice.day(point.day)
    return tell(voice, f"mark {point.mark}", step=step_words(steps[point.task], voice))
