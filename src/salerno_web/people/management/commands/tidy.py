"""`tidy`: delete what was kept long enough, or only say what would go."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from typing import Any as Anything

from django.core.management.base import BaseCommand
from django.utils import timezone

from salerno.errors import InputError
from salerno_web.people.keeping import due_on, kept, periods
from salerno_web.people.retention import totals
from salerno_web.people.tidying import tidy


class Command(BaseCommand):
    """Say what goes by each timer, and delete it unless only a preview is asked for."""

    help = "Delete what was kept long enough."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the options."""
        parser.add_argument("--preview", action="store_true", help="only say what would go")
        parser.add_argument("--as-of", type=date.fromisoformat, help="the day of the preview")

    def handle(self, *args: Anything, **options: Anything) -> None:
        """Tidy."""
        day, is_preview = options["as_of"], options["preview"]
        if day and not is_preview:
            raise InputError("only a preview can be of another day", fix="add --preview")
        day = day or timezone.localdate()
        found = {one.timer: one for one in (totals(due_on(day)) if is_preview else tidy(day))}
        self.stdout.write(f"{'Would be' if is_preview else 'Were'} deleted as of {day}:")
        days = periods()
        for one in kept():
            total = found.get(one.timer)
            oldest = f", the oldest of {total.oldest}" if total else ""
            number = total.number if total else 0
            span = "1 day" if days[one.timer] == 1 else f"{days[one.timer]} days"
            self.stdout.write(f"  {one.title} (after {span}): {number}{oldest}")
