"""Evaluations of trainees and of sites: when they are due, what is read, what is published."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salerno.errors import InputError, Problems
from salerno.placements.evaluations import (
    COMPETENCES,
    LEAST,
    LONGEST,
    QUESTIONS,
    SITE,
    Answers,
    Planned,
    opens,
    planned,
    read_answers,
    reminders_due,
    summary,
)
from salerno.placements.windows import stay_of

FIRST = date(2027, 1, 4)
GOOD = dict.fromkeys(COMPETENCES, "4")


def of_site(mark, words="", *, is_public=False):
    """Return what a trainee says of a site, the same of everything."""
    return Answers(dict.fromkeys(SITE, mark), words, is_public)


def test_long_stays_are_evaluated_in_the_middle_and_all_at_the_end_by_both():
    assert planned(stay_of(FIRST, 4)) == (
        Planned("host", "middle", date(2027, 1, 18)),
        Planned("host", "final", date(2027, 2, 7)),
        Planned("trainee", "final", date(2027, 2, 7)),
    )
    assert [one.stage for one in planned(stay_of(FIRST, 3))] == ["final", "final"]


@pytest.mark.parametrize(("day", "count"), [(9, 0), (10, 1), (13, 1), (14, 2), (28, 2)])
def test_whoever_owes_an_evaluation_is_reminded_after_three_and_seven_days(day, count):
    assert reminders_due(date(2027, 2, 7), today=date(2027, 2, day)) == count


def test_answers_are_marks_and_what_was_not_seen_has_none():
    found = read_answers(
        {**GOOD, "procedures": "unseen", "words": " Careful. ", "public": "yes"}, side="host"
    )

    assert found.marks == {**dict.fromkeys(COMPETENCES, 4), "procedures": None}
    assert (found.words, found.is_public) == ("Careful.", True)


def test_every_question_without_a_mark_is_told():
    with pytest.raises(Problems) as error:
        read_answers(
            {**GOOD, "history": "", "safety": "9", "words": "x" * (LONGEST + 1)}, side="host"
        )

    told = [one.what for one in error.value.problems]
    assert told == ["'history' has no mark", "'9' is no mark of 'safety'", "the words are too long"]


@given(
    st.dictionaries(
        st.sampled_from([*COMPETENCES, *SITE, "words", "public", "other"]),
        st.one_of(st.text(max_size=9), st.integers(-3, 9), st.none(), st.booleans()),
    ),
    st.sampled_from(["host", "trainee"]),
)
def test_whatever_is_told_is_read_or_refused_with_reasons(told, side):
    with suppress(InputError):
        found = read_answers(told, side=side)
        assert set(found.marks) == set(QUESTIONS[side])
        assert all(mark is None or 1 <= mark <= 5 for mark in found.marks.values())


@given(st.lists(st.tuples(st.one_of(st.none(), st.integers(1, 5)), st.booleans()), max_size=12))
def test_what_is_published_changes_five_by_five(several):
    answers = [of_site(mark, f"words {n}", is_public=p) for n, (mark, p) in enumerate(several)]

    found = summary(answers)

    several = several[: len(several) - len(several) % LEAST]
    seen = [mark for mark, _public in several if mark is not None]
    if len(several) < LEAST:
        assert found is None
    else:
        assert found.count == len(several)
        assert found.means == (
            dict.fromkeys(SITE, round(sum(seen) / len(seen), 1)) if len(seen) >= LEAST else {}
        )
        assert len(found.words) == sum(public for _mark, public in several)


def test_words_are_published_only_where_their_writer_allowed_it_and_not_in_turn():
    answers = [
        of_site(5, "z", is_public=True),
        of_site(4, "secret"),
        of_site(3, "a", is_public=True),
    ]

    found = summary([*answers, of_site(2), of_site(1)])

    assert found.words == ("a", "z")
    assert found.means["teaching"] == 3.0


def test_evaluation_opens_in_the_last_week_of_the_stay():
    stay = stay_of(FIRST, 4)
    middle, final, _site = planned(stay)

    opened = [opens(one.due, stage=one.stage) for one in (middle, final)]

    assert opened == [date(2027, 1, 11), date(2027, 1, 24)]
