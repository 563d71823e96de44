"""Proposing an affiliation agreement."""

from __future__ import annotations

from datetime import timedelta
from typing import Any as Anything
from typing import cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from salerno_web.people.models import Organisation


class AgreementForm(forms.Form):
    """With whom, from when to when, and what is agreed."""

    other = forms.ModelChoiceField(
        label=_("With whom"), queryset=Organisation.objects.none(), empty_label=""
    )
    first = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}))
    last = forms.DateField(
        label=_("Last day"),
        help_text=_("Leave it empty for an agreement without end."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    text = forms.CharField(
        label=_("What is agreed"),
        help_text=_("Insurance, supervision, what each side sees to. The other side signs this."),
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
    )

    def __init__(self, *args: Anything, others: QuerySet[Organisation], **rest: Anything) -> None:
        super().__init__(*args, **rest)
        cast("forms.ModelChoiceField[Organisation]", self.fields["other"]).queryset = others

    def clean(self) -> dict[str, Anything]:
        """The last day does not lie before the first; what is kept is the day after it."""
        told = super().clean() or {}
        first, last = told.get("first"), told.get("last")
        if first and last and last < first:
            self.add_error("last", _now("The last day lies before the first."))
        told["end"] = last + timedelta(days=1) if last else None
        return told
