"""Organisations: invited by mail, joined, left; operators see how much there is."""

import re
from datetime import timedelta

import pytest
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from salerno.errors import InputError
from salerno_web.people.actions import change_role, end_membership, give_consent, invite
from salerno_web.people.models import Event, Kind, Membership, Message, Organisation, Role
from salerno_web.people.permissions import ROLES_IN, STAFF
from salerno_web.people.queries import SALT, members_of, memberships_of
from tests.web.conftest import someone
from tests.web.pages import errors_of, main_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def link(signed_in, costanza, hospital):
    """Return the link in the mail that invites Abella to the hospital."""
    there = reverse("organisation", args=[hospital.pk])
    signed_in(costanza).post(there, {"email": "Abella@example.org", "role": "adviser"})
    return re.search(r"/invitations/\S+", Message.objects.get().body)[0]


def membership_of(user):
    return Membership.objects.get(user=user)


def test_organisation_shows_who_acts_for_it_and_who_shares(signed_in, costanza, trota, hospital):
    give_consent(trota, hospital, scope="record")

    page = main_of(signed_in(costanza).get(reverse("organisation", args=[hospital.pk])))

    assert "costanza · Host coordinator" in page
    assert "trota · my record" in page


def test_trainee_of_an_organisation_manages_nobody(signed_in, costanza, trota, hospital):
    Membership.objects.create(user=trota, organisation=hospital, role=Role.TRAINEE)
    client, there = signed_in(trota), reverse("organisation", args=[hospital.pk])

    page = client.get(there)
    client.post(there, {"email": "abella@example.org", "role": "adviser"})

    assert "Invite somebody" not in main_of(page)
    assert not Message.objects.exists()


def test_invited_becomes_a_member(signed_in, abella, hospital, link):
    client = signed_in(abella)

    asked = client.get(link)
    joined = client.post(link)

    assert "Accept" in main_of(asked)
    assert joined.headers["Location"] == reverse("organisation", args=[hospital.pk])
    assert membership_of(abella).role == Role.ADVISER
    assert [event.verb for event in Event.objects.order_by("id")] == ["invited", "joined"]


def test_accepting_twice_makes_one_member(signed_in, abella, link):
    client = signed_in(abella)

    client.post(link)
    client.post(link)

    assert Membership.objects.filter(user=abella).count() == 1


def test_invitation_is_only_for_whom_it_was_sent_to(signed_in, trota, link):
    page = signed_in(trota).post(link)

    assert page.status_code == 400
    assert "for somebody else" in main_of(page)
    assert not Membership.objects.filter(user=trota).exists()


@pytest.mark.parametrize("age", [timedelta(days=7, seconds=1), None])
def test_invitation_that_is_old_or_spoilt_is_refused(signed_in, abella, link, monkeypatch, age):
    if age is None:
        link = link.replace("/invitations/", "/invitations/x")
    else:
        later = (timezone.now() + age).timestamp()
        monkeypatch.setattr("django.core.signing.time.time", lambda: later)

    page = signed_in(abella).post(link)

    assert page.status_code == 400
    assert "spoilt or too old" in main_of(page)


def test_whoever_was_sent_away_does_not_come_back_by_the_same_invitation(
    signed_in, abella, costanza, link
):
    client = signed_in(abella)
    client.post(link)
    end_membership(membership_of(abella).pk, by=costanza)

    page = signed_in(abella).post(link)

    assert page.status_code == 400
    assert "Ask for a new one." in main_of(page)
    assert not Membership.objects.filter(user=abella).exists()


def test_invitation_of_somebody_who_may_invite_no_more_is_refused(
    signed_in, abella, costanza, link
):
    Membership.objects.filter(user=costanza).delete()

    page = signed_in(abella).post(link)

    assert page.status_code == 400
    assert not Membership.objects.filter(user=abella).exists()


def test_invitation_to_what_is_gone_is_refused(signed_in, abella, hospital, link):
    hospital.delete()

    page = signed_in(abella).post(link)

    assert page.status_code == 400
    assert "no longer here" in main_of(page)


def test_invitation_that_cannot_be_sent_is_told(signed_in, costanza, hospital):
    there = reverse("organisation", args=[hospital.pk])

    page = signed_in(costanza).post(there, {"email": "nobody", "role": "king"})

    assert len(errors_of(page)) == 2
    assert 'value="nobody"' in page.content.decode()


def test_stranger_may_not_invite(abella, hospital):
    with pytest.raises(InputError, match="may not"):
        invite(hospital, by=abella, email="x@example.org", role="adviser")


