"""An invented season: people of every role from many countries, drawn from a seed.

Every name is made of syllables and every organisation is made up; all are marked as demonstration.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction

from salerno_web.credentials.actions import change_saved
from salerno_web.credentials.told import told_in
from salerno_web.people.models import Kind, Membership, Organisation, Role, User
from salerno_web.project.archetypes import ARCHETYPES
from salerno_web.project.season_around import make_surroundings
from salerno_web.project.season_placements import make_placements

PASSWORD = "scuola-medica-salernitana"
TRAINEES = 60
STARTS = ("Ab", "Cos", "Tro", "Re", "Fran", "Mer", "Sal", "Da", "Ilo", "Nku", "Pri", "Zah", "Lu")
ENDS = ("ella", "tanza", "ta", "becca", "cesca", "curiade", "wa", "mira", "ndo", "riel", "rina")
HOUSES = ("of the Harbour", "of the Hill", "of the Mill", "of the Gate", "of the Garden")


@dataclass(frozen=True, slots=True)
class LogIn:
    """Somebody whom the demonstration lets in; all have the same password."""

    email: str
    name: str
    language: str
    role: Role
    organisation: str = ""
    archetype: str = ""
    currency: str = "EUR"


ORGANISATIONS: tuple[tuple[Kind, str, str], ...] = (
    (Kind.SCHOOL, "School of Medicine at Palm River", "NG"),
    (Kind.SCHOOL, "Medical College of the Two Rivers", "IN"),
    (Kind.SCHOOL, "Faculty of Medicine of the Lower Delta", "EG"),
    (Kind.SCHOOL, "Escuela de Medicina del Valle Alto", "PE"),
    (Kind.HOST, "Harbour General Hospital", "GB"),
    (Kind.HOST, "Lakeside Teaching Hospital", "US"),
    (Kind.HOST, "Klinikum am Mühlbach", "DE"),
    (Kind.OFFICE, "Mobility Office of the Four Faculties", "IT"),
    (Kind.ANALYSTS, "Workforce Observatory", "CH"),
    (Kind.EDITORS, "Editors of the Atlas", ""),
    (Kind.OPERATOR, "Operators of this demonstration", ""),
)

LOG_INS: tuple[LogIn, ...] = (
    LogIn("trota@demo.example", "Trota of the Harbour", "en", Role.TRAINEE,
          "Faculty of Medicine of the Lower Delta", "graduate-egypt"),
    LogIn("iloma@demo.example", "Iloma of the Mill", "en", Role.TRAINEE,
          "School of Medicine at Palm River", "student-nigeria"),
    LogIn("priyal@demo.example", "Priyal of the Garden", "en", Role.TRAINEE,
          "Medical College of the Two Rivers", "graduate-india"),
    LogIn("luz@demo.example", "Luz of the Hill", "es", Role.TRAINEE,
          "Escuela de Medicina del Valle Alto", "graduate-peru"),
    LogIn("abena@demo.example", "Abena of the Hill", "en", Role.TRAINEE, "", "school-leaver-ghana",
          "GHS"),
    LogIn("bento@demo.example", "Bento of the Mill", "es", Role.TRAINEE, "", "bachelor-brazil",
          "BRL"),
    LogIn("zahra@demo.example", "Zahra of the Gate", "ar", Role.TRAINEE, "", "graduate-syria"),
    LogIn("adviser@demo.example", "Mercuriade the adviser", "en", Role.ADVISER,
          "Medical College of the Two Rivers"),
    LogIn("costanza@demo.example", "Costanza the coordinator", "en", Role.COORDINATOR,
          "Harbour General Hospital"),
    LogIn("office@demo.example", "Rebecca of the school office", "en", Role.SCHOOL_OFFICE,
          "School of Medicine at Palm River"),
    LogIn("mobility@demo.example", "Francesca of the mobility office", "fr",
          Role.MOBILITY_OFFICE, "Mobility Office of the Four Faculties"),
    LogIn("editor@demo.example", "Garioponto the editor", "en", Role.EDITOR,
          "Editors of the Atlas"),
    LogIn("analyst@demo.example", "Alfano the analyst", "en", Role.ANALYST,
          "Workforce Observatory"),
    LogIn("operator@demo.example", "Ursone the operator", "en", Role.OPERATOR,
          "Operators of this demonstration"),
)  # fmt: skip


def make_season(*, seed: int, now: datetime) -> None:
    """Keep the season, unless there is one already; the same seed gives the same people.

    What hosts offer, and who is where, is told as of `now`.
    """
    if User.objects.filter(is_demonstration=True).exists():
        return
    chance = random.Random(seed)
    with transaction.atomic():
        organisations = _organisations()
        password = make_password(PASSWORD)
        for log_in in LOG_INS:
            _keep(log_in, organisations, password, chance)
        for log_in in _trainees(chance):
            _keep(log_in, organisations, "!", chance)
        make_placements(organisations, now=now)
        make_surroundings(organisations, now=now)


def _organisations() -> Mapping[str, Organisation]:
    rows = [
        Organisation(kind=kind, name=name, country=country, is_demonstration=True)
        for kind, name, country in ORGANISATIONS
    ]
    return {row.name: row for row in Organisation.objects.bulk_create(rows)}


def _keep(
    log_in: LogIn, organisations: Mapping[str, Organisation], password: str, chance: random.Random
) -> None:
    user = User.objects.create(
        email=log_in.email,
        name=log_in.name,
        language=log_in.language,
        currency=log_in.currency,
        password=password,
        is_demonstration=True,
    )
    if log_in.organisation:
        organisation = organisations[log_in.organisation]
        Membership.objects.create(user=user, organisation=organisation, role=log_in.role)
    if log_in.archetype:
        plain = ARCHETYPES[log_in.archetype].record(chance)
        change_saved(user, lambda _known: told_in(plain))


def _trainees(chance: random.Random) -> Iterator[LogIn]:
    """Trainees without a log-in, at the schools of their countries where there is one."""
    schools = {country: name for kind, name, country in ORGANISATIONS if kind is Kind.SCHOOL}
    for number in range(TRAINEES):
        name, archetype = chance.choice(sorted(ARCHETYPES.items()))
        school = schools.get(archetype.country, "")
        first = f"{chance.choice(STARTS)}{chance.choice(ENDS)}"
        yield LogIn(
            f"trainee-{number:03}@demo.example",
            f"{first} {chance.choice(HOUSES)}",
            archetype.language,
            Role.TRAINEE,
            school,
            name,
        )


def log_ins() -> tuple[tuple[str, str], ...]:
    """The addresses that the demonstration lets in, each with what its owner does."""
    return tuple((one.email, str(one.role.label)) for one in LOG_INS)
