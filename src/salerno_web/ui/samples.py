"""What the page of components shows: made up, and only there."""

from __future__ import annotations

from typing import Any as Anything

from django import forms

from salerno_web.ui.calendar import today


class SampleForm(forms.Form):
    """One field of every look."""

    name = forms.CharField(label="Name", help_text="As in your passport.")
    email = forms.EmailField(
        label="E-mail address", widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    year = forms.IntegerField(label="Year of graduation", min_value=1950, max_value=2035)
    where = forms.ChoiceField(
        label="Country", choices=[("", "Choose"), ("NG", "Nigeria"), ("IN", "India")]
    )
    answer = forms.ChoiceField(
        label="Do you hold a degree in medicine?",
        choices=[("yes", "Yes"), ("no", "No")],
        widget=forms.RadioSelect,
        help_text="A degree that lets you practise where you studied.",
    )
    kinds = forms.MultipleChoiceField(
        label="What are you interested in?",
        choices=[("rotation", "Rotations"), ("licence", "Licences"), ("visa", "Visas")],
        widget=forms.CheckboxSelectMultiple,
    )
    agrees = forms.BooleanField(label="Send me reminders", help_text="Once a month at most.")
    file = forms.FileField(label="Document", help_text="PDF, JPEG or PNG, 10 MB at most.")
    letter = forms.CharField(
        label="Letter", widget=forms.Textarea(attrs={"maxlength": 500, "data-count": "500"})
    )


SOURCE = {
    "url": "https://example.org/rules",
    "title": "Regulations on the admission of graduates",
    "locator": "section 4(2)",
    "tier": "law",
    "confidence": "A",
}


def shown() -> dict[str, Anything]:
    """What the page of components shows besides its form."""
    return {"source": {**SOURCE, "read": today().isoformat()}, "today": today()}
