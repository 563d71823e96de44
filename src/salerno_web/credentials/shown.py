"""A record as pages show it: in words, by kind, with what runs out when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any as Anything

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from salerno.credentials.person import Assurance, Credential, Values
from salerno.credentials.vocabulary import Attribute
from salerno.rules import Voice
from salerno_web.credentials.told import ID, Told
from salerno_web.credentials.words import code_name

SOON = timedelta(days=90)
ASSURANCE_WORDS: Mapping[Assurance, Promise] = {
    Assurance.CLAIMED: _("by nobody yet"),
    Assurance.SELF_ATTESTED: _("by the person, formally"),
    Assurance.DOCUMENT_SEEN: _("the document was seen"),
    Assurance.VERIFIED: _("verified at its source"),
}


@dataclass(frozen=True, slots=True)
class ShownFact:
    """A fact in words."""

    name: str
    title: str
    value: str
    subject: str = "fact"


@dataclass(frozen=True, slots=True)
class Voucher:
    """Who vouched for a credential, and when."""

    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ShownCredential:
    """A credential in words; `ends` is ended, soon, later or nothing where no end is known."""

    id: str
    type: str
    title: str
    on: str
    until: str
    ends: str
    details: tuple[tuple[str, str], ...]
    assurance: str
    assurance_words: str
    documents: tuple[Anything, ...] = ()
    verified: tuple[Voucher, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownRecord:
    """A whole record in words."""

    facts: tuple[ShownFact, ...]
    credentials: tuple[ShownCredential, ...]
    complete: tuple[tuple[str, str], ...]
    skipped: tuple[tuple[str, str, str], ...]


def value_words(values: Values, attribute: Attribute, voice: Voice) -> str:
    """The values of a fact or attribute; none is said, not left out."""
    if not values:
        return voice.tell("none")
    return voice.every(_word(str(voice.value(value, attribute))) for value in values)


def _word(words: str) -> str:
    return code_name(words)


def shown_fact(name: str, values: Values, voice: Voice) -> ShownFact:
    """A fact, or a judgement that was told, in words."""
    attribute = voice.vocabulary.facts.get(name)
    if attribute is None:
        judged = name.removeprefix("judged/")
        words = value_words(values, Attribute(name, "flag"), voice)
        return ShownFact(judged, judged.replace("-", " ").capitalize(), words, "judgement")
    return ShownFact(name, voice.fact_name(name), value_words(values, attribute, voice))


def shown_credential(
    name: str, credential: Credential, voice: Voice, *, today: date
) -> ShownCredential:
    """A credential in words, as of a day."""
    details = [
        (
            voice.attribute_name(key, (credential.type,)),
            value_words(values, voice.attribute(key, (credential.type,)), voice),
        )
        for key, values in credential.attributes.items()
    ]
    issuer = [(voice.attribute_name("issuer", ()), credential.issuer)] if credential.issuer else []
    return ShownCredential(
        name,
        credential.type,
        voice.type_name(credential.type),
        voice.when(credential.on) if credential.on else "",
        voice.when(credential.until) if credential.until else "",
        _ends(credential, today),
        (*details, *issuer),
        credential.assurance.label,
        str(ASSURANCE_WORDS[credential.assurance]),
    )


def _ends(credential: Credential, today: date) -> str:
    if credential.until is None:
        return ""
    if credential.until.latest < today:
        return "ended"
    return "soon" if credential.until.earliest <= today + SOON else "later"


def ids_of(told: Told) -> tuple[str, ...]:
    """The ids of the credentials, in the order in which the person holds them."""
    return tuple(str(own[ID]) for own in told.credentials)


def by_type(shown: Iterable[ShownCredential]) -> Mapping[str, tuple[ShownCredential, ...]]:
    """The credentials by the title of their kind, each kind where its first one stands."""
    found: dict[str, tuple[ShownCredential, ...]] = {}
    for one in shown:
        found[one.title] = (*found.get(one.title, ()), one)
    return found
