"""What can be answered: fields for every kind of fact and attribute, read as a person file is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any as Anything
from typing import cast

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from salerno.credentials.countries import names_country
from salerno.credentials.records import CREDENTIAL_KEYS, credential_of, values_of
from salerno.credentials.vocabulary import Attribute, CredentialType, Vocabulary
from salerno.errors import Place, SalernoError
from salerno.rules import Voice
from salerno.strict_yaml import Plain, node_of
from salerno_web.credentials.fields import (
    Choices,
    LineField,
    PartialDateField,
    SeveralField,
    choices_with_blank,
    country_choices,
    language_choices,
)
from salerno_web.credentials.words import code_name

FEW = 6  # so many choices are shown at once as radio buttons
SEVERAL = 3  # so many values can be told where there may be several
NONE, UNKNOWN = "none", "unknown"
YES_OR_NO: Choices = [("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))]


def choices_of(attribute: Attribute, voice: Voice) -> Choices:
    """What an attribute can be, if that is a list."""
    if attribute.kind == "flag":
        return YES_OR_NO
    if attribute.levels or attribute.codes:
        return [(code, code_name(code)) for code in attribute.levels or attribute.codes]
    if attribute.kind == "code" and names_country(attribute.name):
        return country_choices(voice.locale)
    if attribute.kind == "code" and attribute.name.endswith("language"):
        return language_choices(voice.locale)
    return []


def field_of(attribute: Attribute, voice: Voice, *, label: str = "") -> forms.Field:
    """The field that an attribute is told in; nothing need be told."""
    words: dict[str, Anything] = {
        "label": label or voice.text(attribute.title) or attribute.name,
        "help_text": _hint(attribute, voice),
        "required": False,
    }
    choices = choices_of(attribute, voice)
    if choices and attribute.many:
        return SeveralField(choices=choices, most=SEVERAL, **words)
    if choices and len(choices) <= FEW:
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **words)
    if choices:
        return forms.ChoiceField(choices=choices_with_blank(choices), **words)
    if attribute.kind == "date":
        return PartialDateField(**words)
    mode = "decimal" if attribute.kind in ("number", "money") else "text"
    widget = forms.TextInput(attrs={"inputmode": mode, "dir": "auto"})
    return LineField(max_length=200, widget=widget, **words)


def _hint(attribute: Attribute, voice: Voice) -> str:
    low, high = attribute.low, attribute.high
    if low is not None and high is not None:
        ends = {"low": voice.number(low), "high": voice.number(high)}
        return _("A number from %(low)s to %(high)s.") % ends
    if attribute.kind == "money":
        return _("An amount with its currency, such as 12000 EUR.")
    return ""


def plain_of(value: object) -> Plain | None:
    """A cleaned value as a person file has it; None where nothing was told."""
    if isinstance(value, list):
        found = [str(one) for one in value if one]
        return cast(Plain, found if len(found) > 1 else (found[0] if found else None))
    return str(value) if value not in (None, "") else None


class FactForm(forms.Form):
    """One fact, or that there is none."""

    def __init__(
        self, *args: Anything, attribute: Attribute, voice: Voice, question: str, **rest: Anything
    ) -> None:
        super().__init__(*args, **rest)
        self.attribute = attribute
        self.fields["value"] = field_of(attribute, voice, label=question)
        if attribute.many:
            self.fields[NONE] = forms.BooleanField(required=False, label=_("There is none"))

    def clean(self) -> dict[str, Anything]:
        """Read the answer as a person file is read."""
        told = super().clean() or {}
        if self.errors:
            return told
        plain: Plain | None = NONE if told.get(NONE) else plain_of(told.get("value"))
        if plain is None:
            raise forms.ValidationError(
                {"value": _("Give an answer, or say that you do not know.")}
            )
        try:
            values_of(node_of(plain, place=Place("")), self.attribute)
        except SalernoError as error:
            raise forms.ValidationError({"value": _said(error)}) from error
        return {**told, "plain": plain}


def fact_initial_of(plain: Plain | None, attribute: Attribute) -> dict[str, Anything]:
    """What the form of a fact shows of one that was told already."""
    is_none = attribute.many and plain == NONE
    return {"value": None if is_none else plain, NONE: is_none}


def _said(error: SalernoError) -> str:
    """What is wrong and what to do, without the name of the attribute in front."""
    what = error.what.partition(": ")[2] or error.what
    parts = (f"{capfirst(what)}.", error.why, error.fix)
    return " ".join(part for part in parts if part)


class YesOrNoForm(forms.Form):
    """A question that is answered by yes or no."""

    answer = forms.ChoiceField(
        choices=YES_OR_NO,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose yes or no, or say that you do not know.")},
    )

    def __init__(
        self, *args: Anything, question: str, yes: str = "", no: str = "", **rest: Anything
    ) -> None:
        super().__init__(*args, **rest)
        self.fields["answer"].label = question
        if yes:
            self.fields["answer"].choices = [("yes", yes), ("no", no)]  # type: ignore[attr-defined]  # it is a choice field


class CredentialForm(forms.Form):
    """One credential: its days and what rules look at, each of them perhaps unknown."""

    def __init__(
        self,
        *args: Anything,
        known: CredentialType,
        attributes: Iterable[Attribute],
        voice: Voice,
        **rest: Anything,
    ) -> None:
        super().__init__(*args, **rest)
        self.known = known
        first, last = _days(known)
        self.fields["on"] = PartialDateField(required=False, label=first)
        self.fields["until"] = PartialDateField(required=False, label=last)
        self.fields["endless"] = forms.BooleanField(required=False, label=_("It has no end"))
        for attribute in attributes:
            self.fields[f"a-{attribute.name}"] = field_of(attribute, voice)
        widget = forms.TextInput(attrs={"dir": "auto"})
        self.fields["issuer"] = LineField(
            required=False, max_length=200, label=_("Issued by"), widget=widget
        )

    def clean(self) -> dict[str, Anything]:
        """Read the credential as a person file is read."""
        told = super().clean() or {}
        if self.errors:
            return told
        plain = self._plain(told)
        try:
            credential_of(
                node_of(plain, place=Place("")), vocabulary=Vocabulary({self.known.id: self.known})
            )
        except SalernoError as error:
            self.add_error(self._place_of(error), _said(error))
        return {**told, "plain": plain}

    def _plain(self, told: Mapping[str, Anything]) -> dict[str, Plain]:
        plain: dict[str, Plain] = {"type": self.known.id}
        if told.get("endless"):
            plain["until"] = NONE
        for name, value in told.items():
            key = name.removeprefix("a-")
            found = plain_of(value)
            if name != "endless" and found is not None:
                plain[key] = found
        return plain

    def _place_of(self, error: SalernoError) -> str | None:
        """The field that an error speaks of, if it names one."""
        name = error.what.partition(":")[0]
        return next((own for own in (name, f"a-{name}") if own in self.fields), None)


def _days(known: CredentialType) -> tuple[str, str]:
    if known.is_activity:
        return _("First day"), _("Last day")
    return _("Date"), _("Valid until")


def initial_of(credential: Mapping[str, Plain]) -> dict[str, Anything]:
    """What the form of a credential shows of one that was told already."""
    own = {key: value for key, value in credential.items() if key in CREDENTIAL_KEYS}
    rest = {f"a-{key}": value for key, value in credential.items() if key not in own}
    is_endless = own.get("until") == NONE
    return {**rest, **own, "endless": is_endless, "until": "" if is_endless else own.get("until")}


class FileForm(forms.Form):
    """A person file to be read."""

    file = forms.FileField(
        label=gettext_lazy("Person file"),
        help_text=gettext_lazy("YAML or JSON, as Salerno writes it."),
    )


KINDS: Choices = [
    ("rotation", gettext_lazy("Rotations and electives")),
    ("exchange", gettext_lazy("Exchanges")),
    ("examination", gettext_lazy("Examinations")),
    ("language-test", gettext_lazy("Language tests")),
    ("verification", gettext_lazy("Verification of documents")),
    ("recognition", gettext_lazy("Recognition of a degree")),
    ("registration", gettext_lazy("Registration")),
    ("licence", gettext_lazy("Licences")),
    ("training-post", gettext_lazy("Training posts")),
    ("employment", gettext_lazy("Employment")),
    ("visa", gettext_lazy("Visas")),
    ("cpd", gettext_lazy("Continuing education")),
]


class FocusForm(forms.Form):
    """What the questions are to be about; nothing chosen is everything."""

    kinds = forms.MultipleChoiceField(
        choices=KINDS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=gettext_lazy("What are you interested in?"),
    )
    countries = forms.MultipleChoiceField(
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=gettext_lazy("In which countries?"),
    )

    def __init__(
        self, *args: Anything, voice: Voice, countries: Iterable[str], **rest: Anything
    ) -> None:
        super().__init__(*args, **rest)
        named = dict(country_choices(voice.locale))
        chosen = [(code, named.get(code, code)) for code in countries]
        self.fields["countries"].choices = sorted(chosen, key=lambda one: str(one[1]))  # type: ignore[attr-defined]  # it is a choice field


class TypeForm(forms.Form):
    """What kind of credential to add."""

    type = forms.ChoiceField(label=gettext_lazy("What do you want to add?"))

    def __init__(
        self, *args: Anything, voice: Voice, types: Iterable[CredentialType], **rest: Anything
    ) -> None:
        super().__init__(*args, **rest)
        named = sorted((voice.type_name(one.id), one.id) for one in types)
        choices = choices_with_blank([(name, title) for title, name in named])
        self.fields["type"].choices = choices  # type: ignore[attr-defined]  # it is a choice field


class ArriveForm(forms.Form):
    """What becomes of what was told before signing in."""

    choice = forms.ChoiceField(
        label=gettext_lazy("What should become of it?"),
        choices=[
            ("add", gettext_lazy("Add it to my saved record")),
            ("replace", gettext_lazy("Put it in the place of my saved record")),
            ("drop", gettext_lazy("Forget it")),
        ],
        widget=forms.RadioSelect,
    )


class VouchForm(forms.Form):
    """How surely somebody vouches for a credential of another."""

    assurance = forms.ChoiceField(
        label=gettext_lazy("What did you do?"),
        choices=[
            ("document-seen", gettext_lazy("I saw the document")),
            ("verified", gettext_lazy("I asked whoever issued it, and they confirmed it")),
        ],
        widget=forms.RadioSelect,
    )
    note_ = forms.CharField(
        label=gettext_lazy("How, and when (for the log)"), required=False, max_length=500
    )


class DocumentForm(forms.Form):
    """What a document is called, what it proves, and how long it is kept."""

    title = forms.CharField(
        label=gettext_lazy("What is it?"),
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    credentials = forms.MultipleChoiceField(
        label=gettext_lazy("What does it prove?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    keep_until = forms.DateField(
        label=gettext_lazy("Erase it by itself on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, *args: Anything, choices: list[tuple[str, str]], **rest: Anything) -> None:
        super().__init__(*args, **rest)
        self.fields["credentials"].choices = choices  # type: ignore[attr-defined]  # it is a choice field


class UploadForm(DocumentForm):
    """A document to be uploaded."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("A PDF, JPEG or PNG of at most 10 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf,image/jpeg,image/png"}),
    )
    field_order = ("file", "title", "credentials", "keep_until")
