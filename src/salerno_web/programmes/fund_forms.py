"""What can be looked for among funds."""

from __future__ import annotations

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from salerno.rules.sieves import Sieve
from salerno_web.programmes.facets import state_of
from salerno_web.programmes.forms import MOST_VALUES


class FundForm(forms.Form):
    """What is told of a sieve of funds in fields; the facets are read from the address itself."""

    words = forms.CharField(
        max_length=100,
        required=False,
        label=gettext_lazy("Words"),
        help_text=gettext_lazy("In the title, who gives it, the school or the country."),
        widget=forms.TextInput(attrs={"type": "search", "dir": "auto"}),
    )

    def sieve(self, asked: QueryDict) -> Sieve:
        """The sieve asked for; a field with a mistake in it is not set."""
        self.is_valid()
        return Sieve(
            state=state_of(asked),
            kind=tuple(asked.getlist("kind")[:MOST_VALUES]),
            words=self.cleaned_data.get("words") or "",
            further=(("study", tuple(asked.getlist("study")[:MOST_VALUES])),),
        )
