"""What went wrong: told by Trota, read by whom she chose, answered, closed."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from salerno.errors import InputError
from salerno_web.people.models import Event, Message
from salerno_web.placements.actions import hold
from salerno_web.placements.incident_actions import answer_incident, tell_incident
from salerno_web.placements.models import Incident, Placement
from salerno_web.placements.moves import move, settle
from tests.web.pages import main_of, text_of
from tests.web.placements.conftest import FIRST, NOW

pytestmark = pytest.mark.django_db

TOLD = {"kind": "mistreatment", "day": str(FIRST), "words": "I was shouted at.", "to": ["school"]}


@pytest.fixture(autouse=True)
def _kept_mail(settings):
    """Keep mail as the site does, and count no requests of other tests."""
    settings.EMAIL_BACKEND = "salerno_web.people.outbox.OutboxBackend"
    cache.clear()


@pytest.fixture
def row(trota, costanza, offered, asked, office):
    """Return a placement of Trota that is under way."""
    offered()
    row = hold(trota, asked(trota, weeks=4), key="a", now=NOW)
    move(row.pk, "request", by="trainee", actor=trota, now=NOW)
    move(row.pk, "accept", by="host", actor=costanza, now=NOW)
    settle(row.pk, now=NOW.replace(year=2027, month=1, day=4))
    Message.objects.all().delete()
    return Placement.objects.get()


def page_of(client, user, row, content=None):
    client.force_login(user)
    address = reverse("placement_incidents", args=[row.pk])
    return client.get(address) if content is None else client.post(address, content)


def one_of(client, user, row, content=None):
    client.force_login(user)
    address = reverse("placement_incident", args=[row.pk, Incident.objects.get().pk])
    return client.get(address) if content is None else client.post(address, content)


def test_only_those_who_were_told_read_it_and_the_mail_says_nothing_of_it(
    client, trota, costanza, office, abella, row
):
    page_of(client, trota, row, TOLD)

    assert "Mistreatment" in main_of(page_of(client, office, row))
    assert "I was shouted at." in main_of(one_of(client, office, row))
    assert "Nothing was reported to you." in main_of(page_of(client, costanza, row))
    assert one_of(client, costanza, row).status_code == 404
    assert page_of(client, abella, row).status_code == 404
    (mail,) = Message.objects.all()
    assert mail.to == office.email
    assert "shouted" not in mail.body + mail.subject
    assert [(one.verb, one.actor) for one in Event.objects.filter(subject_kind="incident")] == [
        ("told", str(trota.pk)), ("read", str(office.pk)),
    ]  # fmt: skip


def test_report_is_answered_and_closed_and_the_trainee_is_told(client, trota, office, row):
    page_of(client, trota, row, TOLD)

    one_of(client, office, row, {"words": "We have spoken with them."})
    empty = one_of(client, office, row, {"words": ""})
    one_of(client, office, row, {"words": "They apologise.", "closes": "on"})
    read = main_of(one_of(client, trota, row))
    late = one_of(client, office, row, {"words": "More."})

    assert "We have spoken with them. They apologise." in read
    assert empty.context["form"].errors
    assert "More." not in Incident.objects.get().answer
    assert late.status_code == 200
    assert [one.to for one in Message.objects.order_by("pk")] == [
        office.email, trota.email, trota.email,
    ]  # fmt: skip
    with pytest.raises(InputError, match="closed"):
        answer_incident(Incident.objects.get(), words="x", closes=False, by=office, now=NOW)


def test_host_is_told_where_the_trainee_says_so(client, trota, costanza, office, row):
    page_of(client, trota, row, {**TOLD, "kind": "exposure", "to": ["host", "school"]})

    assert "Needlestick" in main_of(page_of(client, costanza, row))
    assert {one.to for one in Message.objects.all()} == {costanza.email, office.email}


def test_answer_is_told_to_everybody_who_reads_the_report(client, trota, costanza, office, row):
    page_of(client, trota, row, {**TOLD, "to": ["host", "school"]})
    Message.objects.all().delete()

    one_of(client, office, row, {"words": "We have spoken with them."})

    assert {one.to for one in Message.objects.all()} == {trota.email, costanza.email}


def test_reading_beside_an_answer_that_failed_is_kept_as_well(client, trota, office, row):
    page_of(client, trota, row, TOLD)

    page = one_of(client, office, row, {"words": ""})

    assert "I was shouted at." in main_of(page)
    assert Event.objects.filter(subject_kind="incident", verb="read").count() == 1


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"words": "Mrs Smith fell"}, "who the patient is"),
        ({"day": "2028-01-01"}, "no day of the stay"),
        ({"to": []}, "required"),
        ({"to": ["everybody"]}, "valid choice"),
    ],
)
def test_what_cannot_be_reported_comes_back_with_the_reason(client, trota, row, more, said):
    page = page_of(client, trota, row, {**TOLD, **more})

    assert said in text_of(page)
    assert page.context["form"].data["kind"] == "mistreatment"
    assert not Incident.objects.exists()


def test_report_without_a_reader_is_not_kept(client, trota, row):
    Placement.objects.update(school=None)
    told = {"kind": "other", "day": FIRST, "words": "Something.", "to": frozenset({"school"})}

    page = page_of(client, trota, row)
    with pytest.raises(InputError, match="Nobody would read this"):
        tell_incident(Placement.objects.get(), **told, now=NOW)

    assert [name for name, _label in page.context["form"].fields["to"].choices] == ["host"]
    assert not Incident.objects.exists()


def test_nobody_reports_before_anything_can_have_gone_wrong(client, trota, row):
    Placement.objects.update(state="review")

    page = page_of(client, trota, row, TOLD)

    assert "Report something" not in main_of(page)
    assert not Incident.objects.exists()
