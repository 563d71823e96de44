"""Everything is taken along, and nothing is left behind: both by walking the whole schema."""

import io
import json
import zipfile

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.apps import apps
from django.core.mail import send_mail
from django.db import connection, models
from django.test import Client
from django.urls import reverse

from salerno_web.atlas.models import Report
from salerno_web.credentials.models import Credential, Document
from salerno_web.people.actions import erase, give_consent
from salerno_web.people.exports import export_of
from salerno_web.people.models import Event, Membership, Role, User
from salerno_web.people.queries import broken_event
from salerno_web.placements.models import (
    Decision,
    Delivery,
    Feed,
    Import,
    Incident,
    Letter,
    Proposal,
    Rostered,
    Subscription,
)
from salerno_web.programmes.models import SavedProgramme
from tests.web.conftest import PASSWORD
from tests.web.pages import errors_of
from tests.web.world import just_signed_in, placed, things

pytestmark = pytest.mark.django_db

# Tables of others that a row of a person may stand in, and that this site never fills or that
# only join two rows which are both taken along.
NOT_TAKEN_ALONG = {
    "emailconfirmation": "links of mails are signed, not kept",
    "socialtoken": "keys of providers are not kept",
    "user_groups": "there are no groups",
    "user_user_permissions": "there are no permissions by name",
    "document_credentials": "told with the document",
}


def written_of(seat, costanza):
    """Write everything of a placement that can be written."""
    Decision.objects.create(placement=seat, demand="titres", met=True, by=costanza)
    made = Import.objects.create(host=seat.host, name="Roster", content=b"", digest="")
    Rostered.objects.create(made_by=made, trainee=seat.trainee, code="7")
    told = Subscription.objects.get(organisation=seat.host)
    Delivery.objects.create(subscription=told, placement=seat, key="told", body={})
    Feed.objects.create(owner=seat.trainee, of="trainee", digest="0")
    Letter.objects.create(placement=seat, writer="A Consultant", due=seat.end, waived=True)
    Incident.objects.create(placement=seat, kind="injury", day=seat.first, words="I fell.")
    Proposal.objects.create(trainee=seat.trainee, first=seat.first, end=seat.end)


@pytest.fixture
def full(settings, tmp_path, trota, costanza, hospital, graduate_file):
    """Return Trota, of whom there is something in every table that can hold something of hers."""
    settings.FILES_FOLDER = tmp_path / "files"
    trota.name = "Trota Ruggiero"
    trota.save()
    things(trota=trota, costanza=costanza, hospital=hospital, graduate_file=graduate_file)
    Membership.objects.create(user=trota, organisation=hospital, role=Role.TRAINEE)
    told = {"login": "trota@example.org", "password": PASSWORD}
    Client().post(reverse("account_login"), told)
    Authenticator.objects.create(user=trota, type="totp", data={"secret": "very secret"})
    SocialAccount.objects.create(user=trota, provider="openid_connect", uid="1")
    Report.objects.create(opportunity="gb/gmc/x", wrong="It is.", reporter=trota)
    SavedProgramme.objects.create(owner=trota, programme="us/yale/md", note="Ask for aid.")
    written_of(placed(trota, hospital), costanza)
    degree = Credential.objects.get(type="degree/primary-medical")
    send_mail("Hello", "A letter", None, ["Trota@example.org"])
    client = just_signed_in(costanza)
    client.post(reverse("credential_vouch", args=[degree.pk]), {"assurance": "verified"})
    client.get(reverse("document_file", args=[Document.objects.get().pk]))
    return trota


def paths():
    """Return every model that hangs on a person, with the look-up that leads to the person."""
    found, wave = {}, [(User, "")]
    while wave:
        parent, path = wave.pop()
        for relation in parent._meta.related_objects:
            owns = isinstance(relation, models.ManyToOneRel) and (
                relation.on_delete is models.CASCADE
            )
            child = relation.related_model
            if owns and child not in found and child is not User:
                found[child] = "__".join(filter(None, (relation.field.name, path)))
                wave.append((child, found[child]))
        for field in parent._meta.many_to_many:
            through = field.remote_field.through
            if through not in found:
                found[through] = "__".join(filter(None, (field.m2m_field_name(), path)))
    return found


def archive_of(person):
    return zipfile.ZipFile(io.BytesIO(export_of(person, viewer=person)))


