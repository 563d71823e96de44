"""What a programme costs one person, as a registrar would reckon it."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from salerno.credentials.tri import Tri
from salerno.money import Money, Purse
from salerno.programmes.costs import cost_of, cost_to, groups_in, payer_of
from salerno.rules.language.reading import Scope
from salerno.rules.language.requirements import requirement
from tests.library.programmes.written import prices, programme_of, read, standing
from tests.spec.vocabulary import VOCABULARY

EU = requirement(read("{fact: citizenship, is: [PL, DE]}"), Scope(VOCABULARY))
NON_EU = requirement(read("not: {fact: citizenship, is: [PL, DE]}"), Scope(VOCABULARY))
GROUPS = {"eu": EU, "non-eu": NON_EU}
GHANA, POLAND, NOBODY = standing(citizenship="GH"), standing(citizenship="PL"), standing()
YEARS = "length: [{years: 2, source: page}]\n"


def reckoned(*lines, who=GHANA, body=YEARS):
    return cost_of(programme_of(body + prices(*lines)), who, groups=GROUPS)


def sums(cost):
    """Return kind, year and amounts of every line to spend."""
    return [(own.kind, own.year, str(own.low), str(own.high)) for own in cost.lines]


def test_year_price_is_paid_every_year():
    cost = reckoned("kind: tuition, amount: 100 EUR, per: year")

    assert sums(cost) == [
        ("tuition", 1, "100 EUR", "100 EUR"),
        ("tuition", 2, "100 EUR", "100 EUR"),
    ]
    assert cost.low == cost.high == Purse.of([Money(Decimal(200), "EUR")])
    assert all(own.is_sure for own in cost.lines)


def test_semesters_trimesters_terms_and_months_are_counted_by_the_year():
    cost = reckoned(
        "kind: a, amount: 1 EUR, per: semester",
        "kind: b, amount: 1 EUR, per: trimester",
        "kind: c, amount: 1 EUR, per: term",
        "kind: living, amount: 1..2 EUR, per: month",
    )

    first = {own.kind: (str(own.low), str(own.high)) for own in cost.in_year(1)}
    assert first == {
        "a": ("2 EUR", "2 EUR"),
        "b": ("3 EUR", "3 EUR"),
        "c": ("3 EUR", "3 EUR"),
        "living": ("12 EUR", "24 EUR"),
    }


def test_what_is_paid_once_falls_into_the_year_it_is_due_in():
    cost = reckoned(
        "kind: deposit, amount: 5 EUR, per: once",
        "kind: graduation, amount: 7 EUR, per: once, years: 2",
        "kind: tuition, amount: 900 EUR, per: course",
    )

    assert [(own.kind, own.year) for own in cost.lines] == [
        ("deposit", 1), ("graduation", 2), ("tuition", 1),
    ]  # fmt: skip
    assert cost.gaps == (("living", ()),)


def test_price_of_a_year_of_study_counts_before_that_of_all_years():
    cost = reckoned(
        "kind: tuition, amount: 100 EUR, per: year",
        "kind: tuition, amount: 150 EUR, per: year, years: 1",
    )

    assert [str(own.low) for own in cost.lines] == ["150 EUR", "100 EUR"]


def test_price_of_a_group_is_paid_by_that_group_alone():
    asked = (
        "kind: tuition, amount: 100 EUR, per: year, group: eu",
        "kind: tuition, amount: 300 EUR, per: year, group: non-eu",
    )

    assert str(reckoned(*asked).low) == "600 EUR"
    assert str(reckoned(*asked, who=POLAND).low) == "200 EUR"


def test_group_counts_before_everybody():
    asked = (
        "kind: tuition, amount: 100 EUR, per: year",
        "kind: tuition, amount: 300 EUR, per: year, group: international",
    )

    assert str(reckoned(*asked).low) == "600 EUR"
    assert str(reckoned(*asked, who=POLAND).low) == "200 EUR"


def test_whoever_did_not_tell_may_pay_any_of_the_prices():
    cost = reckoned(
        "kind: tuition, amount: 100 EUR, per: year, group: home",
        "kind: tuition, amount: 300 EUR, per: year, group: international",
        who=NOBODY,
    )

    assert (str(cost.low), str(cost.high)) == ("200 EUR", "600 EUR")
    assert not any(own.is_sure for own in cost.lines)


def test_two_currencies_for_one_thing_are_not_mixed():
    cost = reckoned(
        "kind: tuition, amount: 100 EUR, per: year, group: home",
        "kind: tuition, amount: 300 USD, per: year, group: international",
        who=NOBODY,
    )

    assert (str(cost.low), str(cost.high)) == ("200 EUR", "200 EUR")
    assert not any(own.is_sure for own in cost.lines)


def test_money_to_hold_is_not_spent():
    cost = reckoned("kind: living, amount: 9 EUR, per: year, held: yes")

    assert cost.lines == ()
    assert [(own.kind, own.year) for own in cost.held] == [("living", 1), ("living", 2)]
    assert dict(cost.gaps) == {"tuition": (), "living": ()}


def test_options_former_prices_and_those_of_other_cohorts_are_left_out():
    cost = reckoned(
        "kind: tuition, amount: 1 EUR, per: year, option: yes",
        "kind: tuition, amount: 2 EUR, per: year, over: yes",
        "kind: tuition, amount: 3 EUR, per: year, cohort: began in 2012",
    )

    assert cost.lines == cost.held == ()


def test_gap_names_the_years_that_no_price_is_known_for():
    cost = reckoned(
        "kind: tuition, amount: 100 EUR, per: year, years: 2..3",
        "kind: living, amount: 1 EUR, per: year",
        body="length: [{years: 4.5, source: page}]\n",
    )

    assert cost.gaps == (("tuition", (1, 4, 5)),)
    assert not cost.is_whole


def test_sum_is_whole_when_length_tuition_and_living_are_known():
    asked = (
        "kind: tuition, amount: 100 EUR, per: year",
        "kind: living, amount: 1 EUR, per: year",
    )

    assert reckoned(*asked).is_whole
    assert not reckoned(*asked, body="").is_whole


def test_without_a_length_one_year_is_reckoned():
    cost = reckoned("kind: tuition, amount: 100 EUR, per: year", body="")

    assert cost.length is None
    assert [own.year for own in cost.lines] == [1]


def test_home_is_where_the_programme_is_taught():
    names = ("home", "international", "all")

    found = [payer_of(who, groups={}).among(names, "PL") for who in (POLAND, GHANA, NOBODY)]

    assert [tuple(truth for _, truth in own) for own in found] == [
        (Tri.YES, Tri.NO, Tri.YES),
        (Tri.NO, Tri.YES, Tri.YES),
        (Tri.UNKNOWN, Tri.UNKNOWN, Tri.YES),
    ]


def test_cost_of_some_kinds_knows_of_no_others():
    own = programme_of(
        YEARS
        + prices(
            "kind: tuition, amount: 100 EUR, per: year, years: 1",
            "kind: living, amount: 1 EUR, per: year",
        )
    )
    among = payer_of(GHANA, groups={}).among(groups_in(own), own.country)

    cost = cost_to(own, among, kinds=["tuition"])

    assert sums(cost) == [("tuition", 1, "100 EUR", "100 EUR")]
    assert cost.gaps == (("tuition", (2,)),)


KINDS = st.sampled_from(["tuition", "living"])
PERIODS = {"year": 1, "semester": 2, "month": 12}
SPANS = st.sampled_from(["", ", years: 1", ", years: 2..3"])


@given(
    st.lists(
        st.tuples(KINDS, st.integers(1, 9), st.sampled_from([*PERIODS]), SPANS),
        max_size=5,
        unique_by=lambda one: (one[0], one[3]),
    ),
    st.integers(1, 4),
)
def test_costs_are_those_of_going_through_every_year(asked, years):
    lines = [f"kind: {k}, amount: {a} EUR, per: {p}{span}" for k, a, p, span in asked]

    cost = reckoned(*lines, body=f"length: [{{years: {years}, source: page}}]\n")

    expected, missing = Decimal(0), {}
    for kind in ("tuition", "living"):
        for year in range(1, years + 1):
            spans = {"": range(1, 99), ", years: 1": [1], ", years: 2..3": [2, 3]}
            due = [one for one in asked if one[0] == kind and year in spans[one[3]]]
            chosen = min(due, key=lambda one: len(spans[one[3]]), default=None)
            if chosen is None:
                missing.setdefault(kind, []).append(year)
            else:
                expected += chosen[1] * PERIODS[chosen[2]]
    assert cost.low == Purse.of([Money(expected, "EUR")])
    assert {kind: list(own) or [*range(1, years + 1)] for kind, own in cost.gaps} == missing
