"""Parts of a document are read as what they should be, or an error names the place."""

from datetime import date

import pytest

from salerno.documents import (
    day,
    entries,
    mapping,
    members,
    needed,
    number,
    optional,
    pairs,
    parsed,
    placed,
    sequence,
    telling,
    text,
    texts,
    word,
    yes_or_no,
)
from salerno.errors import InputError, PersonError, Place, RuleError, UnknownName
from salerno.periods import Span
from salerno.strict_yaml import Entries, Members, Text, read


def node(written):
    """Return the node of a YAML text."""
    return read(written, name="x.yaml")


def test_parts_are_read():
    whole = node("{a: 3, b: [x, y], c: yes, d: 2026-11-22, e: {en: One, es: Uno}, f: 2 years}")

    assert entries(whole, "whole", "abcdef") == whole
    assert number(needed(whole, "a", "whole"), "a") == 3
    assert [text(member, "b") for member in sequence(whole.get("b"), "b")] == ["x", "y"]
    assert yes_or_no(whole.get("c"), "c") is True
    assert day(whole.get("d"), "d") == date(2026, 11, 22)
    assert texts(whole.get("e"), "e") == (("en", "One"), ("es", "Uno"))
    assert parsed(whole.get("f"), "f", Span.parse) == Span(years=2)


def test_bare_text_is_english():
    assert texts(node("One"), "title") == (("en", "One"),)


def test_quoted_nothing_is_a_text():
    assert text(node('""'), "note") == ""


def test_members_of_a_single_value_are_that_value():
    assert members(node("x")) == (node("x"),)
    assert members(node("[x]")) == node("[x]").values


def test_optional_part_falls_to_its_default():
    whole = node("{a: 3}")

    assert optional(whole, "a", lambda n: number(n, "a"), 5) == 3
    assert optional(whole, "b", lambda n: number(n, "b"), 5) == 5


@pytest.mark.parametrize(
    ("read_part", "written", "message"),
    [
        (lambda n: entries(n, "x", ["title"]), "{titel: a}", "unknown key 'titel' in 'x'"),
        (lambda n: entries(n, "x", ["title"]), "{q: a}", "unknown key 'q' in 'x'"),
        (lambda n: mapping(n, "x"), "[a]", "x: expected keys and values, got a list"),
        (lambda n: pairs(n, "x"), "a", "x: expected keys and values, got a single text"),
        (lambda n: sequence(n, "x"), "{a: b}", "x: expected a list, got keys and values"),
        (lambda n: text(n, "x"), "[a]", "x: expected a text, got a list"),
        (lambda n: text(n.get("a"), "x"), "{a: }", "x: nothing is written here"),
        (lambda n: needed(n, "b", "x"), "{a: b}", "'x' needs the key 'b'"),
        (lambda n: word(n, "x", ["one"]), "on", "x: 'on' is not one of one"),
        (lambda n: number(n, "x", least=1), "0", "x: expected a whole number from 1 on, got '0'"),
        (lambda n: number(n, "x"), "-1", "x: expected a whole number from 0 on, got '-1'"),
        (lambda n: number(n, "x"), "٣", "x: expected a whole number from 0 on, got '٣'"),
        (lambda n: yes_or_no(n, "x"), "true", "x: 'true' is not one of yes, no"),
        (lambda n: day(n, "x"), "2026-11", "x: expected a date like 2026-11-22, got '2026-11'"),
        (lambda n: parsed(n, "x", Span.parse), "soon", "x: not a span 'soon'"),
    ],
)
def test_part_of_another_form_is_refused_at_its_place(read_part, written, message):
    with pytest.raises(InputError) as caught:
        read_part(node(written))

    assert caught.value.what == message
    assert caught.value.where.name == "x.yaml"
    assert caught.value.where.line == 1


def test_likely_key_is_named_else_all_keys():
    with pytest.raises(InputError, match="did you mean 'title'"):
        entries(node("{titel: a}"), "x", ["title", "kind"])
    with pytest.raises(InputError, match="known keys: title, kind"):
        entries(node("{q: a}"), "x", ["title", "kind"])


def test_error_that_knows_its_place_keeps_it():
    def read_it():
        raise UnknownName("gone", where=Place("y.yaml", 3))

    with pytest.raises(UnknownName) as caught:
        placed(Place("x.yaml", 1), "x", read_it)

    assert caught.value.where == Place("y.yaml", 3)


def test_error_is_told_as_one_of_the_kind():
    with pytest.raises(PersonError) as caught, telling(PersonError):
        raise InputError("what", where=Place("x"), why="why", fix="fix")

    assert str(caught.value) == "x: what: why; fix"


def test_error_of_a_kind_stays_of_that_kind():
    with pytest.raises(RuleError), telling(PersonError):
        raise RuleError("what")


def test_nodes_are_text_members_or_entries():
    assert [type(node(written)) for written in ("a", "[a]", "{a: b}")] == [Text, Members, Entries]
