"""What a host learns, as charts with their figures, and as a workbook."""

from __future__ import annotations

from datetime import date

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from salerno.formats.cells import Row
from salerno.formats.spreadsheets import Page, book_of
from salerno.periods import ONE_DAY
from salerno.placements.insight import OneMore
from salerno.placements.windows import bounds
from salerno.rules import Voice
from salerno_web.placements.insight_queries import Insight
from salerno_web.ui.charts import Figure, Series

LABEL = 24
"""So many letters of what is asked fit beside a bar; the table below says all of it."""


def seats_figure(found: Insight, voice: Voice) -> Figure:
    """The seats of each week ahead: taken and free."""
    rows = tuple(voice.day(one.monday) for one in found.weeks)
    taken = tuple(one.seats - one.free for one in found.weeks)
    free = tuple(one.free for one in found.weeks)
    text = _("By the Monday of each week. A seat is free that nobody has on any day of the week.")
    several = (Series(_("Taken"), taken), Series(_("Free"), free))
    return Figure("stacked", _("Seats in the weeks ahead"), text, rows, several)


def costs_figure(found: Insight) -> Figure | None:
    """How many more people could apply without each demand; None where none keeps ten out."""
    costs = [one for one in found.reach.costs if one.alone]
    if not costs:
        return None
    rows = tuple(shortened(found.words.get(one.demand, one.demand)) for one in costs)
    alone = Series(_("More people"), tuple(one.alone for one in costs))
    title = _("How many more could apply if you dropped this, or asked for it later")
    return Figure("bars", title, _("They lack nothing else. Rounded down to tens."), rows, (alone,))


def shortened(words: str) -> str:
    """As much of a sentence as fits beside a bar."""
    return words if len(words) <= LABEL else f"{words[: LABEL - 1].rstrip()}…"


def stay_words(one: OneMore, voice: Voice) -> str:
    """The weeks in which one more seat would help, the last day included."""
    first, end = bounds(one.stay)
    return f"{voice.day(first)} – {voice.day(end - ONE_DAY)}"


def insight_book(found: Insight, *, made: date) -> bytes:
    """All of it as a workbook, one sheet for each question."""
    words = found.words
    lacks = (_("What is asked"), _("Do not meet it"), _("Lack nothing else"))
    sheets: list[tuple[str, tuple[str, ...], list[Row]]] = [
        (_("Seats"), (_("Week"), _("Seats"), _("Free")),
         [(one.monday, one.seats, one.free) for one in found.weeks]),
        (_("Demands"), lacks,
         [(words.get(o.demand, o.demand), o.lacking, o.alone) for o in found.reach.costs]),
        (_("Came to nothing"), lacks,
         [(words.get(o.demand, o.demand), o.lacking, o.alone) for o in found.refused]),
        (_("One more seat"), (_("First day"), _("Last day"), _("People")),
         [(bounds(o.stay)[0], bounds(o.stay)[1] - ONE_DAY, o.placed) for o in found.more]),
        (_("Schools"), (_("School"), _("Requests")), [*found.schools]),
        (_("Countries"), (_("Country"), _("Requests")), [*found.countries]),
    ]  # fmt: skip
    pages = [
        Page(title, heads, rows, (40,) + (16,) * (len(heads) - 1)) for title, heads, rows in sheets
    ]
    return book_of(pages, made=made, right_to_left=get_language_bidi())
