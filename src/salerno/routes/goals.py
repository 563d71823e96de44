"""What can be reached: the goals that the opportunities of an atlas make, and finding one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from salerno.credentials.vocabulary import Texts, Vocabulary
from salerno.errors import UnknownName, did_you_mean
from salerno.routes.providers import Variant
from salerno.rules.grants import Grant
from salerno.rules.opportunities import Opportunity


@dataclass(frozen=True, slots=True)
class Goal:
    """What a route leads to: one of some opportunities, or a grant of a type within a scope."""

    id: str
    title: Texts = ()
    opportunities: tuple[str, ...] = ()
    grant: str = ""
    scope: Variant = ()


KINDS = frozenset(
    {
        "certification", "employment", "licence", "membership", "recognition", "registration",
        "training-post", "match",
    }
)  # fmt: skip
"""The kinds of opportunity that somebody may set out for."""

PLACES = ("country", "region")


def goals_of(opportunities: Iterable[Opportunity], *, vocabulary: Vocabulary) -> tuple[Goal, ...]:
    """Every goal: the opportunities one may set out for, then what several of them grant alike.

    A goal of the second sort, such as a licence to practise in one region, is named by its type and
    place, as `licence/medical?country=CA&region=ON`. Opportunities first, in their order.
    """
    known = tuple(opportunities)
    single = [Goal(o.id, o.title, (o.id,)) for o in known if o.kind in KINDS]
    granted: dict[str, Goal] = {}
    for opportunity in known:
        if opportunity.kind in KINDS:
            for grant in opportunity.grants:
                goal = granted_goal(grant, vocabulary=vocabulary)
                if goal.scope:
                    granted.setdefault(goal.id, goal)
    return (*single, *granted.values())


def granted_goal(grant: Grant, *, vocabulary: Vocabulary) -> Goal:
    """The goal of holding what is granted, at its place."""
    scope = tuple((name, value) for name, value in grant.scope if name in PLACES)
    known = vocabulary.types.get(grant.type)
    title: Texts = known.title if known else ()
    places = ", ".join(value for _, value in scope)
    further = [name for name in vocabulary.translations if name not in dict(title)]
    titles = (*title, *((name, vocabulary.text(title, name)) for name in further if title))
    titled = tuple((language, f"{text} ({places})") for language, text in titles)
    name = "&".join(f"{key}={value}" for key, value in scope)
    return Goal(f"{grant.type}?{name}", titled, (), grant.type, scope)


def goal_named(name: str, opportunities: Iterable[Opportunity], *, vocabulary: Vocabulary) -> Goal:
    """The goal of that id: an opportunity of any kind, or a type and place that somebody grants.

    Raises UnknownName with the likely intention.
    """
    known = {opportunity.id: opportunity for opportunity in opportunities}
    if name in known:
        return Goal(name, known[name].title, (name,))
    goals = {goal.id: goal for goal in goals_of(known.values(), vocabulary=vocabulary)}
    if name in goals:
        return goals[name]
    fix = did_you_mean(name, [*goals, *known]) or "list them with: salerno goals"
    raise UnknownName(f"unknown goal '{name}'", fix=fix)


def matching(goals: Iterable[Goal], words: Iterable[str]) -> tuple[Goal, ...]:
    """The goals in whose id or title, in any language, all the words stand."""
    wanted = tuple(word.casefold() for word in words)
    return tuple(goal for goal in goals if all(word in _said(goal) for word in wanted))


def _said(goal: Goal) -> str:
    return " ".join((goal.id, *(text for _, text in goal.title))).casefold()
