"""`salerno plan` and `salerno goals`, on a small atlas of their own."""

import json

import pytest

from salerno.errors import SalernoError
from tests.library.cli.office import (
    BRITISH,
    DAY,
    EGYPTIAN,
    GRADUATE,
    STUDENT,
    atlas_in,
    cases,
    rule,
    run,
)

EXAM = """
grants: [{type: exam/oet, scope: {passed: yes}, source: list}]
fees: [{for: examination, amount: 450 USD, source: list}]
duration: 10 days
sessions: [{on: [2027-03-01, 2027-06-01], apply-before: 2 weeks, source: list}]
attempts: {limit: 1, source: list}
presence: {countries: [US], source: list}
odds: [{of: pass, rate: 60 %, year: "2025", source: list}]
"""
QUICK = """
grants: [{type: exam/oet, scope: {passed: yes}, source: list}]
fees: [{for: examination, amount: 900 USD, source: list}]
duration: 2 days
presence: {countries: [US], source: list}
odds: [{of: pass, rate: 60 %, passed: 6, sat: 10, year: "2025", source: list}]
"""
PAID = "fees: [{for: form, amount: 100 USD, source: list}]\nduration: 3 days\n"
PASSED = "{has: exam/oet, where: {passed: yes}, id: oet}"
JAB = "{fact: vaccinated, is: yes, id: jab}"
CHAIR = "{judge: chair, id: chair, text: {en: The chair must agree.}}"
BAR = "{fact: citizenship, is: GB, id: british, if-unmet: never}"
RATES = "base: EUR\nas-of: 2026-10-30\nsource: A bank\nper-base: {USD: 1.25}\n"
HELD = "credentials: [{type: exam/oet, on: 2026-02-03, passed: %s}]"
YES = "{complete: [exam/oet], facts: {vaccinated: yes, judged/chair: yes}, " + HELD % "yes" + "}"
NOT = "{complete: [exam/oet], facts: {vaccinated: no, judged/chair: no}}"
MET = cases(GRADUATE, STUDENT)
GRANTS = "grants: [{type: work/clinical, source: list}]\n"
ROUTES = (
    (rule("us/a/exam", "{fact: status, is: graduate}", kind="examination", more=EXAM), MET),
    (rule("us/a/quick", "{fact: status, is: graduate}", kind="examination", more=QUICK), MET),
    (rule("us/a/licence", f"[{PASSED}, {JAB}, {CHAIR}]", more=PAID), cases(YES, NOT)),
    (rule("us/a/bare", PASSED), cases(YES, NOT)),
    (rule("us/a/free", "{fact: status, is: graduate}"), MET),
    (rule("us/a/clinic", "{fact: status, is: graduate}", more=GRANTS), MET),
    (rule("gb/b/barred", BAR), cases(BRITISH, EGYPTIAN, expect="never")),
)
PERSON = """
person: trota
facts: {citizenship: [EG], status: graduate}
complete: [exam/oet, work/clinical]
credentials: [{type: work/clinical, on: 2026-01-01}]
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return the folder of an atlas with two ways to an examination, and no rates."""
    return atlas_in(tmp_path_factory.mktemp("routes"), *ROUTES)


@pytest.fixture(scope="module")
def trota(tmp_path_factory):
    """Return the file of a graduate who has sat no test."""
    path = tmp_path_factory.mktemp("people") / "trota.yaml"
    path.write_text(PERSON, "utf-8")
    return path


@pytest.fixture
def plan(folder, trota):
    """Return the command asked for Trota, on the small atlas, as of one day."""

    def asked(*words, goals=("us/a/licence",)):
        to = [word for goal in goals for word in ("--goal", goal)]
        return run("plan", trota, *to, *words, "--lives", 50, "--atlas", folder, *DAY)

    return asked


@pytest.fixture(scope="module")
def rates(tmp_path_factory):
    """Return the file of a table of exchange rates."""
    path = tmp_path_factory.mktemp("rates") / "rates.yaml"
    path.write_text(RATES, "utf-8")
    return path


def told(found):
    """Return what was answered to other programs, which must be all right."""
    assert found.exit_code == 0, found.exception
    return json.loads(found.stdout)


def routes_of(found):
    """Return the ids of the opportunities of each route to the first goal."""
    return [[step["opportunity"] for step in route["steps"] if step["opportunity"]]
            for route in told(found)[0]["routes"]]  # fmt: skip


def lines_of(found):
    """Return the lines of an answer without the space around them."""
    assert found.exit_code == 0, found.exception
    return [line.strip() for line in found.output.splitlines()]


