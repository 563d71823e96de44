"""Bringing a table, saying what its columns are, and deciding which schools are known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any as Anything

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from salerno.programmes.imports import ColumnMapping
from salerno.programmes.imports.mappings import USUAL
from salerno.programmes.imports.reports import Found
from salerno.programmes.matching import Proposal
from salerno.programmes.schools import School
from salerno_web.programmes.import_actions import DECISIONS
from salerno_web.programmes.import_words import FIELD_NAMES, KIND_NAMES
from salerno_web.programmes.imports import MOST_BYTES

OTHER, SKIP = DECISIONS
TIERS = [
    ("secondary", _("Somebody else: an agency, a list, a newspaper")),
    ("provider", _("The school itself, or whoever runs the programme")),
    ("official", _("An authority or a public register")),
]
CONFIDENCES = [
    ("A", _("A: sure")), ("B", _("B: likely")), ("C", _("C: unsure")), ("D", _("D: doubtful")),
]  # fmt: skip


class TableForm(forms.Form):
    """A file, what kind of table it is, and where it comes from."""

    kind = forms.ChoiceField(
        label=_("What kind of table is it?"),
        choices=list(KIND_NAMES.items()),
        widget=forms.RadioSelect,
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV or XLSX, or JSON for the dump of a register, of at most 10 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.json,.zip"}),
    )
    sheet = forms.CharField(
        label=_("Name of the sheet (optional)"),
        help_text=_("The first one, unless you name another."),
        required=False,
        max_length=100,
    )
    title = forms.CharField(
        label=_("Who published it, and as what?"),
        help_text=_("Every statement that is taken in will name it."),
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    url = forms.URLField(
        label=_("Where was it published? (optional for somebody else's list)"),
        required=False,
        max_length=500,
        assume_scheme="https",
    )
    dated = forms.CharField(
        label=_("Which date does it bear? (optional)"), required=False, max_length=60
    )
    read = forms.DateField(
        label=_("When did you read it?"), widget=forms.DateInput(attrs={"type": "date"})
    )
    tier = forms.ChoiceField(
        label=_("Who says it?"), choices=TIERS, initial="secondary", widget=forms.RadioSelect
    )
    confidence = forms.ChoiceField(label=_("How sure is it?"), choices=CONFIDENCES, initial="C")

    def __init__(self, *args: Anything, today: date, **rest: Anything) -> None:
        super().__init__(*args, **rest)
        self.today = today
        self.fields["read"].initial = today
        self.fields["kind"].initial = next(iter(KIND_NAMES))

    def clean_file(self) -> UploadedFile:
        """Refuse a file that is too large before it is read."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 10 MB. Split it."))
        return file

    def clean_read(self) -> date:
        """Refuse a day that has not come."""
        day: date = self.cleaned_data["read"]
        if day > self.today:
            raise forms.ValidationError(_("That day has not come yet."))
        return day

    def clean(self) -> dict[str, Anything]:
        """Ask for an address of what is not somebody else's list."""
        told = super().clean() or {}
        if told.get("tier") not in (None, "secondary") and not told.get("url"):
            self.add_error("url", _("Say where the school or the authority published it."))
        return told

    @property
    def told(self) -> dict[str, Anything]:
        """What was told of the file."""
        rest = {key: value for key, value in self.cleaned_data.items() if key != "file"}
        return {**rest, "name": self.cleaned_data["file"].name}


class ColumnsForm(forms.Form):
    """What each column says, and what is said once for all rows."""

    def __init__(
        self,
        *args: Anything,
        columns: Sequence[Mapping[str, Anything]],
        mapping: ColumnMapping,
        **rest: Anything,
    ) -> None:
        super().__init__(*args, **rest)
        self.places = range(len(columns))
        usual = dict(mapping.usual)
        for place, own in enumerate(columns):
            self.fields[f"column-{place}"] = forms.ChoiceField(
                label=own["head"] or _("Column without a heading"),
                help_text=" · ".join(sample[:60] for sample in own["samples"]) or _("It is empty."),
                choices=[("", _("Leave out")), *FIELD_NAMES.items()],
                initial=mapping.fields[place],
                required=False,
            )
        for name in USUAL:
            self.fields[f"usual-{name}"] = forms.CharField(
                label=str(FIELD_NAMES[name]),
                initial=usual.get(name, ""),
                required=False,
                max_length=100,
            )

    @property
    def mapping(self) -> ColumnMapping:
        """The mapping that was told."""
        told = self.cleaned_data
        usual = ((name, told[f"usual-{name}"].strip()) for name in USUAL)
        return ColumnMapping(
            tuple(told[f"column-{place}"] for place in self.places),
            tuple((name, written) for name, written in usual if written),
        )

    @property
    def columns(self) -> list[forms.BoundField]:
        """The fields of the columns."""
        return [self[f"column-{place}"] for place in self.places]

    @property
    def usual(self) -> list[forms.BoundField]:
        """The fields of what is said once for all rows."""
        return [self[f"usual-{name}"] for name in USUAL]


class DecisionsForm(forms.Form):
    """For each school that may be a known one: whether it is, is another, or is left out."""

    def __init__(
        self,
        *args: Anything,
        found: Iterable[Found],
        known: Mapping[str, School],
        decided: Mapping[str, str],
        **rest: Anything,
    ) -> None:
        super().__init__(*args, **rest)
        self.schools: list[str] = []
        for own in found:
            key = own.school.id
            self.schools.append(key)
            self.fields[f"school-{key}"] = forms.ChoiceField(
                label=f"{own.school.name}, {own.school.city or own.school.country}",
                choices=[
                    *((p.known, _same(p, known[p.known])) for p in own.proposals),
                    (OTHER, _("It is another school")),
                    (SKIP, _("Leave it out")),
                ],
                initial=decided.get(key),
                required=False,
                widget=forms.RadioSelect,
            )

    @property
    def decisions(self) -> dict[str, str]:
        """What was decided, by the ids of the schools."""
        told = {key: self.cleaned_data[f"school-{key}"] for key in self.schools}
        return {key: decision for key, decision in told.items() if decision}


def _same(proposal: Proposal, known: School) -> Anything:
    """What speaks for a school being a known one, in words."""
    told = {"school": known.name, "place": known.city or known.country}
    if proposal.by == ("name",):
        percent = round(100 * proposal.score)
        return _("It is %(school)s, %(place)s (names %(percent)s %% alike)") % {
            **told, "percent": percent,
        }  # fmt: skip
    by = ", ".join(proposal.by)
    return _("It is %(school)s, %(place)s (same identifier: %(by)s)") % {**told, "by": by}
