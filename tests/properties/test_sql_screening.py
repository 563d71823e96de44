"""A database finds for every person what screening finds."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salerno.credentials.circumstances import Circumstances
from salerno.errors import NotExpressible
from salerno.periods import Period
from salerno.rules.chain import MAYBE_MET, MAYBE_OPEN, SURELY_MET, SURELY_OPEN
from salerno.rules.opportunities import DecidedBy, Opportunity, RuleVersion
from salerno.rules.packs import compile_pack
from salerno.rules.sql import DIALECTS, screening_query
from salerno.rules.sql.conditions import Writer
from salerno.rules.sql.leaves import asking
from salerno.rules.verdicts import screen
from tests.properties.databases import DUCKDB, SQLITE, answers
from tests.properties.strategies import (
    LAW,
    TODAY,
    attempts,
    circumstances,
    facts,
    has_leaves,
    judges,
    opportunities,
    persons,
    totals,
)

pytestmark = pytest.mark.covers
DATABASES = {"sqlite": SQLITE, "duckdb": DUCKDB}
AXES = (DecidedBy(), DecidedBy(axis="event"), DecidedBy(cohort="match-year"))


def is_expressible(leaf):
    """Whether a leaf can be asked in SQL when every date is known."""
    try:
        asking(leaf, Writer(DIALECTS["sqlite"], Circumstances(TODAY)))
    except NotExpressible:
        return False
    return True


askable = st.one_of(has_leaves(), facts, totals(), attempts, judges).filter(is_expressible)


def whole_days(circumstances):
    """The circumstances without an event whose day is known only in part."""
    event = circumstances.event
    is_exact = event is None or (event.start.exact and (event.end is None or event.end.exact))
    return circumstances if is_exact else replace(circumstances, event=None)


def thresholds(bits):
    """The interval of a verdict as (met, unbarred), each true, false or not known."""
    pairs = ((SURELY_MET, MAYBE_MET), (SURELY_OPEN, MAYBE_OPEN))
    return tuple(True if bits & sure else None if bits & open_ else False for sure, open_ in pairs)


def asked_alone(leaf):
    """An opportunity that asks for nothing but the leaf."""
    version = RuleVersion(Period(None, None), (LAW,), leaf)
    return Opportunity("salerno/leaf", "visa", (("en", "A leaf"),), (version,))


@pytest.mark.slow
@pytest.mark.parametrize("dialect", DIALECTS)
@given(askable, persons(), circumstances.map(whole_days))
def test_a_database_judges_a_leaf_as_we_do(dialect, leaf, person, when):
    offer = asked_alone(leaf)
    (verdict,) = screen(person, compile_pack([offer]), circumstances=when)

    query = screening_query(offer, circumstances=when, dialect=dialect)

    assert answers(query, [person], DATABASES[dialect]) == [thresholds(verdict.bits)]


@pytest.mark.slow
@pytest.mark.parametrize("dialect", DIALECTS)
@settings(max_examples=40)
@given(
    opportunity=st.builds(
        lambda o, axis: replace(o, decided_by=axis, event=None),
        opportunities(askable, depth=2),
        st.sampled_from(AXES),
    ),
    crowd=st.lists(persons(), min_size=1, max_size=3),
    when=circumstances.map(whole_days),
)
def test_a_database_screens_as_we_do(dialect, opportunity, crowd, when):
    crowd = [replace(p, id=f"trota {n}") for n, p in enumerate(crowd)]
    query = screening_query(opportunity, circumstances=when, dialect=dialect)
    pack = compile_pack([opportunity])

    expected = [thresholds(screen(p, pack, circumstances=when)[0].bits) for p in crowd]

    assert answers(query, crowd, DATABASES[dialect]) == expected
