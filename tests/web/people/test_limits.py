"""What is done too often is refused, with when to come again."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.http import HttpResponse
from django.urls import reverse

from salerno_web.people import ratelimits
from salerno_web.people.ratelimits import allowed, limited
from tests.web.world import just_signed_in

pytestmark = pytest.mark.django_db


def test_archive_is_given_five_times_an_hour(trota, abella):
    client = just_signed_in(trota)

    answers = [client.get(reverse("export")).status_code for _time in range(6)]
    refused = client.get(reverse("export"))

    assert answers == [200, 200, 200, 200, 200, 429]
    assert refused.headers["Retry-After"] == "3600"
    assert just_signed_in(abella).get(reverse("export")).status_code == 200


def test_invitations_are_limited_and_looking_is_not(signed_in, costanza, hospital):
    client, there = signed_in(costanza), reverse("organisation", args=[hospital.pk])

    answers = [client.post(there, {}).status_code for _time in range(31)]

    assert answers == [200] * 30 + [429]
    assert client.get(there).status_code == 200


def test_visitors_are_counted_by_where_they_come_from(rf):
    view = limited("knock", times=1, minutes=1)(lambda request: HttpResponse())

    def knock(address):
        request = rf.post("/", REMOTE_ADDR=address)
        request.user = AnonymousUser()
        return view(request).status_code

    assert [knock("192.0.2.1"), knock("192.0.2.1"), knock("192.0.2.2")] == [200, 429, 200]


def test_count_that_runs_out_between_two_looks_starts_again(monkeypatch):
    allowed("knock", "somebody", 1, 60)

    def gone(key):
        cache.delete(key)
        raise ValueError(key)

    monkeypatch.setattr(ratelimits.cache, "incr", gone)

    assert allowed("knock", "somebody", 1, 60)
    assert cache.get("limit:knock:somebody") == 1
