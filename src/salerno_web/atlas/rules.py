"""A rule for nobody in particular, in plain language: its versions, sources and names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

from salerno.atlas import uses_of
from salerno.nesting import inside
from salerno.periods import Period, Span, add
from salerno.routes.wording.words import title_of
from salerno.rules import Voice
from salerno.rules.canonical import version_id
from salerno.rules.exceptions import effective
from salerno.rules.opportunities import Opportunity, RuleVersion
from salerno.rules.outlines import Plain, source_outline
from salerno.rules.sources import Source
from salerno.rules.wording.leaves import requirement_words
from salerno_web.atlas.particulars import particulars
from salerno_web.atlas.queries import digest, facts
from salerno_web.atlas.words import country_name, kind_name, status_name

STALE = Span(years=1)


def rule_page(own: Opportunity, voice: Voice, *, today: date) -> Plain:
    """Everything that the page of a rule tells; no SQL."""
    sources = sources_of(own)
    return {
        "id": own.id,
        "title": title_of(own, voice),
        "kind": kind_name(own.kind),
        "country": own.country,
        "place": country_name(own.country, voice),
        "region": own.region,
        "authority": own.authority,
        "versions": [version_words(version, voice, today=today) for version in own.versions],
        "sources": [dated(source, voice, today=today) for source in sources],
        "oldest": min(source.read for source in sources),
        "is_stale": any(is_stale(source, today=today) for source in sources),
        "aliases": [(name, _dates(period, voice)) for name, period in own.aliases],
        "supersedes": own.supersedes,
        "superseded_by": [o.id for o in facts().opportunities.values() if own.id in o.supersedes],
        "file": facts().paths.get(own.id, ""),
        **particulars(own, voice, today=today),
    }


def sources_of(own: Opportunity) -> tuple[Source, ...]:
    """The sources of an opportunity, each once, in the order in which they are used."""
    return tuple(dict.fromkeys(inside(own, Source)))


def is_stale(source: Source, *, today: date) -> bool:
    """Whether a source should be read again."""
    return add(source.read, STALE) < today


def dated(source: Source, voice: Voice, *, today: date) -> Plain:
    """A source as an outline, with the date that it bears and whether it should be read again."""
    return {
        **source_outline(source, voice),
        "dated": source.dated,
        "also": source.also,
        "is_stale": is_stale(source, today=today),
    }


def _dates(period: Period, voice: Voice) -> str:
    return "" if period == Period(None, None) else voice.period(period)


def version_words(version: RuleVersion, voice: Voice, *, today: date) -> Plain:
    """One version of a rule: when it holds, in which state it is, what it requires."""
    period = version.in_force
    return {
        "name": version_id(version),
        "status": version.status,
        "status_words": status_name(version.status),
        "period": voice.period(period),
        "is_now": period.contains(today) and version.status in ("in-force", "enacted"),
        "requires": nested(requirement_words(effective(version), voice).split("\n")),
        "exceptions": [voice.text(one.because) for one in version.exceptions],
        "sources": [source_outline(source, voice) for source in version.sources],
    }


def nested(rows: Iterable[str]) -> list[Plain]:
    """Rows indented by two blanks a level as a tree of texts."""
    top: list[Plain] = []
    levels = [top]
    for row in rows:
        depth = (len(row) - len(row.lstrip())) // 2
        node: Plain = {"text": row.strip(), "kids": []}
        del levels[depth + 1 :]
        levels[-1].append(node)
        levels.append(node["kids"])
    return top


def sources_used() -> Mapping[Source, tuple[str, ...]]:
    """Every source with the ids of what refers to it, those read longest ago first; no SQL."""
    return _sources_used(digest())


@lru_cache(maxsize=2)
def _sources_used(atlas: str) -> Mapping[Source, tuple[str, ...]]:
    owners: dict[Source, list[str]] = {}
    for use in uses_of(facts()):
        owners.setdefault(use.source, []).append(use.owner)
    oldest = sorted(owners, key=lambda source: (source.read, source.title, source.url))
    return {source: tuple(owners[source]) for source in oldest}
