"""Amounts as people write them: in prose, with units, ranges, and a price for each year of study.

What is certain is read, what had to be guessed is flagged, what is ambiguous is refused in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from salerno.errors import InputError
from salerno.money import Money, MoneyRange
from salerno.programmes.programmes import Period

SIGNS = {"€": "EUR", "£": "GBP", "₹": "INR", "₽": "RUB", "₺": "TRY", "₴": "UAH", "₪": "ILS"}
"""Signs that stand for one currency only."""

SHARED = {
    "$": ("USD", "CAD", "AUD"), "¥": ("CNY", "JPY"), "₨": ("INR", "PKR"), "rs": ("INR", "PKR"),
    "kr": ("SEK", "NOK", "DKK"),
}  # fmt: skip
"""Signs that several currencies share: the column has to say which one is meant."""

_SCALES = {"k": 1_000, "thousand": 1_000, "lakh": 100_000, "lakhs": 100_000, "lac": 100_000,
           "crore": 10_000_000, "million": 1_000_000, "m": 1_000_000}  # fmt: skip
_PERIODS: tuple[tuple[str, Period], ...] = (
    (r"\b(?:per|a|each|/)\s*(?:academic\s+)?year|\bannual(?:ly)?\b|\bp\.?\s?a\.?(?=\W|$)"
     r"|\byearly\b|\bper\s+annum", "year"),
    (r"\bsemester", "semester"),
    (r"\btrimester", "trimester"),
    (r"\bterm\b", "term"),
    (r"\bmonth", "month"),
    (r"\bone[- ]?(?:off|time)\b|\bonce\b", "once"),
    (r"\b(?:whole|entire|full)\s+(?:course|degree|programme)|\bin total\b", "course"),
)  # fmt: skip
_NUMBER = r"\d+(?:[.,'\u00a0\u202f ]\d+)*"
_SCALE = r"(?:\s*(?:k|thousand|lakhs?|lac|crore|million|m)\b)?"
_RANGE = re.compile(
    rf"(?P<low>{_NUMBER})(?P<lows>{_SCALE})(?:\s*(?:-|\u2013|\u2014|\.\.|to|and)\s*(?:[A-Z]{{3}}\s*|\D\s?)?"
    rf"(?P<high>{_NUMBER})(?P<highs>{_SCALE}))?",
    re.I,
)
_YEARS = re.compile(
    r"\byears?\s*(?P<a>\d)(?:\s*(?:-|\u2013|to|and)\s*(?P<b>\d))?\s*[:=]?\s*"
    r"|\b(?P<c>\d)(?:st|nd|rd|th)(?:\s*(?:-|\u2013|to)\s*(?P<d>\d)(?:st|nd|rd|th))?\s+years?\s*[:=]?\s*",
    re.I,
)
_FOOTNOTE = re.compile(r"\[\w{1,2}\]|[*\u2020\u2021\u00b9\u00b2\u00b3\u2070-\u2079]+")
_CODE = re.compile(r"(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])")
_ABOUT = re.compile(
    r"\b(?:about|approx\w*|circa|ca\.?|roughly|around|from|up to|min\w*)\b|~|\u2248", re.I
)


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount that was read: for which years of study (0 is open), how often, and doubts.

    `flags` say in English what was guessed or left out.
    """

    amount: MoneyRange
    per: Period | None = None
    first: int = 0
    last: int = 0
    flags: tuple[str, ...] = ()


def amounts_in(written: str, *, currency: str = "", codes: frozenset[str]) -> tuple[Amount, ...]:
    """The amounts of a cell, one for each part between semicolons or lines.

    `currency` is that of the column, for amounts that do not name one or share its sign; `codes`
    are the currencies that may occur. Raises InputError for what cannot be read without a guess
    that might be wrong: no number, no currency, two currencies.
    """
    parts = [part.strip() for part in re.split(r"[;\n|]", _FOOTNOTE.sub("", written))]
    found = tuple(_amount(part, currency, codes) for part in parts if part)
    if not found:
        raise InputError("no amount is written here", fix="leave the row out, or write a number")
    return found


