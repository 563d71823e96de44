"""Kinds of invented trainees, each a record with something left to chance."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any as Anything

Record = dict[str, Anything]


@dataclass(frozen=True, slots=True)
class Archetype:
    """A kind of trainee: from where, in which language, and how their record is drawn."""

    country: str
    language: str
    record: Callable[[random.Random], Record]


def _graduate(country: str, language: str, year: int) -> Callable[[random.Random], Record]:
    """A graduate with an internship behind them; some have sat something already."""

    def drawn(chance: random.Random) -> Record:
        graduated = year + chance.randrange(3)
        credentials: list[Record] = [
            {
                "type": "degree/primary-medical",
                "on": f"{graduated}-0{chance.randrange(5, 8)}-15",
                "country": country,
                "language": language,
                "in-wdoms": "yes",
                "wdoms-note": ["ecfmg-eligible"],
            },
            {
                "type": "experience/internship",
                "on": f"{graduated}-09-01",
                "until": f"{graduated + 1}-08-31",
                "country": country,
                "discipline": "rotating",
            },
            {"type": "document/passport", "on": "2022-05-01", "until": "2032-04-30"},
        ]
        if chance.random() < 0.5:
            score = str(chance.randrange(330, 460, 10))
            parts = dict.fromkeys(("listening", "reading", "writing", "speaking"), score)
            credentials.append({"type": "exam/oet-medicine", "on": "2026-03-14", **parts})
        if chance.random() < 0.3:
            credentials.append({"type": "us/usmle-step1", "on": "2025-06-12", "result": "pass"})
        return {
            "facts": {
                "citizenship": country,
                "residence.country": country,
                "birth.date": f"{graduated - 25}-0{chance.randrange(1, 10)}-11",
                "student.status": "graduate",
            },
            "complete": ["exam/*", "us/usmle-*", "licence/*"],
            "credentials": credentials,
        }

    return drawn


def _student(country: str, language: str) -> Callable[[random.Random], Record]:
    """A student in the final year, with clerkships and immunisations."""

    def drawn(chance: random.Random) -> Record:
        done = chance.sample(
            ("internal-medicine", "surgery", "paediatrics", "obstetrics-gynaecology"), 3
        )
        clerkships = [
            {"type": "education/clerkship", "on": f"2025-{3 * n + 2:02}-28",
             "discipline": name, "kind": "core", "completed": "yes"}
            for n, name in enumerate(done)
        ]  # fmt: skip
        return {
            "facts": {
                "citizenship": country,
                "residence.country": country,
                "school.country": country,
                "birth.date": f"200{chance.randrange(1, 4)}-04-21",
                "student.status": "enrolled",
                "student.year": "6",
                "student.final-year": "yes",
                "student.good-standing": "yes",
            },
            "complete": ["exam/*"],
            "credentials": [
                {"type": "degree/expected", "on": "2027-07", "country": country,
                 "language": language},
                *clerkships,
                {"type": "immunisation/mmr", "on": "2021-09-01", "status": "complete"},
                {"type": "immunisation/hepatitis-b", "on": "2022-03-01", "doses": "3"},
                {"type": "training/bls", "on": "2026-05-20", "until": "2028-05-20"},
                {"type": "document/passport", "on": "2024-04-02", "until": "2034-04-01"},
            ],
        }  # fmt: skip

    return drawn


def _school_leaver(country: str) -> Callable[[random.Random], Record]:
    """Somebody who has just left school and wants to study medicine abroad."""

    def drawn(chance: random.Random) -> Record:
        return {
            "facts": {
                "citizenship": country,
                "residence.country": country,
                "birth.country": country,
                "birth.date": f"2008-0{chance.randrange(1, 10)}-14",
                "study.level": "undergraduate",
                "us.permanent-resident": "no",
                "us.protected-status": "none",
                "ca.permanent-resident": "no",
                "ca.protected-person": "no",
            },
            "complete": ["degree/*"],
            "credentials": [
                {"type": "education/secondary", "on": "2023-09-01", "until": "2026-07-10",
                 "country": country},
                {"type": "exam/ielts-academic", "on": "2026-06-20", "overall": "7",
                 "listening": "7", "reading": "7", "writing": "6.5", "speaking": "7"},
                {"type": "document/passport", "on": "2025-02-03", "until": "2035-02-02"},
            ],
        }  # fmt: skip

    return drawn


def _bachelor(country: str) -> Callable[[random.Random], Record]:
    """A graduate of another subject who wants to study medicine abroad."""

    def drawn(chance: random.Random) -> Record:
        return {
            "facts": {
                "citizenship": country,
                "residence.country": country,
                "birth.country": country,
                "birth.date": f"2002-0{chance.randrange(1, 10)}-23",
                "study.level": "graduate",
                "us.permanent-resident": "no",
                "us.protected-status": "none",
                "ca.permanent-resident": "no",
                "ca.protected-person": "no",
            },
            "complete": ["education/coursework"],
            "credentials": [
                {"type": "degree/bachelor", "on": "2024-12-15", "country": country,
                 "accredited": "yes"},
                {"type": "exam/mcat", "on": "2026-04-11", "score": "512"},
                {"type": "exam/toefl-ibt", "on": "2026-03-07", "overall": "104"},
                {"type": "document/passport", "on": "2024-08-19", "until": "2034-08-18"},
            ],
        }  # fmt: skip

    return drawn


ARCHETYPES: Mapping[str, Archetype] = MappingProxyType(
    {
        "student-nigeria": Archetype("NG", "en", _student("NG", "en")),
        "student-ghana": Archetype("GH", "en", _student("GH", "en")),
        "student-brazil": Archetype("BR", "es", _student("BR", "pt")),
        "school-leaver-ghana": Archetype("GH", "en", _school_leaver("GH")),
        "bachelor-brazil": Archetype("BR", "es", _bachelor("BR")),
        "graduate-india": Archetype("IN", "en", _graduate("IN", "en", 2021)),
        "graduate-egypt": Archetype("EG", "en", _graduate("EG", "en", 2020)),
        "graduate-peru": Archetype("PE", "es", _graduate("PE", "es", 2021)),
        "graduate-syria": Archetype("SY", "ar", _graduate("SY", "ar", 2019)),
        "graduate-senegal": Archetype("SN", "fr", _graduate("SN", "fr", 2021)),
        "graduate-kazakhstan": Archetype("KZ", "ru", _graduate("KZ", "ru", 2020)),
    }
)
