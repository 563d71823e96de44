"""Letters of recommendation: asked for, written by a link, read, sent, reminded of, forgotten."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse

from salerno.errors import InputError
from salerno_web.people.actions import erase
from salerno_web.people.models import Event, Message
from salerno_web.placements.actions import hold
from salerno_web.placements.letter_actions import (
    ask_letter,
    remind_writers,
    send_letter,
    withdraw_letter,
    write_letter,
)
from salerno_web.placements.letter_queries import letter_to_write
from salerno_web.placements.models import Letter, Placement
from salerno_web.placements.moves import move, settle
from salerno_web.placements.tasks import remind_due
from tests.web.pages import main_of, text_of
from tests.web.placements.conftest import FIRST, NOW

pytestmark = pytest.mark.django_db

DUE = FIRST + timedelta(weeks=8)
WRITER = {"writer": "A Consultant", "email": "consultant@example.org", "language": "en"}
ASKED = {**WRITER, "purpose": "A residency in surgery", "due": str(DUE)}
LETTER = {"title": "Head of Surgery", "words": "Careful and kind.\n\nTake her."}


@pytest.fixture(autouse=True)
def _kept_mail(settings):
    """Keep mail as the site does, and count no requests of other tests."""
    settings.EMAIL_BACKEND = "salerno_web.people.outbox.OutboxBackend"
    cache.clear()


@pytest.fixture
def row(trota, costanza, offered, asked):
    """Return a placement of Trota that is under way."""
    offered()
    row = hold(trota, asked(trota, weeks=4), key="a", now=NOW)
    move(row.pk, "request", by="trainee", actor=trota, now=NOW)
    move(row.pk, "accept", by="host", actor=costanza, now=NOW)
    settle(row.pk, now=NOW.replace(year=2027, month=1, day=4))
    Message.objects.all().delete()
    return Placement.objects.get()


def ask(client, user, row, **more):
    client.force_login(user)
    return client.post(reverse("placement_letters", args=[row.pk]), {**ASKED, **more})


def link_to(address, words):
    """Return the link of the newest mail to somebody."""
    mail = Message.objects.filter(to=address).latest("pk")
    return re.search(rf"/letters/{words}/[\w:-]+/", mail.body)[0]


def page_of(row, name="placement_letter"):
    return reverse(name, args=[row.pk, Letter.objects.get().pk])


def test_letter_is_asked_for_written_by_a_link_and_read(client, trota, row):
    ask(client, trota, row)
    link = link_to(WRITER["email"], "write")
    client.logout()
    before = main_of(client.get(link))
    done = client.post(link, LETTER)
    over = client.get(link)
    client.force_login(trota)
    read = main_of(client.get(page_of(row)))

    assert "A residency in surgery" in before
    assert "They will read it" in before
    assert "Thank you" in main_of(done)
    assert (over.status_code, "opens nothing" in main_of(over)) == (404, True)
    assert "Take her." in read
    assert "Head of Surgery" in read
    own = Letter.objects.get()
    assert (own.state, own.email, own.digest) == ("written", "", "")
    assert "Written" in Message.objects.get(to=trota.email).subject


def test_letter_that_was_waived_is_sent_unread(client, trota, row):
    ask(client, trota, row, waived="on")
    client.post(link_to(WRITER["email"], "write"), LETTER)
    page = main_of(client.get(page_of(row)))
    to_self = client.post(page_of(row), {"to": trota.email.upper()})
    client.post(page_of(row), {"to": "office@example.org"})
    link = link_to("office@example.org", "read")
    client.logout()
    read = client.get(link)
    client.force_login(trota)
    after = main_of(client.get(page_of(row)))

    assert "Take her." not in page
    assert "waived reading" in main_of(to_self)
    assert "Take her." in main_of(read)
    assert read.headers["X-Robots-Tag"] == "noindex"
    assert "Read by the link" in after
    assert "Take her." not in after
    assert [one.verb for one in Event.objects.filter(subject_kind="letter")] == [
        "asked", "written", "sent", "read",
    ]  # fmt: skip


def test_form_of_a_writer_comes_back_and_they_may_decline(client, trota, row):
    ask(client, trota, row)
    link = link_to(WRITER["email"], "write")
    client.logout()

    back = client.post(link, {"title": "", "words": "So far."})
    declined = client.post(link, {"decline": "yes"})

    assert back.context["form"].data["words"] == "So far."
    assert "Thank you" in main_of(declined)
    assert Letter.objects.get().state == "declined"
    assert "Declined" in Message.objects.get(to=trota.email).subject


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"email": "TROTA@example.org"}, "your own address"),
        ({"due": "2026-11-01"}, "This day is over"),
        ({"email": "nobody"}, "Enter a valid"),
    ],
)
def test_what_cannot_be_asked_comes_back_with_the_reason(client, trota, row, more, said):
    page = ask(client, trota, row, **more)

    assert said in text_of(page)
    assert page.context["form"].data["writer"] == "A Consultant"
    assert not Letter.objects.exists()
    assert not Message.objects.exists()


def test_nobody_asks_before_it_begins_nor_without_end(client, trota, row):
    told = {**WRITER, "purpose": "", "due": DUE, "waived": False}
    for _ in range(5):
        ask_letter(row, **told, now=NOW)
    with pytest.raises(InputError, match="5 letters already"):
        ask_letter(row, **told, now=NOW)
    Placement.objects.update(state="onboarding")
    with pytest.raises(InputError, match="seen you work"):
        ask_letter(row, **told, now=NOW)

    page = ask(client, trota, row)

    assert Letter.objects.count() == 5
    assert "Ask for a letter" not in main_of(page)


def test_letter_is_withdrawn_and_then_nobody_writes_it(client, trota, row):
    ask(client, trota, row)
    link = link_to(WRITER["email"], "write")
    held = Letter.objects.get()
    client.post(page_of(row, "placement_letter_withdraw"))
    again = client.post(page_of(row, "placement_letter_withdraw"), follow=True)

    assert client.get(link).status_code == 404
    assert "answered already" in text_of(again)
    for act in (
        lambda: write_letter(held, **LETTER, now=NOW),
        lambda: withdraw_letter(held, now=NOW),
    ):
        with pytest.raises(InputError, match="answered already"):
            act()
    with pytest.raises(InputError, match="not written"):
        send_letter(Letter.objects.get(), to="a@example.org", by=trota, now=NOW)


def test_nobody_else_sees_that_there_is_a_letter(client, trota, costanza, abella, row):
    ask(client, trota, row)
    addresses = [reverse("placement_letters", args=[row.pk]), page_of(row)]

    for user in (costanza, abella):
        client.force_login(user)
        assert [client.get(one).status_code for one in addresses] == [404, 404]
        assert client.post(page_of(row, "placement_letter_withdraw")).status_code == 404
    client.force_login(trota)
    other = reverse("placement_letter", args=[row.pk, row.pk])
    assert client.get(other).status_code == 404
    assert client.get(reverse("letter_read", args=["guessed"])).status_code == 404


def test_writer_is_reminded_twice_and_the_link_ends(client, trota, row):
    ask(client, trota, row)
    key = link_to(WRITER["email"], "write").split("/")[-2]
    days = [DUE - timedelta(days=8), DUE - timedelta(days=7), DUE, DUE + timedelta(days=3)]

    counts = [remind_writers(now=NOW.replace(year=d.year, month=d.month, day=d.day)) for d in days]

    assert counts == [0, 1, 0, 1]
    assert Message.objects.filter(to=WRITER["email"]).count() == 3
    assert remind_due() == 0
    late = DUE + timedelta(days=61)
    assert (
        letter_to_write(key, now=NOW.replace(year=late.year, month=late.month, day=late.day))
        is None
    )


def test_erased_trainee_takes_letters_and_their_mail_along(client, trota, row):
    ask(client, trota, row)

    erase(trota)

    assert not Letter.objects.exists()
    assert not Message.objects.filter(to=WRITER["email"]).exists()
