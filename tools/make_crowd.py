"""Write a table of invented graduates, the same for the same seed: make_crowd.py PEOPLE SEED.

Nobody in it is real, and nothing in it is a statistic: the shares are made up.
"""

import csv
import sys
from collections.abc import Iterator
from random import Random
from typing import TextIO

COUNTRIES = ("EG", "IN", "NG", "PE", "PK", "PH")
COLUMNS = (
    "id", "fact:citizenship", "fact:student.status",
    "degree/primary-medical.on", "degree/primary-medical.country",
    "degree/primary-medical.in-wdoms", "degree/primary-medical.wdoms-note",
    "us/intealth-account", "us/ecfmg-application.status", "us/ecfmg-application.on",
    "us/usmle-step1.on", "us/usmle-step1.result",
    "exam/oet-medicine.on", "exam/oet-medicine.listening", "exam/oet-medicine.reading",
    "exam/oet-medicine.writing", "exam/oet-medicine.speaking",
    "complete",
)  # fmt: skip
COMPLETE = "us/*|exam/*|degree/*|licence/*"


def crowd(people: int, seed: int) -> Iterator[dict[str, str]]:
    """The invented graduates, one row each."""
    chance = Random(seed)
    for number in range(1, people + 1):
        yield {"id": f"invented-{number}", "complete": COMPLETE, **_graduate(chance)}


def _graduate(chance: Random) -> dict[str, str]:
    country = chance.choice(COUNTRIES)
    row = {
        "fact:citizenship": country,
        "fact:student.status": "graduate",
        "degree/primary-medical.on": f"{chance.randint(2010, 2025)}-{chance.randint(1, 12):02}",
        "degree/primary-medical.country": country,
        "degree/primary-medical.in-wdoms": "yes",
        "degree/primary-medical.wdoms-note": "ecfmg-eligible",
    }
    if chance.random() < 0.8:
        row |= {"us/intealth-account": "yes"} | _applied(chance)
    if chance.random() < 0.7:
        row |= _oet(chance)
    return row


def _applied(chance: Random) -> dict[str, str]:
    status = "approved" if chance.random() < 0.75 else "submitted"
    row = {"us/ecfmg-application.status": status, "us/ecfmg-application.on": "2024-05-02"}
    if status == "approved" and chance.random() < 0.6:
        result = "pass" if chance.random() < 0.7 else "fail"
        day = f"2025-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        row |= {"us/usmle-step1.on": day, "us/usmle-step1.result": result}
    return row


def _oet(chance: Random) -> dict[str, str]:
    parts = ("listening", "reading", "writing", "speaking")
    scores = {f"exam/oet-medicine.{part}": str(chance.randrange(300, 460, 10)) for part in parts}
    return {"exam/oet-medicine.on": f"2026-{chance.randint(1, 10):02}-15"} | scores


def write(out: TextIO, people: int, seed: int) -> None:
    """The table as CSV."""
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(crowd(people, seed))


if __name__ == "__main__":
    write(sys.stdout, *map(int, sys.argv[1:3]))
