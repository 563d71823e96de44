"""The printed plan says what the workbook says, tagged, in every script, without system fonts."""

import shutil
import subprocess
import sys
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest

from salerno.errors import InputError
from salerno.formats.presses import printed
from salerno.formats.printouts import plain_of, printout_of
from salerno.routes.answers import Answer
from salerno.routes.goals import Goal
from salerno.routes.routes import Plan
from salerno.routes.tasks import Conflict, Limits
from salerno.routes.wording.printed import TABLES
from salerno.rules.wording.voices import Voice
from tests.library.cli.test_routes_told import (
    ASKING,
    CHEAP,
    DEAR,
    FAST,
    GOAL,
    NOWHERE,
    SLOW,
    STEP1,
    told,
)
from tests.library.routes.office import WORDS, outlook, step
from tests.spec.clerk import held, person

VOICE = Voice("en", WORDS)


@pytest.fixture(scope="module")
def one():
    """Return an answer with an unknown price, and a judgement of others."""
    return told(ASKING, CHEAP)


def plain(*answers, voice=VOICE):
    return plain_of(answers, voice, outlook())


def texts_of(content, tmp_path):
    """The text of a PDF as a reader extracts it."""
    if shutil.which("pdftotext") is None:
        pytest.skip("NOT CHECKED: pdftotext of poppler-utils is not installed")
    path = tmp_path / "plan.pdf"
    path.write_bytes(content)
    run = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True)
    return run.stdout


def typefaces(content):
    """The names of the typefaces that are embedded."""
    with pikepdf.open(BytesIO(content)) as book:
        return {
            str(one.BaseFont).partition("+")[2]
            for one in book.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/Subtype") == "/Type0"
        }


def test_printout_is_tagged_for_screen_readers_and_bears_title_and_language(one):
    content = printout_of([one], VOICE, outlook())

    with pikepdf.open(BytesIO(content)) as book:
        part = book.open_metadata()["pdfuaid:part"]
        marked, lang = bool(book.Root.MarkInfo.Marked), str(book.Root.Lang)
        title = str(book.docinfo["/Title"])
    assert (part, marked, lang, title) == ("1", True, "en", "Route plan: Licence")


def test_equal_answers_give_equal_printouts(one):
    assert printout_of([one], VOICE, outlook()) == printout_of([one], VOICE, outlook())


def test_printout_says_the_steps_the_costs_and_the_sources(one, tmp_path):
    words = texts_of(printout_of([one], VOICE, outlook()), tmp_path)

    for said in ("Route plan", "Licence", "100 USD", "Others decide", "Sources", "Timeline"):
        assert said in words


def test_step_says_why_it_is_needed(one):
    (answer,) = plain(one)["answers"]

    (first, last) = answer["routes"][0]["steps"]
    assert first["text"] == "cheap"
    assert [words.startswith("Needed for b: ") for words in first["needed"]] == [True]
    assert last["needed"] == []


def test_step_bears_its_earliest_and_planned_days_and_its_source(one):
    (answer,) = plain(one)["answers"]

    first = answer["routes"][0]["steps"][0]
    assert [name for name, _ in first["days"]] == ["Earliest", "Begin", "Result"]
    assert first["source"] == {
        "text": "https://example.org/law (law, read on 22 November 2026, confidence A)",
        "url": "https://example.org/law",
    }


def test_closing_days_and_what_lapses_are_said():
    licence = step(
        "b",
        f"{{has: {STEP1}, age: at most 1 year}}",
        kind="licence",
        sessions="[{on: 2027-06-01, closes: 2027-05-01, source: law}]",
    )

    (answer,) = plain(told(licence, DEAR))["answers"]

    (route,) = answer["routes"]
    assert ("Closing day", "1 May 2027") in route["steps"][-1]["days"]
    assert len(route["lapses"]["lines"]) > 0


def test_costs_are_summed_by_year_payer_and_currency_without_what_is_only_shown():
    (answer,) = plain(told(ASKING, DEAR, limits=Limits()))["answers"]

    years = answer["routes"][0]["years"]
    assert years["heads"] == ["Year", "Paid by", "At least", "At most", "Currency"]
    assert years["title"] == "Costs by year of applying (at least)"
    assert years["rows"] == [
        ["2026", "applicant", "950", "950", "EUR"],
        ["2026", "employer", "900", "900", "USD"],
    ]


def test_what_is_supposed_stands_apart_from_the_steps(one):
    (answer,) = plain(one)["answers"]

    route = answer["routes"][0]
    assert [part["title"] for part in route["unknown"]] == [
        "Others decide:",
        "Cost not known:",
        "Time not known:",
        "Nobody has counted how many get through: cheap.",
    ]
    assert route["unknown"][0]["lines"][0]["text"] == "a decision: fitness"
    assert len(route["steps"]) == 2


