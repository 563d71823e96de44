"""Routes as a PDF to print and to take to an adviser, tagged for screen readers (PDF/UA-1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import get_args

from salerno.formats.cells import Cell
from salerno.formats.gantt import picture_of
from salerno.formats.presses import Plain, printed
from salerno.formats.sheets import Sheet, sheets_of
from salerno.routes.answers import Answer
from salerno.routes.routes import Best, Plan, Route, by_id
from salerno.routes.steps import Outlook, Step
from salerno.routes.tasks import Entry, Timeline
from salerno.routes.wording.printed import print_words
from salerno.routes.wording.summaries import (
    best_words,
    conflict_words,
    obstacle_words,
    prospect_words,
    share_words,
)
from salerno.routes.wording.words import (
    barrier_words,
    bond_words,
    caution_words,
    cost_words,
    finish_words,
    proof_words,
    rates_words,
    requirement_words,
    step_words,
    sum_words,
    tell,
    time_words,
)
from salerno.rules.sources import Source
from salerno.rules.wording.leaves import literal_words
from salerno.rules.wording.reports import citation
from salerno.rules.wording.voices import Voice

SUMMARY = ("goal", "route", "steps", "cost", "finish", "chances")
PLANNED = ("step", "apply", "start", "end", "result", "latest", "slack", "apply-by")
CHARGED = ("step", "purpose", "payer", "low", "high", "currency", "known")


def printout_of(answers: Sequence[Answer], voice: Voice, outlook: Outlook) -> bytes:
    """The printed plan of some answers, in the language of the voice, Arabic from right to left.

    Equal answers give equal bytes: it bears the day of the plan, not that of writing. Raises
    InputError where the extra 'pdf' is not installed, or where no typeface has a character.
    """
    return printed(plain_of(answers, voice, outlook))


def plain_of(answers: Sequence[Answer], voice: Voice, outlook: Outlook) -> Plain:
    """All that is printed, as texts ready to set."""
    sheets = {sheet.name: sheet for sheet in sheets_of(answers, voice, outlook)}
    title = print_words(voice, "title")
    goals = " · ".join(_title(one.plan, voice) for one in answers)
    routes = [route for one in answers for route in one.plan.routes]
    return {
        "language": voice.table_language,
        "day": outlook.circumstances.today.isoformat(),
        "date": voice.day(outlook.circumstances.today),
        "title": title,
        "goals": goals,
        "for": print_words(voice, "for"),
        "summary": _summary(answers, voice, outlook),
        "meanings": [
            [tell(voice, f"best {name}"), print_words(voice, f"means {name}")]
            for name in get_args(Best)
        ],
        "answers": [_answer(one, voice, outlook) for one in answers],
        "assumptions": {
            "title": tell(voice, "sheet assumptions"),
            "lines": [row[1] for row in sheets["assumptions"].rows if not row[0]],
        },
        "sources": {
            "title": tell(voice, "sheet sources"),
            "lines": [_source(source, voice) for source in _sources(routes)],
        },
    }


def _title(plan: Plan, voice: Voice) -> str:
    return voice.text(plan.goal.title) or plan.goal.id


def _sources(routes: Iterable[Route]) -> dict[Source, None]:
    """Every source that a route rests on, once."""
    found: dict[Source, None] = {}
    for route in routes:
        found.update(dict.fromkeys(step.source for step in route.steps if step.source))
        found.update(dict.fromkeys(reason.source for reason in route.reasons))
    return found


def _source(source: Source | None, voice: Voice) -> Plain:
    """A source in words, and its address apart."""
    if source is None:
        return {"text": "", "url": ""}
    unaddressed = replace(source, title=source.title or source.url, url="")
    return {"text": citation(unaddressed, voice), "url": source.url}


def _line(words: str, voice: Voice, source: Source | None = None) -> Plain:
    return {"text": words, "source": _source(source, voice)}


def _table(heads: Iterable[str], rows: Iterable[Sequence[str]], title: str = "") -> Plain:
    return {"title": title, "heads": list(heads), "rows": [list(row) for row in rows]}


def _summary(answers: Iterable[Answer], voice: Voice, outlook: Outlook) -> Plain:
    """A row for each route, and one for each goal without any."""
    rows = []
    for one in answers:
        title = _title(one.plan, voice)
        for route in one.plan.routes:
            rows.append((title, best_words(route, voice), *_figures(route, one, voice, outlook)))
        if not one.plan.routes:
            why = tell(voice, "held") if one.plan.held else ""
            rows.append((title, why or obstacle_words(one.plan, voice, outlook=outlook), *[""] * 4))
    return _table((tell(voice, f"head {name}") for name in SUMMARY), rows)


def _figures(route: Route, one: Answer, voice: Voice, outlook: Outlook) -> tuple[str, ...]:
    shares = share_words(one.prospect.reached, voice) if one.prospect else ""
    steps = voice.number(len(_shown(route)))
    cost = sum_words(route, voice, outlook=outlook)
    return steps, cost, _finish(route, voice), shares if route is one.plan.routes[0] else ""


def _finish(route: Route, voice: Voice) -> str:
    if not isinstance(route.timeline, Timeline):
        return ""
    return finish_words(route, route.timeline, voice)


def _shown(route: Route) -> list[Step]:
    """What is to be done, by its planned day; what is only supposed or decided stands apart."""
    days = {name: dict(e.marks)["start"].planned for name, e in _entries(route).items()}
    steps = [step for step in route.steps if step not in route.unknown]
    return sorted(steps, key=lambda step: days.get(step.id, date.min))


def _answer(one: Answer, voice: Voice, outlook: Outlook) -> Plain:
    plan = one.plan
    sheets = {sheet.name: sheet for sheet in sheets_of([one], voice, outlook)}
    is_dated = bool(plan.routes) and isinstance(plan.routes[0].timeline, Timeline)
    title = _title(plan, voice)
    return {
        "title": title,
        "prospect": prospect_words(one.prospect, voice) if one.prospect else "",
        "held": tell(voice, "held") if plan.held else "",
        "obstacle": _obstacle(plan, voice, outlook),
        "routes": [
            _route(number, route, title, sheets, voice=voice, outlook=outlook)
            for number, route in enumerate(plan.routes, 1)
        ],
        "timeline": _timeline(one, sheets["timeline"], voice, outlook) if is_dated else None,
    }


def _obstacle(plan: Plan, voice: Voice, outlook: Outlook) -> Plain | None:
    """What closes every route, and who could lift it."""
    if plan.routes or plan.held:
        return None
    lines = [_line(words, voice) for words in _conflict(plan, voice)]
    lines += [_line(barrier_words(one, voice), voice, one.source) for one in plan.barriers]
    return {"title": obstacle_words(plan, voice, outlook=outlook), "lines": lines}


def _conflict(plan: Plan, voice: Voice) -> Iterator[str]:
    if plan.failed is not None:
        yield from conflict_words(plan.failed, voice)


def _timeline(one: Answer, sheet: Sheet, voice: Voice, outlook: Outlook) -> Plain:
    """The picture of the first route, and the same as a table."""
    route, name = one.plan.routes[0], _title(one.plan, voice)
    kept = replace(sheet, rows=tuple(row for row in sheet.rows if row[0] == f"{name} · 1"))
    title = tell(voice, "sheet timeline")
    return {
        "title": f"{title}: {name} · 1",
        "picture": picture_of([one], voice, outlook).decode(),
        "kind": "svg",
        "alternative": f"{title}: {name}, {_finish(route, voice)}",
        "table": _part(kept, PLANNED, voice),
    }


def _part(sheet: Sheet, columns: Sequence[str], voice: Voice, title: str = "") -> Plain:
    """Some columns of a sheet, every cell as a text."""
    places = [sheet.columns.index(name) for name in columns]
    rows = ([_cell(row[place], voice) for place in places] for row in sheet.rows)
    return _table((tell(voice, f"head {name}") for name in columns), rows, title)


def _cell(cell: Cell, voice: Voice) -> str:
    match cell:
        case None:
            return ""
        case date():
            return voice.day(cell)
        case Decimal() | int():
            return voice.number(cell)
        case _:
            return str(cell)


def _route(
    number: int,
    route: Route,
    title: str,
    sheets: Mapping[str, Sheet],
    *,
    voice: Voice,
    outlook: Outlook,
) -> Plain:
    costs = sheets["costs"]
    own = replace(costs, rows=tuple(row for row in costs.rows if row[0] == f"{title} · {number}"))
    told = [
        proof_words(route, voice) if "cheapest" in route.best else "",
        tell(voice, "steps", count=len(_shown(route))),
        sum_words(route, voice, outlook=outlook),
        _finish(route, voice),
    ]
    return {
        "title": f"{number}. {best_words(route, voice)}",
        "told": " · ".join(words for words in told if words),
        "heads": [tell(voice, f"head {name}") for name in ("number", "step", "finish", "cost")],
        "steps": list(_steps(route, voice)),
        "unknown": list(_unknown(route, voice)),
        "lapses": {"title": tell(voice, "expiries"), "lines": list(_lapses(route, voice))},
        "costs": _part(own, CHARGED, voice, tell(voice, "sheet costs")),
        "years": _years(route, voice),
    }


def _steps(route: Route, voice: Voice) -> Iterator[Plain]:
    entries = _entries(route)
    steps = by_id(route.steps)
    for step in _shown(route):
        needed = (
            print_words(
                voice,
                "needed",
                step=step_words(steps[reason.step], voice),
                what=literal_words(reason.literal, voice).removesuffix("."),
            )
            for reason in route.reasons
            if reason.by == step.id and reason.step in steps
        )
        warned = [caution_words(c, route, voice) for c in route.cautions if c.step == step.id]
        yield {
            "text": step_words(step, voice),
            "needed": list(dict.fromkeys(needed)),
            "told": [
                words for words in (time_words(step, voice), rates_words(step, voice)) if words
            ],
            "cautions": warned,
            "source": _source(step.source, voice),
            "days": list(_days(entries.get(step.id), voice)),
            "cost": cost_words(step, voice),
        }


def _entries(route: Route) -> Mapping[str, Entry]:
    if not isinstance(route.timeline, Timeline):
        return {}
    return {entry.task.id: entry for entry in route.timeline.entries}


def _days(entry: Entry | None, voice: Voice) -> Iterator[tuple[str, str]]:
    """The earliest and the planned day of a step, its result, and the last day to apply."""
    if entry is None:
        return
    marks = dict(entry.marks)
    yield print_words(voice, "earliest"), voice.day(marks["start"].earliest)
    yield tell(voice, "head start"), voice.day(marks["start"].planned)
    yield tell(voice, "head result"), voice.day(marks["result"].planned)
    if entry.session and entry.session.closes:
        yield tell(voice, "head apply-by"), voice.day(entry.session.closes)


def _unknown(route: Route, voice: Voice) -> Iterator[Plain]:
    """What nobody knows of a route: what it supposes, what others decide, what is not counted."""
    for way, key in (("suppose", "stands-on"), ("decision", "others-decide")):
        told = {
            requirement_words(step, voice): step.source for step in route.unknown if step.way == way
        }
        if told:
            lines = [_line(words, voice, source) for words, source in told.items()]
            yield {"title": tell(voice, key), "lines": lines}
    for key, steps in (("unknown-price", route.unpriced), ("time-unknown", route.untimed)):
        if steps:
            title = tell(voice, key)
            yield {
                "title": f"{title[:1].upper()}{title[1:]}:",
                "lines": [_line(step_words(step, voice), voice) for step in steps],
            }
    if route.unrated:
        names = voice.every(step_words(step, voice) for step in route.unrated)
        yield {"title": tell(voice, "unrated", steps=names), "lines": []}


def _lapses(route: Route, voice: Voice) -> Iterator[str]:
    if isinstance(route.timeline, Timeline):
        steps = by_id(route.steps)
        for expiry in route.timeline.expiries:
            yield f"{voice.day(expiry.last_day)}: {bond_words(expiry.bond, steps, voice)}"


def _years(route: Route, voice: Voice) -> Plain:
    """What each pays in each currency and year, a step being paid for on applying."""
    entries = _entries(route)
    sums: dict[tuple[str, str, str], tuple[Decimal, Decimal]] = {}
    for step in route.steps:
        year = _year(entries.get(step.id))
        for payer, code, low, high in _spent(step):
            key = (year, payer, code)
            least, most = sums.get(key, (Decimal(0), Decimal(0)))
            sums[key] = (least + low, most + high)
    rows = (
        (year, tell(voice, f"payer {payer}"), voice.number(low), voice.number(high), code)
        for (year, payer, code), (low, high) in sorted(sums.items())
    )
    heads = [tell(voice, f"head {name}") for name in ("payer", "low", "high", "currency")]
    title = print_words(voice, "years")
    if route.unpriced:
        title = f"{title} ({tell(voice, 'at-least')})"
    return _table([print_words(voice, "year"), *heads], rows, title)


def _year(entry: Entry | None) -> str:
    return "" if entry is None else str(dict(entry.marks)["apply"].planned.year)


def _spent(step: Step) -> Iterator[tuple[str, str, Decimal, Decimal]]:
    """What is known to be paid for a step; what is only to be shown is not."""
    for own in step.charges:
        if step.way in ("take", "obtain") and own.amount is not None and not own.held:
            low, high = own.amount.low, own.amount.high
            yield own.payer, high.currency, low.amount, high.amount
