"""Funds as documents write them, and who stands how to one with a place on a programme."""

from decimal import Decimal

import pytest

from salerno.atlas.directories import load_directory
from salerno.errors import Problems, SalernoError
from salerno.money import MoneyRange
from salerno.programmes.fund_language import fund, proof_rule
from salerno.programmes.funds import (
    Contribution,
    Interest,
    Proof,
    Security,
    funded,
    level_of,
    may_pay_for,
    sources_behind,
)
from salerno.programmes.programmes import Intake
from salerno.rules.truths import holds
from tests.library.programmes.written import SOURCES, programme_of, read, standing
from tests.spec.vocabulary import VOCABULARY

FUND = "fund: xx/help\ntitle: {en: Help}\nkind: loan\n"
RULE = """
rule:
  versions:
    - in-force: ..
      source: agent
      requires: [{judge: xx-school-place, text: {en: You have a place}}]
"""


def fund_of(body="", head=FUND):
    return fund(read(head + SOURCES + body), VOCABULARY)


def one(key, entry):
    """Return the value of the only statement under a key."""
    (stated,) = getattr(fund_of(f"{key}: [{{{entry}, source: page}}]\n"), key)
    return stated.value


def asked(entry):
    text = f"proof: xx/visa\ntitle: {{en: A visa}}\ncountry: PL\n{SOURCES}"
    (stated,) = proof_rule(read(f"{text}asks: [{{{entry}, source: page}}]\n")).proofs
    return stated.value


def test_fund_that_says_little_leaves_the_rest_unknown():
    found = fund_of()

    assert (found.id, found.kind, found.by) == ("xx/help", "loan", "")
    assert (found.countries, found.schools, found.rule) == ((), (), None)
    assert sources_behind(found) == ()


def test_sources_are_those_of_the_statements_and_of_the_rule_once():
    found = fund_of(f"notes: [{{is: A note, source: page}}, {{is: More, source: page}}]\n{RULE}")

    assert [own.url for own in sources_behind(found)] == [
        "https://example.org/page",
        "https://example.org/agent",
    ]
    assert (found.rule.id, found.rule.kind) == ("xx/help", "funding")


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("towards: any", Contribution("any")),
        (
            "towards: tuition, amount: 5..9 USD, per: week, gift: no",
            Contribution("tuition", MoneyRange.parse("5..9 USD"), "week", gift=False),
        ),
        (
            "towards: living, share: 0..0.5, gift: yes",
            Contribution("living", share=(Decimal(0), Decimal("0.5")), gift=True),
        ),
    ],
)
def test_contribution_is_an_amount_a_share_or_unknown(entry, expected):
    assert one("covers", entry) == expected


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("figure: rate, percent: 3.5", Interest("rate", Decimal("3.5"), Decimal("3.5"))),
        (
            "figure: margin, percent: 3.74.., manner: variable, apr: yes",
            Interest("margin", Decimal("3.74"), None, "variable", is_apr=True),
        ),
    ],
)
def test_percentage_has_a_lower_end_and_may_be_open_above(entry, expected):
    assert one("rates", entry) == expected


def test_security_and_deadline_are_told():
    assert one("securities", "kind: cosigner, is: no") == Security("cosigner", "no")
    assert one("deadlines", "apply: in spring") == Intake("apply", "in spring")
    assert one("status", "is: closed") == "closed"


@pytest.mark.parametrize(
    ("key", "entry", "what"),
    [
        ("covers", "towards: any, share: 1.5", "share: a part of a whole is 1 at most"),
        ("rates", "figure: rate, percent: ..5", "percent: the lower end is missing"),
        ("rates", "figure: rate, percent: ..x", "percent: not a number or a range"),
        ("notes", "says: {en: Nothing}", "'statement' needs the key 'is'"),
    ],
)
def test_mistakes_are_told_in_words(key, entry, what):
    with pytest.raises(SalernoError) as caught:
        one(key, entry)

    assert caught.value.what == what


def test_proof_is_a_sum_to_hold_or_only_words():
    assert asked("means: papers") == Proof("papers")
    assert asked(
        "means: hold, amount: 5 PLN, per: month, who: alone, where: Poznan, since: '2025', "
        "until: '2026', months: 15, days: 28"
    ) == Proof(
        "hold", MoneyRange.parse("5 PLN"), "month", "alone", "Poznan", "2025", "2026", 15, 28
    )


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (f"{FUND}schools: [xx/school]\ncountries: [US]\n", True),
        (f"{FUND}schools: [xx/school/md]\n", True),
        (f"{FUND}schools: [xx/other]\ncountries: [PL]\n", False),
        (f"{FUND}countries: [PL, US]\n", True),
        (f"{FUND}countries: [US]\n", False),
        (FUND, True),
    ],
)
def test_fund_is_for_its_schools_else_for_its_countries_else_for_all(head, expected):
    assert may_pay_for(fund_of(head=head), programme_of()) is expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("entry: school", "undergraduate"),
        ("entry: graduate", "graduate"),
        ("entry: either\ndegree: MD", ""),
        ("degree: MD", ""),
    ],
)
def test_level_follows_from_the_entry(body, expected):
    assert level_of(programme_of(body)) == expected


def test_level_of_an_american_degree_in_medicine_is_that_of_a_graduate():
    own = programme_of("degree: DO")

    assert level_of(own) == ""
    assert level_of(type(own)(own.id, own.school, own.title, "US", degree="DO")) == "graduate"


def test_place_country_and_level_of_a_programme_are_supposed_over_what_was_told():
    view = funded(standing(citizenship=["GH"]), programme_of("entry: graduate"))

    told = view.person.facts
    assert told["citizenship"] == ("GH",)
    assert (told["study.country"], told["study.level"]) == (("PL",), ("graduate",))
    assert told["judged/xx-school-place"] == told["judged/xx-school-md-place"] == (True,)
    assert holds(fund_of(RULE).rule.versions[0].requires, view).name == "YES"


def test_level_that_is_not_known_leaves_what_was_told():
    view = funded(standing(), programme_of())

    assert "study.level" not in view.person.facts


def test_fund_of_a_school_that_nobody_knows_is_a_problem(tmp_path):
    (tmp_path / "help.yaml").write_text(f"{FUND}schools: [xx/none]\n---\n{FUND}", encoding="utf-8")

    with pytest.raises(Problems) as caught:
        load_directory([tmp_path], vocabulary=VOCABULARY)

    assert sorted(problem.what for problem in caught.value.problems) == [
        "'xx/help' is described twice",
        "unknown school 'xx/none'",
    ]


def test_funds_and_proofs_are_read_beside_each_other(tmp_path):
    proof = "proof: pl/visa\ntitle: {en: A visa}\ncountry: PL\n"
    (tmp_path / "help.yaml").write_text(f"{FUND}---\n{proof}", encoding="utf-8")

    found = load_directory([tmp_path], vocabulary=VOCABULARY)

    assert ([*found.funds], [*found.proofs]) == (["xx/help"], ["pl/visa"])
