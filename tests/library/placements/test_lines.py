"""Lines of what a host asks: as they are filled in, and as documents say them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salerno.errors import InputError, Place
from salerno.placements.demands import DUES
from salerno.placements.documents import host_document
from salerno.placements.language import location
from salerno.placements.lines import Line, demand_of, demands_of, line_of, lines_of, new_id
from salerno.strict_yaml import node_of
from tests.library.placements.hosts import VOCABULARY

WORDS = st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True)
VALUES = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9.]{0,5}", fullmatch=True)
CONDITIONS = st.lists(
    st.tuples(WORDS, st.sampled_from([">=", "<=", ">", "<", "="]), VALUES),
    max_size=3, unique_by=lambda one: one[0],
).map(lambda several: "; ".join(" ".join(one) for one in several))  # fmt: skip
DUE = st.sampled_from(DUES)
OWNER = st.sampled_from(["applicant", "school"])
TYPES = st.sampled_from(sorted(VOCABULARY.types))
FACTS = st.sampled_from(sorted(VOCABULARY.facts))
HAS = st.builds(
    Line, WORDS, st.just("has"), TYPES, CONDITIONS,
    st.none() | st.integers(1, 600), st.booleans(), DUE, OWNER,
)  # fmt: skip
FACT = st.builds(Line, WORDS, st.just("fact"), FACTS, VALUES, st.none(), st.just(False), DUE, OWNER)


@given(HAS | FACT)
def test_line_reads_back_as_it_was_filled_in(line):
    assert line_of(demand_of(line), vocabulary=VOCABULARY) == line


def group(lines):
    """Return lines of which one is enough: all are as the first one in what is said once."""
    first, *rest = lines
    whole = {"id": first.id, "due": first.due, "owner": first.owner, "instead": True}
    return [first, *(replace(line, **whole) for line in rest)]


GROUPS = st.lists(st.lists(HAS | FACT, min_size=1, max_size=3).map(group), max_size=3)


@given(GROUPS)
def test_lines_read_back_as_they_were_filled_in(groups):
    lines = [line for several in groups for line in several]

    demands = demands_of(lines)

    assert len(demands) == len(groups)
    assert [one for own in demands for one in lines_of(own, vocabulary=VOCABULARY)] == lines


def test_first_line_stands_instead_of_nothing():
    line = Line("a", "has", "training/bls", instead=True)

    assert demands_of([line]) == [demand_of(line)]


@pytest.mark.parametrize(
    "demand",
    [
        {"id": "a", "any": [{"has": "training/bls"}]},
        {"id": "a", "any": [{"has": "training/bls"}, {"any": [{"has": "training/acls"}]}]},
        {"id": "a", "any": [{"has": "training/bls"}, {"id": "b", "has": "training/acls"}]},
        {"id": "a", "any": [{"has": "training/bls"}, {"has": "training/acls"}], "at": "event"},
        {"id": "a", "any": [{"has": "training/bls"}, "training/acls"]},
        {"id": "a", "any": "training/bls"},
        {"waives": "bls"},
    ],
)
def test_what_says_more_than_lines_is_none(demand):
    assert lines_of(demand, vocabulary=VOCABULARY) == ()


@given(GROUPS.filter(bool))
def test_lines_of_which_one_is_enough_are_demands_of_the_language(groups):
    lines = [replace(line, condition="") for line in groups[0] if line.kind == "has"]
    document = {"host": "xx", "name": "H", "asks": demands_of(lines)}
    place = location(node_of(document, place=Place("a form")), VOCABULARY)

    asks = host_document(place, VOCABULARY).get("asks", [])

    read = [one for own in asks for one in lines_of(own, vocabulary=VOCABULARY)]
    assert [(own.of, own.months, own.due, own.owner) for own in read] == [
        (own.of, own.months, own.due, own.owner) for own in lines
    ]


@pytest.mark.parametrize(
    "demand",
    [
        {"id": "a", "any": [{"has": "training/bls"}]},
        {"id": "a", "has": ["training/bls", "training/acls"]},
        {"id": "a", "has": "training/bls", "count": "2"},
        {"id": "a", "has": "training/bls", "valid": "at event"},
        {"id": "a", "has": "training/bls", "valid": "any"},
        {"id": "a", "has": "us/intealth-account"},
        {"id": "a", "fact": "nothing", "is": "4"},
        {"id": "a", "has": "training/bls", "age": "at most 1 year", "at": "event"},
        {"id": "a", "has": "training/bls", "where": ["x"]},
        {"id": "a", "has": "training/bls", "where": {"x y": "1"}},
        {"id": "a", "has": "training/bls", "due": "some day"},
        {"id": "a", "has": "training/bls", "actor": "host"},
        {"has": "training/bls"},
        {"waives": "bls"},
        {"id": "a", "fact": "student.year", "is": ">= 4", "at": "today"},
    ],
)
def test_what_says_more_than_a_line_is_none(demand):
    assert line_of(demand, vocabulary=VOCABULARY) is None


@given(
    st.builds(
        Line, WORDS, st.just("has"), TYPES, st.just(""),
        st.none() | st.integers(1, 600), st.booleans(), DUE, OWNER,
    )
)  # fmt: skip
def test_line_reads_back_as_it_is_published(line):
    document = {"host": "xx", "name": "H", "asks": [demand_of(line)]}
    place = location(node_of(document, place=Place("a form")), VOCABULARY)

    (demand,) = host_document(place, VOCABULARY)["asks"]

    assert line_of(demand, vocabulary=VOCABULARY) == line


def test_lines_are_demands_of_the_language():
    lines = [
        Line("exam", "has", "exam/ielts-academic", "overall >= 6.5", 24, due="onboarding"),
        Line("bls", "has", "training/bls", owner="school"),
        Line("year", "fact", "student.year", ">= 4", lasts=False),
    ]
    document = {"host": "xx", "name": "H", "asks": [demand_of(one) for one in lines]}

    place = location(node_of(document, place=Place("a form")), VOCABULARY)

    assert [one.id for one in place.demands] == ["exam", "bls", "year"]
    assert [one.due for one in place.demands] == ["onboarding", "application", "application"]
    assert [one.owner for one in place.demands] == ["applicant", "school", "applicant"]


@pytest.mark.parametrize("condition", ["overall", ">= 6", "overall >= ", "6 >= overall"])
def test_condition_that_cannot_be_read_is_refused(condition):
    with pytest.raises(InputError, match="is no condition"):
        demand_of(Line("a", "has", "exam/ielts-academic", condition))


def test_id_is_one_that_nothing_else_has():
    assert new_id("training/bls", []) == "training-bls"
    assert new_id("training/bls", ["training-bls", "training-bls-2"]) == "training-bls-3"
