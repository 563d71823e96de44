"""The interview: one question a page, and only what can change an answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from salerno.errors import InputError, SalernoError
from salerno.rules import Ask
from salerno_web.atlas.queries import facts, voice
from salerno_web.credentials import told as tellings
from salerno_web.credentials.actions import change, forget
from salerno_web.credentials.forms import (
    UNKNOWN,
    FactForm,
    FileForm,
    FocusForm,
    YesOrNoForm,
    fact_initial_of,
)
from salerno_web.credentials.interviews import Focus, countries, named_ask, next_asks, question_of
from salerno_web.credentials.queries import file_in, told_of
from salerno_web.credentials.told import Told
from salerno_web.ui.posts import posted

FOCUS = "focus"


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Say what the interview is, and let choose what it is to be about."""
    before = request.session.get(FOCUS, {})
    form = FocusForm(posted(request), initial=before, voice=voice(), countries=countries())
    if request.method == "POST" and form.is_valid():
        request.session[FOCUS] = form.cleaned_data
        return redirect("interview_next")
    return render(request, "credentials/interview.html", {"form": form, "told": told_of(request)})


def focus_of(request: HttpRequest) -> Focus:
    """What whoever looks said they care about."""
    kept = request.session.get(FOCUS, {})
    return Focus(tuple(kept.get("countries", ())), tuple(kept.get("kinds", ())))


def following(request: HttpRequest) -> HttpResponse:
    """Go to the next question, or to the answers when nothing is left that could change one."""
    asks = next_asks(told_of(request), focus_of(request))
    if not asks:
        messages.info(request, _("There is nothing left to ask that could change an answer."))
        return redirect("record")
    return redirect("interview_question", subject=asks[0].subject, name=asks[0].name)


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, subject: str, name: str) -> HttpResponse:
    """Put one question, and keep the answer."""
    told, focus = told_of(request), focus_of(request)
    ask = named_ask(subject, name, told, focus)
    if ask is None:
        raise Http404(_("There is no such question."))
    if request.method == "POST" and UNKNOWN in request.POST:
        change(request, lambda known: _unknown(known, ask))
        return redirect(_after(request))
    form = _form(ask, request, told)
    if request.method == "POST" and form.is_valid():
        try:
            return _KEEPING[subject](request, ask, form)
        except InputError as error:
            form.add_error(None, str(error))
    answered = len(told.facts) + len(told.credentials) + len(told.skipped)
    found = {
        "form": form,
        "question": question_of(ask, voice()),
        "answered": answered,
        "left": len(next_asks(told, focus)),
        "held": [own for own in told.credentials if own["type"] == name],
    }
    return render(request, "credentials/question.html", found)


def _unknown(told: Told, ask: Ask) -> Told:
    """What was told, with this answer taken back and the question not put again."""
    known = tellings.skipping(told, skip=(ask.subject, ask.name))
    return tellings.without_fact(known, name=_fact_name(ask))


def _fact_name(ask: Ask) -> str:
    return f"judged/{ask.name}" if ask.subject == "judgement" else ask.name


def _form(ask: Ask, request: HttpRequest, told: Told) -> forms.Form:
    sent = posted(request)
    words = question_of(ask, voice()).text
    before = told.facts.get(_fact_name(ask))
    if ask.subject == "fact":
        attribute = facts().vocabulary.facts[ask.name]
        first = fact_initial_of(before, attribute)
        return FactForm(sent, initial=first, attribute=attribute, voice=voice(), question=words)
    said = {"yes": _("Yes, and I tell more"), "no": _("No, none")} if _is_any(ask) else {}
    return YesOrNoForm(sent, initial={"answer": before}, question=words, **said)


def _is_any(ask: Ask) -> bool:
    """Whether the question is if there is one at all."""
    return ask.subject == "credential"


def _after(request: HttpRequest) -> str:
    """Where to go once an answer is kept: on, or back to the page that the question was on."""
    came = request.GET.get("from", "")
    if came.startswith("/") and url_has_allowed_host_and_scheme(came, allowed_hosts=None):
        return came
    if came in facts().opportunities:
        return reverse("opportunity", args=[came])
    return reverse(came if came in ("record", "opportunities") else "interview_next")


Keeping = Callable[[HttpRequest, Ask, forms.Form], HttpResponse]


def _keep_fact(request: HttpRequest, ask: Ask, form: forms.Form) -> HttpResponse:
    value = form.cleaned_data["plain"]
    change(request, lambda known: tellings.with_fact(known, name=ask.name, value=value))
    return redirect(_after(request))


def _keep_judgement(request: HttpRequest, ask: Ask, form: forms.Form) -> HttpResponse:
    name, value = _fact_name(ask), form.cleaned_data["answer"]
    skip = (ask.subject, ask.name)
    change(
        request,
        lambda known: tellings.with_fact(tellings.unskipped(known, skip), name=name, value=value),
    )
    return redirect(_after(request))


def _keep_list(request: HttpRequest, ask: Ask, form: forms.Form) -> HttpResponse:
    """Is there one, are these all: the list is told whole, or one more is told now."""
    is_whole = form.cleaned_data["answer"] == ("no" if ask.subject == "credential" else "yes")
    if not is_whole:
        return redirect(f"{reverse('credential_add', args=[ask.name])}?from=interview")
    vocabulary = facts().vocabulary
    change(request, lambda known: tellings.with_all(known, type_=ask.name, vocabulary=vocabulary))
    return redirect(_after(request))


_KEEPING: Mapping[str, Keeping] = {
    "fact": _keep_fact,
    "judgement": _keep_judgement,
    "credential": _keep_list,
    "complete": _keep_list,
}


@require_http_methods(["GET", "HEAD", "POST"])
def from_file(request: HttpRequest) -> HttpResponse:
    """Read a person file in the place of what was told."""
    form = FileForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            told = file_in(form.cleaned_data["file"])
            change(request, lambda _known: told)
        except SalernoError as error:
            form.add_error("file", str(error))
        else:
            messages.success(request, _("The file was read."))
            return redirect("record")
    return render(request, "credentials/file.html", {"form": form, "told": told_of(request)})


@require_POST
def forgotten(request: HttpRequest) -> HttpResponse:
    """Forget what was told in this browser session."""
    forget(request)
    request.session.pop(FOCUS, None)
    messages.success(request, _("What you told us is forgotten."))
    return redirect("interview")
