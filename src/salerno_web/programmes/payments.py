"""Who pays for a course, as told in an address that can be kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any as Anything

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from salerno.money import Money, Rates
from salerno.programmes.payments import Payment, Terms
from salerno_web.opportunities.forms import currencies
from salerno_web.ui.calendar import today

LINES = (1, 2, 3)
PARTS = ("name", "amount", "currency", "per", "percent", "term")
WRITTEN = ("name", "amount", "percent", "term")  # the others always hold a choice
FARTHEST = 20  # years from now


@dataclass(frozen=True, slots=True)
class Offer:
    """A fund that may be open to somebody, and what it is sure to give."""

    id: str
    words: str
    payments: tuple[Payment, ...]


class BudgetForm(forms.Form):
    """What the person, the family, funds and three others give; a mistake counts for nothing."""

    def __init__(
        self, asked: QueryDict, *, rates: Rates | None, currency: str, offers: Sequence[Offer] = ()
    ) -> None:
        told, first = asked.copy(), today().year + 1
        if not told.get("begins"):
            told["begins"] = str(first)
        super().__init__(told)
        self.codes = currencies(rates, usual=currency)
        self.fields["currency"] = self._codes(_("Currency to reckon in"))
        self.fields["own"] = _amount(_("Your own money a year"), _("In that currency."))
        self.fields["family"] = _amount(_("Your family, a year"), _("In that currency."))
        self.fields["begins"] = _whole(_("First year of study"), first - 1, first + FARTHEST)
        self.offers = tuple(offers)
        if offers:
            self.fields["fund"] = forms.MultipleChoiceField(
                required=False,
                label=_("Funds that are or may be open to you"),
                help_text=_("Judged as if you had a place. What is sure to be given is reckoned."),
                choices=[(own.id, own.words) for own in offers],
                widget=forms.CheckboxSelectMultiple,
            )
        for line in LINES:
            self._add_line(str(line))

    def _codes(self, label: Anything) -> forms.ChoiceField:
        choices = [(code, code) for code in self.codes]
        return forms.ChoiceField(required=False, label=label, choices=choices)

    def _add_line(self, line: str) -> None:
        """The fields of one payer more."""
        self.fields["name" + line] = forms.CharField(
            required=False,
            max_length=60,
            label=_("Who"),
            widget=forms.TextInput(attrs={"dir": "auto"}),
        )
        self.fields["amount" + line] = _amount(_("How much"))
        self.fields["currency" + line] = self._codes(_("In which currency"))
        self.fields["per" + line] = forms.ChoiceField(
            required=False,
            label=_("How often"),
            choices=[("year", _("Every year")), ("once", _("Once"))],
        )
        self.fields["percent" + line] = forms.DecimalField(
            required=False,
            min_value=0,
            max_value=100,
            decimal_places=2,
            label=_("If it is a loan: interest in percent a year"),
            widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 6}),
        )
        self.fields["term" + line] = _whole(_("If it is a loan: years to pay it back"), 1, 60)

    def clean(self) -> dict[str, Anything]:
        """A loan has both its terms, or none."""
        told = super().clean() or {}
        for line in LINES:
            ends = [told.get(f"{name}{line}") for name in ("percent", "term")]
            if (ends[0] is None) != (ends[1] is None) and not self._is_wrong(line):
                missing = "percent" if ends[0] is None else "term"
                self.add_error(f"{missing}{line}", _("Give both the interest and the years."))
        return told

    def _is_wrong(self, line: int) -> bool:
        return any(f"{name}{line}" in self.errors for name in ("percent", "term"))

    @property
    def lines(self) -> Iterator[tuple[list[forms.BoundField], bool]]:
        """The fields of each further payer, and whether anything is written or wrong in them."""
        for line in LINES:
            own = {name: self[f"{name}{line}"] for name in PARTS}
            is_told = any(own[name].value() for name in WRITTEN)
            yield [*own.values()], is_told or any(bound.errors for bound in own.values())

    @property
    def chosen_currency(self) -> str:
        """The currency that is reckoned in."""
        return str(self._told("currency") or self.codes[0])

    @property
    def first_year(self) -> int:
        """The year in which the course begins."""
        return int(self._told("begins") or today().year + 1)

    @property
    def payments(self) -> tuple[Payment, ...]:
        """Who gives what: gifts first, then the person and the family, loans last."""
        chosen = self._told("fund") or ()
        funds = [one for own in self.offers if own.id in chosen for one in own.payments]
        others = [own for line in LINES for own in self._other(line)]
        named = (("own", gettext("You")), ("family", gettext("Your family")))
        own = [
            Payment(words, Money(self._told(name), self.chosen_currency))
            for name, words in named
            if self._told(name)
        ]
        gifts = [one for one in (*funds, *others) if not one.is_lent]
        lent = [one for one in (*others, *funds) if one.is_lent]
        gifts.sort(key=lambda one: not one.share)  # what pays one thing only comes first
        return (*gifts, *own, *lent)

    def _other(self, line: int) -> Iterator[Payment]:
        amount = self._told(f"amount{line}")
        if amount:
            percent, term = self._told(f"percent{line}"), self._told(f"term{line}")
            is_loan = percent is not None and term is not None
            yield Payment(
                self._told(f"name{line}") or gettext("Payer %(n)s") % {"n": line},
                Money(amount, self._told(f"currency{line}") or self.chosen_currency),
                "once" if self._told(f"per{line}") == "once" else "year",
                terms=Terms(percent, term) if is_loan else None,
                is_lent=is_loan,
            )

    def _told(self, name: str) -> Anything:
        self.is_valid()
        return self.cleaned_data.get(name)


def _amount(label: Anything, hint: Anything = "") -> forms.DecimalField:
    return forms.DecimalField(
        required=False,
        min_value=0,
        max_digits=12,
        decimal_places=2,
        label=label,
        help_text=hint,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 10}),
    )


def _whole(label: Anything, least: int, most: int) -> forms.IntegerField:
    return forms.IntegerField(
        required=False,
        min_value=least,
        max_value=most,
        label=label,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 6}),
    )
