"""Other software is told of each event once, by a body that it can trust, or given up on."""

import json
import re
import threading
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise

import pytest
from django.db import transaction
from django.urls import reverse

from salerno_web.people.management.commands.work import parts
from salerno_web.people.models import Event, Membership, Role
from salerno_web.placements.models import Delivery, Placement, Subscription
from salerno_web.placements.moves import move
from salerno_web.placements.queries import rows_about
from salerno_web.placements.tasks import send_deliveries
from salerno_web.placements.webhook_actions import (
    LEASE,
    MOST_SUBSCRIPTIONS,
    TooMany,
    end_subscription,
    send_test,
    subscribe,
)
from salerno_web.placements.webhook_queries import subscriptions_of
from salerno_web.placements.webhooks import (
    MOST_ATTEMPTS,
    PAUSES,
    SIGNATURE,
    STAMP,
    is_address,
    signature_of,
    signed,
)
from tests.web.pages import main_of
from tests.web.placements.conftest import NOW

pytestmark = pytest.mark.django_db


@contextmanager
def listening(*statuses):
    """Answer requests with these statuses, the last one ever after; yield where and what came."""
    came, ahead = [], list(statuses)

    class Listener(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            came.append((self.path, dict(self.headers), body))
            status = ahead.pop(0) if len(ahead) > 1 else ahead[0]
            self.send_response(status)
            if status in (301, 307):
                self.send_header("Location", "/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_words):
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/told?by=us", came
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def anywhere(settings):
    """Let webhooks go to this machine."""
    settings.WEBHOOKS_ANYWHERE = True


@pytest.fixture
def told(hospital, costanza, anywhere):
    """Return a function that has an address told of the hospital; it returns the secret."""

    def telling(url="https://example.org/told"):
        return subscribe(hospital, url=url, by=costanza)

    return telling


def request(trota, held):
    """Let Trota request what she holds."""
    return move(held.pk, "request", by="trainee", actor=trota, now=NOW)


def after(**told):
    """Return a moment after now at which everything that was kept is due."""
    row = Delivery.objects.latest("due_at")
    return row.due_at + timedelta(**told)


def test_event_is_told_once_with_ids_and_states_and_no_names(trota, school, hospital, held, told):
    with listening(204) as (url, came):
        secret = told(url)
        request(trota, held)
        sent = send_deliveries(after())
        again = send_deliveries(after(days=9))

    assert (sent, again, len(came)) == (1, 0, 1)
    path, headers, body = came[0]
    event = Event.objects.get(subject_kind="placement", verb="request")
    assert path == "/told?by=us"
    assert json.loads(body) == {
        "id": f"event-{event.pk}", "event": "request", "at": event.at.isoformat(),
        "placement": str(held.pk), "state": "review", "version": 1, "rotation": "rotation-1",
        "host": str(hospital.pk), "school": str(school.pk),
    }  # fmt: skip
    assert headers["Salerno-Event"] == f"event-{event.pk}"
    stamp = headers[STAMP]
    assert headers[SIGNATURE] == f"sha256={signature_of(body, stamp=stamp, secret=secret)}"


def test_school_and_host_are_told_and_nobody_else(trota, office, school, held, told, abella):
    told()
    subscribe(school, url="https://example.org/school", by=office)

    request(trota, held)

    rows = Delivery.objects.values_list("subscription__url", "body__event").order_by("pk")
    assert sorted(rows) == [
        ("https://example.org/school", "request"), ("https://example.org/told", "request"),
    ]  # fmt: skip


def test_what_is_undone_is_never_told(trota, held, told):
    told()

    with transaction.atomic():
        request(trota, held)
        transaction.set_rollback(True)

    assert Delivery.objects.count() == 0


def test_what_was_only_held_is_told_to_nobody(trota, held, told):
    told()

    move(held.pk, "withdraw", by="trainee", actor=trota, now=NOW)

    assert Delivery.objects.count() == 0


def test_what_fails_is_tried_again_after_growing_pauses_and_then_given_up(trota, held, told):
    with listening(500) as (url, came):
        told(url)
        request(trota, held)
        moments = []
        for _time in range(MOST_ATTEMPTS + 2):
            moments.append(Delivery.objects.get().due_at)
            send_deliveries(moments[-1])

    row = Delivery.objects.get()
    assert (len(came), row.attempts, row.sent_at) == (8, 8, None)
    assert row.problem.startswith("500 ")
    gaps = [late - early for early, late in pairwise(moments)]
    assert tuple(gaps[: len(PAUSES)]) == PAUSES
    assert list(PAUSES) == sorted(PAUSES)


def test_what_failed_once_arrives_with_the_same_key(trota, held, told):
    with listening(503, 200) as (url, came):
        told(url)
        request(trota, held)
        counts = [send_deliveries(after()), send_deliveries(after())]

    first, second = (headers["Salerno-Event"] for _path, headers, _body in came)
    assert (counts, first) == ([0, 1], second)
    assert (Delivery.objects.get().attempts, Delivery.objects.get().problem) == (2, "")


@pytest.mark.parametrize("status", [301, 307])
def test_nobody_is_followed_elsewhere(trota, held, told, status):
    with listening(status) as (url, came):
        told(url)
        request(trota, held)
        sent = send_deliveries(after())

    assert (sent, [path for path, _headers, _body in came]) == (0, ["/told?by=us"])


def test_own_network_is_not_spoken_to_unless_a_setting_says_so(settings, trota, held, told):
    with listening(200) as (url, came):
        told(url)
        told(url.replace("http://", "https://"))
        settings.WEBHOOKS_ANYWHERE = False
        request(trota, held)
        send_deliveries(after())

    assert came == []
    problems = Delivery.objects.order_by("subscription__url").values_list("problem", flat=True)
    assert list(problems) == [
        "only https is spoken to", "the address leads to no place of the open internet",
    ]  # fmt: skip


def test_two_workers_do_not_send_the_same_and_what_a_killed_one_had_is_sent(trota, held, told):
    with listening(200) as (url, came):
        told(url)
        request(trota, held)
        moment = after()
        Delivery.objects.update(leased_until=moment + LEASE)
        early, late = send_deliveries(moment), send_deliveries(moment + LEASE)

    assert (early, late, len(came)) == (0, 1, 1)


def test_address_that_fails_keeps_no_other_waiting(trota, held, told, hospital, costanza):
    with listening(500) as (bad, refused), listening(200) as (good, came):
        told(bad)
        name = Subscription.objects.get().pk
        for _time in range(3):
            send_test(name, hospital, by=costanza, now=NOW)
        told(good)
        request(trota, held)
        sent = send_deliveries(after())

    assert (sent, len(refused), len(came)) == (1, 1, 1)


def test_worker_sends_what_is_due_each_round(trota, held, told):
    with listening(200) as (url, came):
        told(url)
        request(trota, held)
        sent = [act() for part, act in parts("a worker").items() if "send" in part]

    assert (sent, len(came)) == ([1], 1)


def test_address_that_was_ended_is_told_nothing_more(trota, held, told, hospital, costanza):
    told()
    request(trota, held)
    name = Subscription.objects.get().pk

    ended = [end_subscription(name, hospital, by=costanza, now=NOW) for _time in range(2)]
    move(held.pk, "withdraw", by="trainee", actor=trota, now=NOW)

    assert (ended, Delivery.objects.count(), send_deliveries(after(days=1))) == (
        [True, False],
        1,
        0,
    )


def test_deliveries_go_with_the_person_and_are_in_their_export(trota, held, told):
    told()
    request(trota, held)

    (row,) = dict(rows_about(trota))["delivery"]

    assert row["body"]["placement"] == str(held.pk)
    Placement.objects.all().delete()
    assert Delivery.objects.count() == 0


def test_addresses_are_so_many_at_most(told, signed_in, hospital, costanza):
    for number in range(MOST_SUBSCRIPTIONS):
        told(f"https://example.org/{number}")

    with pytest.raises(TooMany):
        told()
    address = reverse("webhooks", args=[hospital.pk])
    page = signed_in(costanza).post(address, {"url": "https://example.org/one"})

    assert "There are 10 addresses already." in page.content.decode()
    assert Subscription.objects.count() == MOST_SUBSCRIPTIONS


def test_only_who_acts_for_an_organisation_has_others_told(hospital, trota, abella, told):
    told()
    name = Subscription.objects.get().pk

    for act in (
        lambda: subscribe(hospital, url="https://example.org", by=abella),
        lambda: end_subscription(name, hospital, by=abella, now=NOW),
        lambda: send_test(name, hospital, by=abella, now=NOW),
    ):
        with pytest.raises(PermissionError):
            act()

    assert subscriptions_of(hospital, viewer=abella) == []


def test_coordinator_adds_an_address_and_sees_the_secret_once(signed_in, costanza, hospital):
    address, browser = reverse("webhooks", args=[hospital.pk]), signed_in(costanza)

    page = browser.post(address, {"url": "https://example.org/told"}).content.decode()
    later = browser.get(address).content.decode()

    row = Subscription.objects.get()
    assert re.findall(r"whsec_[\w-]+", page) == [row.secret]
    assert (row.secret in later, "https://example.org/told" in later) == (False, True)
    assert Event.objects.get(subject_kind="subscription").actor == str(costanza.pk)


@pytest.mark.parametrize(
    "url",
    [
        "", "http://example.org", "ftp://example.org", "https://", "https://me:it@example.org/",
        "https://example.org/#part", "https://[example.org", "https://exämple.org",
    ],
)  # fmt: skip
def test_address_that_is_none_comes_back_and_is_not_kept(signed_in, costanza, hospital, url):
    address = reverse("webhooks", args=[hospital.pk])

    response = signed_in(costanza).post(address, {"url": url})

    page = main_of(response)
    assert "Give an address such as" in page or "This field is required" in page
    assert f'value="{url}"' in response.content.decode() or not url
    assert Subscription.objects.count() == 0


def test_coordinator_sends_a_test_and_sees_what_became_of_it(signed_in, costanza, hospital, told):
    browser, address = signed_in(costanza), reverse("webhooks", args=[hospital.pk])
    with listening(200) as (url, came):
        told(url)
        name = Subscription.objects.get().pk
        browser.post(reverse("webhook_test", args=[hospital.pk, name]))
        waiting = main_of(browser.get(address))
        send_deliveries(after())
        arrived = main_of(browser.get(address))

    assert json.loads(came[0][2])["event"] == "test"
    assert ("waits until" in waiting, "arrived" in arrived) == (True, True)


def test_page_says_what_failed_and_what_was_given_up(signed_in, costanza, hospital, told):
    told()
    row = Subscription.objects.get()
    Delivery.objects.create(
        subscription=row, key="a", body={"event": "test"}, attempts=MOST_ATTEMPTS, problem="500 No"
    )

    page = main_of(signed_in(costanza).get(reverse("webhooks", args=[hospital.pk])))

    assert "given up: 500 No 8" in page


def test_coordinator_ends_an_address_that_is_theirs(signed_in, costanza, hospital, school, told):
    told()
    name = Subscription.objects.get().pk
    browser = signed_in(costanza)

    done = browser.post(reverse("webhook_end", args=[hospital.pk, name]))
    again = browser.post(reverse("webhook_end", args=[hospital.pk, name]))
    tested = browser.post(reverse("webhook_test", args=[hospital.pk, name]))
    other = browser.post(reverse("webhook_end", args=[school.pk, name]))

    assert [one.status_code for one in (done, again, tested, other)] == [302, 404, 404, 404]


def test_signature_is_over_the_moment_and_the_body():
    headers = signed("event-1", b"{}", secret="a secret", now=NOW)

    assert headers[STAMP] == "1795424400"
    assert headers[SIGNATURE].removeprefix("sha256=") == (
        signature_of(b"{}", stamp="1795424400", secret="a secret")
    )
    others = {
        signature_of(b"{ }", stamp="1795424400", secret="a secret"),
        signature_of(b"{}", stamp="1795424401", secret="a secret"),
        signature_of(b"{}", stamp="1795424400", secret="another"),
    }
    assert headers[SIGNATURE].removeprefix("sha256=") not in others


def test_address_may_be_plain_where_anything_may_be_told():
    assert is_address("http://example.org", anywhere=True)
    assert not is_address("http://example.org", anywhere=False)


def test_who_acts_for_an_organisation_finds_the_page_from_it(signed_in, costanza, hospital):
    browser, hooks = signed_in(costanza), reverse("webhooks", args=[hospital.pk])
    address = reverse("organisation", args=[hospital.pk])

    there = hooks in browser.get(address).content.decode()
    Membership.objects.update(role=Role.ADVISER)
    gone = hooks in browser.get(address).content.decode()

    assert (there, gone) == (True, False)
