"""Telling what is wrong with a rule, and deciding on it."""

from __future__ import annotations

from typing import Any as Anything

from django import forms
from django.utils.translation import gettext_lazy as _

DECISIONS = [
    ("accepted", _("Accept: it is wrong and will be put right")),
    ("refused", _("Refuse: the rule stays as it is")),
    ("done", _("Done: it has been put right")),
]


class ReportForm(forms.Form):
    """What is wrong with a rule; `website` is left empty by people and filled in by machines."""

    wrong = forms.CharField(
        label=_("What is wrong?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    instead = forms.CharField(
        label=_("What should it be? (optional)"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    link = forms.URLField(
        label=_("Where is that said? (optional)"),
        help_text=_("The address of a law or of an official page helps most."),
        required=False,
        max_length=500,
        assume_scheme="https",
    )
    email = forms.EmailField(
        label=_("Your e-mail address (optional)"),
        help_text=_("Only to tell you what became of it."),
        required=False,
        max_length=254,
    )
    website = forms.CharField(
        required=False, label=_("Leave this empty"), widget=forms.TextInput(attrs={"tabindex": -1})
    )

    @property
    def is_machine(self) -> bool:
        """Whether the field was filled in that no person sees."""
        return bool(self.cleaned_data.get("website"))

    @property
    def told(self) -> dict[str, Anything]:
        """What was told, without the trap."""
        return {k: v for k, v in self.cleaned_data.items() if k != "website"}


class DecisionForm(forms.Form):
    """What becomes of a report, and why."""

    decision = forms.ChoiceField(
        choices=DECISIONS, label=_("What becomes of it?"), widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Whoever reported it is told, if they left an address."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
