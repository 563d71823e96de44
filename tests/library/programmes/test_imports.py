"""Tables taken in: mapped, every row accepted, flagged or refused, and schools decided on."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salerno.errors import InputError
from salerno.programmes.imports import ColumnMapping, Remark, dry_run, guessed
from salerno.programmes.imports.decisions import OTHER, SKIP, settle, with_taken_in
from salerno.programmes.imports.fields import FIELDS
from salerno.programmes.imports.ids import Names, slug_of
from salerno.programmes.imports.reports import STATES
from salerno.programmes.programmes import Speech
from salerno.programmes.statements import Statement
from tests.library.programmes.tables import (
    NOWHERE,
    SOURCE,
    TODAY,
    directory_of,
    one,
    said,
    school,
    table,
    tried,
)

HEADS = "School | Country | City | Programme | Years | Language | Tuition per year | Seats"
GOOD = "North Medical | PL | Łódź | Medicine | 6 | English | USD 5,500 | 120"


def test_good_row_is_accepted_with_its_school_and_programme():
    outcome, programme = one(HEADS, GOOD)

    assert (outcome.number, outcome.state, outcome.remarks) == (2, "accepted", ())
    assert (outcome.school, outcome.programme) == ("pl/north", "pl/north/medicine")
    assert (programme.title, programme.country, programme.city) == (
        (("en", "Medicine"),), "PL", "Łódź",
    )  # fmt: skip
    assert programme.speech[0].value == Speech("whole", ("en",))
    assert (str(programme.prices[0].value.amount), programme.prices[0].value.per) == (
        "5500 USD", "year",
    )  # fmt: skip
    assert programme.counts[0].value.low == Decimal(120)


def test_every_statement_names_the_file_and_the_row():
    _, programme = one(HEADS, GOOD)
    _, other = one(HEADS, GOOD, source=replace(SOURCE, locator="sheet 2"))

    assert programme.length[0].source == replace(SOURCE, locator="list.csv, row 2")
    assert other.length[0].source.locator == "list.csv, row 2; sheet 2"


@pytest.mark.parametrize(
    ("change", "column", "what"),
    [
        (("PL", "Polland"), "Country", "unknown country 'Polland'"),
        (("PL", ""), "country", "nothing says the country"),
        (("North Medical", "n/a"), "school", "nothing says the school"),
        (("North Medical", "N" * 301), "School", "301 characters are no name"),
        (("| 6 |", "| 20 |"), "Years", "impossible length '20'"),
        (("| 6 |", "| 0 |"), "Years", "impossible length '0'"),
        (("USD 5,500", "-1 USD"), "Tuition per year", "'-1 USD' is below zero"),
        (("120", "999999"), "Seats", "impossible number of places 999999"),
    ],
)
def test_row_that_cannot_be_true_or_has_no_school_is_refused(change, column, what):
    outcome, programme = one(HEADS, GOOD.replace(*change))

    assert (outcome.state, programme) == ("refused", None)
    assert said(outcome) == [(column, what)]


@pytest.mark.parametrize(
    ("change", "column", "what"),
    [
        (("English", "Elvish"), "Language", "unknown language 'elvish'"),
        (("USD 5,500", "5,500"), "Tuition per year", "'5,500' names no currency"),
        (("USD", "USD or EUR"), "Tuition per year", "'USD or EUR 5,500' names EUR and USD"),
        (("USD", "about USD"), "Tuition per year", "about"),
        (("| 6 |", "| six |"), "Years", "'six' is no length"),
        (("| 120", "| many"), "Seats", "'many' is no number of places"),
        (("Medicine", ""), "title", "nothing says what the programme is called"),
    ],
)
def test_cell_that_cannot_be_read_is_left_out_and_its_row_flagged(change, column, what):
    outcome, programme = one(HEADS, GOOD.replace(*change))

    assert (outcome.state, said(outcome)) == ("flagged", [(column, what)])
    assert programme is not None


def test_amount_of_nobody_knows_which_period_is_flagged_unless_it_is_said_once():
    heads = "School | Country | Tuition"
    guessed_row, _ = one(heads, "North | PL | 10 EUR", usual=[("title", "Medicine")])
    told, programme = one(
        heads, "North | PL | 10 EUR", usual=[("title", "Medicine"), ("per", "semester")]
    )

    assert said(guessed_row) == [
        ("Tuition", "nothing says how often it is asked; it was read as an amount a year")
    ]
    assert (told.state, programme.prices[0].value.per) == ("accepted", "semester")


def test_everything_that_a_row_can_say_is_read():
    heads = (
        "School | Country | Aliases | ROR | Website | Status | Programme | Degree | Entry level"
        " | Years | Preclinical language | Clinical language | Accepts international | Currency"
        " | Academic year | Home tuition per year | International tuition per year | Deposit once"
        " | Places | Apply by | Starts | Entrance exam"
    )
    row = (
        "North Medical | Poland | NM; Old North | 02xf66n48 | www.north.example | open | Medicine"
        " | MD | school | 6 | English | English / Polish | yes | EUR | 2026/27 | 0 | 10 000 | 500"
        " | 40 | 31 March 2027 | September | Biology and chemistry"
    )
    report = tried(heads, row)
    own, found = report.programmes["pl/north/medicine"], report.schools["pl/north"].school

    assert report.outcomes[0].remarks == ()
    assert (found.aliases, found.identifiers["ror"].value) == (("NM", "Old North"), "02xf66n48")
    assert (found.identifiers["domain"].value, found.status[0].value) == ("north.example", "open")
    assert (own.degree, own.entry, own.acceptance[0].value) == ("MD", "school", "yes")
    assert [(s.value.phase, s.value.languages) for s in own.speech] == [
        ("preclinical", ("en",)), ("clinical", ("en", "pl")),
    ]  # fmt: skip
    prices = [stated.value for stated in own.prices]
    assert [(p.kind, p.group, str(p.amount), p.per) for p in prices] == [
        ("tuition", "home", "0 EUR", "year"), ("tuition", "international", "10000 EUR", "year"),
        ("deposit", "all", "500 EUR", "once"),
    ]  # fmt: skip
    assert [(i.value.kind, i.value.when, i.cycle) for i in own.intakes] == [
        ("begins", "September", "2026/27"), ("apply", "31 March 2027", "2026/27"),
    ]  # fmt: skip
    assert own.entrance[0].value == "Biology and chemistry"


def test_years_of_study_keep_their_prices_and_doubts_keep_what_was_written():
    outcome, programme = one(
        HEADS, GOOD.replace("USD 5,500", "year 1: about 10 EUR; year 2: 9 EUR")
    )

    first, second = programme.prices
    assert (first.value.first, second.value.last) == (1, 2)
    assert (first.value.about, first.says) == (
        True, (("en", "“year 1: about 10 EUR; year 2: 9 EUR”"),)
    )  # fmt: skip
    assert (second.value.about, second.says) == (False, ())
    assert outcome.state == "flagged"


def test_rows_of_one_school_share_it_and_add_to_it():
    report = tried(
        "School | Country | City | Other names | Programme | ROR",
        "North | PL | | N1 | Medicine | ",
        "NORTH | Poland | Łódź | N2 | Dentistry | 02xf66n48",
        "North | PL | Gdańsk | | Medicine | ",
    )

    found = report.schools["pl/north"]
    assert [own.state for own in report.outcomes] == ["accepted"] * 3
    assert (found.rows, found.school.city, found.school.aliases) == ((2, 3), "Łódź", ("N1", "N2"))
    assert found.school.identifiers["ror"].value == "02xf66n48"
    assert (report.schools["pl/north-2"].rows, report.outcomes[2].programme) == (
        (4,), "pl/north-2/medicine",
    )  # fmt: skip


def test_row_that_comes_twice_is_refused_with_the_first():
    report = tried(HEADS, GOOD, GOOD.replace("6", "5").upper())

    assert [own.state for own in report.outcomes] == ["accepted", "refused"]
    assert [own.number for own in report.of("refused")] == [3]
    assert report.outcomes[1].remarks == (
        Remark("School", "it comes twice", "row 2 says the same school and programme",
               "leave one of them out"),
    )  # fmt: skip


def test_school_alone_comes_once():
    report = tried("School | Country", "North | PL", "North | PL")

    assert [own.state for own in report.outcomes] == ["accepted", "refused"]
    assert report.programmes == {}


def test_identifiers_that_do_not_fit_are_flagged():
    report = tried(
        "School | Country | Programme | ROR",
        "North | PL | Medicine | 02xf66n48",
        "North | PL | Dentistry | 03xf66n48",
        "South | PL | Medicine | 02xf66n48",
        "East | PL | Medicine | none of them",
    )

    assert [said(own) for own in report.outcomes] == [
        [], [("ROR", "ror 03xf66n48 is not taken in")], [("ROR", "ror 02xf66n48 comes twice")],
        [("ROR", "'none of them' is no identifier of ror")],
    ]  # fmt: skip


def test_names_beyond_measure_are_cut_and_said_so():
    names = "; ".join(f"N{place}" for place in range(70))
    report = tried("School | Country | Aliases", f"North | PL | {names}")

    assert said(report.outcomes[0]) == [("Aliases", "only 60 of 70 names are taken in")]
    assert len(report.schools["pl/north"].school.aliases) == 60


def test_school_that_may_be_a_known_one_is_flagged_for_a_person_to_decide():
    known = directory_of(school("University of North", of="pl/n"))
    report = tried(HEADS, GOOD, GOOD.replace("North", "Zzz"), directory=known)

    assert [own.state for own in report.outcomes] == ["flagged", "accepted"]
    assert said(report.outcomes[0]) == [
        ("school", "it may be the known school 'University of North'")
    ]
    assert [(own.school.id, own.proposals[0].known) for own in report.undecided] == [
        ("pl/north", "pl/n")
    ]


def test_ids_are_plain_short_and_used_once():
    names = Names({"pl/north"})

    assert [names.free("pl/north"), names.free("pl/north"), names.free("pl/x")] == [
        "pl/north-2", "pl/north-3", "pl/x",
    ]  # fmt: skip
    assert (slug_of(["университет"], 7), slug_of(["a" * 80, "b"], 7)) == ("row-7", "a" * 60)


def test_mapping_is_guessed_from_headings_in_several_languages():
    heads = (
        "Вуз | Страна | Langue d'enseignement | Duración | Annual tuition fee (international)"
        " | Tuition fee | Remarks"
    )

    assert guessed(table(heads)).fields == (
        "school", "country", "language", "years", "tuition-international", "tuition", "",
    )  # fmt: skip
    assert guessed(table("Name | International tuition fee per year | Fee")).fields == (
        "school", "tuition-international", "tuition",
    )  # fmt: skip


def test_every_field_is_guessed_by_its_own_name():
    for name in FIELDS:
        assert guessed(table(name)).fields == (name,), name


@pytest.mark.parametrize(
    ("mapping", "what"),
    [
        (ColumnMapping(("school",)), "1 fields for 2 columns"),
        (ColumnMapping(("school", "contry")), "unknown field 'contry'"),
        (ColumnMapping(("school", "school")), "two columns say 'school'"),
        (ColumnMapping(("", "country")), "no column says the school"),
        (ColumnMapping(("school", "")), "nothing says the country"),
        (ColumnMapping(("school", ""), (("school", "x"),)), "unknown field 'school'"),
    ],
)
def test_mapping_that_does_not_fit_is_told(mapping, what):
    with pytest.raises(InputError) as error:
        dry_run(table("A | B", "x | y"), mapping, source=SOURCE, directory=NOWHERE, today=TODAY)

    assert (error.value.what, bool(error.value.fix)) == (what, True)


def test_source_from_the_future_is_told():
    with pytest.raises(InputError, match="was read on 2027-01-01"):
        tried(HEADS, GOOD, source=replace(SOURCE, read=date(2027, 1, 1)))


def test_usual_values_stand_where_a_row_says_nothing():
    report = tried(
        "School | Country | Programme", "North | | Medicine", "South | DE | Medicine",
        usual=[("country", "PL"), ("language", "English"), ("cycle", "")],
    )  # fmt: skip

    assert list(report.schools) == ["pl/north", "de/south"]
    assert [own.speech[0].value.languages for own in report.programmes.values()] == [("en",)] * 2


def test_usual_values_alone_make_no_programme():
    report = tried("School | Country", "North | PL", usual=[("title", "Medicine")])

    assert (report.programmes, report.outcomes[0].state) == ({}, "accepted")


def test_samples_are_the_first_different_values():
    own = table("School | B", "x | 1", "x | ", "y | 2", "z", "w | 3")

    assert (own.samples(0), own.samples(1)) == (("x", "y", "z"), ("1", "2", "3"))
    assert replace(own, is_turned=True).place_of(3) == "list.csv, column 3"


def test_decisions_say_what_is_taken_in_and_under_which_id():
    known = directory_of(school("University of North", of="pl/n"))
    report = tried(HEADS, GOOD, GOOD.replace("North", "Zzz"), directory=known)

    undecided = settle(report, {}, directory=known)
    same = settle(report, {"pl/north": "pl/n", "pl/zzz": SKIP}, directory=known)
    other = settle(report, {"pl/north": OTHER}, directory=known)

    assert [[own.id for own in part] for part in undecided] == [["pl/zzz"], ["pl/zzz/medicine"]]
    assert [[own.id for own in part] for part in same] == [["pl/n"], ["pl/n/medicine"]]
    assert same[1][0].school == "pl/n"
    assert [own.id for own in other[0]] == ["pl/north", "pl/zzz"]


@pytest.mark.parametrize(
    ("decisions", "what"),
    [
        ({"pl/nroth": OTHER}, "no school 'pl/nroth' is in the file"),
        ({"pl/north": "pl/n"}, "'pl/north' was not proposed to be 'pl/n'"),
    ],
)
def test_decision_that_was_not_to_be_made_is_told(decisions, what):
    with pytest.raises(InputError) as error:
        settle(tried(HEADS, GOOD), decisions, directory=NOWHERE)

    assert error.value.what == what


def test_directory_knows_what_was_taken_in_and_keeps_what_it_knew():
    known = directory_of(school("University of North", of="pl/n", aliases=["UN"], ror="02aaaaa11"))
    heads = "School | Country | City | Programme | ROR | Status | Wikidata"
    row = "North University | PL | Łódź | Medicine | 03bbbbb22 | open | Q7"
    report = tried(heads, row, "South | PL | | Medicine | | | ", directory=known)
    schools, programmes = settle(report, {"pl/north": "pl/n"}, directory=known)

    joined = with_taken_in(known, schools, programmes)
    again = with_taken_in(joined, (), (replace(programmes[0], degree="MD"),))

    own = joined.schools["pl/n"]
    assert list(joined.schools) == ["pl/n", "pl/south"]
    assert (own.name, own.city) == ("University of North", "Łódź")
    assert own.aliases == ("UN", "North University")
    assert {scheme: stated.value for scheme, stated in own.identifiers.items()} == {
        "ror": "02aaaaa11", "wikidata": "Q7",
    }  # fmt: skip
    assert [stated.value for stated in own.status] == ["open"]
    assert list(joined.programmes) == ["pl/n/medicine", "pl/south/medicine"]
    assert again.programmes["pl/n/medicine"].degree == ""


CELLS = st.one_of(
    st.sampled_from(
        ["", "North", "South Medical", "PL", "Poland", "Narnia", "6", "0", "20", "English",
         "Elvish", "USD 5", "5", "-5 EUR", "year 1: 5 EUR; 6 EUR", "2206",
         "2026/27", "?", "\u0000", "120"]
    ),
    st.text(max_size=12),
)  # fmt: skip


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.sampled_from(["", *FIELDS]), min_size=1, max_size=8),
    st.lists(st.lists(CELLS, max_size=8), max_size=8),
)
def test_every_row_is_accepted_flagged_or_refused(fields, rows):
    fields = tuple(dict.fromkeys(["school", *filter(None, fields)]))
    own = replace(
        table(" | ".join(fields)), rows=tuple((n, tuple(row)) for n, row in enumerate(rows, 2))
    )
    mapping = ColumnMapping(fields, () if "country" in fields else (("country", "PL"),))
    known = directory_of(school("North", of="pl/known"))

    report = dry_run(own, mapping, source=SOURCE, directory=known, today=TODAY)

    assert [outcome.number for outcome in report.outcomes] == [number for number, _ in own.rows]
    assert sum(report.count(state) for state in STATES) == len(rows)
    for outcome in report.outcomes:
        assert (outcome.state == "accepted") == (outcome.remarks == ())
        assert bool(outcome.school) == (outcome.state != "refused")
    settle(report, {}, directory=known)


def test_statements_of_a_file_are_believed_by_their_cycle():
    _, programme = one("School | Country | Programme | Years | Academic year",
                       "North | PL | Medicine | 6 | 2026/27")  # fmt: skip

    assert isinstance(programme.length[0], Statement)
    assert programme.length[0].cycle == "2026/27"


def test_what_is_paid_once_by_nature_is_no_guess_and_a_doubt_is_said_once():
    heads = "School | Country | Programme | Deposit | Rent"

    outcome, programme = one(heads, "North | PL | Medicine | 5 EUR | year 1: 5 EUR; year 2: 6 EUR")

    assert said(outcome) == [
        ("Rent", "nothing says how often it is asked; it was read as an amount a month")
    ]
    assert [own.value.per for own in programme.prices] == ["once", "month", "month"]
