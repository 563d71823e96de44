"""What the benchmark of faults counts can be found: each fault, made by hand, is counted."""

import pytest

from benchmarks.faults import wrong

TAKEN = ["seat", "trainee", "trainee", "trainee", "trainee", "trainee"]
"""What a placement of one week takes where a school has no quota."""


def made(name="a", *, trainee=0, state="held", key="1"):
    """Return a placement of one week as the database tells it, and what its client was told."""
    row = [name, trainee, "rotation-1", "2027-01-04", "2027-01-11", state]
    own = {"verb": "hold"}
    return row, (key, {"asks": own, "about": ""}, {"yes": name})


def found(rows, told, *, slots=None, certified=(), **more):
    """Return the faults that are counted."""
    names = [row[0] for row in rows]
    kept = {
        "placements": rows, "keys": [str(number) for number in range(len(rows))],
        "slots": [[n, kind, ""] for n in names for kind in TAKEN] if slots is None else slots,
        "events": [*(["held", n] for n in names), *(["certify", n] for n in certified)],
    }  # fmt: skip
    all_well = {
        "notes": ["SUCCESSFUL"], "noted": ["0"], "endings": names, "held once": names,
        "keys twice": 0, "untold": 0, "mails of nothing": 0, "certificates": {},
    }  # fmt: skip
    counted = wrong(kept, {**all_well, **more}, told, 1)
    return {name for name, number in counted.items() if number}


def test_nothing_is_found_where_all_is_well():
    row, told = made()

    assert found([row], [told]) == set()


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ({"notes": ["RUNNING"]}, "tasks not done"),
        ({"noted": []}, "mails not written"),
        ({"untold": 1}, "mails not written"),
        ({"noted": ["0", "0"]}, "mails twice"),
        ({"keys twice": 1}, "mails twice"),
        ({"mails of nothing": 1}, "mails of nothing"),
        ({"endings": []}, "holds without their task"),
        ({"endings": ["a", "b"]}, "tasks of nothing"),
        ({"certificates": {"a": 2}}, "certificates twice"),
        ({"certificates": {"b": 1}, "certified": ["a"]}, "certificates missing"),
        ({"certificates": {"a": 1}, "certified": ["a", "a"]}, "certified twice"),
        ({"slots": []}, "partial placements"),
    ],
)
def test_fault_of_the_rows_is_found(more, fault):
    row, told = made()

    assert found([row], [told], **more) == {fault}


def test_placement_that_is_gone_is_found():
    _row, told = made()

    assert found([], [told]) == {"lost acknowledgements", "states that nobody was told"}


def test_placement_that_nobody_was_told_of_is_found():
    row, _told = made()

    assert found([row], []) == {"never told"}


def test_move_that_is_undone_is_found():
    row, told = made()
    asked = ("2", {"asks": {"verb": "request"}, "about": "a"}, {"requested": "a"})

    assert found([row], [told, asked]) == {"states that nobody was told"}


def test_answer_that_must_not_be_is_found():
    row, told = made()
    answer = ("2", {"asks": {"verb": "hold"}, "about": ""}, {"wrong": [422, {}]})

    assert found([row], [told, answer]) == {"answers that must not be"}


def test_trainee_who_is_in_two_places_is_found():
    rows, told = zip(made("a"), made("b", key="2"), strict=True)

    assert found(list(rows), list(told)) == {"clashes"}


def test_seat_that_is_sold_too_often_is_found():
    several = [made(str(number), trainee=number, key=str(number)) for number in range(5)]
    rows, told = zip(*several, strict=True)

    assert found(list(rows), list(told)) == {"oversold"}
