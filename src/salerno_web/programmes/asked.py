"""What a page is asked about: the programme of an address."""

from __future__ import annotations

from django.http import Http404
from django.utils.translation import gettext as _

from salerno.programmes.programmes import Programme
from salerno_web.programmes.queries import directory


def programme_named(name: str) -> Programme:
    """The programme of that id; raises Http404 in words."""
    found = directory().programmes.get(name)
    if found is None:
        raise Http404(_("There is no such programme in the directory."))
    return found
