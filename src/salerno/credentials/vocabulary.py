"""What can be held and said: credential types, facts, lists, tables and their attributes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import Literal

from salerno.errors import InputError, UnknownName, did_you_mean
from salerno.money import Money
from salerno.periods import PartialDate, Period, Span

Texts = tuple[tuple[str, str], ...]
"""Translations as (language, text) pairs, the first being the original."""

Value = Decimal | str | bool | PartialDate | Money
"""One value of an attribute or fact."""

Kind = Literal["number", "level", "code", "flag", "date", "money", "text"]

YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class Attribute:
    """A typed property of a credential or a person; `low` and `high` are inclusive."""

    name: str
    kind: Kind = "text"
    low: Decimal | None = None
    high: Decimal | None = None
    step: Decimal | None = None
    unit: str = ""
    levels: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    many: bool = False
    title: Texts = ()
    ask: Texts = ()

    def parse(self, text: str) -> Value:
        """Read one value; raises InputError saying what this attribute accepts."""
        return _PARSERS[self.kind](self, text)


def _parse_number(attribute: Attribute, text: str) -> Decimal:
    written = text.removesuffix(attribute.unit).strip() if attribute.unit else text
    try:
        number = Decimal(written)
    except InvalidOperation:
        raise InputError(f"{attribute.name}: expected a number, got '{text}'") from None
    if not number.is_finite():
        raise InputError(f"{attribute.name}: expected a finite number, got '{text}'")
    if _is_off_scale(attribute, number):
        raise InputError(
            f"{attribute.name}: {text} is outside its scale",
            why=f"the scale runs from {attribute.low} to {attribute.high}"
            + (f" in steps of {attribute.step}" if attribute.step else ""),
        )
    return number


def _is_off_scale(attribute: Attribute, number: Decimal) -> bool:
    too_low = attribute.low is not None and number < attribute.low
    too_high = attribute.high is not None and number > attribute.high
    return too_low or too_high or _is_off_step(attribute, number)


def _is_off_step(attribute: Attribute, number: Decimal) -> bool:
    try:
        return attribute.step is not None and number % attribute.step != 0
    except InvalidOperation:
        return True  # so large that its last digits are unknown


def _parse_choice(attribute: Attribute, text: str) -> str:
    allowed = attribute.levels or attribute.codes
    if allowed and text not in allowed:
        raise InputError(
            f"{attribute.name}: '{text}' is not one of its values",
            why=f"it can be {', '.join(allowed)}",
            fix=did_you_mean(text, allowed),
        )
    return text


def _parse_flag(attribute: Attribute, text: str) -> bool:
    if text not in (YES, NO):
        raise InputError(f"{attribute.name}: expected 'yes' or 'no', got '{text}'")
    return text == YES


def _parse_date(attribute: Attribute, text: str) -> PartialDate:
    try:
        return PartialDate.parse(text)
    except InputError as error:
        raise InputError(f"{attribute.name}: {error.what}", why=error.why, fix=error.fix) from None


def _parse_money(attribute: Attribute, text: str) -> Money:
    has_currency = " " in text or not attribute.unit
    return Money.parse(text if has_currency else f"{text} {attribute.unit}")


_PARSERS: dict[str, Callable[[Attribute, str], Value]] = {
    "number": _parse_number,
    "level": _parse_choice,
    "code": _parse_choice,
    "text": _parse_choice,
    "flag": _parse_flag,
    "date": _parse_date,
    "money": _parse_money,
}


@dataclass(frozen=True, slots=True)
class CredentialType:
    """A kind of credential; `aliases` are former names, `implies` the weaker types it stands for.

    `validity` is how long it lasts when nothing else is said. Of an activity, `until` is the last
    day it was done; of anything else, the last day it is valid. `ended` is the last day on which it
    was given at all; what is not `obtainable` nobody sets out for on the way to something else: a
    school that was attended, a specialist title of another country, a relative. On its day it
    `becomes` a credential of that type: an expected degree becomes the degree.
    """

    id: str
    title: Texts = ()
    attributes: tuple[Attribute, ...] = ()
    implies: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    validity: Span | None = None
    is_activity: bool = False
    ask: Texts = ()
    ended: date | None = None
    obtainable: bool = True
    becomes: str = ""

    def attribute(self, name: str) -> Attribute | None:
        """The attribute of that name, if this type has it."""
        return next((a for a in self.attributes if a.name == name), None)


@dataclass(frozen=True, slots=True)
class Listing:
    """A named list kept outside the rules: (value, period in which it is listed) pairs."""

    id: str
    entries: tuple[tuple[str, Period], ...]
    title: Texts = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A named table: each row maps attribute names to the condition text that the row sets."""

    id: str
    rows: tuple[tuple[tuple[str, str], ...], ...]
    title: Texts = ()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything that a person file or a rule may name.

    `translations` are by language, then by the original, for texts without that language.
    """

    types: Mapping[str, CredentialType] = field(default_factory=lambda: MappingProxyType({}))
    facts: Mapping[str, Attribute] = field(default_factory=lambda: MappingProxyType({}))
    listings: Mapping[str, Listing] = field(default_factory=lambda: MappingProxyType({}))
    tables: Mapping[str, Table] = field(default_factory=lambda: MappingProxyType({}))
    translations: Mapping[str, Mapping[str, str]] = field(
        default_factory=lambda: MappingProxyType({})
    )

    def text(self, texts: Texts, language: str) -> str:
        """The text in that language, else its translation, else the original, else nothing."""
        original = texts[0][1] if texts else ""
        translated = self.translations.get(language, {})
        return dict(texts).get(language) or translated.get(original, original)

    def credential_type(self, name: str) -> CredentialType:
        """The type of that id or former name; raises UnknownName with the likely intention."""
        if name in self.types:
            return self.types[name]
        for known in self.types.values():
            if name in known.aliases:
                return known
        raise UnknownName(
            f"unknown credential type '{name}'", fix=did_you_mean(name, self.types) or _SEE_TYPES
        )

    def fact(self, name: str) -> Attribute:
        """The fact of that name; raises UnknownName with the likely intention."""
        if name in self.facts:
            return self.facts[name]
        raise UnknownName(f"unknown fact '{name}'", fix=did_you_mean(name, self.facts))

    def standing_for(self, name: str) -> tuple[str, ...]:
        """The type itself and every type that implies it, directly or not, in id order."""
        found = {self.credential_type(name).id}
        implying = [t for t in self.types.values() if t.implies]
        while more := {t.id for t in implying if not found.isdisjoint(t.implies)} - found:
            found |= more
        return tuple(sorted(found))


_SEE_TYPES = "the known types are in the atlas, in types.yaml"
