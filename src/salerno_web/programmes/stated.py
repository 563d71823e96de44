"""Statements in words, each with the source that states it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any as Anything

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from salerno.programmes.programmes import (
    Aid,
    Count,
    Intake,
    Length,
    Partner,
    Practice,
    Price,
    Programme,
    Recognition,
    Speech,
)
from salerno.programmes.statements import Statement
from salerno.rules import Voice
from salerno.rules.outlines import Plain, source_outline
from salerno_web.atlas.words import country_name
from salerno_web.programmes.words import (
    ACCEPTANCES,
    ANSWERS,
    GROUPS,
    KINDS,
    PERIODS,
    PHASES,
    STATUSES,
    language_names,
    word,
)

SECTIONS = (
    "status", "acceptance", "length", "speech", "practice", "entrance", "intakes", "prices", "aid",
    "partners", "recognition", "counts",
)  # fmt: skip


def told(stated: Statement[Anything], section: str, voice: Voice) -> Plain:
    """A statement: what it says, since when it is no longer true, and where it stands."""
    return in_words(stated, _WORDS[section](stated.value, voice), voice)


def in_words(stated: Statement[object], words: str, voice: Voice) -> Plain:
    """A statement whose value is told in these words."""
    return {
        "text": words,
        "says": voice.text(stated.says),
        "cycle": stated.cycle,
        "over": stated.over,
        "source": source_outline(stated.source, voice),
    }


def all_told(own: Programme, section: str, voice: Voice) -> list[Plain]:
    """The statements of a section, those that are over last."""
    found: Iterable[Statement[Anything]] = getattr(own, section)
    return [told(s, section, voice) for s in sorted(found, key=lambda stated: stated.over)]


def years(low: Decimal, high: Decimal, voice: Voice) -> str:
    """From so many years to so many."""
    words = ngettext("%(n)s year", "%(n)s years", int(high)) % {"n": voice.number(high)}
    return words if low == high else f"{voice.number(low)}–{words}"


def joined(*parts: str) -> str:
    """The parts that say something, on one line."""
    return " · ".join(part for part in parts if part)


def _length(own: Length, voice: Voice) -> str:
    return joined(years(own.shortest, own.longest, voice), own.track)


def _speech(own: Speech, voice: Voice) -> str:
    level = _("level %(level)s") % {"level": own.level} if own.level else ""
    due = _("due: %(when)s") % {"when": own.due} if own.due else ""
    month = ngettext("%(n)s month", "%(n)s months", own.months) % {"n": own.months}
    said = joined(language_names(own.languages, voice), level, due, month if own.months else "")
    return f"{word(PHASES, own.phase)}: {said or _('not found')}"


def _practice(own: Practice, voice: Voice) -> str:
    year = _("year %(n)s") % {"n": voice.number(own.year)} if own.year else ""
    amount = "" if own.amount is None else f"{voice.number(own.amount)} {own.unit}".strip()
    said = joined(year, amount)
    return f"{word(KINDS, own.kind)}: {said}" if said else word(KINDS, own.kind)


def _partner(own: Partner, voice: Voice) -> str:
    place = country_name(own.country, voice) if own.country else ""
    return joined(word(KINDS, own.kind), own.name, place)


def _price(own: Price, voice: Voice) -> str:
    span = f"{own.first}–{own.last or '…'}" if own.first != own.last else str(own.first)
    signs = (
        (own.held, _("to be shown, not spent")),
        (own.option, _("only for who chooses it")),
        (own.refundable, _("refundable")),
        (own.about, _("an estimate")),
    )
    return joined(
        f"{word(KINDS, own.kind)}: {voice.money_range(own.amount)} {PERIODS[own.per]}",
        "" if own.group == "all" else word(GROUPS, own.group),
        _("year %(n)s") % {"n": span} if own.first else "",
        own.cohort,
        *(str(words) for is_so, words in signs if is_so),
    )


def _aid(own: Aid, _voice: Voice) -> str:
    return f"{word(KINDS, own.kind)}: {word(ANSWERS, own.offered)}"


def _recognition(own: Recognition, _voice: Voice) -> str:
    span = "–".join((own.since, own.until)) if own.since or own.until else ""
    return joined(own.authority, word(KINDS, own.status), span)


def counted(own: Count, voice: Voice) -> str:
    """Who was counted, how many they are, and of whom."""
    of = _("of %(what)s") % {"what": own.of} if own.of else ""
    group = "" if own.group == "all" else word(GROUPS, own.group)
    number = (
        share_words(own.low, own.high, voice)
        if own.unit == "share"
        else _between(own.low, own.high, voice)
    )
    return f"{joined(word(KINDS, own.what), group)}: {joined(number, of)}"


def share_words(low: Decimal | None, high: Decimal | None, voice: Voice) -> str:
    """A share from so much to so much, in hundredths; an open end is told as one."""
    least, most = (None if end is None else round(end * 100, 1) for end in (low, high))
    return f"{_between(least, most, voice)} %"


def _between(low: Decimal | None, high: Decimal | None, voice: Voice) -> str:
    least, most = ("" if end is None else voice.number(end) for end in (low, high))
    if least and most:
        return least if least == most else f"{least}–{most}"
    return f"≥ {least}" if least else f"≤ {most}"


def _intake(own: Intake, _voice: Voice) -> str:
    words = _("Begins: %(when)s") if own.kind == "begins" else _("Apply by: %(when)s")
    return words % {"when": own.when}


_WORDS: Mapping[str, Callable[[Anything, Voice], str]] = MappingProxyType(
    {
        "status": lambda own, _voice: word(STATUSES, own),
        "acceptance": lambda own, _voice: word(ACCEPTANCES, own),
        "length": _length,
        "practice": _practice,
        "partners": _partner,
        "entrance": lambda own, _voice: str(own),
        "prices": _price,
        "aid": _aid,
        "recognition": _recognition,
        "counts": counted,
        "intakes": _intake,
        **dict.fromkeys(("speech", *PHASES), _speech),
    }
)
