"""Lines of what a rotation asks, as fields of its form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any as Anything
from typing import cast

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from salerno.errors import InputError
from salerno.placements.demands import DUES, Due
from salerno.placements.lines import Line, demand_of, new_id
from salerno.rules import Voice
from salerno_web.atlas.queries import facts
from salerno_web.placements.words import DUES as DUE_WORDS

EMPTY = 2
"""So many empty lines stand below those that are filled in."""
PARTS = ("instead", "of", "condition", "months", "lasts", "due", "owner")
OWNERS = (("applicant", _("The trainee")), ("school", _("The school")))


def line_choices(voice: Voice) -> list[tuple[str, list[tuple[str, str]]]]:
    """What a line may ask: credentials and facts by their names."""
    known = facts().vocabulary
    held = [(f"has {own.id}", voice.text(own.title) or own.id) for own in known.types.values()]
    said = [(f"fact {name}", voice.text(own.title) or name) for name, own in known.facts.items()]
    return [
        ("", [("", _now("nothing"))]),
        (_now("Somebody has"), sorted(held, key=lambda one: one[1].casefold())),
        (_now("Somebody is"), sorted(said, key=lambda one: one[1].casefold())),
    ]


def line_fields(number: int, choices: Iterable[Anything]) -> dict[str, forms.Field]:
    """The fields of one line."""
    words = {"attrs": {"dir": "ltr", "autocomplete": "off"}}
    fields: dict[str, forms.Field] = {
        "of": forms.ChoiceField(label=_("What is asked"), required=False, choices=[*choices]),
        "condition": forms.CharField(
            label=_("And it must be"), required=False, max_length=200,
            help_text=_("Of a credential such as: overall >= 6.5; of a fact such as: >= 4"),
            widget=forms.TextInput(**words),
        ),
        "months": forms.IntegerField(
            label=_("Not older, in months, when the stay begins"), required=False, min_value=1,
            max_value=600, widget=forms.NumberInput(attrs={"inputmode": "numeric", "size": 5}),
        ),
        "lasts": forms.BooleanField(label=_("Valid to the last day"), required=False),
        "due": forms.ChoiceField(
            label=_("Due"), required=False, choices=[(name, DUE_WORDS[name]) for name in DUES]
        ),
        "owner": forms.ChoiceField(label=_("Who sees to it"), required=False, choices=OWNERS),
    }  # fmt: skip
    if number:
        label = _("Instead of the line above: one of them is enough")
        fields = {"instead": forms.BooleanField(label=label, required=False), **fields}
    return {f"line-{number}-{part}": field for part, field in fields.items()}


def add_lines(form: forms.Form, voice: Voice, *, filled: int) -> None:
    """Give a form as many lines as are filled in, and empty ones below them."""
    choices = line_choices(voice)
    for number in range(filled + EMPTY):
        form.fields.update(line_fields(number, choices))


def line_rows(form: forms.Form) -> list[list[forms.BoundField]]:
    """The fields of each line of a form."""
    names = [[f"line-{number}-{part}" for part in PARTS] for number in range(len(form.fields))]
    rows = [[form[name] for name in several if name in form.fields] for several in names]
    return [row for row in rows if row]


def lines_told(lines: Iterable[Line]) -> dict[str, Anything]:
    """What the form shows of lines, by the names of its fields."""
    found: dict[str, Anything] = {}
    for number, line in enumerate(lines):
        told = {
            "of": f"{line.kind} {line.of}", "condition": line.condition, "months": line.months,
            "lasts": line.lasts, "due": line.due, "owner": line.owner, "instead": line.instead,
        }  # fmt: skip
        found |= {f"line-{number}-{part}": told[part] for part in PARTS}
    return found


def lines_in(form: forms.Form, earlier: Iterable[Line], *, others: Iterable[str]) -> list[Line]:
    """The lines that were filled in; those that were there before keep their ids, in turn.

    A condition that cannot be read is said at its field.
    """
    before = [line.id if not line.instead else "" for line in earlier]
    taken, found = {*others, *before}, list[Line]()
    for number, told in enumerate(_told(form.cleaned_data)):
        of = told["of"].partition(" ")[2]
        if not of:
            continue
        known = before[number] if number < len(before) else ""
        line = _line(known or new_id(of, taken), told, instead=bool(told["instead"] and found))
        taken.add(line.id)
        try:
            demand_of(line)
        except InputError as error:
            form.add_error(f"line-{number}-condition", str(error))
        else:
            found.append(line)
    return found


def _line(name: str, told: Mapping[str, Anything], *, instead: bool) -> Line:
    kind, _space, of = told["of"].partition(" ")
    return Line(
        name, "has" if kind == "has" else "fact", of, told["condition"],
        months=told["months"] if kind == "has" else None,
        lasts=bool(told["lasts"]) and kind == "has",
        due=cast(Due, told["due"] or "application"),
        owner="school" if told["owner"] == "school" else "applicant",
        instead=instead,
    )  # fmt: skip


def _told(cleaned: Mapping[str, Anything]) -> Iterable[Mapping[str, Anything]]:
    number = 0
    while f"line-{number}-due" in cleaned:
        yield {part: cleaned.get(f"line-{number}-{part}") or "" for part in PARTS} | {
            "months": cleaned.get(f"line-{number}-months")
        }
        number += 1
