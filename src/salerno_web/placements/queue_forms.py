"""Narrowing the queue of a host, and judging what it alone can judge."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any as Anything
from typing import cast

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SHOWS: tuple[tuple[str, str | Promise], ...] = (
    ("", _("Everything that waits for us")),
    ("review", _("Requests to decide")),
    ("judge", _("Something to judge")),
    ("evaluation", _("To evaluate and certify")),
    ("waiting", _("On the waiting list, or with the school")),
)


def _day(label: Anything) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"})
    return forms.DateField(label=label, required=False, widget=widget)


class QueueForm(forms.Form):
    """Which of what waits is shown."""

    show = forms.ChoiceField(label=_("What"), choices=SHOWS, required=False)
    unit = forms.ChoiceField(label=_("Where"), required=False)
    since = _day(_("There on or after"))
    until = _day(_("There on or before"))

    def __init__(self, *args: Anything, units: Iterable[tuple[str, str]], **rest: Anything) -> None:
        super().__init__(*args, **rest)
        field = cast(forms.ChoiceField, self.fields["unit"])
        field.choices = [("", _("Everywhere")), *units]


class DecisionForm(forms.Form):
    """Whether something is met that the host alone can judge, and why."""

    demand = forms.CharField(widget=forms.HiddenInput)
    met = forms.ChoiceField(
        label=_("Is it met?"),
        choices=[("yes", _("Yes, it is met")), ("no", _("No, it is not"))],
        widget=forms.RadioSelect,
    )
    why = forms.CharField(
        label=_("Why?"),
        help_text=_("Asked for where it is not met, and where you change what you decided."),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
