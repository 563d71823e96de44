"""What can be looked for among programmes, a note on one, and a workbook with notes."""

from __future__ import annotations

from decimal import Decimal
from typing import Any as Anything
from typing import cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from salerno.errors import InputError, SalernoError
from salerno.formats.shortlists import notes_in
from salerno.money import Money, Rates
from salerno.programmes.finding import FACETS
from salerno.rules.sieves import Sieve
from salerno_web.opportunities.forms import currencies
from salerno_web.programmes.queries import SORTS

MOST_VALUES = 60
MOST_BYTES = 5_000_000


class FinderForm(forms.Form):
    """What is told of a sieve in fields; the facets are read from the address itself."""

    words = forms.CharField(
        max_length=100,
        required=False,
        label=_("Words"),
        help_text=_("In the title, the school, the city or the country."),
        widget=forms.TextInput(attrs={"type": "search", "dir": "auto"}),
    )
    tuition = forms.DecimalField(
        required=False,
        min_value=0,
        max_digits=12,
        decimal_places=2,
        label=_("Tuition a year at most"),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 8}),
    )
    currency = forms.ChoiceField(required=False, label=_("Currency"))
    sure = forms.BooleanField(required=False, label=_("Leave out what has no known tuition"))
    sort = forms.ChoiceField(
        required=False,
        label=_("Order"),
        choices=[
            ("nearest", _("Nearest to you")),
            ("tuition", _("Tuition")),
            ("name", _("Name of the school")),
        ],
    )

    def __init__(
        self, *args: Anything, rates: Rates | None, currency: str, **rest: Anything
    ) -> None:
        super().__init__(*args, **rest)
        self.rates = rates
        codes = currencies(rates, usual=currency)
        self.usual = codes[0]
        chosen = cast(forms.ChoiceField, self.fields["currency"])
        chosen.choices = [(code, code) for code in codes]

    @property
    def chosen_currency(self) -> str:
        """The currency that amounts are told in."""
        return str(getattr(self, "cleaned_data", {}).get("currency") or self.usual)

    @property
    def chosen_sort(self) -> str:
        """The order asked for."""
        return str(getattr(self, "cleaned_data", {}).get("sort") or SORTS[0])

    def sieve(self, asked: QueryDict, *, state: str) -> Sieve:
        """The sieve asked for; a field with a mistake in it is not set."""
        self.is_valid()
        told = self.cleaned_data
        facets = {name: tuple(asked.getlist(name)[:MOST_VALUES]) for name in FACETS}
        return Sieve(
            state=state,
            country=facets.pop("country"),
            cost=self._worth(told.get("tuition")),
            words=told.get("words") or "",
            is_sure=bool(told.get("sure")),
            further=tuple(facets.items()),
        )

    def _worth(self, cost: Decimal | None) -> Decimal | None:
        if cost is None or self.rates is None:
            return None
        try:
            return self.rates.convert(Money(cost, self.chosen_currency), to=self.rates.base).amount
        except SalernoError:
            return None


class SavedForm(forms.Form):
    """A programme to save, with a note."""

    programme = forms.CharField(max_length=200, widget=forms.HiddenInput)
    note = forms.CharField(
        max_length=2000,
        required=False,
        label=_("Your note"),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )


class NotesForm(forms.Form):
    """A workbook that was downloaded here, with notes in it."""

    file = forms.FileField(
        label=_("Your workbook"),
        help_text=_("As .xlsx, of at most 5 MB. A note that is empty changes nothing."),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )

    def clean_file(self) -> UploadedFile:
        """Read the notes; refuse what is too large, and what is no workbook of programmes."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(
                _("The file is larger than 5 MB. Bring back the workbook that you downloaded.")
            )
        try:
            self.notes = notes_in(file.read(), name=file.name or "")
        except InputError as error:
            raise forms.ValidationError(
                _("It cannot be read: %(why)s. %(fix)s.")
                % {"why": error.what, "fix": error.fix.capitalize()}
            ) from error
        return file
