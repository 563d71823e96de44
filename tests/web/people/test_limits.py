"""What is done too often is refused, with when to come again."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

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

    told = ["192.0.2.1", "192.0.2.1", "192.0.2.2", "", ""]
    assert [knock(one) for one in told] == [200, 429, 200, 200, 429]


@pytest.mark.parametrize(("proxies", "expected"), [(0, [200, 429, 429]), (1, [200, 200, 429])])
def test_visitors_behind_a_proxy_are_told_apart_where_it_is_trusted(
    rf, settings, proxies, expected
):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    view = limited("knock", times=1, minutes=1)(lambda request: HttpResponse())

    def knock(forwarded):
        request = rf.post("/", headers={"X-Forwarded-For": forwarded})
        request.user = AnonymousUser()
        return view(request).status_code

    told = ["192.0.2.1", "192.0.2.2", "198.51.100.9, 192.0.2.1"]
    assert [knock(one) for one in told] == expected


@pytest.fixture
def minutes_later(monkeypatch):
    """Return a function that sets the clock on."""
    start = timezone.now()

    def set_on(minutes):
        monkeypatch.setattr(timezone, "now", lambda: start + timedelta(minutes=minutes))

    return set_on


@pytest.fixture(params=["locmem.LocMemCache", "db.DatabaseCache"])
def _every_cache(request, settings):
    """Count in memory, and in the database as a site does."""
    backend = f"django.core.cache.backends.{request.param}"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": "cache"}}
    call_command("createcachetable", verbosity=0)


@pytest.mark.usefixtures("_every_cache")
def test_limit_holds_for_as_long_as_it_says(minutes_later):
    answers = []

    for minute in (0, 10, 20, 59, 61):
        minutes_later(minute)
        answers.append(allowed("knock", "somebody", 2, 3600))

    assert answers == [True, True, False, False, True]