def test_route_of_which_all_is_known_names_nothing_unknown():
    fees = "[{for: form, amount: 100 EUR, source: law}]"
    licence = step("b", "nothing", kind="licence", duration="10 days", fees=fees)

    (answer,) = plain(told(licence))["answers"]

    assert answer["routes"][0]["unknown"] == []
    assert answer["routes"][0]["years"]["title"] == "Costs by year of applying"


def test_routes_without_dates_are_printed_without_a_timeline(tmp_path):
    one = told(ASKING, CHEAP, dated=False)

    words = texts_of(printout_of([one], VOICE, outlook()), tmp_path)

    assert "Timeline" not in words
    assert plain(one)["answers"][0]["routes"][0]["years"]["rows"][0][0] == ""


def test_goal_without_a_route_names_its_barriers_and_who_could_lift_them(one, tmp_path):
    shut = told(goal=NOWHERE)

    content = plain(one, shut)

    obstacle = content["answers"][1]["obstacle"]
    assert [line["text"].rpartition(" (")[2] for line in obstacle["lines"]] == [
        "you could change this)"
    ]
    assert content["goals"] == "Licence · c"
    assert obstacle["title"] in texts_of(printed(content), tmp_path).replace("\n", " ")


def test_dates_that_cannot_hold_together_are_named(one):
    (route,) = told(ASKING, CHEAP, dated=False).plan.routes
    failed = replace(route, timeline=Conflict((), ("by",), ()))

    (answer,) = plain(Answer(Plan(GOAL, failed=failed), None))["answers"]

    assert [line["text"] for line in answer["obstacle"]["lines"]] == ["the last day"]


def test_goal_that_is_reached_already_says_so():
    goal = Goal("g", (), (), STEP1, ())

    content = plain(told(CHEAP, goal=goal, someone=person(held(STEP1))))

    assert content["answers"][0]["held"] == "This goal is reached already."
    assert content["answers"][0]["obstacle"] is None
    assert content["summary"]["rows"][0][1] == "This goal is reached already."


def test_routes_of_one_goal_stand_beside_each_other():
    rows = plain(told(ASKING, SLOW, FAST))["summary"]["rows"]

    assert [row[1] for row in rows] == ["cheapest, surest", "fastest"]
    assert rows[1][-1] == ""


def test_long_timeline_stays_on_its_page(one):
    content = plain(one)
    tall = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 900"><path d="M0 0h9v9z"/></svg>'
    )
    content["answers"][0]["timeline"]["picture"] = tall

    assert printed(content).startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("language", "heading", "typeface"),
    [("ar", "خطة المسار", "NotoSansArabic"), ("ru", "План маршрута", "NotoSans")],
)
def test_arabic_and_cyrillic_are_set_with_glyphs_of_their_own(
    one, tmp_path, language, heading, typeface
):
    content = printed({**plain(one), "language": language, "title": heading, "goals": heading})

    assert any(name.startswith(typeface) for name in typefaces(content))
    with pikepdf.open(BytesIO(content)) as book:
        assert str(book.Root.Lang) == language
        assert str(book.docinfo["/Title"]) == f"{heading}: {heading}"
    assert set(heading) <= set(texts_of(content, tmp_path))


def test_arabic_in_the_picture_is_drawn_as_points(one):
    content = plain(one)
    timeline = content["answers"][0]["timeline"]
    timeline["picture"] = timeline["picture"].replace("Licence", "رخصة مزاولة الطب")

    with pikepdf.open(BytesIO(printed(content))) as book:
        drawn = [page for page in book.pages if page.get_images()]

    assert len(drawn) == 1
    assert plain(one)["answers"][0]["timeline"]["kind"] == "svg"


def test_character_without_a_glyph_is_refused_by_name(one):
    with pytest.raises(InputError, match="cover Latin, Cyrillic and Arabic only") as error:
        printed({**plain(one), "title": "中"})

    assert "中" in str(error.value)


def test_words_of_the_template_are_never_run(one, tmp_path):
    content = printed({**plain(one), "title": '#panic("run") *plan*'})

    assert '#panic("run") *plan*' in texts_of(content, tmp_path)


def test_missing_extra_says_what_to_install(one, monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)

    with pytest.raises(InputError, match=r"pip install 'salerno\[pdf\]'"):
        printout_of([one], VOICE, outlook())


def test_every_language_prints_the_same_keys():
    keys = {language: set(table) for language, table in TABLES.items()}

    assert set(map(frozenset, keys.values())) == {frozenset(keys["en"])}
    assert set(keys) >= {"en", "es", "fr", "ar", "ru"}


def test_spanish_voice_prints_spanish_heads(one):
    content = plain(one, voice=Voice("es", WORDS))

    assert content["title"] == "Plan de ruta"
    assert content["language"] == "es"
