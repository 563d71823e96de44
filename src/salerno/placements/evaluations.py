"""Evaluations: what is asked of whom and when, how answers are read, what is published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from statistics import fmean
from types import MappingProxyType
from typing import Literal

from salerno.errors import InputError, Problems
from salerno.periods import Period
from salerno.placements.windows import bounds

Side = Literal["host", "trainee"]
SIDES: tuple[Side, ...] = ("host", "trainee")
Stage = Literal["middle", "final"]

SCALE = (1, 2, 3, 4, 5)
"""Of competences: watches, acts under direct supervision, under indirect supervision, alone, and
supervises others. Of a site: from not at all to entirely."""
UNSEEN = "unseen"

COMPETENCES = (
    "history", "examination", "reasoning", "procedures", "records", "handover", "communication",
    "teamwork", "safety", "professionalism",
)  # fmt: skip
"""What a host says of a trainee, on the scale of entrustment."""
SITE = ("welcome", "teaching", "supervision", "patients", "workload", "safety", "as-described")
"""What a trainee says of a site."""
QUESTIONS: Mapping[Side, tuple[str, ...]] = MappingProxyType({"host": COMPETENCES, "trainee": SITE})

MIDDLE_FROM = 28
"""Stays of so many days and more have an evaluation at their middle."""
FINAL_WITHIN = 7
"""The final evaluation is due so many days after the last day."""
OPENS: Mapping[Stage, int] = MappingProxyType({"middle": 7, "final": 14})
"""An evaluation can be filed from so many days before it is due; the final one in its last week."""
REMINDERS = (3, 7)
"""So many days after an evaluation was due whoever owes it is reminded."""
LEAST = 5
"""What is said of a site is published from so many evaluations on, and so many more at a time."""
LONGEST = 5_000
"""So many letters the words of an evaluation have at most."""


@dataclass(frozen=True, slots=True)
class Planned:
    """An evaluation that a stay needs, and the day by which it is due."""

    side: Side
    stage: Stage
    due: date


def planned(stay: Period) -> tuple[Planned, ...]:
    """The evaluations of a stay, the earliest first: midway by the host, at the end by both."""
    first, end = bounds(stay)
    days = (end - first).days
    final = end + timedelta(days=FINAL_WITHIN - 1)
    middle = (Planned("host", "middle", first + timedelta(days=days // 2)),)
    return (
        *(middle if days >= MIDDLE_FROM else ()),
        *(Planned(side, "final", final) for side in SIDES),
    )


def opens(due: date, *, stage: Stage) -> date:
    """The first day on which an evaluation can be filed: nobody judges what has hardly begun."""
    return due - timedelta(days=OPENS[stage])


def reminders_due(due: date, *, today: date) -> int:
    """How many reminders whoever owes an evaluation should have had by today."""
    return sum(today >= due + timedelta(days=days) for days in REMINDERS)


@dataclass(frozen=True, slots=True)
class Answers:
    """What somebody said: a mark for each question, None for what they have not seen.

    `words` may be published without a name where `is_public`.
    """

    marks: Mapping[str, int | None] = field(default_factory=lambda: MappingProxyType({}))
    words: str = ""
    is_public: bool = False


def read_answers(told: Mapping[str, object], *, side: Side) -> Answers:
    """The answers of a form: a mark from 1 to 5, or "unseen", for every question of the side.

    Raises Problems with everything that is missing or is no mark.
    """
    marks: dict[str, int | None] = {}
    problems: list[InputError] = []
    for name in QUESTIONS[side]:
        try:
            marks[name] = _mark(told.get(name, ""), name)
        except InputError as error:
            problems.append(error)
    words = str(told.get("words", "")).strip()
    if len(words) > LONGEST:
        problems.append(
            InputError("the words are too long", fix=f"write {LONGEST} letters at most")
        )
    if problems:
        raise Problems(problems)
    return Answers(MappingProxyType(marks), words, told.get("public") in ("yes", True))


def _mark(value: object, name: str) -> int | None:
    written = str(value).strip()
    if written == UNSEEN:
        return None
    if written not in map(str, SCALE):
        what = (
            f"'{name}' has no mark" if not written else f"'{written[:20]}' is no mark of '{name}'"
        )
        raise InputError(what, fix=f"give one from {SCALE[0]} to {SCALE[-1]}, or '{UNSEEN}'")
    return int(written)


@dataclass(frozen=True, slots=True)
class Summary:
    """What trainees said of a site: how many, the mean of each question, words to be published.

    A question that fewer than the least number answered has no mean.
    """

    count: int
    means: Mapping[str, float]
    words: tuple[str, ...]


def summary(answers: Iterable[Answers]) -> Summary | None:
    """What is published of a site, of its answers in the order in which they were filed.

    Nothing before five trainees have written of it, and then five by five: else whoever looks
    before and after somebody has written could tell what they wrote. For the same reason the words
    stand in the order of the alphabet.
    """
    kept = tuple(answers)
    kept = kept[: len(kept) // LEAST * LEAST]
    if not kept:
        return None
    marks = {name: _marks(kept, name) for name in SITE}
    means = {name: round(fmean(own), 1) for name, own in marks.items() if len(own) >= LEAST}
    words = sorted(one.words for one in kept if one.is_public and one.words)
    return Summary(len(kept), MappingProxyType(means), tuple(words))


def _marks(answers: Sequence[Answers], name: str) -> list[int]:
    found = (one.marks.get(name) for one in answers)
    return [mark for mark in found if mark is not None]
