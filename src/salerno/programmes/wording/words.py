"""Programmes and what is stated of them, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any as Anything

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
from salerno.programmes.wording import ar, en, es, fr, ru
from salerno.rules.wording.conditions import plain_name
from salerno.rules.wording.voices import Message, Voice

TABLES: Mapping[str, Mapping[str, Message]] = {
    "en": en.MESSAGES,
    "es": es.MESSAGES,
    "fr": fr.MESSAGES,
    "ru": ru.MESSAGES,
    "ar": ar.MESSAGES,
}


def tell(voice: Voice, key: str, *, count: int | None = None, **words: str) -> str:
    """The message of that key in the language of the voice."""
    return voice.say(TABLES[voice.table_language][key], count=count, **words)


def name_of(voice: Voice, family: str, code: str) -> str:
    """What a code of a family is called, such as `kind` or `status`.

    One that has no word is told as plainly as it is written.
    """
    key = f"{family} {code}"
    return tell(voice, key) if key in TABLES["en"] else _capital(plain_name(code))


def title_words(programme: Programme, voice: Voice) -> str:
    """What a programme is called."""
    return voice.text(programme.title) or plain_name(programme.id)


def country_words(code: str, voice: Voice) -> str:
    """The name of a country."""
    return str(voice.locale.territories.get(code, code))


def language_words(codes: tuple[str, ...], voice: Voice) -> str:
    """Languages, the main one first."""
    return ", ".join(_capital(str(voice.locale.languages.get(code, code))) for code in codes)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def joined(*parts: str) -> str:
    """The parts that say something, on one line."""
    return " · ".join(part for part in parts if part)


def between(low: Decimal | None, high: Decimal | None, voice: Voice) -> str:
    """From one number to another; an open end is told as one."""
    least, most = ("" if end is None else voice.number(end) for end in (low, high))
    if least and most:
        return least if least == most else f"{least}–{most}"
    return f"≥ {least}" if least else f"≤ {most}"


def share_words(low: Decimal | None, high: Decimal | None, voice: Voice) -> str:
    """A share from so much to so much, in hundredths."""
    least, most = (None if end is None else round(end * 100, 1) for end in (low, high))
    return voice.tell("percent", amount=between(least, most, voice))


def length_words(own: Length, voice: Voice) -> str:
    """How long a track takes."""
    span = between(own.shortest, own.longest, voice)
    return joined(tell(voice, "years", count=int(own.longest), n=span), own.track)


def speech_words(own: Speech, voice: Voice) -> str:
    """A phase, its languages, and what is asked or offered in them."""
    said = joined(
        language_words(own.languages, voice),
        tell(voice, "level", level=own.level) if own.level else "",
        tell(voice, "due", when=own.due) if own.due else "",
        tell(voice, "months", count=own.months, n=voice.number(own.months)) if own.months else "",
    )
    return f"{name_of(voice, 'phase', own.phase)}: {said or tell(voice, 'not-found')}"


def practice_words(own: Practice, voice: Voice) -> str:
    """A stretch of clinical practice."""
    year = tell(voice, "year", n=voice.number(own.year)) if own.year else ""
    amount = "" if own.amount is None else f"{voice.number(own.amount)} {own.unit}".strip()
    kind, said = name_of(voice, "kind", own.kind), joined(year, amount)
    return f"{kind}: {said}" if said else kind


def partner_words(own: Partner, voice: Voice) -> str:
    """Somebody a programme is run, shared or exchanged with."""
    place = country_words(own.country, voice) if own.country else ""
    return joined(name_of(voice, "kind", own.kind), own.name, place)


def sign_words(own: Price, voice: Voice) -> str:
    """What else is to be known of a price: whether it is spent, chosen, given back, or a guess."""
    signs = ("held", "option", "refundable", "about")
    return joined(*(tell(voice, sign) for sign in signs if getattr(own, sign)))


def price_words(own: Price, voice: Voice) -> str:
    """A price as it is published: for what, how much, how often, of whom."""
    span = f"{own.first}–{own.last or '…'}" if own.first != own.last else str(own.first)
    amount, often = voice.money_range(own.amount), tell(voice, f"period {own.per}")
    return joined(
        f"{name_of(voice, 'kind', own.kind)}: {amount} {often}",
        "" if own.group == "all" else name_of(voice, "group", own.group),
        tell(voice, "year", n=span) if own.first else "",
        own.cohort,
        sign_words(own, voice),
    )


def aid_words(own: Aid, voice: Voice) -> str:
    """A kind of help, and whether there is any."""
    return f"{name_of(voice, 'kind', own.kind)}: {tell(voice, f'answer {own.offered}')}"


def recognition_words(own: Recognition, voice: Voice) -> str:
    """What an authority says, and for which time."""
    span = "–".join((own.since, own.until)) if own.since or own.until else ""
    return joined(own.authority, name_of(voice, "kind", own.status), span)


def counted_words(own: Count, voice: Voice) -> str:
    """Who was counted."""
    group = "" if own.group == "all" else name_of(voice, "group", own.group)
    return joined(name_of(voice, "kind", own.what), group)


def count_words(own: Count, voice: Voice) -> str:
    """Who was counted, how many they are, and of whom."""
    words = share_words if own.unit == "share" else between
    of = tell(voice, "of", what=own.of) if own.of else ""
    return f"{counted_words(own, voice)}: {joined(words(own.low, own.high, voice), of)}"


def intake_words(own: Intake, voice: Voice) -> str:
    """When studies begin, or until when one applies."""
    return tell(voice, f"intake {own.kind}", when=own.when)


_WORDS: Mapping[str, Callable[[Anything, Voice], str]] = MappingProxyType(
    {
        "status": lambda own, voice: name_of(voice, "status", own),
        "acceptance": lambda own, voice: name_of(voice, "acceptance", own),
        "entrance": lambda own, _voice: str(own),
        "length": length_words,
        "practice": practice_words,
        "partners": partner_words,
        "prices": price_words,
        "aid": aid_words,
        "recognition": recognition_words,
        "counts": count_words,
        "intakes": intake_words,
        **dict.fromkeys(("speech", "preclinical", "clinical", "patients"), speech_words),
    }
)


def value_words(section: str, value: object, voice: Voice) -> str:
    """The value of a statement, by the section of a programme that it stands in."""
    return _WORDS[section](value, voice)
