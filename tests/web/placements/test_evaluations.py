"""Evaluations: by a guest with a link, by the host, by the trainee; who sees what; reminders."""

import html
import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse

from salerno.errors import InputError
from salerno.placements.evaluations import COMPETENCES, SITE, Answers
from salerno_web.people.models import Event, Message
from salerno_web.placements.actions import hold
from salerno_web.placements.evaluation_actions import ask_guest, file, plan, remind_owed
from salerno_web.placements.evaluation_queries import evaluated_by, guest_evaluation, site_summary
from salerno_web.placements.models import Evaluation, Placement, Published
from salerno_web.placements.moves import move, settle
from salerno_web.placements.tasks import remind_due
from tests.web.conftest import someone
from tests.web.pages import main_of, text_of
from tests.web.placements.conftest import FIRST, NOW

pytestmark = pytest.mark.django_db

GUEST = {"name": "A Registrar", "email": "registrar@example.org", "language": "en"}
MARKS = dict.fromkeys(COMPETENCES, "4")
SAID = dict.fromkeys(SITE, "5")


@pytest.fixture(autouse=True)
def _kept_mail(settings):
    """Keep mail as the site does, and count no requests of other tests."""
    settings.EMAIL_BACKEND = "salerno_web.people.outbox.OutboxBackend"
    cache.clear()


@pytest.fixture
def row(trota, costanza, offered, asked):
    """Return a placement of Trota that is under way: four weeks from the first Monday on."""
    offered()
    row = hold(trota, asked(trota, weeks=4), key="a", now=NOW)
    move(row.pk, "request", by="trainee", actor=trota, now=NOW)
    move(row.pk, "accept", by="host", actor=costanza, now=NOW)
    settle(row.pk, now=on(FIRST))
    Message.objects.all().delete()
    return Placement.objects.get()


def on(day):
    """Return noon of a day."""
    return NOW.replace(year=day.year, month=day.month, day=day.day, hour=12)


def one(side="host", stage="final"):
    return Evaluation.objects.get(side=side, stage=stage)


def address(name, row, evaluation):
    return reverse(name, args=[row.pk, evaluation.pk])


def ended(row):
    """Let the days of a placement pass."""
    settle(row.pk, now=on(row.end))


def asked_guest(client, costanza, row):
    """Let Costanza ask a guest, and return the address that the mail leads to."""
    client.force_login(costanza)
    client.post(address("placement_evaluator", row, one()), GUEST)
    client.logout()
    (mail,) = Message.objects.filter(to=GUEST["email"])
    return re.search(r"/evaluate/[\w-]+/", mail.body)[0]


def test_evaluations_are_planned_once_when_a_placement_begins(row):
    plan(row)

    assert [(own.side, own.stage) for own in Evaluation.objects.all()] == [
        ("host", "middle"), ("host", "final"), ("trainee", "final"),
    ]  # fmt: skip


def test_guest_files_once_by_the_link_and_needs_no_account(client, costanza, trota, row):
    ended(row)
    link = asked_guest(client, costanza, row)

    page = client.get(link)
    done = client.post(link, {**MARKS, "words": "Careful and kind."})
    again = client.get(link)

    assert "How did trota do?" in main_of(page).replace(str(trota), "trota")
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert "Thank you" in main_of(done)
    assert (again.status_code, "This link opens nothing" in main_of(again)) == (404, True)
    assert one().answers["marks"]["history"] == 4
    assert evaluated_by(row) == {"host"}
    assert one().email == ""
    assert Event.objects.get(verb="evaluated").actor == ""


def test_form_of_a_guest_comes_back_with_all_that_was_said(client, costanza, row):
    link = asked_guest(client, costanza, row)

    page = client.post(link, {"history": "2", "words": "So far."})

    assert page.context["form"].data["words"] == "So far."
    assert set(page.context["form"].errors) == set(COMPETENCES) - {"history"}
    assert one().filed_at is None


def test_link_opens_nothing_once_somebody_else_is_asked_or_its_time_is_over(client, costanza, row):
    first = asked_guest(client, costanza, row)
    Message.objects.all().delete()
    second = asked_guest(client, costanza, row)
    key = second.split("/")[2]
    late = on(one().due + timedelta(days=61))

    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    assert guest_evaluation(key, now=late) is None
    Placement.objects.update(state="cancelled")
    assert client.get(second).status_code == 404
    assert client.get(reverse("evaluate", args=["guessed"])).status_code == 404


def test_host_files_itself_and_certifies_then(client, costanza, trota, row):
    ended(row)
    client.force_login(costanza)

    client.post(address("placement_evaluate", row, one()), MARKS)
    page = client.get(reverse("placement", args=[row.pk]))

    certify = next(button for button in page.context["buttons"] if button.verb == "certify")
    assert certify.reasons == ()
    assert one().filed_by == costanza


def test_trainee_says_how_it_was_and_the_host_does_not_see_it(client, costanza, trota, row):
    ended(row)
    client.force_login(trota)
    client.post(address("placement_evaluate", row, one("trainee")), {**SAID, "words": "Long days."})
    mine = main_of(client.get(reverse("placement_evaluations", args=[row.pk])))
    client.force_login(costanza)
    theirs = main_of(client.get(reverse("placement_evaluations", args=[row.pk])))

    assert "Long days." in mine
    assert "5: entirely" in mine
    assert "Long days." not in theirs


