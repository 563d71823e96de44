"""Ids for what is taken in: short, plain, each used once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

LONGEST = 60


def slug_of(words: Sequence[str], number: int) -> str:
    """Words as a part of an id; the number of the row where no plain letter is left."""
    plain = re.sub(r"[^a-z0-9]+", "-", " ".join(words)).strip("-")[:LONGEST].strip("-")
    return plain or f"row-{number}"


@dataclass(slots=True)
class Names:
    """The ids that are taken."""

    taken: set[str]
    tried: dict[str, int] = field(default_factory=dict)

    def free(self, wanted: str) -> str:
        """The id that is wanted, with a number behind it where it is taken; it is taken now."""
        name = wanted
        while name in self.taken:
            self.tried[wanted] = self.tried.get(wanted, 1) + 1
            name = f"{wanted}-{self.tried[wanted]}"
        self.taken.add(name)
        return name
