"""Cells as people fill them in: read, or told why not."""

from datetime import date
from decimal import Decimal

import pytest

from salerno.errors import InputError
from salerno.programmes.imports import cells
from salerno.programmes.imports.headings import Heading, heading_of
from salerno.programmes.imports.identifiers import identifier_of
from salerno.programmes.imports.mappings import currency_codes
from salerno.programmes.programmes import Count, Length

TODAY = date(2026, 11, 23)
PLAIN = Heading("")


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Poland", "PL"), ("pl", "PL"), ("POL", "PL"), ("Polska", None), ("Alemania", "DE"),
        ("Allemagne", "DE"), ("Германия", "DE"), ("ألمانيا", "DE"), ("USA", "US"), ("U.K.", "GB"),
        ("Côte d\u2019Ivoire", "CI"), ("Türkiye", "TR"), ("Turkey*", "TR"), ("Georgia [1]", "GE"),
        ("Czechia (Prague)", "CZ"), ("(Poland)", "PL"), ("Narnia", None),
    ],
)  # fmt: skip
def test_country_is_known_by_code_and_name(written, code):
    if code:
        assert cells.country_of(written) == code
    else:
        with pytest.raises(InputError, match="unknown country"):
            cells.country_of(written)


def test_unknown_country_is_told_with_the_likely_one():
    with pytest.raises(InputError) as error:
        cells.country_of("Germny")

    assert (error.value.what, error.value.fix) == (
        "unknown country 'Germny'",
        "did you mean 'Germany'?",
    )


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("English", ("en",)), ("English / German", ("en", "de")),
        ("Englisch und Deutsch", ("en", "de")),
        ("English, Russian & English", ("en", "ru")), ("Deutsch", ("de",)), ("русский", ("ru",)),
        ("Mandarin (HSK 4)", ("zh",)), ("en+fr", ("en", "fr")), ("magyar", ("hu",)),
    ],
)  # fmt: skip
def test_languages_are_known_by_code_and_name(written, codes):
    assert cells.languages_of(written) == codes


@pytest.mark.parametrize(
    ("written", "what"),
    [
        ("Elvish", "unknown language 'elvish'; write its name or the two letters of ISO 639-1"),
        ("Englisch / Grman", "unknown language 'grman'; did you mean 'German'?"),
        ("(both)", "'(both)' names no language; write its name"),
    ],
)
def test_unknown_language_is_told(written, what):
    with pytest.raises(InputError) as error:
        cells.languages_of(written)

    assert str(error.value) == what


@pytest.mark.parametrize(
    ("written", "heading", "low", "high"),
    [
        ("6", "", "6", "6"), ("6 years", "", "6", "6"), ("5-6", "", "5", "6"),
        ("5,5", "", "5.5", "5.5"),
        ("72 months", "", "6", "6"), ("72", "length months", "6", "6"),
    ],
)  # fmt: skip
def test_length_is_in_years(written, heading, low, high):
    own = cells.length_of(written, Heading(heading))

    assert own == Length(Decimal(low), Decimal(high))


@pytest.mark.parametrize("written", ["0", "20", "6-5", "0.1"])
def test_impossible_length_is_told_apart(written):
    with pytest.raises(cells.Impossible):
        cells.length_of(written, PLAIN)


@pytest.mark.parametrize("written", ["six", "5 + 1 + 1", ""])
def test_length_without_a_number_is_told(written):
    with pytest.raises(InputError, match="is no length"):
        cells.length_of(written, PLAIN)


@pytest.mark.parametrize(
    ("written", "cycle"),
    [("2026", "2026"), ("2026/27", "2026/27"), ("2026-2027", "2026/27"), ("1999/2000*", "1999/00")],
)
def test_academic_year_is_written_one_way(written, cycle):
    assert cells.cycle_of(written, TODAY) == cycle


@pytest.mark.parametrize("written", ["2206", "1066/67", "2026/28", "2033"])
def test_impossible_academic_year_is_told_apart(written):
    with pytest.raises(cells.Impossible):
        cells.cycle_of(written, TODAY)


def test_what_is_no_year_is_told():
    with pytest.raises(InputError, match="is no year"):
        cells.cycle_of("next autumn", TODAY)


