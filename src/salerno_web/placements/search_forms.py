"""The form by which rotations are searched, and the one by which a stay is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any as Anything
from typing import cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from salerno.periods import Period
from salerno.placements.finding import FACETS
from salerno.placements.windows import LONGEST, stay_of
from salerno.rules.sieves import Sieve
from salerno_web.people.models import Organisation
from salerno_web.placements.actions import Booking
from salerno_web.placements.boards import SORTS

MOST_VALUES = 20


class SearchForm(forms.Form):
    """What is told of a sieve in fields; the facets are read from the address itself."""

    words = forms.CharField(
        max_length=100,
        required=False,
        label=_("Words"),
        help_text=_("In the title, the specialty, the hospital, the city or the country."),
        widget=forms.TextInput(attrs={"type": "search", "dir": "auto"}),
    )
    sort = forms.ChoiceField(
        required=False,
        label=_("Order"),
        choices=[
            ("nearest", _("Nearest to you")),
            ("soonest", _("Soonest")),
            ("name", _("Title")),
        ],
    )

    @property
    def chosen_sort(self) -> str:
        """The order asked for."""
        return str(getattr(self, "cleaned_data", {}).get("sort") or SORTS[0])

    def sieve(self, asked: QueryDict, *, state: str) -> Sieve:
        """The sieve asked for; a field with a mistake in it is not set."""
        self.is_valid()
        told = {name: tuple(asked.getlist(name)[:MOST_VALUES]) for name in FACETS}
        return Sieve(
            state=state,
            kind=told.pop("kind"),
            country=told.pop("country"),
            specialty=told.pop("specialty"),
            words=self.cleaned_data.get("words") or "",
            further=tuple((name, values) for name, values in told.items() if values),
        )


class StayForm(forms.Form):
    """A stay on a rotation: in which window, from which day, for how many weeks."""

    window = forms.ChoiceField(label=_("Window"))
    first = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}))
    weeks = forms.IntegerField(
        label=_("Weeks"),
        min_value=1,
        max_value=LONGEST // 7,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "size": 4}),
    )
    school = forms.ModelChoiceField(
        Organisation.objects.none(),
        required=False,
        label=_("Your school"),
        empty_label=_("No school"),
        help_text=_("Only where you are a student of it, or it sends you."),
    )
    key = forms.CharField(max_length=100, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Anything,
        windows: Iterable[tuple[str, str]],
        schools: Anything,
        **more: Anything,
    ) -> None:
        super().__init__(*args, **more)
        cast(forms.ChoiceField, self.fields["window"]).choices = [*windows]
        cast(forms.ModelChoiceField[Organisation], self.fields["school"]).queryset = schools
        if not schools.exists():
            del self.fields["school"]

    def booking(self, rotation: str) -> Booking:
        """What is asked for."""
        told = self.cleaned_data
        stay = stay_of(told["first"], told["weeks"])
        return Booking(rotation, told["window"], stay, told.get("school"))


Wish = Mapping[str, Anything]
"""What a form asks for before anybody changed it: a window, a first day, a number of weeks."""


def wish_in(asked: QueryDict) -> Wish:
    """The stay that an address wishes for; nothing where it cannot be read."""
    found = {name: asked.get(name, "") for name in ("window", "first", "weeks")}
    return found if stay_in(found) else {}


def stay_in(wish: Wish) -> Period | None:
    """The days that are wished for, if any."""
    weeks = str(wish.get("weeks", ""))
    if not weeks.isdecimal() or not 0 < int(weeks[:4]) <= LONGEST // 7:
        return None
    try:
        return stay_of(date.fromisoformat(str(wish.get("first"))), int(weeks[:4]))
    except (ValueError, OverflowError):  # no date, or one after which there are none
        return None
