"""Which other software is to be told."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from salerno_web.placements.webhooks import is_address

LONGEST = 500


class WebhookForm(forms.Form):
    """An address of other software."""

    url = forms.CharField(
        label=_("Address of the other software"),
        max_length=LONGEST,
        help_text=_("It begins with https:// and answers POST requests."),
        widget=forms.TextInput(attrs={"type": "url", "autocomplete": "off", "dir": "ltr"}),
    )

    def clean_url(self) -> str:
        """An address that may be told something."""
        url = str(self.cleaned_data["url"])
        try:
            is_good = url.isascii() and is_address(url, anywhere=settings.WEBHOOKS_ANYWHERE)
        except ValueError:  # such as a bracket that is not closed
            is_good = False
        if not is_good:
            raise ValidationError(
                _("Give an address such as https://example.org/told, without a password or a #.")
            )
        return url
