"""Versions, definitions and exceptions are read into what they say."""

from dataclasses import replace
from datetime import date

import pytest

from salerno.credentials.circumstances import CohortYear, Event
from salerno.credentials.conditions import Among
from salerno.credentials.person import Person
from salerno.credentials.selection import Selection, Validity
from salerno.errors import RuleError
from salerno.periods import PartialDate, Period, Span
from salerno.rules.circuits import compile_version
from salerno.rules.language import Scope, load_opportunities
from salerno.rules.language import requirement as read_requirement
from salerno.rules.leaves import Attempts, Cap, Has, Judge, Note, Total
from salerno.rules.opportunities import DecidedBy, RuleException
from salerno.rules.requirements import All, Any, Choose
from salerno.rules.sources import Source
from salerno.strict_yaml import read
from tests.library.language.documents import HEAD, NAME, REQUIRES, VERSION, load, requirement
from tests.properties.strategies import VOCABULARY

LAW = Source("https://law.example", date(2026, 10, 1), "law", "A")
ALPHA = requirement("{has: exam/alpha}")
BETA = requirement("{has: exam/beta}")
CASE = requirement("{has: document/card}")


def version(text):
    return load(HEAD + VERSION + text).versions[0]


def excepted(way, requires="{has: exam/alpha, id: a}"):
    """The exceptions of a version with one exception in the case of a card."""
    text = (
        f"  requires: {requires}\n  except: [{{when: {{has: document/card}}, because: a, {way}}}]\n"
    )
    return version(text).exceptions


def test_several_documents_are_several_opportunities():
    text = (REQUIRES + "nothing\n---\n") * 2

    found = load_opportunities(text, name=NAME, vocabulary=VOCABULARY)

    assert [own.id for own in found] == ["salerno/course"] * 2


def test_a_requirement_is_read_on_its_own():
    node = read("{has: exam/alpha}", name=NAME)

    assert read_requirement(node, Scope(VOCABULARY)) == ALPHA


def test_a_type_brings_what_stands_for_it():
    assert ALPHA.selection == Selection(("exam/alpha", "exam/beta"), validity=Validity())
    assert BETA.selection.types == ("exam/beta",)


def test_what_is_done_does_not_expire():
    assert requirement("{has: work/post}").selection.validity is None


def test_definitions_may_use_earlier_ones():
    found = version(
        "  define: {one: {has: exam/alpha}, two: {any: [{use: one}, {has: exam/beta}]}}\n"
        "  requires: [{use: two}, {use: one}]\n"
    )

    assert found.requires == All((Any((ALPHA, BETA)), ALPHA))


def test_a_version_has_its_period_sources_and_cohort():
    found = version("  requires: nothing\n")

    assert found.in_force == Period(date(2020, 1, 1), None)
    assert found.sources == (LAW,)
    assert found.cohort == (CohortYear("match-year", 1, 31),)
    assert found.status == "in-force"


def test_a_source_may_be_written_out_in_place():
    text = """\
versions:
- in-force: ..
  source:
  - law
  - {url: none, title: Notes, read: 2026-01-02, tier: secondary, confidence: C, locator: p. 3,
     dated: March 2020, also: ["https://b.example"], facts: ES.one}
  requires: nothing
"""

    found = load(HEAD + text).versions[0]

    assert found.sources == (
        LAW,
        Source(
            "", date(2026, 1, 2), "secondary", "C", "Notes", "p. 3", "March 2020",
            ("https://b.example",), ("ES.one",),
        ),
    )  # fmt: skip


@pytest.mark.parametrize("then", ["met", "never"])
def test_an_exception_decides(then):
    assert excepted(f"then: {then}") == (RuleException(CASE, (("en", "a"),), then=then),)


def test_an_exception_lifts_parts():
    requires = "[{has: exam/alpha, id: a}, {has: exam/beta, id: b}]"

    assert excepted("drop: [a, b]", requires)[0].drop == ("a", "b")
    assert excepted("drop: b", requires)[0].drop == ("b",)


def test_an_exception_replaces_a_part():
    found = excepted("replace: {a: {has: exam/beta}}")

    assert found[0].replace == (("a", BETA),)


@pytest.mark.parametrize(
    ("requires", "path", "value", "expected"),
    [
        ("{has: exam/alpha, id: a}", "a.has", "exam/beta", "{has: exam/beta, id: a}"),
        (
            "{has: exam/alpha, id: a, where: {city: bari, paid: yes}}",
            "a.where.city",
            "[capua, gaeta]",
            "{has: exam/alpha, id: a, where: {city: [capua, gaeta], paid: yes}}",
        ),
        (
            "{has: exam/alpha, id: a, where: {city: [bari, capua]}}",
            "a.where.city.1",
            "gaeta",
            "{has: exam/alpha, id: a, where: {city: [bari, gaeta]}}",
        ),
        (
            "{has: exam/alpha, id: a, attempts: max 4}",
            "a.attempts",
            "max 6",
            "{has: exam/alpha, id: a, attempts: max 6}",
        ),
        ("{has: exam/alpha, id: a}", "a", "{has: exam/beta}", "{has: exam/beta}"),
    ],
)
def test_an_exception_sets_one_value(requires, path, value, expected):
    found = excepted(f"set: {{{path}: {value}}}", requires)

    assert found[0].replace == (("a", requirement(expected)),)


