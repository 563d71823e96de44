"""Programmes as plain values for other software; keys are stable, unknown is null."""

from __future__ import annotations

from dataclasses import replace

from salerno.credentials.circumstances import Circumstances
from salerno.credentials.conditions import Standpoint
from salerno.credentials.person import Person
from salerno.money import Purse
from salerno.programmes.answers import taught_in
from salerno.programmes.costs import Cost, cost_of
from salerno.programmes.documents import programme_document, school_document
from salerno.programmes.finding import acceptance_of
from salerno.programmes.programmes import Count, Programme
from salerno.programmes.statements import Statement
from salerno.programmes.statistics import Rate, rates_of
from salerno.rules import Voice, explain, screen
from salerno.rules.outlines import Plain, explanation_outline
from salerno_web.atlas.outlines import opportunity_outline
from salerno_web.programmes.queries import directory, pack_of_programme


def programme_brief(own: Programme, voice: Voice) -> Plain:
    """A programme in a list: `id`, where it is taught, whom it takes, `english` through the end.

    `acceptance` is yes, conditional, no, closed or unknown, `english` yes, no or unclear. No SQL.
    """
    return {
        "id": own.id,
        "school": own.school,
        "school-name": directory().schools[own.school].name,
        "title-text": voice.text(own.title) or own.id,
        "country": own.country,
        "city": own.city or None,
        "degree": own.degree or None,
        "entry": own.entry or None,
        "acceptance": acceptance_of(own),
        "english": taught_in(own, "en").answer,
    }


def programme_outline(own: Programme, voice: Voice) -> Plain:
    """The same, with all that is stated in the form of the directory's documents, and the rule.

    `programme` and `school` are documents: statements under their keys, each with the name of its
    source under `sources`. `rates`: shares with both their numbers. No SQL.
    """
    return {
        **programme_brief(own, voice),
        "programme": programme_document(replace(own, rule=None)),
        "school-document": school_document(directory().schools[own.school]),
        "rates": [_rate(rate) for rate in rates_of(own)],
        "rule": opportunity_outline(own.rule, voice) if own.rule else None,
    }


def _rate(rate: Rate) -> Plain:
    low, high = (
        None if end is None else format(round(end, 4), "f") for end in (rate.low, rate.high)
    )
    return {
        "cycle": rate.part.cycle,
        "low": low,
        "high": high,
        "part": _counted(rate.part),
        "whole": _counted(rate.whole),
    }


def _counted(stated: Statement[Count]) -> Plain:
    own = stated.value
    low, high = (
        None if end is None else format(end.normalize(), "f") for end in (own.low, own.high)
    )
    return {"what": own.what, "group": own.group, "low": low, "high": high}


def answer_for(
    own: Programme, person: Person, voice: Voice, *, circumstances: Circumstances
) -> Plain:
    """Whether one person may apply, with all that rests on, and what it costs them. No SQL."""
    verdict = None
    if own.rule:
        (verdict,) = screen(person, pack_of_programme(own.id), circumstances=circumstances)
    cost = cost_of(own, Standpoint(person, circumstances), groups=directory().groups)
    return {
        **programme_brief(own, voice),
        "verdict": explanation_outline(explain(verdict), voice) if verdict else None,
        "cost": _cost(cost),
    }


def _cost(cost: Cost) -> Plain:
    return {
        "low": _sums(cost.low),
        "high": _sums(cost.high),
        "whole": cost.is_whole,
        "years": [
            {
                "year": line.year,
                "kind": line.kind,
                "low": str(line.low),
                "high": str(line.high),
                "sure": line.is_sure,
            }
            for line in cost.lines
        ],
        "held": [
            {"kind": line.kind, "low": str(line.low), "high": str(line.high)} for line in cost.held
        ],
        "missing": [{"kind": kind, "years": list(years)} for kind, years in cost.gaps],
    }


def _sums(purse: Purse) -> list[str]:
    return [f"{amount:f} {code}" for code, amount in purse.amounts]
