"""What is done in the background: whatever time does with placements by itself."""

from __future__ import annotations

from django.utils import timezone

from salerno_web.placements.moves import settle_all


def settle_due() -> int:
    """Begin, end, lapse and close the placements whose time has come, and return how many."""
    return settle_all(now=timezone.now())
