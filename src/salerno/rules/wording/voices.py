"""A voice: a language, the names of things in it, and its way with numbers, dates and money."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Literal

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal
from babel.units import format_unit

from salerno.credentials.vocabulary import Attribute, Texts, Value, Vocabulary
from salerno.errors import UnknownName, did_you_mean
from salerno.money import Money, MoneyRange, Purse
from salerno.periods import ONE_DAY, PartialDate, Period, Span
from salerno.rules.wording import ar, en, es, fr, ru

Message = str | Mapping[str, str]
"""A sentence with gaps, or one for each plural form of the language."""

TABLES: Mapping[str, Mapping[str, Message]] = {
    "en": en.MESSAGES,
    "es": es.MESSAGES,
    "fr": fr.MESSAGES,
    "ru": ru.MESSAGES,
    "ar": ar.MESSAGES,
}


_HOMES = {"en": "en_GB"}

_LENGTHS: Mapping[str, Literal["short", "long", "narrow"]] = {"ar": "short"}
"""Where the words of units are whole in their short form, and not all there in their long one."""

_ISOLATED = re.compile("\u2068[^\u2068\u2069]*\u2069")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u0400-\u04ff]")

CONTRACTIONS = {
    "en": en.CONTRACTIONS,
    "es": es.CONTRACTIONS,
    "fr": fr.CONTRACTIONS,
    "ru": ru.CONTRACTIONS,
    "ar": ar.CONTRACTIONS,
}


def isolated(words: str) -> str:
    """The words apart from what surrounds them, if any run the other way and are not apart yet.

    A sentence that runs from right to left would else draw their signs and numbers out of order.
    """
    inner, changed = words, 1
    while changed:
        inner, changed = _ISOLATED.subn("", inner)
    return f"\u2068{words}\u2069" if _LATIN.search(inner) else words


@cache
def _locale(language: str) -> Locale:
    written = language.replace("-", "_")
    return Locale.parse(_HOMES.get(written, written))


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks: in which language, and with whose names for credentials and facts.

    `language` may name a region, as in es-PE: words are those of the language, numbers and dates
    those of the region. Raises UnknownName for a language without a table.
    """

    language: str = "en"
    vocabulary: Vocabulary = field(default_factory=Vocabulary)

    def __post_init__(self) -> None:
        if self.table_language not in TABLES:
            fix = did_you_mean(self.language, TABLES) or f"there is {', '.join(TABLES)}"
            raise UnknownName(f"no words in the language '{self.language[:20]}'", fix=fix)

    @property
    def table_language(self) -> str:
        """The language whose table is used."""
        return self.language.replace("_", "-").partition("-")[0]

    @property
    def locale(self) -> Locale:
        """Its conventions for numbers and dates."""
        return _locale(self.language)

    def tell(self, key: str, *, count: int | None = None, **words: str) -> str:
        """The message of that key; `count` picks its plural form and can be shown in it."""
        return self.say(TABLES[self.table_language][key], count=count, **words)

    def say(self, message: Message, *, count: int | None = None, **words: str) -> str:
        """A message with its words filled in; `count` picks its plural form."""
        if self.locale.text_direction == "rtl":
            words = {name: isolated(word) for name, word in words.items()}
        if isinstance(message, str):
            return self._contracted(message.format(**words))
        number = count or 0
        form = "zero" if not number and "zero" in message else self.locale.plural_form(number)
        said = message.get(form, message["other"])
        return self._contracted(said.format(count=self.number(number), **words))

    def _contracted(self, words: str) -> str:
        for apart, joined in CONTRACTIONS[self.table_language]:
            words = words.replace(apart, joined)
        return words

    def knows(self, key: str) -> bool:
        """Whether there is such a message."""
        return key in TABLES[self.table_language]

    def text(self, texts: Texts) -> str:
        """The text in this language, else its translation, else as it was first written."""
        return self.vocabulary.text(texts, self.table_language)

    def type_name(self, name: str) -> str:
        """The title of a credential type, else its id."""
        known = self.vocabulary.types.get(name)
        return (self.text(known.title) if known else "") or name

    def fact_name(self, name: str) -> str:
        """The title of a fact, else its name."""
        known = self.vocabulary.facts.get(name)
        return (self.text(known.title) if known else "") or name

    def attribute(self, name: str, types: Iterable[str]) -> Attribute:
        """The attribute of that name of the first of the types that has it."""
        for known in (self.vocabulary.types.get(own) for own in types):
            if known and (found := known.attribute(name)):
                return found
        return Attribute(name)

    def attribute_name(self, name: str, types: Iterable[str]) -> str:
        """The title of an attribute, else its name."""
        title = self.text(self.attribute(name, types).title)
        own = f"own {name}"
        return title or (self.tell(own) if self.knows(own) else name)

    def number(self, number: Decimal | int) -> str:
        """A number with the separators of the language."""
        return str(format_decimal(number, locale=self.locale, decimal_quantization=False))

    def money(self, money: Money) -> str:
        """An amount with the code of its currency."""
        whole = money.amount == money.amount.to_integral_value()
        pattern = "#,##0 ¤¤" if whole else "#,##0.00 ¤¤"
        return str(
            format_currency(
                money.amount, money.currency, pattern, locale=self.locale, currency_digits=False
            )
        )

    def money_range(self, amounts: MoneyRange) -> str:
        """One amount, or between two."""
        low, high = self.money(amounts.low), self.money(amounts.high)
        return low if low == high else self.tell("between", low=low, high=high)

    def purse(self, purse: Purse) -> str:
        """The sums of a purse, currency by currency."""
        return " + ".join(self.money(Money(amount, code)) for code, amount in purse.amounts)

    def day(self, day: date) -> str:
        """A full date."""
        return str(format_date(day, "long", locale=self.locale))

    def month_day(self, month: int, number: int) -> str:
        """A day of every year."""
        return str(format_skeleton("MMMMd", date(2000, month, number), locale=self.locale))

    def when(self, when: PartialDate) -> str:
        """A date as precisely as it is known."""
        ends = [self._end(end, str(when).count("-")) for end in (when.earliest, when.latest)]
        if ends[0] == ends[1]:
            return ends[0]
        return self.tell("between", low=self.day(when.earliest), high=self.day(when.latest))

    def _end(self, day: date, dashes: int) -> str:
        if dashes == 0:
            return str(day.year)
        if dashes == 1:
            return str(format_skeleton("yMMMM", day, locale=self.locale))
        return self.day(day)

    def period(self, period: Period) -> str:
        """A period, both days included."""
        last = self.day(period.end - ONE_DAY) if period.end else ""
        first = self.day(period.start) if period.start else ""
        if first and last:
            return self.tell("from-to", first=first, last=last)
        if first:
            return self.tell("from", first=first)
        return self.tell("up-to", last=last) if last else self.tell("always")

    def span(self, span: Span) -> str:
        """A length of calendar time."""
        weeks = not (span.years or span.months or span.days % 7) and span.days > 0
        parts = (
            (span.years, "year"),
            (span.months, "month"),
            (span.days // 7, "week") if weeks else (span.days, "day"),
        )
        units = [self._unit(number, unit) for number, unit in parts if number]
        return self.every(units) or self._unit(0, "day")

    def _unit(self, number: int, unit: str) -> str:
        length = _LENGTHS.get(self.table_language, "long")
        return str(format_unit(number, f"duration-{unit}", length, locale=self.locale))

    def value(self, value: Value, attribute: Attribute) -> str:
        """One value of an attribute or fact."""
        if isinstance(value, bool):
            return self.tell("yes" if value else "no")
        if isinstance(value, Decimal):
            return self.with_unit(self.number(value), attribute)
        if isinstance(value, Money):
            return self.money(value)
        if isinstance(value, PartialDate):
            return self.when(value)
        return self._named(value, attribute.name)

    def with_unit(self, amount: str, attribute: Attribute) -> str:
        """An amount with the unit of its attribute, if it has one."""
        if not attribute.unit:
            return amount
        if attribute.unit == "%":
            return self.tell("percent", amount=amount)
        unit = self.text((("en", attribute.unit),))
        return self.tell("amount-with-unit", amount=amount, unit=unit)

    def _named(self, code: str, name: str) -> str:
        """A country, a language or a credential by its name, anything else as it is written."""
        if name.endswith(("country", "citizenship", "nationality")):
            return str(self.locale.territories.get(code, code))
        if name.endswith("language"):
            return str(self.locale.languages.get(code, code))
        return self.type_name(code)

    def every(self, parts: Iterable[str]) -> str:
        """The parts joined by "and"."""
        return str(format_list(list(parts), "standard", locale=self.locale))

    def either(self, parts: Iterable[str]) -> str:
        """The parts joined by "or"."""
        return str(format_list(list(parts), "or", locale=self.locale))
