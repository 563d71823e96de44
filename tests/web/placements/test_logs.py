"""The log of a placement: Trota writes hours and cases, Costanza confirms them."""

import pytest
from django.urls import reverse
from django.utils import timezone

from salerno_web.people.models import Event
from salerno_web.placements.log_actions import confirm_log, write_hours
from salerno_web.placements.models import Entry, Placement
from tests.web.pages import errors_of, main_of
from tests.web.placements.conftest import FIRST, NOW

pytestmark = pytest.mark.django_db

HOURS = {"hours-day": "2027-01-04", "hours-hours": "7.75"}
CASE = {
    "case-day": "2027-01-05", "case-problem": "A fall at home",
    "case-done": "Closed a wound", "case-supervision": "beside",
}  # fmt: skip


@pytest.fixture
def row(held):
    """Return a placement of Trota that is under way."""
    Placement.objects.update(state="active")
    return Placement.objects.get()


def log_of(client, who, row, told=None):
    """Send somebody to the log, with something to write if given."""
    client.force_login(who)
    address = reverse("placement_log", args=[row.pk])
    return client.post(address, told) if told is not None else client.get(address)


def test_hours_and_cases_are_written_and_summed_up_by_week(client, trota, row):
    log_of(client, trota, row, HOURS)
    log_of(client, trota, row, CASE)

    page = log_of(client, trota, row)

    assert page.context["weeks"] == [(FIRST, "7.75")]
    assert "Closed a wound" in main_of(page)
    assert "Somebody was beside me" in main_of(page)


def test_hours_of_a_day_are_told_once_and_what_is_confirmed_is_not_changed(client, trota, row):
    log_of(client, trota, row, HOURS)
    log_of(client, trota, row, {**HOURS, "hours-hours": "8"})
    confirm_log(row, by=trota, now=timezone.now())
    write_hours(row, day=FIRST, hours=8, now=NOW)

    page = log_of(client, trota, row, {**HOURS, "hours-hours": "3"})

    (own,) = Entry.objects.all()
    assert own.told == {"hours": 8.0}
    assert any("confirmed, and not changed" in error for error in errors_of(page))
    assert page.context["hours"].data["hours-hours"] == "3"


def test_line_is_not_dropped_once_the_log_is_over(client, trota, row):
    log_of(client, trota, row, HOURS)
    Placement.objects.update(state="closed")

    drop = client.post(reverse("placement_log_drop", args=[row.pk, Entry.objects.get().pk]))

    assert (drop.status_code, Entry.objects.count()) == (404, 1)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({**HOURS, "hours-day": "2027-03-01"}, "no day of the stay"),
        ({**HOURS, "hours-hours": "7.1"}, "a day has no 7.1 hours"),
        ({**CASE, "case-problem": "Mrs Smith fell"}, "there is a name in it"),
        ({**CASE, "case-day": "2028-01-01"}, "no day of the stay"),
    ],
)
def test_what_cannot_be_logged_comes_back_with_the_reason(client, trota, row, told, said):
    page = log_of(client, trota, row, told)

    assert any(said in error for error in errors_of(page))
    assert not Entry.objects.exists()


def test_host_confirms_all_at_once_and_the_trainee_drops_only_what_is_not(
    client, trota, costanza, row
):
    log_of(client, trota, row, HOURS)
    client.force_login(costanza)
    client.post(reverse("placement_log_confirm", args=[row.pk]))
    client.post(reverse("placement_log_confirm", args=[row.pk]))
    log_of(client, trota, row, CASE)
    drops = [
        client.post(reverse("placement_log_drop", args=[row.pk, own.pk])).status_code
        for own in Entry.objects.order_by("day")
    ]

    assert drops == [404, 302]
    assert [own.confirmed_by for own in Entry.objects.all()] == [costanza]
    assert Event.objects.filter(verb="log confirmed").count() == 1


@pytest.mark.parametrize(("seen", "left"), [("", 0), ("soon", 0), ("2026-11-23T09:00", 0)])
def test_moment_that_is_none_confirms_what_is_there(client, trota, costanza, row, seen, left):
    log_of(client, trota, row, HOURS)
    client.force_login(costanza)

    client.post(reverse("placement_log_confirm", args=[row.pk]), {"seen": seen})

    assert Entry.objects.filter(confirmed_at=None).count() == left


def test_what_was_written_after_the_host_looked_is_not_confirmed(client, trota, costanza, row):
    log_of(client, trota, row, HOURS)
    client.force_login(costanza)
    seen = client.get(reverse("placement_log", args=[row.pk])).context["seen"]
    log_of(client, trota, row, CASE)
    client.force_login(costanza)

    client.post(reverse("placement_log_confirm", args=[row.pk]), {"seen": seen})

    assert [own.kind for own in Entry.objects.filter(confirmed_at=None)] == ["case"]


def test_nobody_else_writes_or_confirms(client, trota, costanza, abella, row):
    assert log_of(client, costanza, row, HOURS).status_code == 200
    assert log_of(client, abella, row).status_code == 404
    client.force_login(trota)
    confirm = client.post(reverse("placement_log_confirm", args=[row.pk]))
    Placement.objects.update(state="onboarding")

    before = log_of(client, trota, row, HOURS)

    assert confirm.status_code == 404
    assert "Nothing is written down yet." in main_of(before)
    assert not Entry.objects.exists()