def test_trainee_sees_what_the_host_said_once_it_is_filed(client, costanza, trota, row):
    client.force_login(trota)
    before = main_of(client.get(reverse("placement_evaluations", args=[row.pk])))
    ended(row)
    file(one(), Answers(dict.fromkeys(COMPETENCES, 3), "Good."), by=costanza, now=NOW)
    after = main_of(client.get(reverse("placement_evaluations", args=[row.pk])))

    assert "Good." not in before
    assert "Good." in after
    assert "3: with somebody near" in after


def test_nobody_files_for_the_other_side_nor_twice(client, costanza, trota, abella, row):
    for who, side, status in (
        (trota, "host", 404), (costanza, "trainee", 404), (abella, "host", 404),
    ):  # fmt: skip
        client.force_login(who)
        assert (
            client.post(address("placement_evaluate", row, one(side)), MARKS).status_code == status
        )
    ended(row)
    file(one(), Answers({}), by=None, now=NOW)
    client.force_login(costanza)

    again = client.post(address("placement_evaluate", row, one()), MARKS)
    ask = client.get(address("placement_evaluator", row, one()))

    assert again.headers["Location"] == reverse("placement_evaluations", args=[row.pk])
    assert ask.status_code == 404
    with pytest.raises(InputError, match="filed already"):
        file(one(), Answers({}), by=None, now=NOW)


def test_whoever_owes_an_evaluation_is_reminded_twice(client, costanza, trota, row):
    ended(row)
    asked_guest(client, costanza, row)
    Evaluation.objects.filter(stage="middle").delete()
    Message.objects.all().delete()
    due = one().due

    counts = [remind_owed(now=on(due + timedelta(days=n))) for n in (1, 3, 4, 7, 8, 30)]

    assert counts == [0, 2, 0, 2, 0, 0]
    told = sorted(mail.to for mail in Message.objects.all())
    assert told == sorted([GUEST["email"], trota.email] * 2)


def test_guest_who_is_asked_late_is_not_reminded_of_what_was_due_before(costanza, row):
    own = one()
    Evaluation.objects.exclude(pk=own.pk).delete()
    days = [own.due + timedelta(days=n) for n in (4, 7, 30)]
    ask_guest(own, by=costanza, now=on(days[0]), **GUEST)

    counts = [remind_owed(now=on(day)) for day in days]

    assert counts == [0, 1, 0]


def test_coordinators_are_reminded_where_nobody_else_was_asked(costanza, row):
    remind_owed(now=on(one("host", "middle").due + timedelta(days=3)))

    assert [mail.to for mail in Message.objects.all()] == [costanza.email]
    assert reverse("placement_evaluations", args=[row.pk]) in Message.objects.get().body
    assert remind_due() == 0


def test_site_is_summed_up_from_five_on(client, trota, asked, row):
    counts = []
    for number in range(10):
        user = someone(f"trainee{number}")
        own = hold(user, asked(user, week=4 + 2 * number), key="a", now=NOW)
        Evaluation.objects.create(
            placement=own, side="trainee", stage="final", due=own.end, filed_at=NOW,
            answers={"marks": dict.fromkeys(SITE, number % 5 + 1), "words": "w", "public": True},
        )  # fmt: skip
        found = site_summary(row.rotation)
        counts.append(found and found.count)

    page = client.get(reverse("rotation", args=[row.rotation]))
    assert "10 trainees on average" in main_of(page)
    assert page.context["site"].words == ("w",) * 10
    assert counts == [None] * 4 + [5] * 5 + [10]
    assert (found.means["teaching"], len(found.words)) == (3.0, 10)


def test_nobody_evaluates_what_has_hardly_begun_or_came_to_nothing(client, costanza, trota, row):
    client.force_login(trota)
    page = main_of(client.get(reverse("placement_evaluations", args=[row.pk])))
    early = client.post(address("placement_evaluate", row, one("trainee")), SAID)
    Placement.objects.update(state="cancelled")
    late = client.post(address("placement_evaluate", row, one("trainee")), SAID)

    assert "It can be filled in from:" in page
    assert "This can be evaluated from" in main_of(early)
    assert "came to nothing" in main_of(late)
    assert one("trainee").filed_at is None
    opens = one("trainee").due - timedelta(days=14)
    Placement.objects.update(state="active")
    file(one("trainee"), Answers(dict.fromkeys(SITE, 3)), by=trota, now=on(opens))
    assert one("trainee").filed_at == on(opens)


def test_trainee_is_no_guest_of_their_own(client, costanza, trota, row):
    client.force_login(costanza)

    page = client.post(
        address("placement_evaluator", row, one()), {**GUEST, "email": trota.email.upper()}
    )

    assert "the trainee's own address" in html.unescape(main_of(page))
    assert page.context["form"].data["name"] == GUEST["name"]
    assert one().digest == ""


def test_guest_who_had_the_page_open_files_nothing_once_somebody_else_is_asked(
    client, costanza, row
):
    ended(row)
    asked_guest(client, costanza, row)
    held = one()
    ask_guest(one(), by=costanza, now=NOW, **{**GUEST, "email": "other@example.org"})

    with pytest.raises(InputError, match="Somebody else was asked"):
        file(held, Answers({}), by=None, now=NOW)

    assert one().filed_at is None


def test_rotation_that_is_published_no_longer_is_evaluated_all_the_same(client, costanza, row):
    ended(row)
    link = asked_guest(client, costanza, row)
    Published.objects.filter(kind="rotation").delete()

    done = client.post(link, MARKS)

    assert "Thank you" in text_of(done)
    assert one().filed_at is not None
