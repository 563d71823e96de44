"""What fits and why not: a row for each programme with its note, and one for each reason."""

from __future__ import annotations

from collections.abc import Iterator

from salerno.formats.cells import Row
from salerno.formats.shortlists.notes import first_of
from salerno.formats.shortlists.shortlist import (
    LEAD,
    TRAIL,
    Case,
    Shortlist,
    told_or_unknown,
    traced,
    unknown,
)
from salerno.programmes.statements import believed
from salerno.programmes.wording.words import country_words, length_words, tell
from salerno.rules.chain import State
from salerno.rules.explanations import Standing
from salerno.rules.wording.reports import headline
from salerno.rules.wording.voices import Voice

FIT = (
    *LEAD, "country", "city", "degree", "entry", "length", "status", "acceptance", "verdict",
    "headline", "unmet", *TRAIL, "page", "note",
)  # fmt: skip
REASONS = (*LEAD, "verdict", "standing", "requirement", "details", *TRAIL)
_MISSING = (Standing.BARRED, Standing.DOUBTFUL, Standing.UNMET, Standing.OPEN)


def fit_rows(cases: tuple[Case, ...], own: Shortlist, voice: Voice) -> Iterator[Row]:
    """How each programme stands, what is missing, and the person's note."""
    for case in cases:
        one, stands = case.programme, case.explanation
        length, status = believed(one.length), believed(one.status)
        taken = believed(one.acceptance)
        missing = [reason for reason in case.reasons if reason.standing in _MISSING]
        shown = next(iter((*missing, *case.reasons)), None)
        yield (
            *case.lead,
            country_words(one.country, voice),
            one.city or unknown(voice),
            one.degree or unknown(voice),
            told_or_unknown("entry", one.entry, voice),
            length_words(length.value, voice) if length else unknown(voice),
            told_or_unknown("status", status.value if status else None, voice),
            told_or_unknown("acceptance", taken.value if taken else None, voice),
            verdict_words(case, voice),
            headline(stands, voice) if stands else tell(voice, "no-rule"),
            "\n".join(reason.words for reason in missing),
            *traced(shown.source if shown else None, voice),
            own.pages.get(one.id, ""),
            first_of(own.notes.get(one.id, "")),
        )


def reason_rows(cases: tuple[Case, ...], _own: Shortlist, voice: Voice) -> Iterator[Row]:
    """Every line that decides, with what it was judged on; a programme without a rule has one."""
    for case in cases:
        lead = (*case.lead, verdict_words(case, voice))
        for reason in case.reasons:
            yield (
                *lead,
                tell(voice, f"standing {reason.standing}"),
                reason.words,
                reason.details,
                *traced(reason.source, voice),
            )
        if not case.reasons:
            words = tell(voice, "no-rule") if case.explanation is None else ""
            yield (*lead, unknown(voice), words, "", *traced(None, voice))


def verdict_words(case: Case, voice: Voice) -> str:
    """The verdict in a word or two; without a rule it cannot be told."""
    state = case.explanation.state if case.explanation else State.CANNOT_TELL
    return tell(voice, f"verdict {state}")
