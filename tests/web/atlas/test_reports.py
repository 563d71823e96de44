from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from salerno_web.atlas.models import Report
from salerno_web.atlas.reports import rows_about
from salerno_web.people.actions import erase
from salerno_web.people.models import Event, Kind, Membership, Organisation, Role, User
from salerno_web.people.tidying import tidy

pytestmark = pytest.mark.django_db
WRONG = "/atlas/wrong/ca/mcc/mccqe/"
TOLD = {
    "wrong": "The fee went up.",
    "instead": "1,500 CAD",
    "link": "https://example.org/fees",
    "email": "reader@example.org",
}


@pytest.fixture
def editor(db):
    """Return somebody who looks after the atlas."""
    desk = Organisation.objects.create(kind=Kind.EDITORS, name="Atlas desk")
    user = User.objects.create_user("editor@example.org", "a long pass phrase", name="editor")
    Membership.objects.create(user=user, organisation=desk, role=Role.EDITOR)
    return user


@pytest.fixture(autouse=True)
def _outbox(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def reported(number=1, **told):
    return [
        Report.objects.create(opportunity="ca/mcc/mccqe", wrong=f"wrong {n}", **told)
        for n in range(number)
    ]


def test_anybody_can_say_what_is_wrong_with_a_rule(client):
    response = client.post(WRONG, TOLD)

    assert (response.status_code, response.url) == (302, "/atlas/opportunities/ca/mcc/mccqe/")
    row = Report.objects.get()
    assert (row.opportunity, row.wrong, row.state, row.reporter) == (
        "ca/mcc/mccqe", TOLD["wrong"], "new", None,
    )  # fmt: skip
    assert "An editor will read it." in client.get(response.url).content.decode()


def test_report_of_somebody_signed_in_names_them(signed_in, abella):
    signed_in(abella).post(WRONG, {"wrong": "It is wrong."})

    assert Report.objects.get().reporter == abella
    assert Event.objects.filter(verb="reported", actor=str(abella.pk)).count() == 1


def test_report_without_a_word_comes_back_with_all_that_was_typed(client):
    response = client.post(WRONG, {**TOLD, "wrong": "", "link": "no address"})

    html = response.content.decode()
    assert response.status_code == 200
    assert "There is a problem" in html
    assert TOLD["instead"] in html
    assert 'value="no address"' in html
    assert Report.objects.count() == 0


def test_machine_that_fills_every_field_is_thanked_and_not_heard(client):
    response = client.post(WRONG, {**TOLD, "website": "https://example.org"})

    assert response.status_code == 302
    assert Report.objects.count() == 0


def test_too_many_reports_are_refused_and_nothing_typed_is_lost(client):
    for _ in range(10):
        client.post(WRONG, TOLD)

    response = client.post(WRONG, TOLD)

    assert response.status_code == 429
    assert TOLD["wrong"] in response.content.decode()
    assert Report.objects.count() == 10


def test_nothing_can_be_said_of_an_unknown_rule(client):
    assert client.post("/atlas/wrong/ca/mcc/none/", TOLD).status_code == 404


@pytest.mark.parametrize("method", ["get", "post"])
def test_strangers_find_no_queue(client, signed_in, abella, costanza, method):
    (row,) = reported()

    for user in (None, abella, costanza):
        client.logout()
        if user:
            signed_in(user)
        ask = getattr(client, method)
        assert ask(f"/editors/reports/{row.pk}/").status_code == 404
        assert client.get("/editors/reports/").status_code == 404


def test_atlas_leads_editors_and_nobody_else_to_the_queue(signed_in, editor, abella):
    link = 'href="/editors/reports/"'

    pages = [signed_in(user).get("/atlas/").content.decode() for user in (editor, abella)]

    assert [link in html for html in pages] == [True, False]


def test_editor_sees_reports_by_state(signed_in, editor):
    reported(2)
    reported(1, state="refused")

    browser = signed_in(editor)

    new, refused, every = (
        browser.get(f"/editors/reports/?state={state}").content.decode()
        for state in ("new", "refused", "all")
    )
    assert [html.count("ca/mcc/mccqe") for html in (new, refused, every)] == [2, 1, 3]


@pytest.mark.parametrize("number", [1, 3])
def test_list_of_reports_asks_alike_for_one_and_for_three(
    signed_in, editor, abella, number, django_assert_num_queries
):
    reported(number, reporter=abella)
    browser = signed_in(editor)
    browser.get("/editors/reports/")

    with django_assert_num_queries(6):
        response = browser.get("/editors/reports/")

    assert response.content.decode().count("ca/mcc/mccqe") == number


def test_editor_sees_a_report_beside_the_rule(signed_in, editor):
    (row,) = reported()

    html = signed_in(editor).get(f"/editors/reports/{row.pk}/").content.decode()

    assert "wrong 0" in html
    assert "physiciansapply.ca account" in html


def test_report_on_a_rule_that_is_gone_can_still_be_seen(signed_in, editor):
    row = Report.objects.create(opportunity="ca/gone", wrong="Nothing")

    html = signed_in(editor).get(f"/editors/reports/{row.pk}/").content.decode()

    assert "The atlas no longer knows this rule." in html


def test_editor_decides_with_a_reason_and_the_reporter_is_told(signed_in, editor):
    row = Report.objects.create(
        opportunity="ca/mcc/mccqe", wrong="The fee", email="reader@example.org", language="es"
    )

    response = signed_in(editor).post(
        f"/editors/reports/{row.pk}/", {"decision": "accepted", "reason": "The page says so."}
    )

    row.refresh_from_db()
    assert (response.status_code, row.state, row.decided_by) == (302, "accepted", editor)
    assert [message.to for message in mail.outbox] == [["reader@example.org"]]
    assert "The page says so." in mail.outbox[0].body
    event = Event.objects.get(verb="decided")
    assert (event.actor, event.detail) == (str(editor.pk), {"state": "accepted"})


def test_decision_without_an_address_tells_nobody(signed_in, editor):
    (row,) = reported()

    signed_in(editor).post(
        f"/editors/reports/{row.pk}/", {"decision": "done", "reason": "Put right."}
    )

    assert mail.outbox == []


def test_reporter_with_an_account_is_told_there(signed_in, editor, abella):
    (row,) = reported(reporter=abella)

    signed_in(editor).post(
        f"/editors/reports/{row.pk}/", {"decision": "refused", "reason": "The law says so."}
    )

    assert [message.to for message in mail.outbox] == [[abella.email]]


def test_decision_without_a_reason_comes_back(signed_in, editor):
    (row,) = reported()

    response = signed_in(editor).post(
        f"/editors/reports/{row.pk}/", {"decision": "done", "reason": ""}
    )

    row.refresh_from_db()
    assert (response.status_code, row.state) == (200, "new")
    assert "There is a problem" in response.content.decode()


def test_reports_of_somebody_are_theirs_to_take_along(abella, trota):
    (by_account,) = reported(1, reporter=abella)
    (by_address,) = reported(1, email="ABELLA@example.org")
    reported(1, reporter=trota)

    ((name, rows),) = rows_about(abella)

    assert name == "report"
    assert {row["id"] for row in rows} == {by_account.pk, by_address.pk}


def test_erasing_somebody_leaves_what_is_wrong_and_forgets_who_said_so(abella):
    (row,) = reported(1, reporter=abella, email=abella.email)

    erase(abella)

    row.refresh_from_db()
    assert (row.reporter, row.email, row.wrong) == (None, "", "wrong 0")


def test_addresses_are_forgotten_ninety_days_after_the_decision():
    now = timezone.now()
    old, young, open_ = (
        reported(1, email="r@example.org", state=state, decided_at=at)[0]
        for state, at in (
            ("done", now - timedelta(days=91)),
            ("done", now - timedelta(days=89)),
            ("new", None),
        )
    )

    gone = tidy(timezone.localdate())

    assert [(one.timer, one.number) for one in gone] == [("reporter_addresses", 1)]
    for row in (old, young, open_):
        row.refresh_from_db()
    assert [row.email for row in (old, young, open_)] == ["", "r@example.org", "r@example.org"]
    assert str(old) == "ca/mcc/mccqe"
