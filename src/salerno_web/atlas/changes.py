"""What changes in the atlas, and what it is not sure of."""

from __future__ import annotations

from collections import Counter
from datetime import date

from salerno.atlas.turns import Turn, awaited, turns_of
from salerno.routes.wording.words import title_of
from salerno.rules import Voice
from salerno.rules.opportunities import Opportunity
from salerno.rules.outlines import Plain, source_outline
from salerno_web.atlas.particulars import dispute_words
from salerno_web.atlas.queries import facts
from salerno_web.atlas.rules import sources_used
from salerno_web.atlas.words import country_name, status_name


def changes_page(voice: Voice, *, since: date, until: date, today: date) -> Plain:
    """The days on which rules begin and end, what waits, and on which days was read; no SQL."""
    turns = turns_of(facts(), since=since, until=until)
    read = Counter(source.read for source in sources_used())
    return {
        "past": [_turn(turn, voice) for turn in reversed(turns) if turn.day <= today],
        "coming": [_turn(turn, voice) for turn in turns if turn.day > today],
        "awaited": [
            {
                **_named(own, voice),
                "status": status_name(version.status),
                "period": voice.period(version.in_force),
                "source": source_outline(version.sources[0], voice),
            }
            for own, version in awaited(facts())
        ],
        "read": sorted(read.items(), reverse=True)[:20],
        "since": since,
        "until": until,
    }


def _named(own: Opportunity, voice: Voice) -> Plain:
    return {
        "id": own.id,
        "title": title_of(own, voice),
        "place": country_name(own.country, voice),
    }


def _turn(turn: Turn, voice: Voice) -> Plain:
    return {
        **_named(turn.opportunity, voice),
        "day": turn.day,
        "side": turn.side,
        "status": status_name(turn.version.status),
        "source": source_outline(turn.version.sources[0], voice),
    }


def disputes_page(voice: Voice) -> list[Plain]:
    """Everything that sources contradict each other on, by opportunity; no SQL."""
    return [
        {**_named(own, voice), "disputes": [dispute_words(one, voice) for one in own.disputes]}
        for own in facts().opportunities.values()
        if own.disputes
    ]
