"""What waits for Costanza, and how she goes through it."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from salerno_web.atlas.queries import voice
from salerno_web.credentials.models import Credential, Document, Record
from salerno_web.people.actions import give_consent
from salerno_web.people.models import Consent, Event, Kind, Membership, Message, Organisation, Role
from salerno_web.placements.actions import hold
from salerno_web.placements.models import Decision, Placement
from salerno_web.placements.moves import move
from salerno_web.placements.queue_queries import Narrowed, papers_seen, queue_of, units_of
from tests.library.placements.test_passports import papers
from tests.web.conftest import someone
from tests.web.placements.conftest import NOW
from tests.web.placements.test_decisions import INDUCTION


def requested(user, asked, *, week=0):
    """Return what somebody asked for."""
    now = NOW + timedelta(hours=week)
    row = hold(user, asked(user, week=week), key="a", now=now)
    return move(row.pk, "request", by="trainee", actor=user, now=now)


@pytest.fixture
def two(offered, trota, asked):
    """Return the requests of Trota and of Rebecca, hers two weeks later."""
    offered(asks=(INDUCTION,))
    return requested(trota, asked), requested(someone("rebecca"), asked, week=2)


def page_of(client, hospital, **told):
    return client.get(reverse("host_queue", args=[hospital.pk]), told).content.decode()


def one(row):
    return reverse("host_queue_one", args=[row.host_id, row.pk])


def test_queue_tells_who_waits_and_what_may_be_done(two, costanza, hospital, signed_in):
    page = page_of(signed_in(costanza), hospital)

    assert page.index("trota") < page.index("rebecca")
    assert "Salerno School" in page
    assert "1 thing is for you to judge." in page
    assert "Accept" in page


@pytest.mark.parametrize(
    ("told", "names"),
    [
        ({}, ["trota", "rebecca"]),
        ({"show": "review"}, ["trota", "rebecca"]),
        ({"show": "judge"}, []),
        ({"show": "waiting"}, []),
        ({"since": date(2027, 1, 18)}, ["rebecca"]),
        ({"until": date(2027, 1, 17)}, ["trota"]),
        ({"unit": "hospital"}, ["trota", "rebecca"]),
        ({"unit": "elsewhere"}, []),
    ],
)
def test_queue_is_narrowed(two, hospital, told, names):
    assert [row.trainee.name for row in queue_of(hospital, Narrowed(**told))] == names


def test_units_are_those_with_placements(two, hospital):
    assert units_of(hospital, voice("en")) == [("hospital", "H")]


def test_accepting_one_opens_the_next(two, costanza, hospital, signed_in):
    first, second = two
    client = signed_in(costanza)

    answer = client.post(one(first), {"verb": "accept"})
    after = client.post(one(second), {"verb": "refuse"})

    assert answer.url == one(second)
    assert after.url == one(first)  # something is to be judged about her
    assert [row.state for row in Placement.objects.order_by("first")] == ["onboarding", "refused"]


def test_last_one_leads_back_to_the_queue(two, costanza, hospital, signed_in):
    client = signed_in(costanza)
    client.post(one(two[0]), {"verb": "refuse"})

    answer = client.post(one(two[1]) + "?show=review", {"verb": "refuse"})

    assert answer.url == reverse("host_queue", args=[hospital.pk]) + "?show=review"
    assert "Nothing waits for you" in page_of(client, hospital)


def test_move_that_cannot_be_made_says_so(two, costanza, signed_in):
    answer = signed_in(costanza).post(one(two[0]), {"verb": "certify"}, follow=True)

    assert "This cannot be done with the placement as it is now." in answer.content.decode()


def test_host_judges_on_the_page(two, costanza, hospital, signed_in):
    client = signed_in(costanza)
    client.post(one(two[0]), {"verb": "accept"})

    waits = [row.pk for row in queue_of(hospital, Narrowed("judge"))]
    unsaid = client.post(one(two[0]), {"demand": "induction"}).content.decode()
    refused = client.post(one(two[0]), {"demand": "induction", "met": "no"}).content.decode()
    kept = client.post(one(two[0]), {"demand": "induction", "met": "yes", "why": "Seen"})

    assert waits == [two[0].pk]
    assert "This field is required." in unsaid
    assert "Say why: the trainee will read it." in refused
    assert kept.url == one(two[1])  # nothing waits about her any longer
    assert Decision.objects.values_list("met", "why").get() == (True, "Seen")
    page = client.get(one(two[0])).content.decode()
    assert "You decided: it is met." in page
    assert queue_of(hospital, Narrowed("judge")) == []


def test_what_was_submitted_is_shown(two, costanza, signed_in):
    page = signed_in(costanza).get(one(two[0])).content.decode()

    assert "What was submitted" in page
    assert "Shown around" in page


@pytest.mark.parametrize(
    ("enough", "hidden"), [(True, [False, False, True, False]), (False, [False] * 4)]
)
def test_verified_papers_of_health_stay_with_the_trainee(
    offered, trota, asked, costanza, enough, hidden
):
    offered(yes_or_no=enough)
    row = requested(trota, asked)

    seen = papers_seen(row, papers(), voice("en"), viewer=costanza)

    assert [own.is_hidden for own in seen] == [False, False, enough, False]
    assert [bool(own.shown) for own in seen] == [False, True, not enough, False]
    assert [own.is_verified for own in seen] == [False, True, True, False]
    assert papers_seen(row, papers(), voice("en"), viewer=AnonymousUser()) == []


def test_documents_stand_with_what_they_prove(offered, trota, asked, costanza, hospital):
    offered()
    row = requested(trota, asked)
    told = Record.objects.create(owner=trota)
    card = Credential.objects.create(record=told, place=0, type="training/bls")
    document = Document.objects.create(
        owner=trota, title="Card", media_type="application/pdf", sha256="-", size=1, state="clean"
    )
    document.credentials.add(card)

    before = papers_seen(row, papers(), voice("en"), viewer=costanza)
    give_consent(trota, hospital, scope=Consent.Scope.DOCUMENTS)
    after = papers_seen(row, papers(), voice("en"), viewer=costanza)

    assert [own.documents for own in before] == [()] * 4
    assert [own.documents for own in after] == [(), (document,), (), ()]


@pytest.fixture
def others(two, school):
    """Return those who may not see the queue of the hospital."""
    other = Organisation.objects.create(kind=Kind.HOST, name="Other", country="IT")
    rival, office = someone("rival"), someone("bursar")
    Membership.objects.create(user=rival, organisation=other, role=Role.COORDINATOR)
    Membership.objects.create(user=office, organisation=school, role=Role.SCHOOL_OFFICE)
    return {"rival": rival, "office": office, "trainee": two[0].trainee}


@pytest.mark.parametrize("who", ["rival", "office", "trainee"])
def test_strangers_see_nothing(two, others, hospital, signed_in, who):
    client = signed_in(others[who])

    assert client.get(reverse("host_queue", args=[hospital.pk])).status_code == 404
    assert client.get(one(two[0])).status_code == 404
    assert client.post(one(two[0]), {"verb": "accept"}).status_code == 404


def test_placement_of_another_host_is_not_there(two, costanza, hospital, signed_in):
    other = Organisation.objects.create(kind=Kind.HOST, name="Other", country="IT")
    Membership.objects.create(user=costanza, organisation=other, role=Role.COORDINATOR)

    assert signed_in(costanza).get(one(replaced(two[0], other))).status_code == 404


def replaced(row, host):
    row.host_id = host.pk
    return row


def test_reason_of_a_refusal_is_read_by_the_trainee_and_in_the_mail(
    two, trota, costanza, signed_in, settings
):
    settings.EMAIL_BACKEND = "salerno_web.people.outbox.OutboxBackend"
    client = signed_in(costanza)
    client.post(one(two[0]), {"verb": "refuse", "why": "x" * 301})
    before = Placement.objects.get(pk=two[0].pk).state

    client.post(one(two[0]), {"verb": "refuse", "why": " The unit closes. "})
    client.force_login(trota)
    page = client.get(reverse("placement", args=[two[0].pk])).content.decode()

    assert before == "review"
    assert '<q dir="auto">The unit closes.</q>' in page
    assert "\n\nThe unit closes.\n" in Message.objects.get(to=trota.email).body


def test_queue_goes_back_as_it_goes_on(two, costanza, hospital, signed_in):
    client = signed_in(costanza)
    first, second = (client.get(one(row)).context for row in two)

    assert (first["next"], first["previous"]) == (
        one(two[1]),
        reverse("host_queue", args=[hospital.pk]),
    )
    assert second["previous"] == one(two[0])


def test_mail_is_seen_before_a_decision_and_nothing_is_written(
    two, trota, costanza, hospital, signed_in, settings
):
    settings.EMAIL_BACKEND = "salerno_web.people.outbox.OutboxBackend"
    client, asked = signed_in(costanza), {"verb": "refuse", "why": "The unit closes."}
    events = Event.objects.count()

    page = client.post(one(two[0]), {**asked, "preview": "yes"})
    strange = client.post(one(two[0]), {"verb": "explode", "preview": "yes"})
    before = (Placement.objects.get(pk=two[0].pk).state, Event.objects.count())
    client.post(one(two[0]), asked)

    (mail,) = [told for told in page.context["preview"] if told[0] == trota]
    kept = Message.objects.get(to=trota.email)
    assert before == ("review", events)
    assert (mail[1], mail[2]) == (kept.subject, kept.body)
    assert 'value="The unit closes."' in page.content.decode()
    assert kept.organisation == hospital
    assert "preview" not in strange.context
