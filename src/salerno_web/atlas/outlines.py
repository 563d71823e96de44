"""The atlas as plain dictionaries for other software.

As in `salerno.rules.outlines`: keys are stable, dates are ISO 8601, amounts are texts such as
"160 USD", what is not known is null, and a key that ends in "text" is in the language asked for.
"""

from __future__ import annotations

from typing import Any as Anything

from salerno.routes.wording.words import title_of
from salerno.rules import Voice
from salerno.rules.canonical import version_id
from salerno.rules.exceptions import effective
from salerno.rules.fees import Fee
from salerno.rules.grants import Grant
from salerno.rules.opportunities import Opportunity, RuleVersion
from salerno.rules.outlines import Plain, source_outline
from salerno.rules.wording.leaves import requirement_words
from salerno_web.atlas.countries import jurisdictions
from salerno_web.atlas.particulars import particulars
from salerno_web.atlas.rules import sources_of
from salerno_web.ui.calendar import today

TOLD = ("days", "chances", "duties", "waits", "values")
"""What is told beside a rule as statements, each a text with its source."""


def jurisdiction_outlines(voice: Voice) -> list[Plain]:
    """Every jurisdiction: `code` (null for what belongs to no one country), `name-text`, counts."""
    return [
        {
            "code": row["code"] or None,
            "name-text": row["name"],
            "opportunities": row["opportunities"],
            "authorities": row["authorities"],
            "disputes": row["disputes"],
            "oldest-read": row["read"].isoformat(),
        }
        for row in jurisdictions(voice)
    ]


def opportunity_brief(own: Opportunity, voice: Voice) -> Plain:
    """An opportunity in a list: `id`, `kind`, `country`, `region`, `authority`, `title-text`."""
    return {
        "id": own.id,
        "kind": own.kind,
        "country": own.country or None,
        "region": own.region or None,
        "authority": own.authority or None,
        "title-text": title_of(own, voice),
    }


def opportunity_outline(own: Opportunity, voice: Voice) -> Plain:
    """A rule for nobody in particular, with everything beside it. No SQL.

    The keys of `opportunity_brief`, then `versions`, `fees`, `grants`, `attempts` (a number,
    "unlimited" or null), `irreversible-text`, `disputes`, `sources`, `aliases`, `supersedes`, and
    statements with their sources: `days`, `chances`, `duties`, `waits`, `values`.
    """
    told = particulars(own, voice, today=today())
    return {
        **opportunity_brief(own, voice),
        "versions": [_version(version, voice) for version in own.versions],
        "fees": [_fee(fee, voice) for fee in own.fees],
        "grants": [_grant(grant, voice) for grant in own.grants],
        "attempts": None if own.attempts == "unknown" else own.attempts,
        "irreversible-text": told["irreversible"] or None,
        **{name: [_statement(one) for one in told[name]] for name in TOLD},
        "disputes": [_dispute(one) for one in told["disputes"]],
        "aliases": [name for name, _ in own.aliases],
        "supersedes": list(own.supersedes),
        "sources": [source_outline(source, voice) for source in sources_of(own)],
    }


def _statement(one: dict[str, Anything]) -> Plain:
    return {"text": one["text"], "source": one["source"]}


def _version(version: RuleVersion, voice: Voice) -> Plain:
    return {
        "version": version_id(version),
        "in-force": str(version.in_force),
        "status": version.status,
        "requires-text": requirement_words(effective(version), voice),
        "sources": [source_outline(source, voice) for source in version.sources],
    }


def _fee(fee: Fee, voice: Voice) -> Plain:
    return {
        "purpose": fee.purpose,
        "amount": str(fee.amount) if fee.amount else None,
        "payer": fee.payer,
        "in-force": str(fee.in_force),
        "held": fee.held,
        "source": source_outline(fee.source, voice),
    }


def _grant(grant: Grant, voice: Voice) -> Plain:
    return {
        "type": grant.type,
        "title-text": voice.type_name(grant.type),
        "scope": [[name, value] for name, value in grant.scope],
        "lasts": None if grant.lasts is None else str(grant.lasts),
        "leads-to": grant.leads_to or None,
    }


def _dispute(one: dict[str, Anything]) -> Plain:
    return {
        "subject-text": one["subject"],
        "outcome": one["outcome"],
        "claims": [
            {
                "says-text": claim["text"],
                "chosen": claim["is_chosen"],
                "why-text": claim["why"],
                "source": claim["source"],
            }
            for claim in one["claims"]
        ],
    }
