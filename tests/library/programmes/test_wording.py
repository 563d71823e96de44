"""Every message of programmes stands in every language, and statements read as sentences."""

import re
from decimal import Decimal

import pytest

from salerno.money import MoneyRange
from salerno.programmes.programmes import (
    ACCEPTANCES,
    AIDS,
    ENTRIES,
    OFFERED,
    PERIODS,
    PHASES,
    PRACTICES,
    Aid,
    Count,
    Intake,
    Length,
    Partner,
    Practice,
    Price,
    Recognition,
    Speech,
)
from salerno.programmes.schools import STATUSES
from salerno.programmes.statistics import WHOLES
from salerno.programmes.wording.words import (
    TABLES,
    country_words,
    name_of,
    title_words,
    value_words,
)
from salerno.rules.explanations import Standing
from salerno.rules.wording.voices import Voice
from tests.library.programmes.written import programme_of

GAP = re.compile(r"{(\w+)}")
ENGLISH, ARABIC = Voice("en"), Voice("ar")
CODES = {
    "acceptance": ACCEPTANCES,
    "entry": ENTRIES,
    "phase": PHASES,
    "period": PERIODS,
    "kind": (*PRACTICES, *AIDS, *WHOLES),
    "answer": (*OFFERED, "unclear", "unknown", "not-applicable"),
    "status": STATUSES,
    "intake": ("begins", "apply"),
    "standing": tuple(Standing),
    "verdict": ("eligible", "not-yet", "never", "cannot-tell"),
}


def gaps(message):
    """Return the names of the gaps of each plural form of a message, in their order."""
    forms = [message] if isinstance(message, str) else message.values()
    return {tuple(sorted(GAP.findall(form))) for form in forms}


@pytest.mark.parametrize("language", TABLES)
def test_messages_stand_in_every_language_with_the_same_gaps(language):
    english, other = (
        {key: gaps(m) for key, m in TABLES[name].items()} for name in ("en", language)
    )

    assert english == other


@pytest.mark.parametrize("family", CODES)
def test_every_code_of_a_family_has_its_word(family):
    unsaid = [code for code in CODES[family] if f"{family} {code}" not in TABLES["en"]]

    assert unsaid == []


@pytest.mark.parametrize("language", TABLES)
def test_unknown_no_and_not_applicable_are_three_words(language):
    words = {TABLES[language][f"answer {code}"] for code in ("unknown", "no", "not-applicable")}

    assert len(words) == 3


@pytest.mark.parametrize(
    ("section", "value", "words"),
    [
        ("status", "teach-out", "Takes no new students"),
        ("acceptance", "conditional", "On conditions"),
        ("entrance", "MCAT", "MCAT"),
        ("length", Length(Decimal(1), Decimal(1)), "1 year"),
        ("length", Length(Decimal(5), Decimal("6.5"), "abroad"), "5–6.5 years · abroad"),
        ("speech", Speech("clinical"), "Clinical years: not found"),
        (
            "clinical",
            Speech("clinical", ("en", "pl"), "B2", "year 3", 1),
            "Clinical years: English, Polish · level B2 · due: year 3 · 1 month",
        ),
        ("practice", Practice("place"), "Places of practice"),
        (
            "practice",
            Practice("amount", Decimal(4), Decimal(72), "weeks"),
            "Practice with patients: year 4 · 72 weeks",
        ),
        ("partners", Partner("exchange", "A School", "PL"), "Exchange · A School · Poland"),
        ("partners", Partner("twinning"), "Twinning"),
        (
            "prices",
            Price("tuition", MoneyRange.parse("10..20 EUR"), "year"),
            "Tuition: between 10 EUR and 20 EUR a year",
        ),
        (
            "prices",
            Price("fee", MoneyRange.parse("5 EUR"), "once", "non-eu", 2, 2, "", True, True, True),
            "Fee: 5 EUR once · Non eu · year 2 · to be shown, not spent"
            " · only for who chooses it · refundable",
        ),
        (
            "prices",
            Price("tuition", MoneyRange.parse("5 EUR"), "term", "home", 2, 0, about=True),
            "Tuition: 5 EUR a term · for citizens of the country · year 2–… · an estimate",
        ),
        ("aid", Aid("merit", "some"), "Scholarship by merit: For some"),
        ("recognition", Recognition("WFME", "member"), "WFME · Member"),
        (
            "recognition",
            Recognition("LCME", "accredited", "2020", "2028"),
            "LCME · Accredited · 2020–2028",
        ),
        ("counts", Count("seats", "all", Decimal(100), Decimal(100)), "Places: 100"),
        (
            "counts",
            Count("students", "international", Decimal("0.3"), Decimal("0.4"), "share", "class"),
            "Students · for international students: 30–40% · of class",
        ),
        ("counts", Count("applied", "all", Decimal(10), None), "Applied: ≥ 10"),
        ("counts", Count("applied", "all", None, Decimal(10)), "Applied: ≤ 10"),
        ("intakes", Intake("begins", "September"), "Begins: September"),
        ("intakes", Intake("apply", "2027-06-30"), "Apply by: 2027-06-30"),
    ],
)
def test_value_is_told_in_words(section, value, words):
    assert value_words(section, value, ENGLISH) == words


@pytest.mark.parametrize("language", TABLES)
def test_every_value_is_told_in_every_language(language):
    told = value_words("length", Length(Decimal(3), Decimal(3)), Voice(language))

    assert "3" in told or "٣" in told


def test_word_that_no_table_has_is_told_as_written():
    assert name_of(ENGLISH, "kind", "malpractice-insurance") == "Malpractice insurance"


def test_programme_and_country_are_called_by_their_names():
    assert title_words(programme_of(), ENGLISH) == "Medicine"
    assert country_words("PL", ENGLISH) == "Poland"
    assert country_words("ZZZ", ENGLISH) == "ZZZ"


def test_names_that_run_the_other_way_are_kept_apart():
    told = value_words("intakes", Intake("begins", "September"), ARABIC)

    assert told == "البداية: \u2068September\u2069"
