"""Verdicts on a record as plain dictionaries for other software, as `salerno.rules.outlines`."""

from __future__ import annotations

from salerno.errors import UnknownName, did_you_mean
from salerno.rules import Verdict, Voice, asks_of, cheapest_fix, explain
from salerno.rules.chain import State
from salerno.rules.outlines import (
    Plain,
    ask_outline,
    explanation_outline,
    fix_outline,
    source_outline,
    verdict_outline,
)
from salerno.rules.sieves import Sieve
from salerno_web.atlas.outlines import opportunity_brief
from salerno_web.atlas.queries import facts
from salerno_web.credentials.told import Told
from salerno_web.opportunities.queries import asks, case_of, offers, screened, sifted, verdicts_at
from salerno_web.opportunities.shown import row_of


def verdict_rows(
    told: Told, sieve: Sieve, voice: Voice, *, start: int = 0, most: int = 25
) -> Plain:
    """A stretch of the verdicts that come through a sieve. No SQL.

    `total`, `counts` by state, `facets` (value to count), `brings-back` by filter, `unsure`, and
    `rows`: the keys of a verdict and of `opportunity_brief`, `reason-text`, `more` (how many
    further lines decide), `source`, `deadline` and `cost-text`.
    """
    found = sifted(told, sieve, voice)
    verdicts = verdicts_at(told, found.places[start : start + most])
    return {
        "total": len(found.places),
        "counts": dict(found.counts),
        "facets": {name: dict(values) for name, values in found.facets.items()},
        "brings-back": dict(found.brings_back),
        "unsure": found.unsure,
        "rows": [_row(verdict, voice) for verdict in verdicts],
    }


def _row(verdict: Verdict, voice: Voice) -> Plain:
    row = row_of(verdict, voice)
    return {
        **verdict_outline(verdict),
        **opportunity_brief(verdict.opportunity, voice),
        "reason-text": row.reason,
        "more": row.more,
        "source": source_outline(row.source, voice),
        "deadline": row.deadline.isoformat() if row.deadline else None,
        "cost-text": row.cost or None,
    }


def verdict_outline_of(told: Told, name: str, voice: Voice) -> Plain:
    """One verdict with all it rests on; raises UnknownName with the likely intention. No SQL.

    The keys of an explanation, `fix` (null unless not yet), and `asks`.
    """
    case = case_of(told)
    verdict = screened(case).verdict(name)
    if verdict is None:
        known = facts().opportunities
        fix = did_you_mean(name, known) or "list the opportunities to see what there is"
        raise UnknownName(f"unknown opportunity '{name[:100]}'", fix=fix)
    is_open = verdict.state is State.NOT_YET
    fix_found = cheapest_fix(verdict, offers=offers(case)) if is_open else None
    asked = asks_of([verdict], vocabulary=facts().vocabulary)
    return {
        **explanation_outline(explain(verdict), voice),
        "fix": fix_outline(fix_found, voice) if fix_found else None,
        "asks": [ask_outline(ask, voice) for ask in asked],
    }


def ask_outlines(told: Told, voice: Voice, *, most: int = 10) -> list[Plain]:
    """The questions that would settle most, the next one first. No SQL."""
    return [ask_outline(ask, voice) for ask in asks(told)[:most]]
