"""Forms of the log of a placement."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from salerno.placements.logs import LONGEST_DAY, SUPERVISION
from salerno_web.placements.words import SUPERVISED


def _day() -> forms.DateField:
    return forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))


class HoursForm(forms.Form):
    """The hours of one day."""

    prefix = "hours"
    day = _day()
    hours = forms.FloatField(
        label=_("Hours"),
        min_value=0,
        max_value=LONGEST_DAY,
        help_text=_("In quarters of an hour, such as 7.75"),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 6}),
    )


class CaseForm(forms.Form):
    """A case, without anything of the patient."""

    prefix = "case"
    day = _day()
    problem = forms.CharField(
        label=_("What it was"),
        max_length=200,
        help_text=_("Nothing by which somebody could tell who the patient is."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    done = forms.CharField(
        label=_("What you did"), max_length=500, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    supervision = forms.ChoiceField(
        label=_("How you were supervised"),
        choices=[(name, SUPERVISED[name]) for name in SUPERVISION],
    )
