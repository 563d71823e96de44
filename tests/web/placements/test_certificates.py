"""Certificates: given out once, verified by anybody, revoked by the host, gone with people."""

import json
import stat
from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from salerno.errors import InputError
from salerno.formats.badges import Signer
from salerno.placements.evaluations import COMPETENCES, Answers
from salerno_web.people.actions import erase
from salerno_web.people.models import Event
from salerno_web.placements.actions import hold
from salerno_web.placements.certificate_actions import BLOCK, _free_number, issue, revoke
from salerno_web.placements.certificate_keys import make_key, signer
from salerno_web.placements.certificate_queries import certificate_of, verdict_of
from salerno_web.placements.evaluation_actions import file
from salerno_web.placements.models import Certificate, Entry, Evaluation
from salerno_web.placements.moves import Unready, move, settle
from salerno_web.placements.queries import rows_about
from tests.library.formats.badges.independent import accepts, accepts_token
from tests.web.pages import text_of
from tests.web.placements.conftest import NOW

pytestmark = pytest.mark.django_db
OVER = NOW.replace(year=2027, month=1, day=18)


@pytest.fixture(autouse=True)
def _own_key(settings, tmp_path):
    """Sign by a key of this test alone."""
    settings.BADGES_KEY = tmp_path / "keys" / "badges.pem"
    settings.ORIGIN = "https://salerno.example"


@pytest.fixture
def ended(trota, costanza, offered, asked):
    """Return Trota's placement of two weeks that was evaluated by its host."""
    offered(booking="instant")
    row = hold(trota, asked(trota), key="a", now=NOW)
    move(row.pk, "request", by="trainee", actor=trota, now=NOW)
    settle(row.pk, now=OVER)
    said = Evaluation.objects.get(side="host", stage="final")
    file(said, Answers(marks=dict.fromkeys(COMPETENCES, 4)), by=costanza, now=OVER)
    return row


@pytest.fixture
def certified(ended, costanza):
    """Return the certificate of Trota's placement."""
    move(ended.pk, "certify", by="host", actor=costanza, now=OVER)
    return Certificate.objects.get()


def page_of(certificate, name="certificate"):
    return reverse(name, args=[certificate.pk])


def shown(client, certificate):
    return text_of(client.get(page_of(certificate)))


def test_certifying_gives_out_a_certificate(certified, trota, hospital):
    assert certified.told == {
        "trainee": "trota", "host": "Harbour Hospital", "rotation": certified.told["rotation"],
        "specialty": certified.told["specialty"], "kind": certified.told["kind"],
        "first": "2027-01-04", "last": "2027-01-17", "weeks": 2, "hours": None,
    }  # fmt: skip
    assert 0 <= certified.number < BLOCK
    assert verdict_of(certified, now=OVER).holds


def test_second_certifying_or_a_retry_gives_out_no_second_one(certified, costanza):
    with pytest.raises(Unready):
        move(certified.placement_id, "certify", by="host", actor=costanza, now=OVER)
    again = issue(certified.placement, now=OVER + timedelta(days=1))

    assert again == certified
    assert list(Certificate.objects.values_list("pk", flat=True)) == [certified.pk]


def test_certificate_is_given_out_with_the_move_or_not_at_all(ended, costanza, settings):
    settings.BADGES_KEY.parent.mkdir()
    settings.BADGES_KEY.write_text("no key")

    with pytest.raises(InputError):
        move(ended.pk, "certify", by="host", actor=costanza, now=OVER)

    ended.refresh_from_db()
    assert (ended.state, Certificate.objects.count()) == ("evaluation", 0)


def test_hours_that_the_host_confirmed_are_told(ended, costanza):
    for hours, at in ((8, NOW), (7.5, NOW), (9, None)):
        Entry.objects.create(
            placement=ended, kind="hours", day=ended.first, told={"hours": hours}, confirmed_at=at
        )

    move(ended.pk, "certify", by="host", actor=costanza, now=OVER)

    assert Certificate.objects.get().told["hours"] == 16


def test_list_of_numbers_grows_with_the_certificates(certified, monkeypatch):
    monkeypatch.setattr("salerno_web.placements.certificate_actions.BLOCK", 1)
    Certificate.objects.update(number=0)

    assert _free_number() == 1


def test_key_is_made_once_and_nobody_else_reads_it(settings):
    first = signer()

    make_key(settings.BADGES_KEY)

    assert signer() == first
    assert first.did == "did:web:salerno.example"
    assert stat.S_IMODE(settings.BADGES_KEY.stat().st_mode) == 0o600
    assert [file.name for file in settings.BADGES_KEY.parent.iterdir()] == ["badges.pem"]


def test_anybody_verifies_by_the_page_without_an_account(certified, client, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: OVER)

    response = client.get(page_of(certified))

    assert response["X-Robots-Tag"] == "noindex"
    words = text_of(response)
    assert "It holds." in words
    assert "Harbour Hospital" in words
    assert "example.org" not in words  # no address of anybody
    assert "Revoke" not in words


