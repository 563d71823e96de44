"""The invented persons of the examples are read by the real atlas, and get telling verdicts."""

from datetime import date
from pathlib import Path

import pytest

from salerno.credentials.circumstances import Circumstances
from salerno.formats import read_people, read_person, write_person
from salerno.rules.chain import State
from salerno.rules.packs import compile_pack
from salerno.rules.verdicts import screen
from salerno.strict_yaml import read

FOLDER = Path(__file__).parents[2] / "examples/persons"
NAMES = sorted(path.stem for path in FOLDER.glob("*.yaml"))
NOW = Circumstances(date(2026, 11, 22))


@pytest.fixture(scope="module")
def people(atlas):
    """Return the example persons by the names of their files."""
    vocabulary = atlas.vocabulary
    return {name: read_person(FOLDER / f"{name}.yaml", vocabulary=vocabulary) for name in NAMES}


@pytest.fixture(scope="module")
def pack(atlas):
    """Return all rules of the atlas, compiled."""
    return compile_pack(atlas.opportunities.values())


def states(person, pack):
    """Return the verdict of every opportunity, by its id."""
    return {v.opportunity.id: v.state for v in screen(person, pack, circumstances=NOW)}


def test_folder_of_examples_is_read_whole(atlas, people):
    assert list(read_people(FOLDER, vocabulary=atlas.vocabulary)) == list(people.values())
    assert {"graduate", "specialist", "student"} <= set(people)


@pytest.mark.parametrize("name", NAMES)
def test_example_is_marked_as_invented(name):
    document = read((FOLDER / f"{name}.yaml").read_bytes(), name=name)

    assert document.get("invented").value == "yes"
    assert document.get("note").value


@pytest.mark.parametrize("name", NAMES)
def test_example_reads_back_as_written(name, people, atlas, tmp_path):
    path = tmp_path / "again.yaml"
    path.write_text(write_person(people[name], vocabulary=atlas.vocabulary), "utf-8")

    assert read_person(path, vocabulary=atlas.vocabulary) == people[name]


@pytest.mark.parametrize("name", [name for name in NAMES if name != "barred"])
def test_something_is_open_something_missing_and_something_unknown(name, people, pack):
    assert set(states(people[name], pack).values()) == {
        State.ELIGIBLE,
        State.NOT_YET,
        State.CANNOT_TELL,
    }


def test_graduate_is_not_certified_before_her_verification(people, pack):
    found = states(people["graduate"], pack)

    assert found["us/ecfmg/application"] == State.ELIGIBLE
    assert found["us/ecfmg/certification"] == State.NOT_YET


def test_four_failures_of_one_step_bar_every_step(people, pack):
    found = states(people["barred"], pack)

    steps = ("us/usmle/step-1", "us/usmle/step-2-ck", "us/usmle/step-3")
    assert [found[step] for step in steps] == [State.NEVER] * 3


def test_student_must_be_found_fit_for_the_exchange_by_the_host(people, pack):
    assert states(people["student"], pack)["int/ifmsa/scope"] == State.CANNOT_TELL
