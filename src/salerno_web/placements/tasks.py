"""What is done in the background: holds whose time is over."""

from __future__ import annotations

from django.utils import timezone

from salerno_web.placements.actions import lapse


def lapse_holds() -> int:
    """End the holds whose time is over, and return how many there were; run by the worker."""
    return lapse(now=timezone.now())
