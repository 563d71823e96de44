"""Placements that Trota found herself: proposed, confirmed by the host alone, or refused."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse

from salerno.errors import InputError
from salerno.placements.seats import Refusal
from salerno_web.people.actions import erase
from salerno_web.people.models import Event, Membership, Message, Role
from salerno_web.placements.actions import hold
from salerno_web.placements.models import Placement, Proposal, Slot
from salerno_web.placements.moves import move
from salerno_web.placements.proposal_actions import (
    confirm_proposal,
    propose_placement,
    refuse_proposal,
    say,
    withdraw_proposal,
)
from salerno_web.placements.proposal_queries import proposal_asked
from tests.web.pages import errors_of, main_of, text_of
from tests.web.placements.conftest import FIRST, NOW

pytestmark = pytest.mark.django_db

TOLD = {
    "specialty": "Surgery", "supervisor": "A Consultant", "first": str(FIRST), "weeks": "2",
    "language": "en", "words": "We met at a congress.",
}  # fmt: skip
ELSEWHERE = {**TOLD, "host_name": "Hill Hospital", "email": "registrar@example.org"}
KEPT = {
    "host_name": "", "email": "", "language": "en", "specialty": "surgery", "words": "",
    "supervisor": "A Consultant", "first": FIRST, "end": FIRST + timedelta(weeks=2),
}  # fmt: skip


@pytest.fixture(autouse=True)
def _kept_mail(settings):
    """Keep mail as the site does, and count no requests of other tests."""
    settings.EMAIL_BACKEND = "salerno_web.people.outbox.OutboxBackend"
    cache.clear()


def propose(client, user, content):
    client.force_login(user)
    return client.post(reverse("placement_propose"), content)


def page_of(client, user):
    client.force_login(user)
    return client.get(reverse("proposal", args=[Proposal.objects.get().pk]))


def decide(client, user, host, content=None):
    client.force_login(user)
    address = reverse("host_proposal", args=[host.pk, Proposal.objects.get().pk])
    return client.get(address) if content is None else client.post(address, content)


@pytest.fixture
def proposed(client, trota, hospital, school):
    """Return what Trota proposed to the hospital, for her school."""
    Membership.objects.create(user=trota, organisation=school, role=Role.TRAINEE)
    propose(client, trota, {**TOLD, "host": str(hospital.pk), "school": str(school.pk)})
    return Proposal.objects.get()


def test_proposal_is_unconfirmed_until_the_host_confirms_it_and_holds_a_seat(
    client, trota, costanza, hospital, offered, proposed
):
    offered()
    before = main_of(page_of(client, trota))
    (mail,) = Message.objects.all()
    choice = "rotation-1 window-1"
    page = main_of(decide(client, costanza, hospital))
    decide(client, costanza, hospital, {"place": choice})
    again = decide(client, costanza, hospital, {"place": choice})
    after = page_of(client, trota)

    assert "not confirmed by the host" in before
    assert (mail.to, "confirm or refuse" in mail.body) == (costanza.email, True)
    assert "A seat is held for the trainee" in page
    row = Placement.objects.get()
    assert (row.state, row.accepted, row.trainee) == ("held", True, trota)
    assert again.status_code == 302
    assert "not confirmed" not in main_of(after)
    assert reverse("placement", args=[row.pk]) in after.content.decode()
    assert "Confirmed by the host" in Message.objects.get(to=trota.email).body


def test_confirmed_one_begins_without_being_accepted_again(trota, costanza, offered, proposed):
    offered()
    row = confirm_proposal(proposed, rotation="rotation-1", window="window-1", by=costanza, now=NOW)

    requested = move(row.pk, "request", by="trainee", actor=trota, now=NOW)

    assert requested.state == "onboarding"
    assert [one.verb for one in Event.objects.filter(subject_kind="proposal")] == [
        "proposed", "confirmed",
    ]  # fmt: skip


def test_confirming_twice_makes_one_placement(costanza, offered, proposed):
    offered()
    told = {"rotation": "rotation-1", "window": "window-1", "by": costanza, "now": NOW}

    first, again = confirm_proposal(proposed, **told), confirm_proposal(proposed, **told)

    assert first == again
    assert Placement.objects.count() == 1


def test_full_window_is_told_and_nothing_is_written(  # noqa: PLR0917 - so many take part
    client, costanza, abella, hospital, asked, offered, proposed
):
    offered(seats=1)
    hold(abella, asked(abella), key="a", now=NOW)
    told = {"rotation": "rotation-1", "window": "window-1", "by": costanza, "now": NOW}

    found = confirm_proposal(proposed, **told)
    page = decide(client, costanza, hospital, {"place": "rotation-1 window-1"})

    assert isinstance(found, Refusal)
    assert errors_of(page)
    assert Proposal.objects.get().state == "proposed"
    assert not Slot.objects.filter(placement__trainee=proposed.trainee).exists()


def test_clash_is_shown_to_both_before_anything_is_confirmed(
    client, trota, costanza, hospital, held, school
):
    propose(client, trota, {**TOLD, "host": str(hospital.pk)})

    assert "You are elsewhere" in main_of(page_of(client, trota))
    assert "elsewhere on some" in main_of(decide(client, costanza, hospital))
    assert errors_of(decide(client, costanza, hospital, {"place": "rotation-1 window-1"}))


def test_host_refuses_with_a_reason_that_the_trainee_reads(
    client, trota, costanza, hospital, offered, proposed
):
    page = decide(client, costanza, hospital, {"why": ""})
    decide(client, costanza, hospital, {"why": "Nobody here knows of it."})
    late = decide(client, costanza, hospital, {"why": "Again."})

    assert errors_of(page)
    assert "Publish a rotation" in main_of(page)
    assert "Nobody here knows of it." in main_of(page_of(client, trota))
    assert "answered already" in text_of(late)
    assert "Nobody here knows" in Message.objects.get(to=trota.email).body
    for act in (
        lambda: refuse_proposal(proposed, why="x", by=costanza, now=NOW),
        lambda: withdraw_proposal(proposed, now=NOW),
        lambda: say(proposed, yes=True, name="A", now=NOW),
    ):
        with pytest.raises(InputError, match="answered already"):
            act()


def link_of():
    body = Message.objects.get(to=ELSEWHERE["email"]).body
    return re.search(r"/proposals/[\w-]+/", body)[0]


def test_word_of_a_guest_confirms_nothing(client, trota):
    propose(client, trota, ELSEWHERE)
    link = link_of()
    client.logout()
    asked = main_of(client.get(link))
    empty = client.post(link, {"answer": "yes"})
    done = client.post(link, {"answer": "yes", "name": "A Registrar"})
    over = client.get(link)
    page = main_of(page_of(client, trota))

    assert "Hill Hospital, and named you" in asked
    assert errors_of(empty)
    assert "Thank you" in main_of(done)
    assert over.status_code == 404
    assert "says that it is true: A Registrar. That is not the host" in page
    row = Proposal.objects.get()
    assert (row.state, row.said, row.host) == ("proposed", True, None)
    with pytest.raises(InputError, match="answered already"):
        say(row, yes=False, name="Another", now=NOW)


def test_no_of_a_guest_ends_it(client, trota):
    propose(client, trota, ELSEWHERE)
    link = link_of()
    client.logout()

    client.post(link, {"answer": "no", "name": "A Registrar"})

    row = Proposal.objects.get()
    assert (row.state, row.email, row.digest) == ("refused", "", "")


def test_link_to_a_guest_ends(client, trota):
    propose(client, trota, ELSEWHERE)
    key = link_of().split("/")[-2]
    made = Proposal.objects.get().proposed_at

    assert proposal_asked(key, now=made + timedelta(days=59)) is not None
    assert proposal_asked(key, now=made + timedelta(days=61)) is None


@pytest.mark.parametrize(
    ("told", "wrong"),
    [
        (TOLD, {"host_name", "email"}),
        ({**ELSEWHERE, "email": "TROTA@example.org"}, {"__all__"}),
        ({**ELSEWHERE, "weeks": "0"}, {"weeks"}),
        ({**ELSEWHERE, "host": "nothing"}, {"host"}),
    ],
)
def test_what_cannot_be_proposed_comes_back_with_the_reason(client, trota, told, wrong):
    page = propose(client, trota, told)

    assert set(page.context["form"].errors) == wrong
    assert page.context["form"].data["supervisor"] == "A Consultant"
    assert not Proposal.objects.exists()


def test_five_are_open_at_most_and_only_for_ones_own_school(trota, hospital, school):
    for _ in range(5):
        propose_placement(trota, host=hospital, told=KEPT, school=None, now=NOW)

    with pytest.raises(InputError, match="5 placements already"):
        propose_placement(trota, host=hospital, told=KEPT, school=None, now=NOW)
    with pytest.raises(PermissionError):
        propose_placement(trota, host=hospital, told=KEPT, school=school, now=NOW)


def test_trainee_withdraws_and_the_host_sees_it_no_more(
    client, trota, costanza, hospital, proposed
):
    address = reverse("proposal", args=[proposed.pk])
    client.force_login(trota)
    client.post(address)
    again = client.post(address, follow=True)
    listed = main_of(client.get(reverse("placements")))

    assert Proposal.objects.get().state == "withdrawn"
    assert "answered already" in text_of(again)
    assert "Harbour Hospital" in listed
    assert decide(client, costanza, hospital).status_code == 404
    shown = main_of(client.get(reverse("host_proposals", args=[hospital.pk])))
    assert "Nobody proposed anything." in shown


def test_strangers_find_nothing(client, abella, trota, costanza, hospital, proposed):
    client.force_login(costanza)
    listed = main_of(client.get(reverse("host_proposals", args=[hospital.pk])))
    hers = client.get(reverse("proposal", args=[proposed.pk]))

    assert "trota" in listed
    assert hers.status_code == 404
    assert page_of(client, abella).status_code == 404
    assert decide(client, abella, hospital).status_code == 404
    assert client.get(reverse("proposal_asked", args=["guessed"])).status_code == 404


def test_erased_trainee_takes_proposals_and_their_mail_along(client, trota):
    propose(client, trota, ELSEWHERE)

    erase(trota)

    assert not Proposal.objects.exists()
    assert not Message.objects.filter(to=ELSEWHERE["email"]).exists()
