"""What keeps a shortlist: in rows for an account, in the session for a visitor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

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
        _write(request.user, name, words)


@dataclass(frozen=True, slots=True)
class Taken:
    """How many notes were written and how many were the same; `left` found no room."""

    written: int
    same: int
    left: tuple[str, ...]


def take_notes(request: HttpRequest, notes: Mapping[str, str]) -> Taken:
    """Write notes by id on the shortlist of whoever asks, all at once; anybody may, theirs alone.

    What was not on the list is put there while there is room; notes that are the same are left.
    """
    known = shortlist_of(request)
    new = {name: words for name, words in notes.items() if _plain(known.get(name)) != words}
    room = max(0, MOST_SAVED - len(known))
    left = tuple([name for name in new if name not in known][room:])
    written = {name: words for name, words in new.items() if name not in left}
    if not isinstance(request.user, User):
        request.session[SHORTLIST] = {**known, **written}
    else:
        with transaction.atomic():
            for name, words in written.items():
                _write(request.user, name, words)
    return Taken(len(written), len(notes) - len(new), left)


def _plain(words: str | None) -> str | None:
    return None if words is None else words.replace("\r\n", "\n")


def _write(user: User, name: str, words: str) -> None:
    row, _is_new = SavedProgramme.objects.update_or_create(
        owner=user, programme=name, defaults={"note": words}
    )
    _tell(user, "saved", row.pk)


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
