"""The cheapest way to mend what is unmet."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import chain, combinations
from types import MappingProxyType

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from salerno.credentials.circumstances import Circumstances
from salerno.credentials.person import Credential, Person
from salerno.credentials.selection import Selection
from salerno.money import Money, MoneyRange, Purse, Rates
from salerno.periods import PartialDate, Period, Span
from salerno.rules import cheapest_fix, compile_pack, explain, offers_of, screen
from salerno.rules.chain import MET, NEVER, Chain
from salerno.rules.circuits import fold
from salerno.rules.explanations import Line
from salerno.rules.fees import Fee
from salerno.rules.fixes import LONGEST, Cheapest
from salerno.rules.grants import Grant, Outcome
from salerno.rules.leaves import Has
from salerno.rules.mending import mends_of
from salerno.rules.opportunities import Opportunity
from salerno.rules.outlines import fix_outline
from salerno.rules.wording import Voice
from tests.properties.strategies import LAW, versions
from tests.spec.clerk import TODAY, held, opportunity, person, verdict_of

TYPES = tuple(f"exam/{letter}" for letter in "abcde")
RATES = Rates("EUR", date(2026, 11, 20), "a bank", (("USD", Decimal("1.25")),))


def step(name, *grants, price=None, days=None, **rest):
    """An opportunity that grants credentials, with its price and length."""
    fees = [Fee("entry", MoneyRange.parse(price), LAW)] if price else []
    length = (Span(days=days), Span(days=days)) if days is not None else None
    granted = tuple(Grant(own) for own in grants)
    own = replace(opportunity("nothing"), id=name, title=(("en", f"Step {name}"),))
    return replace(own, grants=granted, fees=tuple(fees), duration=length, **rest)


steps = st.lists(
    st.tuples(
        st.lists(st.sampled_from(TYPES), min_size=1, max_size=2, unique=True),
        st.sampled_from((None, "10 EUR", "25 EUR", "40 EUR")),
        st.sampled_from((None, 1, 30)),
    ),
    max_size=4,
).map(
    lambda drawn: [
        step(f"step/{number}", *grants, price=price, days=days)
        for number, (grants, price, days) in enumerate(drawn)
    ]
)
holding = st.sampled_from([Has(Selection((name,))) for name in TYPES])
rules = versions(holding, in_force=st.just(Period(None, None)), depth=3).map(
    lambda version: replace(version, status="in-force")
)
records = st.builds(
    lambda types, complete: Person(
        "trota",
        credentials=tuple(Credential(name, PartialDate.parse("2025")) for name in types),
        complete=complete,
    ),
    st.sets(st.sampled_from(TYPES), max_size=2),
    st.sampled_from((("*",), TYPES[:3])),
)


def weight(mends):
    """What is compared, within one currency."""
    return (
        sum(mend.is_case for mend in mends),
        sum(not mend.is_priced for mend in mends),
        sum(amount for mend in mends for _, amount in mend.high.amounts),
        sum(mend.is_step for mend in mends),
        sum(mend.days is None for mend in mends),
        sum(mend.days[1] for mend in mends if mend.days),
        sum(mend.way == "suppose" for mend in mends),
    )


def subsets(things):
    """Every subset."""
    return chain.from_iterable(combinations(things, size) for size in range(len(things) + 1))


@given(rules, records, steps)
def test_fix_is_the_lightest_of_all_subsets(version, trota, granting):
    own = Opportunity("salerno/course", "licence", (("en", "A course"),), (version,))
    around = Circumstances(today=TODAY)
    (verdict,) = screen(trota, compile_pack([own]), circumstances=around)
    offers = offers_of(granting)
    (part,) = explain(verdict).parts
    circuit = part.judged.rule.circuit
    nodes = {n.literal: index for index, n in enumerate(circuit.nodes) if n.literal >= 0}
    ways = [mends_of(Line(part, nodes[i]), offers=offers) for i in range(len(circuit.literals))]
    mends = list(dict.fromkeys(mend for found in ways for mend in found or ()))
    assume(len(mends) < 10)

    def is_met(chosen):
        bits = [MET if w is None or set(w) & set(chosen) else NEVER for w in ways]
        return fold(circuit, Chain(bits))[-1] == MET

    fix = cheapest_fix(verdict, offers=offers)
    best = min((weight(chosen) for chosen in subsets(mends) if is_met(chosen)), default=None)

    if fix is None:
        assert best is None
    else:
        supposed = [m for m in mends if m.way == "suppose" and m.literal in
                    {line.node.literal for line in fix.provided}]  # fmt: skip
        assert weight([*(mend for mend, _ in fix.mends), *supposed]) == best
        assert fix.proven


EITHER = """
all:
  - any: [{has: us/usmle-step1}, {has: us/usmle-step3}]
  - {has: exam/oet-medicine}
