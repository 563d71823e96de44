"""How one is taught: the languages phase by phase, and the clinical practice."""

from __future__ import annotations

from collections.abc import Iterator

from salerno.formats.cells import Cell, Row
from salerno.formats.shortlists.shortlist import (
    CITED,
    LEAD,
    Case,
    Shortlist,
    cited,
    no_use,
    number_or,
    uncited,
    unknown,
)
from salerno.programmes.answers import Answered, spoken_in, taught_in
from salerno.programmes.programmes import PHASES, Phase, Practice, Programme, Speech
from salerno.programmes.statements import Statement
from salerno.programmes.wording.words import language_words, name_of, tell
from salerno.rules.wording.voices import Voice

LANGUAGE = (
    *LEAD, "english", "rests", "phase", "languages", "level", "due", "months", *CITED,
)  # fmt: skip
PRACTICE = (*LEAD, "kind", "year", "amount", "unit", *CITED)


def language_rows(cases: tuple[Case, ...], _own: Shortlist, voice: Voice) -> Iterator[Row]:
    """Each phase with its languages; beside each, whether English is enough, and why."""
    for case in cases:
        found = taught_in(case.programme, "en")
        answer = tell(voice, f"answer {found.answer}")
        for phase in PHASES:
            for stated in case.programme.speech:
                if stated.value.phase == phase:
                    rests = _rests(stated, found, voice)
                    yield (*case.lead, answer, rests, *_speech(stated, voice))
            if not _is_told(case.programme, phase):
                name = tell(voice, f"phase {phase}")
                blank = (unknown(voice),) * 3
                months = unknown(voice) if phase == "preparation" else no_use(voice)
                yield (*case.lead, answer, "", name, *blank, months, *uncited(voice))


def _is_told(own: Programme, phase: Phase) -> bool:
    """Whether anything is known of a phase; that nobody spoke of the whole course is no gap."""
    stated = any(one.value.phase == phase for one in own.speech)
    return phase == "whole" or stated or spoken_in(own, phase) is not None


def _rests(stated: Statement[Speech], found: Answered, voice: Voice) -> str:
    if stated in found.because:
        return tell(voice, "because")
    return tell(voice, "but") if stated in found.but else ""


def _speech(stated: Statement[Speech], voice: Voice) -> Row:
    own = stated.value
    is_offered = own.phase == "preparation"
    return (
        tell(voice, f"phase {own.phase}"),
        language_words(own.languages, voice) or unknown(voice),
        own.level or unknown(voice),
        own.due or (unknown(voice) if own.level else no_use(voice)),
        (own.months or unknown(voice)) if is_offered else no_use(voice),
        *cited(stated, voice),
    )


def practice_rows(cases: tuple[Case, ...], _own: Shortlist, voice: Voice) -> Iterator[Row]:
    """Every stretch of practice; a programme of which none is told says so."""
    for case in cases:
        for stated in case.programme.practice:
            yield (*case.lead, *_practice(stated.value, voice), *cited(stated, voice))
        if not case.programme.practice:
            blank = (unknown(voice),) * 3
            yield (*case.lead, tell(voice, "kind start"), *blank, *uncited(voice))


def _practice(own: Practice, voice: Voice) -> Row:
    """When and how long; of where it is, neither is asked, and of when it begins no length."""
    is_where, is_start = own.kind == "place", own.kind == "start"
    year: Cell = own.year or (no_use(voice) if is_where else unknown(voice))
    blank = no_use(voice) if is_where or is_start else unknown(voice)
    unit = own.unit or ("" if own.amount is not None else blank)
    return (name_of(voice, "kind", own.kind), year, number_or(own.amount, blank), unit)
