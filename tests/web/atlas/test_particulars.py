from datetime import date

import pytest

from salerno_web.atlas.particulars import particulars
from salerno_web.atlas.queries import facts, voice
from salerno_web.atlas.words import country_name, kind_name, status_name
from tests.spec.clerk import opportunity

TODAY = date(2026, 11, 23)
VERSION = """
versions:
  - in-force: ..
    source: law
    requires: {fact: citizenship, is: CA}
"""


def shown(beside):
    return particulars(opportunity(VERSION + beside), voice("en"), today=TODAY)


def texts(rows):
    return [row["text"] for row in rows]


@pytest.mark.parametrize(
    ("fee", "amount"),
    [
        ("amount: unknown", "not known"),
        ("amount: 10..20 EUR", "between 10 EUR and 20 EUR"),
        ("amount: 10 EUR, unit: page, cap: 50 EUR", "10 EUR; for each page; at most 50 EUR"),
        (
            "amount: 0 EUR, unit: hour, tiers: [{up-to: 5, each: 9 EUR}, {each: 7 EUR}]",
            "9 EUR each, up to number 5; 7 EUR each beyond that; for each hour",
        ),
        ("amount: 10 EUR, held: yes", "10 EUR; to be shown, not spent"),
    ],
)
def test_fees_are_told_in_words(fee, amount):
    (found,) = shown(f"fees: [{{for: test-day, {fee}, source: law}}]")["fees"]

    assert (found["purpose"], found["amount"], found["payer"]) == ("Test day", amount, "you")


def test_sessions_that_are_past_are_not_told():
    rows = shown(
        """
sessions:
  - {on: [2026-01-01, 2027-03-01], apply-before: 1 month, source: law}
  - {on: [2027-05-05], source: law}
  - {each-year: any, apply-before: 2 weeks, source: law}
  - {each-year: any, source: law}
"""
    )["days"]

    assert texts(rows) == [
        "1 March 2027: apply by 1 February 2027",
        "5 May 2027",
        "On any day; apply 2 weeks before",
        "On any day",
    ]


def test_every_particular_of_the_atlas_can_be_told_in_every_language():
    for number, own in enumerate(facts().opportunities.values()):
        language = ("en", "es", "ru")[number % 3]
        found = particulars(own, voice(language), today=TODAY)

        assert len(found["fees"]) == len(own.fees)
        assert len(found["chances"]) == len(own.odds) + len(own.quotas) + len(own.selective)


def test_codes_without_words_are_called_by_themselves():
    assert kind_name("house-call") == "House call"
    assert status_name("half-asleep") == "Half asleep"
    assert country_name("", voice("en")) == "International"
    assert country_name("ZZ", voice("en")) == "Unknown Region"
