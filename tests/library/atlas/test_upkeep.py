"""What the atlas covers, what grows old in it, and what a change of it changes."""

from datetime import date

import pytest

from salerno.atlas import (
    Atlas,
    ChangedRules,
    ChangedVerdict,
    Coverage,
    Difference,
    Raised,
    Stale,
    Use,
    coverage_of,
    difference,
    facts_used,
    load_atlas,
    raised,
    stale,
    uses_of,
)
from salerno.atlas.coverage import coverage_by_section
from salerno.credentials.circumstances import Circumstances
from salerno.credentials.person import Credential, Person
from salerno.periods import PartialDate, Span
from salerno.rules.canonical import version_id
from salerno.rules.sources import Source
from tests.library.atlas.sample import atlas_in, replaced

SCORE = Source(
    "https://example.org/oet", date(2026, 11, 22), "official", "B", facts=("US.oet.score",)
)
FEE = Source("https://example.org/fee", date(2025, 11, 22), "provider", "C", facts=("US.oet.fee",))
LIST = Source("https://example.org/list", date(2026, 1, 2), "official", "A", facts=("US.schools",))
TABLE = Source("https://example.org/list", date(2026, 1, 2), "official", "A")
NOW = Circumstances(date(2026, 11, 22))


@pytest.fixture
def atlas(tmp_path):
    """Return the sample atlas."""
    return load_atlas([atlas_in(tmp_path)])


def test_every_source_is_listed_with_its_owner_once(atlas):
    assert uses_of(atlas) == (
        Use("us/ecfmg/oet", SCORE),
        Use("us/ecfmg/oet", FEE),
        Use("us/schools", LIST),
        Use("us/scores", TABLE),
    )


def test_facts_used_are_those_of_sources_referred_to(atlas):
    assert facts_used(atlas) == {
        "US.oet.score": (Use("us/ecfmg/oet", SCORE),),
        "US.oet.fee": (Use("us/ecfmg/oet", FEE),),
        "US.schools": (Use("us/schools", LIST),),
    }


def test_coverage_tells_used_explained_and_missing(atlas):
    wanted = ["US.new", "US.rumour", "US.oet.fee", "US.schools", "US.new"]

    assert coverage_of(atlas, wanted) == Coverage(
        used=("US.oet.fee", "US.schools"), in_ledger=("US.rumour",), missing=("US.new",)
    )


def test_nothing_is_missing_when_nothing_is_wanted(atlas):
    assert coverage_of(atlas, []) == Coverage((), (), ())


def test_coverage_is_told_for_each_section_that_the_atlas_wants(atlas):
    assert coverage_by_section(atlas) == {
        "US": Coverage(used=("US.oet.score",), in_ledger=("US.rumour",), missing=("US.new",)),
        "UK": Coverage(used=(), in_ledger=(), missing=("UK.plab",)),
    }


def test_confidence_above_what_was_found_is_told(atlas):
    found = {"US.oet.score": "C", "US.oet.fee": "C", "US.schools": "B", "US.rumour": "D"}

    assert raised(atlas, found) == (
        Raised("US.oet.score", "us/ecfmg/oet", "B", "C"),
        Raised("US.schools", "us/schools", "A", "B"),
    )


def test_sources_grow_stale_the_day_after_they_are_so_old(atlas):
    year = Span(years=1)

    assert stale(atlas, older_than=year, today=date(2026, 11, 22)) == ()
    assert stale(atlas, older_than=year, today=date(2026, 11, 23)) == (
        Stale(FEE, ("us/ecfmg/oet",)),
    )


def test_stale_sources_come_oldest_first_with_all_who_use_them(atlas, tmp_path):
    tables = load_atlas(
        [atlas_in(tmp_path / "b", lists=replaced("lists", "facts: US.schools", "also: []"))]
    )

    assert stale(tables, older_than=Span(), today=date(2026, 11, 22)) == (
        Stale(FEE, ("us/ecfmg/oet",)),
        Stale(TABLE, ("us/schools", "us/scores")),
    )


TROTA = Person(
    "trota",
    {"citizenship": ("EG",), "status": ("graduate",)},
    (Credential("exam/oet", PartialDate.parse("2026-01-10"), attributes={}),),
    ("exam/*",),
)
ABELLA = Person("abella", {"citizenship": ("NO",), "status": ("graduate",)}, (), ("exam/*",))


def test_atlas_does_not_differ_from_itself(atlas):
    assert difference(atlas, atlas, persons=[TROTA], circumstances=NOW) == Difference(
        (), (), (), ()
    )


def test_changed_rule_is_told_with_whose_verdict_changes(atlas, tmp_path):
    rule = replaced("rule", "is: [EG], id: egyptian, if-unmet: never", "is: [NO], id: egyptian")
    cases = "cases: []"
    new = load_atlas([atlas_in(tmp_path / "new", rule=rule, cases=cases)], strict=False)
    (before,), (after,) = (
        [version_id(v) for v in one.opportunities["us/ecfmg/oet"].versions] for one in (atlas, new)
    )

    found = difference(atlas, new, persons=[ABELLA, TROTA], circumstances=NOW)

    assert found == Difference(
        added=(),
        removed=(),
        changed=(ChangedRules("us/ecfmg/oet", (after,), (before,)),),
        verdicts=(
            ChangedVerdict("abella", "us/ecfmg/oet", "never", "not-yet"),
            ChangedVerdict("trota", "us/ecfmg/oet", "cannot-tell", "not-yet"),
        ),
    )


def test_change_around_the_rules_changes_no_version(atlas, tmp_path):
    rule = replaced("rule", "450 USD", "460 USD")
    new = load_atlas([atlas_in(tmp_path / "new", rule=rule)])

    assert difference(atlas, new, persons=[TROTA], circumstances=NOW) == Difference(
        (), (), (ChangedRules("us/ecfmg/oet", (), ()),), ()
    )


def test_opportunity_that_comes_or_goes_has_no_verdict_on_one_side(atlas):
    nothing = Atlas()

    gone = difference(atlas, nothing, persons=[ABELLA], circumstances=NOW)
    come = difference(nothing, atlas, persons=[ABELLA], circumstances=NOW)

    assert gone == Difference(
        (), ("us/ecfmg/oet",), (), (ChangedVerdict("abella", "us/ecfmg/oet", "never", None),)
    )
    assert come == Difference(
        ("us/ecfmg/oet",), (), (), (ChangedVerdict("abella", "us/ecfmg/oet", None, "never"),)
    )
