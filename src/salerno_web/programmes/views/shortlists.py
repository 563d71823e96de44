"""The shortlist of whoever looks."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from salerno.errors import InputError
from salerno.programmes.comparison import MOST
from salerno_web.atlas.queries import voice
from salerno_web.credentials.queries import told_of
from salerno_web.opportunities.queries import case_of
from salerno_web.programmes import actions
from salerno_web.programmes.asked import currency_for, programme_named
from salerno_web.programmes.forms import NotesForm, SavedForm
from salerno_web.programmes.lists import row
from salerno_web.programmes.queries import directory


@never_cache
@require_safe
def shortlist(request: HttpRequest) -> HttpResponse:
    """Show what whoever looks saved, with their notes."""
    saved, known = actions.shortlist_of(request), directory().programmes
    told, speaker = told_of(request), voice()
    case, currency = case_of(told), currency_for(request, told)
    rows = [
        {
            "row": row(known[name], case, speaker, currency=currency) if name in known else None,
            "name": name,
            "form": SavedForm(initial={"programme": name, "note": words}, auto_id=f"id_{place}_%s"),
        }
        for place, (name, words) in enumerate(saved.items())
    ]
    compared = [name for name in saved if name in known][:MOST]
    found = {"rows": rows, "can_compare": len(compared) > 1, "notes_form": NotesForm()}
    found["compare_query"] = urlencode([("with", name) for name in compared])
    return render(request, "programmes/shortlist.html", found)


@require_POST
def shortlist_change(request: HttpRequest) -> HttpResponse:
    """Save a programme, or take it off the list."""
    name = request.POST.get("programme", "")
    if "drop" in request.POST:
        actions.drop(request, name)
        return redirect("shortlist")
    form, own = SavedForm(request.POST), programme_named(name)
    if not form.is_valid():
        found = {"form": form, "title": voice().text(own.title) or own.id}
        return render(request, "programmes/save.html", found, status=422)
    try:
        actions.save(request, own.id, words=form.cleaned_data["note"])
    except InputError as error:
        form.add_error(None, f"{error.what} {error.fix}")
        found = {"form": form, "title": voice().text(own.title) or own.id}
        return render(request, "programmes/save.html", found, status=422)
    messages.success(request, _("It is on your shortlist."))
    return redirect("shortlist")
