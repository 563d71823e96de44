"""Routes as tables of plain cells: routes, steps, timeline, costs, sources, assumptions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from salerno.formats.cells import Cell
from salerno.routes.answers import Answer
from salerno.routes.chances import ASSUMPTIONS, TRIES
from salerno.routes.routes import Route, by_id
from salerno.routes.steps import Outlook, Step
from salerno.routes.tasks import Timeline
from salerno.routes.wording.words import (
    barrier_words,
    bond_words,
    caution_words,
    chances_words,
    exchange_words,
    finish_words,
    proof_words,
    requirement_words,
    step_words,
    sum_words,
    tell,
    time_words,
)
from salerno.rules.sources import Source
from salerno.rules.wording.voices import Voice


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: its name, its columns by the key of their heading, its rows."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def sheets_of(answers: Sequence[Answer], voice: Voice, outlook: Outlook) -> tuple[Sheet, ...]:
    """The tables of some answers, every route of every answer in each of them."""
    named = tuple(_named(answers, voice))
    return (
        Sheet("routes", _ROUTES, tuple(_routes(answers, voice, outlook))),
        Sheet("steps", _STEPS, tuple(r for n, own in named for r in _steps(n, own, voice))),
        Sheet(
            "timeline", _TIMELINE, tuple(r for n, own in named for r in _timeline(n, own, voice))
        ),
        Sheet(
            "costs", _COSTS, tuple(r for n, own in named for r in _costs(n, own, voice, outlook))
        ),
        Sheet("sources", _SOURCES, tuple(_sources(named))),
        Sheet("assumptions", _ASSUMPTIONS, tuple(_assumptions(named, voice, outlook))),
    )


_ROUTES = (
    "goal", "route", "proof", "steps", "cost", "worth", "currency", "finish", "done", "reached",
    "why-none",
)  # fmt: skip
_STEPS = ("route", "number", "step", "way", "asks", "time", "chances", "cautions", "source", "id")
_TIMELINE = (
    "route", "step", "apply", "start", "end", "result", "latest", "slack", "apply-by", "lapses",
)  # fmt: skip
_COSTS = (
    "route", "step", "purpose", "payer", "low", "high", "currency", "worth", "known", "tier",
    "read", "source",
)  # fmt: skip
_SOURCES = ("title", "url", "tier", "confidence", "read", "dated", "facts")
_ASSUMPTIONS = ("route", "assumption")


def _named(answers: Iterable[Answer], voice: Voice) -> Iterator[tuple[str, Route]]:
    """Every route under a name that tells its goal and its place among the others."""
    for one in answers:
        title = voice.text(one.plan.goal.title) or one.plan.goal.id
        for number, route in enumerate(one.plan.routes, 1):
            yield f"{title} · {number}", route


def _routes(
    answers: Iterable[Answer], voice: Voice, outlook: Outlook
) -> Iterator[tuple[Cell, ...]]:
    for one in answers:
        plan = one.plan
        title = voice.text(plan.goal.title) or plan.goal.id
        for number, route in enumerate(plan.routes, 1):
            best = ", ".join(tell(voice, f"best {name}") for name in route.best)
            done, end = "", None
            if isinstance(route.timeline, Timeline):
                done, end = finish_words(route, route.timeline, voice), route.timeline.finish[1]
            reached = Decimal(str(one.prospect.reached[0])) if one.prospect else None
            yield (
                title,
                f"{number}. {best or tell(voice, 'best')}",
                proof_words(route, voice) if "cheapest" in route.best else "",
                len(route.steps),
                sum_words(route, voice, outlook=outlook),
                outlook.worth(route.high),
                outlook.currency,
                done,
                end,
                reached if number == 1 else None,
                "",
            )
        if not plan.routes:
            why = tell(voice, "held") if plan.held else ""
            why = why or "\n".join(barrier_words(b, voice) for b in plan.barriers)
            yield (title, *[None] * (len(_ROUTES) - 2), why)


def _steps(name: str, route: Route, voice: Voice) -> Iterator[tuple[Cell, ...]]:
    for number, step in enumerate(route.steps, 1):
        cautions = (caution_words(c, route, voice) for c in route.cautions if c.step == step.id)
        asks = (r for r in route.reasons if r.step == step.id and r.by)
        steps = by_id(route.steps)
        brought = dict.fromkeys(step_words(steps[reason.by], voice) for reason in asks)
        yield (
            name,
            number,
            step_words(step, voice),
            tell(voice, f"way {step.way}"),
            "\n".join(brought),
            time_words(step, voice),
            chances_words(step, voice),
            "\n".join(cautions),
            step.source.url if step.source else "",
            step.id,
        )


def _timeline(name: str, route: Route, voice: Voice) -> Iterator[tuple[Cell, ...]]:
    if not isinstance(route.timeline, Timeline):
        return
    steps = by_id(route.steps)
    for entry in route.timeline.entries:
        marks = dict(entry.marks)
        lapsing = (
            f"{expiry.last_day}: {bond_words(expiry.bond, steps, voice)}"
            for expiry in route.timeline.expiries
            if expiry.bond.earlier.task == entry.task.id
        )
        yield (
            name,
            step_words(steps[entry.task.id], voice),
            *(marks[mark].planned for mark in ("apply", "start", "end", "result")),
            marks["result"].latest,
            entry.slack,
            entry.session.closes if entry.session else None,
            "\n".join(lapsing),
        )


def _costs(name: str, route: Route, voice: Voice, outlook: Outlook) -> Iterator[tuple[Cell, ...]]:
    """A row for each charge, whoever pays it, and one for each step of unknown cost.

    At the foot what the applicant pays in each currency, then all in the person's currency.
    """
    for step in route.steps:
        if step.way in ("take", "obtain"):
            yield from _cost(name, step, voice, outlook)
    paid, lows = tell(voice, "payer applicant"), dict(route.low.amounts)
    remark = tell(voice, "at-least") if route.unpriced else ""
    for code, high in route.high.amounts:
        amounts = (lows.get(code, Decimal(0)), high, code, outlook.worth_of(high, code))
        yield (name, tell(voice, "total"), "", paid, *amounts, remark, "", None, "")
    if outlook.has_rates_for(route.high) and not route.high.is_empty:
        worth = (outlook.worth(route.low), outlook.worth(route.high))
        amounts = (*worth, outlook.currency, worth[1])
        yield (name, tell(voice, "total-worth"), "", paid, *amounts, remark, "", None, "")


def _cost(name: str, step: Step, voice: Voice, outlook: Outlook) -> Iterator[tuple[Cell, ...]]:
    words = step_words(step, voice)
    if not step.charges:
        yield (
            name,
            words,
            "",
            "",
            None,
            None,
            "",
            None,
            tell(voice, "unknown-price"),
            "",
            None,
            "",
        )
    for own in step.charges:
        remark = tell(voice, "unknown-price") if own.unsure else ""
        remark = tell(voice, "only-shown") if own.held else remark
        payer = tell(voice, f"payer {own.payer}")
        if own.amount is None:
            amounts: tuple[Cell, ...] = (None, None, "", None)
        else:
            low, high = own.amount.low, own.amount.high
            worth = outlook.worth_of(high.amount, high.currency)
            amounts = (low.amount, high.amount, high.currency, worth)
        at = own.source
        yield (name, words, own.purpose, payer, *amounts, remark, at.tier, at.read, at.url)


def _sources(named: Iterable[tuple[str, Route]]) -> Iterator[tuple[Cell, ...]]:
    """Every source that a route rests on, once."""
    found: dict[Source, None] = {}
    for _, route in named:
        found.update(dict.fromkeys(step.source for step in route.steps if step.source))
        found.update(dict.fromkeys(reason.source for reason in route.reasons))
    for source in found:
        yield (
            source.title,
            source.url,
            source.tier,
            source.confidence,
            source.read,
            source.dated,
            ", ".join(source.facts),
        )


def _assumptions(
    named: Sequence[tuple[str, Route]], voice: Voice, outlook: Outlook
) -> Iterator[tuple[Cell, ...]]:
    """What every figure stands on, then what each route stands on."""
    day = voice.day(outlook.circumstances.today)
    yield "", tell(voice, "as-of", day=day)
    for words in exchange_words((route for _, route in named), voice, outlook):
        yield "", words
    for name in ASSUMPTIONS:
        yield "", tell(voice, f"assumed {name}", tries=str(TRIES))
    for title, route in named:
        for step in route.unknown:
            yield title, requirement_words(step, voice)
        for step in (*route.unpriced, *route.untimed):
            missing = "unknown-price" if not step.is_priced else "time-unknown"
            yield title, f"{step_words(step, voice)}: {tell(voice, missing)}"
