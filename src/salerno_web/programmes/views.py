"""Where one can study: the finder, one programme, several side by side, and a shortlist."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from salerno.errors import InputError
from salerno.programmes.comparison import MOST
from salerno.programmes.programmes import Programme
from salerno_web.atlas.queries import facts, voice
from salerno_web.credentials.queries import told_of
from salerno_web.opportunities.queries import case_of
from salerno_web.programmes import actions
from salerno_web.programmes.comparisons import comparison
from salerno_web.programmes.details import programme_detail
from salerno_web.programmes.forms import FinderForm, SavedForm
from salerno_web.programmes.lists import found_for, row
from salerno_web.programmes.queries import directory

USUAL_CURRENCY = "EUR"


def _currency(request: HttpRequest) -> str:
    return getattr(request.user, "currency", "") or USUAL_CURRENCY


def _programme(name: str) -> Programme:
    found = directory().programmes.get(name)
    if found is None:
        raise Http404(_("There is no such programme in the directory."))
    return found


@never_cache
@require_safe
def programmes(request: HttpRequest) -> HttpResponse:
    """Show the programmes by verdict, as far as they are looked for."""
    told = told_of(request)
    form = FinderForm(request.GET, rates=facts().rates, currency=_currency(request))
    found = found_for(case_of(told), request.GET, voice(), form=form)
    return render(request, "programmes/programmes.html", {"told": told, "found": found})


@never_cache
@require_safe
def programme(request: HttpRequest, name: str) -> HttpResponse:
    """Show one programme to whoever looks: the verdict, and everything that is stated of it."""
    known = _programme(name)
    case, saved = case_of(told_of(request)), actions.shortlist_of(request)
    own = programme_detail(known, case, voice(), currency=_currency(request))
    form = SavedForm(initial={"programme": known.id, "note": saved.get(known.id, "")})
    others = [other for other in saved if other != known.id][: MOST - 1]
    found = {
        "own": own,
        "form": form,
        "is_saved": known.id in saved,
        "goals_query": urlencode([("goal", goal) for goal in own["goals"]]),
        "compare_query": urlencode([("with", one) for one in (known.id, *others)]),
    }
    return render(request, "programmes/programme.html", found)


@never_cache
@require_safe
def programmes_compare(request: HttpRequest) -> HttpResponse:
    """Show two to five programmes side by side; the address is what is shared."""
    asked = dict.fromkeys(request.GET.getlist("with"))
    known = directory().programmes
    chosen = [known[name] for name in asked if name in known]
    only = request.GET.get("all") != "yes"
    query = urlencode([("with", own.id) for own in chosen])
    found = {"unknown": len(asked) - len(chosen), "only": only, "query": query}
    try:
        table = comparison(
            chosen, case_of(told_of(request)), voice(), currency=_currency(request), only=only
        )
    except InputError:
        table = None
    return render(request, "programmes/compare.html", {**found, "table": table})


@never_cache
@require_safe
def shortlist(request: HttpRequest) -> HttpResponse:
    """Show what whoever looks saved, with their notes."""
    saved, known = actions.shortlist_of(request), directory().programmes
    case, speaker = case_of(told_of(request)), voice()
    rows = [
        {
            "row": row(known[name], (), case, speaker) if name in known else None,
            "name": name,
            "form": SavedForm(initial={"programme": name, "note": words}, auto_id=f"id_{place}_%s"),
        }
        for place, (name, words) in enumerate(saved.items())
    ]
    compared = [name for name in saved if name in known][:MOST]
    found = {"rows": rows, "can_compare": len(compared) > 1}
    found["compare_query"] = urlencode([("with", name) for name in compared])
    return render(request, "programmes/shortlist.html", found)


@require_POST
def shortlist_change(request: HttpRequest) -> HttpResponse:
    """Save a programme, or take it off the list."""
    name = request.POST.get("programme", "")
    if "drop" in request.POST:
        actions.drop(request, name)
        return redirect("shortlist")
    form, own = SavedForm(request.POST), _programme(name)
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
