"""What time alone may mend: a degree that is expected, a credential that is still too young."""

from dataclasses import replace
from datetime import date

import pytest

from salerno.credentials.vocabulary import Vocabulary
from salerno.routes.standings import expecting
from tests.library.routes.office import WORDS, ids, network, outlook, step, told, way
from tests.spec.clerk import held, person

EXPECTED, DEGREE = "degree/accreditation", "degree/primary-medical"
KNOWN = Vocabulary(
    {
        **WORDS.types,
        DEGREE: replace(WORDS.types[DEGREE], obtainable=False),
        EXPECTED: replace(WORDS.types[DEGREE], id=EXPECTED, becomes=DEGREE),
    },
    WORDS.facts,
    WORDS.listings,
    WORDS.tables,
)
STUDENT = person(replace(held(DEGREE, "2027-03", country="IN"), type=EXPECTED), complete=[DEGREE])
TO = outlook(vocabulary=KNOWN)


def test_an_expected_degree_becomes_the_degree_on_its_day():
    found = expecting(STUDENT, KNOWN)

    assert [(c.type, str(c.on), c.values("country")) for c in found.credentials] == [
        (EXPECTED, "2027-03", ("IN",)),
        (DEGREE, "2027-03", ("IN",)),
    ]


@pytest.mark.parametrize(
    "somebody",
    [
        person(replace(held(DEGREE, "2027-03"), type=EXPECTED), held(DEGREE, "2024-01-01")),
        person(held("us/usmle-step1", "2024-01-01")),
        person(),
    ],
)
def test_nothing_is_expected_of_whoever_holds_it_or_was_never_promised_it(somebody):
    assert expecting(somebody, KNOWN) is somebody


def test_attributes_that_only_the_expected_one_has_are_left_behind():
    bare = replace(WORDS.types[DEGREE], attributes=())
    known = replace(KNOWN, types={**KNOWN.types, DEGREE: bare})

    assert dict(expecting(STUDENT, known).credentials[-1].attributes) == {}


def test_a_student_waits_for_the_degree():
    found = network(STUDENT, step("b", f"{{has: {DEGREE}}}"), to=TO)

    assert ids(found) == ["wait", "b"]
    (wait, _) = (found.steps[node] for node in way(found).steps)
    assert wait.not_before == date(2027, 3, 31)


def test_what_is_not_known_of_the_degree_to_come_is_supposed():
    rule = f"{{has: {DEGREE}, where: {{country: IN, region: North}}}}"

    found = network(STUDENT, step("b", rule), to=TO)

    assert sorted(ids(found)) == ["b", "suppose", "wait"]


def test_a_degree_of_another_country_is_not_waited_for():
    found = network(STUDENT, step("b", f"{{has: {DEGREE}, where: {{country: SE}}}}"), to=TO)

    assert [told(own.id) for own in found.steps.values() if own.way == "wait"] == []
