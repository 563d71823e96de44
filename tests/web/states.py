"""Every page of the site, in every state that looks different.

A state is named, so that a test that fails says which. `send` is where an empty form is sent.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from salerno.rules.chain import State as Verdict
from salerno_web.credentials.told import told_in
from salerno_web.opportunities.queries import case_of, screened
from salerno_web.people.models import Kind, Membership, Organisation, Role, User
from salerno_web.placements.agreement_actions import propose
from tests.web.conftest import someone
from tests.web.world import ASKED, PLAB, just_signed_in, things

NOTHING_FOUND = "xyzzy"


@dataclass(frozen=True, slots=True)
class State:
    """A page as somebody sees it."""

    name: str
    who: str
    path: str
    send: str = ""
    status: int = 200


def question(subject, name):
    """Return the address of a question."""
    return reverse("interview_question", args=[subject, name])


QUESTIONS = {
    "several": ("fact", "citizenship"),
    "radio buttons": ("fact", "student.status"),
    "a day": ("fact", "birth.date"),
    "a number": ("fact", "placement.weeks"),
    "a list": ("fact", "residence.country"),
    "a judgement": ("judgement", "gb-gmc-cpd-scope"),
    "is there one": ("credential", "immunisation/mmr"),
    "are these all": ("complete", "immunisation/mmr"),
}
PLAIN = {
    "visitor": (
        "home", "styles", "about", "about_accessibility", "about_privacy", "interview", "record",
        "interview_file", "credential_choose", "opportunities", "programmes",
        "programmes_compare", "programmes_map", "programmes_statistics", "funds", "funds_visas",
        "rotations", "rotations_map", "rotations_calendar", "certificate_verify", "shortlist",
        "routes", "route_new", "atlas", "atlas_sources", "atlas_changes", "atlas_disputes",
        "account_login", "account_signup", "account_reset_password",
        "account_reset_password_done", "account_inactive", "api",
        "account_reset_password_from_key_done", "account_email_verification_sent",
        "socialaccount_login_cancelled",
    ),
    "graduate": (
        "home", "interview", "record", "opportunities", "routes",
    ),
    "trota": (
        "home", "record", "documents", "privacy", "sharing", "tokens", "organisations", "routes",
        "placements", "placement_propose", "calendars", "opportunities", "account_email",
        "account_change_password", "mfa_index", "usersessions_list", "account_logout",
        "account_reauthenticate", "erase",
        "mfa_activate_totp", "mfa_generate_recovery_codes", "mfa_list_webauthn",
        "mfa_add_webauthn", "socialaccount_connections",
    ),
    "abella": (
        "placements", "record", "record_arrive", "documents", "sharing", "tokens",
        "organisations", "routes",
    ),
    "costanza": (
        "organisations",
    ),
    "editor": (
        "atlas", "reports", "programmes_import",
    ),
    "operator": (
        "operators", "failed_mail",
    ),
}  # fmt: skip
ABOUT = {
    "visitor": (
        "rotation", "evaluate", "letter_write", "certificate", "credential_add", "opportunity",
        "programme",
        "fund", "programme_budget", "programme_routes", "atlas_country", "atlas_opportunity",
        "atlas_wrong", "route_shared", "account_confirm_email", "account_reset_password_from_key",
    ),
    "trota": (
        "rotation", "placement", "placement_log", "placement_evaluations", "placement_payments",
        "proposal", "placement_letters", "placement_letter",
        "placement_incidents", "placement_incident",
        "credential", "document", "route_plan", "route_what_if", "invitation",
    ),
    "costanza": (
        "certificate", "certificate_revoke", "placement", "placement_evaluations",
        "placement_evaluate", "placement_evaluator", "placement_incidents", "placement_incident",
        "host_proposals", "host_proposal", "host_rotations", "host_rotation",
        "host_rotation_new", "host_place", "host_place_new", "host_text", "host_queue",
        "host_queue_one", "host_agreements", "host_insight", "host_payments", "host_imports",
        "host_import", "host_import_columns", "organisation", "organisation_mail", "webhooks",
        "membership_role", "person_record", "credential_vouch", "document",
    ),
    "editor": (
        "report", "programmes_import_columns", "programmes_import_rows",
    ),
}  # fmt: skip
REFUSED = (
    ("visitor", "interview_file"), ("visitor", "credential_choose"), ("visitor", "route_new"),
    ("visitor", "atlas_wrong"), ("visitor", "account_login"), ("visitor", "account_signup"),
    ("visitor", "account_reset_password"), ("trota", "documents"), ("trota", "privacy"),
    ("trota", "sharing"), ("trota", "tokens"), ("trota", "route_what_if"),
    ("trota", "account_change_password"), ("trota", "erase"), ("costanza", "organisation"),
    ("costanza", "credential_vouch"), ("costanza", "webhooks"), ("trota", "rotation"),
    ("costanza", "membership_role"), ("editor", "report"), ("editor", "programmes_import"),
    ("editor", "programmes_import_columns"), ("visitor", "evaluate"),
    ("trota", "placement_propose"), ("costanza", "host_proposal"),
    ("visitor", "letter_write"), ("trota", "placement_letters"), ("trota", "placement_letter"),
    ("trota", "placement_incidents"), ("costanza", "placement_incident"),
    ("costanza", "placement_evaluate"), ("costanza", "placement_evaluator"),
    ("costanza", "host_rotation_new"), ("costanza", "host_place_new"), ("costanza", "host_text"),
    ("costanza", "certificate_revoke"), ("visitor", "certificate_verify"),
)  # fmt: skip
SIFTED = {
    "few": {"country": "US", "kind": "rotation"},
    "none": {"words": NOTHING_FOUND},
    "dear": {"cost": "100", "currency": "EUR", "by": "2027-06-01"},
    "closed": {"state": "never"},
    "second page": {"page": "2"},
}


def _told():
    """Yield the questions, as they are put and as they come back without an answer."""
    for name, (subject, of) in QUESTIONS.items():
        path = question(subject, of)
        yield State(f"question: {name}", "visitor", path)
        yield State(f"question: {name}, unanswered", "visitor", path, path)


def _listed():
    """Yield lists, sifted and empty, and what is not there."""
    for name, query in SIFTED.items():
        words = "&".join(f"{key}={value}" for key, value in query.items())
        yield State(f"opportunities: {name}", "graduate", f"{reverse('opportunities')}?{words}")
    yield State("programmes: none", "visitor", f"{reverse('programmes')}?words={NOTHING_FOUND}")
    yield State("programmes: mistaken", "graduate", f"{reverse('programmes')}?tuition=much")
    yield State(
        "programmes: compared",
        "graduate",
        f"{reverse('programmes_compare')}?with=us/yale/md&with=ca/calgary/md&with=us/brown/md",
    )
    yield State("calendars: made", "trota", reverse("calendars"), reverse("calendars"))
    notes = reverse("shortlist_notes")
    yield State("shortlist_notes: refused", "visitor", reverse("shortlist"), notes, 422)
    for name, programme, query in (
        ("told", "ge/tsmu/md-american", "country=DE&country=CN&country=GB&country=US"),
        ("taught elsewhere", "de/umch/md", "country=XX"),
    ):
        path = reverse("programme_routes", args=[programme])
        yield State(f"programme_routes: {name}", "graduate", f"{path}?{query}")
    yield State(
        "programme_budget: told",
        "graduate",
        f"{reverse('programme_budget', args=['ge/bau/md'])}?own=5000&amount1=1000&percent1=5"
        "&term1=10&currency=GHS&currency1=USD&name2=Aunt&amount2=9&per2=once&currency2=INR",
    )
    yield State(
        "programme_budget: mistaken",
        "visitor",
        f"{reverse('programme_budget', args=['us/yale/md'])}?own=much&term1=5",
    )
    yield State("rotations: none", "visitor", f"{reverse('rotations')}?words={NOTHING_FOUND}")
    yield State("funds: none", "visitor", f"{reverse('funds')}?words={NOTHING_FOUND}")
    yield State("funds: chosen", "graduate", f"{reverse('funds')}?kind=loan&study=US")
    yield State(
        "fund: with a place",
        "graduate",
        f"{reverse('fund', args=['us/cclcm'])}?for=us/cclcm/md",
    )
    yield State("routes: none", "visitor", f"{reverse('routes')}?q={NOTHING_FOUND}")
    yield State("routes: chosen", "graduate", f"{reverse('routes')}?goal={PLAB}&q=ontario")
    yield State("route_new: one goal", "graduate", f"{reverse('route_new')}?goal={PLAB}")
    yield State("no such page", "visitor", "/no/such/page/", status=404)
    yield State("no such opportunity", "visitor", "/opportunities/ca/mcc/none/", status=404)


def _judged(told):
    """Yield one opportunity of each verdict that a graduate gets."""
    found = {own.state: own.opportunity.id for own in screened(case_of(told)).verdicts()}
    for state in Verdict:
        if state in found:
            path = reverse("opportunity", args=[found[state]])
            yield State(f"opportunity: {state}", "graduate", path)


def states(*, trota, abella, costanza, hospital, graduate_file):
    """Return every state, and the browsers of those who see them by who they are."""
    about = things(trota=trota, costanza=costanza, hospital=hospital, graduate_file=graduate_file)
    people = {"visitor": None, "graduate": None, "trota": trota, "abella": abella}
    people |= {"costanza": costanza, "editor": _one(Role.EDITOR, Kind.EDITORS)}
    people["operator"] = _one(Role.OPERATOR, Kind.OPERATOR)
    people["office"] = _one(Role.SCHOOL_OFFICE, Kind.SCHOOL)
    User.objects.update(language="en")
    clients = {who: just_signed_in(user) for who, user in people.items()}
    for who in ("graduate", "abella"):
        file = SimpleUploadedFile("me.yaml", graduate_file.read_bytes())
        clients[who].post(reverse("interview_file"), {"file": file})
    _told_apart(clients["abella"], clients["graduate"].session["told"])
    found = [
        State(f"{name}: {who}", who, reverse(name))
        for who, names in PLAIN.items()
        for name in names
    ]
    for who, names in ABOUT.items():
        found += [State(f"{name}: {who}", who, reverse(name, args=about[name])) for name in names]
    for who, name in REFUSED:
        path = reverse(name, args=about.get(name, ()))
        found.append(State(f"{name}: {who}, refused", who, path, path))
    told = clients["graduate"].session["told"]["plain"]
    found += [*_told(), *_listed(), *_judged(told_in(told)), *_planned(clients["trota"])]
    found += [*_of_a_school(people["office"], hospital)]
    return found, clients


def _told_apart(client, told):
    """Let somebody with a record have told something before signing in."""
    session = client.session
    session["told"] = told
    session.save()


def _one(role, kind):
    """Return somebody with a role at a place for it."""
    user = someone(role.value)
    place = Organisation.objects.create(kind=kind, name=str(role.label))
    Membership.objects.create(user=user, organisation=place, role=role)
    return user


def _of_a_school(office, hospital):
    """Yield what a school office sees, once it has proposed an agreement."""
    school = office.memberships.get().organisation
    today = timezone.now().date()
    told = {"other": hospital, "first": today, "end": today + timedelta(365), "text": "Made up."}
    propose(school, "school", told, by=office, now=timezone.now())
    for name in ("school_releases", "school_agreements"):
        yield State(f"{name}: office", "office", reverse(name, args=[school.pk]))


def _planned(client):
    """Yield plans: one that no route leads to, and one with a what-if beside it."""
    narrow = {**ASKED, "by": "2026-12-01", "budget": "1"}
    barred = client.post(reverse("route_new"), narrow).headers["Location"]
    plan = client.post(reverse("route_new"), ASKED).headers["Location"]
    beside = client.post(f"{plan}what-if/", {"kind": "refused", "country": "GB"})
    late = client.post(f"{plan}what-if/", {"kind": "delayed", "step": "gb/gmc/plab-1"})
    two = client.post(reverse("route_new"), {**ASKED, "goals": [PLAB, "de/federal/approbation"]})
    yield State("plan: barred", "trota", barred)
    yield State("plan: supposed refused", "trota", beside.headers["Location"])
    yield State("plan: supposed delayed", "trota", late.headers["Location"])
    yield State("plan: side by side", "trota", two.headers["Location"])
