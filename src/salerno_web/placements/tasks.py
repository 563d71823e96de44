"""What is done in the background: whatever time does with placements by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from salerno.placements.seats import Refusal
from salerno_web.placements.evaluation_actions import remind_owed
from salerno_web.placements.letter_actions import remind_writers
from salerno_web.placements.models import Placement
from salerno_web.placements.moves import settle, settle_all
from salerno_web.placements.reminders import remind_all
from salerno_web.placements.webhook_actions import deliver_due


def settle_due() -> int:
    """Begin, end, lapse and close the placements whose time has come, and return how many."""
    return settle_all(now=timezone.now())


def remind_due() -> int:
    """Remind of what is missing, expires, or is not evaluated or written; return how often."""
    now = timezone.now()
    return remind_all(now=now) + remind_owed(now=now) + remind_writers(now=now)


def ended_in_time(act: Callable[[], Placement | Refusal]) -> Placement | Refusal:
    """Do what holds a seat, and keep in the same transaction the task that ends the hold in time.

    Whoever waits for the seat then gets it at once, not when the timer comes.
    """
    with transaction.atomic():
        found = act()
        if isinstance(found, Placement) and found.held_until is not None:
            settle_placement.using(run_after=found.held_until).enqueue(str(found.pk))
    return found


@task
def settle_placement(name: str) -> bool:
    """Do with one placement what time does by itself; whether there was anything."""
    if not Placement.objects.filter(pk=name).exists():
        return False
    return settle(UUID(name), now=timezone.now())


def send_deliveries(now: datetime) -> int:
    """Tell other software what is due to be told, and return how much arrived."""
    return deliver_due(now)
