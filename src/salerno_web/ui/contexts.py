"""What the frame of every page needs."""

from __future__ import annotations

from typing import Any as Anything

from django.conf import settings
from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, Anything]:
    """The languages to choose from, and whether this is a demonstration."""
    return {"languages": settings.LANGUAGES, "is_demonstration": settings.DEMONSTRATION}