@pytest.mark.parametrize("role", ["operator", "editor", "analyst", "school-office"])
def test_hospital_makes_neither_editors_nor_operators(signed_in, costanza, hospital, role):
    there = reverse("organisation", args=[hospital.pk])

    page = signed_in(costanza).post(there, {"email": "abella@example.org", "role": role})

    assert len(errors_of(page)) == 1
    assert not Message.objects.exists()
    with pytest.raises(InputError, match="may not"):
        invite(hospital, by=costanza, email="abella@example.org", role=role)


@pytest.mark.parametrize("kind", Kind)
def test_somebody_can_act_for_each_kind_of_organisation(kind):
    assert set(ROLES_IN[kind]) & set(STAFF)


def test_organisation_of_others_is_not_found(signed_in, abella, costanza, hospital):
    client = signed_in(abella)

    page = client.get(reverse("organisation", args=[hospital.pk]))
    end = reverse("membership_end", args=[hospital.pk, membership_of(costanza).pk])

    assert page.status_code == 404
    assert client.post(end).status_code == 404
    assert list(members_of(hospital, viewer=abella)) == []
    assert list(memberships_of(costanza, viewer=abella)) == []


def test_last_one_cannot_leave(signed_in, costanza, hospital):
    there = reverse("membership_end", args=[hospital.pk, membership_of(costanza).pk])

    page = signed_in(costanza).post(there, follow=True)

    assert "Somebody must stay" in page.content.decode()
    assert membership_of(costanza).organisation == hospital


def test_one_of_two_can_leave(signed_in, costanza, abella, hospital):
    Membership.objects.create(user=abella, organisation=hospital, role=Role.ADVISER)
    there = reverse("membership_end", args=[hospital.pk, membership_of(costanza).pk])

    left = signed_in(costanza).post(there)

    assert left.headers["Location"] == reverse("organisations")
    assert not Membership.objects.filter(user=costanza).exists()
    assert [event.verb for event in Event.objects.all()] == ["left"]


def test_manager_ends_what_a_trainee_is(signed_in, costanza, trota, hospital):
    row = Membership.objects.create(user=trota, organisation=hospital, role=Role.TRAINEE)

    ended = signed_in(costanza).post(reverse("membership_end", args=[hospital.pk, row.pk]))

    assert ended.headers["Location"] == reverse("organisation", args=[hospital.pk])
    assert not Membership.objects.filter(user=trota).exists()


def test_trainee_cannot_end_what_another_is(costanza, trota, hospital):
    Membership.objects.create(user=trota, organisation=hospital, role=Role.TRAINEE)

    with pytest.raises(InputError, match="may not"):
        end_membership(membership_of(costanza).pk, by=trota)


def role_page(hospital, user):
    return reverse("membership_role", args=[hospital.pk, membership_of(user).pk])


def test_members_see_who_holds_what_role(signed_in, costanza, abella, trota, hospital):
    Membership.objects.create(user=abella, organisation=hospital, role=Role.TRAINEE)
    Membership.objects.create(user=trota, organisation=hospital, role=Role.TRAINEE)
    there = reverse("organisation", args=[hospital.pk])

    coordinators, trainees = (main_of(signed_in(user).get(there)) for user in (costanza, abella))

    for line in ("costanza · Host coordinator", "abella · Trainee"):
        assert line in coordinators
        assert line in trainees
    assert ("trota · Trainee" in coordinators, "trota" in trainees) == (True, False)
    assert ("Change the role" in coordinators, "Change the role" in trainees) == (True, False)


def test_role_of_a_member_is_changed(signed_in, costanza, abella, hospital):
    Membership.objects.create(user=abella, organisation=hospital, role=Role.TRAINEE)
    client, there = signed_in(costanza), role_page(hospital, abella)

    asked = client.get(there)
    changed = client.post(there, {"role": "adviser"})

    assert asked.context["form"]["role"].value() == "trainee"
    assert changed.headers["Location"] == reverse("organisation", args=[hospital.pk])
    assert membership_of(abella).role == Role.ADVISER
    event = Event.objects.get()
    assert (event.verb, event.about, event.detail) == (
        "changed", str(abella.pk), {"role": "adviser", "was": "trainee"},
    )  # fmt: skip


def test_role_that_stays_is_no_change(costanza, hospital):
    assert not change_role(membership_of(costanza).pk, by=costanza, role="coordinator")
    assert not Event.objects.exists()


