"""Which calendar to make."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any as Anything

from django import forms
from django.utils.translation import gettext_lazy as _


class FeedForm(forms.Form):
    """Whose placements a calendar shows."""

    of = forms.ChoiceField(label=_("Which placements?"), required=False)

    def __init__(
        self, *args: Anything, choices: Iterable[tuple[str, str]], **more: Anything
    ) -> None:
        super().__init__(*args, **more)
        self.fields["of"].choices = list(choices)  # type: ignore[attr-defined]  # it is a choice