def test_several_goals_are_compared_first(plan):
    found = plan("--currency", "usd", goals=("us/a/clinic", "us/a/bare", "gb/b/barred"))

    assert lines_of(found)[2:8] == [
        "goal            route                  steps  cost       done          get there",
        "The clinic one  This goal is reached",
        "already.",
        "The bare one    cheapest, surest       2      ≥ 450 USD  ≥ 2027-03-11  98%",
        "The bare one    fastest                2      ≥ 900 USD  ≥ 2026-11-24  98%",
        "The barred one  no route",
    ]


def test_one_goal_is_compared_with_nothing_and_times_not_known_are_said(plan):
    alone, both = plan(goals=("us/a/free",)), plan(goals=("us/a/free", "us/a/licence"))

    assert [line for line in lines_of(alone) if line.startswith("goal ")] == []
    assert [line for line in lines_of(both) if line.startswith("The free one   ")] == [
        "The free one     cheapest,      1      cost not known  time not       100%"
    ]


def test_first_route_is_told_step_by_step_and_the_others_in_short(plan):
    found = lines_of(plan("--currency", "USD", goals=("us/a/bare",)))

    at = found.index("2. fastest")
    assert found[at + 3 : at + 5] == [
        "22 November 2026 · The quick one",
        "24 November 2026 · The bare one",
    ]
    assert "Last attempt: The exam one." in found
    assert "Last day to apply: 15 February 2027" in found
    assert found[-1] == "Every route step by step: --full"


def test_every_route_is_told_step_by_step_in_full(plan):
    found = lines_of(plan("--currency", "USD", "--full", goals=("us/a/bare",)))

    assert found.count("• 22 November 2026 · The quick one") == 1
    assert "Every route step by step: --full" not in found


def test_what_a_route_stands_on_and_what_others_decide_stand_apart(plan):
    found = lines_of(plan())

    at = found.index("It stands on what is not known:")
    assert found[at + 1 : at + 4] == [
        "• Vaccinated: yes",
        "Others decide:",
        "• The chair must agree",
    ]


def test_proven_route_says_so(plan):
    found = lines_of(plan("--prove", "--most", "1", "--currency", "USD", goals=("us/a/bare",)))

    assert [line for line in found if line[:2] in ("1.", "2.")] == [
        "1. cheapest, surest · proven cheapest, unknown prices taken to be usual ones"
    ]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        (("--currency", "USD"), "us/a/exam"),
        (("--budget", "600 USD"), "us/a/exam"),
        (("--currency", "USD", "--by", "2026-12-31"), "us/a/quick"),
        (("--currency", "USD", "--without", "us/a/exam"), "us/a/quick"),
        (("--currency", "USD", "--examinations", "0", "--study", "30"), "us/a/exam"),
        (("--currency", "USD", "--segment", "class=x", "--count", "paper=2"), "us/a/exam"),
        (("--currency", "USD", "--case", "late=yes", "--case", "far=no"), "us/a/exam"),
    ],
)
def test_cheapest_route_is_within_the_limits(plan, words, first):
    assert routes_of(plan("--json", *words))[0] == [first, "us/a/licence"]


def test_amounts_are_changed_by_the_rates_of_the_file(plan, rates):
    found = plan("--budget", "400EUR", "--currency", "USD", "--rates", rates)

    (over,) = [line for line in lines_of(found) if line.startswith("No route within")]
    assert over == "No route within the budget: the cheapest costs at least 550 USD."
    assert "A bank" in found.output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("--budget", "100USD"),
            ["No route within the budget: the cheapest costs at least 550 USD."],
        ),
        (("--yearly", "50USD"), ["These cannot hold together:", "• the money a year"]),
        (("--by", "2026-11-23"), ["These cannot hold together:", "• the last day"]),
        (
            ("--by", "2027-02-01", "--without", "us/a/quick"),
            ["These cannot hold together:", "• the last day", "• when “The exam one” is held"],
        ),
    ],
)  # fmt: skip
def test_limits_that_leave_no_route_are_named(plan, words, said):
    found = lines_of(plan(*words))

    assert found[found.index("The licence one · us/a/licence") + 1 :] == said


def test_no_route_is_told_by_its_barriers_and_their_sources(plan):
    found = lines_of(plan(goals=("gb/b/barred",)))

    assert found[found.index("The barred one · gb/b/barred") + 1 :] == [
        "No route. The smallest set of barriers that closes them all:",
        "• gb/b/barred: Citizenships: United Kingdom (only a change of the rule could",
        "lift this, not you)",
        "The list (official source, read on 2 January 2026, confidence A):",
        "https://example.org/list",
    ]


def test_refused_country_is_a_barrier_that_was_set(plan):
    found = told(plan("--refused", "us", "--json"))

    assert found[0]["routes"] == []
    assert [barrier["lifter"] for barrier in found[0]["barriers"]] == ["limit"]


