"""What Trota is charged for her placement, what Costanza says arrived, and what is paid back."""

import hashlib
import hmac
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from salerno.errors import InputError
from salerno.money import Money
from salerno_web.connectors.fake.payments import message_of, read
from salerno_web.placements.actions import hold
from salerno_web.placements.models import Payment
from salerno_web.placements.moves import move, settle
from salerno_web.placements.networks import network
from salerno_web.placements.paying import Answer
from salerno_web.placements.payment_actions import pay_back, receive, say_paid
from salerno_web.placements.payment_queries import (
    lines,
    owed,
    payments_at,
    payments_for,
)
from salerno_web.placements.publishing import publish
from salerno_web.placements.queries import progress_of, rows_about
from salerno_web.project.checks import check_payments
from tests.web.placements.conftest import FIRST, NOW, written

FEES = """stated: 2026-11-23
fees:
- {for: deposit, amount: 100 EUR, source: host, due: 2026-12-01,
   refunds: [{share: 100 %, until: 2026-12-10}, {share: 25 %, until: 2026-12-20}]}
- {for: placement, amount: 90 EUR, unit: week, source: host}
- {for: insurance, amount: unknown, source: host}
"""
LATER = datetime(2026, 12, 5, 9, tzinfo=UTC)


@pytest.fixture
def requested(trota, hospital, costanza, asked):
    """Return the placement that Trota asked for, of a rotation that costs something."""
    publish(written() + FEES, name="told", host=hospital, viewer=costanza)
    row = hold(trota, asked(trota), key="a", now=NOW)
    return move(row.pk, "request", by="trainee", actor=trota, now=NOW)


@pytest.fixture
def accepted(requested, costanza):
    """Return it once the host has accepted it."""
    return move(requested.pk, "accept", by="host", actor=costanza, now=NOW)


def charge(name):
    return Payment.objects.get(charge=name)


def stand(row):
    return {one.words: one.standing for one in lines(payments_for(row))}


def test_charges_are_written_with_the_request(requested, mailoutbox):
    found = payments_for(requested).values_list("charge", "amount", "currency", "due")

    assert sorted(found) == [
        ("deposit", Decimal("100.00"), "EUR", date(2026, 12, 1)),
        ("placement", Decimal("180.00"), "EUR", None),
    ]
    told = [(one.to, one.subject) for one in mailoutbox]
    assert (["trota@example.org"], "It was said what it costs") in told


def test_nothing_is_charged_where_nothing_costs(held, trota):
    move(held.pk, "request", by="trainee", actor=trota, now=NOW)

    assert not Payment.objects.exists()


@pytest.mark.parametrize(
    ("day", "names"),
    [
        ("2026-11-30", ()),
        ("2026-12-01", ("deposit",)),
        ("2027-01-04", ("deposit", "placement")),
    ],
)
def test_what_is_due_is_owed_before_the_stay_begins(accepted, day, names):
    assert sorted(owed(accepted, date.fromisoformat(day))) == sorted(names)


def test_nothing_is_owed_before_the_host_accepts(requested):
    assert owed(requested, FIRST) == ()


def test_nobody_begins_who_has_not_paid(accepted, costanza, settings):
    settings.AS_OF = "2027-01-04"
    start = datetime(2027, 1, 4, 9, tzinfo=UTC)

    told = progress_of(accepted, known=network())
    begun = settle(accepted.pk, now=start)

    assert sorted(told.unpaid) == ["deposit", "placement"]
    assert begun is False
    for one in list(payments_for(accepted)):
        receive(one.pk, by=costanza, now=start)
    assert settle(accepted.pk, now=start) is True
    accepted.refresh_from_db()
    assert accepted.state == "active"


