"""One tree of exceptions, each saying what is wrong, where, why, and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

LONGEST_WORD = 100  # comparing words takes quadratic time, and no name is longer


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a text; line and column count from 1, and 0 is unknown."""

    name: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return self.name
        if not self.column:
            return f"{self.name}:{self.line}"
        return f"{self.name}:{self.line}:{self.column}"


class SalernoError(Exception):
    """Something went wrong that a person can understand and mend."""

    def __init__(
        self, what: str, *, where: Place | None = None, why: str = "", fix: str = ""
    ) -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.why = why
        self.fix = fix

    def __str__(self) -> str:
        subject = ": ".join(part for part in (str(self.where or ""), self.what, self.why) if part)
        return "; ".join(part for part in (subject, self.fix) if part)


class InputError(SalernoError):
    """Something a person wrote cannot be read."""


class RuleError(InputError):
    """A rule does not follow the requirement language."""


class PersonError(InputError):
    """A person file cannot be read."""


class AtlasError(InputError):
    """A fact of the atlas is incomplete, contradictory or without a source."""


class UnknownName(SalernoError):
    """An identifier that was asked for does not exist."""


class NotExpressible(SalernoError):
    """A back-end cannot express a requirement."""


class Problems(InputError):
    """Several errors reported together, in the order they were found."""

    def __init__(self, problems: Sequence[SalernoError]) -> None:
        self.problems = tuple(problems)
        super().__init__(f"{len(self.problems)} problems")
        self.args = (self.problems,)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a phrase naming the known word nearest to `word`, or nothing; case is ignored."""
    if len(word) > LONGEST_WORD:
        return ""
    by_fold = {name.casefold(): name for name in sorted(known, reverse=True)}
    nearest = get_close_matches(word.casefold(), by_fold, n=1)
    return f"did you mean '{by_fold[nearest[0]]}'?" if nearest else ""
