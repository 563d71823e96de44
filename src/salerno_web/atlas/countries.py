"""The atlas by jurisdiction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache

from salerno.routes.wording.words import title_of
from salerno.rules import Voice
from salerno.rules.opportunities import Opportunity
from salerno.rules.outlines import Plain
from salerno_web.atlas.queries import digest, facts, voice
from salerno_web.atlas.rules import sources_of
from salerno_web.atlas.words import country_name, kind_name

NOWHERE = "int"  # the address of what belongs to no one country


def jurisdictions(speaker: Voice) -> tuple[Plain, ...]:
    """Every jurisdiction by name: its address, code, and how much is known of it; no SQL."""
    return _jurisdictions(speaker.language, digest())


@lru_cache(maxsize=16)
def _jurisdictions(language: str, atlas: str) -> tuple[Plain, ...]:
    speaker = voice(language)
    found = [_row(code, own, speaker) for code, own in by_country().items()]
    return tuple(sorted(found, key=lambda row: (row["code"] == "", row["name"])))


def _row(code: str, own: Iterable[Opportunity], speaker: Voice) -> Plain:
    known = [*own]
    return {
        "code": code,
        "slug": code.lower() or NOWHERE,
        "name": country_name(code, speaker),
        "opportunities": len(known),
        "authorities": len({one.authority for one in known if one.authority}),
        "disputes": sum(len(one.disputes) for one in known),
        "read": min(source.read for one in known for source in sources_of(one)),
    }


def by_country() -> Mapping[str, list[Opportunity]]:
    """The opportunities of every country, in the order of the atlas; no SQL."""
    found: dict[str, list[Opportunity]] = {}
    for own in facts().opportunities.values():
        found.setdefault(own.country, []).append(own)
    return found


def country_page(slug: str, speaker: Voice) -> Plain | None:
    """A jurisdiction: its authorities, and its opportunities by kind; None when unknown. No SQL."""
    code = "" if slug == NOWHERE else slug.upper()
    known = by_country().get(code)
    if known is None:
        return None
    national = [one for one in known if not one.region]
    regions = sorted({one.region for one in known if one.region})
    authorities = Counter(one.authority for one in known if one.authority)
    return {
        "code": code,
        "slug": slug,
        "name": country_name(code, speaker),
        "count": len(known),
        "authorities": sorted(authorities.items()),
        "kinds": by_kind(national, speaker),
        "regions": [
            {"name": name, "kinds": by_kind([o for o in known if o.region == name], speaker)}
            for name in regions
        ],
        "disputes": [
            {"id": one.id, "title": title_of(one, speaker), "count": len(one.disputes)}
            for one in known
            if one.disputes
        ],
    }


def by_kind(known: Iterable[Opportunity], speaker: Voice) -> list[Plain]:
    """Opportunities under the names of their kinds."""
    found: dict[str, list[Plain]] = {}
    for own in known:
        found.setdefault(kind_name(own.kind), []).append(brief(own, speaker))
    return [{"name": name, "rows": found[name]} for name in sorted(found)]


def brief(own: Opportunity, speaker: Voice) -> Plain:
    """An opportunity in a list of the atlas."""
    return {
        "id": own.id,
        "title": title_of(own, speaker),
        "authority": own.authority,
        "kind": kind_name(own.kind),
        "place": country_name(own.country, speaker),
        "region": own.region,
        "waits": [v.status for v in own.versions if v.status not in ("in-force", "enacted")],
    }
