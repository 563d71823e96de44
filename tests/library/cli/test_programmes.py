"""`salerno programmes find`, `show` and `compare`: rows, reasons, workbooks with their notes."""

import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from salerno.atlas import load_atlas
from salerno.atlas.directories import load_directory
from salerno.cli.programmes import app
from salerno.cli.searches import search
from salerno.credentials.circumstances import Circumstances
from salerno.credentials.conditions import Standpoint
from salerno.errors import InputError, UnknownName
from salerno.formats import read_person
from salerno.formats.shortlists import Shortlist, notes_in, shortlist_workbook
from salerno.money import Rates
from salerno.programmes.answers import taught_in
from salerno.rules import Voice
from salerno.rules.sieves import Sieve

LEAVER = Path(__file__).parents[3] / "examples" / "persons" / "school-leaver.yaml"
DAY = ("--as-of", "2026-11-23")
ATLAS = load_atlas()
DIRECTORY = load_directory(vocabulary=ATLAS.vocabulary)
VOICE = Voice("en", ATLAS.vocabulary)
FOUR = ("pl/jumc/md", "uz/cau/md", "us/yale/md", "hu/szeged/md")


def told(*words, errors=False):
    found = CliRunner().invoke(app, [str(word) for word in words])
    if not errors and not isinstance(found.exception, SystemExit | None):
        raise found.exception
    return " ".join(found.output.split())


def plain(*words):
    return json.loads(CliRunner().invoke(app, [*map(str, words), "--json"]).stdout)


def test_everything_is_found_and_counted_by_verdict():
    found = plain("find", LEAVER, *DAY, "--limit", 1000)

    assert sorted(row["id"] for row in found["rows"]) == sorted(DIRECTORY.programmes)
    assert sum(found["counts"].values()) == found["total"] == len(DIRECTORY.programmes)
    states = [row["state"] for row in found["rows"]]
    assert {state: states.count(state) for state in found["counts"]} == found["counts"]


def test_what_is_open_comes_first_and_what_nothing_is_known_of_last_of_its_kind():
    rows = plain("find", LEAVER, *DAY, "--limit", 1000)["rows"]

    order = ["eligible", "cannot-tell", "not-yet", "never"]
    ranks = [
        (order.index(row["state"]), DIRECTORY.programmes[row["id"]].rule is None) for row in rows
    ]
    assert ranks == sorted(ranks)


@pytest.mark.parametrize("sort", ["tuition", "name"])
def test_other_orders_lose_nothing(sort):
    rows = plain("find", LEAVER, *DAY, "--limit", 1000, "--sort", sort)["rows"]

    assert sorted(row["id"] for row in rows) == sorted(DIRECTORY.programmes)
    if sort == "name":
        names = [row["school"].casefold() for row in rows]
        assert names == sorted(names)
    else:
        assert rows[0]["tuition"] is not None


def test_wishes_narrow_what_is_found():
    rows = plain(
        "find", LEAVER, *DAY, "--country", "hu", "--english", "unclear", "--spoken", "de",
        "--entry", "school", "--words", "semmelweis", "--acceptance", "yes",
    )["rows"]  # fmt: skip

    everything = plain("find", LEAVER, *DAY, "--limit", 1000, "--english", "yes")["rows"]
    assert all(row["country"] == "HU" for row in rows)
    assert {row["id"] for row in everything} == {
        own.id for own in DIRECTORY.programmes.values() if taught_in(own, "en").answer == "yes"
    }


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--country", "XX"), ("--spoken", "klingon"), ("--entry", "never"), ("--english", "maybe"),
        ("--acceptance", "perhaps"), ("--state", "eligibl"), ("--sort", "luck"),
    ],
)  # fmt: skip
def test_wish_that_nothing_can_have_is_refused(option, value):
    with pytest.raises(UnknownName, match=option):
        told("find", LEAVER, *DAY, option, value)


def test_rows_say_the_verdict_the_reason_and_its_source():
    found = told("find", LEAVER, *DAY, "--state", "never", "--limit", 1)

    assert "Not open to you" in found
    assert "read on" in found
    assert "Open to you" in found
    assert "Taught in English through the clinical years?" in found


