"""Who grants what: offers by type, the variants of an opportunity, and what comes of them."""

import pytest

from salerno.credentials.conditions import Standpoint
from salerno.credentials.person import Credential
from salerno.credentials.selection import Selection
from salerno.periods import PartialDate, Span
from salerno.routes.providers import (
    Offer,
    fits,
    fitting,
    granted,
    holding,
    market_of,
    shifted,
    variants_of,
)
from salerno.rules.grants import Grant
from tests.library.routes.office import HERE, WORDS, step
from tests.spec.clerk import held, person

STEP1, STEP2 = "us/usmle-step1", "us/usmle-step2ck"
FEES = "[{for: piece, amount: 100 USD, unit: document, source: law}]"
VIEW = Standpoint(person(), HERE)


def on(written):
    """The date that is written so."""
    return PartialDate.parse(written)


def offer(**keys):
    """The first offer of an opportunity."""
    own = step("a", **keys)
    return Offer(own, variants_of(own)[0], own.grants[0])


def selected(rule):
    """The selection of a requirement."""
    return step("b", rule).versions[0].requires.selection


def test_market_lists_offers_by_type_in_the_order_of_opportunities():
    first, second = step("a", grants=f"[{STEP1}, {STEP2}]"), step("c", grants=STEP1)

    market = market_of([first, second])

    assert [own.opportunity.id for own in market.of([STEP1])] == ["a", "c"]
    assert [own.grant.type for own in market.of([STEP2, STEP1])] == [STEP2, STEP1, STEP1]
    assert list(market.of(["degree/primary-medical"])) == []


def test_outcomes_grant_as_well():
    ends = f"[{{id: well, says: Well, grants: {STEP1}}}, {{id: ill, says: Ill}}]"

    market = market_of([step("a", outcomes=ends)])

    assert [own.grant for own in market.of([STEP1])] == [Grant(STEP1)]


VARIANTS = [
    ({}, ((),)),
    ({"fees": FEES}, ((),)),
    ({"fees": FEES, "grants": "{type: verification/source, scope: {of: degree}}"}, ((),)),
    ({"grants": "{type: verification/source, scope: {of: [degree, letter]}}"}, ((),)),
    (
        {"fees": FEES, "grants": "{type: verification/source, scope: {of: [degree, letter]}}"},
        ((("of", "degree"),), (("of", "letter"),)),
    ),
]


@pytest.mark.parametrize(("keys", "expected"), VARIANTS)
def test_variants_are_of_what_is_paid_by_the_piece(keys, expected):
    assert variants_of(step("a", **keys)) == expected


def test_variants_of_several_names_are_all_pairs():
    scope = "{country: [GB, IE], region: [north, south]}"

    found = variants_of(step("a", fees=FEES, grants=f"{{type: licence/medical, scope: {scope}}}"))

    assert [tuple(value for _, value in chosen) for chosen in found] == [
        ("GB", "north"), ("GB", "south"), ("IE", "north"), ("IE", "south"),
    ]  # fmt: skip


def test_granted_has_what_the_scope_says_as_far_as_the_type_can_tell_it():
    scope = "{country: GB, employer: named sponsor, unsupervised: perhaps, of: letter}"
    own = offer(grants=f"{{type: licence/medical, scope: {scope}}}")

    (found,) = granted(own, on=on("2027-01-31"), known=WORDS)

    assert found == Credential(
        "licence/medical", on("2027-01-31"), None, {"country": ("GB",), "of": ("letter",)}
    )


def test_alternatives_are_granted_all_at_once_or_as_chosen():
    keys = {"grants": "{type: verification/source, scope: {of: [degree, letter]}}"}

    all_at_once = granted(offer(**keys), on=None, known=WORDS)
    piece = granted(offer(**keys, fees=FEES), on=None, known=WORDS)

    assert [own.values("of") for own in all_at_once] == [("degree",), ("letter",)]
    assert [own.values("of") for own in piece] == [("degree",)]


ENDS = [
    (STEP1, "2028-02-29", "2030-02-28"),
    (f"{{type: {STEP1}, lasts: 6 months}}", "2027-08-31", "2028-02-29"),
    (f"{{type: {STEP1}, lasts: unlimited}}", "2027-08-31", None),
    (STEP2, "2027-08-31", None),
    (STEP1, None, None),
    (STEP1, "2027-02", "2029-02-01..2029-02-28"),
]


@pytest.mark.parametrize(("grants", "given", "until"), ENDS)
def test_granted_ends_with_the_grant_else_with_its_type(grants, given, until):
    (found,) = granted(offer(grants=grants), on=given and on(given), known=WORDS)

    assert (found.on, found.until) == (given and on(given), until and on(until))


def test_type_that_is_not_in_the_vocabulary_has_neither_validity_nor_attributes():
    own = step("a")
    strange = Offer(own, (), Grant("moon/rock", scope=(("colour", "grey"),)))

    assert granted(strange, on=on("2027"), known=WORDS) == (Credential("moon/rock", on("2027")),)


FITS = [
    (f"{{has: {STEP1}}}", STEP1, True),
    (f"{{has: {STEP1}, where: {{result: pass}}}}", STEP1, True),
    (f"{{has: {STEP1}, where: {{result: pass}}}}",
     f"{{type: {STEP1}, scope: {{result: pass}}}}", True),
    (f"{{has: {STEP1}, where: {{result: pass}}}}",
     f"{{type: {STEP1}, scope: {{result: fail}}}}", False),
    (f"{{has: {STEP1}, where: {{result: pass}}}}",
     f"{{type: {STEP1}, scope: {{result: [fail, pass]}}}}", True),
    ("{has: qualification/postgraduate, table: royal-college}",
     "{type: qualification/postgraduate, scope: {country: GB}}", True),
    ("{has: qualification/postgraduate, table: royal-college}",
     "{type: qualification/postgraduate, scope: {country: DE}}", False),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "grants", "expected"), FITS)
def test_offer_fits_unless_its_scope_says_otherwise(rule, grants, expected):
    assert fits(offer(grants=grants), selected(rule), view=VIEW, known=WORDS) is expected


def test_only_the_alternatives_that_fit_are_told():
    own = offer(grants=f"{{type: {STEP1}, scope: {{result: [fail, pass]}}}}")
    wanted = selected(f"{{has: {STEP1}, where: {{result: pass}}}}")

    found = fitting(own, wanted, view=VIEW, known=WORDS)

    assert [credential.values("result") for credential in found] == [("pass",)]
    assert fits(own, Selection((STEP1,)), view=VIEW, known=WORDS)


def test_holding_adds_to_what_is_held():
    trota = person(held(STEP1), facts={"student.status": "final"})

    found = holding(trota, [held(STEP2)])

    assert found.credentials == (held(STEP1), held(STEP2))
    assert (found.facts, found.complete, found.id) == (trota.facts, trota.complete, "trota")
    assert trota.credentials == (held(STEP1),)


def test_shifted_date_keeps_how_little_is_known_of_it():
    assert shifted(on("2027-01"), Span(months=1)) == on("2027-02-01..2027-02-28")
