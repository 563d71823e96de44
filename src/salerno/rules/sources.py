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

    `dated` is the date that the source bears, in its own words; empty when it bears none. `also`
    are further addresses that say the same. `facts` are the ids of the statements restated from it.
    `url` is empty only for an unofficial compilation that has no address.
    """

    url: str
    read: date
    tier: Tier
    confidence: Confidence
    title: str = ""
    locator: str = ""
    dated: str = ""
    also: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