def test_trainee_says_and_host_confirms(accepted, trota, costanza, client, mailoutbox):
    page = reverse("placement_payments", args=[accepted.pk])
    theirs = reverse("host_payments", args=[accepted.host_id])
    client.force_login(trota)
    sent = {"payment": charge("deposit").pk, "reference": "Trota, January"}

    client.post(page, sent)
    shown = client.get(page).content.decode()
    client.force_login(costanza)
    waiting = client.get(theirs).content.decode()
    client.post(theirs, {"payment": charge("deposit").pk, "receive": "yes"})

    assert "Said to be paid" in shown
    assert "Insurance" in shown  # nobody said how much
    assert "Trota, January" in waiting
    own = charge("deposit")
    assert (own.way, own.reference, own.paid_at is not None) == ("transfer", "Trota, January", True)
    assert stand(accepted) == {"Deposit": "paid", "Placement": "owed"}
    told = [(one.to, one.subject) for one in mailoutbox]
    assert (["costanza@example.org"], "The trainee says that something was paid") in told
    assert not receive(own.pk, by=costanza, now=LATER)
    assert not say_paid(own.pk, reference="again", by=trota, now=LATER)


def test_reference_is_asked_for_and_kept_when_too_long(accepted, trota, client):
    page = reverse("placement_payments", args=[accepted.pk])
    client.force_login(trota)
    pk = charge("deposit").pk

    empty = client.post(page, {"payment": pk, "reference": ""})
    long = client.post(page, {"payment": pk, "reference": "x" * 101})
    nothing = client.post(page, {"payment": "no id", "reference": "x"})
    foreign = client.post(page, {"payment": str(accepted.pk), "reference": "x"})

    assert "There is a problem" in empty.content.decode()
    assert "x" * 101 in long.content.decode()
    assert (nothing.status_code, foreign.status_code) == (404, 404)
    assert charge("deposit").told_at is None


def test_strangers_find_no_payments(accepted, abella, office, signed_in):
    browser = signed_in(abella)

    mine = browser.get(reverse("placement_payments", args=[accepted.pk]))
    theirs = browser.get(reverse("host_payments", args=[accepted.host_id]))
    signed_in(office)
    school = browser.get(reverse("placement_payments", args=[accepted.pk]))

    assert [one.status_code for one in (mine, theirs, school)] == [404, 404, 404]
    assert not say_paid(charge("deposit").pk, reference="x", by=abella, now=NOW)


def paid(row, costanza):
    for one in list(payments_for(row)):
        receive(one.pk, by=costanza, now=NOW)


@pytest.mark.parametrize(
    ("verb", "days", "deposit", "placement"),
    [
        ("withdraw", 0, "100.00", None),
        ("withdraw", 10, "25.00", None),
        ("withdraw", 20, "0.00", None),
        ("cancel", 20, "100.00", "180.00"),
    ],
)
def test_refund_follows_from_who_ends_it_and_when(
    accepted, costanza, verb, days, deposit, placement
):
    paid(accepted, costanza)
    by, actor = ("host", costanza) if verb == "cancel" else ("trainee", accepted.trainee)

    move(accepted.pk, verb, by=by, actor=actor, now=LATER + timedelta(days=days))

    back = {one.charge: str(one.refund) for one in Payment.objects.all()}
    assert back == {"deposit": deposit, "placement": str(placement)}


def test_what_arrives_after_the_end_is_paid_back_by_the_same_rules(accepted, trota, costanza):
    move(accepted.pk, "withdraw", by="trainee", actor=trota, now=LATER)

    before = stand(accepted)
    paid(accepted, costanza)

    assert before == {"Deposit": "over", "Placement": "over"}
    assert stand(accepted) == {"Deposit": "repay", "Placement": "repay"}
    assert charge("deposit").refund == 100