@pytest.mark.parametrize(
    ("read", "written", "value"),
    [
        (cells.acceptance_of, "Sí", "yes"), (cells.acceptance_of, "On conditions", "conditional"),
        (cells.entry_of, "High school (12 years)", "school"),
        (cells.status_of, "Teach-out", "teach-out"),
        (cells.period_of, "per semester", "semester"), (cells.currency_of, " usd", "USD"),
    ],
)  # fmt: skip
def test_word_is_understood(read, written, value):
    assert read(written) == value


@pytest.mark.parametrize(
    ("read", "written"),
    [(cells.acceptance_of, "perhaps"), (cells.entry_of, "(x)"), (cells.currency_of, "USDD")],
)
def test_word_that_is_not_understood_is_told(read, written):
    with pytest.raises(InputError):
        read(written)


@pytest.mark.parametrize(
    ("written", "low", "high"),
    [("120", 120, 120), ("1,200", 1200, 1200), ("100-120 seats", 100, 120)],
)
def test_seats_are_counted(written, low, high):
    assert cells.seats_of(written) == Count("seats", "all", Decimal(low), Decimal(high))


@pytest.mark.parametrize("written", ["many", "9 to 3", "1 2 3"])
def test_seats_that_are_no_number_are_told(written):
    with pytest.raises(InputError, match="is no number of places"):
        cells.seats_of(written)


def test_impossible_number_of_seats_is_told_apart():
    with pytest.raises(cells.Impossible):
        cells.seats_of("120000")


@pytest.mark.parametrize(
    ("written", "heading", "amounts"),
    [
        ("5,500", "Tuition (USD)", ["5500 USD"]),
        ("35\u201340", "Fees in INR lakh", ["3500000..4000000 INR"]),
        ("35 lakh", "Fees in INR lakh", ["3500000 INR"]),
        ("\u20ac 9,000", "Fees", ["9000 EUR"]),
        ("year 1: 10; year 2: 20", "Fees, thousand EUR", ["10000 EUR", "20000 EUR"]),
    ],
)
def test_amounts_take_from_the_heading_what_they_do_not_say(written, heading, amounts):
    asking = cells.Asking(heading_of(heading, codes=currency_codes()))

    assert [str(own.amount) for own in cells.prices_of(written, asking)] == amounts


def test_currency_of_the_row_counts_where_the_heading_names_none():
    found = cells.prices_of("10", cells.Asking(PLAIN, "EUR"))

    assert [str(own.amount) for own in found] == ["10 EUR"]


@pytest.mark.parametrize("written", ["-5 EUR", "EUR -5", "year 1: 5 EUR\n-7 EUR"])
def test_amount_below_zero_is_impossible(written):
    with pytest.raises(cells.Impossible, match="below zero"):
        cells.prices_of(written, cells.Asking(PLAIN))


def test_heading_says_currency_scale_and_period_once():
    codes = currency_codes()

    assert heading_of("Tuition\nper year (EUR)*", codes=codes) == Heading(
        "tuition per year", "EUR", "", "year"
    )
    assert heading_of("Fees \u20b9 lakh / total course", codes=codes) == Heading(
        "fees lakh total course", "INR", "lakh", "course"
    )
    assert heading_of("(USD or EUR)", codes=codes).currency == ""


@pytest.mark.parametrize(
    ("scheme", "written", "identifier"),
    [
        ("ror", "https://ror.org/02xf66n48", "02xf66n48"), ("wikidata", "wd:q42", "Q42"),
        ("domain", "HTTPS://www.Example.org/med?x=1", "example.org"), ("ipeds", "100654", "100654"),
        ("wdoms", "F0001234", "F0001234"),
    ],
)  # fmt: skip
def test_identifier_is_kept_in_its_plain_form(scheme, written, identifier):
    assert identifier_of(scheme, written) == identifier


@pytest.mark.parametrize("scheme", ["ror", "wikidata", "domain", "ipeds", "faimer"])
def test_what_is_no_identifier_is_told(scheme):
    with pytest.raises(InputError, match=f"is no identifier of {scheme}"):
        identifier_of(scheme, "not one")