def test_badge_holds_by_a_second_way_with_what_the_site_publishes(certified, client, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: OVER)
    issuer = client.get("/.well-known/did.json").json()
    listed = client.get(reverse("certificate_status")).json()

    badge = client.get(page_of(certified, "certificate_badge"))
    token = client.get(page_of(certified, "certificate_token")).content.decode()

    assert badge["Access-Control-Allow-Origin"] == "*"
    assert accepts(badge.json(), issuer, listed, OVER)
    assert accepts_token(token, issuer, listed, OVER)
    revoke(certified, by=certified.placement.trainee, why="A mistake", now=OVER)
    listed = client.get(reverse("certificate_status")).json()
    assert not accepts(badge.json(), issuer, listed, OVER)


def test_certificate_is_printed_in_the_language_of_its_trainee(certified, client, trota):
    trota.language = "fr"
    trota.save()

    response = client.get(page_of(certified, "certificate_pdf"), headers={"Accept-Language": "ar"})

    assert response["Content-Type"] == "application/pdf"
    with pikepdf.open(BytesIO(response.content)) as book:
        assert str(book.Root.Lang) == "fr"


def test_name_that_no_typeface_has_is_told_and_not_printed(ended, costanza, trota, client):
    trota.name = "陳"
    trota.save()
    move(ended.pk, "certify", by="host", actor=costanza, now=OVER)

    response = client.get(page_of(Certificate.objects.get(), "certificate_pdf"), follow=True)

    assert "no typeface" in text_of(response)


def test_coordinator_revokes_with_a_reason_and_everybody_sees_it(
    certified, costanza, client, monkeypatch
):
    monkeypatch.setattr("django.utils.timezone.now", lambda: OVER)
    client.force_login(costanza)
    address = page_of(certified, "certificate_revoke")

    assert "Revoke this certificate" in shown(client, certified)
    without = client.post(address, {"why": ""})
    done = client.post(address, {"why": "Given to the wrong person"})
    again = client.get(address)

    assert (without.status_code, done.status_code, again.status_code) == (200, 302, 302)
    client.logout()
    words = shown(client, certified)
    assert "It does not hold." in words
    assert "The host revoked it." in words
    assert "Given to the wrong person" in words
    event = Event.objects.get(verb="certificate revoked")
    assert (event.actor, event.reason) == (str(costanza.pk), "Given to the wrong person")


def test_certificate_is_revoked_once(certified, costanza):
    revoke(certified, by=costanza, why="A mistake", now=OVER)

    with pytest.raises(InputError, match="revoked already"):
        revoke(certified, by=costanza, why="Another", now=OVER)

    assert certificate_of(certified.pk).why == "A mistake"


def test_nobody_but_its_host_revokes(certified, trota, abella, office, client):
    for user in (trota, abella, office):
        client.force_login(user)
        sent = client.post(page_of(certified, "certificate_revoke"), {"why": "a"})
        assert sent.status_code == 404

    assert Certificate.objects.get().revoked_at is None


def verified(client, badge, *, as_file=False):
    sent = (
        {"file": SimpleUploadedFile("badge.json", badge.encode())} if as_file else {"badge": badge}
    )
    return text_of(client.post(reverse("certificate_verify"), sent))


def test_anybody_shows_a_badge_and_is_told_whether_it_holds(certified, client, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: OVER)
    badge = json.dumps(certified.credential)
    forged = badge.replace("Harbour Hospital", "Greater Hospital")

    for one in (badge, certified.token):
        assert "It holds." in verified(client, one)
        assert "It holds." in verified(client, one, as_file=True)
    words = verified(client, forged)
    assert "It was changed after it was signed" in words
    assert "Greater Hospital" not in words.replace(forged, "")


@pytest.mark.parametrize(
    ("badge", "words"),
    [
        ("", "Paste a badge or choose its file."),
        ("nonsense", "This is no badge."),
        ('{"proof": 4}', "This is no badge."),
        ("{" * 200_000, "at most 100000 characters"),
    ],
)
def test_what_is_no_badge_is_answered_in_words(badge, words, client, db):
    assert words in verified(client, badge)


def test_file_that_is_too_long_is_no_badge(client, db):
    assert "This is no badge." in verified(client, "a" * 300_000, as_file=True)


def test_badge_of_another_site_is_not_vouched_for(certified, client, settings, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: OVER)
    badge = json.dumps(certified.credential)

    settings.ORIGIN = "https://other.example"

    assert "It is from somebody else." in verified(client, badge)


def test_certificate_goes_with_its_person_and_is_in_their_export(certified, trota, client):
    rows = dict(rows_about(trota))

    erase(trota)

    assert [row["id"] for row in rows["certificate"]] == [certified.pk]
    assert client.get(page_of(certified)).status_code == 404
    assert not Certificate.objects.exists()


def test_key_is_nowhere_in_the_database_or_on_a_page(certified, client, settings):
    pem = settings.BADGES_KEY.read_text()
    secret = pem.splitlines()[1]

    told = [client.get(page_of(certified)).content.decode(), json.dumps(certified.credential)]

    assert not any(secret in one for one in told)
    assert isinstance(signer(), Signer)
