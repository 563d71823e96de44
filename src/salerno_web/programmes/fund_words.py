"""What is stated of funds, and of the money that visas ask for, in the language of the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any as Anything

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from salerno.money import MoneyRange
from salerno.programmes.funds import Contribution, Interest, Proof, Security
from salerno.programmes.programmes import Intake
from salerno.programmes.statements import Statement
from salerno.rules import Voice
from salerno.rules.outlines import Plain
from salerno_web.programmes.stated import in_words, joined, told
from salerno_web.programmes.words import PERIODS, STATUSES, word

_Words = Mapping[str, Promise]

FUND_FACETS: _Words = MappingProxyType(
    {"kind": gettext_lazy("Kind"), "study": gettext_lazy("Country of study")}
)
FUND_KINDS: _Words = MappingProxyType(
    {
        "loan": gettext_lazy("Loan"),
        "scholarship": gettext_lazy("Scholarship"),
        "grant": gettext_lazy("Grant"),
        "discount": gettext_lazy("Lower fee"),
        "school-aid": gettext_lazy("Aid of a school"),
        "public-support": gettext_lazy("Support of a state for its own people"),
    }
)
TOWARDS: _Words = MappingProxyType(
    {
        "any": gettext_lazy("Costs of any kind"),
        "tuition": gettext_lazy("Tuition"),
        "living": gettext_lazy("Living"),
        "housing": gettext_lazy("Housing"),
        "insurance": gettext_lazy("Insurance"),
        "meals": gettext_lazy("Meals"),
        "travel": gettext_lazy("Travel"),
        "language": gettext_lazy("A language course"),
    }
)
TIMES: _Words = MappingProxyType(
    {
        **PERIODS,
        "week": gettext_lazy("a week"),
        "loan": pgettext_lazy("how often", "for each loan"),
        "course": gettext_lazy("for the whole course"),
    }
)
FIGURES: _Words = MappingProxyType(
    {
        "rate": gettext_lazy("Rate of interest"),
        "lowest": gettext_lazy("Lowest rate of interest"),
        "median": gettext_lazy("Median rate of interest"),
        "representative": gettext_lazy("Representative rate of interest"),
        "margin": gettext_lazy("Margin over the reference rate"),
        "reference": gettext_lazy("Reference rate"),
        "discount": gettext_lazy("Taken off the rate"),
        "fee": gettext_lazy("Fee, of the sum"),
    }
)
MANNERS: _Words = MappingProxyType(
    {"fixed": gettext_lazy("fixed"), "variable": gettext_lazy("variable")}
)
SECURITIES: _Words = MappingProxyType(
    {"cosigner": gettext_lazy("Cosigner"), "collateral": gettext_lazy("Collateral")}
)
ASKED: _Words = MappingProxyType(
    {
        "yes": pgettext_lazy("security", "asked for"),
        "no": pgettext_lazy("security", "not asked for"),
        "some": pgettext_lazy("security", "asked of some"),
    }
)
MEANS: _Words = MappingProxyType(
    {
        "hold": gettext_lazy("To be shown, not spent"),
        "prepay": gettext_lazy("To be paid ahead"),
        "earn": gettext_lazy("To be earned"),
        "fee": gettext_lazy("Fee"),
        "papers": gettext_lazy("Papers"),
    }
)
ROWS: _Words = MappingProxyType(
    {
        "status": gettext_lazy("Status"),
        "covers": gettext_lazy("What it pays"),
        "rates": gettext_lazy("Interest and fees as published"),
        "securities": gettext_lazy("Who or what stands behind it"),
        "deadlines": gettext_lazy("Deadlines"),
        "notes": gettext_lazy("What else is said of it"),
    }
)


def fund_told(stated: Statement[Anything], section: str, voice: Voice) -> Plain:
    """A statement of a fund or of a visa, in words, and where it stands."""
    if section == "deadlines":
        own: Statement[Intake] = stated
        return told(own, "intakes", voice)
    words = _WORDS[section](stated.value, voice)
    if section == "rates" and stated.source.dated:
        words = joined(words, _("published: %(day)s") % {"day": stated.source.dated})
    return in_words(stated, words, voice)


def _contribution(own: Contribution, voice: Voice) -> str:
    known = {True: _("need not be paid back"), False: _("has to be paid back")}
    amount = amount_words(own.amount, voice) if own.amount else ""
    share = share_of(*own.share, voice) if own.share else ""
    how_often = str(TIMES[own.per]) if own.per else ""
    said = joined(" ".join(filter(None, (amount, how_often))), share)
    gift = "" if own.gift is None else known[own.gift]
    return joined(f"{word(TOWARDS, own.towards)}: {said or _('how much was not found')}", gift)


def amount_words(amount: MoneyRange, voice: Voice) -> str:
    """An amount; what begins at nothing goes up to its upper end."""
    if not amount.low.amount and amount.high.amount:
        return _("up to %(amount)s") % {"amount": voice.money(amount.high)}
    return voice.money_range(amount)


def share_of(low: Decimal, high: Decimal, voice: Voice) -> str:
    """A part of the costs, in words where it is all of them."""
    if low == high == 1:
        return _("all of it")
    most = f"{voice.number(high * 100)} %"
    if not low:
        return _("up to %(amount)s") % {"amount": most}
    return most if low == high else f"{voice.number(low * 100)}–{most}"


def _interest(own: Interest, voice: Voice) -> str:
    least = voice.number(own.low)
    if own.high is None:
        said = _("from %(percent)s %%") % {"percent": least}
    elif own.high == own.low:
        said = f"{least} %"
    else:
        said = f"{least}–{voice.number(own.high)} %"
    manner = word(MANNERS, own.manner) if own.manner else ""
    return joined(
        f"{word(FIGURES, own.figure)}: {said}", manner, _("with all fees (APR)") * own.is_apr
    )


def _security(own: Security, _voice: Voice) -> str:
    return f"{word(SECURITIES, own.kind)}: {word(ASKED, own.asked)}"


def _proof(own: Proof, voice: Voice) -> str:
    amount = voice.money_range(own.amount) if own.amount else ""
    often = str(TIMES[own.per]) if own.per else ""
    said = " ".join(filter(None, (amount, often)))
    month = ngettext("for %(n)s month at most", "for %(n)s months at most", own.months)
    day = ngettext("held for %(n)s day", "held for %(n)s days", own.days)
    return joined(
        f"{word(MEANS, own.means)}: {said}" if said else word(MEANS, own.means),
        own.who,
        own.where,
        _("from %(day)s") % {"day": own.since} if own.since else "",
        _("until %(day)s") % {"day": own.until} if own.until else "",
        month % {"n": own.months} if own.months else "",
        day % {"n": own.days} if own.days else "",
    )


_WORDS: Mapping[str, Callable[[Anything, Voice], str]] = MappingProxyType(
    {
        "status": lambda own, _voice: word(STATUSES, own),
        "covers": _contribution,
        "rates": _interest,
        "securities": _security,
        "notes": lambda own, _voice: str(own),
        "proofs": _proof,
    }
)
