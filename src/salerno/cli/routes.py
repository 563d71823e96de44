"""How routes look in a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.table import Table
from rich.text import Text

from salerno.cli.phrases import phrase
from salerno.cli.printing import console, joined, show
from salerno.money import Money
from salerno.routes.answers import Answer
from salerno.routes.routes import Plan, Route, by_id
from salerno.routes.steps import Outlook, Step
from salerno.routes.tasks import Entry, Timeline
from salerno.routes.whatifs import Difference
from salerno.routes.wording.summaries import (
    assumption_words,
    best_words,
    change_words,
    conflict_words,
    difference_words,
    obstacle_words,
    prospect_words,
    share_words,
)
from salerno.routes.wording.words import (
    barrier_words,
    bond_words,
    caution_words,
    cost_words,
    exchange_words,
    finish_words,
    proof_words,
    rates_words,
    requirement_words,
    step_words,
    sum_words,
    tell,
    time_words,
)
from salerno.rules.wording.reports import citation
from salerno.rules.wording.voices import Voice


def show_answers(
    answers: Sequence[Answer], voice: Voice, *, outlook: Outlook, in_full: bool = False
) -> None:
    """The answers one after the other; several goals are compared first.

    The first route to each goal is told step by step, the others in short unless `in_full`; every
    source of what is told stands once at the end.
    """
    show(phrase(voice, "proviso", day=voice.day(outlook.circumstances.today)), style="dim")
    for words in exchange_words((r for one in answers for r in one.plan.routes), voice, outlook):
        show(words, style="dim")
    if len(answers) > 1:
        console().print(_comparison(answers, voice, outlook))
    for one in answers:
        _show_answer(one, voice, outlook, in_full=in_full)
    if any(one.prospect for one in answers):
        show("")
        show(assumption_words(voice), style="dim")
    _show_sources(answers, voice, in_full=in_full)


def _show_sources(answers: Sequence[Answer], voice: Voice, *, in_full: bool) -> None:
    told = (r for one in answers for r in (one.plan.routes if in_full else one.plan.routes[:1]))
    steps = (step for route in told for step in _shown(route) if step.way == "take")
    found = dict.fromkeys(step.source for step in steps if step.source)
    if found:
        show("")
        show(phrase(voice, "sources"), style="bold")
    for source in found:
        show(f"• {citation(source, voice)}", style="dim", indent=2)
    if not in_full and any(len(one.plan.routes) > 1 for one in answers):
        show(phrase(voice, "routes-in-full"), style="dim")


def _shown(route: Route) -> list[Step]:
    """What is to be done, by its planned day; what is only supposed or decided stands apart."""
    days = {}
    if isinstance(route.timeline, Timeline):
        days = {e.task.id: dict(e.marks)["start"].planned for e in route.timeline.entries}
    steps = [step for step in route.steps if step.way not in ("suppose", "decision")]
    return sorted(steps, key=lambda step: days.get(step.id, date.min))


def _comparison(answers: Sequence[Answer], voice: Voice, outlook: Outlook) -> Table:
    """The cheapest and the fastest route to each goal side by side."""
    table = Table(box=None, pad_edge=False, show_edge=False)
    for name in ("goal", "route", "steps", "cost", "done", "chance"):
        table.add_column(phrase(voice, f"column {name}"), overflow="fold")
    for one in answers:
        title = voice.text(one.plan.goal.title) or one.plan.goal.id
        for route in (r for r in one.plan.routes if "cheapest" in r.best or "fastest" in r.best):
            table.add_row(title, *(Text(cell) for cell in _cells(route, one, voice, outlook)))
        if not one.plan.routes:
            table.add_row(title, Text(_without_routes(one.plan, voice)))
    return table


def _cells(route: Route, one: Answer, voice: Voice, outlook: Outlook) -> tuple[str, ...]:
    prospect = one.prospect
    reached = "" if prospect is None else share_words(prospect.reached, voice)
    cost = sum_words(route, voice, outlook=outlook)
    if outlook.has_rates_for(route.high) and not route.high.is_empty:
        cost = voice.money(Money(round(outlook.worth(route.high), 0), outlook.currency))
        cost = f"≥ {cost}" if route.unpriced else cost
    steps = str(len(_shown(route)))
    return (best_words(route, voice), steps, cost, _done(route, voice), reached)


def _done(route: Route, voice: Voice) -> str:
    """When a route is done, as short as it can be said."""
    if not isinstance(route.timeline, Timeline):
        return ""
    first, last = route.timeline.finish
    if route.untimed:
        known = last > route.timeline.start
        return f"≥ {last}" if known else tell(voice, "time-unknown")
    return f"{first}" if first == last else f"{first} – {last}"


def _without_routes(plan: Plan, voice: Voice) -> str:
    return tell(voice, "held") if plan.held else phrase(voice, "no-route")


def _show_answer(one: Answer, voice: Voice, outlook: Outlook, *, in_full: bool) -> None:
    plan = one.plan
    show("")
    show(joined((voice.text(plan.goal.title), plan.goal.id)), style="bold")
    if plan.held:
        show(tell(voice, "held"), style="green", indent=2)
    for number, route in enumerate(plan.routes, 1):
        _show_route(number, route, voice, outlook, in_full=in_full or number == 1)
    if not plan.routes and not plan.held:
        _show_barriers(plan, voice, outlook)
    if one.prospect:
        show(prospect_words(one.prospect, voice), indent=2)
    if one.difference:
        _show_difference(one.difference, voice, outlook)


def _show_route(
    number: int, route: Route, voice: Voice, outlook: Outlook, *, in_full: bool
) -> None:
    proof = ""
    if "cheapest" in route.best:
        proof = proof_words(route, voice)
    heading = joined((f"{number}. {best_words(route, voice)}", proof))
    show(heading, style="bold green", indent=2)
    words = [
        tell(voice, "steps", count=len(_shown(route))),
        sum_words(route, voice, outlook=outlook),
    ]
    if isinstance(route.timeline, Timeline):
        words.append(finish_words(route, route.timeline, voice))
    show(joined(words), indent=4)
    entries = {}
    if isinstance(route.timeline, Timeline):
        entries = {entry.task.id: entry for entry in route.timeline.entries}
    for step in _shown(route):
        if in_full:
            _show_step(step, entries.get(step.id), voice)
        else:
            show(joined((_day_of(entries.get(step.id), voice), step_words(step, voice))), indent=6)
    _show_doubts(route, voice)


def _show_step(step: Step, entry: Entry | None, voice: Voice) -> None:
    when = _day_of(entry, voice)
    show(joined((when, step_words(step, voice))), indent=6, lead="• ")
    told = [time_words(step, voice), cost_words(step, voice), rates_words(step, voice)]
    if entry is not None and step.opportunity is not None:
        late = tell(voice, "critical") if entry.is_critical else ""
        told.append(late or tell(voice, "slack", count=entry.slack))
    show(joined(told), style="dim", indent=8)
    if entry is not None and entry.session is not None and entry.session.closes is not None:
        day = voice.day(entry.session.closes)
        show(tell(voice, "apply-by", day=day), style="yellow", indent=8)


def _day_of(entry: Entry | None, voice: Voice) -> str:
    """The planned start of a step; empty without a timeline."""
    return "" if entry is None else voice.day(dict(entry.marks)["start"].planned)


def _show_doubts(route: Route, voice: Voice) -> None:
    """What the route stands on, what to beware of, and what lapses."""
    for way, key in (("suppose", "stands-on"), ("decision", "others-decide")):
        steps_so = [step for step in route.unknown if step.way == way]
        if steps_so:
            show(tell(voice, key), style="cyan", indent=4)
        for words in dict.fromkeys(requirement_words(step, voice) for step in steps_so):
            show(f"• {words}", style="cyan", indent=6)
    for caution in route.cautions:
        show(caution_words(caution, route, voice), style="yellow", indent=4)
    if isinstance(route.timeline, Timeline) and route.timeline.expiries:
        show(tell(voice, "expiries"), indent=4)
        steps = by_id(route.steps)
        for expiry in route.timeline.expiries:
            words, day = bond_words(expiry.bond, steps, voice), voice.day(expiry.last_day)
            show(f"• {day}: {words}", indent=6)


def _show_barriers(plan: Plan, voice: Voice, outlook: Outlook) -> None:
    show(obstacle_words(plan, voice, outlook=outlook), style="red", indent=2)
    for words in conflict_words(plan.failed, voice) if plan.failed is not None else ():
        show(f"• {words}", indent=4)
    for barrier in plan.barriers:
        show(f"• {barrier_words(barrier, voice)}", indent=4)
        if barrier.source:
            show(citation(barrier.source, voice), style="dim", indent=6)


def _show_difference(difference: Difference, voice: Voice, outlook: Outlook) -> None:
    show(phrase(voice, "what-if"), style="bold magenta", indent=2)
    words = difference_words(difference, voice)
    if words:
        show(words, indent=4)
    if difference.before.routes and not difference.after.routes:
        _show_barriers(difference.after, voice, outlook)
    for name, change in (("cheapest", difference.cheapest), ("fastest", difference.fastest)):
        if change is not None:
            told = joined(list(change_words(change, voice, outlook=outlook)))
            show(f"{tell(voice, f'best {name}')}: {told}", indent=4)
