"""Russian: names keep their form, numbers pick the form of their noun, days the genitive."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from salerno.credentials.vocabulary import Attribute
from salerno.money import Money
from salerno.periods import PartialDate, Period, Span
from salerno.routes.wording.words import days_words
from salerno.rules import Voice, say
from tests.library.titles import WORDS
from tests.spec.clerk import opportunity

RUSSIAN = Voice("ru", WORDS)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (
            "has: exam/oet-medicine\nwhere: {writing: '>= 350', grade: [A, B]}\n"
            "age: at most 2 years",
            "OET Medicine (Writing: минимум 350; Grade: A или B; давность на дату подачи"
            " заявления: максимум 2 года)",
        ),
        (
            "has: us/usmle-step3\nlag: at most 1 week\nafter: us/usmle-step1",
            "USMLE Step 3 (не позднее чем через 1 неделю после: USMLE Step 1)",
        ),
        ("not: {has: us/usmle-step1}", "отсутствие «USMLE Step 1»"),
        (
            "fact: enrolled-on\nis: '<= 09-01 of season + 1'",
            "Date of enrolment: не позднее 1 сентября через 1 год после года «season»",
        ),
        (
            "wait: 12 months\nafter: us/usmle-step1",
            "срок ожидания 12 месяцев с последнего раза: USMLE Step 1",
        ),
        (
            "judge: clinical-equivalence\ndays: 21",
            "решение: clinical equivalence (занимает до 21 дня)",
        ),
    ],
)
def test_requirement_is_said_plainly(rule, expected):
    assert say(opportunity(rule).versions[0].requires, language="ru", vocabulary=WORDS) == expected


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (0, "Пока нет."),
        (1, "Пока нет: не выполнено 1 требование."),
        (2, "Пока нет: не выполнены 2 требования."),
        (5, "Пока нет: не выполнено 5 требований."),
        (21, "Пока нет: не выполнено 21 требование."),
    ],
)
def test_headline_takes_the_form_of_its_number(count, expected):
    assert RUSSIAN.tell("state not-yet", count=count) == expected


def test_unit_is_said_in_the_language_where_it_has_a_translation():
    words = replace(WORDS, translations={"ru": {"hours": "ч"}})
    own = Attribute("x", unit="hours")
    told = [Voice(language, words).with_unit("40", own) for language in ("ru", "es")]

    assert told == ["40 ч", "40 hours"]


def test_values_are_said_as_russian_writes_them():
    year = Period(date(2026, 1, 1), date(2027, 1, 1))

    assert [
        RUSSIAN.number(Decimal("12345.5")),
        RUSSIAN.money(Money.parse("1250 EUR")),
        RUSSIAN.when(PartialDate.parse("2026-05-10")),
        RUSSIAN.span(Span(years=2, months=5)),
        RUSSIAN.period(year),
        days_words((100, 160), RUSSIAN),
    ] == [
        "12\u00a0345,5",
        "1\u00a0250 EUR",
        "10 мая 2026\u202fг.",
        "2 года и 5 месяцев",
        "с 1 января 2026\u202fг. по 31 декабря 2026\u202fг.",
        "примерно 3–5 мес.",
    ]
