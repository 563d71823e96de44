"""Verdicts, explanations, questions and fixes as plain dictionaries, ready for JSON.

Keys are stable: none is renamed or removed, new ones may come. Dates are ISO 8601, amounts are
texts such as "160 USD", what is not known is null. A key that ends in "text" is in the language
asked for; everything else is the same in every language.
"""

from __future__ import annotations

from typing import Any as Anything

from salerno.credentials.person import Credential
from salerno.rules.asks import Ask
from salerno.rules.explanations import Explanation, Line, Part
from salerno.rules.fixes import Fix
from salerno.rules.leaves import Leaf
from salerno.rules.mending import Mend
from salerno.rules.opportunities import Dispute
from salerno.rules.sources import Source
from salerno.rules.verdicts import Verdict
from salerno.rules.wording.advice import mend_words, question
from salerno.rules.wording.reports import citation, details, headline, requirement_of, sentence
from salerno.rules.wording.voices import Voice

Plain = dict[str, Anything]


def verdict_outline(verdict: Verdict) -> Plain:
    """A verdict alone.

    `opportunity` id, `state` (eligible, not-yet, never, cannot-tell), `interval`: the lowest and
    the highest that it can be (0 never, 1 not yet, 2 met), `versions` that may apply, `as-of` date.
    """
    return {
        "opportunity": verdict.opportunity.id,
        "state": str(verdict.state),
        "interval": list(interval_of(verdict.bits)),
        "versions": [Line(Part(judged, ()), 0).version_id for judged in verdict.judged],
        "as-of": verdict.circumstances.today.isoformat(),
    }


def interval_of(bits: int) -> tuple[int, int]:
    """The lowest and the highest point of an interval: 0 never, 1 not yet, 2 met."""
    return (bits & 3).bit_count(), (bits & 12).bit_count()


def explanation_outline(explanation: Explanation, voice: Voice) -> Plain:
    """An explanation: the keys of its verdict, and what it rests on.

    `text`: the verdict in words. `lines`: what decides, flat. `rules`: for each version that may
    apply its `version`, `in-force` period, `state`, `sources`, and the whole `tree` of lines, each
    with its `parts`. `disputes`: what sources contradict each other on. `proviso-text`.
    """
    return {
        **verdict_outline(explanation.verdict),
        "title-text": voice.text(explanation.verdict.opportunity.title),
        "text": headline(explanation, voice),
        "lines": [line_outline(line, voice) for line in explanation.lines],
        "rules": [_rule(part, voice) for part in explanation.parts],
        "disputes": [_dispute(dispute, voice) for dispute in explanation.disputes],
        "proviso-text": voice.tell("proviso"),
    }


def _rule(part: Part, voice: Voice) -> Plain:
    return {
        "version": part.tree.version_id,
        "in-force": str(part.version.in_force),
        "status": part.version.status,
        "state": str(part.state),
        "sources": [source_outline(source, voice) for source in part.version.sources],
        "tree": _tree(part.tree, voice),
    }


def _tree(line: Line, voice: Voice) -> Plain:
    return {**line_outline(line, voice), "parts": [_tree(kid, voice) for kid in line.kids]}


def line_outline(line: Line, voice: Voice) -> Plain:
    """One line of a rule.

    `id` (empty when it has none), `kind` (has, fact, total, time, attempts, wait, window, judge, or
    all, any, at-least), `negated`, `case` (whether it is the case of an exception or branch),
    `standing` (met, unmet, barred, doubtful, open, applies, lapses), `decides`, `interval`,
    `requirement-text`, `text`, `detail-texts`, `evidence`, `low`, `high`, `not-before`, `actor`,
    `rule` (opportunity), `version`, `in-force`, `sources`.
    """
    literal, finding = line.literal, line.finding
    return {
        "id": line.note.id,
        "kind": kind_of(literal.leaf) if literal else line.node.gate,
        "negated": literal.negated if literal else False,
        "count": line.node.count or None,
        "case": line.is_case,
        "standing": str(line.standing),
        "decides": line.decides,
        "interval": list(interval_of(line.bits)),
        "requirement-text": requirement_of(line, voice),
        "text": sentence(line, voice),
        "detail-texts": details(line, voice),
        "evidence": [credential_outline(credential) for credential in line.evidence],
        "low": _written(finding.low if finding else None),
        "high": _written(finding.high if finding else None),
        "not-before": _written(finding.not_before if finding else None),
        "actor": line.note.actor,
        "rule": line.opportunity.id,
        "version": line.version_id,
        "in-force": str(line.part.version.in_force),
        "sources": [source_outline(source, voice) for source in line.sources],
    }


def kind_of(leaf: Leaf) -> str:
    """The kind of a leaf in one word."""
    return type(leaf).__name__.lower()


def _written(value: object) -> str | None:
    return None if value is None else str(value)


def credential_outline(credential: Credential) -> Plain:
    """A credential as evidence: `type`, `on`, `until`, `issuer`, `assurance`."""
    return {
        "type": credential.type,
        "on": _written(credential.on),
        "until": _written(credential.until),
        "issuer": credential.issuer,
        "assurance": credential.assurance.label,
    }


def source_outline(source: Source, voice: Voice) -> Plain:
    """A source: `url`, `title`, `locator`, `tier`, `read` date, `confidence` A to D, `text`."""
    return {
        "url": source.url,
        "title": source.title,
        "locator": source.locator,
        "tier": source.tier,
        "read": source.read.isoformat(),
        "confidence": source.confidence,
        "text": citation(source, voice),
    }


def _dispute(dispute: Dispute, voice: Voice) -> Plain:
    return {
        "id": dispute.id,
        "subject-text": voice.text(dispute.subject),
        "outcome": dispute.outcome,
        "claims": [
            {
                "says-text": voice.text(claim.says),
                "chosen": claim.chosen,
                "why-text": voice.text(claim.why),
                "source": source_outline(claim.source, voice),
            }
            for claim in dispute.claims
        ],
    }


def ask_outline(ask: Ask, voice: Voice) -> Plain:
    """A question: `subject`, `name`, `attributes`, `text`, `decides`, `weight`, `opportunities`."""
    return {
        "subject": ask.subject,
        "name": ask.name,
        "attributes": list(ask.attributes),
        "text": question(ask, voice),
        "decides": ask.decides,
        "weight": float(ask.weight),
        "opportunities": list(ask.opportunities),
    }


def fix_outline(fix: Fix, voice: Voice) -> Plain:
    """A fix: `mends` (each with its `way`, `name`, `text`, `mends` ids, cost and days), `effort`.

    `provided-texts` must hold as well; `compared-by` money or steps; `proven` cheapest or not.
    """
    effort = fix.effort
    return {
        "mends": [_mend(mend, lines, voice) for mend, lines in fix.mends],
        "effort": {
            "low": str(effort.low),
            "high": str(effort.high),
            "unpriced": effort.unpriced,
            "shortest-days": effort.shortest.days,
            "longest-days": effort.longest.days,
            "untimed": effort.untimed,
            "steps": effort.steps,
        },
        "provided-texts": [requirement_of(line, voice) for line in fix.provided],
        "compared-by": fix.by,
        "proven": fix.proven,
    }


def _mend(mend: Mend, lines: tuple[Line, ...], voice: Voice) -> Plain:
    return {
        "way": mend.way,
        "name": mend.name,
        "text": mend_words(mend, lines, voice),
        "requirement-texts": [requirement_of(line, voice) for line in lines],
        "low": str(mend.low) if mend.is_priced else None,
        "high": str(mend.high) if mend.is_priced else None,
        "days": list(mend.days) if mend.days else None,
    }
