"""What is said of a whole plan: what to expect, what stands in the way, what a what-if changes."""

from __future__ import annotations

from collections.abc import Iterator

from salerno.money import Money
from salerno.routes.chances import ASSUMPTIONS, TRIES, Prospect
from salerno.routes.routes import Plan, Route, by_id
from salerno.routes.steps import Outlook
from salerno.routes.tasks import Conflict
from salerno.routes.whatifs import Change, Difference
from salerno.routes.wording.words import (
    bond_words,
    days_words,
    percent,
    step_words,
    tell,
)
from salerno.rules.wording.voices import Voice


def best_words(route: Route, voice: Voice) -> str:
    """In what a route is the best of those found."""
    return ", ".join(tell(voice, f"best {name}") for name in route.best) or tell(voice, "best")


def share_words(shares: tuple[float, float], voice: Voice) -> str:
    """A share, or from one to another."""
    low, high = (percent(round(share, 2), voice) for share in shares)
    return low if low == high else tell(voice, "share-range", low=low, high=high)


def prospect_words(prospect: Prospect, voice: Voice) -> str:
    """What became of the imagined lives."""
    lives = voice.number(prospect.lives)
    reached, first = share_words(prospect.reached, voice), share_words(prospect.first, voice)
    words = [tell(voice, "prospect", lives=lives, reached=reached, first=first)]
    if prospect.in_time:
        words.append(tell(voice, "prospect-in-time", share=share_words(prospect.in_time, voice)))
    if prospect.days and prospect.days.half >= 1:
        half, ninth = (
            days_words((round(n), round(n)), voice)
            for n in (prospect.days.half, prospect.days.ninth)
        )
        words.append(tell(voice, "prospect-days", half=half, ninth=ninth))
    return " ".join(words)


def assumption_words(voice: Voice) -> str:
    """What the imagined lives stand on."""
    assumed = voice.every(tell(voice, f"assumed {name}", tries=str(TRIES)) for name in ASSUMPTIONS)
    return tell(voice, "assumptions", what=assumed)


def obstacle_words(plan: Plan, voice: Voice, *, outlook: Outlook) -> str:
    """Why there is no route, in one sentence; what it speaks of follows it."""
    if plan.least is not None:
        return tell(voice, "over-budget", least=voice.money(Money(plan.least, outlook.currency)))
    return tell(voice, "no-route" if plan.failed is None else "conflict")


def conflict_words(failed: Route, voice: Voice) -> Iterator[str]:
    """What cannot hold together: limits, sessions, and how far apart days must lie."""
    assert isinstance(failed.timeline, Conflict)
    steps, conflict = by_id(failed.steps), failed.timeline
    yield from (tell(voice, f"limit {name}") for name in conflict.limits)
    for name in conflict.sessions:
        yield tell(voice, "sessions-of", step=step_words(steps[name], voice))
    yield from (bond_words(bond, steps, voice) for bond in conflict.bonds)


def difference_words(difference: Difference, voice: Voice) -> str:
    """Whether a what-if opens or closes every route; empty where there are routes either way."""
    before, after = bool(difference.before.routes), bool(difference.after.routes)
    if before and not after:
        return tell(voice, "closes")
    if after and not before:
        return tell(voice, "opens")
    return "" if after else tell(voice, "same")


def change_words(change: Change, voice: Voice, *, outlook: Outlook) -> Iterator[str]:
    """What a what-if changes of one route: cost, time, and which steps."""
    days = change.days
    when = tell(voice, "same-time")
    if days:
        when = tell(voice, "later" if days > 0 else "earlier", count=abs(days))
    amount = f"{'+' if change.cost > 0 else ''}{voice.money(Money(change.cost, outlook.currency))}"
    yield tell(voice, "change-cost", amount=amount)
    yield tell(voice, "change-days", days=when)
    for name, steps in (("dropped", change.dropped), ("added", change.added)):
        if steps:
            listed = voice.every(step_words(step, voice) for step in steps)
            yield tell(voice, name, steps=listed)
