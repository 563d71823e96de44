"""Bringing a table to a host, and saying what its columns are called."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any as Anything

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from salerno.placements.imports.columns import COLUMNS
from salerno.placements.imports.values import Subject
from salerno_web.people.models import Organisation
from salerno_web.placements.import_queries import MOST_BYTES
from salerno_web.placements.import_words import COLUMN_NAMES


class BroughtForm(forms.Form):
    """A file, and the school that its trainees are of."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV or XLSX, of at most 10 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
    )
    school = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Of which school are the trainees?"),
        help_text=_("Only for rosters and past placements."),
        empty_label=_("It is a table of rotations"),
        required=False,
    )

    def __init__(self, *args: Anything, schools: Anything, **rest: Anything) -> None:
        super().__init__(*args, **rest)
        self.fields["school"].queryset = schools  # type: ignore[attr-defined]  # it is a choice

    def clean_file(self) -> UploadedFile:
        """Refuse a file that is too large before it is read."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 10 MB. Split it."))
        return file


class TakeForm(forms.Form):
    """What is wanted of a table that was tried out."""

    doubted = forms.BooleanField(
        label=_("I looked at what is doubted, and it is right"), required=False
    )
    public = forms.BooleanField(
        label=_("Show new rotations to everybody at once"),
        help_text=_("Else they are drafts, until you publish them."),
        required=False,
    )

    def __init__(self, *args: Anything, has_doubts: bool, is_offer: bool, **rest: Anything) -> None:
        super().__init__(*args, **rest)
        if not has_doubts:
            del self.fields["doubted"]
        if not is_offer:
            del self.fields["public"]


class NamedColumnsForm(forms.Form):
    """What kind of table it is, and what each of its columns is."""

    def __init__(
        self,
        *args: Anything,
        heads: Sequence[tuple[str, str]],
        subject: Subject,
        named: Iterable[str],
        schools: Anything,
        school: Organisation | None,
        **rest: Anything,
    ) -> None:
        super().__init__(*args, **rest)
        self.subject = subject
        self.fields["school"] = forms.ModelChoiceField(
            schools,
            label=_("Of which school are the trainees?"),
            help_text=_("Only for rosters and past placements."),
            empty_label=_("It is a table of rotations"),
            required=False,
            initial=school,
        )
        choices: list[tuple[str, Anything]] = [("", _("Leave out"))]
        choices += [(own.name, COLUMN_NAMES[own.name]) for own in COLUMNS[subject]]
        for place, ((head, samples), name) in enumerate(zip(heads, named, strict=True)):
            self.fields[f"column-{place}"] = forms.ChoiceField(
                label=head or _("Column without a heading"),
                help_text=samples or _("It is empty."),
                choices=choices,
                initial=name,
                required=False,
            )
        self.places = range(len(heads))

    def clean(self) -> dict[str, Anything]:
        """Each column is said once, and all that must be there is."""
        told = super().clean() or {}
        names = [told.get(f"column-{place}") or "" for place in self.places]
        for place, name in enumerate(names):
            if name and name in names[:place]:
                self.add_error(f"column-{place}", _("Another column is this already."))
        columns = COLUMNS[self.subject]
        missing = [own.name for own in columns if own.needed and own.name not in names]
        if missing:
            listed = ", ".join(str(COLUMN_NAMES[name]) for name in missing)
            self.add_error(None, _("Say which column is: %(listed)s.") % {"listed": listed})
        return told

    @property
    def names(self) -> list[str]:
        """What each column is, empty where it is left out."""
        return [self.cleaned_data[f"column-{place}"] for place in self.places]
