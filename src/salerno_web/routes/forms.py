"""What a plan may be asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from typing import Any as Anything

from django import forms
from django.utils.translation import gettext_lazy as _

from salerno.errors import SalernoError
from salerno.routes.whatifs import Case, supposing
from salerno.rules import Voice
from salerno_web.atlas.queries import facts
from salerno_web.credentials.fields import Choices, choices_with_blank, country_choices
from salerno_web.opportunities.forms import currencies
from salerno_web.people.requests import USUAL_CURRENCY
from salerno_web.routes.asking import Asked
from salerno_web.routes.queries import ListedGoal
from salerno_web.ui.calendar import today

MOST_GOALS = 4
LONGEST = timedelta(days=366 * 20)
LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2")


class PlanForm(forms.Form):
    """Where to, and within which limits."""

    goals = forms.MultipleChoiceField(
        label=_("Where do you want to get?"),
        widget=forms.MultipleHiddenInput,
        error_messages={"required": _("Choose at least one goal.")},
    )
    by = forms.DateField(
        label=_("At the latest by"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    currency = forms.ChoiceField(label=_("Your currency"), initial="EUR")
    budget = forms.DecimalField(
        label=_("Budget for the whole way"), required=False, min_value=0, max_digits=12
    )
    yearly = forms.DecimalField(
        label=_("Budget for each year"), required=False, min_value=0, max_digits=12
    )
    examinations = forms.IntegerField(
        label=_("Examinations at a time"), initial=1, min_value=0, max_value=9,
        help_text=_("0 stands for any number."),
    )  # fmt: skip
    study = forms.IntegerField(
        label=_("Days kept free before each examination"), initial=0, min_value=0, max_value=365
    )
    refused = forms.MultipleChoiceField(
        label=_("Countries that you cannot enter"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        *args: Anything,
        voice: Voice,
        goals: Sequence[ListedGoal],
        countries: Iterable[str],
        **rest: Anything,
    ) -> None:
        super().__init__(*args, **rest)
        self._choices("goals", [(goal.id, goal.title) for goal in goals])
        self._choices("currency", _currencies(voice))
        self._choices("refused", _places(countries, voice))

    def _choices(self, name: str, choices: Anything) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # it is a choice field

    def clean_goals(self) -> list[str]:
        """No more goals than can be compared."""
        goals: list[str] = self.cleaned_data["goals"]
        if len(goals) > MOST_GOALS:
            raise forms.ValidationError(_("Choose four goals at most."))
        return goals

    def clean_by(self) -> Anything:
        """A day that can still be reached."""
        by = self.cleaned_data["by"]
        if by and not today() < by < today() + LONGEST:
            raise forms.ValidationError(_("Give a day in the next twenty years."))
        return by

    @property
    def asked(self) -> Asked:
        """What is asked for, once the form is valid."""
        told = self.cleaned_data
        return Asked(
            goals=tuple(told["goals"]),
            by=told["by"].isoformat() if told["by"] else "",
            budget=str(told["budget"]) if told["budget"] is not None else "",
            yearly=str(told["yearly"]) if told["yearly"] is not None else "",
            currency=told["currency"],
            examinations=told["examinations"],
            study=told["study"],
            refused=tuple(told["refused"]),
        )


def _places(countries: Iterable[str], voice: Voice) -> Choices:
    """Countries by name."""
    named = dict(country_choices(voice.locale))
    places: Choices = [(code, named.get(code, code)) for code in countries]
    return sorted(places, key=lambda one: str(one[1]))


def _currencies(voice: Voice) -> Choices:
    names, codes = voice.locale.currencies, currencies(facts().rates, usual=USUAL_CURRENCY)
    return [(code, f"{code} – {names.get(code, code)}") for code in codes]


class WorkForm(forms.Form):
    """Where somebody wants to work."""

    country = forms.MultipleChoiceField(
        label=_("Where do you want to work?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, *args: Anything, countries: Iterable[str], voice: Voice, **rest: Anything
    ) -> None:
        super().__init__(*args, **rest)
        self.fields["country"].choices = _places(countries, voice)  # type: ignore[attr-defined]  # it is a choice field


class WhatIfForm(forms.Form):
    """One thing supposed to be otherwise."""

    kind = forms.ChoiceField(
        label=_("What if"),
        choices=[
            ("failed", _("I fail a step")),
            ("delayed", _("a step is delayed")),
            ("refused", _("I cannot enter a country")),
            ("learned", _("I learn a language")),
            ("off", _("a rule were switched off")),
            ("on", _("a proposed rule came into force")),
        ],
        widget=forms.RadioSelect,
    )
    step = forms.ChoiceField(label=_("Step or rule"), required=False)
    months = forms.IntegerField(
        label=_("By how many months"), required=False, initial=6, min_value=1, max_value=60
    )
    country = forms.ChoiceField(label=_("Country"), required=False)
    language = forms.CharField(
        label=_("Language"), required=False, max_length=3, help_text=_("Its code, such as de.")
    )
    level = forms.ChoiceField(
        label=_("To level"),
        required=False,
        initial="B2",
        choices=[(level, level) for level in LEVELS],
    )

    def __init__(
        self,
        *args: Anything,
        steps: Choices,
        countries: Iterable[str],
        case: Callable[[], Case],
        voice: Voice,
        **rest: Anything,
    ) -> None:
        super().__init__(*args, **rest)
        self.case = case
        for name, choices in (("step", steps), ("country", _places(countries, voice))):
            self.fields[name].choices = choices_with_blank(choices)  # type: ignore[attr-defined]  # they are choice fields

    def clean(self) -> dict[str, Anything]:
        """Put the supposition into words, and see that it can be supposed."""
        told = super().clean() or {}
        if self.errors:
            return told
        words = _WORDS[told["kind"]](told)
        if not words:
            raise forms.ValidationError(_("Say of which step, country or language."))
        what = f"{told['kind']} {words}"
        try:
            supposing(self.case(), what=what, opportunities=facts().opportunities)
        except SalernoError as error:
            raise forms.ValidationError(str(error)) from error
        return {**told, "what": what}


def _delayed(told: dict[str, Anything]) -> str:
    return f"{told['step']} {told['months'] or 6} months" if told["step"] else ""


def _learned(told: dict[str, Anything]) -> str:
    is_told = told["language"] and told["level"]
    return f"{told['language'].lower()} {told['level']}" if is_told else ""


Words = Callable[[dict[str, Anything]], str]


def _step(told: dict[str, Anything]) -> str:
    return str(told["step"])


_WORDS: dict[str, Words] = {
    "failed": _step,
    "delayed": _delayed,
    "refused": lambda told: str(told["country"]),
    "learned": _learned,
    "off": _step,
    "on": _step,
}
