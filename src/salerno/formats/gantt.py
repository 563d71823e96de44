"""The timelines of routes as one picture: a Gantt chart in SVG, without any script."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from textwrap import wrap

from babel.dates import format_skeleton

from salerno.periods import Span, add
from salerno.routes.answers import Answer
from salerno.routes.routes import Route, by_id
from salerno.routes.steps import Outlook, Step
from salerno.routes.tasks import Entry, Timeline
from salerno.routes.wording.words import finish_words, step_words, sum_words, tell
from salerno.rules.wording.voices import Voice

WIDTH, NAMES, MARGIN = 1200, 400, 24
ROW, HEAD, AXIS, LEGEND = 42, 64, 30, 30
LABEL = 64  # the width of the name of a month
LEAST = 6  # the width of what takes no time
LONGEST_LINE, MOST_LINES = 50, 2
MOST_TICKS = 10
SPANS = (Span(months=1), Span(months=3), Span(months=6), Span(years=1), Span(years=2))
LEGENDS = (
    ("step", "easy"), ("step", "critical"), ("wait", "easy"), ("late", "easy"), ("closes", "easy"),
    ("lapses", "easy"), ("today", "easy"),
)  # fmt: skip

STYLE = """
svg{background:#fffdf8;font-family:system-ui,'Segoe UI','Noto Sans',sans-serif;font-size:14px}
text{fill:#22303c}.title{font-size:19px;font-weight:700}.told,.tick{fill:#56626e;font-size:13px}
.row{fill:#f4efe4}.grid{stroke:#d9d2c3;stroke-width:1}.wait{fill:#b9cfe0}.step{fill:#2f6690}
.critical .wait{fill:#efc7b0}.critical .step{fill:#b5482a;stroke:#22303c;
stroke-width:1.5}.late{fill:none;stroke:#7d8894;
stroke-dasharray:3 3;stroke-width:1.5}.today{stroke:#22303c;stroke-width:1.5;
stroke-dasharray:6 3}.closes{fill:#22303c}.lapses{fill:none;stroke:#22303c;stroke-width:2}
.name{font-size:13px}
"""


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where a day lies in the picture."""

    start: date
    end: date

    def x(self, day: date) -> float:
        """The horizontal place of a day."""
        room = WIDTH - NAMES - 2 * MARGIN
        return (
            NAMES + MARGIN + room * (day - self.start).days / max(1, (self.end - self.start).days)
        )

    def ticks(self) -> tuple[date, ...]:
        """First days of months between which the same time lies, not too many of them."""
        tried = (self._firsts(span) for span in SPANS)
        few = next((days for days in tried if len(days) <= MOST_TICKS), self._firsts(SPANS[-1]))
        return tuple(day for day in few if day >= self.start)

    def _firsts(self, span: Span) -> list[date]:
        """First days of months, so far apart, from that of the first day on."""
        found, first = [], self.start.replace(day=1)
        while first <= self.end:
            found.append(first)
            first = add(first, span)
        return found


def picture_of(answers: Sequence[Answer], voice: Voice, outlook: Outlook) -> bytes:
    """The first route to each goal, one chart below the other on one scale of time.

    Dark is the step itself, light what is waited for; red has no day to lose; the dashed frame is
    how late it can be; a legend says so. What takes no known time is a mark only. Time runs from
    left to right.
    """
    routes = [route for one in answers for route in one.plan.routes[:1]]
    dated = [(r, r.timeline) for r in routes if isinstance(r.timeline, Timeline)]
    start = outlook.circumstances.today
    ends = [dates.latest for _, t in dated for e in t.entries for _, dates in e.marks]
    scale = _Scale(start, max(ends, default=start) + timedelta(days=14))
    body: list[str] = []
    top = MARGIN
    for route, timeline in dated:
        body += _chart(route, timeline, scale, top, voice, outlook)
        top += HEAD + AXIS + ROW * len(timeline.entries) + MARGIN
    body += _legend(top, voice)
    top += LEGEND + MARGIN
    title = escape(", ".join(voice.text(route.goal.title) for route in routes))
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {top}" width="{WIDTH}"'
            f' height="{top}" role="img" aria-labelledby="title">',
            f'<title id="title">{title}</title><style>{STYLE}</style>',
            *body,
            "</svg>\n",
        )
    ).encode()


def _chart(
    route: Route, timeline: Timeline, scale: _Scale, top: int, voice: Voice, outlook: Outlook
) -> Iterator[str]:
    steps = by_id(route.steps)
    told = " · ".join(
        (finish_words(route, timeline, voice), sum_words(route, voice, outlook=outlook))
    )
    yield _text(MARGIN, top + 18, voice.text(route.goal.title) or route.goal.id, "title")
    yield _text(MARGIN, top + 42, told, "told")
    first = top + HEAD + AXIS
    yield from _rows(len(timeline.entries), first)
    yield from _axis(scale, top + HEAD, first + ROW * len(timeline.entries), voice)
    for number, entry in enumerate(timeline.entries):
        lapses = [e.last_day for e in timeline.expiries if e.bond.earlier.task == entry.task.id]
        at = first + ROW * number
        yield from _row(entry, steps[entry.task.id], scale, at, voice)
        yield from (_cross(scale.x(day), at, voice.day(day)) for day in lapses if day <= scale.end)
    x, bottom = scale.x(scale.start), first + ROW * len(timeline.entries)
    yield f'<line class="today" x1="{x:.1f}" y1="{top + HEAD}" x2="{x:.1f}" y2="{bottom}"/>'


def _rows(count: int, top: int) -> Iterator[str]:
    width = WIDTH - 2 * MARGIN
    for number in range(0, count, 2):
        y = top + ROW * number
        yield f'<rect class="row" x="{MARGIN}" y="{y}" width="{width}" height="{ROW}"/>'


def _axis(scale: _Scale, top: int, bottom: int, voice: Voice) -> Iterator[str]:
    for day in scale.ticks():
        x = scale.x(day)
        name = str(format_skeleton("yMMM", day, locale=voice.locale))
        yield f'<line class="grid" x1="{x:.1f}" y1="{top + AXIS - 6}" x2="{x:.1f}" y2="{bottom}"/>'
        if x < WIDTH - MARGIN - LABEL:
            yield _text(x + 4, top + AXIS - 12, name, "tick")


def _row(entry: Entry, step: Step, scale: _Scale, top: int, voice: Voice) -> Iterator[str]:
    """The name of a step, and its bars: waiting, doing, waiting for the result, how late."""
    name = step_words(step, voice)
    marks = dict(entry.marks)
    days = [marks[mark].planned for mark in ("apply", "start", "end", "result")]
    told = f"{name}: {voice.day(days[1])} – {voice.day(days[3])}"
    late = tell(voice, "critical") if entry.is_critical else tell(voice, "slack", count=entry.slack)
    yield f'<g class="{"critical" if entry.is_critical else "easy"}">'
    yield f"<title>{escape(told)} ({escape(late)})</title>"
    lines = _lines(name)
    for number, line in enumerate(lines):
        yield _text(MARGIN + 8, top + 35 - 8 * len(lines) + 16 * number, line, "name")
    yield _bar(scale, days[0], days[3], top + 15, 12, "wait")
    yield _bar(scale, days[1], days[2], top + 11, 20, "step")
    latest = marks["result"].latest
    if latest > days[3]:
        yield _bar(scale, days[3], latest, top + 13, 16, "late")
    if entry.session and entry.session.closes:
        yield _triangle(scale.x(entry.session.closes), top, voice.day(entry.session.closes))
    yield "</g>"


def _triangle(x: float, top: int, told: str) -> str:
    """A closing day: the tip of the mark is the day."""
    points = f"{x:.1f},{top + 10} {x - 6:.1f},{top + 1} {x + 6:.1f},{top + 1}"
    return f'<polygon class="closes" points="{points}"><title>{escape(told)}</title></polygon>'


def _cross(x: float, top: int, told: str) -> str:
    """The last day before something lapses."""
    path = f"M{x - 5:.1f},{top + 16}l10,10m0,-10l-10,10"
    return f'<path class="lapses" d="{path}"><title>{escape(told)}</title></path>'


def _legend(top: int, voice: Voice) -> Iterator[str]:
    """What bars and marks stand for."""
    y, width = top + 6, (WIDTH - 2 * MARGIN) // 7
    for number, (key, group) in enumerate(LEGENDS):
        x = MARGIN + width * number
        shape = f'<rect class="{key}" x="{x}" y="{y}" width="22" height="12" rx="3"/>'
        if key == "closes":
            shape = _triangle(x + 11, y, "")
        elif key == "lapses":
            shape = _cross(x + 11, y - 14, "")
        elif key == "today":
            shape = f'<line class="today" x1="{x + 11}" y1="{y - 4}" x2="{x + 11}" y2="{y + 16}"/>'
        yield f'<g class="{group}">{shape}'
        name = "critical" if group == "critical" else key
        yield f"{_text(x + 30, y + 11, tell(voice, f'legend {name}'), 'tick')}</g>"


def _bar(scale: _Scale, first: date, last: date, y: int, height: int, kind: str) -> str:
    x = scale.x(first)
    width = max(LEAST, scale.x(last) - x)
    return (
        f'<rect class="{kind}" x="{x:.1f}" y="{y}" width="{width:.1f}" height="{height}" rx="3"/>'
    )


def _lines(name: str) -> list[str]:
    return wrap(name, LONGEST_LINE, max_lines=MOST_LINES, placeholder=" …")


def _text(x: float, y: float, words: str, kind: str) -> str:
    own = f' class="{kind}"' if kind else ""
    return f'<text{own} x="{x:.1f}" y="{y}">{escape(words)}</text>'
