"""Errors say what is wrong, where, why, and what to do."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salerno.errors import (
    AtlasError,
    InputError,
    NotExpressible,
    PersonError,
    Place,
    Problems,
    RuleError,
    SalernoError,
    UnknownName,
    did_you_mean,
)


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (Place("file.yaml", 29, 15), "file.yaml:29:15"),
        (Place("file.yaml", 29), "file.yaml:29"),
        (Place("file.yaml"), "file.yaml"),
        (Place("file.yaml", 0, 15), "file.yaml"),
    ],
)
def test_place_omits_what_is_unknown(place, expected):
    assert str(place) == expected


def test_error_reads_where_what_why_fix():
    error = SalernoError("unknown key 'ages'", where=Place("f", 2, 3), why="in 'has'", fix="mend")

    assert str(error) == "f:2:3: unknown key 'ages': in 'has'; mend"


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (SalernoError("no seat"), "no seat"),
        (SalernoError("no seat", where=Place("f")), "f: no seat"),
        (SalernoError("no seat", why="all are taken"), "no seat: all are taken"),
        (SalernoError("no seat", fix="ask in May"), "no seat; ask in May"),
    ],
)
def test_error_omits_empty_parts(error, expected):
    assert str(error) == expected


def test_error_survives_a_process_boundary():
    error = RuleError("no seat", where=Place("f", 1), why="all are taken", fix="ask in May")

    copy = pickle.loads(pickle.dumps(error))

    assert (type(copy), copy.what, copy.where, copy.why, copy.fix) == (
        RuleError,
        "no seat",
        Place("f", 1),
        "all are taken",
        "ask in May",
    )


@pytest.mark.parametrize(
    ("kind", "parent"),
    [
        (InputError, SalernoError),
        (RuleError, InputError),
        (PersonError, InputError),
        (AtlasError, InputError),
        (Problems, InputError),
        (UnknownName, SalernoError),
        (NotExpressible, SalernoError),
    ],
)
def test_errors_form_one_tree(kind, parent):
    assert kind.__bases__ == (parent,)


def test_problems_are_one_per_line_in_order():
    problems = Problems([RuleError("first"), AtlasError("second", where=Place("f", 1))])

    assert str(problems) == "first\nf:1: second"


def test_problems_keep_the_errors():
    errors = [RuleError("first"), UnknownName("second")]

    problems = Problems(errors)

    assert problems.problems == tuple(errors)
    assert problems.what == "2 problems"


def test_problems_survive_a_process_boundary():
    copy = pickle.loads(pickle.dumps(Problems([RuleError("first"), UnknownName("second")])))

    assert str(copy) == "first\nsecond"


@pytest.mark.parametrize(
    ("word", "known", "expected"),
    [
        ("ages", ["age", "grade"], "did you mean 'age'?"),
        ("usd", ["EUR", "USD"], "did you mean 'USD'?"),
        ("spoon", ["age", "grade"], ""),
        ("age", [], ""),
        ("", ["age"], ""),
    ],
)
def test_did_you_mean_names_the_nearest(word, known, expected):
    assert did_you_mean(word, known) == expected


def test_did_you_mean_prefers_the_first_of_names_that_differ_in_case():
    assert did_you_mean("aga", ["age", "AGE", "Age"]) == "did you mean 'AGE'?"


def test_did_you_mean_compares_no_endless_word():
    assert did_you_mean("a" * 101, ["a" * 101]) == ""


@given(
    st.sets(st.text(max_size=12), max_size=8).flatmap(
        lambda known: st.tuples(
            st.just(known), st.permutations(sorted(known)), st.text(max_size=12)
        )
    )
)
def test_did_you_mean_ignores_the_order_of_the_known(case):
    known, shuffled, word = case

    assert did_you_mean(word, known) == did_you_mean(word, shuffled)
