"""What the page of components shows: made up, and only there."""

from __future__ import annotations

from typing import Any as Anything

from django import forms

from salerno_web.ui.calendar import today
from salerno_web.ui.charts import Figure, Series
from salerno_web.ui.tiles import tile_map


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


ROWS = ("Nigeria", "India", "Egypt")
FIGURES = (
    Figure("bars", "Opportunities", "India has most.", ROWS, (Series("Number", (12, 31, None)),)),
    Figure(
        "stacked",
        "By verdict",
        "Most cannot be told.",
        ROWS,
        (
            Series("Open", (2, 9, 4)),
            Series("Not yet", (4, 12, 6)),
            Series("Cannot tell", (6, 10, 9)),
        ),
    ),
    Figure(
        "ranges",
        "Months to a licence",
        "The dot is the likely number.",
        ROWS,
        (
            Series("Least", (9, 12, None)),
            Series("Likely", (14, 18, None)),
            Series("Most", (22, 30, None)),
        ),
    ),
    Figure(
        "heat",
        "Seats by month",
        "June is fullest.",
        ROWS,
        (
            Series("May", (1, 4, 9)),
            Series("June", (7, 16, 12)),
            Series("July", (2, None, 3)),
        ),
    ),
)


def shown() -> dict[str, Anything]:
    """What the page of components shows besides its form."""
    numbers = {"NG": 12, "IN": 31, "EG": 7, "GB": 40, "US": 55, "AG": 3, "MT": 5, "JP": 9}
    return {
        "source": {**SOURCE, "read": today().isoformat()},
        "today": today(),
        "schemes": ("light", "dark"),
        "figures": FIGURES,
        "world": tile_map(numbers, href=lambda code: "#main", label="Opportunities by country"),
    }
