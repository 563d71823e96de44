"""Names of countries and amounts of money, as the language of the page writes them."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.numbers import format_currency, format_decimal
from django.utils.translation import get_language

HOMES = {"en": "en_GB"}  # the conventions that a language alone stands for
NUMBER = r"-?\d[\d,]*(?:\.\d+)?"
MONEY = re.compile(rf"(?:({NUMBER})\.\.)?({NUMBER}) ([A-Z]{{3}})")


def locale() -> Locale:
    """The locale of the request; made-up languages write as the ones they stand for."""
    return _locale((get_language() or "en").replace("-", "_"))


@lru_cache(maxsize=64)
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(HOMES.get(language, language))
    except (ValueError, UnknownLocaleError):
        return _locale(language.partition("_")[0])


def country_name(code: str) -> str:
    """The name of a country; a code that has none stays as it is."""
    return str(locale().territories.get(code, code))


def amount_words(written: str) -> str:
    """A text in which every amount, such as 160 USD or 284..551 GBP, is as the language has it."""
    return MONEY.sub(_money, written)


def _money(found: re.Match[str]) -> str:
    low, high, currency = found.groups()
    figure = _figure(high)
    whole = figure == figure.to_integral_value()
    pattern = "#,##0\xa0¤¤" if whole else "#,##0.00\xa0¤¤"
    most = str(
        format_currency(figure, currency, format=pattern, locale=locale(), currency_digits=False)
    )
    return f"{number_words(_figure(low))}–{most}" if low else most


def _figure(written: str) -> Decimal:
    return Decimal(written.replace(",", ""))


def number_words(figure: Decimal | int | float) -> str:
    """A number as the language writes it."""
    return str(format_decimal(figure, locale=locale()))


def day_words(day: date) -> str:
    """A date as the language writes it."""
    return str(format_date(day, "long", locale=locale()))


def month_words(day: date) -> str:
    """The month of a day, with its year, as the language writes it."""
    return str(format_skeleton("yMMMM", day, locale=locale()))
