"""An opportunity that a rule names is taken in the variant that the rule asks for."""

from tests.library.routes.office import ids, network, step
from tests.spec.clerk import person

VERIFICATION = step(
    "a",
    grants="[{type: verification/source, scope: {of: [diploma, transcript]}}]",
    fees="[{for: verification, amount: 35 USD, unit: document, source: law}]",
)


def test_named_opportunity_is_taken_in_the_variant_that_is_asked_for():
    asking = step("b", "{has: verification/source, where: {of: transcript}, fix: [a]}")

    found = network(person(), VERIFICATION, asking)

    assert ids(found) == ["a?of=transcript", "b"]


def test_named_opportunity_is_taken_once_where_the_variant_does_not_matter():
    asking = step("b", "{has: verification/source, fix: [a]}")

    found = network(person(), VERIFICATION, asking)

    assert ids(found) == ["a", "b"]


def test_named_opportunity_is_taken_as_it_is_for_other_requirements():
    asking = step("b", "{fact: student.status, is: graduate, fix: [a]}")

    found = network(person(facts={"student.status": "enrolled"}), VERIFICATION, asking)

    assert ids(found) == ["a", "b"]
