"""Components as template tags, known to every template."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any as Anything
from typing import Protocol

from django import forms, template
from django.core.paginator import Page
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import (
    get_language,
    get_language_bidi,
    gettext,
    gettext_lazy,
    pgettext_lazy,
)

from salerno_web.ui.charts import Figure, draw_chart, words_of
from salerno_web.ui.controls import Control, control_of, first_control_of
from salerno_web.ui.doors import address
from salerno_web.ui.icons import draw
from salerno_web.ui.localities import amount_words, country_name, day_words
from salerno_web.ui.tiles import TileMap

register = template.Library()

VERDICTS = {
    "eligible": gettext_lazy("Open to you"),
    "not-yet": gettext_lazy("Not yet"),
    "never": gettext_lazy("Not open to you"),
    "cannot-tell": gettext_lazy("Cannot tell yet"),
}
TIERS = {
    "law": pgettext_lazy("source", "Law"),
    "official": pgettext_lazy("source", "Official"),
    "provider": pgettext_lazy("source", "Provider"),
    "secondary": pgettext_lazy("source", "Secondary"),
}
CITED = ("url", "title", "locator", "tier", "read", "confidence", "language")
TASK_STATES = {
    "done": gettext_lazy("Completed"),
    "open": gettext_lazy("Not started"),
    "begun": gettext_lazy("In progress"),
    "blocked": gettext_lazy("Cannot start yet"),
}
NAVIGATION = (
    ("programmes", gettext_lazy("Programmes")),
    ("opportunities", gettext_lazy("Open to me")),
    ("rotations", gettext_lazy("Rotations")),
    ("routes", gettext_lazy("Routes")),
    ("atlas", gettext_lazy("Atlas")),
    ("record", gettext_lazy("My record")),
)
MINE = (
    ("placements", gettext_lazy("My placements")),
    ("documents", gettext_lazy("Documents")),
    ("organisations", gettext_lazy("Organisations")),
    ("privacy", gettext_lazy("Privacy and sharing")),
    ("account_email", gettext_lazy("E-mail address")),
    ("mfa_index", gettext_lazy("Sign-in and security")),
)


@register.simple_tag
def icon(name: str) -> SafeString:
    """A small picture that stands beside words."""
    return draw(name)


@register.inclusion_tag("ui/components/field.html")
def field(bound: forms.BoundField, *, heading: bool = False) -> dict[str, Control]:
    """A field with its label or legend, hint, error and control; the label may be the heading."""
    return {"control": control_of(bound, heading=heading)}


@register.simple_tag
def choices(name: str, known: Sequence[Choice]) -> SafeString:
    """The values of a facet to tick, with how many each would leave."""
    return format_html_join(
        "",
        '<label for="f-{}-{}"><input id="f-{}-{}" type="checkbox" name="{}" value="{}"{}> '
        "<bdi>{}</bdi> ({})</label>",
        (
            (name, n, name, n, name, own.value, _TICKED[own.is_chosen], own.title, own.count)
            for n, own in enumerate(known, start=1)
        ),
    )


class Choice(Protocol):
    """A value of a facet."""

    @property
    def value(self) -> str:
        """What is sent."""

    @property
    def title(self) -> str:
        """What it is called."""

    @property
    def count(self) -> int:
        """How many it leaves."""

    @property
    def is_chosen(self) -> bool:
        """Whether it is ticked."""


_TICKED = {True: SafeString(" checked"), False: SafeString("")}


@register.inclusion_tag("ui/components/error_summary.html")
def error_summary(form: forms.BaseForm) -> dict[str, Anything]:
    """What is wrong with a form, each linked to the first control of its field."""
    bounds = [form[name] for name in form.fields]
    told = [
        (first_control_of(bound), bound.label, error) for bound in bounds for error in bound.errors
    ]
    return {"told": told, "general": form.non_field_errors()}


@register.simple_tag
def verdict(name: str, *, small: bool = False) -> SafeString:
    """A verdict as a sign and its word: eligible, not-yet, never or cannot-tell."""
    return _verdict(name.replace("_", "-"), small, get_language())


@lru_cache(maxsize=100)
def _verdict(name: str, small: bool, _language: str | None) -> SafeString:
    told = {"name": name, "icon": draw(name), "words": VERDICTS[name], "is_small": small}
    return render_to_string("ui/components/verdict.html", told)


@register.simple_tag
def tier(name: str) -> SafeString:
    """How close to the law a source is: law, official, provider or secondary."""
    return _tier(name, get_language())


@lru_cache(maxsize=100)
def _tier(name: str, _language: str | None) -> SafeString:
    told = {"name": name, "icon": draw(name), "words": TIERS[name]}
    return render_to_string("ui/components/tier.html", told)


@register.simple_tag
def citation(source: Mapping[str, Anything]) -> SafeString:
    """A source as `source_outline` gives it: link, place in it, tier, day read, confidence."""
    return _citation(tuple((key, source[key]) for key in CITED if key in source), get_language())


@lru_cache(maxsize=2000)
def _citation(source: tuple[tuple[str, Anything], ...], _language: str | None) -> SafeString:
    """A source is drawn once for each language: lists name few sources many times."""
    told = {"language": "", **{key: value or "" for key, value in source}}
    link, place, letter = told.get("url"), told.get("locator"), told.get("confidence")
    read = _as_date(told.get("read") or None)
    return format_html(
        '<span class="citation">{}{}{}. <span class="read">{}</span>{}</span>',
        format_html("{} ", tier(told["tier"])) if told.get("tier") else "",
        format_html(_LINKED if link else _UNLINKED, told["language"], told["title"], link),
        format_html(', <span dir="auto" lang="">{}</span>', place) if place else "",
        format_html("{} {}", gettext("Read on"), day(read))
        if read
        else gettext("No day of reading is known"),
        format_html(" · <span>{}</span>", _confidence(letter)) if letter else "",
    )


_UNLINKED = '<cite dir="auto" lang="{0}">{1}</cite>'
_LINKED = f'<a href="{{2}}" rel="noreferrer external">{_UNLINKED}</a>'


def _confidence(letter: str) -> str:
    return gettext("Confidence %(letter)s") % {"letter": letter}


@register.inclusion_tag("ui/components/pages.html", takes_context=True)
def pages(context: Context, page: Page) -> dict[str, Anything]:
    """Links to the pages of a list, which keep the rest of the address."""
    asked = context["request"].GET.copy()
    asked.pop("page", None)
    kept = asked.urlencode()
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "numbers": list(numbers),
        "ellipsis": page.paginator.ELLIPSIS,
        "start": f"?{kept}&" if kept else "?",
    }


@register.simple_tag
def day(value: date | datetime | str | None) -> SafeString | str:
    """A date in the words of the language; what is not known says so."""
    known = _as_date(value)
    if known is None:
        return gettext("not known")
    return format_html('<time datetime="{}">{}</time>', known.isoformat(), day_words(known))


def _as_date(value: date | datetime | str | None) -> date | None:
    if isinstance(value, datetime):
        return (localtime(value) if value.tzinfo else value).date()
    if isinstance(value, str):
        return date.fromisoformat(value) if value else None
    return value


@register.simple_tag
def amount(value: Anything, currency: str = "") -> SafeString | str:
    """Money in the words of the language, from a Money, a text such as 160 USD, or a number."""
    if value is None or value == "":
        return gettext("not known")
    written = f"{value} {currency}" if isinstance(value, int | Decimal) else str(value)
    return format_html('<span class="amount">{}</span>', amount_words(written))


@register.simple_tag
def country(code: str) -> str:
    """The name of a country in the language of the page."""
    return country_name(code)


@register.inclusion_tag("ui/components/stat.html")
def stat(value: Anything, label: str, *, note: str = "") -> dict[str, Anything]:
    """A figure that matters, with what it counts."""
    return {"value": value, "label": label, "note": note}


@register.inclusion_tag("ui/components/steps.html")
def steps(current: int, total: int) -> dict[str, Anything]:
    """How far along somebody is: step 2 of 5."""
    marks = [
        ("done" if n < current else "now" if n == current else "") for n in range(1, total + 1)
    ]
    return {"current": current, "total": total, "marks": marks}


@register.inclusion_tag("ui/components/task.html")
def task(title: str, *, href: str = "", state: str = "open", hint: str = "") -> dict[str, Anything]:
    """One line of a task list: done, open, begun or blocked (say why in the hint)."""
    words = TASK_STATES[state]
    return {"title": title, "href": href, "state": state, "words": words, "hint": hint}


@register.inclusion_tag("ui/components/empty.html")
def empty(title: str, text: str = "", *, href: str = "", action: str = "") -> dict[str, Anything]:
    """What a list says when nothing is in it, and what may be done about that."""
    return {"title": title, "text": text, "href": href, "action": action}


@register.inclusion_tag("ui/components/chart.html")
def chart(figure: Figure) -> dict[str, Anything]:
    """A chart, what its colours mean, and always its figures as a table."""
    columns = zip(*(series.values for series in figure.series), strict=True)
    rows = [
        (label, [words_of(value) for value in values])
        for label, values in zip(figure.rows, columns, strict=True)
    ]
    names = [series.name for series in figure.series]
    return {
        "figure": figure,
        "svg": draw_chart(figure, rtl=get_language_bidi()),
        "legend": names if figure.kind == "stacked" else [],
        "rows": rows,
    }


@register.inclusion_tag("ui/components/tile_map.html")
def tile_map(value: TileMap) -> dict[str, TileMap]:
    """A map of equal tiles, and its numbers as a table."""
    return {"map": value}


@register.inclusion_tag("ui/parts/navigation.html", takes_context=True)
def navigation(context: Context) -> dict[str, Anything]:
    """The doors of the site, the one that stands open marked."""
    return {"doors": _doors(NAVIGATION, context)}


@register.inclusion_tag("ui/parts/account.html", takes_context=True)
def account(context: Context) -> dict[str, Anything]:
    """What belongs to whoever is signed in, or the way to sign in."""
    request = context.get("request")
    return {
        "user": context.get("user"),
        "doors": _doors(MINE, context),
        "path": request.get_full_path() if request else "/",
        "csrf_token": context.get("csrf_token"),
    }


def _doors(doors: tuple[tuple[str, Anything], ...], context: Context) -> list[dict[str, Anything]]:
    path = getattr(context.get("request"), "path", "")
    known = ((address(name), label) for name, label in doors)
    return [
        {"href": href, "label": label, "is_here": path.startswith(href)}
        for href, label in known
        if href
    ]
