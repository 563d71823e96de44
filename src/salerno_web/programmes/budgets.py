"""The money of a programme for whoever looks, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from salerno.atlas.histories import read_history
from salerno.formats.ecb import read_ecb
from salerno.money import Money, MoneyRange, Purse
from salerno.periods import Span, subtract
from salerno.programmes.budgets import (
    COLUMNS,
    Budget,
    BudgetYear,
    Column,
    Payment,
    Repayment,
    added,
    budget_of,
)
from salerno.programmes.costs import Cost
from salerno.programmes.programmes import Programme
from salerno.programmes.scenarios import Scenario, scenarios_of
from salerno.rates import RateHistory
from salerno.rules import Voice
from salerno.rules.outlines import Plain, source_outline
from salerno_web.atlas.queries import facts
from salerno_web.opportunities.queries import Case
from salerno_web.programmes.expenses import purses
from salerno_web.programmes.payments import BudgetForm
from salerno_web.programmes.queries import cost_for, directory
from salerno_web.programmes.words import KINDS, word
from salerno_web.ui.charts import Figure, Series

LOOKED_BACK = Span(years=6)
ROUNDED_FROM = 100  # amounts from here on are told without cents


@cache
def rate_history() -> RateHistory:
    """The daily rates of six years, and those of the atlas by year; no SQL."""
    folders: list[Traversable] | None = [Path(f) for f in settings.ATLAS_FOLDERS] or None
    own, rates = read_history(folders), facts().rates
    if rates is None or rates.base != "EUR":
        return own
    return read_ecb(since=subtract(rates.as_of, LOOKED_BACK)) + own


def budget_told(programme: Programme, case: Case, voice: Voice, *, form: BudgetForm) -> Plain:
    """The budget that was asked for; no SQL."""
    cost, rates, payments = cost_for(programme, case), facts().rates, form.payments
    currency = form.chosen_currency
    found = budget_of(
        cost, payments=payments, rates=rates, currency=currency, first_year=form.first_year
    )
    swayed = rates and scenarios_of(
        cost, payments=payments, rates=rates, currency=currency, history=rate_history()
    )
    return {
        "id": programme.id,
        "title": voice.text(programme.title) or programme.id,
        "school": directory().schools[programme.school].name,
        "currency": currency,
        "is_whole": found.is_whole,
        "is_known": bool(found.portions),
        "cost": told(found.cost, voice),
        "gap": told(found.gap, voice),
        "has_gap": bool(found.gap.high.amount),
        "years": [_year(found, year, voice) for year in found.years],
        "columns": [_total(found, column, voice) for column in COLUMNS],
        "payers": [_share(own.low, own.high, voice) for own in found.shares],
        "names": [own.payer for own in found.shares],
        "currencies": [*_currencies(found, voice)],
        "scenarios": [_scenario(own, voice) for own in swayed or ()],
        "debts": [_debt(*own, voice) for own in found.debts],
        "chart": _chart(found, payments),
        "gaps": [(word(KINDS, kind), ", ".join(map(str, years))) for kind, years in found.missing],
        "unrated": found.unrated,
        "has_length": found.has_length,
        "at_once": any(line.stated.value.per == "course" for line in cost.lines),
        "sources": _sources(cost, voice),
        "rates": [*_notes(found, payments, voice)],
    }


def told(own: MoneyRange, voice: Voice) -> str:
    """From one amount to another, large ones without cents."""
    low, high = (_rounded(end) for end in (own.low, own.high))
    return voice.money_range(MoneyRange(low, high))


def _rounded(own: Money) -> Money:
    is_large = own.amount >= ROUNDED_FROM
    return Money(Decimal(round(own.amount)) if is_large else own.amount, own.currency)


def _share(low: Money, high: Money, voice: Voice) -> str:
    """What a payer gives; it may be less in a year when the course costs the most."""
    return told(MoneyRange(*sorted((low, high), key=lambda own: own.amount)), voice)


def _year(found: Budget, year: BudgetYear, voice: Voice) -> Plain:
    return {
        "number": year.number,
        "begins": str(year.begins),
        "cells": [_cell(found, year.number, column, voice) for column in COLUMNS],
        "cost": told(year.cost, voice),
        "shares": [_share(own.low, own.high, voice) for own in year.shares],
        "gap": told(year.gap, voice),
    }


def _cell(found: Budget, year: int, column: Column, voice: Voice) -> Plain:
    """What is asked, and what that is in the currency of the budget where it is another."""
    own = found.within(year, column)
    low, high = (Purse.of(getattr(one.asked, end) for one in own) for end in ("low", "high"))
    is_foreign = any(one.asked.low.currency != found.currency for one in own)
    worth = added((one.worth for one in own if one.worth), found.currency)
    return {
        "asked": purses(low, high, voice),
        "worth": told(worth, voice) if is_foreign and worth.high.amount else "",
    }


def _total(found: Budget, column: Column, voice: Voice) -> str:
    own = (one.worth for one in found.portions if one.column == column and one.worth)
    return told(added(own, found.currency), voice)


def _currencies(found: Budget, voice: Voice) -> Iterator[Plain]:
    """What is to be spent in each currency, and what that is worth."""
    spent = [own for own in found.portions if own.column != "held"]
    for code in dict.fromkeys(own.asked.low.currency for own in spent):
        own = [one for one in spent if one.asked.low.currency == code]
        worth = [one.worth for one in own if one.worth]
        yield {
            "code": code,
            "asked": told(added((one.asked for one in own), code), voice),
            "worth": told(added(worth, found.currency), voice) if worth else "",
        }


def _scenario(own: Scenario, voice: Voice) -> Plain:
    words = {
        "worst": _("At the worst rates of the last five years"),
        "best": _("At the best rates of the last five years"),
        "moves": _("If your money is worth %(percent)s %% more")
        if own.percent > 0
        else _("If your money is worth %(percent)s %% less"),
    }
    percent = voice.number(abs(own.percent))
    return {"words": words[own.turn] % {"percent": percent}, "gap": told(own.gap, voice)}


def _debt(payer: str, low: Repayment, high: Repayment, voice: Voice) -> Plain:
    return {
        "payer": payer,
        "borrowed": _share(low.borrowed, high.borrowed, voice),
        "instalment": _share(low.instalment, high.instalment, voice),
        "interest": _share(low.interest, high.interest, voice),
    }


def _chart(found: Budget, payments: Iterable[Payment]) -> Figure:
    """Who gives what in each year if the course costs the most, others than the family together."""
    named = (_("You"), _("Your family"))
    gives = [[int(own.high.amount) for own in year.shares] for year in found.years]
    payers = [own.payer for own in payments]
    series = [
        Series(name, tuple(_summed(paid, payers, {name}) for paid in gives))
        for name in named
        if name in payers
    ]
    others = set(payers) - set(named)
    if others:
        series.append(
            Series(_("Other payers"), tuple(_summed(paid, payers, others) for paid in gives))
        )
    series.append(Series(_("Gap"), tuple(int(year.gap.high.amount) for year in found.years)))
    return Figure(
        "stacked",
        _("Who pays in each year, if it costs the most"),
        _("In %(currency)s, without cents.") % {"currency": found.currency},
        tuple(f"{year.number} · {year.begins}" for year in found.years),
        tuple(series),
    )


def _summed(paid: list[int], payers: list[str], chosen: set[str]) -> int:
    return sum(part for part, payer in zip(paid, payers, strict=True) if payer in chosen)


def _sources(cost: Cost, voice: Voice) -> list[Plain]:
    """Every source of a price, once, and that of the length."""
    found = [line.stated.source for line in (*cost.lines, *cost.held)]
    found += [cost.length.source] if cost.length else []
    return [source_outline(source, voice) for source in dict.fromkeys(found)]


def _notes(found: Budget, payments: Iterable[Payment], voice: Voice) -> Iterator[str]:
    """The days and sources of the rates that were used."""
    rates = facts().rates
    used = {own.asked.low.currency for own in found.portions}
    used |= {own.amount.currency for own in payments} | {found.currency}
    if rates is None or len(used) < 2:
        return
    for day, source, codes in rates.notes(used):
        words = {"source": source, "day": voice.day(day), "codes": ", ".join(codes)}
        if codes:
            yield _("%(codes)s: %(source)s, rates of %(day)s") % words
        else:
            yield _("%(source)s, rates of %(day)s") % words
