"""What a placement costs over HTTP: said to be paid, received, paid back."""

import pytest

from salerno_web.placements.models import Payment
from tests.web.api.test_problems import problem

pytestmark = pytest.mark.django_db


@pytest.fixture
def charged(published, holding, moving, people):
    """Return the id of a placement of Trota's, and of the charge of it."""
    published()
    name = holding(people.trota).json()["id"]
    moving(people.trota, name, "request")
    own = Payment.objects.create(placement_id=name, charge="deposit", amount=100, currency="EUR")
    return name, own.pk


def test_charge_is_said_to_be_paid_received_and_paid_back(asking, charged, moving, people):
    name, own = charged
    path = f"placements/{name}/payments"

    def standing(response):
        assert response.status_code == 200, response.content
        (row,) = response.json()["rows"]
        return row["standing"], row["amount"], row["reference"], row["refund"]

    first = asking(people.trota, "get", path)
    paid = asking(people.trota, "post", f"{path}/{own}/paid", {"reference": "Trota, May"})
    early = asking(people.costanza, "post", f"{path}/{own}/back", {"amount": "100 EUR"})
    received = asking(people.costanza, "post", f"{path}/{own}/received")
    twice = [
        asking(people.costanza, "post", f"{path}/{own}/received"),
        asking(people.trota, "post", f"{path}/{own}/paid", {"reference": "again"}),
    ]
    moving(people.costanza, name, "refuse")
    amounts = ("much", "100 USD", "101 EUR")
    wrong = [
        asking(people.costanza, "post", f"{path}/{own}/back", {"amount": one}) for one in amounts
    ]
    back = asking(people.costanza, "post", f"{path}/{own}/back", {"amount": "100 EUR"})

    assert [standing(one)[0] for one in (first, paid, received, back)] == [
        "owed", "told", "paid", "repaid",
    ]  # fmt: skip
    assert standing(back)[1:] == ("100 EUR", "Trota, May", "100 EUR")
    assert [problem(one)["status"] for one in (early, *twice)] == [409, 409, 409]
    assert [problem(one)["status"] for one in wrong] == [422, 422, 422]


def test_charges_are_shown_and_changed_by_nobody_else(asking, charged, people):
    name, own = charged
    path = f"placements/{name}/payments"
    ways = [
        (people.abella, "get", path, None),
        (people.office, "get", path, None),
        (people.abella, "post", f"{path}/{own}/received", None),
        (people.trota, "post", f"{path}/{own}/received", None),
        (people.costanza, "post", f"{path}/{own}/paid", {"reference": "x"}),
        (people.trota, "post", f"{path}/{own}/back", {"amount": "1 EUR"}),
        (people.costanza, "post", f"{path}/{name}/received", None),
    ]

    found = [problem(asking(*way))["status"] for way in ways]

    assert found == [404] * len(ways)
    assert Payment.objects.get().paid_at is None


def test_charge_paid_at_a_provider_is_not_said_to_be_paid_by_transfer(
    asking, charged, people, settings
):
    name, own = charged
    settings.PAYMENTS = "fake:between us"

    found = asking(
        people.trota, "post", f"placements/{name}/payments/{own}/paid", {"reference": "x"}
    )

    assert problem(found)["status"] == 409
    assert Payment.objects.get().told_at is None
