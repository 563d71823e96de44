"""Forms of incidents."""

from __future__ import annotations

from typing import Any as Anything

from django import forms
from django.utils.translation import gettext_lazy as _

from salerno_web.placements.models import Incident

LONGEST = 5_000


class IncidentForm(forms.Form):
    """What went wrong, and who is to read it."""

    kind = forms.ChoiceField(label=_("What happened"), choices=Incident.Kind.choices)
    day = forms.DateField(label=_("On which day"), widget=forms.DateInput(attrs={"type": "date"}))
    words = forms.CharField(
        label=_("In your words"),
        max_length=LONGEST,
        help_text=_("Nothing by which somebody could tell who the patient is."),
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
    )
    to = forms.MultipleChoiceField(
        label=_("Who is to read it"),
        choices=[("school", _("My school")), ("host", _("The host"))],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nobody else sees that there is a report."),
    )

    def __init__(self, *args: Anything, has_school: bool, **more: Anything) -> None:
        super().__init__(*args, **more)
        if not has_school:
            self.fields["to"].choices = [("host", _("The host"))]  # type: ignore[attr-defined]  # it is a choice


class AnswerForm(forms.Form):
    """What is answered, and whether that ends it."""

    words = forms.CharField(
        label=_("What is done about it"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    closes = forms.BooleanField(label=_("This closes the report."), required=False)
