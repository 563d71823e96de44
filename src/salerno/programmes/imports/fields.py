"""The fields that a column can be mapped to, and what such columns are called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from salerno.programmes.programmes import Period, Phase

Kind = Literal[
    "text", "country", "aliases", "identifier", "status", "entry", "years", "languages",
    "acceptance", "currency", "cycle", "price", "seats", "day", "period",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Field:
    """Something that a column says: of the school or of the programme, read as a kind.

    `headings` are what such columns are called, in words without case and accents. A price has a
    `charge` (what it is for), a `group` of students, and `per`, how often it is asked where
    nothing says so; such a guess is flagged.
    """

    name: str
    kind: Kind
    of: Literal["school", "programme", "row"]
    headings: tuple[str, ...]
    phase: Phase = "whole"
    charge: str = ""
    group: str = "all"
    per: Period = "year"
    held: bool = False


def _field(name: str, kind: Kind, of: Literal["school", "programme", "row"], words: str) -> Field:
    return Field(name, kind, of, _headings(name, words))


def _headings(name: str, words: str) -> tuple[str, ...]:
    return (name.replace("-", " "), *filter(None, words.split("|")))


def _speech(name: str, phase: Phase, words: str) -> Field:
    return Field(name, "languages", "programme", _headings(name, words), phase=phase)


def _price(
    name: str, charge: str, words: str, *, group: str = "all", per: Period = "year"
) -> Field:
    return Field(
        name, "price", "programme", _headings(name, words), charge=charge, group=group, per=per
    )


_ALL = (
    _field(
        "school", "text", "school",
        "university|institution|instnm|school name|name of the school|name of university|name"
        "|universidad|facultad|institucion|universite|faculte|etablissement|universitat"
        "|hochschule|университет|вуз|название|الجامعة|اسم الجامعة",
    ),
    _field(
        "country", "country", "school",
        "country code|state or country|nation|pais|pays|land|страна|الدولة|البلد",
    ),
    _field("city", "text", "school", "town|location|ciudad|ville|stadt|ort|город|المدينة"),
    _field("aliases", "aliases", "school", "other names|former names|also known as|acronym"),
    _field("status", "status", "school", "operating|estado|statut|статус"),
    _field("ror", "identifier", "school", "ror id|ror identifier"),
    _field("wikidata", "identifier", "school", "wikidata id|qid"),
    _field("wdoms", "identifier", "school", "wdoms id|world directory"),
    _field("faimer", "identifier", "school", "faimer id|faimer school id"),
    _field("ipeds", "identifier", "school", "unitid|ipeds id"),
    _field(
        "domain", "identifier", "school",
        "website|web site|url|homepage|insturl|web|sitio web|site web|webseite|сайт|الموقع",
    ),
    _field(
        "title", "text", "programme",
        "programme|program|programme name|program name|course|course name|degree programme"
        "|programa|carrera|programme d etudes|formation|studiengang|программа|специальность"
        "|البرنامج|التخصص",
    ),
    _field("degree", "text", "programme", "degree awarded|award|qualification|titulo|diplome"
           "|abschluss|степень|диплом|الدرجة"),
    _field("entry", "entry", "programme", "entry level|admits|who enters|ingreso|acces"),
    _field(
        "years", "years", "programme",
        "duration|length|length of study|course length|duration years|length years|duracion"
        "|anos|duree|dauer|studiendauer|срок обучения|длительность|المدة|مدة الدراسة",
    ),
    _speech(
        "language", "whole",
        "language of instruction|teaching language|taught in|medium of instruction|idioma|lengua"
        "|langue|langue d enseignement|sprache|unterrichtssprache|язык|язык обучения|اللغة"
        "|لغة التدريس",
    ),
    _speech("preclinical-language", "preclinical", "language preclinical years"),
    _speech("clinical-language", "clinical", "language clinical years"),
    _speech("patients-language", "patients", "language with patients"),
    _field(
        "accepts", "acceptance", "programme",
        "accepts international|international applicants|takes international applicants"
        "|accepts international students|international students accepted|foreign applicants",
    ),
    _field("currency", "currency", "row", "currency code|moneda|devise|wahrung|валюта|العملة"),
    _field("per", "period", "row", "fee period|tuition period"),
    _field("cycle", "cycle", "row", "academic year|year of entry|ano academico|annee academique"
           "|studienjahr|учебный год|السنة الدراسية"),
    _price("tuition", "tuition", "tuition fee|tuition fees|fee|fees|annual fee|annual fees"
           "|yearly fee|matricula|frais de scolarite|studiengebuhren|стоимость"
           "|стоимость обучения|الرسوم|الرسوم الدراسية"),
    _price("tuition-home", "tuition", "home tuition|domestic tuition|home fee|domestic fee"
           "|tuition domestic", group="home"),
    _price("tuition-international", "tuition", "international tuition|international fee"
           "|overseas fee|overseas tuition|foreign tuition|tuition foreign", group="international"),
    _price("application-fee", "application", "application|fee to apply", per="once"),
    _price("deposit", "deposit", "seat deposit", per="once"),
    _price("living", "living", "living cost|living costs|cost of living|living expenses"
           "|costo de vida|cout de la vie|lebenshaltungskosten"),
    _price("accommodation", "accommodation", "housing|hostel|dormitory|rent|alojamiento|logement"
           "|общежитие|السكن", per="month"),
    _price("insurance", "insurance", "health insurance|seguro|assurance|страховка|التأمين"),
    _field("seats", "seats", "programme", "places|intake size|class size|plazas|platze|мест"),
    _field("apply", "day", "programme", "deadline|application deadline|apply by|fecha limite"
           "|date limite|bewerbungsfrist|срок подачи"),
    _field("begins", "day", "programme", "start|starts|start date|intake|intakes|inicio|rentree"
           "|beginn|начало"),
    _field("entrance", "text", "programme", "entrance examination|entrance exam|entry exam"
           "|admission test|examen de ingreso|concours|вступительный экзамен"),
)  # fmt: skip

FIELDS: Mapping[str, Field] = MappingProxyType({field.name: field for field in _ALL})
"""Every field, by its name."""
