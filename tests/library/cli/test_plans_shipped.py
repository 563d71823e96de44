"""`salerno plan` and `salerno goals` on the facts that come with the library."""

import json

import pytest
from typer.testing import CliRunner

from salerno.cli import app
from salerno.errors import SalernoError

DAY = ("--as-of", "2026-11-22")
PLAB, ONTARIO = "gb/gmc/registration-plab", "ca/on/licence"
GRADUATE = "examples/persons/graduate.yaml"


@pytest.fixture
def run(root, monkeypatch):
    monkeypatch.chdir(root)

    def invoke(*words):
        return CliRunner().invoke(app, [*map(str, words)], catch_exceptions=True)

    return invoke


def plan(run, *words, person=GRADUATE, goals=(PLAB,), lives=200):
    asked = [word for goal in goals for word in ("--goal", goal)]
    return run("plan", person, *asked, *DAY, "--lives", lives, *words)


@pytest.mark.slow
def test_goals_are_compared_and_written_in_every_format(run, tmp_path):
    files = [tmp_path / f"routes.{ending}" for ending in ("xlsx", "ics", "svg", "json")]
    out = [word for file in files for word in ("--out", file)]

    found = plan(run, "--prove", "--most", 2, "--full", *out, goals=(PLAB, ONTARIO))

    assert found.exit_code == 0, found.output
    assert "proven cheapest" in found.output
    assert all(file.stat().st_size > 1000 for file in files)
    assert [one["goal"] for one in json.loads(files[3].read_text())] == [PLAB, ONTARIO]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--by", "2026-10-01"), "the last day"),
        (("--budget", "500GBP"), "within the budget"),
        (("--yearly", "1000 GBP"), "the money a year"),
        (("--refused", "gb"), "no entry"),
        (("--without", "gb/gmc/plab-1"), "you left it out"),
        (("--what-if", "refused GB"), "No route is left"),
        (("--what-if", "failed gb/gmc/plab-1", "--by", "2030-01-01"), "What if"),
        (("--what-if", "delayed gb/gmc/plab-2 2 months", "--currency", "usd"), "later"),
        (("--case", "outside=no", "--count", "document=2", "--segment", "class=x",
          "--examinations", "0", "--study", "10", "--language", "es"), "pasos"),
    ],
)  # fmt: skip
def test_limits_and_what_ifs_are_answered(run, words, said):
    found = plan(run, *words)

    assert found.exit_code == 0, found.output
    assert said in " ".join(found.output.split())


@pytest.mark.slow
def test_a_goal_that_is_held_says_so(run):
    found = plan(run, goals=("int/intealth/account", PLAB))

    assert "reached already" in found.output


@pytest.mark.slow
def test_whoever_is_barred_learns_by_what_and_who_could_lift_it(run):
    found = plan(run, person="examples/persons/barred.yaml", goals=("us/nrmp/main-match", PLAB))

    assert "only a change of the rule could lift this" in " ".join(found.output.split())


@pytest.mark.slow
def test_plans_are_told_to_other_software(run):
    found = plan(run, "--json", "--what-if", "learned de B2")

    (told,) = json.loads(found.stdout)
    assert (told["goal"], told["held"], told["barriers"]) == (PLAB, False, [])
    assert told["what-if"]["cheapest"]["added"] == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--out", "routes.docx"), "no format that routes are written in"),
        (("--out", "nowhere/routes.svg"), "there is no folder"),
        (("--budget", "much"), "is no amount"),
        (("--count", "document=many"), "is no number"),
        (("--case", "outside=perhaps"), "neither yes nor no"),
        (("--by", "soon"), "is not a date"),
        (("--refused", "ZZ"), "unknown country"),
        (("--rates", "nowhere.yaml"), "cannot be opened"),
    ],
)
def test_bad_input_is_told_in_one_line(run, words, said):
    found = plan(run, *words)

    assert isinstance(found.exception, SalernoError)
    assert said in str(found.exception)
    assert "\n" not in str(found.exception)


def test_money_without_rates_is_not_guessed(run, tmp_path):
    rates = tmp_path / "rates.yaml"
    rates.write_text("{base: EUR, as-of: 2026-10-30, source: us, per-base: {USD: 1.1}}")

    found = plan(run, "--budget", "1000EUR", "--currency", "PKR", "--rates", rates)

    assert isinstance(found.exception, SalernoError)


def test_goals_are_searched_for(run):
    found, told = run("goals", "plab"), run("goals", "ontario", "licence", "--json")

    assert PLAB in found.output
    assert ONTARIO in [goal["id"] for goal in json.loads(told.stdout)]


def test_no_goal_with_all_the_words_is_said(run):
    assert "No goal" in run("goals", "zzz").output
