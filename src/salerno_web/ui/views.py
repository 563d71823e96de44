"""The front door, the page of components, pages about the site, and pages of what went wrong."""

from __future__ import annotations

from email.utils import parseaddr

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static

from salerno_web.ui import samples
from salerno_web.ui.doors import addresses

DOORS = {
    "opportunities": "opportunities",
    "programmes": "programmes",
    "interview": "interview",
    "routes": "routes",
    "atlas": "atlas",
    "organisations": "organisations",
    "api": "api",
}


def home(request: HttpRequest) -> HttpResponse:
    """Show three questions a visitor has, and the doors for everybody else."""
    return render(request, "ui/home.html", {"doors": addresses(DOORS)})


def about(request: HttpRequest) -> HttpResponse:
    """Say what this is, who answers for it, and how to reach them."""
    _, contact = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return render(request, "ui/about/about.html", {"contact": contact})


def about_accessibility(request: HttpRequest) -> HttpResponse:
    """Say how accessible the site is, and what to do where it is not."""
    return render(request, "ui/about/accessibility.html")


def about_privacy(request: HttpRequest) -> HttpResponse:
    """Say what is kept about people, why, for how long, and what they may ask for."""
    return render(request, "ui/about/privacy.html")


def styles(request: HttpRequest) -> HttpResponse:
    """Show every component in every state."""
    form: forms.Form = samples.SampleForm(request.GET if "wrong" in request.GET else None)
    page = Paginator(range(120), 10).get_page(request.GET.get("page"))
    return render(request, "ui/styles.html", {"form": form, "page": page, **samples.shown()})


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that the request could not be read."""
    return render(request, "ui/errors/400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that this may not be done."""
    return render(request, "ui/errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is nothing here."""
    return render(request, "ui/errors/404.html", status=404)


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that this was asked for too often, and to try again in a while."""
    return render(request, "ui/errors/429.html", status=429)


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that something broke, on a page that needs nothing to work."""
    return HttpResponse(
        render_to_string("ui/errors/500.html", {"styles": _styles_or_none()}), status=500
    )


def _styles_or_none() -> str:
    """The address of the styles; none where the static files were never collected."""
    try:
        return static("ui/salerno.css")
    except ValueError:
        return ""


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the form was too old or came from elsewhere, and how to go on."""
    return render(request, "ui/errors/403_csrf.html", status=403)
