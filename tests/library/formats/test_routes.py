"""Files of routes are whole or not there, whatever their format."""

import json
import subprocess
import sys
import zipfile
from datetime import date

import numpy as np
import pytest
from icalendar import Calendar

from salerno.errors import InputError
from salerno.formats import ROUTE_FORMATS, write_routes
from salerno.routes.answers import answer
from salerno.routes.goals import goal_named
from salerno.routes.planning import Wishes
from salerno.routes.whatifs import Case
from salerno.rules.packs import compile_pack
from salerno.rules.wording.voices import Voice
from tests.library.routes.office import WORDS, outlook, step
from tests.spec.clerk import person

LICENCE = step(
    "gb/licence",
    "nothing",
    kind="licence",
    duration="10 days",
    fees="[{for: form, amount: 100 EUR, source: law}]",
)
VOICE = Voice("en", WORDS)


@pytest.fixture(scope="module")
def answers():
    """Return the answer to one goal that takes one step of ten days for 100 EUR."""
    goal = goal_named("gb/licence", [LICENCE], vocabulary=WORDS)
    case = Case(person(), outlook())
    random = np.random.default_rng(1)
    wishes = Wishes(lives=10)
    return [answer(case, compile_pack([LICENCE]), goal=goal, wishes=wishes, random=random)]


@pytest.mark.parametrize("ending", ROUTE_FORMATS)
def test_equal_answers_give_equal_files(answers, tmp_path, ending):
    first, second = (tmp_path / f"{name}{ending}" for name in "ab")

    for path in (first, second):
        write_routes(path, answers, voice=VOICE, outlook=outlook())

    assert first.read_bytes() == second.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == [first.name, second.name]


def test_calendar_names_the_days_of_the_step_first_and_last_included(answers, tmp_path):
    path = tmp_path / "routes.ics"

    write_routes(path, answers, voice=VOICE, outlook=outlook())

    (event,) = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    assert str(event["summary"]) == "gb/licence"
    assert event.decoded("dtstart") == date(2026, 11, 22)
    assert event.decoded("dtend") == date(2026, 12, 3)


def test_workbook_has_its_six_sheets(answers, tmp_path):
    path = tmp_path / "routes.xlsx"

    write_routes(path, answers, voice=VOICE, outlook=outlook())

    with zipfile.ZipFile(path) as book:
        sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 6


def test_json_tells_the_cost_and_the_days(answers, tmp_path):
    path = tmp_path / "routes.json"

    write_routes(path, answers, voice=VOICE, outlook=outlook())

    ((told,),) = (one["routes"] for one in json.loads(path.read_text("utf-8")))
    assert told["high"] == "100 EUR"
    assert told["timeline"]["finish"] == ["2026-12-02", "2026-12-02"]


def test_file_that_cannot_be_written_leaves_the_old_one(answers, tmp_path):
    target = tmp_path / "routes.json"
    target.mkdir()

    with pytest.raises(InputError) as error:
        write_routes(target, answers, voice=VOICE, outlook=outlook())

    assert str(error.value).endswith("name a file in a folder that you may write to")
    assert [path.name for path in tmp_path.iterdir()] == ["routes.json"]


def test_formats_are_loaded_without_what_writes_them():
    slow = "('icalendar', 'xlsxwriter', 'ortools', 'clingo')"
    code = f"import sys, salerno.cli; print([m for m in {slow} if m in sys.modules])"

    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert run.stdout == "[]\n"
