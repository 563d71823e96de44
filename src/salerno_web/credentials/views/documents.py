"""Documents: uploaded once, attached wherever they prove something."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from salerno.errors import SalernoError
from salerno_web.atlas.queries import voice
from salerno_web.credentials.actions import (
    document_downloaded,
    drop_document,
    keep_document,
    relabel_document,
)
from salerno_web.credentials.forms import DocumentForm, UploadForm
from salerno_web.credentials.queries import (
    credential_choices,
    document_of,
    documents_of,
    file_of,
    told_of,
)
from salerno_web.credentials.tasks import scan_if_it_waits
from salerno_web.people.ratelimits import limited
from salerno_web.people.requests import SignedIn
from salerno_web.ui.posts import posted

DOWNLOAD_POLICY = "default-src 'none'; sandbox"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited("upload", times=60, minutes=60)
def documents(request: SignedIn) -> HttpResponse:
    """List the documents of whoever looks; take one more."""
    choices = credential_choices(told_of(request), voice())
    first = {"credentials": request.GET.getlist("credential")}
    form = UploadForm(posted(request), request.FILES or None, initial=first, choices=choices)
    if request.method == "POST" and form.is_valid():
        try:
            keep_document(request.user, then=scan_if_it_waits, **form.cleaned_data)
        except SalernoError as error:
            form.add_error("file", str(error))
        else:
            messages.success(request, _("The document is kept."))
            return redirect("documents")
    found = {"form": form, "documents": documents_of(request.user, viewer=request.user)}
    return render(request, "credentials/documents.html", found)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def document(request: SignedIn, name: UUID) -> HttpResponse:
    """Show a document to whoever may see it; let its owner say what it proves."""
    row = document_of(name, viewer=request.user)
    if row is None:
        raise Http404(_("There is no such document for you to see."))
    is_own = row.owner_id == request.user.pk
    choices = credential_choices(told_of(request), voice()) if is_own else []
    attached = [str(one.pk) for one in row.credentials.all()]
    first = {"title": row.title, "credentials": attached, "keep_until": row.keep_until}
    form = DocumentForm(posted(request), initial=first, choices=choices)
    if request.method == "POST" and is_own and form.is_valid():
        relabel_document(row.pk, by=request.user, **form.cleaned_data)
        messages.success(request, _("The document is changed."))
        return redirect("documents")
    found = {"form": form, "document": row, "is_own": is_own}
    return render(request, "credentials/document.html", found)


@login_required
@never_cache
def file(request: SignedIn, name: UUID) -> HttpResponse:
    """Give the file of a document; that somebody else took it is kept."""
    row = document_of(name, viewer=request.user)
    if row is None or not row.is_clean:
        raise Http404(_("There is no such document for you to see."))
    document_downloaded(row, by=request.user)
    ending = row.media_type.rpartition("/")[2]
    headers = {
        "Content-Disposition": f'attachment; filename="{row.pk}.{ending}"',
        "Content-Security-Policy": DOWNLOAD_POLICY,
    }
    return HttpResponse(file_of(row), content_type=row.media_type, headers=headers)


@login_required
@require_POST
def remove(request: SignedIn, name: UUID) -> HttpResponse:
    """Erase a document; only its owner may."""
    row = document_of(name, viewer=request.user)
    if row is None or row.owner_id != request.user.pk:
        raise Http404(_("There is no such document among yours."))
    drop_document(row.pk, by=request.user)
    messages.success(request, _("The document is erased."))
    return redirect("documents")