def test_spanish_speaks_spanish():
    assert "Abierto para usted" in told("find", LEAVER, *DAY, "--limit", 1, "--language", "es")


def test_workbook_is_written_whole_and_keeps_the_notes_that_are_in_it(tmp_path):
    out, noted = (
        tmp_path / "shortlist.xlsx",
        {"pl/jumc/md": "=ask about hostels", "us/yale/md": "x"},
    )
    out.write_bytes(shortlist_workbook(_listed(noted), VOICE))

    found = told("find", LEAVER, *DAY, "--country", "PL", "--out", out, "--currency", "GHS")

    assert "Written to" in found
    assert notes_in(out.read_bytes()) == noted
    assert [path.name for path in tmp_path.iterdir()] == ["shortlist.xlsx"]


def _listed(notes):
    chosen = tuple(DIRECTORY.programmes[name] for name in notes)
    around = Circumstances(date(2026, 11, 23))
    view = Standpoint(read_person(LEAVER, vocabulary=ATLAS.vocabulary), around)
    return Shortlist(chosen, view, {}, DIRECTORY, ATLAS.rates, "EUR", notes)


def test_tuition_in_a_currency_without_a_rate_comes_last():
    person = read_person(LEAVER, vocabulary=ATLAS.vocabulary)
    rates = Rates("EUR", date(2026, 11, 23), "made up", ())

    found = search(
        DIRECTORY, person, Sieve(country=("PL",)), circumstances=Circumstances(rates.as_of),
        voice=VOICE, rates=rates, sort="tuition",
    ).found  # fmt: skip

    known = [bool(own.tuition) and own.tuition[0].low.currency == "EUR" for own in found]
    assert known == sorted(known, reverse=True)
    assert set(known) == {True, False}


@pytest.mark.parametrize(
    ("name", "content", "currency"),
    [("list.pdf", None, "EUR"), ("list.xlsx", b"no workbook", "EUR"), ("list.xlsx", None, "XXY")],
)
def test_what_cannot_be_written_leaves_everything_as_it_was(tmp_path, name, content, currency):
    out = tmp_path / name
    if content:
        out.write_bytes(content)

    with pytest.raises(InputError):
        told("find", LEAVER, *DAY, "--out", out, "--currency", currency)

    assert [path.read_bytes() for path in tmp_path.iterdir()] == [content] * bool(content)


def test_programme_is_shown_with_all_that_is_stated_and_its_sources():
    found = told("show", "us/cclcm/md")

    assert "Cleveland Clinic" in found
    assert "Help with the costs" in found
    assert "read on" in found


def test_programme_is_shown_to_a_person_with_verdict_and_cost():
    found = told("show", "pl/jumc/md", "--person", LEAVER, *DAY)
    spoken = plain("show", "pl/jumc/md", "--person", LEAVER, *DAY)
    bare = plain("show", "us/duke/md", "--person", LEAVER, *DAY)

    assert "16,000" in found
    assert spoken["verdict"]["state"] in {"eligible", "cannot-tell", "not-yet", "never"}
    assert spoken["cost"]["low"][0].endswith("EUR")
    assert bare["verdict"] is None


def test_programme_for_nobody_has_neither():
    found = plain("show", "us/yale/md")

    assert (found["verdict"], found["cost"]) == (None, None)
    assert found["programme"]["programme"] == "us/yale/md"


def test_what_contradicts_itself_is_told():
    own = next(own for own in DIRECTORY.programmes.values() if own.disputes)

    assert " ".join(dict(own.disputes[0])["en"].split()) in told("show", own.id)


def test_unknown_programme_is_guessed():
    with pytest.raises(UnknownName, match="us/yale/mdd") as caught:
        told("show", "us/yale/mdd")

    assert "us/yale/md" in caught.value.fix


def test_programmes_are_compared_by_what_tells_them_apart():
    found, every = told("compare", *FOUR), told("compare", *FOUR, "--all")
    rows = plain("compare", *FOUR)

    assert "Money" in found
    assert "Not found" in found
    assert len(every) >= len(found)
    assert all(row["differs"] for row in rows)
    assert all(list(row["cells"]) == list(FOUR) for row in rows)


def test_one_alone_is_not_compared():
    with pytest.raises(InputError):
        told("compare", FOUR[0])
