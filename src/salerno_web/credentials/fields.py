"""Fields for what forms elsewhere have no field for: dates known in part, several choices."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any as Anything

from babel import Locale
from django import forms
from django.utils import dates
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from salerno.credentials.countries import country_names
from salerno.errors import InputError
from salerno.periods import PartialDate

Choices = list[tuple[str, str | Promise]]
BLANK: Choices = [("", _("Choose"))]


@lru_cache(maxsize=32)
def country_choices(locale: Locale) -> Choices:
    """Every country by its name in a language, in the order of that name."""
    named: Choices = [(code, str(locale.territories.get(code, code))) for code in country_names()]
    return sorted(named, key=_by_name)


@lru_cache(maxsize=32)
def language_choices(locale: Locale) -> Choices:
    """Every language with a code of two letters, by its name, in the order of that name."""
    named: Choices = [(code, name) for code, name in locale.languages.items() if len(code) == 2]
    return sorted(named, key=_by_name)


def _by_name(choice: tuple[str, str | Promise]) -> str:
    return str(choice[1]).casefold()


def choices_with_blank(choices: Choices) -> Choices:
    """The choices, with one before them that says nothing."""
    return [*BLANK, *choices]


_CONTROLS = re.compile("[\x01-\x1f\x7f-\x9f\u2028\u2029]+")


class LineField(forms.CharField):
    """One line of text: what would break the line, or be seen by nobody, is a space."""

    def to_python(self, value: Anything) -> str | None:
        """The text as one line."""
        return super().to_python(_CONTROLS.sub(" ", value) if isinstance(value, str) else value)


class PartialDateWidget(forms.MultiWidget):
    """A day, a month and a year, of which the first, or the first two, may stay empty."""

    template_name = "ui/widgets/partial_date.html"

    def __init__(self, attrs: dict[str, Anything] | None = None) -> None:
        months = [("", _("Month")), *((str(number), name) for number, name in dates.MONTHS.items())]
        number = {"inputmode": "numeric", "autocomplete": "off"}
        widgets: dict[str, forms.Widget | type[forms.Widget]] = {
            "day": forms.TextInput(attrs={**number, "maxlength": 2, "size": 2}),
            "month": forms.Select(choices=months),
            "year": forms.TextInput(attrs={**number, "maxlength": 4, "size": 4}),
        }
        super().__init__(widgets, attrs)

    def decompress(self, value: Anything) -> list[str]:
        """The parts of a date that was told."""
        parts = str(value).split("-") if value and ".." not in str(value) else []
        year, month, day = (*parts, "", "", "")[:3]
        return [day.lstrip("0"), month.lstrip("0"), year]


class PartialDateField(forms.MultiValueField):
    """A date known to the day, the month or the year, told as text such as 2026-05."""

    widget = PartialDateWidget

    def __init__(self, **words: Anything) -> None:
        fields = (
            forms.CharField(required=False),
            forms.ChoiceField(
                required=False, choices=[("", ""), *((str(n), "") for n in range(1, 13))]
            ),
            forms.CharField(required=False),
        )
        super().__init__(fields, require_all_fields=False, **words)

    def compress(self, data_list: Sequence[str]) -> str:
        """The text of the parts; raises ValidationError where they make no date."""
        day, month, year = (*(part.strip() for part in data_list), "", "", "")[:3]
        if not (day or month or year):
            return ""
        if not year or (day and not month):
            raise forms.ValidationError(
                _("Give the year, with the month, or with the month and the day.")
            )
        written = "-".join(part.zfill(2) for part in (year.zfill(4), month, day) if part)
        try:
            PartialDate.parse(written)
        except InputError as error:
            raise forms.ValidationError(
                _("There is no such date: %(written)s."), params={"written": written}
            ) from error
        return written


class SeveralWidget(forms.MultiWidget):
    """The same choice several times over."""

    template_name = "ui/widgets/several.html"

    def __init__(self, choices: Choices, most: int) -> None:
        super().__init__([forms.Select(choices=choices_with_blank(choices)) for _ in range(most)])

    def decompress(self, value: Anything) -> list[str]:
        """The values told, one for each choice."""
        if isinstance(value, list | tuple):
            return [str(one) for one in value]
        return [str(value)] if value else []


class SeveralField(forms.MultiValueField):
    """Up to so many of the choices, without repetition."""

    def __init__(self, *, choices: Choices, most: int, **words: Anything) -> None:
        fields = [
            forms.ChoiceField(choices=choices_with_blank(choices), required=False)
            for _ in range(most)
        ]
        widget = SeveralWidget(choices, most)
        super().__init__(fields, require_all_fields=False, widget=widget, **words)

    def compress(self, data_list: Sequence[str]) -> list[str]:
        """The values that were chosen, each once."""
        return list(dict.fromkeys(value for value in data_list if value))
