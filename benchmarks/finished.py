"""Placements that are over and evaluated, so that a host can certify them."""

import datetime

from benchmarks.bookings import SEATS
from salerno_web.people.models import Organisation, User
from salerno_web.placements.actions import tell
from salerno_web.placements.models import Evaluation, Placement, Slot

WEEK = datetime.timedelta(days=7)
ROTATIONS = (1, 2, 3, 4)


def make(number, now):
    """Make so many, no more in a week than there are seats, and return their ids.

    All are over for less than a month, so that time does not close what is certified.
    """
    host = Organisation.objects.get()
    trainees = User.objects.filter(email__startswith="trainee-").order_by("email")[:number]
    monday = now.date() - datetime.timedelta(days=now.weekday())
    return [
        made(trainee, n, host, monday - WEEK * (1 + n // (SEATS * len(ROTATIONS))))
        for n, trainee in enumerate(trainees)
    ]


def made(trainee, n, host, first):
    """Make one of a week, with its slots, the event of its booking and an evaluation."""
    moment = datetime.datetime.combine(first, datetime.time(), datetime.UTC)
    row = Placement.objects.create(
        trainee=trainee, host=host, school=host, rotation=f"rotation-{ROTATIONS[n % 4]}",
        window="window-1", first=first, end=first + WEEK, key=f"past-{n}", state="evaluation",
        booked_at=moment, changed_at=moment, released=True, accepted=True,
    )  # fmt: skip
    days = [first + datetime.timedelta(days=day) for day in range(5)]
    slots = [Slot(of=f"trainee:past {n}", day=day, placement=row) for day in days]
    Slot.objects.bulk_create([*slots, Slot(of=f"seat:past {n}", day=first, placement=row)])
    Evaluation.objects.create(
        placement=row, side="host", stage="final", due=first + WEEK, filed_at=moment,
        answers={},
    )  # fmt: skip
    tell("held", row, actor=trainee)
    return str(row.pk)
