"""What people ask of a programme, answered yes, no or unclear, never without a source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from salerno.programmes.programmes import Phase, Programme, Speech
from salerno.programmes.statements import Statement, believed, is_disputed

Answer = Literal["yes", "no", "unclear"]


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
