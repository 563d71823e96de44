"""What the hosts of the demonstration publish: invented places and rotations, by the day asked for.

Each hospital asks something in every place, some departments ask more; windows lie ahead of the
day, so that there is always something to be had.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Hospital:
    """A host of the demonstration: where it is, what it asks everywhere, and its departments."""

    id: str
    name: str
    country: str
    city: str
    zone: str
    languages: str
    currency: str
    asks: tuple[str, ...]
    departments: tuple[Department, ...]


@dataclass(frozen=True, slots=True)
class Department:
    """A department and the one rotation that it offers; amounts are whole units of money."""

    id: str
    name: str
    title: str
    kind: str
    specialty: str
    setting: str
    terms: str
    asks: tuple[str, ...]
    seats: int
    weeks: tuple[int, int]
    lead: int
    deposit: int
    fee: int
    after: int
    long: int
    may: str
    may_not: str


TITRE = "{template: hepatitis-b}"
TALK = "{id: talk, judge: harbour-talk, text: {en: A talk with the surgeon}, actor: host}"
HOSPITALS: tuple[Hospital, ...] = (
    Hospital(
        "gb/harbour-general", "Harbour General Hospital", "GB", "Bristol", "Europe/London", "en",
        "GBP", ("{template: passport}", "{template: background-check, fixed: yes}",
                "{template: mmr}", "{template: bls}"),
        (
            Department(
                "medicine", "Department of Medicine", "Hands-on internal medicine for graduates",
                "hands-on", "internal-medicine", "inpatient", "{booking: request, yes-or-no: yes}",
                ("{template: graduate}", TITRE), 2, (4, 8), 14, 200, 150, 3, 30,
                "Examine patients under supervision and present them.", "Prescribe.",
            ),
            Department(
                "emergency", "Emergency Department", "Observership in emergency medicine",
                "observership", "emergency-medicine", "emergency", "{booking: instant, grace: 7}",
                ("{waives: bls}",), 3, (1, 2), 7, 0, 90, 2, 40,
                "Watch, and take part in teaching.", "Touch patients.",
            ),
            Department(
                "surgery", "Department of Surgery", "Elective in general surgery", "elective",
                "surgery", "theatre", "{booking: request, release: yes}",
                ("{fact: student.status, is: enrolled, id: enrolled}", TITRE,
                 "{template: malpractice}", TALK), 1, (4, 6), 28, 150, 100, 6, 26,
                "Assist in theatre.", "Operate alone.",
            ),
        ),
    ),
    Hospital(
        "us/lakeside", "Lakeside Teaching Hospital", "US", "Milwaukee", "America/Chicago", "en",
        "USD", ("{template: passport}", "{template: privacy}", "{template: mmr}",
                "{template: varicella}", "{template: tuberculosis}", TITRE),
        (
            Department(
                "cardiology", "Department of Cardiology", "Sub-internship in cardiology",
                "sub-internship", "cardiology", "inpatient",
                "{booking: request, release: yes, agreement: yes}",
                ("{fact: student.final-year, is: yes, id: final-year}", "{template: acls}"),
                1, (4, 4), 60, 500, 400, 10, 30, "Follow four patients of your own.", "Prescribe.",
            ),
            Department(
                "family", "Family Medicine Clinic", "Outpatient rotation in family medicine",
                "hands-on", "family-medicine", "outpatient", "{booking: instant, grace: 10}",
                ("{template: graduate}", "{template: letters}"), 4, (2, 4), 21, 300, 350, 4, 44,
                "See patients beside a physician.", "See patients alone.",
            ),
            Department(
                "research", "Institute of Outcomes Research", "A term in outcomes research",
                "research", "clinical-research", "laboratory", "{booking: request}",
                ("{waives: [mmr, varicella, tuberculosis, hepatitis-b]}",), 5, (8, 12), 14, 0, 0,
                3, 44, "Work with records without names.", "See patients.",
            ),
        ),
    ),
    Hospital(
        "de/muehlbach", "Klinikum am Mühlbach", "DE", "Freiburg", "Europe/Berlin", "de, en", "EUR",
        ("{template: language, where: {language: de, cefr: \">= B2\"}}", "{template: mmr}",
         "{template: health-insurance}"),
        (
            Department(
                "paediatrics", "Clinic for Children", "Elective in paediatrics", "elective",
                "paediatrics", "inpatient", "{booking: request, release: yes}",
                ("{template: enrolled}", "{template: good-standing}"), 2, (4, 8), 28, 0, 0, 5, 40,
                "Examine children beside a paediatrician.", "Prescribe.",
            ),
            Department(
                "echo", "Echocardiography by screen", "Tele-rotation in echocardiography",
                "tele-rotation", "cardiology", "remote", "{booking: instant, grace: 7}",
                ("{waives: [mmr, health-insurance]}",), 6, (2, 4), 7, 0, 120, 2, 46,
                "Read studies together with a cardiologist.", "Report studies alone.",
            ),
        ),
    ),
)  # fmt: skip


def published_by(hospital: Hospital, *, today: date, since: date) -> str:
    """The text that the hospital publishes: windows that end now, and such as begin after it."""
    return "---\n".join(_documents(hospital, today, since))


def _documents(own: Hospital, today: date, since: date) -> Iterator[str]:
    yield (
        "# invented: yes\n"
        f"host: {own.id}\nname: {own.name}\ncountry: {own.country}\ncity: {own.city}\n"
        f"zone: {own.zone}\nconfirmed: yes\n{_asks(own.asks)}"
    )
    for department in own.departments:
        yield (f"department: {own.id}/{department.id}\nwithin: {own.id}\nname: {department.name}\n")
        yield _rotation(own, department, today, since)


def _asks(lines: tuple[str, ...]) -> str:
    return "asks:\n" + "".join(f"  - {line}\n" for line in lines)


def _rotation(own: Hospital, department: Department, today: date, since: date) -> str:
    first = today + department.after * WEEK
    last = first + department.long * WEEK - timedelta(days=3)
    over = first - timedelta(days=1)
    stays = (
        f"seats: {department.seats}, weeks: {department.weeks[0]}..{department.weeks[1]}, "
        f"lead: {department.lead}"
    )
    return (
        f"rotation: {own.id}/{department.id}/{department.kind}\nat: {own.id}/{department.id}\n"
        f"title: {department.title}\nkind: {department.kind}\nspecialty: {department.specialty}\n"
        f"setting: {department.setting}\nlanguages: [{own.languages}]\n"
        f"supervisors: [Consultant of the week]\nmay: [{department.may}]\n"
        f"may-not: [{department.may_not}]\nstatus: public\nstated: {today}\n"
        f"terms: {department.terms}\n{_asks(department.asks)}{_fees(own, department)}"
        f"windows:\n  - {{window: past, open: {since}..{over}, {stays}}}\n"
        f"  - {{window: season, open: {first}..{last}, {stays}}}\n"
    )


def _fees(own: Hospital, department: Department) -> str:
    lines = []
    if department.deposit:
        lines.append(
            f"  - {{for: deposit, amount: {department.deposit} {own.currency}, source: host, "
            "refunds: [{share: 100 %, until: 6 weeks before event}]}\n"
        )
    if department.fee:
        lines.append(
            f"  - {{for: placement, amount: {department.fee} {own.currency}, unit: week, "
            "source: host, due: event, refunds: none}\n"
        )
    return "fees:\n" + "".join(lines) if lines else ""
