"""What is somebody's own, by their key."""

import pytest
from django.urls import reverse
from django.utils import timezone

from salerno_web.credentials.actions import change_saved, vouch
from salerno_web.credentials.models import Credential, Record
from salerno_web.credentials.told import told_in
from salerno_web.people.actions import give_consent, revoke_token
from salerno_web.people.models import ApiToken, Event
from salerno_web.routes.models import Plan
from tests.web.api.test_problems import problem

pytestmark = pytest.mark.django_db

PLAB = "gb/gmc/registration-plab"
OWN = ["api_me", "api_record", "api_record_verdicts", "api_plans"]


@pytest.fixture
def saved(trota, told):
    """Keep Trota's record; return it as answered."""
    return change_saved(trota, lambda _known: told_in(told))


def claiming(credentials):
    """Return credentials that say of themselves that somebody has seen their document."""
    return [{**own, "assurance": "document-seen"} for own in credentials]


@pytest.fixture
def told(graduate):
    """Return a record that claims no more than to be told."""
    plain = [{k: v for k, v in own.items() if k != "assurance"} for own in graduate["credentials"]]
    return {**graduate, "credentials": plain}


@pytest.fixture
def vouched(trota, costanza, hospital, saved):
    """Let Costanza vouch for Trota's degree; return the degree."""
    give_consent(trota, hospital, scope="record")
    degree = Credential.objects.get(type="degree/primary-medical")
    vouch(degree.pk, by=costanza, assurance="document-seen")
    return degree


@pytest.fixture
def planned(send, saved, writing):
    """Keep a plan of Trota's; return its address."""
    made = send("api_plans", {"goals": [PLAB], "title": "Home"}, key=writing)
    assert made.status_code == 201, made.content
    return made.headers["Location"]


@pytest.mark.parametrize("name", OWN)
def test_without_a_key_nothing_is_told(fetch, name):
    response = fetch(name)

    assert problem(response)["status"] == 401
    assert response.headers["WWW-Authenticate"] == 'Bearer realm="Salerno"'


@pytest.mark.parametrize("name", OWN)
def test_a_browser_session_is_no_key(client, trota, name):
    client.force_login(trota)

    assert client.get(reverse(name)).status_code == 401


@pytest.mark.parametrize("key", ["nothing", "salerno_nothing", " "])
def test_a_wrong_key_is_none(fetch, key):
    assert fetch("api_me", key=key).status_code == 401


def test_a_key_that_was_revoked_or_is_over_is_none(fetch, trota, reading, writing):
    revoke_token(trota, ApiToken.objects.get(may_write=False).pk)
    ApiToken.objects.filter(may_write=True).update(ends_at=timezone.now())

    assert [fetch("api_me", key=key).status_code for key in (reading, writing)] == [401, 401]


def test_me_tells_whose_key_it_is_and_keeps_the_day(fetch, trota, reading):
    told = fetch("api_me", key=reading).json()

    assert (told["email"], told["may-write"]) == (trota.email, False)
    assert ApiToken.objects.get().used_on == timezone.localdate()


def test_record_is_that_of_the_holder(fetch, saved, reading, strange):
    own = fetch("api_record", key=reading)
    other = fetch("api_record", key=strange)

    assert own.json() == {**saved.plain, "version": saved.version}
    assert own.headers["ETag"] == f'"{saved.version}"'
    assert other.json() == {"facts": {}, "complete": [], "credentials": [], "version": 0}


def test_record_that_has_not_changed_is_not_sent_again(fetch, saved, reading):
    headers = {"If-None-Match": f'W/"{saved.version}"'}

    assert fetch("api_record", key=reading, headers=headers).status_code == 304


def test_record_is_kept_and_noted(send, fetch, trota, writing, told):
    response = send("api_record", told, method="put", key=writing, **{"If-Match": '"0"'})

    assert response.status_code == 200, response.content
    assert response.json() == {**told, "version": 1}
    assert fetch("api_record", key=writing).json() == response.json()
    event = Event.objects.get(verb="changed", subject_kind="record")
    assert (event.actor, event.about) == (str(trota.pk), str(trota.pk))


