"""What can be looked for among opportunities."""

from __future__ import annotations

from decimal import Decimal
from typing import Any as Anything
from typing import cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from salerno.errors import SalernoError
from salerno.money import Money, Rates
from salerno.rules.sieves import FACETS, Sieve

MOST_VALUES = 60


def currencies(rates: Rates | None, *, usual: str) -> list[str]:
    """The currencies that there are rates of, the usual one first if it is among them."""
    if rates is None:
        return [usual]
    return sorted(rates.codes, key=lambda code: (code != usual, code))


class SieveForm(forms.Form):
    """What is told of a sieve in fields; the facets are read from the address itself."""

    words = forms.CharField(
        max_length=100,
        required=False,
        label=_("Words"),
        help_text=_("In the title, the authority or the country."),
        widget=forms.TextInput(attrs={"type": "search", "dir": "auto"}),
    )
    by = forms.DateField(
        required=False,
        label=_("Can be taken by"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
    )
    cost = forms.DecimalField(
        required=False,
        min_value=0,
        max_digits=12,
        decimal_places=2,
        label=_("Costs at most"),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 8}),
    )
    currency = forms.ChoiceField(required=False, label=_("Currency"))
    sure = forms.BooleanField(
        required=False, label=_("Leave out what has no known day or cost, if I ask for one")
    )

    def __init__(
        self, *args: Anything, rates: Rates | None, currency: str, **rest: Anything
    ) -> None:
        super().__init__(*args, **rest)
        self.rates = rates
        codes = currencies(rates, usual=currency)
        self.usual = codes[0]
        chosen = cast(forms.ChoiceField, self.fields["currency"])
        chosen.choices = [(code, code) for code in codes]

    @property
    def chosen_currency(self) -> str:
        """The currency that amounts are told in."""
        return str(getattr(self, "cleaned_data", {}).get("currency") or self.usual)

    def sieve(self, asked: QueryDict, *, state: str) -> Sieve:
        """The sieve asked for; a field with a mistake in it is not set."""
        self.is_valid()
        told = self.cleaned_data
        kind, country, specialty = (tuple(asked.getlist(name)[:MOST_VALUES]) for name in FACETS)
        return Sieve(
            state=state,
            kind=kind,
            country=country,
            specialty=specialty,
            by=told.get("by"),
            cost=self._worth(told.get("cost")),
            words=told.get("words") or "",
            is_sure=bool(told.get("sure")),
        )

    def _worth(self, cost: Decimal | None) -> Decimal | None:
        """An amount in the currency that lists are sifted in."""
        if cost is None or self.rates is None:
            return None
        try:
            return self.rates.convert(Money(cost, self.chosen_currency), to=self.rates.base).amount
        except SalernoError:
            return None
