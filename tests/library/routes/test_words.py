"""What is said of steps, sums, times, chances, cautions, barriers and bonds."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from salerno.money import Money, Purse, Rates
from salerno.periods import Span
from salerno.routes.goals import Goal
from salerno.routes.graphs import Weight
from salerno.routes.routes import Barrier, Caution, Route
from salerno.routes.steps import Step
from salerno.routes.tasks import Bond, Point, Timeline
from salerno.routes.wording.words import (
    barrier_words,
    bond_words,
    caution_words,
    chances_words,
    cost_words,
    exchange_words,
    finish_words,
    percent,
    proof_words,
    rates_words,
    step_words,
    sum_words,
    time_words,
    title_of,
)
from salerno.rules.circuits import IfNot, Literal
from salerno.rules.competition import Odds
from salerno.rules.leaves import Judge, Note
from salerno.rules.sources import Source
from salerno.rules.wording.voices import Voice
from tests.library.routes.office import WORDS, network, outlook, step
from tests.spec.clerk import person

ENGLISH, SPANISH = Voice("en", WORDS), Voice("es", WORDS)
LAW = Source("https://example.org/law", date(2026, 11, 22), "law", "A")
RATES = Rates("EUR", date(2026, 11, 20), "A bank", (("USD", Decimal("1.25")),))
EXAM = replace(step("gb/the-exam"), title=(("en", "The exam"), ("es", "El examen")))
FIRST, LAST = date(2027, 1, 1), date(2027, 2, 1)


def purse(*written):
    """The purse of some amounts."""
    return Purse.of(Money.parse(text) for text in written)


def taken(**known):
    """The step of taking the examination."""
    return Step("exam", "take", EXAM, **known)


OLDER = replace(
    RATES,
    per_base=(*RATES.per_base, ("GHS", Decimal(13))),
    dated=(("GHS", date(2026, 10, 21), "An office"),),
)


def route(*steps, **known):
    """Return a route of these steps."""
    return Route(Goal("goal"), steps, (), Weight(0.0, 0.0, 0.0), **known)


def asked(rule):
    """The requirement that the way to an opportunity of this rule asks for."""
    found = network(person(), step("b", rule))
    return next(own.literal for own in found.steps.values() if own.literal is not None)


def odds(rate, year="2025", *, title="", segment=()):
    """A published rate."""
    source = replace(LAW, title=title)
    return Odds("pass", Decimal(rate), year, source, segment=segment)


def test_opportunity_without_a_title_is_called_by_its_id():
    assert [title_of(EXAM, voice) for voice in (ENGLISH, SPANISH)] == ["The exam", "El examen"]
    assert title_of(replace(EXAM, title=()), ENGLISH) == "the exam"


def test_taking_is_called_by_the_opportunity_and_what_is_chosen_of_it():
    variant = (("country", "GB"), ("kind", "full-time"))

    assert step_words(taken(), ENGLISH) == "The exam"
    assert step_words(taken(variant=variant), ENGLISH) == "The exam (GB and full time)"


def test_waiting_is_told_with_its_last_day():
    assert step_words(Step("w", "wait", not_before=FIRST), ENGLISH) == "Wait until 1 January 2027"


def test_other_steps_are_told_by_the_requirement_that_asks_for_them():
    literal = asked("{has: us/usmle-step1}")

    assert step_words(Step("o", "obtain", literal=literal), ENGLISH) == "Obtain: us/usmle-step1"
    assert (
        step_words(Step("s", "suppose", literal=literal), SPANISH)
        == "Supuesto, no sabido: us/usmle-step1"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [((("en", "The board finds it fit."),), "The board finds it fit"), ((), "It")],
)
def test_decision_is_told_in_the_words_of_the_rule_where_it_has_any(text, expected):
    literal = Literal(Judge("it", text), negated=False, if_not=IfNot.FIXABLE, note=Note())

    words = step_words(Step("d", "decision", literal=literal), ENGLISH)

    assert words.startswith("Decided by others: ")
    assert expected.lower() in words.lower()
    assert not words.endswith(".")


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({}, "no known cost"),
        ({"unpriced": ("",)}, "cost not known"),
        ({"low": purse("5 EUR"), "high": purse("5 EUR")}, "5 EUR"),
        ({"high": purse("5 EUR")}, "between 0 and 5 EUR"),
        (
            {"low": purse("1 EUR"), "high": purse("5 EUR", "2 USD"), "unpriced": ("visa",)},
            "at least between 1 EUR and 5 EUR + 2 USD",
        ),
    ],
)
def test_cost_of_a_step_is_told_as_far_as_it_is_known(known, expected):
    assert cost_words(taken(**known), ENGLISH) == expected


@pytest.mark.parametrize(
    ("amount", "unpriced", "rates", "expected"),
    [
        ("", (), RATES, "no known cost"),
        ("", ("",), RATES, "cost not known"),
        ("5 EUR", (), RATES, "5 EUR"),
        ("5 EUR", ("",), RATES, "at least 5 EUR"),
        ("10 USD", (), RATES, "10 USD, about 8 EUR"),
        ("10 USD", (), None, "10 USD"),
        ("10 USD", ("",), RATES, "at least 10 USD, about 8 EUR"),
    ],
)
def test_sum_is_told_in_the_currency_of_the_person_where_there_is_a_rate(
    amount, unpriced, rates, expected
):
    paid = purse(amount) if amount else Purse()

    found = route(taken(low=paid, high=paid, unpriced=unpriced))

    assert sum_words(found, ENGLISH, outlook=outlook(rates=rates)) == expected


@pytest.mark.parametrize(
    ("proven", "unpriced", "expected"),
    [
        (False, (), "best found"),
        (True, (), "proven cheapest"),
        (True, ("",), "proven cheapest, unknown prices taken to be usual ones"),
    ],
)
def test_proof_is_told_with_what_it_stands_on(proven, unpriced, expected):
    assert proof_words(route(taken(unpriced=unpriced), proven=proven), ENGLISH) == expected


def test_time_of_a_step_is_told_only_when_something_is_known():
    assert time_words(taken(lasts=(2, 5), after=(1, 1)), ENGLISH) == "3 to 6 days"
    assert time_words(taken(), ENGLISH) == "time not known"


FINISHES = [
    ((0, 0), FIRST, FIRST, "time not known"),
    ((0, 1), FIRST, FIRST, "time not known"),
    ((0, 0), FIRST, LAST, "not before 1 February 2027, the time of 2 steps not being known"),
    ((1, 0), LAST, LAST, "not before 1 February 2027, the time of 1 step not being known"),
    ((1, 1), LAST, LAST, "done on 1 February 2027"),
    ((1, 1), FIRST, LAST, "done between 1 January 2027 and 1 February 2027"),
]


@pytest.mark.parametrize(("timed", "first", "last", "expected"), FINISHES)
def test_end_is_told_as_far_as_it_is_known(timed, first, last, expected):
    steps = [taken(lasts=(1, 1) if known else None) for known in timed]
    timeline = Timeline((), FIRST, (first, last), (), (), proven=True)

    assert finish_words(route(*steps), timeline, ENGLISH) == expected


@pytest.mark.parametrize(
    ("share", "english", "spanish"),
    [("0.5", "50%", "50 %"), ("0.1234", "12.3%", "12,3 %"), ("1", "100%", "100 %")],
)
def test_percentages_are_told_to_a_tenth(share, english, spanish):
    told = [percent(Decimal(share), voice) for voice in (ENGLISH, SPANISH)]

    assert told == [english, spanish]


ABROAD = odds("0.4", "2024", title="Figures", segment=(("origin", "from-abroad"),))
PLAIN = odds("0.5")


@pytest.mark.parametrize(
    ("known", "chances", "rates"),
    [
        ({}, "", ""),
        ({"chance": None}, "how many get through is not counted anywhere", None),
        ({"odds": (PLAIN,)}, "50% got through (2025)", None),
        (
            {"odds": (ABROAD, PLAIN)},
            "40% got through (2024; origin: from abroad; Figures); 50% got through (2025)",
            "40% to 50% got through (2024, 2025; published rates: 2)",
        ),
        (
            {"odds": (PLAIN, PLAIN)},
            "50% got through (2025); 50% got through (2025)",
            "50% got through (2025; published rates: 2)",
        ),
    ],
)
def test_published_rates_are_told_with_their_year_and_of_whom(known, chances, rates):
    found = taken(**known)

    assert chances_words(found, ENGLISH) == chances
    assert rates_words(found, ENGLISH) == (chances if rates is None else rates)


@pytest.mark.parametrize(
    ("danger", "says", "expected"),
    [
        ("irreversible", (), "Cannot be undone: The exam."),
        ("irreversible", (("en", "Truly."),), "Cannot be undone: The exam. Truly."),
        ("last-attempt", (), "Last attempt: The exam."),
        ("not-now", (), "On its planned day the rule would refuse it: The exam."),
    ],
)
def test_cautions_name_the_step_and_the_danger(danger, says, expected):
    found = route(Step("wait", "wait"), taken())

    assert caution_words(Caution("exam", danger, says), found, ENGLISH) == expected


@pytest.mark.parametrize("reason", ["unwanted", "refused"])
def test_barrier_without_a_requirement_is_told_with_its_reason(reason):
    told = {
        "unwanted": "a: you left it out (a limit that you set)",
        "refused": "a: no entry to the country where it is held (a limit that you set)",
    }

    assert barrier_words(Barrier("a", "limit", reason=reason), ENGLISH) == told[reason]


def test_barrier_of_a_requirement_is_told_with_who_could_lift_it():
    barrier = Barrier("a", "person", asked("{has: us/usmle-step1}"))

    assert barrier_words(barrier, ENGLISH) == "a: us/usmle-step1 (you could change this)"


@pytest.mark.parametrize(
    ("most", "least", "expected"),
    [
        (None, Span(), "“The exam” not before 1 January 2027"),
        (None, None, "“The exam” not before 1 January 2027"),
        (None, Span(days=3), "“The exam” at least 3 days after 1 January 2027"),
        (Span(years=2), Span(), "“The exam” at most 2 years after 1 January 2027"),
    ],
)
def test_bonds_are_told_with_their_steps_and_days(most, least, expected):
    bond = Bond(Point(day=FIRST), Point("exam", "start"), least=least, most=most)

    assert bond_words(bond, {"exam": taken()}, ENGLISH) == expected


def test_exchange_rates_are_told_with_their_days():
    dear = route(taken(low=purse("1 GHS"), high=purse("1 GHS")))

    assert exchange_words([dear], ENGLISH, outlook(rates=OLDER)) == [
        "Rates of 20 November 2026: A bank.",
        "Rates of 21 October 2026: An office (GHS).",
    ]
    assert exchange_words([route()], ENGLISH, outlook(rates=OLDER)) == [
        "Rates of 20 November 2026: A bank."
    ]
    assert exchange_words([dear], ENGLISH, outlook()) == []
