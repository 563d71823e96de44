"""The day that pages are asked as of."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.utils import timezone


def today() -> date:
    """Today, or the day that the installation is fixed to, as a demonstration may be."""
    if settings.AS_OF:
        return date.fromisoformat(settings.AS_OF)
    return timezone.localdate()
