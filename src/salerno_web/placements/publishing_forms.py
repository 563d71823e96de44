"""Forms of what a host publishes: its places, its rotations, and a text with all of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any as Anything
from typing import cast

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from salerno.placements.locations import LEVELS
from salerno.placements.rotations import BOOKINGS, KINDS, SETTINGS, STATUSES
from salerno.placements.windows import LONGEST, PERS
from salerno_web.people.currencies import currency_choices
from salerno_web.placements import words

MOST = 1_000_000  # bytes of a text
Choices = Iterable[tuple[str, str]]


def _choice(label: Anything, known: Iterable[str], named: words.Words) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[(name, named[name]) for name in known])


def _text(label: Anything, rows: int = 3, help_text: Anything = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=5_000,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows, "dir": "auto"}),
    )


def _number(
    label: Anything, most: int, *, least: int = 0, required: bool = True
) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"inputmode": "numeric", "size": 5})
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, required=required, widget=widget
    )


def _money(label: Anything) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        min_value=0,
        max_digits=9,
        decimal_places=2,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 8}),
    )


def _day(label: Anything) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}))


class RotationForm(forms.Form):
    """A rotation in plain words, with one window of capacity."""

    title = forms.CharField(
        label=_("Title"), max_length=150, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    at = forms.ChoiceField(label=_("Where it is"))
    kind = _choice(_("Kind of rotation"), KINDS, words.KINDS)
    specialty = forms.CharField(
        label=_("Specialty"), max_length=60, help_text=_("Such as: internal medicine")
    )
    setting = _choice(_("Where one works"), SETTINGS, words.SETTINGS)
    languages = forms.CharField(
        label=_("Languages used with patients"),
        max_length=100,
        required=False,
        help_text=_("Codes of two letters, such as: en, fr"),
    )
    supervisors = _text(_("Supervisors"), 2, _("One on each line."))
    may = _text(_("What a trainee may do"), help_text=_("One thing on each line."))
    may_not = _text(_("What a trainee may not do"), help_text=_("One thing on each line."))
    notes = _text(
        _("What matters for licences elsewhere"),
        help_text=_("Such as accreditation. One thing on each line."),
    )
    first = _day(_("First day on which somebody may be there"))
    last = _day(_("Last day on which somebody may be there"))
    seats = _number(_("Seats"), 500, least=1)
    per = _choice(_("Counted"), PERS, words.PERS)
    party = _number(
        _("Trainees who come and go together on one seat, as a group"), 100, least=1, required=False
    )
    least = _number(_("Weeks of a stay at least"), LONGEST // 7, least=1)
    most = _number(_("Weeks of a stay at most"), LONGEST // 7, least=1)
    lead = _number(_("Days ahead that a stay must be asked for"), 730)
    each_school = _number(_("Trainees of one school at a time at most"), 500, required=False)
    closed = _text(
        _("Days without training"),
        2,
        _("Such as 2027-03-26, or 2027-03-26..2027-03-29; one a line."),
    )
    booking = _choice(_("How one books"), BOOKINGS, words.BOOKINGS)
    grace = _number(_("Days to show what is due, where it is booked at once"), 90)
    hold = _number(_("Hours for which a seat is held"), 720, least=1)
    waitlist = forms.BooleanField(label=_("There is a waiting list"), required=False)
    release = forms.BooleanField(label=_("The school must release the trainee"), required=False)
    agreement = forms.BooleanField(
        label=_("Only under an affiliation agreement with the school"), required=False
    )
    yes_or_no = forms.BooleanField(
        label=_("Of papers on health it is enough that they were verified"), required=False
    )
    deposit = _money(_("Deposit"))
    fee = _money(_("Fee for each week"))
    currency = forms.ChoiceField(label=_("Currency"))
    refund = _number(_("Paid back in full until so many weeks before"), 52, required=False)
    templates = forms.MultipleChoiceField(
        label=_("What this rotation asks"), required=False, widget=forms.CheckboxSelectMultiple
    )
    waived = forms.MultipleChoiceField(
        label=_("What the places around it ask and this rotation does not"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    status = _choice(_("Who sees it"), STATUSES, words.STATUSES)

    def __init__(
        self,
        *args: Anything,
        places: Choices,
        asks: Choices,
        inherited: Choices,
        **more: Anything,
    ) -> None:
        super().__init__(*args, **more)
        for name, choices in (
            ("at", places), ("templates", asks), ("waived", inherited),
            ("currency", currency_choices()),
        ):  # fmt: skip
            cast(forms.ChoiceField, self.fields[name]).choices = [*choices]
        if not self.fields["waived"].choices:  # type: ignore[attr-defined]  # a field of choices
            del self.fields["waived"]

    def clean_specialty(self) -> str:
        """The code of a specialty: its words joined."""
        return str(slugify(self.cleaned_data["specialty"]))

    def clean(self) -> dict[str, Anything]:
        """See that the days and the weeks are the right way round."""
        told = super().clean() or {}
        for low, high, problem in (
            ("first", "last", _now("The last day is before the first one.")),
            ("least", "most", _now("The most weeks are fewer than the least.")),
        ):
            if told.get(low) and told.get(high) and told[high] < told[low]:
                self.add_error(high, problem)
        return told

    @property
    def told(self) -> dict[str, Anything]:
        """What was filled in, by the names that documents have."""
        found = {"waived": [], **self.cleaned_data}
        found["may-not"], found["yes-or-no"] = found.pop("may_not"), found.pop("yes_or_no")
        return found


class PlaceForm(forms.Form):
    """A host, or a place in it."""

    name = forms.CharField(
        label=_("Name"), max_length=150, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    level = _choice(_("What it is"), LEVELS, words.LEVELS)
    within = forms.ChoiceField(
        label=_("Within"), required=False, help_text=_("The host itself is within nothing.")
    )
    country = forms.CharField(
        label=_("Country"), max_length=2, required=False, help_text=_("Its code of two letters.")
    )
    city = forms.CharField(label=_("City"), max_length=100, required=False)
    zone = forms.CharField(
        label=_("Time zone"), max_length=50, required=False, help_text=_("Such as Europe/London")
    )
    templates = forms.MultipleChoiceField(
        label=_("What is asked of everybody in it"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    confirmed = forms.BooleanField(
        label=_("We are this host, and we offer what is published here under its name."),
        required=False,
        help_text=_("Of the host alone. Without it nothing of it is shown to trainees."),
    )

    def __init__(self, *args: Anything, places: Choices, asks: Choices, **more: Anything) -> None:
        super().__init__(*args, **more)
        for name, choices in (("within", [("", _now("nothing")), *places]), ("templates", [*asks])):
            cast(forms.ChoiceField, self.fields[name]).choices = choices


class TextForm(forms.Form):
    """Places and rotations as a text."""

    text = forms.CharField(
        label=_("The text"),
        required=False,
        strip=False,
        widget=forms.Textarea(
            attrs={"rows": 16, "dir": "ltr", "spellcheck": "false", "class": "code"}
        ),
    )
    file = forms.FileField(label=_("Or a file"), required=False)

    def clean(self) -> dict[str, Anything]:
        """Take the file where there is one; something there must be."""
        told = super().clean() or {}
        file = told.get("file")
        if file is not None and file.size > MOST:
            self.add_error("file", _now("The file is too large."))
        elif file is not None:
            told["text"] = file.read().decode("utf-8", errors="replace")
        elif not (told.get("text") or "").strip():
            self.add_error("text", _now("Paste a text, or choose a file."))
        return told