@pytest.mark.parametrize(
    ("limits", "supposed", "goal", "said"),
    [
        ((), "refused US", "us/a/licence", "No route is left."),
        ((), "fact citizenship=GB", "gb/b/barred", "A route opens."),
        ((), "off us/a/free", "gb/b/barred", "Nothing changes."),
        ((), "off us/a/quick", "us/a/licence", "cost 0 EUR · end 107 days later"),
        (("--without", "us/a/quick"), "off us/a/free", "us/a/licence", "end at the same time"),
        (
            ("--currency", "USD"),
            "off us/a/exam",
            "us/a/licence",
            "cost +450 USD · end 107 days earlier",
        ),
    ],
)
def test_what_if_says_what_would_change(plan, limits, supposed, goal, said):
    found = lines_of(plan(*limits, "--what-if", supposed, goals=(goal,)))

    assert said in " ".join(found[found.index("What if:") :])


def test_chance_within_the_time_is_told_with_a_last_day(plan):
    found = " ".join(
        lines_of(plan("--currency", "USD", "--by", "2028-01-01", goals=("us/a/bare",)))
    )

    assert "do so in time." in found


def test_plan_answers_in_spanish(plan):
    found = lines_of(plan("-l", "es", "--budget", "100USD"))

    assert found[-1] == (
        "Ninguna ruta cabe en el presupuesto: la más barata cuesta al menos 550 USD."
    )


def test_plan_tells_other_programs_the_same(plan):
    found = told(plan("--json", goals=("us/a/licence", "us/a/clinic")))

    assert [(one["goal"], one["held"]) for one in found] == [
        ("us/a/licence", False),
        ("us/a/clinic", True),
    ]


@pytest.mark.parametrize("ending", [".xlsx", ".ics", ".svg", ".pdf", ".json"])
def test_answers_are_written_to_a_file_of_each_format(plan, tmp_path, ending):
    path = tmp_path / f"routes{ending}"

    found = plan("--out", path)

    assert "Written to" in found.output
    assert [one.name for one in tmp_path.iterdir()] == [path.name]
    assert path.stat().st_size > 0


def test_file_that_cannot_be_replaced_is_told_and_nothing_is_left(plan, tmp_path):
    path = tmp_path / "routes.json"
    path.mkdir()

    found = plan("--out", path)

    assert str(found.exception).startswith(f"{path}: cannot be written")
    assert [one.name for one in tmp_path.iterdir()] == ["routes.json"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--out", "routes.doc"), "--out: 'routes.doc' is no format that routes are written in"),
        (("--out", "nowhere/routes.svg"), "--out: there is no folder 'nowhere'"),
        (("--budget", "much"), "--budget: 'much' is no amount"),
        (("--yearly", "x EUR"), "--yearly: 'x EUR' is no amount"),
        (("--budget", "9GBP", "--currency", "USD"), "no rates to change 9 GBP into USD"),
        (("--count", "paper=many"), "--count: 'many' is no number"),
        (("--case", "late=perhaps"), "--case: 'perhaps' is neither yes nor no"),
        (("--by", "soon"), "--by: 'soon' is not a date"),
        (("--refused", "ZZ"), "unknown country"),
        (("--without", "us/a/fre"), "unknown opportunity"),
        (("--rates", "nowhere.yaml"), "nowhere.yaml: cannot be opened"),
        (("--goal", "us/a/fre"), "unknown goal 'us/a/fre'"),
    ],
)
def test_bad_input_is_told_in_one_line_and_nothing_is_written(
    plan, tmp_path, monkeypatch, words, said
):
    monkeypatch.chdir(tmp_path)

    found = plan("--out", "routes.json", *words)

    assert isinstance(found.exception, SalernoError)
    assert str(found.exception)[: len(said)] == said
    assert "\n" not in str(found.exception)
    assert list(tmp_path.iterdir()) == []


def test_rate_that_is_no_number_is_told_with_its_place(plan, tmp_path):
    path = tmp_path / "rates.yaml"
    path.write_text(RATES.replace("1.25", "dear"), "utf-8")

    found = plan("--rates", path)

    assert str(found.exception) == f"{path}:4:17: USD: 'dear' is no number"


def test_goals_are_listed_with_their_titles(folder):
    assert run("goals", "--atlas", folder).output.splitlines()[:2] == [
        "gb/b/barred",
        "    The barred one",
    ]


def test_goals_are_searched_for_by_words(folder):
    assert run("goals", "LICENCE", "one", "--atlas", folder).output.splitlines() == [
        "us/a/licence",
        "    The licence one",
    ]


def test_no_goal_with_all_the_words_is_said(folder):
    found = run("goals", "licence", "barred", "--atlas", folder)

    assert found.output == "No goal has all these words in its id or title.\n"


def test_goals_are_told_to_other_programs(folder):
    found = told(run("goals", "licence", "--json", "--atlas", folder))

    assert [goal["id"] for goal in found] == ["us/a/licence"]
