"""What is built in Python is what is read from a document."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial

import pytest

from salerno.errors import RuleError
from salerno.periods import Period, Span
from salerno.rules import building
from salerno.rules.building import (
    all_of,
    any_of,
    at_least,
    choose,
    judge,
    none_of,
    not_,
    opportunity,
    source,
    version,
)
from tests.library.language.documents import HEAD, VERSION, load, requirement
from tests.properties.strategies import VOCABULARY

has, fact, total, time, attempts, wait = (
    partial(getattr(building, name), vocabulary=VOCABULARY)
    for name in ("has", "fact", "total", "time", "attempts", "wait")
)
LAW = source(url="https://law.example", read=date(2026, 10, 1), tier="law", confidence="A")
A, B, C = has("exam/alpha"), has("exam/beta"), has("document/card")
FIRST = has("exam/beta", where={"result": "pass"}, id="first")
YEAR = ("match-year",)

PAIRS = (
    ("{has: exam/alpha}", A),
    ("{has: [exam/alpha, work/post]}", has(["exam/alpha", "work/post"])),
    ("{has: document/old-card}", has("document/old-card")),
    (
        "{has: exam/alpha, where: {score: '>= 350', level: [B1, B2], paid: yes, city: none}}",
        has(
            "exam/alpha",
            where={"score": ">= 350", "level": ["B1", "B2"], "paid": True, "city": "none"},
        ),
    ),
    (
        "{has: exam/alpha, where: {score: 350, result: '!= fail', price: '< 5 EUR'}}",
        has("exam/alpha", where={"score": 350, "result": "!= fail", "price": "< 5 EUR"}),
    ),
    (
        "{has: exam/alpha, where: {sat: 2024, on: '>= 2023-01-01', until: '< event'}}",
        has("exam/alpha", where={"sat": 2024, "on": ">= 2023-01-01", "until": "< event"}),
    ),
    (
        "{has: exam/alpha, where: {sat: '<= 3 months before event', on: '> exam/beta'}}",
        has("exam/alpha", where={"sat": "<= 3 months before event", "on": "> exam/beta"}),
    ),
    (
        "{has: exam/alpha, where:"
        " {on: '>= 01-01 of match-year - 2', sat: '< 02-01 of match-year'}}",
        has(
            "exam/alpha",
            where={"on": ">= 01-01 of match-year - 2", "sat": "< 02-01 of match-year"},
            cohort=YEAR,
        ),
    ),
    (
        "{has: exam/alpha, where: {city: {in-list: good-cities}}}",
        has("exam/alpha", where={"city": {"in-list": "good-cities"}}),
    ),
    (
        "{has: exam/alpha, where: {city: {in-list: good-cities, at: record}}}",
        has("exam/alpha", where={"city": {"in-list": "good-cities", "at": "record"}}),
    ),
    (
        "{has: exam/alpha, where: {city: {all: [{same-as: home}, {not: bari}]}}}",
        has("exam/alpha", where={"city": {"all": [{"same-as": "home"}, {"not": "bari"}]}}),
    ),
    ("{has: exam/alpha, table: bands}", has("exam/alpha", table="bands")),
    ("{has: exam/alpha, age: at most 2 years}", has("exam/alpha", age="at most 2 years")),
    ("{has: exam/alpha, age: under 30 days}", has("exam/alpha", age="under 30 days")),
    ("{has: exam/alpha, valid: any}", has("exam/alpha", valid="any")),
    ("{has: exam/alpha, valid: at event}", has("exam/alpha", valid="at event")),
    ("{has: exam/alpha, valid: through event}", has("exam/alpha", valid="through event")),
    (
        "{has: exam/alpha, valid: 6 months after event-end}",
        has("exam/alpha", valid="6 months after event-end"),
    ),
    (
        "{has: exam/alpha, valid: 1 week before use}",
        has("exam/alpha", valid="1 week before use"),
    ),
    ("{has: exam/alpha, at: event, latest: yes}", has("exam/alpha", at="event", latest=True)),
    ("{has: exam/alpha, at: exam/beta}", has("exam/alpha", at="exam/beta")),
    ("{has: exam/alpha, of: degree, by: office}", has("exam/alpha", of="degree", by="office")),
    ("{has: exam/alpha, count: '>= 6'}", has("exam/alpha", count=">= 6")),
    ("{has: exam/alpha, count: 6, distinct: city}", has("exam/alpha", count=6, distinct="city")),
    (
        "{has: exam/alpha, where: {score: 1}, same-sitting: no}",
        has("exam/alpha", where={"score": 1}, same_sitting=False),
    ),
    ("{has: exam/alpha, attempts: max 4}", has("exam/alpha", attempts="max 4")),
    (
        "{has: exam/alpha, attempts: max 4, id: a}",
        has("exam/alpha", attempts="max 4", id="a"),
    ),
    ("{has: exam/alpha, after: exam/beta}", has("exam/alpha", after="exam/beta")),
    (
        "{all: [{has: exam/beta, where: {result: pass}, id: first},"
        " {has: exam/alpha, after: first, lag: at most 2 years}]}",
        all_of(FIRST, has("exam/alpha", after=FIRST, lag="at most 2 years")),
    ),
    (
        "{all: [{has: exam/beta, where: {result: pass}, id: first},"
        " {has: exam/alpha, after: first, attempts: max 2}]}",
        all_of(FIRST, has("exam/alpha", after=FIRST, attempts="max 2")),
    ),
    (
        "{has: exam/alpha, id: a, say: {en: A, es: B}, if-unmet: never, fix: [x/y, z],"
        " actor: school, source: law}",
        has(
            "exam/alpha",
            id="a",
            say={"en": "A", "es": "B"},
            if_unmet="never",
            fix=["x/y", "z"],
            actor="school",
            source=LAW,
        ),
    ),
    ("{has: exam/alpha, say: Sit it, fix: x}", has("exam/alpha", say="Sit it", fix="x")),
    ("{fact: points, is: '> 2.5', at: event}", fact("points", "> 2.5", at="event")),
    ("{fact: points, is: 2.5}", fact("points", Decimal("2.5"))),
    ("{fact: insured, is: yes}", fact("insured", is_=True)),
    ("{fact: graduated, is: '<= 2024-01-31'}", fact("graduated", "<= 2024-01-31")),
    ("{fact: tongue, is: '>= B2'}", fact("tongue", ">= B2")),
    ("{sum: score, of: exam/alpha, is: '>= 250'}", total("score", "exam/alpha", is_=">= 250")),
    (
        "{sum: score, of: exam/alpha, is: 250, period: last 24 months}",
        total("score", "exam/alpha", is_=250, period="last 24 months"),
    ),
    (
        "{sum: score, of: exam/alpha, is: 250, period: {last: 2 years, each: 1 year}}",
        total("score", "exam/alpha", is_=250, period={"last": Span(2), "each": Span(1)}),
    ),
    (
        "{sum: score, of: exam/alpha, is: 250, period: {between: 2024-01-01..2028-12-31}}",
        total(
            "score",
            "exam/alpha",
            is_=250,
            period={"between": Period(date(2024, 1, 1), date(2029, 1, 1))},
        ),
    ),
    (
        "{sum: score, of: exam/alpha, is: 5, period: {from: graduated, length: 1 year}}",
        total("score", "exam/alpha", is_=5, period={"from": "graduated", "length": "1 year"}),
    ),
    (
        "{sum: score, of: exam/alpha, is: 5, period: {from: exam/beta}}",
        total("score", "exam/alpha", is_=5, period={"from": "exam/beta"}),
    ),
    (
        "{sum: score, of: exam/alpha, is: 5, period: {starts: 05-01, length: 1 year, back: 1}}",
        total(
            "score",
            "exam/alpha",
            is_=5,
            period={"starts": "05-01", "length": "1 year", "back": 1},
        ),
    ),
    (
        "{sum: score, of: exam/alpha, is: 5, weights: [{where: {paid: yes}, times: 1.5}],"
        " caps: [{where: {paid: no}, at-most: 50}, {where: {level: A1}, at-most: 30 %}]}",
        total(
            "score",
            "exam/alpha",
            is_=5,
            weights=[{"where": {"paid": True}, "times": Decimal("1.5")}],
            caps=[
                {"where": {"paid": False}, "at-most": 50},
                {"where": {"level": "A1"}, "at-most": "30 %"},
            ],
        ),
    ),
    (
        "{sum: score, of: exam/alpha, is: '>= 20 %', where: {paid: yes}, share-of: {level: A1}}",
        total("score", "exam/alpha", is_=">= 20 %", where={"paid": True}, share_of={"level": "A1"}),
    ),
    ("{time: work/post, is: at least 33 months}", time("work/post", "at least 33 months")),
    (
        "{time: work/post, is: under 1 year, measure: gap, within: 4 years}",
        time("work/post", "under 1 year", measure="gap", within=Span(4)),
    ),
    (
        "{time: work/post, is: over 1 year, measure: continuous, since: exam/alpha}",
        time("work/post", "over 1 year", measure="continuous", since="exam/alpha"),
    ),
    ("{attempts: exam/alpha, max: 4}", attempts("exam/alpha", 4)),
    (
        "{attempts: exam/alpha, max: 4, where: {result: [fail, incomplete]}, per: 12 months,"
        " unless: {result: pass}}",
        attempts(
            "exam/alpha",
            4,
            where={"result": ["fail", "incomplete"]},
            per="12 months",
            unless={"result": "pass"},
        ),
    ),
    ("{wait: 12 months, after: exam/alpha}", wait("12 months", "exam/alpha")),
    (
        "{wait: 12 months, after: exam/alpha, which: first, at: event}",
        wait(Span(months=12), "exam/alpha", which="first", at="event"),
    ),
    (
        "{wait: 12 months, after: exam/alpha, which: 3, where: {result: fail}}",
        wait("12 months", "exam/alpha", which=3, where={"result": "fail"}),
    ),
    ("{judge: fit}", judge("fit")),
    (
        "{judge: fit, text: {en: Fit?}, days: 30, actor: host}",
        judge("fit", text={"en": "Fit?"}, days=30, actor="host"),
    ),
    ("nothing", all_of()),
    ("[{has: exam/alpha}, {has: exam/beta}]", all_of(A, B)),
    (
        "{all: [{has: exam/alpha}], say: Both, if-unmet: never}",
        all_of(A, say="Both", if_unmet="never"),
    ),
    (
        "{all: [{has: exam/alpha}, {has: exam/beta}], window: 7 years}",
        all_of(A, B, window="7 years"),
    ),
    (
        "{all: [{all: [{has: exam/alpha}, {any: [{has: document/card}]}]}, {has: exam/beta}],"
        " window: 7 years, id: w}",
        all_of(all_of(A, any_of(C)), B, window="7 years", id="w"),
    ),
    ("{any: [{has: exam/alpha}, {has: exam/beta}]}", any_of(A, B)),
    ("{none: [{has: exam/alpha}], source: law}", none_of(A, source=LAW)),
    ("{not: {has: exam/alpha}, id: n}", not_(A, id="n")),
    ("{at-least: 2, of: [{has: exam/alpha}, {has: exam/beta}]}", at_least(2, A, B)),
    (
        "{choose: [{when: {has: exam/alpha}, then: {has: exam/beta}}, {else: nothing}], id: c}",
        choose((A, B), otherwise=all_of(), id="c"),
    ),
    (
        "{choose: [{when: {has: exam/alpha}, then: {has: exam/beta}},"
        " {when: {has: exam/beta}, then: {has: document/card}}, {else: {has: exam/alpha}}]}",
        choose((A, B), (B, C), otherwise=A),
    ),
    ("{choose: [{else: {has: exam/alpha}}]}", choose(otherwise=A)),
)


@pytest.mark.parametrize(("written", "built"), PAIRS)
def test_a_built_requirement_is_the_written_one(written, built):
    assert built == requirement(written)


def test_a_built_version_is_the_written_one():
    written = load(
        HEAD
        + """\
