"""Plans on the site: asked for, shown, supposed otherwise, taken along, shared, erased."""

import json
import re
import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from salerno_web.people.actions import make_token
from salerno_web.people.models import Event
from salerno_web.people.tidying import tidy
from salerno_web.routes import actions
from salerno_web.routes.actions import keep_visited_plans
from salerno_web.routes.models import Plan, Reading, Share
from tests.web.pages import errors_of, main_of, text_of

pytestmark = pytest.mark.django_db
PLAB = "gb/gmc/registration-plab"
WISHES = {"currency": "EUR", "examinations": "1", "study": "0"}


def ask(client, *goals, **wishes):
    """Ask for a plan and return its address."""
    told = {"goals": list(goals), **WISHES, **wishes}
    return client.post(reverse("route_new"), told).headers["Location"]


@pytest.fixture
def graduate(client, graduate_file):
    """Return the browser of a visitor who told that she is a graduate."""
    file = SimpleUploadedFile("me.yaml", graduate_file.read_bytes())
    client.post(reverse("interview_file"), {"file": file})
    return client


@pytest.fixture
def client_of_abella():
    """Return the browser of a stranger."""
    return Client()


@pytest.fixture
def own(signed_in, trota, graduate_file):
    """Return the browser of Trota, signed in, whose record is that of a graduate."""
    client = signed_in(trota)
    file = SimpleUploadedFile("me.yaml", graduate_file.read_bytes())
    client.post(reverse("interview_file"), {"file": file})
    return client


def test_goals_are_found_by_words_in_the_language(client):
    found = client.get(reverse("routes"), {"q": "plab"}).context["goals"]
    spanish = client.get(reverse("routes"), {"q": "suecia"}, headers={"accept-language": "es"})

    assert [goal.id for goal, _place in found] == [PLAB, "gb/gmc/registration-provisional"]
    assert {place for _goal, place in spanish.context["goals"]} == {"Suecia"}


def test_goals_are_found_by_country(client):
    found = client.get(reverse("routes"), {"country": "NO"}).context["goals"]

    assert {place for _goal, place in found} == {"Norway"}


def test_goals_that_nobody_has_say_so(client):
    assert "No goal has all these words." in main_of(client.get(reverse("routes"), {"q": "xyzzy"}))


def test_chosen_goals_are_carried_along(client):
    page = client.get(reverse("routes"), {"goal": PLAB, "q": "ontario"})

    assert [goal.id for goal in page.context["chosen"]] == [PLAB]
    assert PLAB not in [goal.id for goal, _ in page.context["goals"]]


def test_plan_without_a_record_says_what_that_means(client):
    page = main_of(client.get(reverse("route_new"), {"goal": PLAB}))

    assert "You have told us nothing yet." in page
    assert "GMC registration through PLAB" in page


@pytest.mark.parametrize(
    ("told", "message"),
    [
        ({}, "Choose at least one goal."),
        (
            {"goals": ["no/such"]},
            "Select a valid choice. no/such is not one of the available choices.",
        ),
        ({"goals": [PLAB], "by": "2020-01-01"}, "Give a day in the next twenty years."),
        ({"goals": [PLAB], "by": "soon"}, "Enter a valid date."),
        ({"goals": [PLAB], "budget": "-1"}, "Ensure this value is greater than or equal to 0."),
    ],
)
def test_wish_that_cannot_be_is_told(client, told, message):
    response = client.post(reverse("route_new"), {**WISHES, **told})

    assert errors_of(response) == [message]
    assert not Plan.objects.exists()


def test_four_goals_are_compared_at_most(client):
    five = [goal.id for goal, _ in client.get(reverse("routes")).context["goals"]][:5]

    response = client.post(reverse("route_new"), {**WISHES, "goals": five})

    assert errors_of(response) == ["Choose four goals at most."]


def test_plan_tells_steps_dates_costs_and_sources(graduate):
    page = main_of(graduate.get(ask(graduate, PLAB)))

    for words in ("PLAB 1", "1,800 GBP", "imagined lives", "What runs out when", "63% got through"):
        assert words in page
    assert "Rates of 30 October 2026" in page


def test_plan_speaks_the_language_of_the_reader(graduate):
    there = ask(graduate, PLAB)

    page = main_of(graduate.get(there, headers={"accept-language": "es"}))

    assert "Inscripción en el GMC" in page
    assert {r.language for r in Reading.objects.all()} == {"es"}


def test_plan_is_thought_once_for_each_language(graduate, django_assert_num_queries):
    there = ask(graduate, PLAB)
    graduate.get(there)

    with django_assert_num_queries(5):
        graduate.get(there)

    assert Reading.objects.count() == 1


def test_goals_are_compared_side_by_side(graduate):
    page = main_of(graduate.get(ask(graduate, PLAB, "de/federal/approbation")))

    assert "Side by side" in page


def test_goal_that_no_route_leads_to_names_the_barriers(client):
    there = ask(client, PLAB, by="2026-12-01", budget="1")

    page = main_of(client.get(there))

    assert "No route" in page or "cannot hold together" in page


