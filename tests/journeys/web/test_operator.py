"""An operator: sees how much there is and what failed, and nothing of anybody."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from salerno_web.people.models import Kind, Membership, Message, Organisation, Role
from tests.web.conftest import someone
from tests.web.pages import main_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(browsers, db):
    """Return the browser of Ursone the operator."""
    place = Organisation.objects.create(kind=Kind.OPERATOR, name="Operators")
    user = someone("ursone")
    Membership.objects.create(user=user, organisation=place, role=Role.OPERATOR)
    return browsers(user)


def test_operator_sees_that_all_is_well(client, operator, trota):
    page = main_of(operator.get(reverse("operators")))

    assert "The log is as it was written." in page
    assert "People 2" in page
    assert client.get(reverse("livez")).status_code == 200


def test_operator_sees_mail_that_was_given_up(operator):
    Message.objects.create(to="x@example.org", subject="s", body="b", sender="a@b.c", attempts=3)

    assert "Mail given up 1" in main_of(operator.get(reverse("operators")))


def test_operator_cannot_see_a_record(operator, browsers, trota, graduate_file):
    hers = browsers(trota)
    file = SimpleUploadedFile("me.yaml", graduate_file.read_bytes())
    hers.post(reverse("interview_file"), {"file": file})

    assert operator.get(reverse("person_record", args=[trota.pk])).status_code == 404


def test_nobody_else_sees_the_page_of_operators(browsers, costanza, abella):
    for user in (costanza, abella):
        assert browsers(user).get(reverse("operators")).status_code == 404
