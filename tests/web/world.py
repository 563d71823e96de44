"""A small world in which something is somebody's, and the addresses of all of it."""

import re
from datetime import UTC, date, datetime, timedelta

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
from salerno_web.people.queries import SALT, token_digest
from salerno_web.placements.actions import Booking, hold
from salerno_web.placements.certificate_actions import issue
from salerno_web.placements.evaluation_actions import ask_guest, plan
from salerno_web.placements.feed_actions import make_feed
from salerno_web.placements.incident_actions import tell_incident
from salerno_web.placements.letter_actions import ask_letter, write_letter
from salerno_web.placements.log_actions import write_case, write_hours
from salerno_web.placements.models import Evaluation, Feed, Letter, Payment, Proposal, Subscription
from salerno_web.placements.models import Import as Table
from salerno_web.placements.moves import move, settle
from salerno_web.placements.proposal_actions import propose_placement
from salerno_web.placements.publishing import publish
from salerno_web.placements.webhook_actions import send_test, subscribe
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
    seat = begun(placed(trota, hospital), trota)
    said, key = evaluated(seat, costanza)
    subscribe(hospital, url="https://example.org/told", by=costanza)
    watched = Subscription.objects.get()
    send_test(watched.pk, hospital, by=costanza, now=timezone.now())
    return {
        **_belongings(trota, hospital, graduate_file),
        "organisation": [hospital.pk],
        **_each(
            "membership_end",
            "membership_role",
            about=[hospital.pk, Membership.objects.get(user=costanza).pk],
        ),
        **_each("mail_retry", "mail_drop", about=[_mail_given_up().pk]),
        "organisation_mail": [hospital.pk],
        "organisation_mail_change": [hospital.pk, 1],
        "invitation": [signing.dumps(told, salt=SALT)],
        **_each(
            "placement",
            "placement_move",
            "placement_remind",
            "placement_payments",
            about=[_charged(seat).pk],
        ),
        **_each("placement_evaluations", "placement_log", "placement_log_confirm", about=[seat.pk]),
        **_each("placement_log_drop", "api_log_entry", about=[seat.pk, logged(seat).pk]),
        **_each("placement_evaluate", "placement_evaluator", about=[seat.pk, said.pk]),
        "evaluate": [key],
        **_each("placement_letters", "placement_incidents", about=[seat.pk]),
        **_each("placement_letter", "api_letter_send", about=[seat.pk, _written(seat).pk]),
        **_each(
            "placement_letter_withdraw",
            "api_letter_withdraw",
            about=[seat.pk, _letter(seat).pk],
        ),
        **_each("letter_write", "api_guest_letter", about=[key]),
        **_each("letter_read", "api_guest_letter_decline", about=["guessed"]),
        **_each("proposal", "api_proposal_withdraw", about=[_proposal(trota, hospital).pk]),
        "proposal_asked": ["guessed"],
        **_each("host_proposals", "api_host_proposals", about=[hospital.pk]),
        **_each(
            "host_proposal",
            "api_proposal_confirm",
            "api_proposal_refuse",
            about=[hospital.pk, Proposal.objects.get().pk],
        ),
        **_each("placement_incident", "api_report_answer", about=[seat.pk, _incident(seat).pk]),
        **_each(
            "host_rotations",
            "host_rotation_new",
            "host_place_new",
            "host_text",
            "host_file",
            about=[hospital.pk],
        ),
        "host_rotation": [hospital.pk, "rotation-1"],
        "host_place": [hospital.pk, "hospital"],
        "rotation": ["rotation-1"],
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
        **_each(
            "api_placement",
            "api_placement_swap",
            "api_placement_moves",
            "api_evaluations",
            "api_decisions",
            "api_log",
            "api_log_hours",
            "api_log_cases",
            "api_log_confirm",
            "api_payments",
            "api_letters",
            "api_reports",
            about=[seat.pk],
        ),
        **_each(
            "api_payment_paid",
            "api_payment_received",
            "api_payment_back",
            about=[seat.pk, Payment.objects.get(placement=seat).pk],
        ),
        **_each("api_evaluation", "api_evaluation_guest", about=[seat.pk, said.pk]),
        "api_guest_evaluation": [key],
        "api_rotation": [seat.rotation],
        "api_host_published": [hospital.pk],
        **_each("host_payments", "host_workbook", "school_workbook", about=[hospital.pk]),
        **_each(
            "host_insight",
            "host_insight_workbook",
            "host_queue",
            "host_agreements",
            "school_agreements",
            "school_releases",
            about=[hospital.pk],
        ),
        "host_queue_one": [hospital.pk, seat.pk],
        "host_imports": [hospital.pk],
        **_each(
            "host_import",
            "host_import_columns",
            "host_import_undo",
            about=[hospital.pk, _table_brought(hospital).pk],
        ),
        "calendar": [make_feed(trota, of="")],
        **_each(
            "certificate",
            "certificate_pdf",
            "certificate_badge",
            "certificate_token",
            "certificate_revoke",
            "api_certificate",
            "api_certificate_revoke",
            about=[issue(seat, now=timezone.now()).pk],
        ),
        "calendar_revoke": [Feed.objects.get().pk],
        "webhooks": [hospital.pk],
        **_each("webhook_end", "webhook_test", about=[hospital.pk, watched.pk]),
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


def begun(seat, trota):
    """Take a placement on until it is under way."""
    now = timezone.now()
    move(seat.pk, "request", by="trainee", actor=trota, now=now)
    settle(seat.pk, now=datetime(2027, 1, 5, tzinfo=UTC))
    seat.refresh_from_db()
    return seat


def logged(seat):
    """Write hours and a case into the log of a placement."""
    case = {"problem": "A fall", "done": "Closed a wound", "supervision": "beside"}
    write_case(seat, {**case, "day": seat.first}, now=timezone.now())
    return write_hours(seat, day=seat.first, hours=7.5, now=timezone.now())


def evaluated(seat, costanza):
    """Ask a guest to evaluate; return the evaluation, and the key of their link."""
    plan(seat)
    said = Evaluation.objects.get(placement=seat, side="host", stage="final")
    guest = {"name": "A Registrar", "email": "registrar@example.org", "language": "en"}
    ask_guest(said, **guest, by=costanza, now=timezone.now())
    key = "only-for-tests"
    Evaluation.objects.filter(pk=said.pk).update(digest=token_digest(key))
    return said, key


def _letter(seat):
    """Ask somebody for a letter, whose link has the key of tests."""
    asked = {"writer": "A Consultant", "email": "consultant@example.org", "language": "en"}
    due = timezone.localdate() + timedelta(days=30)
    own = ask_letter(seat, **asked, purpose="", due=due, waived=False, now=timezone.now())
    Letter.objects.filter(pk=own.pk).update(digest=token_digest("only-for-tests"))
    return own


def _written(seat):
    """Return a letter that somebody wrote."""
    own = _letter(seat)
    write_letter(
        Letter.objects.get(pk=own.pk), title="Consultant", words="Good.", now=timezone.now()
    )
    return own


def _incident(seat):
    """Tell the host of something that went wrong."""
    told = {"kind": "exposure", "day": seat.first, "words": "A needle.", "to": frozenset({"host"})}
    return tell_incident(seat, **told, now=timezone.now())


def _proposal(trota, hospital):
    """Propose a placement to the hospital."""
    first = timezone.localdate() + timedelta(days=60)
    told = {
        "host_name": "", "email": "", "language": "en", "specialty": "surgery", "words": "",
        "supervisor": "A Consultant", "first": first, "end": first + timedelta(weeks=2),
    }  # fmt: skip
    return propose_placement(trota, host=hospital, told=told, school=None, now=timezone.now())


def _table_brought(hospital):
    """Bring a table of rotations that changes one, adds one, and has a row that is refused."""
    rows = (
        "id,title,location,kind,specialty,weeks,seats,first,last",
        "rotation-1,Ward,hospital,elective,surgery,2-4 weeks,4,2027-01-04,2027-06-25",
        "rotation-9,Ward,nowhere,elective,surgery,2-4,4,2027-01-04,2027-06-25",
        "rotation-8,Ward,hospital,lecture,surgery,2-4,4,2027-01-04,2027-06-25",
    )
    content = "".join(f"{row}\n" for row in rows).encode()
    return Table.objects.create(host=hospital, name="offers.csv", digest="-", content=content)


def _charged(seat):
    """Charge something for a placement, which Trota says to have paid."""
    Payment.objects.create(
        placement=seat, charge="deposit", amount=100, currency="EUR", due=date(2026, 12, 1),
        reference="Trota", told_at=timezone.now(),
    )  # fmt: skip
    return seat


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
