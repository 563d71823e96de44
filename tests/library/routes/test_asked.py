"""The steps that a requirement asks for by itself."""

from datetime import date

import pytest

from salerno.credentials.selection import Selection
from salerno.credentials.tri import Tri
from salerno.periods import Span
from salerno.routes.asked import Asked, to_wait
from salerno.rules.circuits import IfNot, Literal
from salerno.rules.findings import Finding
from salerno.rules.leaves import Attempts, Has, Note, Wait
from tests.library.routes.office import TODAY, step

SITTING = Selection(("us/usmle-step1",))
YEAR = Span(years=1)


def asked(leaf):
    """A requirement that is not met."""
    own = step("b")
    literal = Literal(leaf, negated=False, if_not=IfNot.FIXABLE, note=Note())
    return Asked(own, literal, own.versions[0].sources[0], Finding(Tri.NO), 0)


@pytest.mark.parametrize(
    ("leaf", "days"),
    [(Attempts(SITTING, 1, YEAR), 365), (Wait(SITTING, YEAR), 365), (Has(SITTING), 0)],
)
def test_one_waits_as_long_as_the_requirement_says(leaf, days):
    assert to_wait(asked(leaf), today=TODAY).days == (days, days)


@pytest.mark.parametrize(("until", "days"), [(date(2026, 12, 2), 10), (date(2026, 11, 1), 0)])
def test_one_waits_until_a_day_and_never_backwards(until, days):
    wait = to_wait(asked(Has(SITTING)), today=TODAY, until=until)

    assert (wait.days, wait.not_before) == ((days, days), until)
