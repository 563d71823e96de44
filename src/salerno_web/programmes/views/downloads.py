"""The shortlist as a workbook, and its notes taken back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from salerno_web.atlas.queries import voice
from salerno_web.credentials.queries import told_of
from salerno_web.opportunities.queries import case_of
from salerno_web.people.ratelimits import limited
from salerno_web.programmes import actions
from salerno_web.programmes.asked import currency_for
from salerno_web.programmes.forms import NotesForm
from salerno_web.programmes.workbooks import sorted_notes, workbook_for

MOST_SHOWN = 100
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@never_cache
@require_safe
@limited("workbook", times=60, minutes=60)
def shortlist_workbook(request: HttpRequest) -> HttpResponse:
    """Give what whoever looks saved as a workbook; with `all`, everything not closed to them."""
    told, saved = told_of(request), actions.shortlist_of(request)
    currency = currency_for(request, told)
    content = workbook_for(request, case_of(told), saved, voice(), currency=currency)
    headers = {"Content-Disposition": 'attachment; filename="shortlist.xlsx"'}
    return HttpResponse(content, content_type=XLSX, headers=headers)


@require_POST
@limited("notes", times=60, minutes=60)
def shortlist_notes(request: HttpRequest) -> HttpResponse:
    """Take the notes of a workbook that was edited, and say what became of each."""
    form = NotesForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "programmes/notes.html", {"form": form}, status=422)
    brought = sorted_notes(form.notes, actions.shortlist_of(request))
    taken = actions.take_notes(request, brought.good)
    refused = {**brought.refused, **dict.fromkeys(taken.left, _("Your shortlist is full."))}
    found = {
        "form": NotesForm(),
        "taken": taken,
        "counts": (len(refused), len(brought.unknown)),
        "refused": [*refused.items()][:MOST_SHOWN],
        "unknown": [*brought.unknown.items()][:MOST_SHOWN],
    }
    return render(request, "programmes/notes.html", found)
