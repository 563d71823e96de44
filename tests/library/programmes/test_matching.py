"""Schools that may be one: proposed with a score, symmetric, none lost by blocking."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salerno.programmes.matching import (
    Proposal,
    features_of,
    folded,
    index_of,
    likeness,
    proposal_of,
    proposals_for,
)
from tests.library.programmes.tables import school

WORDS = st.sampled_from(
    ["Debrecen", "Szeged", "Pécs", "Medical", "University", "of", "the", "North", "South", "Łódź",
     "Lodz", "Ostrava", "x"]
)  # fmt: skip
SCHOOLS = st.builds(
    lambda words, country, city, ror, alias, number: school(
        " ".join(words), country, of=f"s/{number}", city=city, aliases=alias,
        **({"ror": ror} if ror else {}),
    ),
    st.lists(WORDS, max_size=4),
    st.sampled_from(["HU", "PL"]),
    st.sampled_from(["", "Szeged", "Pécs"]),
    st.sampled_from(["", "02a", "02b"]),
    st.lists(WORDS, max_size=1),
    st.integers(0, 99),
)  # fmt: skip


def test_name_is_compared_without_case_accents_and_the_words_all_schools_share():
    assert folded("  Uniwersytet Łódź, Ćw. ") == "uniwersytet lodz cw"
    assert features_of("University of Łódź") == features_of("LODZ  university")


def test_name_of_nothing_but_common_words_keeps_them():
    assert "medicine" in features_of("University of Medicine")


@pytest.mark.parametrize(
    ("written", "known", "is_proposed"),
    [
        (school("Univ. of Szeged"), school("Szegedi Egyetem", aliases=["Szeged University"]), True),
        (school("University of Debrecin"), school("University of Debrecen"), True),
        (school("Szeged", "HU"), school("Szeged", "PL"), False),
        (school("Harbour College"), school("Hill University"), False),
        (school("", ""), school("", ""), False),
    ],
)
def test_schools_of_one_country_with_names_alike_are_proposed(written, known, is_proposed):
    assert (proposal_of(written, known) is not None) is is_proposed


def test_other_city_counts_against_it():
    here, there = school("North Medical", city="Łódź"), school("North Medical", city="Gdańsk")

    assert likeness(here, school("North Medical")) == 1.0
    assert likeness(here, there) == 0.85
    assert likeness(here, school("North Medical", city="LODZ")) == 1.0


def test_equal_identifier_counts_for_certain_however_it_is_written():
    written = school("A", "PL", ror="https://ror.org/02xf66n48", domain="www.example.org")
    known = school("B", "DE", ror="02xf66n48")

    assert proposal_of(written, known) == Proposal("pl/known", 1.0, ("ror",))


def test_likeliest_come_first_and_only_so_many():
    known = [school(f"North {word}", of=f"pl/{word}") for word in ("a", "", "ab", "abc", "abcd")]

    found = proposals_for(school("North"), index_of(known), most=3)

    assert [own.known for own in found] == ["pl/", "pl/a", "pl/ab"]


def test_nothing_is_proposed_where_nothing_is_known():
    assert proposals_for(school("North"), index_of([])) == ()
    assert proposals_for(school("North"), index_of([school("Zzz")])) == ()


@given(SCHOOLS, SCHOOLS)
def test_likeness_is_the_same_from_both_sides(one, other):
    assert likeness(one, other) == likeness(other, one)
    assert (proposal_of(one, other) is None) == (proposal_of(other, one) is None)


@given(SCHOOLS, st.lists(SCHOOLS, max_size=8, unique_by=lambda own: own.id))
def test_blocking_loses_nothing_that_comparing_everything_finds(one, known):
    every = [found for own in known if (found := proposal_of(one, own))]

    found = proposals_for(one, index_of(known), most=100)

    assert sorted(found, key=lambda own: own.known) == sorted(every, key=lambda own: own.known)


@given(SCHOOLS, SCHOOLS, st.sampled_from(["ror", "wikidata", "wdoms"]))
def test_equal_identifier_is_always_proposed(one, other, scheme):
    mine = school(one.name, one.country, **{scheme: "0ab"})
    theirs = school(other.name, other.country, of="x/other", **{scheme: "0AB"})

    found = proposals_for(mine, index_of([theirs]))

    assert [own.known for own in found] == ["x/other"]
