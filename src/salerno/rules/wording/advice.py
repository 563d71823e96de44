"""What to ask and what to mend, in words."""

from __future__ import annotations

from collections.abc import Iterator

from salerno.money import Purse
from salerno.periods import Span
from salerno.rules.asks import Ask
from salerno.rules.explanations import Line
from salerno.rules.fixes import Effort, Fix
from salerno.rules.mending import Mend
from salerno.rules.wording.conditions import anchor, cohort_name, plain_name
from salerno.rules.wording.reports import requirement_of
from salerno.rules.wording.voices import Voice


def question(ask: Ask, voice: Voice) -> str:
    """The question itself."""
    said = voice.text(ask.text)
    match ask.subject:
        case "fact":
            return said or voice.tell("ask fact", what=voice.fact_name(ask.name))
        case "credential":
            return said or voice.tell("ask credential", what=voice.type_name(ask.name))
        case "judgement":
            return voice.tell("ask judgement", what=f"{_bare(said or plain_name(ask.name))}.")
        case "date":
            return _date_question(ask.name, voice)
        case "attribute":
            names = [voice.attribute_name(name, (ask.name,)) for name in ask.attributes]
            what = voice.type_name(ask.name)
            return voice.tell("ask attribute", what=what, attributes=voice.every(names))
        case _:
            return voice.tell(f"ask {ask.subject}", what=voice.type_name(ask.name))


def _date_question(name: str, voice: Voice) -> str:
    if voice.knows(f"anchor {name}"):
        return voice.tell("ask date", what=anchor(name, voice))
    return voice.tell("ask cohort", what=cohort_name(name, voice))


def _bare(words: str) -> str:
    return words.removesuffix(".")


def ask_words(ask: Ask, voice: Voice) -> str:
    """The question, and how many opportunities it can settle."""
    return voice.tell("ask-decides", text=question(ask, voice), count=ask.decides)


def mend_words(mend: Mend, lines: tuple[Line, ...], voice: Voice) -> str:
    """One thing to do."""
    what = voice.every(_bare(requirement_of(line, voice)) for line in lines)
    if mend.way == "take":
        if mend.opportunity is None:
            return voice.tell("mend take-beyond", what=mend.name)
        title = voice.text(mend.opportunity.title)
        return voice.tell("mend take", what=title or plain_name(mend.name))
    if mend.way == "wait":
        waits = [line.finding.not_before for line in lines if line.finding]
        return voice.tell("mend wait", day=voice.day(max(day for day in waits if day)))
    return voice.tell(f"mend {mend.way}", what=what)


def fix_words(fix: Fix, voice: Voice) -> str:
    """Everything to do, what it takes, and what it hangs on."""
    return "\n".join(_fix_lines(fix, voice))


def _fix_lines(fix: Fix, voice: Voice) -> Iterator[str]:
    for mend, lines in fix.mends:
        yield "- " + mend_words(mend, lines, voice)
    yield from effort_words(fix, voice)


def effort_words(fix: Fix, voice: Voice) -> Iterator[str]:
    """What a fix takes in all, what it hangs on, and how it was compared; not what to do."""
    if not fix.mends:
        yield voice.tell("fix-nothing")
    else:
        yield from _effort(fix.effort, voice)
    yield from _provided([requirement_of(line, voice) for line in fix.provided], voice)
    if fix.by == "steps":
        yield voice.tell("fix-by-steps")
    if not fix.proven:
        yield voice.tell("fix-unproven")


def _provided(supposed: list[str], voice: Voice) -> Iterator[str]:
    if len(supposed) == 1:
        yield voice.tell("fix-provided", what=supposed[0])
        return
    if supposed:
        yield voice.tell("fix-provided-all")
    yield from (f"- {what}" for what in supposed)


def _effort(effort: Effort, voice: Voice) -> Iterator[str]:
    yield voice.tell("fix-steps", count=effort.steps)
    cost = _between(_sum(effort.low, voice), _sum(effort.high, voice), voice)
    yield _known(voice, "cost", cost, unknown=effort.unpriced, is_any=not effort.high.is_empty)
    time = _between(_span(effort.shortest, voice), _span(effort.longest, voice), voice)
    yield _known(voice, "time", time, unknown=effort.untimed, is_any=effort.longest != Span())


def _known(voice: Voice, what: str, amount: str, *, unknown: int, is_any: bool) -> str:
    """What is known of a cost or a time, and of how many steps it is not."""
    if not unknown:
        return voice.tell(f"fix-{what}", amount=amount)
    if not is_any:
        return voice.tell(f"fix-{what}-open", count=unknown)
    return voice.tell(f"fix-{what}-unknown", count=unknown, amount=amount)


def _between(low: str, high: str, voice: Voice) -> str:
    return low if low == high else voice.tell("between", low=low, high=high)


def _sum(purse: Purse, voice: Voice) -> str:
    return voice.tell("nothing-due") if purse.is_empty else voice.purse(purse)


def _span(span: Span, voice: Voice) -> str:
    return voice.tell("no-time") if span == Span() else voice.span(span)