def _amount(part: str, usual: str, codes: frozenset[str]) -> Amount:
    code = _currency(part, usual, codes)
    years = _YEARS.search(part)
    bare = _YEARS.sub(" ", _CODE.sub(" ", part), count=1)
    match = _RANGE.search(bare)
    if match is None:
        raise InputError(f"'{part[:60]}' holds no number", fix="write it like 5500 USD")
    flags = list(_flags(part, bare, match))
    low, high = _ends(match, flags)
    if low > high:
        raise InputError(f"'{part[:60]}' ends below where it begins", fix="put the lower end first")
    first, last = _span(years)
    own = MoneyRange(Money(low, code), Money(high, code))
    return Amount(own, _period(bare), first, last, tuple(flags))


def _currency(part: str, usual: str, codes: frozenset[str]) -> str:
    """The one currency that is named, by its code or its sign, else that of the column."""
    named = {str(code) for code in _CODE.findall(part) if code in codes}
    named |= {code for sign, code in SIGNS.items() if sign in part}
    if len(named) > 1:
        what = f"'{part[:60]}' names {' and '.join(sorted(named))}"
        raise InputError(what, fix="give each currency a part of its own")
    if named:
        return named.pop()
    shared = [own for sign, own in SHARED.items() if _stands(sign, part)]
    if shared and usual not in shared[0]:
        fix = f"say for the column which of {', '.join(shared[0])} is meant"
        raise InputError(f"'{part[:60]}' may be in several currencies", fix=fix)
    if not usual:
        raise InputError(f"'{part[:60]}' names no currency", fix="say which one the column is in")
    return usual


def _stands(sign: str, part: str) -> bool:
    return bool(re.search(rf"\b{sign}\b", part, re.I)) if sign.isalpha() else sign in part


def _flags(part: str, bare: str, match: re.Match[str]) -> Iterator[str]:
    if _ABOUT.search(part):
        yield "about"
    if _RANGE.search(bare, match.end()):
        yield "there is a further number"


def _ends(match: re.Match[str], flags: list[str]) -> tuple[Decimal, Decimal]:
    """Both ends; a scale behind the second counts for the first as well."""
    scales = (match["lows"] or "").strip().lower(), (match["highs"] or "").strip().lower()
    low = _number(match["low"], flags) * _SCALES.get(scales[0] or scales[1], 1)
    if match["high"] is None:
        return low, low
    return low, _number(match["high"], flags) * _SCALES.get(scales[1] or scales[0], 1)


def _number(written: str, flags: list[str]) -> Decimal:
    """A number with any marks between its digits; three digits behind the only mark are flagged."""
    groups = re.split(r"[.,'\u00a0\u202f ]", written)
    marks = re.findall(r"[.,'\u00a0\u202f ]", written)
    if len(marks) == 1 and marks[0] == "." and len(groups[1]) == 3:
        flags.append(f"'{written}' is read as thousands")
    is_decimal = bool(marks) and marks[-1] in ".," and len(groups[-1]) < 3
    whole = "".join(groups[:-1]) if is_decimal else "".join(groups)
    inner = groups[1 : -1 if is_decimal else None]
    if inner and ({len(group) for group in inner[:-1]} - {2, 3} or len(inner[-1]) != 3):
        flags.append(f"the digits of '{written}' are grouped oddly")
    return Decimal(f"{whole}.{groups[-1]}" if is_decimal else whole)


def _period(part: str) -> Period | None:
    return next((per for pattern, per in _PERIODS if re.search(pattern, part, re.I)), None)


def _span(years: re.Match[str] | None) -> tuple[int, int]:
    if years is None:
        return 0, 0
    first = int(years["a"] or years["c"])
    return first, int(years["b"] or years["d"] or first)