versions:
- in-force: 2020-01-01..2024-12-31
  status: enacted
  source: law
  requires: [{has: exam/alpha, id: a}, {has: exam/beta, id: b}]
  except:
  - {when: {has: document/card}, because: {en: a card}, then: met}
  - {when: nothing, because: never mind, drop: [a]}
  - {when: nothing, because: instead, replace: {b: {has: exam/alpha}}}
"""
    )

    built = version(
        all_of(has("exam/alpha", id="a"), has("exam/beta", id="b")),
        in_force="2020-01-01..2024-12-31",
        status="enacted",
        sources=LAW,
        exceptions=[
            {"when": C, "because": {"en": "a card"}, "then": "met"},
            {"when": all_of(), "because": "never mind", "drop": ["a"]},
            {"when": all_of(), "because": "instead", "replace": {"b": A}},
        ],
    )

    assert replace(built, cohort=written.versions[0].cohort) == written.versions[0]


def test_a_built_opportunity_is_the_written_one():
    written = load(
        HEAD
        + """\
country: IT
decided-by: {cohort: match-year}
event: {starts: 2027-03, length: 4 weeks}
grants: [exam/beta]
values: [{id: v, says: Seats, amount: "5", source: law}]
"""
        + VERSION
        + "  requires: {has: exam/alpha, where: {on: '>= 01-01 of match-year'}}\n"
    )

    built = opportunity(
        "salerno/course",
        version(
            has("exam/alpha", where={"on": ">= 01-01 of match-year"}, cohort="match-year"),
            sources=[LAW],
            in_force=Period(date(2020, 1, 1), None),
        ),
        vocabulary=VOCABULARY,
        kind="examination",
        title="A course",
        cohort={"match-year": {"ends": "01-31"}},
        sources={"law": LAW},
        country="IT",
        decided_by={"cohort": "match-year"},
        event={"starts": "2027-03", "length": Span(days=28)},
        grants=["exam/beta"],
        values=[{"id": "v", "says": "Seats", "amount": 5, "source": "law"}],
    )

    assert built == written


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (
            lambda: has("exam/alhpa"),
            "has: has: unknown credential type 'exam/alhpa'; did you mean 'exam/alpha'?",
        ),
        (
            lambda: has("exam/alpha", wher={"score": 1}),
            "has: unknown key 'wher' in 'has'; did you mean 'where'?",
        ),
        (
            lambda: fact("points", "many"),
            "fact: points: expected a number, got 'many'",
        ),
        (any_of, "any: 'any' of nothing can never be met"),
        (lambda: at_least(2, A), "of: at least 2 of only 1; lower the number, or add to 'of'"),
        (
            lambda: all_of(A, window="7 years"),
            "all: 'window' needs at least two 'has' in its 'all'",
        ),
        (
            lambda: version(
                A, sources=LAW, exceptions=[{"when": A, "because": "b", "drop": ["zzz"]}]
            ),
            "version: nothing in this rule is called 'zzz'; give the part an 'id'",
        ),
        (
            lambda: version(A, sources=()),
            "version: a version needs at least one source",
        ),
        (
            lambda: source(url="x", read="2026-11-22", tier="law"),
            "source: 'source' needs the key 'confidence'",
        ),
        (
            lambda: opportunity("a/b", vocabulary=VOCABULARY, kind="visa", title="A"),
            "a/b: an opportunity needs at least one version",
        ),
        (
            lambda: opportunity(
                "a/b", *[version(A, sources=LAW)] * 2, vocabulary=VOCABULARY, kind="visa", title="A"
            ),
            "a/b: two versions are in force at once: .. and ..; end the older one on the day"
            " before the newer one begins",
        ),
        (
            lambda: opportunity("a/b", version(A, sources=LAW), vocabulary=VOCABULARY, kind="visa"),
            "a/b: 'opportunity' needs the key 'title'",
        ),
        (
            lambda: opportunity(
                "a/b", version(A, sources=LAW), vocabulary=VOCABULARY, kind="x", ttle="A"
            ),
            "a/b: unknown key 'ttle' in 'opportunity'; did you mean 'title'?",
        ),
    ],
)
def test_what_a_document_may_not_say_is_refused(build, message):
    with pytest.raises(RuleError) as caught:
        build()

    assert str(caught.value) == message
