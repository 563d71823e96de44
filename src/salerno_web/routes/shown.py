"""A plan as its page shows it: everything in words, in one language, ready to be kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from salerno.formats.sheets import Sheet, sheets_of
from salerno.routes.answers import Answer
from salerno.routes.routes import Plan, Route, by_id
from salerno.routes.steps import Outlook, Step
from salerno.routes.tasks import Entry, Timeline
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
from salerno.rules import Voice
from salerno.rules.outlines import Plain, source_outline
from salerno.rules.sources import Source
from salerno.rules.wording.leaves import literal_words

TABLES = ("timeline", "costs", "assumptions")


def shown_answers(answers: Sequence[Answer], voice: Voice, *, outlook: Outlook) -> Plain:
    """Every answer, the tables of the workbook that pages print, and what all rests on."""
    sheets = sheets_of(answers, voice, outlook)
    routes = [route for one in answers for route in one.plan.routes]
    return {
        "answers": [shown_answer(one, voice, outlook=outlook) for one in answers],
        "tables": [_table(own, voice) for own in sheets if own.name in TABLES],
        "assumed": assumption_words(voice) if any(one.prospect for one in answers) else "",
        "rates": " ".join(exchange_words(routes, voice, outlook)),
        "day": voice.day(outlook.circumstances.today),
    }


def _table(sheet: Sheet, voice: Voice) -> Plain:
    return {
        "name": sheet.name,
        "title": tell(voice, f"sheet {sheet.name}"),
        "heads": [tell(voice, f"head {name}") for name in sheet.columns],
        "rows": [["" if cell is None else str(cell) for cell in row] for row in sheet.rows],
    }


def shown_answer(one: Answer, voice: Voice, *, outlook: Outlook) -> Plain:
    """One goal: its routes, or why there is none."""
    plan, prospect = one.plan, one.prospect
    return {
        "goal": plan.goal.id,
        "title": voice.text(plan.goal.title) or plan.goal.id,
        "held": tell(voice, "held") if plan.held else "",
        "routes": [shown_route(route, one, voice, outlook=outlook) for route in plan.routes],
        "obstacle": _obstacle(plan, voice, outlook),
        "prospect": prospect_words(prospect, voice) if prospect else "",
        "reached": share_words(prospect.reached, voice) if prospect else "",
        "changes": _changes(one, voice, outlook),
    }


def _obstacle(plan: Plan, voice: Voice, outlook: Outlook) -> Plain | None:
    """Why there is no route: the barriers, each with its source, or what cannot hold together."""
    if plan.routes or plan.held:
        return None
    conflict = conflict_words(plan.failed, voice) if plan.failed is not None else ()
    return {
        "text": obstacle_words(plan, voice, outlook=outlook),
        "conflict": list(conflict),
        "barriers": [
            {
                "text": barrier_words(barrier, voice),
                "lifter": barrier.lifter,
                "opportunity": barrier.opportunity,
                "source": _source(barrier.source, voice),
            }
            for barrier in plan.barriers
        ],
    }


def _source(source: Source | None, voice: Voice) -> Plain | None:
    return source_outline(source, voice) if source else None


def _changes(one: Answer, voice: Voice, outlook: Outlook) -> Plain | None:
    """What the what-ifs change, all at once."""
    found = one.difference
    if found is None:
        return None
    pairs = (("cheapest", found.cheapest), ("fastest", found.fastest))
    return {
        "text": difference_words(found, voice),
        "obstacle": _obstacle(found.after, voice, outlook) if found.before.routes else None,
        "best": [
            {
                "title": tell(voice, f"best {name}"),
                "texts": list(change_words(change, voice, outlook=outlook)),
            }
            for name, change in pairs
            if change is not None
        ],
    }


def shown_route(route: Route, one: Answer, voice: Voice, *, outlook: Outlook) -> Plain:
    """A route: in what it is best, its sums and dates, its legs, doubts and warnings."""
    timeline = route.timeline if isinstance(route.timeline, Timeline) else None
    legs = list(_legs(route, timeline, voice))
    return {
        "best": [*route.best],
        "title": best_words(route, voice),
        "proof": proof_words(route, voice) if "cheapest" in route.best else "",
        "cost": sum_words(route, voice, outlook=outlook),
        "at_least": bool(route.unpriced),
        "finish": finish_words(route, timeline, voice) if timeline else "",
        "steps": tell(voice, "steps", count=len(legs)),
        "unknown": len(route.unknown),
        "legs": legs,
        "supposed": _doubts(route, "suppose", voice),
        "decided": _doubts(route, "decision", voice),
        "cautions": [caution_words(caution, route, voice) for caution in route.cautions],
        "lapses": [
            {"day": voice.day(e.last_day), "text": bond_words(e.bond, by_id(route.steps), voice)}
            for e in (timeline.expiries if timeline else ())
        ],
    }


def _doubts(route: Route, way: str, voice: Voice) -> list[str]:
    steps = (step for step in route.unknown if step.way == way)
    return list(dict.fromkeys(requirement_words(step, voice) for step in steps))


def _legs(route: Route, timeline: Timeline | None, voice: Voice) -> Iterator[Plain]:
    """What is to be done, by its planned day."""
    entries = {entry.task.id: entry for entry in (timeline.entries if timeline else ())}
    done = [step for step in route.steps if step.way not in ("suppose", "decision")]
    for step in sorted(done, key=lambda step: _start(entries.get(step.id))):
        yield _leg(step, entries.get(step.id), route, voice)


def _start(entry: Entry | None) -> str:
    return dict(entry.marks)["start"].planned.isoformat() if entry else ""


def _leg(step: Step, entry: Entry | None, route: Route, voice: Voice) -> Plain:
    names = {own.id: step_words(own, voice) for own in route.steps}
    return {
        "text": step_words(step, voice),
        "opportunity": step.opportunity.id if step.opportunity else "",
        "way": step.way,
        "cost": cost_words(step, voice),
        "time": time_words(step, voice),
        "chance": rates_words(step, voice),
        "dates": _dates(entry, voice) if entry else None,
        "why": [
            {"text": literal_words(r.literal, voice), "by": names.get(r.by, "")}
            for r in route.reasons
            if r.step == step.id
        ],
        "source": _source(step.source, voice),
    }


def _dates(entry: Entry, voice: Voice) -> Plain:
    marks = dict(entry.marks)
    closes = entry.session.closes if entry.session else None
    return {
        "start": voice.day(marks["start"].planned),
        "end": voice.day(marks["end"].planned),
        "earliest": voice.day(marks["start"].earliest),
        "latest": voice.day(marks["start"].latest),
        "slack": tell(voice, "critical")
        if entry.is_critical
        else tell(voice, "slack", count=entry.slack),
        "critical": entry.is_critical,
        "apply_by": voice.day(closes) if closes else "",
    }