def test_host_says_what_it_paid_back(accepted, trota, costanza, hospital, signed_in):
    paid(accepted, costanza)
    move(accepted.pk, "withdraw", by="trainee", actor=trota, now=LATER + timedelta(days=20))
    page, browser = reverse("host_payments", args=[hospital.pk]), signed_in(costanza)
    pk = charge("placement").pk

    listed = [one.charge for one in payments_at(hospital, waiting=True)]
    wrong = browser.post(page, {"payment": pk, "amount": "much"})
    dear = browser.post(page, {"payment": pk, "amount": "181"})
    done = browser.post(page, {"payment": pk, "amount": "90"})

    assert listed == ["placement"]  # of the deposit nothing is paid back by now
    assert 'value="much"' in wrong.content.decode()
    assert "No more than was paid" in dear.content.decode()
    assert done.status_code == 302
    assert stand(accepted) == {"Deposit": "kept", "Placement": "repaid"}
    assert charge("placement").refund == 90
    assert not pay_back(pk, amount=Decimal(1), by=costanza, now=LATER)
    assert browser.get(f"{page}?show=all").content.decode().count("<section") == 2


def test_coordinator_names_only_payments_of_the_host(accepted, hospital, costanza, signed_in):
    page, browser = reverse("host_payments", args=[hospital.pk]), signed_in(costanza)

    found = browser.post(page, {"payment": str(accepted.pk), "receive": "yes"})

    assert found.status_code == 404


SECRET = "between us"


@pytest.fixture
def provider(settings):
    """Have trainees pay at a provider that takes no money."""
    settings.PAYMENTS = f"fake:{SECRET}"


def message(client, answer, *, signature=None):
    body, signed = message_of(answer, SECRET)
    return client.generic(
        "POST",
        reverse("payment_told"),
        body,
        content_type="application/json",
        headers={"X-Payment-Signature": signed if signature is None else signature},
    )


def test_provider_is_where_one_pays_and_says_what_arrived(accepted, trota, client, provider):
    client.force_login(trota)
    own = charge("deposit")
    answer = Answer(str(own.pk), Money.parse("100 EUR"), "order-1")

    page = client.post(reverse("placement_payments", args=[accepted.pk]), {"payment": own.pk})
    first = message(client, answer)
    again = message(client, Answer(str(own.pk), Money.parse("100 EUR"), "order-2"))

    assert f"https://pay.example/checkout?payment={own.pk}" in page.content.decode()
    assert (first.status_code, again.status_code) == (204, 204)
    own = charge("deposit")
    assert (own.way, own.reference) == ("fake", "order-1")


@pytest.mark.parametrize(
    ("amount", "about", "signature"),
    [
        ("100 EUR", None, "nothing"),
        ("100 EUR", None, "é"),
        ("99 EUR", None, None),
        ("100 USD", None, None),
        ("100 EUR", "no id", None),
    ],
)
def test_message_that_is_not_right_changes_nothing(
    accepted, client, provider, amount, about, signature
):
    own = charge("deposit")
    answer = Answer(about or str(own.pk), Money.parse(amount), "order-1")

    found = message(client, answer, signature=signature)

    assert found.status_code == 400
    assert charge("deposit").paid_at is None


def test_signed_message_that_says_nothing_is_refused():
    signature = hmac.new(SECRET.encode(), b"[]", hashlib.sha256).hexdigest()

    with pytest.raises(InputError, match="says nothing"):
        read(b"[]", signature, SECRET)


def test_without_a_provider_nobody_is_listened_to(accepted, client):
    answer = Answer(str(charge("deposit").pk), Money.parse("100 EUR"), "order-1")

    assert message(client, answer).status_code == 404


def test_unknown_way_to_pay_is_told_at_the_start(settings):
    settings.PAYMENTS = "shells:"

    (found,) = check_payments()

    assert found.id == "salerno.E003"
    assert found.hint == "transfer: or fake:"


def test_payments_leave_with_the_trainee_and_are_in_their_export(accepted, trota):
    told = dict(rows_about(trota))

    assert {one["charge"] for one in told["payment"]} == {"deposit", "placement"}
    trota.delete()
    assert not Payment.objects.exists()
