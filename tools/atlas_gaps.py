"""What the atlas does not know of a jurisdiction, found by looking through its opportunities."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from salerno.nesting import inside
from salerno.routes.steps import CHANCES, UNCERTAIN
from salerno.rules.leaves import Judge
from salerno.rules.opportunities import Opportunity
from salerno.rules.sources import Source
from salerno.rules.wording.voices import Voice
from tools.opportunity_page import plain, sources_of

OLDEST = 2  # years
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
HELD_ON_DAYS = frozenset({"course", "examination", "language-test", "match"})
NO_STEPS = frozenset({"cpd", "priority", "waiver"})
WAITING = ("proposed", "stayed", "deferred")


def gaps(opportunities: Sequence[Opportunity], voice: Voice, *, today: date) -> list[str]:
    """The known gaps, one to a line; each names the opportunities or sources that it is about."""
    steps = [one for one in opportunities if one.kind not in NO_STEPS]
    found = [
        _named("No fee known", [o for o in steps if not is_priced(o)]),
        _named("No time known", [o for o in steps if not is_timed(o)]),
        _named("No sessions known", [o for o in opportunities if lacks_sessions(o)]),
        _named("How many get through is not counted", [o for o in opportunities if lacks_odds(o)]),
        _named("Rules that wait to come into force", [o for o in opportunities if is_awaited(o)]),
        *judgements(opportunities, voice),
        *weak(opportunities, today=today),
    ]
    return [line for line in found if line]


def _named(head: str, opportunities: Sequence[Opportunity]) -> str:
    names = ", ".join(f"`{opportunity.id}`" for opportunity in opportunities)
    return f"{head}: {names}" if names else ""


def is_priced(opportunity: Opportunity) -> bool:
    """Whether some amount of money is known."""
    return any(fee.amount is not None or fee.tiers for fee in opportunity.fees)


def is_timed(opportunity: Opportunity) -> bool:
    """Whether something is known of how long it takes."""
    known = (wait.shortest or wait.longest for wait in opportunity.waits)
    return opportunity.duration is not None or any(span is not None for span in known)


def lacks_sessions(opportunity: Opportunity) -> bool:
    """Whether it is held on certain days that are not known."""
    return opportunity.kind in HELD_ON_DAYS and not opportunity.sessions


def lacks_odds(opportunity: Opportunity) -> bool:
    """Whether a person may fail who is eligible, and nobody counted how many do."""
    counted = any(odds.what in CHANCES for odds in opportunity.odds)
    return opportunity.kind in UNCERTAIN and not counted


def is_awaited(opportunity: Opportunity) -> bool:
    """Whether a version of the rule is proposed, stayed or deferred."""
    return any(version.status in WAITING for version in opportunity.versions)


def judgements(opportunities: Sequence[Opportunity], voice: Voice) -> Iterator[str]:
    """What only people decide, each decision once with those who ask for it."""
    asking: dict[str, list[str]] = {}
    texts: dict[str, str] = {}
    for opportunity in opportunities:
        for judge in inside(opportunity.versions, Judge):
            asking.setdefault(judge.name, []).append(opportunity.id)
            texts.setdefault(judge.name, voice.text(judge.text) or judge.name)
    for name, ids in asking.items():
        names = ", ".join(f"`{own}`" for own in dict.fromkeys(ids))
        yield f"Only people decide: {plain(texts[name]).removesuffix('.')} ({names})"


def weak(opportunities: Sequence[Opportunity], *, today: date) -> Iterator[str]:
    """The sources that are old, bear no date, or of which we are less sure."""
    known = list(dict.fromkeys(s for o in opportunities for s in sources_of(o)))
    before = today.year - OLDEST
    yield _cited(f"Sources from before {before}", [s for s in known if 0 < newest(s) < before])
    yield _cited("Sources that bear no year", [s for s in known if not newest(s)])
    yield _cited("Sources of confidence C or D", [s for s in known if s.confidence in "CD"])


def newest(source: Source) -> int:
    """The latest year that the date of a source names; 0 when it names none."""
    return max(map(int, YEAR.findall(source.dated)), default=0)


def _cited(head: str, sources: Sequence[Source]) -> str:
    titles = dict.fromkeys(plain(source.title or source.url) for source in sources)
    return f"{head}: {'; '.join(titles)}" if titles else ""
