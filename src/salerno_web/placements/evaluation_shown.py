"""An evaluation as those may see it who have part in the placement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from salerno.placements.evaluations import QUESTIONS
from salerno.placements.states import Who
from salerno.rules import Voice
from salerno_web.placements.evaluation_queries import CLOSED, answers_of, opens_on, site_summary
from salerno_web.placements.evaluation_words import AGREED, ENTRUSTED, SITE_SAFETY
from salerno_web.placements.evaluation_words import QUESTIONS as WORDS
from salerno_web.placements.models import Evaluation, Placement
from salerno_web.ui.calendar import today


@dataclass(frozen=True, slots=True)
class Shown:
    """An evaluation, whether what it says may be seen, and whether whoever looks files it.

    `day_is_open`: whether they may see on which day it was filed.
    """

    row: Evaluation
    is_open: bool = False
    is_ours: bool = False
    day_is_open: bool = True

    @property
    def lines(self) -> Iterator[tuple[str, str]]:
        """Each question with its mark, in words."""
        side, said = self.row.side, answers_of(self.row)
        scale = ENTRUSTED if side == "host" else AGREED
        for name in QUESTIONS[side]:  # type: ignore[index]  # the choices of the field
            mark = said.marks.get(name)
            yield _label(side, name), str(scale["unseen" if mark is None else str(mark)])

    @property
    def opens(self) -> date | None:
        """The first day on which it can be filed; None where that is over."""
        return opens_on(self.row)

    @property
    def is_early(self) -> bool:
        """Whether it cannot be filed yet."""
        return self.opens is not None and today() < self.opens

    @property
    def words(self) -> str:
        """What was said besides."""
        return answers_of(self.row).words


def shown_to(row: Evaluation, part: Who) -> Shown:
    """What somebody sees of an evaluation.

    What a trainee says of a site its host sees only as a summary of five; what the host says of a
    trainee, all see who have part. The day on which a trainee filed it is not shown to the host
    either: a summary that changes on that day would tell who wrote what.
    """
    theirs = row.side == "host" or part == "trainee"
    is_ours = row.side == part and row.filed_at is None and row.placement.state not in CLOSED
    return Shown(row, row.filed_at is not None and theirs, is_ours, theirs)


@dataclass(frozen=True, slots=True)
class Site:
    """What trainees said of a rotation: how many, the means in words, what may be published."""

    count: int
    means: tuple[tuple[str, str], ...]
    words: tuple[str, ...]


def site_of(rotation: str, speaker: Voice) -> Site | None:
    """What is published of a rotation, none before five have said how it was; 1 statement."""
    found = site_summary(rotation)
    if found is None:
        return None
    means = ((_label("trainee", name), mean) for name, mean in found.means.items())
    shown = tuple((label, speaker.number(Decimal(str(mean)))) for label, mean in means)
    return Site(found.count, shown, found.words)


def _label(side: str, question: str) -> str:
    asked = SITE_SAFETY if (side, question) == ("trainee", "safety") else WORDS[question]
    return str(asked)


def evaluation_named(name: UUID, row: Placement) -> Shown | None:
    """An evaluation of a placement, if it is one of it; 1 statement."""
    found = Evaluation.objects.filter(pk=name, placement=row).first()
    if found is None:
        return None
    found.placement = row
    return Shown(found)
