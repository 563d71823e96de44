"""A directory is read whole, or every problem is told at once."""

import pytest

from salerno.atlas import load_atlas
from salerno.atlas.directories import cached_directory, compile_directory, load_directory
from salerno.errors import Problems, UnknownName
from salerno.programmes.directory import Directory
from tests.library.programmes.written import HEAD, SOURCES
from tests.spec.vocabulary import VOCABULARY

SCHOOL = "school: xx/school\nname: A School\ncountry: PL\n"
GROUPS = "groups:\n  eu: {fact: citizenship, is: [PL, DE]}\n"


def loaded(folder, **files):
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return load_directory([folder], vocabulary=VOCABULARY)


def problems(folder, **files):
    with pytest.raises(Problems) as caught:
        loaded(folder, **files)
    return [problem.what for problem in caught.value.problems]


def test_schools_programmes_and_groups_are_found_in_all_files(tmp_path):
    (tmp_path / "pl").mkdir()
    (tmp_path / "pl" / "school.yaml").write_text(f"{SCHOOL}---{HEAD}", encoding="utf-8")

    found = loaded(tmp_path, groups=GROUPS)

    assert [*found.schools] == ["xx/school"]
    assert [*found.programmes] == ["xx/school/md"]
    assert [*found.groups] == ["eu"]
    assert found.programme("xx/school/md").school == "xx/school"


def test_programme_that_is_not_there_is_guessed():
    with pytest.raises(UnknownName, match="unknown programme 'xx/md'") as caught:
        Directory().programme("xx/md")

    assert caught.value.fix == "search the directory to see what there is"


def test_every_problem_is_told_at_once(tmp_path):
    price = "prices: [{kind: x, amount: 1 EUR, per: year, group: martians, source: page}]\n"
    told = problems(
        tmp_path,
        a=f"{SCHOOL}awarded-by: xx/none\n---{HEAD}{SOURCES}{price}",
        b=SCHOOL,
        c=HEAD.replace("school: xx/school", "school: xx/scool").replace("school/md", "school/x"),
        d=HEAD,
        e="- neither",
        f="other: thing",
        g="school: [",
        h="school: xx/bare\ncountry: PL",
    )

    assert sorted(told) == [
        "'school' needs the key 'name'",
        "'xx/school' is described twice",
        "'xx/school/md' is described twice",
        "cannot be read",
        "nothing of the directory",
        "nothing of the directory",
        "unknown group 'martians'",
        "unknown school 'xx/none'",
        "unknown school 'xx/scool'",
    ]


def test_directory_from_the_cache_is_the_same(tmp_path):
    known = load_atlas().vocabulary
    first = cached_directory(tmp_path / "cache.json", vocabulary=known)

    again = cached_directory(tmp_path / "cache.json", vocabulary=known)

    assert first == again == load_directory(vocabulary=known)


def test_directory_is_read_again_when_a_file_or_the_vocabulary_changed(tmp_path):
    folder, cache = tmp_path / "own", tmp_path / "cache.json"
    folder.mkdir()
    (folder / "a.yaml").write_text(SCHOOL, encoding="utf-8")
    cached_directory(cache, [folder], vocabulary=VOCABULARY, worded_by="one")

    marked = cache.read_text("utf-8").replace("A School", "Another")
    cache.write_text(marked, encoding="utf-8")
    kept = cached_directory(cache, [folder], vocabulary=VOCABULARY, worded_by="one")
    fresh = cached_directory(cache, [folder], vocabulary=VOCABULARY, worded_by="two")

    assert kept.schools["xx/school"].name == "Another"
    assert fresh.schools["xx/school"].name == "A School"


def test_compiled_directory_stands_for_its_folders(tmp_path):
    folder, cache = tmp_path / "own", tmp_path / "cache.json"
    folder.mkdir()
    (folder / "a.yaml").write_text(SCHOOL, encoding="utf-8")
    other = load_directory(vocabulary=load_atlas().vocabulary)

    cache.write_text(compile_directory(other, [folder], worded_by="one"), encoding="utf-8")

    found = cached_directory(cache, [folder], vocabulary=VOCABULARY, worded_by="one")
    assert found == other


def test_compiled_directory_that_stands_for_the_shipped_one_is_read(tmp_path):
    cache = tmp_path / "cache.json"
    cache.write_text(compile_directory(Directory()), encoding="utf-8")

    assert cached_directory(cache, vocabulary=VOCABULARY) == Directory()
