"""What the kinds of tables and their columns are called in the language of the page."""

from __future__ import annotations

from types import MappingProxyType

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from salerno_web.placements.words import Words

SUBJECTS: Words = MappingProxyType(
    {
        "rotations": _("Rotations on offer"),
        "rosters": _("Roster of trainees"),
        "placements": _("Past placements"),
    }
)
COLUMN_NAMES: Words = MappingProxyType(
    {
        "id": pgettext_lazy("column of a table", "Id"),
        "title": pgettext_lazy("column of a table", "Title"),
        "location": _("Place: site, department or unit"),
        "kind": _("Kind of rotation"),
        "specialty": _("Specialty"),
        "weeks": _("Weeks"),
        "seats": _("Seats"),
        "first": _("First day"),
        "last": _("Last day"),
        "fee": _("Fee"),
        "languages": _("Languages with patients"),
        "name": pgettext_lazy("column of a table", "Name"),
        "email": _("E-mail address"),
        "school": _("School"),
        "programme": pgettext_lazy("column of a table", "Programme"),
        "year": _("Year of study"),
        "agency": _("Host or site"),
        "rotation": _("Rotation, by id or title"),
        "trainee": _("Trainee, by id or e-mail address"),
        "description": _("Description"),
    }
)
