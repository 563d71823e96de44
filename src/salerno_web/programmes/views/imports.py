"""Taking in tables: bring one, say what its columns are, try it out, take it in, take it back."""

from __future__ import annotations

from typing import Any as Anything
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from salerno.errors import InputError, SalernoError
from salerno.programmes.imports.decisions import settle
from salerno.programmes.imports.reports import STATES, Report, State
from salerno_web.people.ratelimits import limited
from salerno_web.people.requests import SignedIn
from salerno_web.programmes import import_actions as actions
from salerno_web.programmes.import_forms import ColumnsForm, DecisionsForm, TableForm
from salerno_web.programmes.import_words import KIND_NAMES
from salerno_web.programmes.imports import (
    NEW,
    TAKEN,
    columns_of,
    import_of,
    imports,
    mapping_of,
    report_of,
    table_of,
)
from salerno_web.programmes.queries import directory
from salerno_web.ui.calendar import today
from salerno_web.ui.posts import posted

EACH = 50
"""So many rows, and so many schools to decide on, are on a page."""
SHOWN: tuple[State, ...] = ("flagged", "refused")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("import", times=60, minutes=60)
def programmes_import(request: SignedIn) -> HttpResponse:
    """Show what was brought, and take one more table."""
    rows = imports(viewer=request.user)
    if rows is None:
        raise Http404(_("There is no such page."))
    form = TableForm(posted(request), request.FILES or None, today=today())
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.keep_table(form.cleaned_data["file"].read(), form.told, by=request.user)
        except SalernoError as error:
            form.add_error("file", str(error))
        else:
            return redirect("programmes_import_columns", row.pk)
    return render(request, "programmes/import.html", {"form": form, "rows": rows})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def programmes_import_columns(request: SignedIn, name: UUID) -> HttpResponse:
    """Show what the columns seem to say, and keep what they do."""
    row = _row(request, name)
    if row.state != NEW:
        return redirect("programmes_import_one", row.pk)
    table, columns = table_of(row), columns_of(row)
    form = ColumnsForm(posted(request), columns=columns, mapping=mapping_of(row))
    if request.method == "POST" and form.is_valid():
        try:
            actions.keep_mapping(row, form.mapping)
        except InputError as error:
            form.add_error(None, f"{error.what}: {error.fix}")
        else:
            return redirect("programmes_import_rows", row.pk)
    found = {"form": form, "row": row, "table": table}
    return render(request, "programmes/import_columns.html", found)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def programmes_import_rows(request: SignedIn, name: UUID) -> HttpResponse:
    """Show what would become of every row; keep what is decided on schools; take the table in."""
    row = _row(request, name)
    if row.state != NEW:
        return redirect("programmes_import_one", row.pk)
    if not row.mapping:
        return redirect("programmes_import_columns", row.pk)
    report = report_of(row, today=today())
    form = _decisions(request, report, row.decisions)
    if request.method != "POST" or not form.is_valid():
        return render(request, "programmes/import_rows.html", _tried(request, row, report, form))
    actions.keep_decisions(row, form.decisions)
    if "take" not in request.POST:
        messages.success(request, _("Your decisions are kept."))
        return redirect(request.get_full_path())
    return _taken(request, row, report, form)


def _taken(request: SignedIn, row: Anything, report: Report, form: DecisionsForm) -> HttpResponse:
    try:
        actions.take_in(row, by=request.user, today=today())
    except InputError as error:
        form.add_error(None, f"{error.what} {error.fix}".strip())
        return render(request, "programmes/import_rows.html", _tried(request, row, report, form))
    messages.success(request, _("The table is taken in."))
    return redirect("programmes_import_one", row.pk)


def _decisions(request: SignedIn, report: Report, decided: dict[str, str]) -> DecisionsForm:
    """The form of the schools on this page, or of those that were sent."""
    undecided = report.undecided
    if request.method == "POST":
        chosen = [own for own in undecided if f"school-{own.school.id}" in request.POST]
    else:
        chosen = list(Paginator(undecided, EACH).get_page(request.GET.get("schools")))
    known = directory().schools
    return DecisionsForm(posted(request), found=chosen, known=known, decided=decided)


def _tried(
    request: SignedIn, row: Anything, report: Report, form: DecisionsForm
) -> dict[str, Anything]:
    """What the page of a dry run shows."""
    usual: State = "refused" if report.count("refused") else "flagged"
    state = next((own for own in SHOWN if own == request.GET.get("state")), usual)
    decided = {key: own for key, own in row.decisions.items() if key in report.schools}
    schools, programmes = settle(report, decided, directory=directory())
    return {
        "row": row,
        "form": form,
        "table": table_of(row),
        "counts": {own: report.count(own) for own in STATES},
        "rows": len(report.outcomes),
        "state": state,
        "outcomes": Paginator(report.of(state), EACH).get_page(request.GET.get("page")),
        "undecided": Paginator(report.undecided, EACH).get_page(request.GET.get("schools")),
        "waiting": sum(own.school.id not in decided for own in report.undecided),
        "schools": len(schools),
        "programmes": len(programmes),
    }


@never_cache
@require_safe
def programmes_import_one(request: SignedIn, name: UUID) -> HttpResponse:
    """Show an import that is done with: what was taken in, and the way back."""
    row = _row(request, name)
    if row.state == NEW:
        return redirect("programmes_import_rows", row.pk)
    found = {"row": row, "kind": KIND_NAMES.get(row.kind, row.kind), "is_in": row.state == TAKEN}
    return render(request, "programmes/import_one.html", found)


@require_POST
def programmes_import_undo(request: SignedIn, name: UUID) -> HttpResponse:
    """Take an import back as a whole, or drop a table that was not taken in."""
    row = _row(request, name)
    if actions.drop(row, by=request.user):
        messages.success(request, _("The table is deleted."))
        return redirect("programmes_import")
    if actions.take_back(row, by=request.user):
        messages.success(request, _("The import is taken back."))
    return redirect("programmes_import_one", row.pk)


def _row(request: SignedIn, name: UUID) -> Anything:
    row = import_of(name, viewer=request.user)
    if row is None:
        raise Http404(_("There is no such page."))
    return row
