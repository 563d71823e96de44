"""The record: what was told, how it stands, and how to change it."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from salerno.errors import InputError
from salerno.formats import write_person
from salerno.strict_yaml import Plain
from salerno_web.atlas.queries import facts, voice
from salerno_web.credentials import told as tellings
from salerno_web.credentials.actions import Edit, change, forget, keep_visited
from salerno_web.credentials.forms import ArriveForm, CredentialForm, TypeForm, initial_of
from salerno_web.credentials.interviews import attributes_of
from salerno_web.credentials.queries import (
    own_documents,
    person_of,
    shown_record,
    told_in_session,
    told_of,
    vouchers_of,
)
from salerno_web.ui.posts import posted


def record(request: HttpRequest) -> HttpResponse:
    """Show everything that was told, each with a way to change it."""
    told = told_of(request)
    visited = told_in_session(request)
    user = request.user
    vouchers = vouchers_of(user, viewer=user) if user.is_authenticated else {}
    documents = own_documents(request)
    shown = shown_record(told, voice(), documents=documents, vouchers=vouchers)
    found = {
        "record": shown,
        "told": told,
        "is_visited_apart": told.is_saved and not visited.is_empty,
    }
    return render(request, "credentials/record.html", found)


def person_file(request: HttpRequest) -> HttpResponse:
    """Give the record as a person file."""
    person = person_of(told_of(request))
    text = write_person(person, vocabulary=facts().vocabulary)
    headers = {"Content-Disposition": 'attachment; filename="my-record.yaml"'}
    return HttpResponse(text, content_type="application/yaml; charset=utf-8", headers=headers)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def arrive(request: HttpRequest) -> HttpResponse:
    """After signing in: keep what was told before, or let its owner decide between two records."""
    if keep_visited(request):
        messages.success(request, _("What you told us is now saved in your account."))
        return redirect("record")
    visited = told_in_session(request)
    if visited.is_empty:
        return redirect("record")
    form = ArriveForm(posted(request))
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["choice"]
        try:
            if chosen != "drop":
                change(request, lambda known: tellings.arrived(known, visited, how=chosen))
        except InputError as error:
            form.add_error("choice", str(error))
        else:
            forget(request)
            return redirect("record")
    return render(request, "credentials/arrive.html", {"form": form, "visited": visited})


@require_http_methods(["GET", "HEAD", "POST"])
def choose_type(request: HttpRequest) -> HttpResponse:
    """Choose what kind of credential to add."""
    form = TypeForm(posted(request), voice=voice(), types=facts().vocabulary.types.values())
    if request.method == "POST" and form.is_valid():
        return redirect("credential_add", type_=form.cleaned_data["type"])
    return render(request, "credentials/choose_type.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, type_: str) -> HttpResponse:
    """Tell one more credential."""
    return _credential_page(request, type_, {})


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, name: UUID) -> HttpResponse:
    """Change one credential."""
    own = told_of(request).credential(str(name))
    if own is None:
        raise Http404(_("There is no such credential in your record."))
    return _credential_page(request, str(own["type"]), own)


def _credential_page(request: HttpRequest, type_: str, own: Mapping[str, Plain]) -> HttpResponse:
    known = facts().vocabulary.types.get(type_)
    if known is None:
        raise Http404(_("There is no such kind of credential."))
    sent = posted(request)
    attributes = attributes_of(type_, told=own)
    form = CredentialForm(
        sent, initial=initial_of(own), known=known, attributes=attributes, voice=voice()
    )
    if request.method == "POST" and form.is_valid():
        plain = {**tellings.named(own), **form.cleaned_data["plain"]}
        try:
            change(request, lambda told: tellings.with_credential(told, credential=plain))
        except InputError as error:
            form.add_error(None, str(error))
        else:
            return redirect(_after(request, type_))
    found = {"form": form, "title": voice().type_name(type_), "own": own}
    return render(request, "credentials/credential.html", found)


def _after(request: HttpRequest, type_: str) -> str:
    """In an interview: are these all? Else back to the record."""
    if request.GET.get("from") == "interview":
        return reverse("interview_question", args=["complete", type_])
    return reverse("record")


@require_POST
def remove(request: HttpRequest, name: UUID) -> HttpResponse:
    """Take a credential out of the record."""
    if told_of(request).credential(str(name)) is None:
        raise Http404(_("There is no such credential in your record."))
    change(request, lambda told: tellings.without_credential(told, name=str(name)))
    messages.success(request, _("The credential is removed."))
    return redirect("record")


@require_POST
def reopen(request: HttpRequest, kind: str, name: str) -> HttpResponse:
    """Take an answer back: a fact, a list said to be complete, or a question left open."""
    subject, _space, rest = name.partition(" ")
    edits: dict[str, Edit] = {
        "fact": lambda told: tellings.without_fact(told, name=name),
        "complete": lambda told: tellings.without_all(told, type_=name),
        "skipped": lambda told: tellings.unskipped(told, (subject, rest)),
    }
    if kind not in edits:
        raise Http404
    change(request, edits[kind])
    return redirect("record")
