"""Placements as workbooks: of a host, of a school, and one's own."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from salerno_web.atlas.queries import voice
from salerno_web.people.ratelimits import limited
from salerno_web.people.requests import SignedIn
from salerno_web.placements.exports import book_of_placements, exported_for, own_exported
from salerno_web.ui.calendar import today

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
@never_cache
@require_safe
@limited("workbook", times=60, minutes=60)
def placements_workbook(request: SignedIn) -> HttpResponse:
    """Give whoever looks their own placements as a workbook."""
    rows = own_exported(viewer=request.user)
    return _given(book_of_placements(rows, voice(), made=today()))


@login_required
@never_cache
@require_safe
@limited("workbook", times=60, minutes=60)
def acting_workbook(request: SignedIn, name: UUID, part: str) -> HttpResponse:
    """Give who acts for a host or a school its placements as a workbook."""
    rows = exported_for(name, part, viewer=request.user)
    if rows is None:
        raise Http404(_("You do not act for this organisation."))
    return _given(book_of_placements(rows, voice(), made=today()))


def _given(content: bytes) -> HttpResponse:
    headers = {"Content-Disposition": 'attachment; filename="placements.xlsx"'}
    return HttpResponse(content, content_type=XLSX, headers=headers)
