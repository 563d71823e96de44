"""The invented graduate whose routes the reference pages and the tests show, country by country."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from salerno.credentials.person import Person
from salerno.credentials.records import person_of
from salerno.credentials.vocabulary import Vocabulary
from salerno.strict_yaml import read

FACTS = {
    "citizenship": "EG",
    "residence.country": "EG",
    "birth.date": "1996-03-18",
    "student.status": "graduate",
    "schooling.years": "12",
    "schooling.years-in-german": "0",
    "eu.equal-treatment": "no",
    "training.in-eea": "outside",
    "us.lawful-status": "no",
}
"""What is told of a graduate of a recognised school in Egypt; nobody real."""

RECORD = """
complete: ["*"]
credentials:
  - type: degree/primary-medical
    on: 2020-12-20
    country: EG
    language: [en, ar]
    in-wdoms: yes
    wdoms-note: [ecfmg-eligible, canada-sponsor]
    gmc-acceptable: yes
    patient-contact-in-english: 20
  - type: experience/internship
    on: 2021-03-01
    until: 2022-02-28
    country: EG
    discipline: rotating
"""
"""What the graduate holds, and nothing else."""


@dataclass(frozen=True, slots=True)
class Aim:
    """What a graduate sets out for in a country, and what more is told of one who can get there.

    `held` is one more credential.
    """

    goal: str
    facts: Mapping[str, str] = field(default_factory=dict)
    held: str = ""


AIMS = {
    "ae": Aim(
        "ae/pqr/licence",
        {
            "ae.recognised-at-home": "yes",
            "ae.distance-or-honorary": "no",
            "ae.exempt-certificate": "no",
        },
    ),
    "at": Aim("licence/medical?country=AT", {"at.other-application": "none"}),
    "au": Aim("licence/medical?country=AU"),
    "ca": Aim(
        "ca/full-licence?country=CA", {"ca.permanent-resident": "yes", "ca.in-practice": "no"}
    ),
    "ch": Aim("licence/medical?country=CH"),
    "cn": Aim(
        "cn/nhc/short-term-practice",
        held="{type: licence/medical, on: 2022-04-01, country: EG, unsupervised: yes}",
    ),
    "de": Aim("licence/medical?country=DE"),
    "gb": Aim("licence/medical?country=GB"),
    "ie": Aim("licence/medical?country=IE"),
    "in": Aim(
        "licence/medical?country=IN",
        {
            "citizenship": "IN",
            "in.study-months": "54",
            "in.one-institution": "yes",
            "in.online-parts": "no",
            "in.disrupted-years": "0",
            "in.licensable-there": "yes",
            "in.class-12-in-india": "yes",
            "in.class-12-with-biology": "yes",
            "in.neet-before-leaving": "yes",
            "student.enrolled-on": "2014-10-01",
        },
    ),
    "jp": Aim(
        "licence/medical?country=JP",
        {
            "jp.western-medicine": "yes",
            "jp.course-years": "6",
            "jp.professional-years": "4",
            "jp.education-years": "18",
            "jp.professional-hours": "5000",
        },
    ),
    "no": Aim("licence/medical?country=NO"),
    "nz": Aim("licence/medical?country=NZ"),
    "pk": Aim("licence/medical?country=PK", {"citizenship": "PK", "pk.school-recognised": "no"}),
    "qa": Aim("licence/medical?country=QA"),
    "ru": Aim("ru/accreditation?country=RU", {"ru.degree-under-treaty": "no"}),
    "sa": Aim("licence/medical?country=SA"),
    "se": Aim("licence/medical?country=SE"),
    "sg": Aim(
        "licence/medical?country=SG",
        {
            "sg.second-schedule": "yes",
            "sg.twinning": "no",
            "sg.practice-hours": "1500",
            "sg.home-exam-exists": "no",
        },
    ),
    "us": Aim("us/full-licence?country=US"),
    "za": Aim(
        "za/registration?country=ZA",
        {"za.entitled-abroad": "yes", "za.qualification-identified": "no"},
    ),
}
"""The final registration or licence of each country; in China, where a degree from abroad leads to
none, the permit for short-term practice."""


def graduate(aim: Aim, *, vocabulary: Vocabulary) -> Person:
    """The graduate, with what more is told for that aim."""
    facts = "".join(f"  {name}: {value}\n" for name, value in (FACTS | dict(aim.facts)).items())
    more = f"  - {aim.held}\n" if aim.held else ""
    text = f"person: trota\nfacts:\n{facts}{RECORD.lstrip()}{more}"
    return person_of(read(text, name="graduate"), vocabulary=vocabulary)
