"""What was submitted with a request: how each demand stood then, and what was shown."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any as Anything

from salerno.credentials.person import Credential, Person
from salerno.formats import plain_record
from salerno.placements.locations import Tree
from salerno.placements.passports import Paper, shared
from salerno.placements.rotations import Rotation, asked_by
from salerno.rules import Voice
from salerno.rules.requirements import Requirement
from salerno.rules.wording.leaves import requirement_words
from salerno.rules.wording.reports import held
from salerno.strict_yaml import Plain
from salerno_web.atlas.queries import facts, voice
from salerno_web.credentials.queries import person_of
from salerno_web.credentials.told import told_in
from salerno_web.placements.models import Placement


def submission_of(
    papers: Iterable[Paper], rotation: Rotation, *, now: datetime
) -> dict[str, Anything]:
    """What a host gets to see of a request, as values that a row can keep; no SQL.

    What is asked is kept in English as well, for a host may ask something else later.
    """
    kept, speaker = tuple(papers), voice("en")
    seen = shared(kept, yes_or_no=rotation.terms.yes_or_no)
    return {
        "at": now.isoformat(),
        "papers": [
            {
                "demand": one.demand,
                "words": _asked(paper, speaker),
                "met": one.is_met,
                "verified": one.is_verified,
                "credentials": _plain(one.files),
            }
            for paper, one in zip(kept, seen, strict=True)
        ],
    }


def _asked(paper: Paper, speaker: Voice) -> str:
    asks = paper.asked.demand.asks
    assert asks is not None  # what is waived is not asked
    return requirement_words(asks, speaker)


def _plain(credentials: Iterable[Credential]) -> Plain:
    known = facts().vocabulary
    return plain_record(Person("", credentials=tuple(credentials)), vocabulary=known)["credentials"]


def submitted_words(
    row: Placement, own: Rotation | None, tree: Tree, speaker: Voice
) -> dict[str, Anything] | None:
    """What was submitted, in words; None where nothing was yet. No SQL.

    A demand that is asked no longer is told as it was asked.
    """
    if not row.submitted:
        return None
    present = {one.demand.id: one.demand.asks for one in asked_by(own, tree)} if own else {}
    return {
        "at": datetime.fromisoformat(row.submitted["at"]),
        "papers": [
            {
                **one,
                "words": _words(one, present.get(one["demand"]), speaker),
                "shown": [held(c, speaker) for c in _credentials(one["credentials"])],
            }
            for one in row.submitted["papers"]
        ],
    }


def _words(one: dict[str, Anything], asks: Requirement | None, speaker: Voice) -> str:
    """What was asked, in the language of the page where the host still asks the same."""
    if asks is not None and requirement_words(asks, voice("en")) == one["words"]:
        return requirement_words(asks, speaker)
    return str(one["words"])


def _credentials(plain: Plain) -> tuple[Credential, ...]:
    return person_of(told_in({"credentials": plain})).credentials
