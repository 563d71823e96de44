"""One opportunity for one person, in words: the verdict, its reasons, and what would change it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any as Anything

from salerno.routes.wording.words import title_of
from salerno.rules import Ask, Explanation, Fix, Verdict, Voice, asks_of, cheapest_fix, explain
from salerno.rules.chain import State
from salerno.rules.explanations import Line
from salerno.rules.grants import is_held_already
from salerno.rules.interviews import RANKS
from salerno.rules.mending import Mend, Offers
from salerno.rules.openings import next_deadline
from salerno.rules.outlines import Plain, source_outline
from salerno.rules.wording.advice import effort_words, mend_words
from salerno.rules.wording.reports import details, headline, rule_name, sentence
from salerno_web.atlas.particulars import particulars
from salerno_web.atlas.queries import facts, goals
from salerno_web.atlas.words import kind_name
from salerno_web.credentials.interviews import Question, question_of
from salerno_web.opportunities.shown import about, own_cost, place_words, view_of

MOST_ASKS = 5


def detail_of(verdict: Verdict, voice: Voice, *, offers: Offers, currency: str) -> Plain:
    """Everything that the page of one opportunity tells one person; no SQL."""
    own, explanation, view = verdict.opportunity, explain(verdict), view_of(verdict)
    fix = cheapest_fix(verdict, offers=offers) if verdict.state is State.NOT_YET else None
    return {
        "id": own.id,
        "title": title_of(own, voice),
        "kind": kind_name(own.kind),
        "place": place_words(own.country, own.region, voice),
        "authority": own.authority,
        "state": str(verdict.state),
        "headline": headline(explanation, voice),
        "is_held": is_held_already(own.grants, view.person),
        "lines": [line_words(line, voice) for line in explanation.lines],
        "rules": _rules(explanation, voice),
        "fix": _fix(fix, voice) if fix else None,
        "asks": [*_asks(verdict, voice)],
        "deadline": next_deadline(own, view),
        "cost": own_cost(own, view, voice),
        "about": about(own, view, voice, currency=currency),
        "goal": own.id if own.id in goals() else "",
        "proviso": voice.tell("proviso"),
        "day": verdict.circumstances.today,
        **particulars(own, voice, today=verdict.circumstances.today),
    }


def line_words(line: Line, voice: Voice) -> Plain:
    """One line of a rule: how it stands, on what evidence, and where it is defined."""
    return {
        "standing": str(line.standing),
        "text": sentence(line, voice),
        "details": details(line, voice),
        "sources": [source_outline(source, voice) for source in line.sources],
        "decides": line.decides,
    }


def _rules(explanation: Explanation, voice: Voice) -> list[Plain]:
    return [
        {"name": rule_name(part, voice), "state": str(part.state), "tree": _tree(part.tree, voice)}
        for part in explanation.parts
    ]


def _tree(line: Line, voice: Voice) -> Plain:
    """A line with its parts, sources left to the lines that decide."""
    return {
        "standing": str(line.standing),
        "text": sentence(line, voice),
        "details": details(line, voice),
        "decides": line.decides,
        "kids": [_tree(kid, voice) for kid in line.kids],
    }


def _fix(fix: Fix, voice: Voice) -> dict[str, Anything]:
    return {
        "mends": [_mend(mend, lines, voice) for mend, lines in fix.mends],
        "effort": [*effort_words(fix, voice)],
    }


def _mend(mend: Mend, lines: tuple[Line, ...], voice: Voice) -> Plain:
    known = mend.way == "take" and mend.name in facts().opportunities
    low, high = voice.purse(mend.low), voice.purse(mend.high)
    cost = low if low == high else voice.tell("between", low=low, high=high)
    return {
        "text": mend_words(mend, lines, voice),
        "opportunity": mend.name if known else "",
        "cost": cost if mend.is_priced and mend.is_step else "",
        "days": mend.days if mend.way == "take" else None,
    }


def _asks(verdict: Verdict, voice: Voice) -> Iterator[Question]:
    """The questions that would settle what is open, those that a person can answer."""
    found: list[Ask] = [
        ask for ask in asks_of([verdict], vocabulary=facts().vocabulary) if ask.subject in RANKS
    ]
    for ask in found[:MOST_ASKS]:
        yield question_of(ask, voice)
