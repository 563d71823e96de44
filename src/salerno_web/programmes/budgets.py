"""The money of a programme for whoever looks, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from salerno.atlas.histories import read_history
from salerno.formats.ecb import read_ecb
from salerno.money import Money, MoneyRange
from salerno.periods import Span, subtract
from salerno.programmes.budgets import Budget, BudgetYear, added, budget_of
from salerno.programmes.costs import Cost
from salerno.programmes.payments import (
    COLUMNS,
    Column,
    Payment,
    Repayment,
    payments_from,
)
from salerno.programmes.programmes import Programme
from salerno.programmes.scenarios import Scenario, scenarios_of
from salerno.rates import RateHistory
from salerno.rules import Voice
from salerno.rules.chain import State
from salerno.rules.outlines import Plain, source_outline
from salerno_web.atlas.queries import facts
from salerno_web.opportunities.queries import Case
from salerno_web.programmes.expenses import rounded
from salerno_web.programmes.funding import funds_for, proofs_for
from salerno_web.programmes.payments import BudgetForm, Offer
from salerno_web.programmes.queries import cost_for, directory
from salerno_web.programmes.words import KINDS, word
from salerno_web.ui.charts import Figure, Series
from salerno_web.ui.localities import amount_words
from salerno_web.ui.templatetags.components import VERDICTS

SUPPOSED = (str(State.ELIGIBLE), str(State.CANNOT_TELL))
LOOKED_BACK = Span(years=6)
THOUSANDS_FROM = 100_000  # sums from here on are drawn in thousands


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
        "all_cost": short(found.cost),
        "all_gap": short(found.gap),
        "has_gap": bool(found.gap.high.amount),
        "years": [_year(found, year) for year in found.years],
        "columns": [_total(found, column) for column in COLUMNS],
        "payers": [_share(own.low, own.high) for own in found.shares],
        "names": [own.payer for own in found.shares],
        "currencies": [*_currencies(found)],
        "scenarios": [_scenario(own, voice) for own in swayed or ()],
        "debts": [_debt(*own) for own in found.debts],
        "chart": _chart(found, payments),
        "gaps": [(word(KINDS, kind), ", ".join(map(str, years))) for kind, years in found.missing],
        "unrated": found.unrated,
        "has_length": found.has_length,
        "at_once": any(line.stated.value.per == "course" for line in cost.lines),
        "sources": _sources(cost, voice),
        "rates": [*_notes(found, payments, voice)],
        "proofs": proofs_for(programme.country, voice),
    }


def offers_of(programme: Programme, case: Case, voice: Voice) -> Iterator[Offer]:
    """The funds that are or may be open to whoever looks, with a place, and say what they give.

    No SQL.
    """
    for row in funds_for(programme, case, voice):
        own = directory().funds[row["id"]]
        sure = tuple(map(_named, payments_from(own, name=row["title"])))
        if row["state"] in SUPPOSED and sure:
            paid = "; ".join(one["text"] for one in row["paid"])
            stands = str(VERDICTS[row["state"]])
            yield Offer(own.id, f"{row['title']} ({stands}): {paid}", sure)


def _named(own: Payment) -> Payment:
    """What is lent says so in its name: a fund may give one part and lend another."""
    words = _("%(fund)s (loan)") % {"fund": own.payer} if own.is_lent else own.payer
    return replace(own, payer=words)


def told(own: MoneyRange, voice: Voice) -> str:
    """From one amount to another, large ones without cents."""
    low, high = (rounded(end) for end in (own.low, own.high))
    return voice.money_range(MoneyRange(low, high))


def short(own: MoneyRange) -> str:
    """The same in few letters, for tables."""
    return amount_words(str(MoneyRange(rounded(own.low), rounded(own.high))))


def _share(low: Money, high: Money) -> str:
    """What a payer gives; it may be less in a year when the course costs the most."""
    return short(MoneyRange(*sorted((low, high), key=lambda own: own.amount)))


def _year(found: Budget, year: BudgetYear) -> Plain:
    return {
        "number": year.number,
        "begins": str(year.begins),
        "cells": [_cell(found, year.number, column) for column in COLUMNS],
        "cost": short(year.cost),
        "shares": [_share(own.low, own.high) for own in year.shares],
        "gap": short(year.gap),
    }


def _cell(found: Budget, year: int, column: Column) -> Plain:
    """What is asked, and what that is in the currency of the budget where it is another."""
    own = found.within(year, column)
    is_foreign = any(one.asked.low.currency != found.currency for one in own)
    worth = added((one.worth for one in own if one.worth), found.currency)
    return {
        "asked": " + ".join(short(added([one.asked], one.asked.low.currency)) for one in own),
        "worth": short(worth) if is_foreign and any(one.worth for one in own) else "",
    }


def _total(found: Budget, column: Column) -> str:
    own = [one.worth for one in found.portions if one.column == column and one.worth]
    return short(added(own, found.currency)) if own else ""


def _currencies(found: Budget) -> Iterator[Plain]:
    """What is to be spent in each currency, and what that is worth."""
    spent = [own for own in found.portions if own.column != "held"]
    for code in dict.fromkeys(own.asked.low.currency for own in spent):
        own = [one for one in spent if one.asked.low.currency == code]
        worth = [one.worth for one in own if one.worth]
        yield {
            "code": code,
            "asked": short(added((one.asked for one in own), code)),
            "worth": short(added(worth, found.currency)) if worth else "",
        }


def _scenario(own: Scenario, voice: Voice) -> Plain:
    words = {
        "worst": _("At the worst rates of the last five years"),
        "best": _("At the best rates of the last five years"),
        "moves": _("If your currency is worth %(percent)s %% more")
        if own.percent > 0
        else _("If your currency is worth %(percent)s %% less"),
    }
    percent = voice.number(abs(own.percent))
    return {"words": words[own.turn] % {"percent": percent}, "gap": short(own.gap)}


def _debt(payer: str, low: Repayment, high: Repayment) -> Plain:
    return {
        "payer": payer,
        "borrowed": _share(low.borrowed, high.borrowed),
        "instalment": _share(low.instalment, high.instalment),
        "interest": _share(low.interest, high.interest),
    }


def _chart(found: Budget, payments: Iterable[Payment]) -> Figure:
    """Who gives what in each year if the course costs the most, others than the family together."""
    named = (_("You"), _("Your family"))
    is_large = found.cost.high.amount >= THOUSANDS_FROM
    unit = 1000 if is_large else 1
    gives = [[round(own.high.amount / unit) for own in year.shares] for year in found.years]
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
    series.append(
        Series(_("Gap"), tuple(round(year.gap.high.amount / unit) for year in found.years))
    )
    return Figure(
        "stacked",
        _("Who pays in each year, if it costs the most"),
        (_("In thousands of %(currency)s.") if is_large else _("In %(currency)s, without cents."))
        % {"currency": found.currency},
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
    used |= {own.currency for own in payments} | {found.currency}
    if rates is None or len(used) < 2:
        return
    for day, source, codes in rates.notes(used):
        words = {"source": source, "day": voice.day(day), "codes": ", ".join(codes)}
        if codes:
            yield _("%(codes)s: %(source)s, rates of %(day)s") % words
        else:
            yield _("%(source)s, rates of %(day)s") % words
