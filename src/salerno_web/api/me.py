"""Whose key it is."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from ninja import Router

from salerno_web.api import shapes
from salerno_web.api.answers import answer
from salerno_web.api.keys import Asking, BearerKey
from salerno_web.api.limits import READING
from salerno_web.api.replies import HELD, replies

router = Router(tags=["person"], by_alias=True, auth=BearerKey())


@router.get(
    "",
    response=replies(shapes.Me, *HELD),
    operation_id="me",
    summary="Whose key it is, and whether it may write",
    url_name="api_me",
    throttle=READING,
)
def me(request: HttpRequest) -> HttpResponse:
    """Keys are made and revoked on the site, under privacy."""
    asking = cast(Asking, request)
    user = asking.user
    return answer(
        {
            "id": str(user.pk),
            "name": user.name,
            "email": user.email,
            "language": user.language,
            "currency": user.currency,
            "may-write": asking.auth.may_write,
        }
    )
