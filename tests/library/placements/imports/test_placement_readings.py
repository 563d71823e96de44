from datetime import date

import pytest

from salerno.errors import InputError
from salerno.placements.imports import PastPlacement, difference, read_rows
from salerno.placements.imports.dates import day_of, order_of
from salerno.placements.imports.differences import Change, check_confirmed

OWN = ("agency", "rotation", "first", "last", "specialty", "trainee", "description")
HEADS = ("site", "rotation", "first", "last", "specialty", "trainee", "description")
IMPERIAL = ("Agency", "Rotation", "Start Date", "End Date", "Specialty", "CID", "Description")
ROTATION = (
    "id",
    "title",
    "location",
    "kind",
    "specialty",
    "weeks",
    "seats",
    "first",
    "last",
    "fee",
)
GOOD = ("r1", "Round", "site", "core", "surgery", "2-4 weeks", "3", "2026-01-05", "2026-03-06",
        "EUR 450.00")  # fmt: skip
ROSTER = ("trainee id", "name", "e-mail", "school", "programme", "year")


def past(first="2026-01-05", last="2026-01-30", trainee="T1", description=""):
    return ("site", "Rotation 1", first, last, "surgery", trainee, description)


def read(rows, heads=HEADS, **told):
    return read_rows(heads, list(enumerate(rows, 2)), **told)


def remarks(reading):
    return [remark.what for outcome in reading.outcomes for remark in outcome.remarks]


def states(reading):
    return [outcome.state for outcome in reading.outcomes]


def test_a_good_row_is_accepted_with_its_value():
    reading = read([past()])

    value = PastPlacement(
        "T1", "Rotation 1", "site", date(2026, 1, 5), date(2026, 1, 30), "surgery"
    )
    assert reading.values == {"T1/Rotation 1/2026-01-05": value}
    assert reading.is_clean


@pytest.mark.parametrize(
    ("column", "order"),
    [
        (["13/01/2026", "01/02/2026"], "dmy"),
        (["01/13/2026", "01/02/2026"], "mdy"),
        (["13/01/2026", "01/13/2026"], "mixed"),
        (["01/02/2026"], "unsettled"),
    ],
)
def test_a_day_after_the_twelfth_settles_the_order(column, order):
    assert order_of(column) == order


def test_a_day_is_read_in_the_order_of_its_column():
    assert day_of("01/02/2026", "dmy") == date(2026, 2, 1)
    assert day_of("01/02/2026", "mdy") == date(2026, 1, 2)


def test_an_unsettled_order_is_flagged_but_not_for_imperial():
    rows = [past("05/01/2026", "06/02/2026")]

    assert states(read(rows)) == ["flagged"]
    assert states(read(rows, heads=IMPERIAL)) == ["accepted"]


@pytest.mark.parametrize(
    ("row", "what"),
    [
        (past("2026-02-30"), "'2026-02-30' is no day"),
        (past("1890-02-03"), "impossible year 1890"),
        (past("2026-02-02"), "the last day 2026-01-30 is before the first 2026-02-02"),
        (past(last="2028-01-30"), "2026-01-05 to 2028-01-30 is over two years"),
        (past(trainee=""), "nothing says the trainee"),
        (past(trainee="a b"), "'a b' is no id"),
        (past(description="x" * 2001), "2,001 characters"),
        (past()[:6], "6 cells under 7 headings"),
    ],
)
def test_a_past_placement_is_refused(row, what):
    reading = read([row])

    assert (states(reading), remarks(reading)) == (["refused"], [what])


@pytest.mark.parametrize(
    ("column", "cell", "state", "what"),
    [
        ("kind", "cores", "refused", "'cores' is no kind of rotation"),
        ("weeks", "x", "refused", "'x' is no number of weeks"),
        ("weeks", "4-2 weeks", "refused", "'4-2 weeks' is no number of weeks"),
        ("weeks", "4", "flagged", "'4' has no unit"),
        ("seats", "0", "refused", "'0' is out of range"),
        ("seats", "2.5", "refused", "'2.5' is out of range"),
        ("fee", "EUR 450", "refused", "'EUR 450' is no fee"),
        ("fee", "EUR 4500000.00", "refused", "'EUR 4500000.00' is no fee"),
        ("fee", "XXY 450.00", "refused", "unknown currency 'XXY'"),
    ],
)
def test_a_rotation_is_checked(column, cell, state, what):
    row = dict(zip(ROTATION, GOOD, strict=True)) | {column: cell}

    reading = read([tuple(row.values())], heads=ROTATION)

    assert (states(reading), remarks(reading)) == ([state], [what])


def test_a_rotation_may_be_open_for_over_two_years():
    row = (*GOOD[:8], "2029-01-05", "")

    assert read([row], heads=ROTATION).is_clean


def test_a_fee_far_from_the_rest_is_flagged():
    rows = [(f"r{n}", *GOOD[1:9], fee) for n, fee in enumerate(
        ("EUR 450.00", "EUR 460.00", "EUR 4500.00", "EUR 45.00", "USD 4500.00"))]  # fmt: skip

    assert states(read(rows, heads=ROTATION)) == [
        "accepted", "accepted", "flagged", "flagged", "accepted",
    ]  # fmt: skip


