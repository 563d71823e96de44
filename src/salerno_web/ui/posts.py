"""What a form is bound to."""

from __future__ import annotations

from django.http import HttpRequest, QueryDict


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, even when it is empty; nothing when the page is only read."""
    return request.POST if request.method == "POST" else None
