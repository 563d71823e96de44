"""What people ask of a programme, answered yes, no or unclear, never without a source."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from salerno.programmes.programmes import Aid, Offered, Phase, Programme, Speech
from salerno.programmes.statements import Statement, believed, is_disputed

Answer = Literal["yes", "no", "unclear"]

BEST: tuple[Offered, ...] = ("yes", "some", "no")
"""How much help is offered, the most first."""


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer, the statements it rests on, and those that limit it."""

    answer: Answer
    because: tuple[Statement[Speech], ...] = ()
    but: tuple[Statement[Speech], ...] = ()


def spoken_in(programme: Programme, phase: Phase) -> Statement[Speech] | None:
    """The language of a phase as it is believed; of the whole course where none is said of it."""
    own = [stated for stated in programme.speech if stated.value.phase == phase]
    whole = [stated for stated in programme.speech if stated.value.phase == "whole"]
    found = believed(stated for stated in own if stated.value.languages)
    if found is None and phase in ("preclinical", "clinical"):
        found = believed(stated for stated in whole if stated.value.languages)
    return found


def taught_in(programme: Programme, language: str, *, through: Phase = "clinical") -> Answered:
    """Whether one is taught in a language to the end of a phase.

    Yes: it is the only language of that phase and of those before it. No: it is none of the
    languages of one of them. Else it is unclear: nothing is said, there is a second language, or
    sources contradict each other. What another language is needed for with patients, and levels
    that fall due, are told beside it.
    """
    phases: tuple[Phase, ...] = ("preclinical", "clinical")
    told = [spoken_in(programme, own) for own in phases[: phases.index(through) + 1]]
    because = tuple(dict.fromkeys(stated for stated in told if stated is not None))
    but = tuple(_limits(programme, language))
    if any(language not in stated.value.languages for stated in because):
        return Answered("no", because, but)
    is_alone = all(stated.value.languages == (language,) for stated in because)
    if None in told or not is_alone or _contradicted(programme, through):
        return Answered("unclear", because, but)
    return Answered("yes", because, but)


def _limits(programme: Programme, language: str) -> list[Statement[Speech]]:
    return [
        stated
        for stated in programme.speech
        if not stated.over
        and stated.value.phase != "preparation"
        and (
            (stated.value.phase == "patients" and stated.value.languages != (language,))
            or (stated.value.level and stated.value.languages not in ((), (language,)))
        )
    ]


def _contradicted(programme: Programme, phase: Phase) -> bool:
    own = [s for s in programme.speech if s.value.phase == phase and s.value.languages]
    return is_disputed(own)


def helped_by(programme: Programme) -> Offered | None:
    """How far a school helps such applicants with the costs, by any of its means; None: not known.

    Federal loans are no help of the school's, and what is over is none.
    """
    told = {own.value.offered for own in programme.aid if _is_own_help(own)}
    return next((offered for offered in BEST if offered in told), None)


def _is_own_help(stated: Statement[Aid]) -> bool:
    return not stated.over and stated.value.kind != "federal"


def practice_from(programme: Programme) -> Decimal | None:
    """The year of study in which practice with patients begins, as it is believed; None: unknown.

    Early contact and simulation are other kinds, and do not count.
    """
    starts = [own for own in programme.practice if own.value.kind == "start" and own.value.year]
    told = believed(starts)
    return told.value.year if told else None
