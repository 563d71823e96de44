"""Every fact that was found is a rule, a value, or explained; and none became surer on the way."""

import re

import pytest

from salerno.atlas import facts_used, raised
from salerno.atlas.coverage import coverage_by_section

SECTIONS = (
    "US", "CA", "UK", "IE", "AU", "NZ", "DE", "AT", "CH", "SE", "NO", "EU", "AE", "SA", "QA", "SG",
    "IN", "PK", "RU", "CN", "JP", "ZA", "CME", "CP",
)  # fmt: skip
ROW = re.compile(r"\| `((?:[A-Z]+)\.[\w.-]+)` \|(.*)\|\s*$")
CELL = re.compile(r"(?<!\\)\|")


@pytest.fixture(scope="module")
def found(request):
    """Return the confidence of every fact that was found, by its id; skip where it is not known."""
    path = request.config.rootpath.parent / "shared/research/pathways.md"
    if not path.is_file():
        pytest.skip(f"NOT CHECKED: there is no file of facts at {path}")
    return facts_in(path.read_text("utf-8"))


def facts_in(text):
    """Return the confidence of each fact by its id."""
    rows = (match for line in text.splitlines() if (match := ROW.match(line)))
    return {row[1]: CELL.split(row[2])[6].strip() for row in rows}


def test_facts_are_read_from_their_table():
    line = r"| `US.a.b` | step | a \| b | 3 | - | <https://example.org> | 2026 | B | note |"

    assert facts_in(f"# US\n\n{line}\n| no fact |\n") == {"US.a.b": "B"}


def test_facts_were_found(found):
    assert len(found) > 300
    assert set(found.values()) == {"A", "B", "C", "D"}


def test_facts_wanted_are_those_that_were_found(found, atlas):
    assert [fact for facts in atlas.wanted.values() for fact in facts] == list(found)


def test_every_section_is_wanted(atlas):
    assert tuple(atlas.wanted) == SECTIONS


@pytest.mark.parametrize("section", SECTIONS)
def test_every_fact_is_used_or_explained(section, atlas):
    assert coverage_by_section(atlas)[section].missing == ()


def test_no_fact_is_surer_than_it_was_found(found, atlas):
    assert raised(atlas, found) == ()


def test_no_fact_was_made_up(found, atlas):
    sections = {fact.partition(".")[0] for fact in found}
    named = {*facts_used(atlas), *atlas.ledger}

    assert [n for n in sorted(named) if n.partition(".")[0] in sections and n not in found] == []
