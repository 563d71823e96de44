"""Placements leave as workbooks: for their trainee, their host, their school, and nobody else."""

from io import BytesIO

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from salerno.formats.placements import read_placements
from salerno_web.placements.models import Payment
from salerno_web.placements.moves import move
from tests.web.placements.conftest import NOW


@pytest.fixture
def requested(held, trota):
    """Return the placement that Trota asked for, for which something was paid and something not."""
    row = move(held.pk, "request", by="trainee", actor=trota, now=NOW)
    Payment.objects.create(placement=row, charge="deposit", amount=50, currency="EUR", paid_at=NOW)
    Payment.objects.create(placement=row, charge="placement", amount=90, currency="EUR")
    return row


def pages(answer):
    """Return the rows of each page of a workbook that was given, but its last line."""
    assert answer.status_code == 200
    book = CalamineWorkbook.from_filelike(BytesIO(answer.content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_trainee_takes_their_own_with_what_is_owed_and_paid(requested, trota, signed_in):
    found = signed_in(trota).get(reverse("placements_workbook"))

    _heads, *rows = pages(found)["States"]
    (line,) = [row for row in rows if row[0] == "trota"]
    assert line[6:9] == ["Waits for the host", "90.00 EUR", "50.00 EUR"]
    reading = read_placements(found.content, name="placements.xlsx")
    assert reading.subject == "placements"
    assert [own.first for own in reading.values.values()] == [requested.first]


def test_host_and_school_take_what_they_have_part_in(
    requested, costanza, office, hospital, school, signed_in
):
    host = signed_in(costanza).get(reverse("host_workbook", args=[hospital.pk]))
    theirs = signed_in(office).get(reverse("school_workbook", args=[school.pk]))

    assert pages(host) == pages(theirs)
    assert pages(host)["States"][1][:3] == ["trota", "Salerno School", "Harbour Hospital"]


def test_what_is_only_held_is_not_told_to_the_host(held, costanza, hospital, signed_in):
    found = signed_in(costanza).get(reverse("host_workbook", args=[hospital.pk]))

    assert not read_placements(found.content, name="placements.xlsx").values


def test_strangers_take_nothing(requested, abella, trota, costanza, signed_in):
    host = reverse("host_workbook", args=[requested.host_id])
    theirs = reverse("school_workbook", args=[requested.school_id])

    assert signed_in(abella).get(host).status_code == 404
    assert signed_in(trota).get(theirs).status_code == 404
    assert signed_in(costanza).get(theirs).status_code == 404
    own = signed_in(abella).get(reverse("placements_workbook"))
    assert not read_placements(own.content, name="placements.xlsx").values
