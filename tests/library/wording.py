"""A small vocabulary in which every kind of attribute occurs."""

from decimal import Decimal

from salerno.credentials.vocabulary import Attribute, CredentialType, Vocabulary
from salerno.periods import Span

SCORE = Attribute("score", "number", low=Decimal(0), high=Decimal(500), step=Decimal(10))
RESULT = Attribute("result", "code", codes=("pass", "fail"))
TYPES = (
    CredentialType(
        "degree/primary-medical",
        attributes=(
            Attribute("country", "code"),
            Attribute("language", "code", many=True),
            Attribute("school"),
        ),
    ),
    CredentialType("exam/oet", attributes=(SCORE, RESULT), validity=Span(years=2)),
    CredentialType(
        "exam/german",
        attributes=(
            Attribute("level", "level", levels=("A1", "A2", "B1", "B2", "C1", "C2")),
            Attribute("certified", "flag"),
            Attribute("sat-on", "date"),
            Attribute("fee", "money"),
        ),
        aliases=("exam/deutsch",),
    ),
    CredentialType("work/clinical", attributes=(Attribute("hours", "number"),), is_activity=True),
)
FACTS = (
    Attribute("citizenship", "code", many=True),
    Attribute("residence.country", "code"),
    Attribute("school.country", "code", codes=("elsewhere",)),
    Attribute("birth.date", "date"),
    Attribute("final-year", "flag"),
    Attribute("income", "money"),
    Attribute("languages", "text", many=True),
    Attribute("nickname", "text"),
)
VOCABULARY = Vocabulary(
    types={known.id: known for known in TYPES}, facts={fact.name: fact for fact in FACTS}
)
