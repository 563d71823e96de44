"""What the template of a field needs to know about it."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.utils.functional import Promise
from django.utils.safestring import SafeString

CHOICES = (forms.RadioSelect, forms.CheckboxSelectMultiple)


@dataclass(frozen=True, slots=True)
class Control:
    """A field as it is shown: one control under a label, or several under a legend."""

    id: str
    name: str
    label: str | Promise
    hint: str | Promise
    errors: tuple[str, ...]
    widget: SafeString
    kind: str
    target: str
    described_by: str
    is_group: bool
    is_heading: bool
    is_optional: bool


def control_of(bound: forms.BoundField, *, heading: bool = False) -> Control:
    """The control of a bound field."""
    hint = bound.help_text
    parts = [f"{bound.auto_id}_helptext"] if hint else []
    parts += [f"{bound.auto_id}_error"] if bound.errors else []
    return Control(
        id=str(bound.auto_id),
        name=bound.html_name,
        label=bound.label or "",
        hint=hint,
        errors=tuple(str(error) for error in bound.errors),
        widget=bound.as_widget(),
        kind=_kind(bound.field.widget),
        target=first_control_of(bound),
        described_by=" ".join(parts),
        is_group=bound.use_fieldset,
        is_heading=heading,
        is_optional=not bound.field.required,
    )


def first_control_of(bound: forms.BoundField) -> str:
    """The id of the control that a link to the field leads to."""
    if bound.use_fieldset or not bound.id_for_label:
        return f"{bound.auto_id}_0"
    return bound.id_for_label


def _kind(widget: forms.Widget) -> str:
    """The look of a widget: `choices`, `check` for one box, `parts` for several, else `entry`."""
    if isinstance(widget, CHOICES):
        return "choices"
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    if isinstance(widget, forms.MultiWidget | forms.SelectDateWidget):
        return "parts"
    return "entry"
