"""The words of the specification: one line a credential type, one a fact."""

from decimal import Decimal

from salerno.credentials.vocabulary import (
    Attribute,
    CredentialType,
    Listing,
    Table,
    Vocabulary,
)
from salerno.periods import Period

CEFR = ("A1", "A2", "B1", "B2", "C1", "C2")


def _attribute(name: str, kind: str) -> Attribute:
    if kind == "cefr":
        return Attribute(name, "level", levels=CEFR)
    if kind == "grades":
        return Attribute(name, "level", levels=("ST1", "ST2", "ST3", "ST4", "consultant"))
    scale = {"oet": (0, 500), "band": (0, 9), "percent": (0, 100)}.get(kind)
    if scale:
        return Attribute(name, "number", Decimal(scale[0]), Decimal(scale[1]))
    if kind.startswith("number "):
        return Attribute(name, "number", unit=kind.removeprefix("number "))
    if kind == "codes":
        return Attribute(name, "code", many=True)
    return Attribute(name, kind)  # type: ignore[arg-type]  # reason - a test vocabulary


RESULT = {"result": "code"}
PLACE = {"country": "code", "region": "code"}
TYPES: dict[str, dict[str, str]] = {
    "exam/oet-medicine": dict.fromkeys(("listening", "reading", "writing", "speaking"), "oet")
    | {"grade": "code"},
    "exam/ielts-academic": dict.fromkeys(
        ("overall", "listening", "reading", "writing", "speaking"), "band"
    ),
    "exam/jlpt-n1": dict.fromkeys(("total", "language", "reading", "listening"), "number")
    | RESULT,
    "exam/overseas": RESULT | {"name": "code"},
    "language/level": {"language": "code", "cefr": "cefr"},
    "degree/primary-medical": PLACE
    | {
        "school": "code", "language": "codes", "wdoms-note": "codes", "agency": "codes",
        "solely-in": "code", "same-country-throughout": "flag", "enrolled": "date",
        "twinned": "flag", "licensable-at-home": "flag",
    },
    "degree/accreditation": {"recogniser": "code"},
    "qualification/postgraduate": {"name": "code", "country": "code", "specialty": "code"}
    | {"companion": "codes"},
    "verification/source": {"of": "code"},
    "us/usmle-step1": RESULT,
    "us/usmle-step2ck": RESULT,
    "us/usmle-step2cs": RESULT,
    "us/usmle-step3": RESULT,
    "us/mini-cex": {"evaluator": "code", "setting": "code", "evaluator-years": "number"},
    "us/ecfmg-certificate": {},
    "us/j1-status": {},
    "us/j1-research": {},
    "au/mcq": RESULT,
    "au/clinical-station": RESULT,
    "au/workplace-assessment": RESULT,
    "gb/plab1": RESULT,
    "gb/plab2": RESULT,
    "gb/sponsorship": {},
    "de/kenntnispruefung": RESULT,
    "no/additional": RESULT,
    "no/decision": {},
    "se/theory": RESULT | {"total": "percent", "part-2": "percent"},
    "ca/mccqe": RESULT,
    "ae/exam": RESULT | {"authority": "code"},
    "sa/sdle": RESULT,
    "at/sample-test": RESULT | {"covered": "codes"},
    "nz/scope": {"kind": "code"},
    "licence/medical": PLACE | {"unsupervised": "flag", "disciplined": "flag"},
    "document/good-standing": {"regulator": "code"},
    "document/status": {},
    "document/identity": {},
    "document/immunisation-form": {"version": "number"},
    "titre/hepatitis-b": {"value": "number mIU/mL", "kind": "code"},
    "titre/varicella": RESULT | {"kind": "code"},
    "immunisation/influenza": {},
    "screen/tuberculosis": RESULT,
    "insurance/malpractice": {"per-occurrence": "money", "aggregate": "money"},
    "education/clerkship": {"discipline": "code"},
    "offer/post": {
        "country": "code", "region": "code", "grade": "grades", "months": "number",
        "accredited": "flag", "shortage-area": "flag", "institution": "code",
    },
    "family/relative": {"relation": "code", "citizenship": "codes", "posted-by": "code"},
    "certification/board": {},
    "cpd/activity": {
        "credits": "number", "hours": "number", "category": "code", "topic": "code",
        "online": "flag", "accredited": "flag", "certified": "flag",
    },
    "permit/examination": {},
    "us/j1-waiver": {},
    "us/licence-limited": {},
    "us/licence-restricted": {},
    "us/licence-full": {},
    "us/faculty-certificate": {},
    "jp/examination-permit": {},
    "jp/preliminary-permit": {},
    "cn/short-term-permit": {},
    "ae/eligibility-letter": {},
    "at/equivalence": {},
    "at/subject-examination": {"subject": "code"},
    "de/partial-permit": {},
    "qa/evaluation": {},
}  # fmt: skip
ACTIVITIES: dict[str, dict[str, str]] = {
    "experience/practice": PLACE
    | {
        "specialty": "code", "branch": "code", "hours-per-week": "number", "paid": "flag",
        "area": "code", "caseload-screening": "percent", "hours": "number",
    },
    "experience/observership": PLACE,
    "experience/internship": PLACE | {"discipline": "code"},
    "experience/residency": PLACE | {"specialty": "code", "programme": "code"},
    "education/secondary": PLACE,
    "education/course": {"months": "number"},
    "residence/stay": PLACE | {"status": "code"},
    "leave/any": {},
    "service/return": PLACE,
}  # fmt: skip
FACTS = {
    "citizenship": "codes",
    "student.status": "code",
    "student.year": "number",
    "student.final-year": "flag",
    "school.accreditor": "code",
    "elects": "code",
    "patients-over-65": "percent",
    "enrolled-on": "date",
    "cpd.cycle-start": "date",
    "cpd.cycle-end": "date",
    "first-attempt-on": "date",
    "residency-ends": "date",
    "income": "money",
    "spouse-of": "codes",
    "school-country-served-by": "codes",
    "examination-centre": "code",
}


