"""Plans, routes and timelines as plain dictionaries, ready for JSON.

Keys are stable, as those of `salerno.rules.outlines`: dates are ISO 8601, amounts are texts such as
"160 USD", what is not known is null, and a key that ends in "text" is in the language asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from salerno.routes.answers import Answer
from salerno.routes.chances import Prospect, Spread
from salerno.routes.goals import Goal
from salerno.routes.routes import Barrier, Plan, Reason, Route, by_id
from salerno.routes.steps import Outlook, Step
from salerno.routes.tasks import Bond, Conflict, Days, Entry, Point, Timeline
from salerno.routes.whatifs import Change, Difference
from salerno.routes.wording.words import (
    barrier_words,
    bond_words,
    caution_words,
    step_words,
    sum_words,
)
from salerno.rules.competition import Odds
from salerno.rules.outlines import Plain, source_outline
from salerno.rules.wording.leaves import literal_words
from salerno.rules.wording.voices import Voice


def answer_outline(answer: Answer, voice: Voice, *, outlook: Outlook) -> Plain:
    """An answer: the keys of its plan, the `prospect`, and what the `what-if` changes."""
    changed = answer.difference
    return {
        **plan_outline(answer.plan, voice, outlook=outlook),
        "as-of": outlook.circumstances.today.isoformat(),
        "currency": outlook.currency,
        "rates": _rates(answer.plan.routes, outlook),
        "prospect": prospect_outline(answer.prospect) if answer.prospect else None,
        "what-if": difference_outline(changed, voice, outlook=outlook) if changed else None,
    }


def _rates(routes: Iterable[Route], outlook: Outlook) -> Plain | None:
    """The day and source of the rates; `dated` are currencies whose rate is of another."""
    if outlook.rates is None:
        return None
    paid = (code for route in routes for code, _ in route.high.amounts)
    (day, source, _), *others = outlook.rates.notes((outlook.currency, *paid))
    found: Plain = {"as-of": day.isoformat(), "source": source}
    if others:
        found["dated"] = [
            {"as-of": day.isoformat(), "source": source, "currencies": list(codes)}
            for day, source, codes in others
        ]
    return found


def plan_outline(plan: Plan, voice: Voice, *, outlook: Outlook) -> Plain:
    """A plan: `goal`, `held`, `routes`, and where there is none why: `barriers`, `conflict`.

    `least`: what the cheapest route costs at least, where none is within the budget.
    """
    return {
        "goal": plan.goal.id,
        "title-text": voice.text(plan.goal.title),
        "held": plan.held,
        "routes": [route_outline(route, voice, outlook=outlook) for route in plan.routes],
        "barriers": [barrier_outline(barrier, voice) for barrier in plan.barriers],
        "conflict": _conflict(plan.failed, voice),
        "least": None if plan.least is None else f"{plan.least} {outlook.currency}",
    }


def goal_outline(goal: Goal, voice: Voice) -> Plain:
    """A goal: its `id`, `title-text`, the `opportunities` or the `grant` and `scope` it means."""
    return {
        "id": goal.id,
        "title-text": voice.text(goal.title),
        "opportunities": list(goal.opportunities),
        "grant": goal.grant or None,
        "scope": dict(goal.scope),
    }


def route_outline(route: Route, voice: Voice, *, outlook: Outlook) -> Plain:
    """A route: `best` in what, `proven` cheapest or not, sums, `steps`, `timeline`, `cautions`.

    `worth`: the most it costs, in the person's currency. `unknown`, `unpriced`, `untimed` and
    `unrated` name the steps that make these figures "at least", or a matter of others.
    """
    return {
        "best": list(route.best),
        "proven": route.proven,
        "low": str(route.low),
        "high": str(route.high),
        "worth": f"{outlook.worth(route.high)} {outlook.currency}",
        "cost-text": sum_words(route, voice, outlook=outlook),
        "compared": {
            "cost": round(route.weight.cost, 2),
            "days": round(route.weight.time),
            "risk": round(route.weight.risk, 4),
        },
        "steps": [step_outline(step, route, voice) for step in route.steps],
        "unknown": [step.id for step in route.unknown],
        "unpriced": [step.id for step in route.unpriced],
        "untimed": [step.id for step in route.untimed],
        "unrated": [step.id for step in route.unrated],
        "cautions": [
            {"step": c.step, "danger": c.danger, "text": caution_words(c, route, voice)}
            for c in route.cautions
        ],
        "timeline": _dated(route, voice),
    }


def step_outline(step: Step, route: Route, voice: Voice) -> Plain:
    """A step: its `id`, `way`, `opportunity`, `text`, costs, days, odds, and what it `asks`."""
    return {
        "id": step.id,
        "way": step.way,
        "opportunity": step.opportunity.id if step.opportunity else None,
        "asked-by": step.asked_by or None,
        "text": step_words(step, voice),
        "low": str(step.low) if step.is_priced else None,
        "high": str(step.high) if step.is_priced else None,
        "known-cost": str(step.high),
        "days": _days(step.days if step.is_timed else None),
        "ahead": _days(step.ahead),
        "lasts": _days(step.lasts),
        "after": _days(step.after),
        "odds": [_odds(odds, voice) for odds in step.odds],
        "not-before": step.not_before.isoformat() if step.not_before else None,
        "asks": [_reason(reason, voice) for reason in route.reasons if reason.step == step.id],
        "source": source_outline(step.source, voice) if step.source else None,
    }


def _days(days: Days | None) -> list[int] | None:
    return list(days) if days else None


def _odds(odds: Odds, voice: Voice) -> Plain:
    return {
        "of": odds.what,
        "rate": str(odds.rate),
        "year": odds.year,
        "segment": dict(odds.segment),
        "source": source_outline(odds.source, voice),
    }


def _reason(reason: Reason, voice: Voice) -> Plain:
    return {
        "text": literal_words(reason.literal, voice),
        "by": reason.by or None,
        "source": source_outline(reason.source, voice),
    }


def barrier_outline(barrier: Barrier, voice: Voice) -> Plain:
    """A barrier: the `opportunity` it closes, its `text`, and who could be its `lifter`."""
    return {
        "opportunity": barrier.opportunity,
        "requirement": barrier.literal.note.id if barrier.literal else None,
        "reason": barrier.reason or None,
        "lifter": barrier.lifter,
        "text": barrier_words(barrier, voice),
        "source": source_outline(barrier.source, voice) if barrier.source else None,
    }


def _dated(route: Route, voice: Voice) -> Plain | None:
    if isinstance(route.timeline, Timeline):
        return timeline_outline(route.timeline, by_id(route.steps), voice)
    return None


def timeline_outline(timeline: Timeline, steps: Mapping[str, Step], voice: Voice) -> Plain:
    """A timeline: `start`, `finish` at best and safely, `entries`, what `expires`, `untimed`."""
    return {
        "start": timeline.start.isoformat(),
        "finish": [day.isoformat() for day in timeline.finish],
        "proven": timeline.proven,
        "entries": [_entry(entry) for entry in timeline.entries],
        "expires": [
            {
                "last-day": expiry.last_day.isoformat(),
                "text": bond_words(expiry.bond, steps, voice),
                **_bond(expiry.bond),
            }
            for expiry in timeline.expiries
        ],
        "untimed": list(timeline.untimed),
    }


def _entry(entry: Entry) -> Plain:
    marks: Plain = {
        str(mark): {
            "planned": dates.planned.isoformat(),
            "earliest": dates.earliest.isoformat(),
            "latest": dates.latest.isoformat(),
        }
        for mark, dates in entry.marks
    }
    closes = entry.session.closes if entry.session else None
    return {
        "step": entry.task.id,
        **marks,
        "session": str(entry.session.day) if entry.session else None,
        "apply-by": closes.isoformat() if closes else None,
        "slack": entry.slack,
        "critical": entry.is_critical,
    }


def _conflict(failed: Route | None, voice: Voice) -> Plain | None:
    """What cannot hold together: limits by name, bonds and sessions of the failed route's steps."""
    if failed is None or not isinstance(failed.timeline, Conflict):
        return None
    steps, conflict = by_id(failed.steps), failed.timeline
    bonds = [{"text": bond_words(bond, steps, voice), **_bond(bond)} for bond in conflict.bonds]
    return {"bonds": bonds, "limits": list(conflict.limits), "sessions": list(conflict.sessions)}


