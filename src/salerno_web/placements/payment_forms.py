"""Saying that something was paid, and how much was paid back."""

from __future__ import annotations

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _


class ReferenceForm(forms.Form):
    """Under which words the money was sent, so that the host finds it."""

    reference = forms.CharField(
        label=_("What did you write in the transfer?"),
        help_text=_("The words by which the host finds it. No numbers of cards or accounts."),
        max_length=100,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )


class RefundForm(forms.Form):
    """How much was paid back."""

    amount = forms.DecimalField(
        label=_("How much did you pay back?"),
        min_value=Decimal(0),
        max_digits=12,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 10, "autocomplete": "off"}),
    )
