"""What a host publishes, on pages of its coordinators: places, rotations, and a text with all."""

from __future__ import annotations

from typing import Any as Anything
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from salerno.errors import InputError, Problems
from salerno.placements.documents import document_text
from salerno_web.atlas.queries import voice
from salerno_web.people.ratelimits import allowed
from salerno_web.people.requests import SignedIn
from salerno_web.placements.insight_queries import reach_if
from salerno_web.placements.line_forms import EMPTY, add_lines, line_rows, lines_in
from salerno_web.placements.offers import (
    document_of,
    lines_of,
    place_document,
    place_told,
    told_by,
    usual,
)
from salerno_web.placements.publishing import publish
from salerno_web.placements.publishing_forms import PlaceForm, RotationForm, TextForm
from salerno_web.placements.publishing_queries import (
    Host,
    document_named,
    host_of,
    inherited_choices,
    places_of,
    rotations_of,
    template_choices,
    text_of,
)
from salerno_web.ui.calendar import today
from salerno_web.ui.posts import posted

READ_AND_SEND = ["GET", "HEAD", "POST"]
COUNTS = 240
"""So many times an hour somebody may count whom a rotation lets through, while they fill it in."""


@login_required
@require_safe
def host_rotations(request: SignedIn, name: UUID) -> HttpResponse:
    """List what a host offers, and its places."""
    host = _host(request, name)
    shown = {
        "host": host,
        "rotations": rotations_of(host, voice(), now=timezone.now()),
        "places": places_of(host, voice()),
    }
    return render(request, "placements/host_rotations.html", shown)


@login_required
@require_http_methods(READ_AND_SEND)
def host_rotation(request: SignedIn, name: UUID, rotation: str = "") -> HttpResponse:
    """Let a coordinator fill in a rotation, a new one or one that is there."""
    host, day = _host(request, name), today()
    earlier = document_named(host, rotation, kind="rotation") if rotation else {}
    if earlier is None:
        raise Http404(_("There is no such rotation of this host."))
    lines = lines_of(earlier)
    form = RotationForm(
        posted(request),
        initial=told_by(earlier, today=day) if rotation else usual(day),
        places=places_of(host, voice()),
        asks=template_choices(voice()),
        inherited=inherited_choices(rotation, voice()),
    )
    add_lines(form, voice(), filled=max(len(lines), _sent_lines(request)))
    shown = {
        "host": host, "form": form, "rotation": rotation, "lines": line_rows(form),
        "counted": "count" in request.POST,
    }  # fmt: skip
    if form.is_valid():
        written = lines_in(form, lines, others=_asked_in(earlier))
        document = document_of({**form.told, "lines": written}, earlier, today=day)
        if shown["counted"]:
            shown |= _counted(document, form, request)
        elif form.is_valid() and _published(request, host, document, form):
            return redirect("host_rotations", name)
    return render(request, "placements/host_rotation.html", shown)


def _asked_in(document: dict[str, Anything]) -> list[str]:
    """The ids of all that a document asks."""
    return [one["id"] for one in document.get("asks", []) if "id" in one]


def _sent_lines(request: SignedIn) -> int:
    """How many lines were sent beyond those that stand empty, so that none is lost."""
    return max(0, min(40, sum(key.endswith("-of") for key in request.POST)) - EMPTY)


def _counted(
    document: dict[str, Anything], form: forms.Form, request: SignedIn
) -> dict[str, Anything]:
    """How many people it lets through; rarely enough that counts cannot be compared to find one."""
    if not allowed("reach", str(request.user.pk), COUNTS, 3600):
        text = _(
            "This was asked for very often in a short time. Nothing was lost: "
            "wait a few minutes, then try again."
        )
        form.add_error(None, text)
        return {}
    try:
        reach, words = reach_if(document, voice())
    except InputError as error:
        _say(form, None, error)
        return {}
    costs = [(words.get(one.demand, one.demand), one) for one in reach.costs]
    return {"reach": reach, "costs": costs}


@login_required
@require_http_methods(READ_AND_SEND)
def host_place(request: SignedIn, name: UUID, place: str = "") -> HttpResponse:
    """Let a coordinator fill in the host or a place in it, a new one or one that is there."""
    host = _host(request, name)
    earlier = document_named(host, place, kind="location") if place else {}
    if earlier is None:
        raise Http404(_("There is no such place of this host."))
    places, lines = places_of(host, voice()), lines_of(earlier)
    form = PlaceForm(
        posted(request),
        initial=place_told(earlier) if place else _first_place(host, places),
        places=[one for one in places if one[0] != place],
        asks=template_choices(voice()),
    )
    add_lines(form, voice(), filled=max(len(lines), _sent_lines(request)))
    shown = {"host": host, "form": form, "place": place, "lines": line_rows(form)}
    if form.is_valid():
        told = {**form.cleaned_data, "lines": lines_in(form, lines, others=_asked_in(earlier))}
        document = place_document(told, earlier, host=host.country.lower())
        if form.is_valid() and _published(request, host, document, form):
            return redirect("host_rotations", name)
    return render(request, "placements/host_place.html", shown)


def _first_place(host: Host, places: list[tuple[str, str]]) -> dict[str, Anything]:
    """What the form of a new place starts from: the host itself where there is none yet."""
    if places:
        return {"level": "department", "within": places[0][0]}
    return {"level": "host", "name": host.name, "country": host.country}


@login_required
@require_http_methods(READ_AND_SEND)
def host_text(request: SignedIn, name: UUID) -> HttpResponse:
    """Publish a text with places and rotations, all of it or nothing."""
    host = _host(request, name)
    form = TextForm(posted(request), request.FILES or None, initial={"text": text_of(host)})
    if form.is_valid():
        try:
            publish(form.cleaned_data["text"], name=_("the text"), host=host, viewer=request.user)
        except InputError as error:
            _say(form, "text", error)
        else:
            messages.success(request, _("It is published."))
            return redirect("host_rotations", name)
    return render(request, "placements/host_text.html", {"host": host, "form": form})


@login_required
@require_safe
def host_file(request: SignedIn, name: UUID) -> HttpResponse:
    """Give everything that a host published as a file."""
    host = _host(request, name)
    response = HttpResponse(text_of(host), content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="published.yaml"'
    return response


def _published(
    request: SignedIn, host: Host, document: dict[str, Anything], form: forms.Form
) -> bool:
    """Publish a document; what is wrong with it is said by the form, and nothing is written."""
    try:
        publish(document_text([document]), name=_("the form"), host=host, viewer=request.user)
    except InputError as error:
        _say(form, None, error)
        return False
    messages.success(request, _("It is published."))
    return True


def _say(form: forms.Form, field: str | None, error: InputError) -> None:
    for one in error.problems if isinstance(error, Problems) else [error]:
        form.add_error(field, str(one))


def _host(request: SignedIn, name: UUID) -> Host:
    found = host_of(name, viewer=request.user)
    if found is None:
        raise Http404(_("There is no such host for which you may publish."))
    return found