def _bond(bond: Bond) -> Plain:
    return {
        "earlier": _point(bond.earlier),
        "later": _point(bond.later),
        "least": str(bond.least) if bond.least is not None else None,
        "most": str(bond.most) if bond.most is not None else None,
        "why": bond.why or None,
    }


def _point(point: Point) -> Plain:
    if point.day is not None:
        return {"day": point.day.isoformat()}
    return {"step": point.task, "mark": point.mark}


def prospect_outline(prospect: Prospect) -> Plain:
    """A prospect: shares as [least, most], `days` and `cost` as [tenth, half, nine tenths]."""
    return {
        "reached": list(prospect.reached),
        "first": list(prospect.first),
        "in-time": list(prospect.in_time) if prospect.in_time else None,
        "days": _spread(prospect.days),
        "cost": _spread(prospect.cost),
        "uncounted": list(prospect.uncounted),
        "assumed": list(prospect.assumed),
        "lives": prospect.lives,
    }


def _spread(spread: Spread | None) -> list[float] | None:
    return None if spread is None else [spread.tenth, spread.half, spread.ninth]


def difference_outline(difference: Difference, voice: Voice, *, outlook: Outlook) -> Plain:
    """What a what-if changes: the plan `after` it, and the changes of the best routes."""
    return {
        "after": plan_outline(difference.after, voice, outlook=outlook),
        "cheapest": _change(difference.cheapest, outlook),
        "fastest": _change(difference.fastest, outlook),
    }


def _change(change: Change | None, outlook: Outlook) -> Plain | None:
    if change is None:
        return None
    return {
        "dropped": [step.id for step in change.dropped],
        "added": [step.id for step in change.added],
        "cost": f"{change.cost} {outlook.currency}",
        "days": change.days,
    }
