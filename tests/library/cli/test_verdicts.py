"""`salerno check`, `explain` and `ask`, on the small atlas."""

import json

import pytest

from tests.library.cli.office import DAY, NONE, run, sat


@pytest.fixture
def ask_for(atlas, trota):
    """Return the command asked for Trota, on the small atlas, as of one day."""

    def asked(command, *words):
        return run(command, trota, *words, "--atlas", atlas, *DAY)

    return asked


def headings(output):
    """Return the lines that stand at the margin, after the first paragraph."""
    return [row for row in output.split("\n\n", 1)[1].splitlines() if row and row[0] != " "]


def test_check_sorts_what_is_open_missing_unknown_and_barred(ask_for):
    found = ask_for("check")

    assert found.exit_code == 0
    assert headings(found.output) == [
        "Open to you (2)",
        "Not yet (3)",
        "Cannot be told yet (2)",
        "Not open to you (1)",
        "All that decides: --full, or salerno explain PERSON OPPORTUNITY",
    ]


def test_check_in_short_cites_source_and_version_of_what_decides(ask_for):
    found = ask_for("check")

    lines = found.output.splitlines()
    first = lines.index("  The missing one · us/a/missing")
    assert lines[first + 1 : first + 5] == [
        "    Missing: OET 350 · and 1 more",
        "    What would mend it: “The oet one”",
        "    The list (official source, read on 2 January 2026, confidence A):",
        "    https://example.org/list",
    ]
    assert lines[first + 5].startswith("    Rule version ")
    assert lines[first + 5].endswith(", in force from 1 January 2020 on")


def test_check_of_one_opportunity_tells_everything_about_it(ask_for):
    found = ask_for("check", "--opportunity", "us/a/missing")

    lines = found.output.splitlines()
    assert lines[lines.index("    What would mend it:") :][:5] == [
        "    What would mend it:",
        "    - “The oet one”",
        "    1 step",
        "    Cost: 450 USD",
        "    Time: not known for this step",
    ]
    assert "        OET, 3 February 2026: “Score” is 340; required: at least 350" in lines


def test_check_in_full_names_the_command_that_shows_the_rest(ask_for):
    found = ask_for("check", "--full")

    assert "    and 1 more: salerno explain PERSON us/a/many" in found.output.splitlines()


def test_check_names_three_things_that_would_mend_it_and_counts_the_rest(atlas, tmp_path):
    person = tmp_path / "nobody.yaml"
    person.write_text(f"{{person: nobody, {NONE[1:]}", "utf-8")

    found = run("check", person, "--atlas", atlas, *DAY)

    lines = found.output.splitlines()
    at = lines.index("  The four one · gb/b/four")
    assert lines[at + 2 : at + 5] == [
        "    What would mend it: bring about: Status: student; bring about: Vaccinated:",
        "    yes; bring about: Citizenships: United Kingdom; and 1 more",
        "    The list (official source, read on 2 January 2026, confidence A):",
    ]


@pytest.mark.parametrize(
    ("narrowed", "shown"),
    [
        (
            ["--country", "us"],
            ["us/a/oet · you hold this already", "us/a/open", "us/a/many", "us/a/missing"],
        ),
        (["--kind", "visa"], ["gb/b/decided"]),
        (["--opportunity", "gb/b/barred"], ["gb/b/barred"]),
    ],
)
def test_check_is_narrowed_by_kind_country_or_id(ask_for, narrowed, shown):
    found = ask_for("check", *narrowed)

    titles = [row for row in found.output.splitlines() if row.startswith("  The ")]
    assert [title.partition(" · ")[2] for title in titles] == shown


def test_check_tells_other_programs_the_same(ask_for):
    found = ask_for("check", "--json")

    told = {one["opportunity"]: one for one in json.loads(found.stdout)}
    assert {name: one["state"] for name, one in told.items()} == {
        "gb/b/barred": "never",
        "gb/b/decided": "cannot-tell",
        "gb/b/gone": "cannot-tell",
        "gb/b/four": "not-yet",
        "us/a/many": "not-yet",
        "us/a/missing": "not-yet",
        "us/a/oet": "eligible",
        "us/a/open": "eligible",
    }
    assert [name for name, one in told.items() if one["fix"]] == [
        "gb/b/four",
        "us/a/many",
        "us/a/missing",
    ]


