"""What the terminal, the workbook, the calendar and the picture say where little is known."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import numpy as np
import pytest
from icalendar import Calendar

from salerno.cli.routes import show_answers
from salerno.formats import ROUTE_FORMATS, write_routes
from salerno.formats.sheets import sheets_of
from salerno.money import Rates
from salerno.periods import Span
from salerno.routes.answers import Answer, answer
from salerno.routes.goals import Goal
from salerno.routes.planning import Wishes
from salerno.routes.routes import Plan
from salerno.routes.tasks import Bond, Conflict, Limits, Point
from salerno.routes.whatifs import Case, Difference
from salerno.rules.packs import compile_pack
from salerno.rules.wording.voices import Voice
from tests.library.cli.office import DAY as DAY_OPTION
from tests.library.cli.office import run
from tests.library.routes.office import WORDS, outlook, step
from tests.spec.clerk import held, person

STEP1 = "us/usmle-step1"
VOICE = Voice("en", WORDS)
RATES = Rates("EUR", date(2026, 10, 30), "A bank", (("USD", Decimal("1.25")),))
ASKING = step("b", f"[{{has: {STEP1}}}, {{judge: fitness}}]", kind="licence")
FEES = "[{for: sitting, amount: 100 USD, source: law}, {for: seat, amount: unknown, source: law}]"
CHEAP = step(
    "cheap", kind="examination", grants=STEP1, fees=FEES, duration="{from: 5 days, to: 3 years}",
    waits="[{for: result, from: 1 week, to: 2 weeks, source: law}]",
)  # fmt: skip
DEAR = step(
    "dear", kind="examination", grants=STEP1, duration="2 days",
    fees="[{for: sitting, amount: 900 USD, source: law, payer: employer},"
    " {for: proof, amount: 50 EUR, source: law, held: yes},"
    " {for: exam, amount: 950 EUR, source: law}]",
    odds="[{of: pass, rate: 90 %, year: 2025, source: law}]",
)  # fmt: skip
GOAL = Goal("b", (("en", "Licence"),), ("b",))
NOWHERE = Goal("c", (), ("c",))
SHUT = step("c", "{has: us/j1-status, id: status}", kind="licence")


def told(*steps, goal=GOAL, to=None, whats=(), someone=None, **wishes):
    """The answer for one goal."""
    case = Case(someone or person(), to or outlook())
    return answer(
        case,
        compile_pack((*steps, SHUT)),
        goal=goal,
        wishes=Wishes(lives=20, **wishes),
        random=np.random.default_rng(1),
        what_if=whats,
    )


def said(capsys, *answers, to=None, in_full=False):
    show_answers(answers, VOICE, outlook=to or outlook(), in_full=in_full)
    return " ".join(capsys.readouterr().out.split())


def test_routes_without_dates_and_rates_are_compared_all_the_same(capsys):
    one = told(ASKING, CHEAP, DEAR, dated=False)

    words = said(capsys, one, told(goal=NOWHERE), in_full=True)

    assert "at least 950 EUR" in words
    assert "no route" in words


def test_the_range_of_days_and_the_rates_are_said(capsys):
    to = outlook(rates=RATES, currency="USD")
    rich = step(
        "a",
        grants=STEP1,
        duration="{from: 5 days, to: 9 days}",
        fees="[{for: x, amount: 10 USD, source: law}]",
    )
    licence = step(
        "b",
        f"{{has: {STEP1}}}",
        kind="licence",
        duration="1 day",
        fees="[{for: y, amount: 5 USD, source: law}]",
    )

    words = said(capsys, told(licence, rich, to=to), told(licence, rich, to=to), to=to)

    assert "done between 28 November 2026 and 2 December 2026" in words
    assert "A bank" in words


def test_what_cannot_hold_together_is_said_with_its_sessions_and_bonds(capsys):
    (route,) = told(ASKING, CHEAP, dated=False).plan.routes
    bond = Bond(Point("cheap"), Point("b", "apply"), most=Span(years=1))
    conflict = Conflict((bond,), ("by",), ("cheap",))
    failed = Plan(GOAL, failed=replace(route, timeline=conflict))

    words = said(capsys, Answer(failed, None))

    assert "the last day" in words
    assert "at most 1 year after" in words


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (True, False, "No route is left"),
        (False, True, "A route opens"),
        (False, False, "Nothing changes"),
    ],
)
def test_what_a_what_if_opens_or_closes_is_said(capsys, before, after, expected):
    route, none = told(ASKING, CHEAP).plan, told(goal=NOWHERE).plan
    plans = [route if is_open else none for is_open in (before, after)]

    words = said(capsys, Answer(plans[0], None, Difference(*plans, None, None)))

    assert expected in words


def test_what_a_what_if_changes_is_said(capsys):
    words = said(capsys, told(ASKING, CHEAP, DEAR, whats=("delayed dear 2 months",)))

    assert "later" in words


def test_whoever_holds_the_goal_reads_so_everywhere(capsys):
    goal = Goal("g", (), (), STEP1, ())
    one = told(CHEAP, goal=goal, someone=person(held(STEP1)))

    assert "reached already" in said(capsys, one)
    assert sheets_of([one], VOICE, outlook())[0].rows[0][-1] == "This goal is reached already."


@pytest.mark.parametrize("ending", ROUTE_FORMATS)
def test_routes_of_unknown_dates_and_prices_are_written(tmp_path, ending):
    to = outlook(rates=RATES)
    answers = [told(ASKING, CHEAP, DEAR, dated=False, to=to), told(goal=NOWHERE, to=to)]
    path = tmp_path / f"routes{ending}"

    write_routes(path, answers, voice=VOICE, outlook=to)

    assert path.stat().st_size > 0


def test_fees_of_others_and_money_to_be_shown_stand_in_the_workbook():
    one = told(ASKING, DEAR, limits=Limits())

    costs = sheets_of([one], VOICE, outlook())[3]

    rows = {row[2]: row for row in costs.rows}
    assert rows["sitting"][3] == "employer"
    assert rows["proof"][8] == "to be shown, not spent"
    assert rows["exam"][5] == Decimal(950)


def test_a_workbook_is_read_back_as_sheets(tmp_path):
    path = tmp_path / "routes.xlsx"

    write_routes(path, [told(ASKING, CHEAP, DEAR)], voice=VOICE, outlook=outlook())

    names = ZipFile(BytesIO(path.read_bytes())).namelist()
    assert sum(name.startswith("xl/worksheets/sheet") for name in names) == 6


def test_what_lapses_stands_in_the_calendar(tmp_path):
    path, rule = tmp_path / "routes.ics", f"{{has: {STEP1}, age: at most 1 year}}"
    licence = step(
        "b", rule, kind="licence", sessions="[{on: 2027-06-01, closes: 2027-05-01, source: law}]"
    )

    write_routes(path, [told(licence, DEAR)], voice=VOICE, outlook=outlook())

    titles = [str(e["summary"]) for e in Calendar.from_ical(path.read_bytes()).walk("VEVENT")]
    assert [title for title in titles if title.startswith("Lapses")] != []


def euros(amount):
    """A fee."""
    return f"[{{for: sitting, amount: {amount} EUR, source: law}}]"


SLOW = step("slow", grants=STEP1, duration="300 days", fees=euros(1))
FAST = step("fast", grants=STEP1, duration="3 days", fees=euros(50))


def test_other_routes_are_told_in_short_and_how_to_see_them_in_full(capsys):
    words = said(capsys, told(ASKING, SLOW, FAST))

    assert "--full" in words
    assert "1. cheapest" in words
    assert "2. fastest" in words


def test_steps_that_a_what_if_changes_are_named(capsys):
    words = said(capsys, told(ASKING, SLOW, FAST, whats=("delayed fast 3 years",)))

    assert "no longer: fast" in words
    assert "new: slow" in words


def test_foreign_money_without_rates_is_compared_as_it_is(capsys):
    licence = step("b", f"{{has: {STEP1}}}", kind="licence", fees=euros(1), duration="1 day")
    exam = step("a", grants=STEP1, fees="[{for: x, amount: 7 USD, source: law}]", duration="1 day")

    words = said(capsys, told(licence, exam), told(licence, exam))

    assert "1 EUR + 7 USD" in words


def test_a_step_that_takes_no_time_says_nothing_of_days(capsys):
    licence = step("b", "nothing", kind="licence", fees=euros(0), duration="0 days")

    assert "half of those" not in said(capsys, told(licence))


def test_unknown_fees_say_so_in_the_workbook():
    costs = sheets_of([told(ASKING, CHEAP)], VOICE, outlook())[3]

    assert [row[8] for row in costs.rows if row[2] == "seat"] == ["cost not known"]


def test_amounts_in_another_currency_need_rates(atlas, trota):
    found = run(
        "plan", trota, "--goal", "us/a/open", *DAY_OPTION, "--atlas", atlas,
        "--budget", "10 USD", "--currency", "EUR",
    )  # fmt: skip

    assert "no rates to change 10 USD into EUR" in str(found.exception)