"""


def told(fix):
    """The ways and names of what a fix mends."""
    return [(mend.way, mend.name) for mend, _ in fix.mends]


def test_cheaper_alternative_is_taken():
    offers = offers_of([
        step("dear", "us/usmle-step1", price="900 USD", days=1),
        step("cheap", "us/usmle-step3", price="600..700 USD", days=30),
        step("oet", "exam/oet-medicine", price="400 USD", days=7),
    ])  # fmt: skip

    fix = cheapest_fix(verdict_of(EITHER, person()), offers=offers)

    assert told(fix) == [("take", "cheap"), ("take", "oet")]
    assert fix.by == "money"
    assert fix.effort.low == Purse.of([Money.parse("1000 USD")])
    assert fix.effort.high == Purse.of([Money.parse("1100 USD")])
    assert (fix.effort.unpriced, fix.effort.untimed, fix.effort.steps) == (0, 0, 2)
    assert (fix.effort.shortest, fix.effort.longest) == (Span(days=30), Span(days=37))


def test_step_that_mends_two_things_is_paid_once():
    offers = offers_of([
        step("both", "us/usmle-step3", "exam/oet-medicine", price="700 USD"),
        step("one", "us/usmle-step1", price="600 USD"),
        step("oet", "exam/oet-medicine", price="400 USD"),
    ])  # fmt: skip

    fix = cheapest_fix(verdict_of(EITHER, person()), offers=offers)

    assert told(fix) == [("take", "both")]
    assert len(fix.mends[0][1]) == 2


CURRENCIES = [
    step("quick", "us/usmle-step1", price="100 EUR", days=1),
    step("slow", "us/usmle-step3", price="110 USD", days=90),
]


def test_currencies_are_compared_by_rates():
    offers = offers_of([*CURRENCIES, step("oet", "exam/oet-medicine", price="1 EUR", days=1)])

    fix = cheapest_fix(verdict_of(EITHER, person()), offers=offers, rates=RATES)

    assert (told(fix)[0], fix.by) == (("take", "slow"), "money")


def test_currencies_without_rates_are_compared_by_steps_and_time():
    offers = offers_of([*CURRENCIES, step("oet", "exam/oet-medicine", price="1 EUR", days=1)])

    fix = cheapest_fix(verdict_of(EITHER, person()), offers=offers)

    assert (told(fix)[0], fix.by) == (("take", "quick"), "steps")


def test_currency_without_a_rate_counts_as_unknown():
    offers = offers_of([*CURRENCIES, step("oet", "exam/oet-medicine", price="1 JPY", days=1)])

    fix = cheapest_fix(verdict_of(EITHER, person()), offers=offers, rates=RATES)

    assert told(fix) == [("take", "slow"), ("take", "oet")]
    assert fix.effort.unpriced == 0


def test_outcome_grants_what_it_grants_and_a_step_is_no_fix_for_itself():
    own = verdict_of("has: us/usmle-step1", person())
    sits = step("sits", outcomes=(Outcome("pass", (("en", "pass"),), ("us/usmle-step1",)),))
    itself = step(own.opportunity.id, "us/usmle-step1", price="1 USD")

    fix = cheapest_fix(own, offers=offers_of([sits, itself]))

    assert told(fix) == [("take", "sits")]


@pytest.mark.parametrize(
    ("rule", "someone", "expected"),
    [
        ("has: exam/oet-medicine", person(), [("obtain", "exam/oet-medicine")]),
        ("has: exam/oet-medicine\nfix: [gb/oet]", person(), [("take", "gb/oet")]),
        ("has: document/status\ncount: '>= 2'", person(), [("obtain", "document/status")]),
        ("sum: credits\nof: cpd/activity\nis: '>= 5'", person(), [("obtain", "cpd/activity")]),
        ("none: [{has: leave/any}]", person(held("leave/any", "2026-01-05")), [("change", "")]),
        ("fact: student.year\nis: '>= 4'", person(facts={"student.year": 2}), [("change", "")]),
        (
            "judge: interview\ndays: 30",
            Person("trota", MappingProxyType({"judged/interview": (False,)})),
            [("decision", "interview")],
        ),
        (
            "judge: interview",
            Person("trota", MappingProxyType({"judged/interview": (False,)})),
            [("decision", "interview")],
        ),
        (
            "wait: 12 months\nafter: us/usmle-step1",
            person(held("us/usmle-step1", "2026-05-22")),
            [("wait", "")],
        ),
    ],
)
def test_what_no_opportunity_grants_is_mended_in_its_own_way(rule, someone, expected):
    assert told(cheapest_fix(verdict_of(rule, someone), offers={})) == expected


def test_waiting_takes_time_and_is_no_step():
    trota = person(held("us/usmle-step1", "2026-05-22"))

    fix = cheapest_fix(verdict_of("wait: 12 months\nafter: us/usmle-step1", trota), offers={})

    assert fix.effort.longest == Span(days=(date(2027, 5, 22) - TODAY).days)
    assert (fix.effort.steps, fix.effort.unpriced) == (0, 0)


def test_fix_named_by_the_rule_comes_before_what_grants_the_type():
    offers = offers_of([
        step("dear", "exam/oet-medicine", price="900 USD"),
        step("cheap", "exam/oet-medicine", price="1 USD"),
    ])  # fmt: skip

    fix = cheapest_fix(verdict_of("has: exam/oet-medicine\nfix: dear", person()), offers=offers)

    assert told(fix) == [("take", "dear")]


def test_bar_cannot_be_mended():
    rule = "has: degree/primary-medical\nwhere: {country: IT}\nif-unmet: never"
    abella = person(held("degree/primary-medical", "2020", country="FR"))

    assert cheapest_fix(verdict_of(rule, abella), offers={}) is None


def test_no_version_has_no_fix():
    rule = "versions: [{in-force: ..2019-12-31, source: law, requires: nothing}]"

    assert cheapest_fix(verdict_of(rule, person()), offers={}) is None


def test_eligible_needs_no_fix():
    fix = cheapest_fix(verdict_of("nothing", person()), offers={})

    assert (fix.mends, fix.provided, fix.effort.steps) == ((), (), 0)


def test_unknown_is_supposed_and_said():
    rule = "all: [{fact: student.year, is: '>= 4', id: year}, {has: exam/oet-medicine}]"

    fix = cheapest_fix(verdict_of(rule, person()), offers={})

    assert told(fix) == [("obtain", "exam/oet-medicine")]
    assert [line.note.id for line in fix.provided] == ["year"]


def test_case_is_supposed_only_when_nothing_else_helps():
    rule = """
    versions:
      - in-force: ..
        source: law
        requires: {all: [{has: exam/oet-medicine, id: oet}, {has: us/usmle-step1, id: step}]}
        except:
          - {when: {fact: citizenship, is: IT}, because: {en: citizens}, drop: [oet]}
    """

    fix = cheapest_fix(verdict_of(rule, person(held("us/usmle-step1", "2026-01-05"))), offers={})

    assert (told(fix), fix.provided) == ([("obtain", "exam/oet-medicine")], ())


def test_case_is_supposed_when_only_it_lifts_a_bar():
    rule = """
    versions:
      - in-force: ..
        source: law
        requires: {has: degree/primary-medical, where: {country: IT}, if-unmet: never, id: pmq}
        except:
          - {when: {fact: citizenship, is: IT}, because: {en: citizens}, drop: [pmq]}
    """
    abella = person(held("degree/primary-medical", "2020", country="FR"))

    fix = cheapest_fix(verdict_of(rule, abella), offers={})

    assert (told(fix), [line.is_case for line in fix.provided]) == ([], [True])


def test_version_that_is_not_met_is_mended():
    rule = """
    decided-by: {fact: enrolled-on}
    versions:
      - {in-force: ..2019-12-31, source: law, requires: nothing}
      - {in-force: 2020-01-01.., source: law, requires: {has: exam/oet-medicine}}
    """

    fix = cheapest_fix(verdict_of(rule, person()), offers={})

    assert told(fix) == [("obtain", "exam/oet-medicine")]


def test_lists_that_grow_too_long_are_cut_and_that_is_said():
    wide = range(LONGEST + 1)
    algebra = Cheapest(
        ways=[[frozenset({number}) for number in wide]],
        weights=[(1,)] * len(wide),
        shared=frozenset(wide),
    )

    options = algebra.literal(0, None)

    assert (len(options.found), options.cut) == (LONGEST, True)
    assert algebra.every([options]).cut
    assert algebra.at_least(1, [options]).cut


def test_outline_of_a_fix_is_json():
    fix = cheapest_fix(verdict_of(EITHER, person()), offers=offers_of(CURRENCIES))

    plain = fix_outline(fix, Voice())

    assert json.loads(json.dumps(plain)) == plain
    assert list(plain) == ["mends", "effort", "provided-texts", "compared-by", "proven"]
    assert plain["mends"][0] == {
        "way": "take",
        "name": "quick",
        "text": "“Step quick”",
        "requirement-texts": ["us/usmle-step1"],
        "low": "100 EUR",
        "high": "100 EUR",
        "days": [1, 1],
    }
    assert plain["mends"][1]["low"] is None
