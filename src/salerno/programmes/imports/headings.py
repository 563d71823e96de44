"""What a heading says beside the name of its column: a currency, a scale, how often."""

from __future__ import annotations

import re
from dataclasses import dataclass

from salerno.programmes.amounts import SIGNS
from salerno.programmes.matching import folded
from salerno.programmes.programmes import Period

_SCALE = re.compile(r"\b(lakhs?|lac|crore|thousand|million)\b", re.I)
_CODE = re.compile(r"(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])")
_PERIODS: tuple[tuple[str, Period], ...] = (
    (r"\b(per|a) (academic )?year\b|\bannual|\byearly|\bp a\b|\bper annum\b|\bpro jahr\b"
     r"|\bpar an\b|\bal ano\b|\bв год\b", "year"),
    (r"\bsemester|\bsemestre", "semester"),
    (r"\btrimester|\btrimestre", "trimester"),
    (r"\bper term\b|\ba term\b", "term"),
    (r"\bmonth|\bpro monat\b|\bpar mois\b|\bal mes\b", "month"),
    (r"\bonce\b|\bone off\b|\bone time\b", "once"),
    (r"\b(whole|entire|full|total) (course|degree|programme|program)\b", "course"),
)  # fmt: skip
_ASIDE = re.compile(r"[(\[][^)\]]*[)\]]|\*+")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading in folded words, without what stands in brackets, and what it says of amounts."""

    words: str
    currency: str = ""
    scale: str = ""
    per: Period | None = None


def heading_of(written: str, *, codes: frozenset[str]) -> Heading:
    """What a heading says; of several currencies none is meant."""
    named = {code for code in _CODE.findall(written) if code in codes}
    named |= {code for sign, code in SIGNS.items() if sign in written}
    scale = _SCALE.search(written)
    whole = folded(written)
    return Heading(
        folded(_ASIDE.sub(" ", written)) or whole,
        named.pop() if len(named) == 1 else "",
        scale[0].lower() if scale else "",
        next((per for pattern, per in _PERIODS if re.search(pattern, whole)), None),
    )
