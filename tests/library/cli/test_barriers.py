"""`salerno barriers`, on forty invented persons made from a seed."""

import json
from random import Random

import pytest

from tests.library.cli.office import DAY, run

PEOPLE = 40


@pytest.fixture(scope="module")
def crowd(tmp_path_factory):
    """Return a table of forty invented persons: half of them sat the test, most too low."""
    chance = Random(1240)
    rows = ["id,fact:status,fact:vaccinated,exam/oet.on,exam/oet.score,complete"]
    for number in range(PEOPLE):
        score = chance.choice(("300", "340", "360")) if number % 2 else ""
        day = "2026-02-03" if score else ""
        rows.append(f"invented-{number},graduate,yes,{day},{score},exam/oet")
    path = tmp_path_factory.mktemp("crowd") / "crowd.csv"
    path.write_text("\n".join(rows) + "\n", "utf-8")
    return path


def test_barriers_show_whom_one_requirement_keeps_out_of_what(crowd, atlas):
    found = run("barriers", crowd, "--country", "us", "--withhold", "5", "--atlas", atlas, *DAY)

    assert found.output.splitlines() == [
        "Persons: 40. One requirement at a time: how many would be let in if it were met.",
        "Groups under 5 are not shown.",
        "persons  opportunities  if this were met",
        "     30              1  OET (Score: at least 350)",
        "                        us/a/missing",
    ]


def test_barriers_withhold_small_groups(crowd, atlas):
    found = run("barriers", crowd, "--country", "us", "--withhold", "40", "--atlas", atlas, *DAY)

    assert found.output.splitlines()[-1] == (
        "No single requirement keeps 40 persons or more out of anything."
    )


def test_barriers_tell_other_programs_the_same(crowd, atlas):
    found = run(
        "barriers", crowd, "--country", "us", "--withhold", "5", "--json", "--atlas", atlas, *DAY
    )

    assert json.loads(found.stdout) == {
        "persons": 40,
        "withheld_below": 5,
        "barriers": [
            {"requirement": "OET (Score: at least 350)", "persons": 30, "opportunities": 1}
        ],
        "relaxations": [
            {
                "opportunity": "us/a/missing",
                "requirement": "OET (Score: at least 350)",
                "persons": 30,
            }
        ],
    }


def test_barriers_show_the_first_and_count_the_rest(crowd, atlas):
    found = run("barriers", crowd, "--possibly", "--most", "1", "--atlas", atlas, *DAY)

    assert found.output.splitlines()[-1] == "and 1 more: --most 100, or --json for all"


def test_barriers_count_nobody_of_a_broken_table(crowd, atlas, tmp_path):
    broken = tmp_path / "broken.csv"
    broken.write_text(crowd.read_text("utf-8") + "abella,graduate,perhaps,,,\n", "utf-8")

    found = run("barriers", broken, "--atlas", atlas, *DAY)

    assert found.stdout == ""
    assert str(found.exception).startswith(f"{broken}:42:")
