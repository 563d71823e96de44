"""Forms of letters of recommendation."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from salerno.placements.letters import LONGEST


class AskLetterForm(forms.Form):
    """Whom to ask for a letter, and for what."""

    writer = forms.CharField(
        label=_("Who is to write it"),
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=_("Their e-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    language = forms.ChoiceField(label=_("Language of the mail"), choices=settings.LANGUAGES)
    purpose = forms.CharField(
        label=_("What it is for"),
        max_length=1000,
        required=False,
        help_text=_("Such as the programme you apply to, and what it wants to know."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    due = forms.DateField(label=_("You need it by"), widget=forms.DateInput(attrs={"type": "date"}))
    waived = forms.BooleanField(
        label=_("I will not read it"),
        required=False,
        help_text=_(
            "Many programmes trust a letter more that its subject has not read. You can then only "
            "send it on. This cannot be changed later."
        ),
    )


class WriteLetterForm(forms.Form):
    """The letter."""

    title = forms.CharField(
        label=_("Your title and position"),
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    words = forms.CharField(
        label=_("Your letter"),
        max_length=LONGEST,
        help_text=_("Nothing about patients, please."),
        widget=forms.Textarea(attrs={"rows": 16, "dir": "auto"}),
    )


class SendLetterForm(forms.Form):
    """To whom a letter is sent."""

    to = forms.EmailField(
        label=_("E-mail address of who asks for it"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