def _types() -> dict[str, CredentialType]:
    found = {}
    for shapes, is_activity in ((TYPES, False), (ACTIVITIES, True)):
        for name, attributes in shapes.items():
            typed = tuple(_attribute(*pair) for pair in attributes.items())
            aliases = ("ca/mccqe-part-i",) if name == "ca/mccqe" else ()
            found[name] = CredentialType(
                name, (("en", name),), typed, aliases=aliases, is_activity=is_activity
            )
    return found


EVER = Period(None, None)
LISTINGS = (
    Listing("sg/schools", (("school-of-salerno", Period.parse("..2019-12-31")),
                           ("school-of-bologna", EVER))),
    Listing("wfme/agencies", (("agency-a", Period.parse("2020-01-01..")),)),
    Listing("english-first", tuple((c, EVER) for c in ("GB", "IE", "AU", "NZ", "US", "CA"))),
    Listing("florida/institutions", (("institution-one", EVER), ("institution-two", EVER))),
    Listing("gb/plab1-centres", (("accra", Period.parse("..2027-01-31")), ("london", EVER))),
    Listing("gb/priority-countries", tuple((c, EVER) for c in ("IE", "IS", "LI", "NO", "CH"))),
)  # fmt: skip
TABLES = (
    Table("royal-college", (
        (("country", "GB"), ("specialty", "psychiatry")),
        (("country", "IE"), ("specialty", "surgery")),
    )),
    Table("au/gp-titles", (
        (("name", "MRCGP"), ("on", ">= 2007-01-01"), ("companion", "CCT")),
        (("name", "MICGP"), ("on", ">= 2009-01-01"), ("companion", "CSCST")),
    )),
)  # fmt: skip
VOCABULARY = Vocabulary(
    types=_types(),
    facts={name: _attribute(name, kind) for name, kind in FACTS.items()},
    listings={listing.id: listing for listing in LISTINGS},
    tables={table.id: table for table in TABLES},
)
