"""What keeps a shortlist: in rows for an account, in the session for a visitor."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from salerno.errors import InputError
from salerno_web.people.actions import note
from salerno_web.people.models import User
from salerno_web.programmes.models import SavedProgramme
from salerno_web.programmes.queries import saved_by

SHORTLIST = "shortlist"
MOST_SAVED = 50


def shortlist_of(request: HttpRequest) -> dict[str, str]:
    """The notes on what whoever looks saved, by id; one statement for an account, else none."""
    if isinstance(request.user, User):
        return saved_by(request.user)
    return dict(request.session.get(SHORTLIST, {}))


def save(request: HttpRequest, name: str, *, words: str) -> None:
    """Put a programme on the shortlist of whoever asks, or change their note on it; anybody may.

    Raises InputError where the list is full.
    """
    known = shortlist_of(request)
    if name not in known and len(known) >= MOST_SAVED:
        raise InputError(
            _("Your shortlist is full: it holds %(number)s programmes.") % {"number": MOST_SAVED},
            fix=_("Remove one that you no longer need, and try again."),
        )
    if not isinstance(request.user, User):
        request.session[SHORTLIST] = {**known, name: words}
        return
    with transaction.atomic():
        row, _is_new = SavedProgramme.objects.update_or_create(
            owner=request.user, programme=name, defaults={"note": words}
        )
        _tell(request.user, "saved", row.pk)


def keep_visited(request: HttpRequest) -> None:
    """Move what a visitor saved to the shortlist of the account that they came into; theirs alone.

    A note of the account stays as it is. All is moved, even where that makes more than may be
    saved by hand.
    """
    visited = request.session.pop(SHORTLIST, {})
    if isinstance(request.user, User) and visited:
        with transaction.atomic():
            known = saved_by(request.user)
            for name in [name for name in visited if name not in known]:
                row = SavedProgramme.objects.create(
                    owner=request.user, programme=name, note=visited[name]
                )
                _tell(request.user, "saved", row.pk)


def drop(request: HttpRequest, name: str) -> None:
    """Take a programme off the shortlist of whoever asks; anybody may, theirs alone."""
    if not isinstance(request.user, User):
        known = shortlist_of(request)
        known.pop(name, None)
        request.session[SHORTLIST] = known
        return
    with transaction.atomic():
        for row in SavedProgramme.objects.filter(owner=request.user, programme=name):
            number = row.pk
            row.delete()
            _tell(request.user, "removed", number)


def _tell(user: User, verb: str, number: int) -> None:
    note(verb, actor=user, subject_kind="saved_programme", subject_id=number, about=user)
