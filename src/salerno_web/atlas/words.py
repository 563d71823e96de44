"""The codes of the atlas in words that can be translated."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from salerno.rules import Voice
from salerno.rules.wording.conditions import plain_name

KINDS: Mapping[str, Promise] = MappingProxyType(
    {
        "assessment": _("Assessments"),
        "certification": _("Certification"),
        "course": _("Courses"),
        "cpd": _("Continuing education"),
        "employment": _("Employment"),
        "examination": _("Examinations"),
        "exchange": _("Exchanges"),
        "formality": _("Formalities"),
        "funding": _("Funds"),
        "language-test": _("Language tests"),
        "licence": _("Licences"),
        "match": _("Matching of posts"),
        "priority": _("Priority groups"),
        "programme": _("Programmes"),
        "recognition": _("Recognition of a degree"),
        "registration": _("Registration"),
        "rotation": _("Rotations and electives"),
        "training-post": _("Training posts"),
        "verification": _("Verification of documents"),
        "visa": _("Visas"),
        "waiver": _("Waivers"),
    }
)
STATUSES: Mapping[str, Promise] = MappingProxyType(
    {
        "in-force": _("In force"),
        "proposed": _("Proposed, not in force"),
        "enacted": _("Enacted"),
        "stayed": _("Stayed"),
        "deferred": _("Deferred"),
        "repealed": _("Repealed"),
        "informational": _("For information only"),
    }
)


def kind_name(kind: str) -> str:
    """What opportunities of a kind are called."""
    return str(KINDS[kind]) if kind in KINDS else capfirst(plain_name(kind))


def status_name(status: str) -> str:
    """What the state of a rule version is called."""
    return str(STATUSES[status]) if status in STATUSES else capfirst(plain_name(status))


def country_name(code: str, voice: Voice) -> str:
    """The name of a country in the language of the voice; what has none is international."""
    if not code:
        return str(_("International"))
    return str(voice.locale.territories.get(code, code))
