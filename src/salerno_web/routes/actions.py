"""What keeps plans, their readings and the links to them."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any as Anything
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from salerno.errors import InputError
from salerno.rules import Voice
from salerno_web.atlas.queries import digest
from salerno_web.credentials.queries import told_of
from salerno_web.people.actions import note
from salerno_web.routes.asking import Asked
from salerno_web.routes.models import Plan, Reading, Share
from salerno_web.routes.permissions import owned_by
from salerno_web.routes.queries import (
    VISITOR,
    KeptPlan,
    Viewer,
    digest_of,
    read_plan,
    reading_of,
    visitor_of,
)
from salerno_web.ui.calendar import today

SHARED_FOR = timedelta(days=90)
MOST_PLANS = 100


def keep_plan(request: HttpRequest, asked: Asked, *, title: str = "") -> UUID:
    """Keep what is asked with the record as it is now; anybody may. Writes the plan.

    Raises InputError where whoever asks keeps as many as they can.
    """
    owner = request.user if request.user.is_authenticated else None
    _check_room(request.user, visitor_of(request))
    if owner is None and not visitor_of(request):
        request.session[VISITOR] = secrets.token_urlsafe(24)
    row = Plan.objects.create(
        owner=owner,
        visitor="" if owner else visitor_of(request),
        title=title,
        asked=asked.plain,
        told=told_of(request).plain,
        as_of=today(),
        facts=digest(),
    )
    return row.id


def _check_room(viewer: Viewer, visitor: str) -> None:
    if Plan.objects.filter(owned_by(viewer, visitor)).count() >= MOST_PLANS:
        raise InputError(
            _("You keep as many plans as you can: %(number)s.") % {"number": MOST_PLANS},
            fix=_("Erase a plan that you no longer need, and try again."),
        )


def keep_changed(plan: KeptPlan, asked: Asked, *, viewer: Viewer, visitor: str) -> UUID:
    """Keep the same plan with other wishes beside it, for the same record; its owner may.

    Raises InputError where they keep as many plans as they can.
    """
    _check_room(viewer, visitor)
    row = Plan.objects.get(owned_by(viewer, visitor), id=plan.id)
    changed = Plan.objects.create(
        owner=row.owner,
        visitor=row.visitor,
        title=row.title,
        asked=asked.plain,
        told=row.told,
        as_of=row.as_of,
        facts=digest(),
    )
    return changed.id


def read(plan: KeptPlan, voice: Voice) -> dict[str, Anything]:
    """The plan in the words of a language; thought anew and kept where that was not done yet."""
    known = reading_of(plan, voice)
    if known is not None:
        return known
    shown, picture = read_plan(plan, voice)
    values = {"shown": shown, "picture": picture, "facts": digest(), "made_at": timezone.now()}
    Reading.objects.update_or_create(plan_id=plan.id, language=voice.language, defaults=values)
    return shown


def drop_plan(plan: KeptPlan, *, viewer: Viewer, visitor: str) -> None:
    """Erase a plan, its readings and its links; its owner may."""
    Plan.objects.filter(owned_by(viewer, visitor), id=plan.id).delete()


def share(plan: KeptPlan, *, by: Viewer) -> str:
    """Make a link to a plan and return its key, which is kept nowhere; its owner may."""
    key = secrets.token_urlsafe(24)
    with transaction.atomic():
        row = Share.objects.create(
            plan_id=plan.id, digest=digest_of(key), ends_at=timezone.now() + SHARED_FOR
        )
        note("shared", actor=by, subject_kind="plan", subject_id=row.plan_id, about=by)
    return key


def revoke(name: UUID, plan: KeptPlan, *, by: Viewer) -> None:
    """Close a link at once; the owner of the plan may."""
    with transaction.atomic():
        open_ones = Share.objects.filter(id=name, plan_id=plan.id, revoked_at=None)
        if open_ones.update(revoked_at=timezone.now()):
            note("revoked", actor=by, subject_kind="plan", subject_id=plan.id, about=by)


def count_seen(key: str) -> None:
    """Count that a link was opened."""
    Share.objects.filter(digest=digest_of(key)).update(seen=F("seen") + 1)


def keep_visited_plans(request: HttpRequest) -> int:
    """Move the plans that a visitor made before signing in to their account."""
    visitor = visitor_of(request)
    if not visitor or not request.user.is_authenticated:
        return 0
    rows = Plan.objects.filter(owner=None, visitor=visitor)
    return rows.update(owner=request.user, visitor="")
