"""Where a statement comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Tier = Literal["law", "official", "provider", "secondary"]
Confidence = Literal["A", "B", "C", "D"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact was read, when, how official it is and how sure we are of it.

    `dated` is the date that the source bears, in its own words; empty when it bears none. `facts`
    are the ids of the research facts restated from it.
    """

    url: str
    read: date
    tier: Tier
    confidence: Confidence
    title: str = ""
    locator: str = ""
    dated: str = ""
    facts: tuple[str, ...] = ()
