"""Taking tables in for a host: bring one, say what its columns are, try it out, take it in."""

from __future__ import annotations

from typing import Any as Anything
from typing import cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from salerno.errors import InputError, SalernoError
from salerno.placements.imports.differences import Change, plainly
from salerno.placements.imports.values import Subject
from salerno.programmes.imports.reports import STATES
from salerno_web.people.ratelimits import limited
from salerno_web.people.requests import SignedIn
from salerno_web.placements import import_actions as actions
from salerno_web.placements.import_forms import BroughtForm, NamedColumnsForm, TakeForm
from salerno_web.placements.import_queries import (
    NEW,
    TAKEN,
    Tried,
    heads_of,
    import_of,
    imports_of,
    likely,
    named,
    schools_known_to,
    tried,
    values_to_take,
)
from salerno_web.placements.import_words import COLUMN_NAMES, SUBJECTS
from salerno_web.placements.payment_queries import receiver
from salerno_web.programmes.words import word
from salerno_web.ui.calendar import today
from salerno_web.ui.posts import posted

EACH = 50


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited("table", times=60, minutes=60)
@never_cache
def host_imports(request: SignedIn, name: UUID) -> HttpResponse:
    """Show the tables that were brought to a host, and take another one."""
    host = _host(request, name)
    schools = schools_known_to(host)
    form = BroughtForm(posted(request), request.FILES or None, schools=schools)
    if request.method == "POST" and form.is_valid():
        file, school = form.cleaned_data["file"], form.cleaned_data["school"]
        try:
            row = actions.bring(
                file.read(), name=file.name, host=host, school=school, by=request.user
            )
        except SalernoError as error:
            form.add_error("file", str(error))
        else:
            return redirect("host_import", name, row.pk)
    found = {"host": host, "form": form, "rows": imports_of(host), "subjects": SUBJECTS}
    return render(request, "placements/host_imports.html", found)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited("table", times=120, minutes=60)
@never_cache
def host_import_columns(request: SignedIn, name: UUID, table: UUID) -> HttpResponse:
    """Show what the columns of a table seem to be, and keep what they are."""
    row = _row(request, name, table)
    if row.state != NEW:
        return redirect("host_import", name, table)
    heads = heads_of(row)
    subject = request.GET.get("kind") or likely([head for head, _samples in heads])
    if subject not in SUBJECTS:
        raise Http404(_("There is no such kind of table."))
    known = named(row, [head for head, _samples in heads], subject)
    form = NamedColumnsForm(
        posted(request),
        heads=heads,
        subject=cast(Subject, subject),
        named=known,
        schools=schools_known_to(row.host),
        school=row.school,
    )
    if request.method == "POST" and form.is_valid():
        school = form.cleaned_data["school"]
        actions.keep_columns(row, form.names, school, now=timezone.now())
        return redirect("host_import", name, table)
    kinds = [(own, words, own == subject) for own, words in SUBJECTS.items()]
    found = {"row": row, "form": form, "kinds": kinds}
    return render(request, "placements/host_import_columns.html", found)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited("table-try", times=300, minutes=60)
@never_cache
def host_import(request: SignedIn, name: UUID, table: UUID) -> HttpResponse:
    """Show what a table would change, and take it in once that is confirmed; else what became."""
    row = _row(request, name, table)
    if row.state != NEW:
        found = {"row": row, "subject": word(SUBJECTS, row.subject), "is_in": row.state == TAKEN}
        return render(request, "placements/host_import_done.html", found)
    try:
        own, problem = tried(row, today=today()), ""
        if request.method == "POST":
            problem = _taken(request, row)
            if not problem:
                return redirect("host_import", name, table)
            own = tried(row, today=today())
    except InputError as error:  # the headings are not known
        messages.error(request, str(error))
        return redirect("host_import_columns", name, table)
    found = {**_shown(request, own), "row": row, "problem": problem}
    return render(request, "placements/host_import.html", found)


def _taken(request: SignedIn, row: Anything) -> str:
    """Take a table in as it was shown, or say why not."""
    try:
        actions.take_in(
            row,
            shown=request.POST.get("shown", ""),
            doubted="doubted" in request.POST,
            public="public" in request.POST,
            by=request.user,
            now=timezone.now(),
            today=today(),
        )
    except SalernoError as error:
        return str(error)
    messages.success(request, _("The table is taken in."))
    return ""


def _shown(request: SignedIn, own: Tried) -> dict[str, Anything]:
    """What the page of a dry run shows."""
    reading, told = own.reading, own.told
    sure, every = (len(values_to_take(own, doubted=wanted)) for wanted in (False, True))
    is_offer = reading.subject == "rotations"
    remarked = [one for one in reading.outcomes if one.remarks]
    return {
        "subject": word(SUBJECTS, reading.subject),
        "form": TakeForm(posted(request), has_doubts=sure != every, is_offer=is_offer),
        "counts": {state: reading.count(state) for state in STATES},
        "doubts": reading.doubts,
        "outcomes": Paginator(remarked, EACH).get_page(request.GET.get("page")),
        "added": [name for name in told.added if name not in own.refused],
        "changed": [
            (name, [*map(_changed, several)])
            for name, several in told.changed.items()
            if name not in own.refused
        ],
        "same": len(told.unchanged),
        "gone": len(told.gone),
        "refused": [*own.refused.items()],
        "digest": told.digest,
        "sure": sure,
        "all": every,
    }


def _changed(one: Change) -> tuple[str, str, str]:
    return word(COLUMN_NAMES, one.field), plainly(one.old), plainly(one.new)


@login_required
@require_POST
@limited("table", times=120, minutes=60)
def host_import_undo(request: SignedIn, name: UUID, table: UUID) -> HttpResponse:
    """Take an import back as a whole, or drop a table that was not taken in."""
    row = _row(request, name, table)
    if actions.drop(row, by=request.user):
        messages.success(request, _("The table is deleted."))
        return redirect("host_imports", name)
    try:
        if actions.take_back(row, by=request.user, now=timezone.now()):
            messages.success(request, _("The import is taken back."))
    except SalernoError as error:
        messages.error(request, str(error))
    return redirect("host_import", name, table)


def _host(request: SignedIn, name: UUID) -> Anything:
    host = receiver(name, viewer=request.user)
    if host is None:
        raise Http404(_("You do not act for this host."))
    return host


def _row(request: SignedIn, name: UUID, table: UUID) -> Anything:
    row = import_of(table, _host(request, name))
    if row is None:
        raise Http404(_("There is no such table."))
    return row
