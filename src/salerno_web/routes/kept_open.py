"""What a degree keeps open, in words: ways, barriers, doubts, and what the whole way costs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any as Anything
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from salerno.credentials.vocabulary import Attribute
from salerno.programmes.costs import Cost
from salerno.programmes.programmes import Programme
from salerno.routes.degrees import DEGREE, Degree
from salerno.routes.keeping import Kept
from salerno.routes.routes import Route
from salerno.routes.steps import Outlook, Step
from salerno.routes.wording.words import (
    barrier_words,
    caution_words,
    cost_words,
    days_words,
    exchange_words,
    requirement_words,
    step_words,
    sum_words,
    tell,
    time_words,
)
from salerno.rules import Voice
from salerno.rules.outlines import Plain, source_outline
from salerno_web.atlas.queries import facts
from salerno_web.atlas.words import country_name
from salerno_web.opportunities.queries import Case
from salerno_web.programmes.expenses import converted, purses
from salerno_web.programmes.queries import cost_for, directory
from salerno_web.programmes.stated import told
from salerno_web.programmes.words import language_names
from salerno_web.routes.degrees import Chosen, degree_from, has_degree, kept_in, outlook_for

STANDINGS: Mapping[str, Promise] = MappingProxyType(
    {
        "open": _("A way is known"),
        "closed": _("Closed"),
        "cannot-tell": _("Cannot tell yet"),
    }
)
SIGNS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {"open": ("eligible", "met"), "closed": ("never", "unmet"), "cannot-tell": ("cannot-tell", "")}
)
"""The sign of each standing, and the class of its badge."""


def degree_detail(
    programme: Programme, case: Case, chosen: Chosen, voice: Voice, *, currency: str
) -> Plain:
    """Everything that the page of a degree tells whoever looks; no SQL."""
    degree, cost = degree_from(programme, case), cost_for(programme, case)
    outlook = outlook_for(case, currency)
    places = [_place(programme, case, code, cost, voice, outlook) for code in chosen.answered]
    shown = [one for place in places for one in place.pop("routes")]
    return {
        "id": programme.id,
        "title": voice.text(programme.title) or programme.id,
        "school": directory().schools[programme.school].name,
        "degree": _degree(degree, voice),
        "has_degree": has_degree(case),
        "places": places,
        "left": [(code, country_name(code, voice)) for code in chosen.left],
        "unruled": [country_name(code, voice) for code in chosen.unruled],
        "cost": _cost(cost, voice, currency),
        "rates": " ".join(exchange_words(shown, voice, outlook)),
    }


def _degree(own: Degree, voice: Voice) -> Plain:
    """What the degree is taken to be."""
    known = facts().vocabulary.types[DEGREE].attributes
    said = own.credentials[0].attributes
    return {
        "on": own.on,
        "is_dated": own.is_dated,
        "countries": [country_name(code, voice) for code in own.countries],
        "taught_in": country_name(own.taught_in, voice) if own.taught_in else "",
        "known": [
            (voice.text(attribute.title), _values(attribute, said[attribute.name], voice))
            for attribute in known
            if attribute.name in said and attribute.name not in ("country", "school")
        ],
        "unknown": [voice.text(own.title) for own in known if own.name not in said],
        "ending": [told(stated, "recognition", voice) for stated in own.ending],
        "shared": [told(stated, "partners", voice) for stated in own.shared],
    }


def _values(attribute: Attribute, values: tuple[Anything, ...], voice: Voice) -> str:
    if attribute.name in ("language", "solely-in-language") and values:
        return language_names(tuple(map(str, values)), voice)
    flags = {True: _("yes"), False: _("no")}
    shown = (str(flags[v]) if isinstance(v, bool) else str(v) for v in values)
    return ", ".join(shown) or str(_("none"))


def _cost(cost: Cost, voice: Voice, currency: str) -> Plain:
    return {
        "sum": purses(cost.low, cost.high, voice) if not cost.high.is_empty else "",
        "about": converted(cost.low, cost.high, voice, currency=currency),
        "is_whole": cost.is_whole,
    }


def _place(
    programme: Programme, case: Case, code: str, cost: Cost, voice: Voice, outlook: Outlook
) -> dict[str, Anything]:
    found = kept_in(programme.id, case, code, outlook.currency)
    return {
        "code": code,
        "name": country_name(code, voice),
        "goals": [_goal(one, cost, voice, outlook) for one in found],
        "routes": [one.route for one in found if one.route is not None],
    }


def _goal(one: Kept, cost: Cost, voice: Voice, outlook: Outlook) -> Plain:
    goal, route = one.plan.goal, one.route
    sign, badge = SIGNS[one.standing]
    return {
        "id": goal.id,
        "title": voice.text(goal.title) or goal.id,
        "standing": one.standing,
        "words": STANDINGS[one.standing],
        "sign": sign,
        "badge": badge,
        "held": tell(voice, "held") if one.plan.held else "",
        "way": _way(one, route, cost, voice, outlook) if route else None,
        "deciding": [_doubt(step, voice) for step in one.deciding],
        "barriers": [
            {
                "text": barrier_words(barrier, voice),
                "opportunity": barrier.opportunity,
                "source": source_outline(barrier.source, voice) if barrier.source else None,
            }
            for barrier in one.plan.barriers
        ],
        "query": urlencode({"goal": goal.id}),
    }


def _doubt(step: Step, voice: Voice) -> Plain:
    return {
        "text": requirement_words(step, voice),
        "opportunity": step.asked_by,
        "source": source_outline(step.source, voice) if step.source else None,
    }


def _way(one: Kept, route: Route, cost: Cost, voice: Voice, outlook: Outlook) -> Plain:
    """The steps in short, what they cost and take after the degree, and the whole way."""
    low, high = cost.low + route.low, cost.high + route.high
    return {
        "steps": [*_steps(route, voice)],
        "cost": sum_words(route, voice, outlook=outlook),
        "time": days_words(one.days, voice) if one.days[1] else "",
        "is_timed": not route.untimed,
        "sum": purses(low, high, voice) if not high.is_empty else "",
        "about": converted(low, high, voice, currency=outlook.currency),
        "is_whole": cost.is_whole and not route.unpriced,
        "decided": _words(route, "decision", voice),
        "supposed": [
            words
            for words in _words(route, "suppose", voice)
            if words not in {requirement_words(step, voice) for step in one.deciding}
        ],
        "cautions": [caution_words(caution, route, voice) for caution in route.cautions],
        "unrated": len(route.unrated),
    }


def _steps(route: Route, voice: Voice) -> Iterator[Plain]:
    for step in route.steps:
        if step.way not in ("suppose", "decision"):
            is_rule = step.way == "take" and step.opportunity is not None
            yield {
                "text": step_words(step, voice),
                "opportunity": step.opportunity.id if is_rule and step.opportunity else "",
                "cost": cost_words(step, voice),
                "time": time_words(step, voice),
                "source": source_outline(step.source, voice) if step.source else None,
            }


def _words(route: Route, way: str, voice: Voice) -> list[str]:
    steps = (step for step in route.unknown if step.way == way)
    return list(dict.fromkeys(requirement_words(step, voice) for step in steps))


def standings_of(
    programme: Programme, case: Case, country: str, voice: Voice, *, currency: str
) -> list[Plain]:
    """How each goal of a country stands after a programme, in short, for tables of several.

    Thought once; no SQL.
    """
    found = kept_in(programme.id, case, country, currency)
    outlook = outlook_for(case, currency)
    return [
        {
            "title": voice.text(one.plan.goal.title) or one.plan.goal.id,
            "standing": one.standing,
            "words": STANDINGS[one.standing],
            "sign": SIGNS[one.standing][0],
            "badge": SIGNS[one.standing][1],
            "cost": sum_words(one.route, voice, outlook=outlook) if one.route else "",
            "time": days_words(one.days, voice) if one.days[1] else "",
        }
        for one in found
    ]
