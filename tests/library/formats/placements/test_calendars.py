"""Placements as calendars show them."""

from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar

from salerno.formats.placements.calendars import Entry, calendar_of, status_of
from salerno.placements.states import STATES
from salerno.placements.windows import stay_of

CHANGED = datetime(2026, 11, 23, 9, tzinfo=UTC)


def entry(**told):
    usual = {
        "id": "one", "stay": stay_of(date(2027, 1, 4), 2), "state": "review",
        "title": "Surgery in Genoa", "version": 3, "changed": CHANGED,
    }  # fmt: skip
    return Entry(**{**usual, **told})


def events(content):
    return Calendar.from_ical(content).walk("VEVENT")


def test_entry_is_of_whole_days_and_ends_on_the_day_after_the_last():
    content = calendar_of([entry()], name="Mine")

    lines = content.decode().split("\r\n")
    assert "DTSTART;VALUE=DATE:20270104" in lines
    assert "DTEND;VALUE=DATE:20270118" in lines
    assert "X-WR-CALNAME:Mine" in lines


def test_entry_keeps_its_name_and_counts_its_changes():
    before, after = (calendar_of([entry(version=n)], name="") for n in (3, 4))

    (one,), (other,) = events(before), events(after)
    assert one["uid"] == other["uid"] == "one@salerno"
    assert (int(one["sequence"]), int(other["sequence"])) == (3, 4)
    assert one["last-modified"].dt == CHANGED


def test_same_placements_are_the_same_calendar():
    assert calendar_of([entry()], name="") == calendar_of([entry()], name="")


def test_entry_tells_what_is_known_and_leaves_out_the_rest():
    told = entry(told="Accepted", place="Genoa", url="https://example.org/")

    (full,), (bare,) = events(calendar_of([told], name="")), events(calendar_of([entry()], name=""))

    assert (full["description"], full["location"], full["url"]) == (
        "Accepted", "Genoa", "https://example.org/",
    )  # fmt: skip
    assert {"DESCRIPTION", "LOCATION", "URL"} & set(bare) == set()


def test_title_cannot_end_the_entry_and_begin_another():
    (one,) = events(calendar_of([entry(title="Surgery\r\nEND:VEVENT\r\nX:")], name=""))

    assert "END:VEVENT" in str(one["summary"])


@pytest.mark.parametrize(
    ("status", "states"),
    [
        ("TENTATIVE", {"held", "release", "review", "waitlisted"}),
        (
            "CONFIRMED",
            {"onboarding", "active", "evaluation", "certified", "closed", "paused"},
        ),
        ("CANCELLED", {"lapsed", "withdrawn", "refused", "cancelled", "no-show"}),
    ],
)
def test_status_follows_from_the_state(status, states):
    assert {state for state in STATES if status_of(state) == status} == states
