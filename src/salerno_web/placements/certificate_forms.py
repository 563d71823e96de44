"""Showing a badge to have it verified, and saying why a certificate is revoked."""

from __future__ import annotations

from typing import Any as Anything

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from salerno.formats.badges.verdicts import LONGEST


class BadgeForm(forms.Form):
    """A badge, as text or as a file."""

    badge = forms.CharField(
        label=gettext_lazy("Paste the badge"),
        help_text=gettext_lazy("The text of badge.json or of badge.jwt."),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(
            attrs={"rows": 6, "dir": "ltr", "autocomplete": "off", "spellcheck": "false"}
        ),
    )
    file = forms.FileField(
        label=gettext_lazy("Or choose its file"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".json,.jwt,.txt"}),
    )

    def clean(self) -> dict[str, Anything]:
        """Take the file where there is one; something must be shown."""
        found: dict[str, Anything] = super().clean() or {}
        file = found.get("file")
        if file is not None:
            found["badge"] = file.read(LONGEST + 1).decode("utf-8", "replace")
        if not found.get("badge") and not self.errors:
            self.add_error("badge", _("Paste a badge or choose its file."))
        return found


class RevokeForm(forms.Form):
    """Why a certificate is revoked."""

    why = forms.CharField(
        label=gettext_lazy("Why is it revoked?"),
        help_text=gettext_lazy(
            "Everybody who looks at the certificate reads this. It cannot be taken back."
        ),
        max_length=300,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