def test_many_times_the_usual_seats_are_flagged():
    rows = [(f"r{n}", *GOOD[1:6], seats, *GOOD[7:]) for n, seats in enumerate("2315")]
    rows.append(("r9", *GOOD[1:6], "30", *GOOD[7:]))

    assert states(read(rows, heads=ROTATION)) == [*["accepted"] * 4, "flagged"]


def test_a_roster_refuses_what_is_there_twice():
    rows = [
        ("T1", "Trota", "trota@example.org", "Salerno", "Medicine", "3"),
        ("T1", "Abella", "abella@example.org", "Salerno", "Medicine", "3"),
        ("T3", "Costanza", "TROTA@example.org", "Salerno", "Medicine", "3"),
        ("T4", "Nobody", "nobody", "Salerno", "Medicine", "13"),
    ]

    reading = read(rows, heads=ROSTER)

    assert states(reading) == ["accepted", "refused", "refused", "refused"]
    assert reading.count("refused") == 3
    assert remarks(reading)[:2] == [
        "the id is that of row 2 as well", "the email is that of row 2 as well",
    ]  # fmt: skip


def test_both_of_two_that_are_wholly_alike_are_not_kept():
    row = ("T1", "Trota", "trota@example.org", "Salerno", "Medicine", "3")

    assert states(read([row, row], heads=ROSTER)) == ["accepted", "refused"]


def test_clashing_stays_of_a_trainee_are_flagged():
    rows = [
        past("2026-01-05", "2026-03-27"),
        past("2026-01-12", "2026-01-16"),
        past("2026-03-23", "2026-03-30"),
        past("2026-01-05", trainee="T2"),
    ]

    assert states(read(rows)) == ["flagged", "flagged", "flagged", "accepted"]


def test_a_stay_that_clashes_with_what_is_there_is_flagged():
    there = read([past("2026-01-26", "2026-02-06")]).values

    assert states(read([past()], present=there)) == ["flagged"]
    assert states(read([past("2026-01-26", "2026-02-06")], present=there)) == ["accepted"]


def test_days_unlike_the_rest_are_flagged():
    rows = [past(trainee=f"T{n}") for n in range(8)]

    far = read([*rows, past("2020-01-06", "2020-01-31", "T9")])
    odd = read([*rows, past("2026-01-06", trainee="T9")])

    assert remarks(far)[0] == "2020-01-06 is years from the rest"
    assert remarks(odd) == ["2026-01-06 is on another weekday"]


def test_many_days_without_a_usual_weekday_are_accepted():
    rows = [past(f"2026-01-{n + 1:02}", trainee=f"T{n}") for n in range(9)]

    assert read(rows).is_clean


def test_words_that_are_not_known_are_flagged():
    known = {"specialty": frozenset({"surgery"}), "trainee": frozenset({"T1"})}

    reading = read([past(), past(trainee="zzzz")], known=known)

    assert remarks(reading) == ["unknown trainee 'zzzz'"]


@pytest.mark.parametrize(
    ("rows", "expected", "doubts"),
    [
        ([past(), ("# end", "1")], None, []),
        ([past(), ("# end", "2")], None, ["1 rows are there, not 2"]),
        ([past(), ("# end",)], None, ["1 rows are there, not "]),
        ([("# end", "1"), past()], None, ["1 rows are there, not 1"]),
        ([past()], 1, []),
        ([past()], 3, ["1 rows are there, not 3"]),
        ([], None, ["no rows are there"]),
    ],
)
def test_a_file_cut_short_is_doubted(rows, expected, doubts):
    assert [own.what for own in read(rows, expected=expected).doubts] == doubts


def test_a_table_of_our_own_is_closed_by_its_count():
    open_, closed = read([past()], heads=OWN), read([past(), ("# end", "1")], heads=OWN)

    assert [own.what for own in open_.doubts] == ["no row '# end' closes the table"]
    assert closed.is_clean
    assert read([past()], heads=OWN, expected=1).is_clean


@pytest.mark.parametrize(
    ("heads", "what"),
    [
        (("a", "b"), "the headings are not known"),
        (HEADS[1:], "the headings are not known"),
        ((*HEADS, "cid"), "a heading is there twice"),
    ],
)
def test_headings_are_checked(heads, what):
    with pytest.raises(InputError) as caught:
        read([], heads=heads)

    assert caught.value.what == what


def test_a_difference_says_what_would_change_and_removes_nothing():
    there = read([past(), past(trainee="T2"), past(trainee="T3")]).values
    reading = read([past(), past(trainee="T2", description="ward"), past(trainee="T4")])

    found = difference(reading, there)

    key = "{}/Rotation 1/2026-01-05".format
    assert found.unchanged == (key("T1"),)
    assert found.changed == {key("T2"): (Change("description", "", "ward"),)}
    assert (found.added, found.gone) == ((key("T4"),), (key("T3"),))


def test_only_what_was_shown_is_confirmed():
    reading, other = read([past()]), read([past(trainee="T2")])
    shown = difference(reading, {})

    check_confirmed(shown.digest, difference(reading, {}))
    for found in (difference(other, {}), difference(reading, other.values)):
        with pytest.raises(InputError):
            check_confirmed(shown.digest, found)
