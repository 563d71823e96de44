"""What hosts publish: their places and rotations, all of a text or nothing."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from salerno_web.api import placement_shapes as shapes
from salerno_web.api.answers import answer
from salerno_web.api.belonging import host_for
from salerno_web.api.keys import Asking, BearerKey, WritingKey
from salerno_web.api.limits import READING
from salerno_web.api.replies import HELD, SENT, replies
from salerno_web.placements.placement_outlines import hosts_for, published_by
from salerno_web.placements.publishing import publish

router = Router(tags=["placements"], by_alias=True, auth=BearerKey())


@router.get(
    "",
    response=replies(shapes.Hosts, *HELD),
    operation_id="hosts",
    summary="The hosts that you publish for",
    url_name="api_hosts",
    throttle=READING,
)
def hosts(request: HttpRequest) -> HttpResponse:
    """Those whose coordinator you are."""
    found = hosts_for(cast(Asking, request).user)
    return answer({"rows": [{"id": str(own.pk), "name": own.name} for own in found]})


@router.get(
    "/{uuid:id}/published",
    response=replies(shapes.PublishedDocuments, *HELD, 404, 422),
    operation_id="host_published",
    summary="Every document that a host of yours published",
    url_name="api_host_published",
    throttle=READING,
)
def host_published(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002 - the word of the address
    """Places first, then rotations, drafts included."""
    return answer({"rows": published_by(host_for(request, id))})


@router.put(
    "/{uuid:id}/published",
    response=replies(shapes.PublishedIds, *HELD, *SENT, 403, 404),
    operation_id="host_publish",
    summary="Publish places and rotations in the place of those of the same ids",
    url_name="api_host_published",
    auth=WritingKey(),
    throttle=READING,
)
def host_publish(request: HttpRequest, id: UUID, sent: shapes.SentDocuments) -> HttpResponse:  # noqa: A002 - the word of the address
    """All or nothing. 422 names everything that is wrong, and where it stands in the text."""
    host, viewer = host_for(request, id), cast(Asking, request).user
    names = publish(sent.content, name="content", host=host, viewer=viewer)
    return answer({"published": list(names)})
