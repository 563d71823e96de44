"""Schools and programmes are read as they are written, and a mistake is told where it stands."""

from decimal import Decimal

import pytest

from salerno.errors import RuleError
from salerno.money import MoneyRange
from salerno.programmes.programmes import (
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
from tests.library.programmes.written import programme_of, school_of


def only(programme, name):
    """Return the value of the one statement under that name."""
    (stated,) = getattr(programme, name)
    return stated.value


def test_school_holds_its_names_its_numbers_and_how_it_stands():
    found = school_of("""
        city: Lodz
        aliases: [The Old School]
        awarded-by: xx/other
        identifiers: {ror: {is: "02xyz", source: page}}
        status: [{is: closed, source: agent, over: yes}, {is: open, source: page}]
    """)

    assert (found.id, found.name, found.country, found.city) == (
        "xx/school", "A School", "PL", "Lodz",
    )  # fmt: skip
    assert (found.aliases, found.awarded_by) == (("The Old School",), "xx/other")
    assert found.identifiers["ror"].value == "02xyz"
    assert [(own.value, own.over) for own in found.status] == [("closed", True), ("open", False)]


def test_school_may_be_a_name_and_a_country_alone():
    found = school_of()

    assert (found.city, found.aliases, dict(found.identifiers), found.status) == ("", (), {}, ())


def test_statement_keeps_source_cycle_and_words():
    (stated,) = programme_of(
        'accepts: [{is: conditional, source: page, cycle: "2026", says: "With a place."}]'
    ).acceptance

    assert (stated.value, stated.cycle, stated.says, stated.over) == (
        "conditional", "2026", (("en", "With a place."),), False,
    )  # fmt: skip
    assert stated.source.tier == "official"


@pytest.mark.parametrize(
    ("written", "name", "value"),
    [
        ("status: [{is: teach-out, source: page}]", "status", "teach-out"),
        ("length: [{years: 6, source: page}]", "length", Length(Decimal(6), Decimal(6))),
        (
            "length: [{years: 5..6.5, track: long, source: page}]",
            "length",
            Length(Decimal(5), Decimal("6.5"), "long"),
        ),
        ("intakes: [{begins: May, source: page}]", "intakes", Intake("begins", "May")),
        ("intakes: [{apply: 2027-01-15, source: page}]", "intakes", Intake("apply", "2027-01-15")),
        (
            "speech: [{phase: clinical, in: [de, en], level: C1, due: year 2, source: page}]",
            "speech",
            Speech("clinical", ("de", "en"), "C1", "year 2"),
        ),
        (
            "speech: [{phase: preparation, in: [ru], months: 5, source: page}]",
            "speech",
            Speech("preparation", ("ru",), months=5),
        ),
        (
            "practice: [{kind: start, year: 3, source: page}]",
            "practice",
            Practice("start", Decimal(3)),
        ),
        (
            "practice: [{kind: early, year: 1, amount: 25, unit: hours, source: page}]",
            "practice",
            Practice("early", Decimal(1), Decimal(25), "hours"),
        ),
        (
            "partners: [{kind: branch-campus, with: A, country: RO, source: page}]",
            "partners",
            Partner("branch-campus", "A", "RO"),
        ),
        ("entrance: [{asks: MCAT, source: page}]", "entrance", "MCAT"),
        (
            "prices: [{kind: tuition, amount: 10..12 EUR, per: semester, group: home,"
            " years: 2..6, about: yes, source: page}]",
            "prices",
            Price("tuition", MoneyRange.parse("10..12 EUR"), "semester", "home", 2, 6, about=True),
        ),
        ("aid: [{kind: need, is: some, source: page}]", "aid", Aid("need", "some")),
        (
            "recognition: [{by: GMC, is: listed, since: '2019', until: '2024', source: page}]",
            "recognition",
            Recognition("GMC", "listed", "2019", "2024"),
        ),
        (
            "counts: [{what: applied, number: 626, source: page}]",
            "counts",
            Count("applied", "all", Decimal(626), Decimal(626)),
        ),
        (
            "counts: [{what: seats, group: eu, number: 100.., source: page}]",
            "counts",
            Count("seats", "eu", Decimal(100), None),
        ),
        (
            "counts: [{what: students, number: ..0.3, unit: share, of: class, source: page}]",
            "counts",
            Count("students", "all", None, Decimal("0.3"), "share", "class"),
        ),
        (
            "counts: [{what: seats, number: 30..40, source: page}]",
            "counts",
            Count("seats", "all", Decimal(30), Decimal(40)),
        ),
    ],
)
def test_statement_is_read(written, name, value):
    assert only(programme_of(written), name) == value


def test_rule_is_an_opportunity_of_the_programme():
    rule = programme_of("""
        rule:
          versions: [{in-force: .., source: page, requires: nothing}]
    """).rule

    assert (rule.id, rule.kind, rule.country, rule.title) == (
        "xx/school/md", "programme", "PL", (("en", "Medicine"),),
    )  # fmt: skip


def test_programme_may_say_next_to_nothing():
    found = programme_of()

    assert (found.rule, found.degree, found.entry, found.disputes) == (None, "", "", ())


def test_contradictions_are_told_in_words():
    assert programme_of('disputes: [{en: "Two numbers."}]').disputes == ((("en", "Two numbers."),),)


@pytest.mark.parametrize(
    ("written", "what"),
    [
        ("intake: []", "unknown key 'intake' in 'programme'"),
        ("accepts: [{is: maybe, source: page}]", "is: 'maybe' is not one of yes, conditional,"),
        ("accepts: [{is: yes}]", "'statement' needs the key 'source'"),
        ("accepts: [{is: yes, source: nobody}]", "unknown source 'nobody'"),
        ("length: [{years: long, source: page}]", "years: not a number or a range"),
        ("length: [{years: 6..5, source: page}]", "years: not a number or a range"),
        ("length: [{years: -1, source: page}]", "years: not a number or a range"),
        ("intakes: [{source: page}]", "an intake says when one begins or applies"),
        (
            "intakes: [{begins: May, apply: March, source: page}]",
            "an intake says when one begins or applies",
        ),
        (
            "prices: [{kind: x, amount: 1 EUR, per: year, years: 0, source: page}]",
            "years: years of study are whole, from 1 on",
        ),
        (
            "prices: [{kind: x, amount: 1 EUR, per: year, years: 1.5, source: page}]",
            "years: years of study are whole, from 1 on",
        ),
        ("prices: [{kind: x, amount: 1, per: year, source: page}]", "amount: not an amount '1'"),
        ("counts: [{what: x, number: ..many, source: page}]", "number: not a number or a range"),
        ("entry: college", "entry: 'college' is not one of school, graduate, either"),
    ],
)
def test_mistake_is_told_at_its_place(written, what):
    with pytest.raises(RuleError) as caught:
        programme_of(written)

    assert caught.value.what.startswith(what)
    assert caught.value.where.line > 8
