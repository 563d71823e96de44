"""Arabic: names that run from left to right stay apart, and duals bend after lengths."""

from datetime import date
from decimal import Decimal

import pytest

from salerno.money import Money
from salerno.periods import PartialDate, Period, Span
from salerno.routes.wording.words import days_words
from salerno.rules import Voice, say
from salerno.rules.wording.voices import isolated
from tests.library.titles import WORDS
from tests.spec.clerk import opportunity

ARABIC = Voice("ar", WORDS)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("not: {has: us/usmle-step1}", "عدم وجود: \u2068USMLE Step 1\u2069"),
        (
            "has: us/usmle-step3\nlag: at most 2 weeks\nafter: us/usmle-step1",
            "\u2068USMLE Step 3\u2069 (بعد \u2068USMLE Step 1\u2069 بمدة أسبوعين على الأكثر)",
        ),
        (
            "wait: 12 months\nafter: us/usmle-step1",
            "مرور مدة 12 شهرًا منذ آخر \u2068USMLE Step 1\u2069",
        ),
    ],
)
def test_requirement_keeps_latin_names_apart(rule, expected):
    assert say(opportunity(rule).versions[0].requires, language="ar", vocabulary=WORDS) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("نعم", "نعم"),
        ("12", "12"),
        ("USMLE", "\u2068USMLE\u2069"),
        ("امتحان USMLE", "\u2068امتحان USMLE\u2069"),
        ("امتحان \u2068USMLE\u2069", "امتحان \u2068USMLE\u2069"),
        ("\u2068من \u2068A\u2069 إلى B\u2069", "\u2068من \u2068A\u2069 إلى B\u2069"),
    ],
)
def test_words_are_isolated_once(words, expected):
    assert isolated(words) == expected


def test_languages_that_run_from_left_to_right_are_left_alone():
    assert Voice("en", WORDS).tell("lacks age", credential="X") == (
        "X: its date is outside the time allowed"
    )


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (0, "ليس بعد."),
        (1, "ليس بعد: شرط واحد غير مستوفى."),
        (2, "ليس بعد: شرطان غير مستوفيين."),
        (3, "ليس بعد: 3 شروط غير مستوفاة."),
        (11, "ليس بعد: 11 شرطًا غير مستوفى."),
        (100, "ليس بعد: 100 شرط غير مستوفى."),
    ],
)
def test_number_picks_the_form(count, expected):
    assert ARABIC.tell("state not-yet", count=count) == expected


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        (Span(years=2), "بعد اليوم الأول بمدة سنتين على الأكثر"),
        (Span(months=2), "بعد اليوم الأول بمدة شهرين على الأكثر"),
        (Span(days=2), "بعد اليوم الأول بمدة يومين على الأكثر"),
        (Span(days=14), "بعد اليوم الأول بمدة أسبوعين على الأكثر"),
        (Span(days=3), "بعد اليوم الأول بمدة 3 أيام على الأكثر"),
    ],
)
def test_dual_bends_after_a_length(span, expected):
    said = ARABIC.tell("lag <=", span=ARABIC.span(span), what="اليوم الأول")

    assert said == expected


def test_values_are_written_in_arabic():
    period = Period(date(2026, 1, 1), date(2027, 1, 1))

    said = [
        ARABIC.number(Decimal("12345.5")),
        ARABIC.money(Money(Decimal(1500), "USD")),
        ARABIC.when(PartialDate.parse("2026-03")),
        ARABIC.period(period),
        days_words((200, 400), ARABIC),
    ]

    assert said == [
        "12,345.5",
        "1,500 USD",
        "مارس 2026",
        "من 1 يناير 2026 إلى 31 ديسمبر 2026",
        "نحو 7 إلى 13 (بالأشهر)",
    ]
