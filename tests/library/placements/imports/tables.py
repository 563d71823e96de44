"""Good tables of each kind, of trainees and hosts that nobody has met."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from salerno.placements.imports import OfferedRotation, PastPlacement, RosterTrainee, Value
from salerno.placements.rotations import KINDS

MONDAY = date(2026, 1, 5)
SPECIALTIES = ("cardiology", "paediatrics", "surgery", "general practice")
SITES = tuple(f"site-{n}" for n in range(6))
ROTATIONS = tuple(f"Rotation {n}" for n in range(1, 9))
SCHOOLS = ("School of Salerno", "School of Melfi")
PROGRAMMES = ("Medicine", "Graduate medicine")
KNOWN = {
    "rotations": {"specialty": frozenset(SPECIALTIES), "location": frozenset(SITES)},
    "rosters": {"school": frozenset(SCHOOLS), "programme": frozenset(PROGRAMMES)},
    "placements": {
        "agency": frozenset(SITES),
        "rotation": frozenset(ROTATIONS),
        "specialty": frozenset(SPECIALTIES),
        "trainee": frozenset(f"T{1000 + n}" for n in range(40)),
    },
}


def rotations(chance: Random, *, many: int = 30) -> dict[str, Value]:
    """Rotations, each with its days, seats and fee."""
    told = []
    for number in range(many):
        first = MONDAY + timedelta(weeks=chance.randrange(26))
        weeks = chance.randrange(2, 9)
        last = first + timedelta(weeks=weeks * chance.randrange(2, 5), days=-3)
        fee = ("EUR", Decimal(chance.randrange(40_000, 60_000)) / 100)
        told.append(
            OfferedRotation(
                f"r-{number}", f"Round {number}", chance.choice(SITES), chance.choice(KINDS),
                chance.choice(SPECIALTIES), (2, weeks) if number % 2 else (weeks, weeks),
                chance.randrange(1, 9), first, last, fee, ("it", "en")[: number % 3],
            )
        )  # fmt: skip
    return {own.id: own for own in told}


def rosters(chance: Random, *, many: int = 30) -> dict[str, Value]:
    """The trainees of two schools."""
    told = [
        RosterTrainee(
            f"T{1000 + n}", f"Trota the {n}th", f"trota{n}@example.org", chance.choice(SCHOOLS),
            chance.choice(PROGRAMMES), chance.randrange(1, 7),
        )
        for n in range(many)
    ]  # fmt: skip
    return {own.id: own for own in told}


def placements(chance: Random, *, many: int = 30) -> dict[str, Value]:
    """Where each trainee was, from a Monday to a Friday."""
    told = []
    for number in range(many):
        first = MONDAY + timedelta(weeks=chance.randrange(40))
        last = first + timedelta(weeks=chance.randrange(2, 9), days=-3)
        told.append(
            PastPlacement(
                f"T{1000 + number}", chance.choice(ROTATIONS), chance.choice(SITES), first, last,
                chance.choice(SPECIALTIES), f"on the ward, number {number}",
            )
        )  # fmt: skip
    return {own.id: own for own in told}


MAKERS = {"rotations": rotations, "rosters": rosters, "placements": placements}