def test_what_if_makes_a_plan_beside_the_plan(graduate):
    there = ask(graduate, PLAB)

    response = graduate.post(f"{there}what-if/", {"kind": "refused", "country": "GB"})

    beside = response.headers["Location"]
    assert beside != there
    page = main_of(graduate.get(beside))
    assert "What the what-ifs change" in page
    assert "refused GB" in page


def test_what_if_is_taken_back(graduate):
    there = ask(graduate, PLAB)
    beside = graduate.post(
        f"{there}what-if/", {"kind": "delayed", "step": "gb/gmc/plab-1", "months": "3"}
    ).headers["Location"]

    response = graduate.post(f"{beside}suppose-less/", {"what": "delayed gb/gmc/plab-1 3 months"})

    again = uuid.UUID(response.headers["Location"].split("/")[-2])
    assert Plan.objects.get(pk=again).asked["what_if"] == []


@pytest.mark.parametrize(
    ("told", "message"),
    [
        ({}, "This field is required."),
        ({"kind": "failed"}, "Say of which step, country or language."),
        ({"kind": "delayed"}, "Say of which step, country or language."),
        ({"kind": "refused"}, "Say of which step, country or language."),
        ({"kind": "learned"}, "Say of which step, country or language."),
        ({"kind": "learned", "language": "de", "level": ""}, "Say of which step, country or"),
        ({"kind": "on", "step": "gb/gmc/plab-1"}, "has no rule that waits to come into force"),
    ],
)
def test_what_if_that_cannot_be_supposed_is_told(graduate, told, message):
    there = ask(graduate, PLAB)

    response = graduate.post(f"{there}what-if/", told)

    assert response.status_code == 200
    assert message in errors_of(response)[0]


@pytest.mark.parametrize(
    ("told", "what"),
    [
        ({"kind": "failed", "step": "gb/gmc/plab-1"}, "failed gb/gmc/plab-1"),
        ({"kind": "off", "step": "gb/gmc/plab-1"}, "off gb/gmc/plab-1"),
        ({"kind": "learned", "language": "DE", "level": "C1"}, "learned de C1"),
    ],
)
def test_what_if_is_put_into_words(graduate, told, what):
    there = ask(graduate, PLAB)

    response = graduate.post(f"{there}what-if/", told)

    beside = uuid.UUID(response.headers["Location"].split("/")[-2])
    assert Plan.objects.get(pk=beside).asked["what_if"] == [what]


@pytest.mark.parametrize(
    ("ending", "start"),
    [
        ("xlsx", b"PK"),
        ("ics", b"BEGIN:VCALENDAR"),
        ("svg", b"<svg"),
        ("json", b"["),
        ("pdf", b"%PDF"),
    ],
)
def test_plan_is_taken_along_as_a_file(graduate, ending, start):
    there = ask(graduate, PLAB)

    response = graduate.get(f"{there}routes.{ending}")

    assert response.content.startswith(start)
    assert response.headers["Content-Disposition"] == f'attachment; filename="routes.{ending}"'


def test_plan_in_a_format_that_nobody_writes_is_not_found(graduate):
    assert graduate.get(f"{ask(graduate, PLAB)}routes.docx").status_code == 404


def test_file_of_a_plan_is_what_the_command_line_writes(graduate):
    there = ask(graduate, PLAB)

    told = json.loads(graduate.get(f"{there}routes.json").content)

    assert [one["goal"] for one in told] == [PLAB]
    assert told[0]["as-of"] == "2026-11-23"


def test_picture_of_a_plan_runs_nothing(graduate):
    response = graduate.get(f"{ask(graduate, PLAB)}timeline.svg")

    assert response.content.startswith(b"<svg")
    assert "sandbox" in response.headers["Content-Security-Policy"]


def test_plan_of_another_is_not_found(own, signed_in, abella):
    there = ask(own, PLAB)
    stranger = signed_in(abella)

    for path in ("", "timeline.svg", "routes.json", "what-if/"):
        assert stranger.get(there + path).status_code == 404, path
    for path in ("erase/", "share/", "again/", "suppose-less/"):
        assert stranger.post(there + path).status_code == 404, path
    assert Plan.objects.count() == 1


def test_plan_of_a_visitor_is_not_found_by_another(graduate, client_of_abella):
    there = ask(graduate, PLAB)

    assert client_of_abella.get(there).status_code == 404


def test_link_shows_the_plan_until_it_is_closed(own, client_of_abella):
    there = ask(own, PLAB)
    page = own.post(f"{there}share/", follow=True)
    link = re.search(r"http://testserver(/routes/shared/[\w-]+/)", text_of(page))[1]

    first = client_of_abella.get(link)
    picture = client_of_abella.get(f"{link}timeline.svg")
    own.post(reverse("route_revoke", args=[there.split("/")[-2], Share.objects.get().pk]))

    assert "A plan that was shared with you" in main_of(first)
    assert first.headers["X-Robots-Tag"] == "noindex"
    assert picture.content.startswith(b"<svg")
    assert client_of_abella.get(link).status_code == 404
    assert client_of_abella.get(f"{link}timeline.svg").status_code == 404
    assert [e.verb for e in Event.objects.filter(subject_kind="plan")] == ["shared", "revoked"]