def test_check_answers_in_spanish(ask_for):
    found = ask_for("check", "-l", "es")

    assert headings(found.output) == [
        "Abierto para usted (2)",
        "Todavía no (3)",
        "Aún no puede saberse (2)",
        "No abierto para usted (1)",
        "Todo lo que decide: --full, o salerno explain PERSONA OPORTUNIDAD",
    ]


def test_check_reads_a_person_from_standard_input(atlas, trota):
    typed = run("check", "-", "--atlas", atlas, *DAY, said=trota.read_text("utf-8"))

    assert typed.output == run("check", trota, "--atlas", atlas, *DAY).output


def test_check_is_asked_as_of_today_when_no_day_is_given(atlas, trota):
    found = run("check", trota, "--atlas", atlas, "--opportunity", "us/a/open")

    assert headings(found.output) == ["Open to you (1)"]


@pytest.mark.parametrize(("level", "state"), [("claimed", "eligible"), ("verified", "cannot-tell")])
def test_check_counts_only_what_is_proven_well_enough(atlas, tmp_path, level, state):
    person = tmp_path / "abella.yaml"
    person.write_text(f"{{person: abella, {sat(460)[1:]}", "utf-8")
    words = ["--opportunity", "us/a/many", "--assurance", level, "--json"]

    found = run("check", person, *words, "--atlas", atlas, *DAY)

    assert [one["state"] for one in json.loads(found.stdout)] == [state]


def test_check_as_of_a_former_day_uses_the_version_of_that_day(atlas, trota):
    found = run(
        "check", trota, "--atlas", atlas, "--opportunity", "gb/b/gone", "--as-of", "2021-05-05",
        "--application", "2021-06-01", "--cohort", "match-year=2022",
    )  # fmt: skip

    assert headings(found.output) == ["Open to you (1)"]


def test_lines_fit_the_terminal_and_end_without_blanks(ask_for, monkeypatch):
    for width in (80, 120):
        monkeypatch.setenv("COLUMNS", str(width))

        lines = ask_for("check", "--full").output.splitlines()

        assert [row for row in lines if len(row) > width or row != row.rstrip()] == []


def test_explain_shows_the_rule_its_sources_and_what_would_mend_it(ask_for):
    found = ask_for("explain", "us/a/missing")

    lines = found.output.splitlines()
    assert lines[0] == "The missing one"
    assert "[1] The list (official source, read on 2 January 2026, confidence A):" in lines
    assert lines[lines.index("What would mend it:") + 1] == "- “The oet one”"


def test_explain_offers_no_fix_for_a_bar(ask_for):
    found = ask_for("explain", "gb/b/barred")

    assert found.output.splitlines()[1] == "Not open to you, by the rule as read."
    assert "What would mend it:" not in found.output


def test_explain_tells_other_programs_the_same(ask_for):
    found = ask_for("explain", "us/a/missing", "--json")

    told = json.loads(found.stdout)
    assert (told["opportunity"], told["state"]) == ("us/a/missing", "not-yet")
    assert told["fix"]["proven"] is True


def test_ask_puts_the_most_decisive_question_first(atlas, tmp_path):
    person = tmp_path / "nobody.yaml"
    person.write_text("person: nobody\n", "utf-8")

    found = run("ask", person, "--most", "2", "--atlas", atlas, *DAY)

    assert found.output.splitlines() == [
        "1. Status? (can settle 3 opportunities by itself)",
        "2. Which citizenships? (can settle 2 opportunities by itself)",
        "and 3 more: salerno ask PERSON --most 100",
    ]


def test_ask_says_when_nothing_is_left_to_ask(ask_for):
    found = ask_for("ask", "--opportunity", "us/a/open")

    assert found.output == "Nothing is left to ask: no answer would change a verdict.\n"


def test_ask_ends_no_question_with_a_full_stop_and_a_question_mark(ask_for):
    found = ask_for("ask")

    assert found.output.splitlines()[0].startswith(
        "1. Has this been decided in your favour? The chair must agree. ("
    )


def test_ask_tells_other_programs_the_same(ask_for):
    found = ask_for("ask", "--json")

    assert [(one["subject"], one["name"]) for one in json.loads(found.stdout)] == [
        ("judgement", "chair")
    ]
