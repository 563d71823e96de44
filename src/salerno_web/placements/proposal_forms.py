"""Forms of placements that trainees found."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any as Anything
from typing import cast

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from salerno.placements.windows import bounds, stay_of
from salerno_web.people.models import Organisation

LONGEST = 52


def _words(label: Anything, **more: Anything) -> forms.CharField:
    attrs = {"dir": "auto", "autocomplete": "off"}
    return forms.CharField(label=label, widget=forms.TextInput(attrs=attrs), **more)


class ProposalForm(forms.Form):
    """Where, when and with whom."""

    host = forms.ModelChoiceField(
        Organisation.objects.none(),
        required=False,
        label=_("The host"),
        empty_label=_("It is not in this list"),
    )
    host_name = _words(_("Its name, if it is not in the list"), max_length=200, required=False)
    email = forms.EmailField(
        label=_("E-mail address of somebody there, if it is not in the list"),
        required=False,
        help_text=_("They are asked whether it is true. Nothing is confirmed without the host."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    language = forms.ChoiceField(label=_("Language of the mail"), choices=settings.LANGUAGES)
    specialty = _words(_("Specialty"), max_length=100)
    supervisor = _words(_("Who supervises you"), max_length=200)
    first = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}))
    weeks = forms.IntegerField(
        label=_("Weeks"),
        min_value=1,
        max_value=LONGEST,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "size": 4}),
    )
    school = forms.ModelChoiceField(
        Organisation.objects.none(),
        required=False,
        label=_("Your school"),
        empty_label=_("No school"),
    )
    words = forms.CharField(
        label=_("Anything else that the host should know"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    def __init__(
        self, *args: Anything, hosts: Anything, schools: Anything, **more: Anything
    ) -> None:
        super().__init__(*args, **more)
        cast(forms.ModelChoiceField[Organisation], self.fields["host"]).queryset = hosts
        cast(forms.ModelChoiceField[Organisation], self.fields["school"]).queryset = schools

    def clean(self) -> dict[str, Anything]:
        """A host that is not listed has a name, and somebody who can be asked."""
        found: dict[str, Anything] = super().clean() or {}
        if not found.get("host") and "host" not in self.errors:
            for name in ("host_name", "email"):
                if not found.get(name) and name not in self.errors:
                    self.add_error(name, gettext("Choose a host above, or fill this in."))
        return found

    @property
    def told(self) -> dict[str, Anything]:
        """What a proposal says; the form must be valid."""
        names = ("host_name", "email", "language", "specialty", "supervisor", "words")
        first, end = bounds(stay_of(self.cleaned_data["first"], self.cleaned_data["weeks"]))
        return {name: self.cleaned_data[name] for name in names} | {"first": first, "end": end}


class ConfirmForm(forms.Form):
    """In which window the host takes the trainee."""

    place = forms.ChoiceField(label=_("Rotation and window"))

    def __init__(
        self, *args: Anything, places: Iterable[tuple[str, str]], **more: Anything
    ) -> None:
        super().__init__(*args, **more)
        cast(forms.ChoiceField, self.fields["place"]).choices = [*places]


class RefuseForm(forms.Form):
    """Why a host refuses."""

    why = _words(_("Why? The trainee reads it."), max_length=300)


class SayForm(forms.Form):
    """Who says whether it is true."""

    name = _words(_("Your name and position"), max_length=200)