def test_link_is_shown_once(own):
    there = ask(own, PLAB)

    first = text_of(own.post(f"{there}share/", follow=True))
    second = text_of(own.get(there))

    assert "/routes/shared/" in first
    assert "/routes/shared/" not in second
    assert "opened 0 times" in second


def test_link_ends_by_itself(own, client_of_abella):
    there = ask(own, PLAB)
    link = re.search(r"(/routes/shared/[\w-]+/)", text_of(own.post(f"{there}share/", follow=True)))[
        1
    ]
    Share.objects.update(ends_at=timezone.now())

    assert client_of_abella.get(link).status_code == 404
    assert "closed" in text_of(own.get(there))


def test_closing_a_link_twice_is_one_event(own):
    there = ask(own, PLAB)
    own.post(f"{there}share/")
    revoke = reverse("route_revoke", args=[there.split("/")[-2], Share.objects.get().pk])

    own.post(revoke)
    own.post(revoke)

    assert Event.objects.filter(verb="revoked").count() == 1


def test_visitor_must_sign_in_to_share(graduate):
    there = ask(graduate, PLAB)

    assert graduate.post(f"{there}share/").status_code == 302
    assert not Share.objects.exists()


def test_erased_plan_is_gone(own):
    there = ask(own, PLAB)
    own.get(there)

    own.post(f"{there}erase/")

    assert own.get(there).status_code == 404
    assert not Reading.objects.exists()


def test_plan_of_older_facts_is_told_and_made_again(own):
    there = ask(own, PLAB)
    Plan.objects.update(facts="0" * 64)

    page = main_of(own.get(there))
    again = own.post(f"{there}again/").headers["Location"]

    assert "The facts have changed since this plan was made." in page
    assert again != there
    assert "facts have changed" in main_of(own.get(reverse("routes")))


@pytest.mark.parametrize("number", [1, 3])
def test_plans_are_listed_in_few_statements(own, number, django_assert_num_queries):
    for _ in range(number):
        ask(own, PLAB)

    with django_assert_num_queries(3):
        own.get(reverse("routes"))


def test_plans_of_visitors_are_forgotten_after_thirty_days(graduate, own):
    Plan.objects.all().delete()
    ask(own, PLAB)
    Plan.objects.create(visitor="x", asked={"goals": [PLAB]}, told={}, as_of="2026-11-23", facts="")
    Plan.objects.update(made_at=timezone.now() - timedelta(days=31))

    gone = tidy(timezone.localdate())

    assert [(one.timer, one.number) for one in gone] == [("visitor_plans", 1)]
    assert Plan.objects.get().owner is not None


def test_plans_made_before_signing_in_are_kept(graduate, trota, rf):
    there = ask(graduate, PLAB)
    request = rf.get("/")
    request.session, request.user = graduate.session, trota

    assert keep_visited_plans(request) == 1
    assert Plan.objects.get().owner == trota
    graduate.force_login(trota)
    assert graduate.get(there).status_code == 200


def test_plan_belongs_to_somebody(db):
    with pytest.raises(IntegrityError):
        Plan.objects.create(asked={}, told={}, as_of="2026-11-23", facts="")


def test_more_plans_than_are_kept_are_refused_where_they_are_asked_for(own, monkeypatch):
    plan = ask(own, PLAB)
    monkeypatch.setattr(actions, "MOST_PLANS", 1)
    wishes = {"goals": [PLAB], **WISHES, "budget": "1234"}

    asked = own.post(reverse("route_new"), wishes)
    supposed = own.post(f"{plan}what-if/", {"kind": "refused", "country": "GB"})
    renewed = own.post(reverse("route_renew", args=[plan.split("/")[-2]]), follow=True)
    less = own.post(f"{plan}suppose-less/", {"what": "x"}, follow=True)

    assert "as many plans as you can: 1" in errors_of(asked)[0]
    assert 'value="1234"' in asked.content.decode()
    assert "Erase a plan" in errors_of(supposed)[0]
    assert ["as many plans as you can: 1" in page.content.decode() for page in (renewed, less)] == [
        True
    ] * 2
    assert Plan.objects.count() == 1


def test_more_plans_than_are_kept_are_refused_to_other_software(own, trota, monkeypatch):
    monkeypatch.setattr(actions, "MOST_PLANS", 0)
    key = make_token(trota, name="a spreadsheet", may_write=True)

    answer = own.post(
        reverse("api_plans"), {"goals": [PLAB]}, content_type="application/json",
        headers={"authorization": f"Bearer {key}"},
    )  # fmt: skip

    assert (answer.status_code, answer.json()["fix"][:12]) == (422, "Erase a plan")
    assert not Plan.objects.exists()


def test_plans_of_others_take_no_room(own, client_of_abella, monkeypatch):
    ask(own, PLAB)
    monkeypatch.setattr(actions, "MOST_PLANS", 1)

    asked = client_of_abella.post(reverse("route_new"), {"goals": [PLAB], **WISHES})

    assert asked.status_code == 302
