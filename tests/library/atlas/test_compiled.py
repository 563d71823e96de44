"""A compiled atlas is the same atlas, and any other text is refused."""

import gc
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salerno.atlas import (
    Atlas,
    cached_atlas,
    compile_atlas,
    digest_of,
    load_atlas,
    read_compiled,
)
from salerno.errors import AtlasError, Problems
from salerno.memory import undisturbed
from salerno.money import Rates
from salerno.rules.canonical import version_id
from tests.library.atlas.sample import atlas_in, replaced
from tests.properties.strategies import opportunities


@pytest.fixture
def atlas(tmp_path):
    """Return the sample atlas."""
    return load_atlas([atlas_in(tmp_path / "atlas")])


def test_compiled_atlas_reads_back_as_the_same(atlas):
    text = compile_atlas(atlas, made_from="abc")

    assert read_compiled(text, name="atlas.json") == (atlas, "abc")


def test_names_of_rule_versions_stay_the_same(atlas):
    found, _ = read_compiled(compile_atlas(atlas), name="atlas.json")

    names = [
        [version_id(version) for version in one.opportunities["us/ecfmg/oet"].versions]
        for one in (atlas, found)
    ]
    assert names[0] == names[1]


def test_equal_atlases_give_equal_texts(atlas):
    found, _ = read_compiled(compile_atlas(atlas), name="atlas.json")

    assert compile_atlas(found) == compile_atlas(atlas)


def test_equal_parts_are_read_as_one_value(atlas):
    found, _ = read_compiled(compile_atlas(atlas), name="atlas.json")

    has = found.opportunities["us/ecfmg/oet"].versions[0].requires.parts[0]
    assert has.selection.types[0] is found.vocabulary.types["exam/oet"].id


def test_numbers_are_written_back_as_they_were(atlas):
    found, _ = read_compiled(compile_atlas(atlas), name="atlas.json")

    assert str(found.vocabulary.types["exam/oet"].attributes[0].high) == "500"


def test_empty_atlas_can_be_compiled():
    assert read_compiled(compile_atlas(Atlas()), name="atlas.json") == (Atlas(), "")


def spoilt(text, **changed):
    """Return a compiled text with some of its keys changed."""
    return json.dumps(json.loads(text) | changed)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: "",
        lambda text: text[:-1],
        lambda text: "[]",
        lambda text: "{}",
        lambda text: b"\xff\xfe\xff",
        lambda text: spoilt(text, format=0),
        lambda text: spoilt(text, groups=[]),
        lambda text: spoilt(text, bare=[]),
        lambda text: spoilt(text, groups=[["Nobody", ["x"], [0]]]),
        lambda text: spoilt(text, groups=[["Span", ["x"], [0]]]),
        lambda text: spoilt(text, groups=[["Attribute", ["name", "sort"], [0]]]),
        lambda text: spoilt(text, groups=[["number", [0]]]),
        lambda text: spoilt(text, bare=["x", 1], groups=[["span", [0]]]),
    ],
)
def test_any_other_text_is_refused(atlas, spoil):
    text = spoil(compile_atlas(atlas))

    with pytest.raises(AtlasError) as caught:
        read_compiled(text, name="atlas.json")

    assert str(caught.value.where) == "atlas.json"
    assert caught.value.what == "no compiled atlas of this version"
    assert caught.value.fix == "compile the atlas again"


def test_digest_follows_the_files_but_not_the_cases(tmp_path):
    first = digest_of([atlas_in(tmp_path / "a")])

    assert digest_of([atlas_in(tmp_path / "b")]) == first
    assert digest_of([atlas_in(tmp_path / "c", cases=None)]) == first
    assert digest_of([atlas_in(tmp_path / "d", other="")]) != first
    other = replaced("facts", "note", "nate")
    assert digest_of([atlas_in(tmp_path / "e", facts=other)]) != first


def test_digest_of_the_atlas_of_the_library_is_the_default():
    assert len(digest_of()) == 64


def test_cache_is_written_once_and_then_read(tmp_path, atlas):
    file, folder = tmp_path / "atlas.json", tmp_path / "atlas"

    first = cached_atlas(file, folders=[folder])
    written = file.stat().st_mtime_ns
    (folder / "us/ecfmg/oet.cases.yaml").unlink()  # without its cases it would not load

    assert cached_atlas(file, folders=[folder]) == first == atlas
    assert file.stat().st_mtime_ns == written
    assert sorted(path.name for path in tmp_path.iterdir()) == ["atlas", "atlas.json"]


def test_stale_cache_is_written_anew(tmp_path, atlas):
    file, folder = tmp_path / "atlas.json", tmp_path / "atlas"
    cached_atlas(file, folders=[folder])
    changed = atlas_in(folder, facts=replaced("facts", "many: yes, ", ""))

    found = cached_atlas(file, folders=[changed])

    assert not found.vocabulary.facts["citizenship"].many
    assert read_compiled(file.read_bytes(), name="atlas.json") == (found, digest_of([changed]))


def test_cache_of_another_version_is_written_anew(tmp_path, atlas):
    file = tmp_path / "atlas.json"
    file.write_text("{}")

    assert cached_atlas(file, folders=[tmp_path / "atlas"]) == atlas
    assert read_compiled(file.read_bytes(), name="atlas.json")[0] == atlas


def test_atlas_with_problems_leaves_the_cache_alone(tmp_path, atlas):
    file = tmp_path / "atlas.json"
    file.write_text("{}")
    (tmp_path / "atlas/us/ecfmg/oet.cases.yaml").unlink()

    with pytest.raises(Problems):
        cached_atlas(file, folders=[tmp_path / "atlas"])

    assert file.read_text() == "{}"


def test_atlas_of_the_library_is_cached_by_default(tmp_path, monkeypatch):
    file, folder = tmp_path / "atlas.json", atlas_in(tmp_path / "atlas")
    monkeypatch.setattr("salerno.atlas.compiled.default_folders", lambda: (folder,))

    assert list(cached_atlas(file).opportunities) == ["us/ecfmg/oet"]


def test_collector_returns_as_it_was():
    with undisturbed():
        assert not gc.isenabled()
        with undisturbed():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


@pytest.mark.slow
@given(st.lists(opportunities(depth=2), max_size=3))
def test_any_opportunities_read_back_from_their_compiled_form(found):
    named = {f"{one.id}/{n}": replace(one, id=f"{one.id}/{n}") for n, one in enumerate(found)}
    atlas = Atlas(opportunities=MappingProxyType(named))

    again, _ = read_compiled(compile_atlas(atlas), name="atlas.json")

    assert again == atlas
    assert compile_atlas(again) == compile_atlas(atlas)


def test_rates_are_compiled_too():
    rates = Rates("EUR", date(2026, 10, 30), "A bank", (("USD", Decimal("1.25")),))
    atlas = Atlas(rates=rates)

    assert read_compiled(compile_atlas(atlas), name="atlas.json") == (atlas, "")