def rows_of(archive, table):
    return json.loads(archive.read(f"{table}.json"))


def test_every_row_that_hangs_on_a_person_is_taken_along(full):
    archive = archive_of(full)
    names = {name.removesuffix(".json") for name in archive.namelist()}

    assert {model._meta.model_name for model in paths()} <= names | set(NOT_TAKEN_ALONG)
    for model, path in paths().items():
        table = model._meta.model_name
        if table not in NOT_TAKEN_ALONG:
            theirs = model.objects.filter(**{path: full}).values_list("pk", flat=True)
            taken = {str(row["id"]) for row in rows_of(archive, table)}
            assert theirs, f"make something of hers in {table}"
            assert taken == {str(one) for one in theirs}, table


def test_what_names_a_person_without_a_key_is_taken_along_too(full):
    archive = archive_of(full)

    assert [row["email"] for row in rows_of(archive, "person")] == ["trota@example.org"]
    assert {row["to"] for row in rows_of(archive, "message")} >= {"Trota@example.org"}
    assert [row["wrong"] for row in rows_of(archive, "report")] == ["It is."]
    assert {row["verb"] for row in rows_of(archive, "event")} >= {"consented", "downloaded"}


def test_files_are_taken_along_with_what_they_prove(full):
    archive, document = archive_of(full), Document.objects.get()

    content = archive.read(f"files/{document.pk}.pdf")

    assert content.startswith(b"%PDF")
    (told,) = rows_of(archive, "document")
    assert told["credentials"] == [str(one.pk) for one in document.credentials.all()]


def test_secrets_stay_behind(full):
    archive = archive_of(full)

    written = b"".join(archive.read(name) for name in archive.namelist() if "json" in name)

    assert b"very secret" not in written
    assert full.password.encode() not in written
    assert b"session_key" not in written


def test_archive_is_only_one_s_own(full, abella):
    with pytest.raises(PermissionError):
        export_of(full, viewer=abella)


def test_archive_is_given_to_whoever_has_just_signed_in(signed_in, full):
    fresh = just_signed_in(full).get(reverse("export"))

    assert signed_in(full).get(reverse("export")).status_code == 302
    assert fresh.headers["Content-Disposition"] == 'attachment; filename="everything.zip"'
    assert zipfile.ZipFile(io.BytesIO(fresh.content)).testzip() is None


def everything_written():
    """Return every row of every table as text."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found[table] = "\n".join(str(row) for row in cursor.fetchall()).casefold()
    return found


def test_erased_person_is_in_no_table_and_no_file(
    full, settings, django_capture_on_commit_callbacks
):
    client = just_signed_in(full)
    before = {table for table, text in everything_written().items() if "trota@" in text}

    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("erase"), {"sure": "on"})

    written = everything_written()
    assert before >= {"people_user", "people_message", "account_emailaddress"}
    assert [table for table, text in written.items() if "trota" in text or "ruggiero" in text] == []
    assert [one for one in settings.FILES_FOLDER.rglob("*") if one.is_file()] == []
    assert client.get(reverse("privacy")).status_code == 302


def test_log_is_still_whole_after_somebody_is_erased(full):
    events = Event.objects.count()

    erase(full)

    assert (Event.objects.count(), broken_event()) == (events + 1, None)


def test_rule_that_was_reported_stays_reported(full):
    erase(full)

    assert {(report.reporter_id, report.email) for report in Report.objects.all()} == {(None, "")}


def test_erasing_asks_once_more(full):
    page = just_signed_in(full).post(reverse("erase"), {})

    assert len(errors_of(page)) == 1
    assert User.objects.filter(pk=full.pk).exists()


def test_others_are_left_as_they_are(full, abella, hospital):
    give_consent(abella, hospital, scope="record")

    erase(full)

    assert set(User.objects.values_list("name", flat=True)) == {"abella", "costanza"}
    assert abella.consents.count() == 1


def test_every_table_of_ours_is_known_to_the_walk():
    ours = {model for model in apps.get_models() if model.__module__.startswith("salerno_web.")}

    free = {model.__name__ for model in ours - set(paths())}

    assert free == {
        "User", "Organisation", "Event", "ChainEnd", "Message", "Report", "LooseFile", "Import",
        "Imported", "Published", "Timer", "Lease", "Agreement", "Subscription", "Rostered",
    }  # fmt: skip
