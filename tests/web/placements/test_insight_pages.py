"""What Costanza learns from the figures of the hospital, and who else does not."""

from io import BytesIO

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from salerno.credentials.conditions import Among
from salerno.placements.demands import Demand
from salerno.placements.insight import Cost, OneMore
from salerno.placements.windows import stay_of
from salerno.rules.leaves import Fact
from salerno_web.atlas.queries import voice
from salerno_web.credentials.models import Record
from salerno_web.people.models import Kind, Membership, Organisation, Role
from salerno_web.placements.actions import hold, wait
from salerno_web.placements.insight_queries import crowd, insight_of
from salerno_web.placements.models import Placement
from tests.web.conftest import someone
from tests.web.placements.conftest import FIRST, NOW

ENROLLED = Demand("enrolled", Fact("student.status", Among(("enrolled",))))


@pytest.fixture
def busy(offered, trota, asked):
    """Return who waits: the one seat is held by Trota, and eleven have a record, one enrolled."""
    offered(asks=(ENROLLED,), seats=1)
    hold(trota, asked(trota), key="a", now=NOW)
    waiting = someone("rebecca")
    row = wait(waiting, asked(waiting), key="a", now=NOW)
    Record.objects.create(owner=trota, facts={"student.status": "enrolled"})
    for number in range(11):
        Record.objects.create(owner=someone(f"other{number}"))
    return row


def learnt(hospital):
    return insight_of(hospital, "rotation-1", voice("en"), now=NOW)


def test_host_learns_what_would_help(busy, hospital):
    found = learnt(hospital)

    assert [(one.seats, one.free) for one in found.weeks if one.monday == FIRST] == [(1, 0)]
    assert found.more == (OneMore("window-1", stay_of(FIRST, 2), 1),)
    assert (found.reach.persons, found.reach.may_apply) == (10, 0)
    assert found.reach.costs == (Cost("enrolled", 10, 10),)
    assert (found.schools, found.countries, found.waiting) == ((), (), 1)


def test_crowd_is_read_again_only_when_it_changed(busy, django_assert_num_queries):
    first = crowd()

    with django_assert_num_queries(1):
        second = crowd()
    Record.objects.create(owner=someone("late"))

    assert second is first
    assert (first.size, crowd().size) == (12, 13)


def test_requests_that_came_to_nothing_are_counted(busy, hospital, school):
    lacked = {"papers": [{"demand": "enrolled", "met": False}, {"demand": "x", "met": True}]}
    for number in range(10):
        Placement.objects.create(
            trainee=busy.trainee, host=hospital, school=school, rotation="rotation-1",
            window="window-1", first=busy.first, end=busy.end, key=f"{number}", digest="",
            state="refused", submitted=lacked,
        )  # fmt: skip

    found = learnt(hospital)

    assert found.refused == (Cost("enrolled", 10, 10),)
    assert (found.schools, found.countries) == ((("Salerno School", 10),), (("IT", 10),))


def test_who_may_not_be_given_a_seat_is_not_counted(busy, hospital, offered, settings):
    offered(asks=(ENROLLED,), seats=1, agreement=True)

    found = learnt(hospital)

    assert (found.waiting, found.more) == (0, ())


def test_page_and_workbook_tell_it(busy, hospital, costanza, signed_in):
    client = signed_in(costanza)

    page = client.get(reverse("host_insight", args=[hospital.pk])).content.decode()
    book = client.get(reverse("host_insight_workbook", args=[hospital.pk]))

    assert "One more seat in these weeks gives a seat to 1 person:" in page
    assert "Of 10 people with a record here 0 meet all" in page
    assert page.count('<figure class="chart">') == 2
    sheets = CalamineWorkbook.from_filelike(BytesIO(book.content))
    assert sheets.get_sheet_by_name("Demands").to_python()[1][1:] == [10, 10]


def test_without_a_rotation_there_is_nothing_to_count(hospital, costanza, signed_in):
    client = signed_in(costanza)

    page = client.get(reverse("host_insight", args=[hospital.pk])).content.decode()

    assert "There is nothing to count yet" in page
    assert client.get(reverse("host_insight_workbook", args=[hospital.pk])).status_code == 404


def test_strangers_learn_nothing(busy, hospital, trota, office, signed_in):
    other = Organisation.objects.create(kind=Kind.HOST, name="Other", country="IT")
    rival = someone("rival")
    Membership.objects.create(user=rival, organisation=other, role=Role.COORDINATOR)

    for stranger in (trota, office, rival):
        for page in ("host_insight", "host_insight_workbook"):
            address = reverse(page, args=[hospital.pk])
            assert signed_in(stranger).get(address).status_code == 404
