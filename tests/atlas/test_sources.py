"""Everything in the atlas can be read, hangs together, and says where it comes from."""

from datetime import date

from salerno.atlas import uses_of
from salerno.atlas.checks import breaches

READ_LAST = date(2026, 11, 23)


def test_every_file_can_be_read(contents):
    assert [str(problem) for problem in contents.problems] == []


def test_nothing_breaks_a_rule_between_files(contents, cases):
    assert [str(problem) for problem in breaches(contents, cases)] == []


def test_no_source_was_read_in_the_future(atlas):
    assert [use for use in uses_of(atlas) if use.source.read > READ_LAST] == []


def test_official_sources_have_an_address(atlas):
    nowhere = [use.source for use in uses_of(atlas) if not use.source.url]

    assert {source.tier for source in nowhere} <= {"secondary"}


def test_every_opportunity_belongs_to_somebody(atlas):
    lost = [o.id for o in atlas.opportunities.values() if not (o.authority or o.country)]

    assert lost == []
