"""`salerno atlas`: check, coverage, stale and diff, on the small atlas and changed copies of it."""

import json

import pytest

from tests.library.cli.office import (
    DAY,
    OET,
    OFFICIAL,
    RULES,
    atlas_in,
    cases,
    rule,
    run,
    sat,
)

STUDENT_FIRST = "{facts: {status: student}}", "{facts: {status: graduate}}"


@pytest.fixture
def broken(tmp_path):
    """Return an atlas whose only rule expects what it does not give."""
    wrong = cases(sat(340), sat(340))
    return atlas_in(
        tmp_path / "broken", (rule("us/a/oet-only", OET.replace("fix: us/a/oet, ", "")), wrong)
    )


def test_sound_atlas_has_no_problems(atlas):
    found = run("atlas", "check", "--atlas", atlas)

    assert (found.exit_code, found.output) == (0, "Opportunities: 8. Cases: 32. No problems.\n")


def test_problems_of_an_atlas_are_listed_with_exit_code_one(broken):
    found = run("atlas", "check", "--atlas", broken)

    assert found.exit_code == 1
    assert found.output.splitlines()[-1] == "Opportunities: 1. Cases: 4. Problems: 2."


def test_problems_of_an_atlas_are_told_to_other_programs(broken):
    found = run("atlas", "check", "--atlas", broken, "--json")

    told = json.loads(found.stdout)
    assert (found.exit_code, told["opportunities"], told["cases"]) == (1, 1, 4)
    assert len(told["problems"]) == 2


@pytest.fixture
def wanting(tmp_path):
    """Return an atlas that accounts for two of the three facts that it wants."""
    used = rule("us/a/work", "{fact: status, is: student}").replace(
        f"list: {OFFICIAL}", f"list: {OFFICIAL[:-1]}, facts: US.work}}"
    )
    folder = atlas_in(tmp_path / "wanting", (used, cases(*STUDENT_FIRST)))
    (folder / "ledger.yaml").write_text("ledger: {US.rumour: Nobody knows.}", "utf-8")
    (folder / "wanted.yaml").write_text(
        "wanted: {US: [US.work, US.rumour], UK: [UK.plab]}", "utf-8"
    )
    return folder


def test_coverage_names_missing_facts_with_exit_code_one(wanting):
    found = run("atlas", "coverage", "--atlas", wanting)

    assert found.exit_code == 1
    assert found.output.splitlines() == [
        "US: 1 used, 1 in the ledger, 0 missing.",
        "UK: 0 used, 0 in the ledger, 1 missing.",
        "    UK.plab",
        "All sections: 1 used, 1 in the ledger, 1 missing.",
    ]


def test_coverage_is_told_to_other_programs(wanting):
    found = run("atlas", "coverage", "--atlas", wanting, "--json")

    assert found.exit_code == 1
    assert json.loads(found.stdout) == {
        "US": {"used": ["US.work"], "in_ledger": ["US.rumour"], "missing": []},
        "UK": {"used": [], "in_ledger": [], "missing": ["UK.plab"]},
    }


def test_atlas_that_wants_nothing_misses_nothing(atlas):
    found = run("atlas", "coverage", "--atlas", atlas)

    assert found.exit_code == 0
    assert found.output == "All sections: 0 used, 0 in the ledger, 0 missing.\n"


@pytest.mark.parametrize("span", ["10mo", "40w", "300d", "10 months"])
def test_stale_sources_are_listed_with_who_refers_to_them(atlas, span):
    found = run("atlas", "stale", "--older-than", span, "--atlas", atlas, *DAY)

    lines = found.output.splitlines()
    assert lines[0].endswith(" ago: 1.")
    assert lines[1] == "The list (official source, read on 2 January 2026, confidence A):"
    assert lines[3].startswith("    gb/b/barred · gb/b/decided")


def test_sources_younger_than_the_span_are_not_stale(atlas):
    found = run("atlas", "stale", "--older-than", "1y", "--atlas", atlas, *DAY)

    assert found.output == "Sources read more than 1 year ago: 0.\n"


def test_stale_sources_are_told_to_other_programs(atlas):
    found = run("atlas", "stale", "--older-than", "1mo", "--atlas", atlas, *DAY, "--json")

    (told,) = json.loads(found.stdout)
    assert (told["title"], told["read"], told["tier"], told["confidence"]) == (
        "The list", "2026-01-02", "official", "A",
    )  # fmt: skip


@pytest.fixture
def changed(tmp_path):
    """Return an atlas with a rule more, one less, one changed and one changed beside the rule."""
    fresh = rule("us/a/work", "{has: work/clinical}")
    held = "{credentials: [{type: work/clinical, on: 2020-01-01}]}"
    stricter = rule("us/a/open", "{fact: status, is: student}")
    titled = RULES[-1][0].replace("The gone one", "The lost one"), RULES[-1][1]
    rules = [
        (fresh, cases(held, "{complete: [work/clinical]}")),
        (stricter, cases(*STUDENT_FIRST)),
        *RULES[1:-2],
        titled,
    ]
    return atlas_in(tmp_path / "changed", *rules)


def test_diff_shows_what_came_went_and_changed(atlas, changed):
    found = run("atlas", "diff", atlas, changed, *DAY)

    lines = found.output.splitlines()
    assert lines[0] == "new: us/a/work"
    assert lines[1] == "gone: gb/b/decided"
    assert lines[2] == "changed: gb/b/gone, only beside the rule"
    assert lines[3].startswith("changed: us/a/open, versions ")
    assert lines[-1] == "Opportunities that differ: 4. Persons who get another verdict: 0."


def test_diff_shows_who_gets_another_verdict(atlas, changed, trota):
    found = run("atlas", "diff", atlas, changed, "--people", trota.parent, *DAY)

    lines = found.output.splitlines()
    assert "  trota: us/a/open: eligible → not-yet" in lines
    assert lines[-1] == "Opportunities that differ: 4. Persons who get another verdict: 1."


def test_diff_is_told_to_other_programs(atlas, changed, trota):
    found = run("atlas", "diff", atlas, changed, "--people", trota.parent, *DAY, "--json")

    told = json.loads(found.stdout)
    assert (told["added"], told["removed"]) == (["us/a/work"], ["gb/b/decided"])
    assert {
        "person": "trota",
        "opportunity": "us/a/open",
        "before": "eligible",
        "after": "not-yet",
    } in told["verdicts"]
    assert [one["opportunity"] for one in told["changed"]] == ["gb/b/gone", "us/a/open"]
