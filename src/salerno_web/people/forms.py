"""What can be told of accounts, organisations and sharing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any as Anything
from typing import ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from salerno_web.people.currencies import currency_choices
from salerno_web.people.models import Consent, Organisation, Role, User


class ProfileForm(forms.ModelForm):
    """How somebody wants to be called and spoken to."""

    language = forms.ChoiceField(label=_("Language of mails"), choices=settings.LANGUAGES)
    currency = forms.ChoiceField(label=_("Currency"), choices=currency_choices)

    class Meta:
        model = User
        fields = ("name", "language", "currency")
        widgets: ClassVar = {"name": forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"})}


class ConsentForm(forms.Form):
    """What an organisation is let see."""

    organisation = forms.ModelChoiceField(
        label=_("With whom?"), queryset=Organisation.objects.none(), empty_label=_("Choose")
    )
    scope = forms.ChoiceField(
        label=_("What?"), choices=Consent.Scope.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: Anything, organisations: Anything, **rest: Anything) -> None:
        super().__init__(*args, **rest)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]  # it is a choice of rows


class TokenForm(forms.Form):
    """A key for other software."""

    name = forms.CharField(
        label=_("What is it for?"), max_length=100, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    may_write = forms.BooleanField(label=_("It may also change my record"), required=False)


class RoleForm(forms.Form):
    """What else somebody is to do."""

    role = forms.ChoiceField(label=_("Role"))

    def __init__(self, *args: Anything, roles: Iterable[Role], **rest: Anything) -> None:
        super().__init__(*args, **rest)
        choices = [(role.value, role.label) for role in roles]
        self.fields["role"].choices = choices  # type: ignore[attr-defined]  # it is a choice


class InviteForm(forms.Form):
    """Whom to invite, to do what."""

    email = forms.EmailField(
        label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    role = forms.ChoiceField(label=_("To do what?"), widget=forms.RadioSelect)

    def __init__(self, *args: Anything, roles: Iterable[Role], **rest: Anything) -> None:
        super().__init__(*args, **rest)
        choices = [(role.value, role.label) for role in roles]
        self.fields["role"].choices = choices  # type: ignore[attr-defined]  # it is a choice


class EraseForm(forms.Form):
    """A last question before everything is erased."""

    sure = forms.BooleanField(label=_("I know that this cannot be undone"))


class WaitForm(forms.Form):
    """How long the mail of an organisation waits before it leaves."""

    minutes = forms.TypedChoiceField(
        label=_("Mail about our decisions leaves"),
        coerce=int,
        choices=[
            (0, _("at once")),
            (5, _("after five minutes")),
            (15, _("after a quarter of an hour")),
            (60, _("after an hour")),
        ],
        help_text=_("Until then it can be read, held and recalled."),
    )