def test_record_that_was_changed_meanwhile_is_not_overwritten(send, saved, writing):
    response = send("api_record", {}, method="put", key=writing, **{"If-Match": '"0"'})

    assert problem(response)["version"] == saved.version
    assert response.status_code == 412
    assert Credential.objects.count() == len(saved.credentials)


def test_record_is_not_kept_without_its_version(send, saved, writing):
    response = send("api_record", {}, method="put", key=writing)

    assert problem(response)["status"] == 428
    assert Record.objects.get().version == saved.version


def test_record_that_cannot_be_read_is_not_kept_by_half(send, saved, writing, graduate):
    spoilt = {**graduate, "facts": {}, "credentials": [{"type": "degree/nothing"}]}
    match = {"If-Match": f'"{saved.version}"'}

    response = send("api_record", spoilt, method="put", key=writing, **match)

    assert problem(response)["where"] == "record.credentials[0].type"
    assert Record.objects.get().version == saved.version
    assert Record.objects.get().facts == dict(saved.facts)


@pytest.mark.parametrize("name", ["api_record", "api_plans"])
def test_a_key_that_may_only_read_does_not_write(send, saved, reading, name):
    method = "put" if name == "api_record" else "post"
    content = {} if name == "api_record" else {"goals": [PLAB]}

    response = send(name, content, method=method, key=reading, **{"If-Match": '"1"'})

    assert problem(response)["status"] == 403
    assert Plan.objects.count() == 0
    assert Record.objects.get().version == saved.version


def test_what_others_vouched_for_stays_so_while_it_is_told_alike(send, fetch, vouched, writing):
    told = fetch("api_record", key=writing).json()
    match = {"If-Match": f'"{told.pop("version")}"'}
    changed = {**told, "facts": {}, "credentials": claiming(told["credentials"])}

    kept = send("api_record", changed, method="put", key=writing, **match).json()

    assert kept["facts"] == {}
    assert kept["credentials"] == told["credentials"]
    assert [own["type"] for own in kept["credentials"] if "assurance" in own] == [vouched.type]
    assert Credential.objects.get(type=vouched.type).pk == vouched.pk


def test_verdicts_on_the_record_are_those_of_the_page(fetch, saved, reading):
    listed = fetch("api_record_verdicts", key=reading, country="gb", size=100).json()
    alone = fetch("api_record_verdict", PLAB, key=reading).json()

    states = {row["opportunity"]: row["state"] for row in listed["rows"]}
    assert states[PLAB] == alone["state"]
    assert alone["lines"]
    assert sum(listed["counts"].values()) >= listed["total"]


def test_verdicts_on_the_record_are_sifted_by_state(fetch, saved, reading):
    found = fetch("api_record_verdicts", key=reading, state="cannot-tell", kind="licence").json()

    assert {row["state"] for row in found["rows"]} <= {"cannot-tell"}


def test_a_verdict_on_nothing_is_not_there(fetch, saved, reading):
    assert problem(fetch("api_record_verdict", "gb/nothing", key=reading))["status"] == 404


def test_a_plan_is_kept_and_answered(client, fetch, planned, reading):
    listed = fetch("api_plans", key=reading).json()
    told = client.get(planned, headers={"Authorization": f"Bearer {reading}"}).json()

    assert [row["title"] for row in listed["rows"]] == ["Home"]
    assert {**listed["rows"][0], "rows": told["rows"]} == told
    assert [row["goal"] for row in told["rows"]] == [PLAB]


def test_a_stranger_finds_no_plan(client, fetch, planned, strange):
    told = client.get(planned, headers={"Authorization": f"Bearer {strange}"})

    assert problem(told)["status"] == 404
    assert fetch("api_plans", key=strange).json()["rows"] == []


def test_a_plan_for_nothing_is_not_kept(send, saved, writing):
    response = send("api_plans", {"goals": ["gb/nothing"]}, key=writing)

    assert problem(response)["status"] == 422
    assert Plan.objects.count() == 0
