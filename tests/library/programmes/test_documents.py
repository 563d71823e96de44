"""Documents of schools and programmes are read back as the same values."""

from dataclasses import replace

import pytest

from salerno.atlas import load_atlas
from salerno.atlas.directories import load_directory
from salerno.errors import InputError, NotExpressible, Place
from salerno.formats.directories import write_directory
from salerno.programmes.documents import programme_document, school_document
from salerno.programmes.imports.decisions import settle
from salerno.programmes.language import programme, school
from salerno.strict_yaml import node_of
from tests.library.programmes.tables import NOWHERE, tried
from tests.library.programmes.written import programme_of

PLACE = Place("document")


@pytest.fixture(scope="module")
def vocabulary():
    return load_atlas().vocabulary


@pytest.fixture(scope="module")
def directory(vocabulary):
    return load_directory(vocabulary=vocabulary)


@pytest.fixture
def taken():
    heads = "School | Country | Programme | Years | Tuition per year | Aliases"
    return settle(
        tried(
            heads, "Nôrth: “No” | PL | Medicine | 6 | 10 EUR | no; 007", "South | DE | | | | yes"
        ),
        {},
        directory=NOWHERE,
    )


def test_documents_of_the_whole_directory_are_read_back_as_they_were(directory, vocabulary):
    own = [replace(known, rule=None) for known in directory.programmes.values()]

    schools = [school(node_of(school_document(k), place=PLACE)) for k in directory.schools.values()]
    programmes = [programme(node_of(programme_document(k), place=PLACE), vocabulary) for k in own]

    assert schools == list(directory.schools.values())
    assert programmes == own


def test_programme_with_a_rule_is_not_written():
    ruled = programme_of(
        "rule: {versions: [{in-force: .., source: page,"
        " requires: {judge: xx-fit, text: {en: Fit}}}]}"
    )

    with pytest.raises(NotExpressible, match="the rule of 'xx/school/md' is not written"):
        programme_document(ruled)


def test_folder_is_read_back_as_it_was_written(tmp_path, taken, vocabulary):
    files = write_directory(tmp_path / "out", *taken)

    found = load_directory([tmp_path / "out"], vocabulary=vocabulary)

    assert [file.name for file in files] == ["de.yaml", "pl.yaml"]
    assert sorted(found.schools.values(), key=lambda own: own.id) == sorted(
        taken[0], key=lambda own: own.id
    )
    assert tuple(found.programmes.values()) == taken[1]


def test_many_documents_are_written_in_several_files(tmp_path, taken, monkeypatch):
    monkeypatch.setattr("salerno.formats.directories.writing.EACH", 1)

    files = write_directory(tmp_path, *taken)

    assert [file.name for file in files] == ["de.yaml", "pl.yaml", "pl-2.yaml"]


def test_folder_with_something_in_it_is_left_alone(tmp_path, taken):
    (tmp_path / "mine.txt").write_text("mine")

    for folder in (tmp_path, tmp_path / "mine.txt"):
        with pytest.raises(InputError, match="it is there already"):
            write_directory(folder, *taken)

    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]
