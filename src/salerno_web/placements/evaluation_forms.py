"""Forms of evaluations: the questions of each side, and whom to ask."""

from __future__ import annotations

from typing import Any as Anything

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from salerno.placements.evaluations import (
    LONGEST,
    QUESTIONS,
    SCALE,
    UNSEEN,
    Answers,
    Side,
    read_answers,
)
from salerno_web.placements.evaluation_words import AGREED, ENTRUSTED, SITE_SAFETY
from salerno_web.placements.evaluation_words import QUESTIONS as WORDS

MARKS = (*map(str, SCALE), UNSEEN)


class EvaluationForm(forms.Form):
    """A mark for each question of a side, and words."""

    words = forms.CharField(
        label=_("In your words"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
        help_text=_("Nothing about patients, please."),
    )
    public = forms.BooleanField(
        label=_("These words may be shown to others, without my name, once five have answered."),
        required=False,
    )

    def __init__(self, *args: Anything, side: Side, **more: Anything) -> None:
        super().__init__(*args, **more)
        self.side = side
        scale = ENTRUSTED if side == "host" else AGREED
        for name in QUESTIONS[side]:
            label = SITE_SAFETY if (side, name) == ("trainee", "safety") else WORDS[name]
            self.fields[name] = forms.ChoiceField(
                label=str(label),
                choices=[(mark, scale[mark]) for mark in MARKS],
                widget=forms.RadioSelect,
            )
        if side == "host":
            del self.fields["public"]
        self.order_fields([*QUESTIONS[side], "words", "public"])

    @property
    def answers(self) -> Answers:
        """What was said; the form must be valid."""
        told = self.cleaned_data
        return read_answers({**told, "public": "yes" if told.get("public") else ""}, side=self.side)


class GuestForm(forms.Form):
    """Whom a host asks to evaluate a trainee."""

    name = forms.CharField(
        label=_("Name of the evaluator"),
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=_("Their e-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    language = forms.ChoiceField(label=_("Language of the mail"), choices=settings.LANGUAGES)