def test_an_exception_from_attempts_replaces_the_limit_too():
    found = version(
        "  requires: {has: exam/alpha, id: a, attempts: max 1}\n"
        "  except: [{when: {judge: x}, because: a, set: {a.attempts: max 6}}]\n"
    )

    limits = {lit.leaf.limit for lit in compile_version(found).literals if "limit" in dir(lit.leaf)}
    whole = found.requires
    assert limits == {1, 6}
    assert whole.note == Note("a")
    assert whole.parts[1] == Attempts(
        Selection(("exam/alpha", "exam/beta")), 1, None, whole.parts[0].selection,
        Note("a-attempts", if_unmet="never"),
    )  # fmt: skip


def test_a_part_is_defined_where_it_is_used_twice_under_one_id():
    found = version(
        "  define: {one: {has: exam/alpha, id: a}}\n"
        "  requires: {any: [{use: one}, {all: [{use: one}, {has: exam/beta}]}]}\n"
        "  except: [{when: nothing, because: a, drop: a}]\n"
    )

    assert found.exceptions[0].drop == ("a",)


def test_what_comes_after_a_named_part_follows_its_conditions():
    found = requirement(
        "[{has: exam/beta, where: {city: bari}, at: event, id: first},"
        " {has: exam/alpha, after: first}]"
    )

    assert found.parts[1].after.selection == Selection(
        ("exam/beta",), (("city", Among(("bari",))),), at="event"
    )


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("event", DecidedBy(axis="event")),
        ("{fact: graduated}", DecidedBy(fact="graduated")),
        ("{credential: document/old-card}", DecidedBy(credential="document/card")),
        ("{cohort: match-year}", DecidedBy(cohort="match-year")),
    ],
)
def test_a_date_that_decides_is_read(written, expected):
    assert load(REQUIRES + f"nothing\ndecided-by: {written}\n").decided_by == expected


@pytest.mark.parametrize(
    ("written", "end"),
    [
        ("{starts: 2027-03}", None),
        ("{starts: 2027-03, ends: 2027}", PartialDate.parse("2027")),
        (
            "{starts: 2027-03, length: 4 weeks}",
            PartialDate(date(2027, 3, 28), date(2027, 4, 27)),
        ),
    ],
)
def test_an_event_is_read(written, end):
    found = load(REQUIRES + f"nothing\nevent: {written}\n").event

    assert found == Event(PartialDate.parse("2027-03"), end)


def test_a_cohort_year_may_start_on_a_day_of_an_anchor():
    head = HEAD.replace("{match-year: {ends: 01-31}}", "{year: {starts: 08-01, at: event}}")

    found = load(head + VERSION + "  requires: nothing\n")

    assert found.versions[0].cohort == (CohortYear("year", 8, 1, "starts", "event"),)


def test_versions_that_follow_each_other_do_not_overlap():
    text = """\
versions:
- {in-force: ..2024-12-31, source: law, requires: nothing}
- {in-force: 2025-01-01.., source: law, status: enacted, requires: nothing}
- {in-force: 2020-01-01.., source: law, status: proposed, requires: nothing}
"""

    assert len(load(HEAD + text).versions) == 3


def test_a_cap_may_be_a_share():
    found = requirement(
        "{sum: score, of: exam/alpha, is: 5, caps: [{where: {city: bari}, at-most: 30 %}]}"
    )

    assert isinstance(found, Total)
    assert found.caps == (Cap((("city", Among(("bari",))),), 30, share=True),)


def test_a_judge_is_an_authority_unless_said_otherwise():
    assert requirement("{judge: fit}") == Judge("fit")
    assert requirement("{judge: fit, actor: host}").note.actor == "host"


def test_json_is_read_as_well():
    assert requirement('{"has": "exam/alpha", "latest": "yes"}') == Has(
        replace(ALPHA.selection, latest=True)
    )


def test_a_choice_has_its_branches_in_order():
    written = "{choose: [{when: {has: exam/alpha}, then: nothing}, {else: {has: exam/beta}}]}"

    assert requirement(written) == Choose(((ALPHA, All(())),), BETA)


def test_a_broken_document_is_told_with_its_place():
    with pytest.raises(RuleError) as caught:
        load(HEAD + "versions: [")

    assert str(caught.value).startswith("rule.yaml:")


def test_named_types_are_those_of_the_person_s_list():
    assert Person("trota", complete=("exam/*",)).is_complete(ALPHA.selection.types)
    assert Span.parse("4 weeks") == Span(days=28)
