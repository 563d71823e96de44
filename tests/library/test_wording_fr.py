"""French: nothing agrees with a name that is filled in, and signs keep to their words."""

from datetime import date
from decimal import Decimal

import pytest

from salerno.money import Money
from salerno.periods import PartialDate, Period, Span
from salerno.rules import Voice, say
from tests.library.titles import WORDS
from tests.spec.clerk import opportunity

FRENCH = Voice("fr", WORDS)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (
            "has: exam/oet-medicine\nwhere: {writing: '>= 350', grade: [A, B]}\n"
            "age: at most 2 years",
            "OET Medicine (Writing : au moins 350 ; Grade : A ou B ; pas plus de 2 ans avant le"
            " jour de la demande)",
        ),
        (
            "has: insurance/malpractice\nvalid: 6 months after event-end",
            "Malpractice insurance (valable au moins jusqu’à 6 mois après le dernier jour)",
        ),
        (
            "has: insurance/malpractice\nvalid: through event",
            "Malpractice insurance (valable au moins jusqu’au dernier jour)",
        ),
        ("not: {has: us/usmle-step1}", "absence de ceci : USMLE Step 1"),
        (
            "fact: enrolled-on\nis: '<= 09-01 of match-year - 2'",
            "Date of enrolment : au plus tard le 1er septembre, 2 ans avant l’année du Match",
        ),
        (
            "wait: 12 months\nafter: us/usmle-step1",
            "un délai de 12 mois depuis la dernière fois : USMLE Step 1",
        ),
    ],
)
def test_requirement_is_said_plainly(rule, expected):
    said = say(opportunity(rule).versions[0].requires, language="fr", vocabulary=WORDS)

    assert said.replace("\u00a0", " ") == expected


def test_signs_keep_to_their_words():
    twice = FRENCH.tell("with", what="x", details=FRENCH.tell("with", what="« y »", details="a; b"))

    assert twice == "x («\u00a0y\u00a0» (a\u00a0; b))"
    assert FRENCH.tell("ask fact", what="Date") == "Date\u00a0?"


def test_numbers_and_days_are_those_of_french():
    assert FRENCH.money(Money(Decimal(1500), "EUR")) == "1\u202f500 EUR"
    assert FRENCH.span(Span(years=1, months=2)) == "1\u00a0an et 2\u00a0mois"
    assert FRENCH.when(PartialDate.parse("2025-07")) == "juillet 2025"
    assert FRENCH.period(Period(date(2026, 8, 1), None)) == "à partir du 1er août 2026"
    assert FRENCH.period(Period(date(2026, 8, 11), None)) == "à partir du 11 août 2026"