def test_last_one_who_may_manage_stays_one(signed_in, costanza, abella, hospital):
    Membership.objects.create(user=abella, organisation=hospital, role=Role.TRAINEE)

    page = signed_in(costanza).post(role_page(hospital, costanza), {"role": "trainee"})

    (said,) = errors_of(page)
    assert "Somebody must stay" in said
    assert "Invite somebody else first." in said
    assert membership_of(costanza).role == Role.COORDINATOR


def test_last_one_may_do_something_else_that_manages(signed_in, costanza, hospital):
    signed_in(costanza).post(role_page(hospital, costanza), {"role": "adviser"})

    assert membership_of(costanza).role == Role.ADVISER


def test_one_of_two_who_may_manage_can_become_a_trainee(costanza, abella, hospital):
    Membership.objects.create(user=abella, organisation=hospital, role=Role.ADVISER)

    assert change_role(membership_of(costanza).pk, by=costanza, role="trainee")


def test_role_that_somebody_has_already_is_told(signed_in, costanza, abella, hospital):
    for role in (Role.TRAINEE, Role.ADVISER):
        row = Membership.objects.create(user=abella, organisation=hospital, role=role)
    there = reverse("membership_role", args=[hospital.pk, row.pk])

    page = signed_in(costanza).post(there, {"role": "trainee"})

    (said,) = errors_of(page)
    assert "They have that role already" in said


@pytest.mark.parametrize("role", ["operator", "editor", "king", ""])
def test_hospital_gives_no_role_that_it_has_not(signed_in, costanza, hospital, role):
    page = signed_in(costanza).post(role_page(hospital, costanza), {"role": role})

    assert len(errors_of(page)) == 1
    with pytest.raises(InputError, match="may not"):
        change_role(membership_of(costanza).pk, by=costanza, role=role)


def test_trainee_and_stranger_find_no_role_to_change(signed_in, costanza, trota, abella, hospital):
    Membership.objects.create(user=trota, organisation=hospital, role=Role.TRAINEE)
    there = role_page(hospital, costanza)

    answers = [signed_in(user).post(there, {"role": "adviser"}) for user in (trota, abella)]

    assert [answer.status_code for answer in answers] == [404, 404]
    with pytest.raises(InputError, match="may not"):
        change_role(membership_of(costanza).pk, by=trota, role="adviser")


def test_member_of_another_organisation_has_no_role_here(signed_in, costanza, abella, hospital):
    other = Organisation.objects.create(kind=Kind.HOST, name="Hill Hospital")
    row = Membership.objects.create(user=abella, organisation=other, role=Role.ADVISER)
    there = reverse("membership_role", args=[hospital.pk, row.pk])

    assert signed_in(costanza).post(there, {"role": "adviser"}).status_code == 404


def test_membership_of_another_organisation_is_not_found(signed_in, costanza, abella, hospital):
    other = Organisation.objects.create(kind=Kind.SCHOOL, name="Old School")
    row = Membership.objects.create(user=abella, organisation=other, role=Role.SCHOOL_OFFICE)
    there = reverse("membership_end", args=[hospital.pk, row.pk])

    assert signed_in(costanza).post(there).status_code == 404


def test_no_organisation_says_so(signed_in, trota):
    assert "You act for no organisation" in main_of(signed_in(trota).get(reverse("organisations")))


def test_operators_see_how_much_there_is(signed_in, costanza, trota):
    place = Organisation.objects.create(kind=Kind.OPERATOR, name="Operators")
    operator = someone("operator")
    Membership.objects.create(user=operator, organisation=place, role=Role.OPERATOR)
    Message.objects.create(to="a@example.org", sender="b@example.org", subject="", body="")

    page = main_of(signed_in(operator).get(reverse("operators")))

    assert "The log is as it was written." in page
    assert "People 3" in page
    assert "host: 1, operator: 1" in page
    assert "Mail that waits 1" in page
    assert "trota" not in page


def test_operators_see_that_the_log_is_broken(signed_in, costanza):
    place = Organisation.objects.create(kind=Kind.OPERATOR, name="Operators")
    Membership.objects.create(user=costanza, organisation=place, role=Role.OPERATOR)
    Event.objects.create(
        at=timezone.now(), verb="made", subject_kind="x", subject_id="x", before="x", digest="x"
    )

    page = main_of(signed_in(costanza).get(reverse("operators")))

    assert "not as it was written" in page


def test_invitation_names_its_receiver_and_its_sender(link, hospital, costanza):
    told = signing.loads(link.split("/")[2], salt=SALT)

    assert told == {
        "organisation": str(hospital.pk), "email": "abella@example.org", "role": "adviser",
        "by": str(costanza.pk),
    }  # fmt: skip
