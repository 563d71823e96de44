"""A small world in which something is somebody's, and the addresses of all of it."""

import re
from datetime import date

from allauth.account.models import EmailAddress
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from benchmarks.bookings import published
from salerno.placements.windows import stay_of
from salerno_web.atlas.models import Report
from salerno_web.atlas.queries import facts
from salerno_web.credentials.models import Credential, Document
from salerno_web.people.actions import give_consent, make_token
from salerno_web.people.models import ApiToken, Consent, Membership, Message
from salerno_web.people.queries import SALT
from salerno_web.placements.actions import Booking, hold
from salerno_web.placements.publishing import publish
from salerno_web.programmes.models import Import
from salerno_web.routes.models import Share
from tests.web.conftest import PASSWORD
from tests.web.credentials.files import a_pdf
from tests.web.programmes.tables import FIELDS, SHEET, TOLD

PLAB = "gb/gmc/registration-plab"
ASKED = {"goals": [PLAB], "currency": "EUR", "examinations": "1", "study": "0"}


def patterns(resolver=None, start="", space=""):
    """Yield the name, or where there is none the pattern, and the pattern of every address."""
    for one in (resolver or get_resolver()).url_patterns:
        path = start + str(one.pattern)
        if isinstance(one, URLPattern):
            yield space + (one.name or path), path
        else:
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from patterns(one, path, inner)


def things(*, trota, costanza, hospital, graduate_file):
    """Make what the site is about; return what its addresses need, by their names."""
    told = {
        "organisation": str(hospital.pk), "email": trota.email, "role": "adviser",
        "by": str(costanza.pk),
    }  # fmt: skip
    return {
        **_belongings(trota, hospital, graduate_file),
        "organisation": [hospital.pk],
        **_each(
            "membership_end",
            "membership_role",
            about=[hospital.pk, Membership.objects.get(user=costanza).pk],
        ),
        **_each("mail_retry", "mail_drop", about=[_mail_given_up().pk]),
        "invitation": [signing.dumps(told, salt=SALT)],
        "person_record": [trota.pk],
        "fund": ["int/mpower"],
        "report": [Report.objects.create(opportunity=PLAB, wrong="It is older.").pk],
        **_each(
            "programmes_import_one",
            "programmes_import_columns",
            "programmes_import_rows",
            "programmes_import_undo",
            about=[_table_tried().pk],
        ),
        **_each(
            "programme",
            "programme_budget",
            "programme_routes",
            "api_programme",
            about=["us/yale/md"],
        ),
        **_each("atlas_opportunity", "atlas_wrong", "opportunity", about=[PLAB]),
        **_each("api_opportunity", "api_record_verdict", about=[PLAB]),
        "atlas_country": ["gb"],
        "interview_question": ["fact", "citizenship"],
        "credential_add": ["degree/primary-medical"],
        "record_reopen": ["fact", "citizenship"],
        "account_confirm_email": ["nothing"],
        "account_reset_password_from_key": ["1", "nothing"],
        **_each("mfa_remove_webauthn", "mfa_edit_webauthn", about=[1]),
        **_each("openid_connect_login", "openid_connect_callback", about=["nobody"]),
    }


def _mail_given_up():
    return Message.objects.create(
        to="a@example.org", sender="b@example.org", subject="A letter", body="", attempts=3,
        problem="The mail server refused it.",
    )  # fmt: skip


def _table_tried():
    """Bring a table that is not taken in yet, one row of it refused and one school undecided."""
    return Import.objects.create(
        kind="template", name="list.csv", digest="-", content=SHEET.encode(),
        source={**TOLD, "url": "", "dated": ""}, mapping={"fields": FIELDS, "usual": {}},
    )  # fmt: skip


def _each(*names, about):
    return dict.fromkeys(names, about)


def placed(trainee, host):
    """Hold a seat for somebody, of a rotation that a host published."""
    coordinator = host.memberships.get(role="coordinator").user
    publish(published([1], facts().vocabulary), name="made up", host=host, viewer=coordinator)
    stay = stay_of(date(2027, 1, 4), 2)
    booking = Booking("rotation-1", "window-1", stay)
    return hold(trainee, booking, key="a", now=timezone.now())


def just_signed_in(user):
    """Return a browser in which somebody, if anybody, has given their password just now."""
    client = Client()
    if user:
        EmailAddress.objects.get_or_create(
            user=user, email=user.email, defaults={"verified": True, "primary": True}
        )
        client.force_login(user)
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def _belongings(trota, hospital, graduate_file):
    """Make Trota's record, a document, a plan that she shares, a key and a consent."""
    client = just_signed_in(trota)
    file = SimpleUploadedFile("me.yaml", graduate_file.read_bytes())
    client.post(reverse("interview_file"), {"file": file})
    degree = Credential.objects.get(type="degree/primary-medical")
    upload = {"file": SimpleUploadedFile("degree.pdf", a_pdf()), "title": "My degree"}
    client.post(reverse("documents"), {**upload, "credentials": [str(degree.pk)]})
    plan = client.post(reverse("route_new"), ASKED).headers["Location"].split("/")[-2]
    page = client.post(reverse("route_share", args=[plan]), follow=True)
    key = re.search(r"/routes/shared/([\w-]+)/", page.content.decode())[1]
    give_consent(trota, hospital, scope="documents")
    make_token(trota, name="a spreadsheet", may_write=False)
    documents = ("document", "document_file", "document_remove")
    plans = ("plan", "picture", "what_if", "suppose_less", "renew", "drop", "share")
    return {
        **_each(*documents, about=[Document.objects.get().pk]),
        **_each("credential", "credential_remove", "credential_vouch", about=[degree.pk]),
        **_each("api_plan", *(f"route_{name}" for name in plans), about=[plan]),
        "route_file": [plan, "json"],
        "route_revoke": [plan, Share.objects.get().pk],
        **_each("route_shared", "route_shared_picture", about=[key]),
        "consent_withdraw": [Consent.objects.get().pk],
        "token_revoke": [ApiToken.objects.get().pk],
    }
