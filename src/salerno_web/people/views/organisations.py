"""Organisations: one's own, who acts for them, and who shares something with them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from salerno.errors import SalernoError
from salerno_web.people import actions
from salerno_web.people.forms import InviteForm, RoleForm
from salerno_web.people.permissions import ROLES_IN, may_manage_members
from salerno_web.people.queries import (
    members_of,
    membership_of,
    memberships_of,
    organisation_of,
    sharing_people,
)
from salerno_web.people.ratelimits import limited
from salerno_web.people.requests import SignedIn
from salerno_web.ui.posts import posted


@login_required
def organisations(request: SignedIn) -> HttpResponse:
    """List the organisations of whoever looks."""
    found = {"memberships": memberships_of(request.user, viewer=request.user)}
    return render(request, "people/organisations.html", found)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited("invite", times=30, minutes=60)
def organisation(request: SignedIn, name: UUID) -> HttpResponse:
    """Show an organisation to its members, and let those who may invite."""
    found = organisation_of(name, viewer=request.user)
    if found is None:
        raise Http404(_("There is no such organisation among yours."))
    may_manage = may_manage_members(found, viewer=request.user)
    form = InviteForm(posted(request), roles=ROLES_IN[found.kind])
    if request.method == "POST" and may_manage and form.is_valid():
        actions.invite(found, by=request.user, **form.cleaned_data)
        messages.success(request, _("The invitation is on its way."))
        return redirect("organisation", name=name)
    shown = {
        "organisation": found,
        "members": members_of(found, viewer=request.user),
        "sharing": sharing_people(found, viewer=request.user),
        "may_manage": may_manage,
        "form": form,
    }
    return render(request, "people/organisation.html", shown)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: SignedIn, told: str) -> HttpResponse:
    """Accept an invitation, once asked."""
    if request.method != "POST":
        return render(request, "people/invitation.html")
    try:
        joined = actions.accept(told, by=request.user)
    except SalernoError as error:
        return render(request, "people/invitation.html", {"problem": str(error)}, status=400)
    return redirect("organisation", name=joined.pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_role(request: SignedIn, name: UUID, membership: int) -> HttpResponse:
    """Let a member do something else; those who may manage members may."""
    row = membership_of(membership, organisation=name, viewer=request.user)
    if row is None:
        raise Http404(_("There is no such member whom you may manage."))
    form = RoleForm(
        posted(request), initial={"role": row.role}, roles=ROLES_IN[row.organisation.kind]
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_role(row.pk, by=request.user, role=form.cleaned_data["role"])
        except SalernoError as error:
            form.add_error("role", str(error))
        else:
            messages.success(request, _("The role is changed."))
            return redirect("organisation", name=name)
    return render(request, "people/role.html", {"form": form, "membership": row})


@login_required
@require_POST
def leave(request: SignedIn, name: UUID, membership: int) -> HttpResponse:
    """End a membership; back to the organisation while whoever asks belongs to it."""
    found = organisation_of(name, viewer=request.user)
    if found is None or not found.memberships.filter(pk=membership).exists():
        raise Http404
    try:
        actions.end_membership(membership, by=request.user)
    except SalernoError as error:
        messages.error(request, str(error))
    if organisation_of(name, viewer=request.user) is None:
        return redirect("organisations")
    return redirect("organisation", name=name)
