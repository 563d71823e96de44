"""What hosts publish, on pages: forms that a secretary understands, and a text with all of it."""

import html
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from salerno_web.credentials.models import Record
from salerno_web.people.models import Kind, Membership, Organisation, Role
from salerno_web.placements.actions import hold
from salerno_web.placements.models import Published
from salerno_web.placements.networks import network
from salerno_web.placements.views import publishing
from tests.web.conftest import someone
from tests.web.pages import errors_of, main_of, text_of
from tests.web.placements.conftest import NOW, written

pytestmark = pytest.mark.django_db

HOST = {
    "name": "Saint Hildegard's Hospital", "level": "host", "country": "de", "city": "Bingen",
    "zone": "Europe/Berlin", "templates": ["passport", "mmr"], "confirmed": "on",
}  # fmt: skip
OFFER = {
    "title": "Elective in paediatrics", "kind": "elective", "specialty": "Paediatric surgery",
    "setting": "inpatient", "languages": "de, en", "supervisors": "Consultant of the week",
    "may": "Examine children.\nPresent them.", "may_not": "Prescribe.", "notes": "",
    "first": "2027-02-01", "last": "2027-06-25", "seats": "2", "per": "week", "least": "4",
    "most": "8", "lead": "28", "each_school": "1", "closed": "2027-03-26", "booking": "request",
    "grace": "7", "hold": "48", "waitlist": "on", "release": "on", "deposit": "150", "fee": "50.50",
    "currency": "EUR", "refund": "6", "templates": ["bls", "letters"], "status": "public",
}  # fmt: skip


@pytest.fixture
def browser(client, costanza):
    client.force_login(costanza)
    return client


@pytest.fixture
def place(browser, hospital):
    """Return the id of the host as Costanza described it."""
    hospital.country = "DE"
    hospital.save()
    browser.post(reverse("host_place_new", args=[hospital.pk]), HOST)
    return Published.objects.get().name


def offer(browser, hospital, place, **more):
    """Fill in a rotation and send it."""
    address = reverse("host_rotation_new", args=[hospital.pk])
    return browser.post(address, {**OFFER, "at": place, **more})


def filled_in(form):
    """Return what a form shows as a browser sends it back."""
    told = form.initial.items()
    return {name: value for name, value in told if value is not None and value is not False}


def test_host_describes_itself_and_confirms_that_it_is_one(browser, hospital, place):
    own = network().tree[place]

    assert place == "de/saint-hildegards-hospital"
    assert (own.confirmed, own.country, own.zone) == (True, "DE", "Europe/Berlin")
    assert [one.id for one in own.demands] == ["passport", "mmr"]


def test_rotation_is_offered_by_a_form_and_found_by_trainees(browser, hospital, place):
    answer = offer(browser, hospital, place)

    (own,) = network().rotations.values()
    (window,) = network().windows_of(own.id)
    assert answer.headers["Location"] == reverse("host_rotations", args=[hospital.pk])
    assert (own.id, own.specialty) == (f"{place}/elective-in-paediatrics", "paediatric-surgery")
    assert (own.terms.release, own.terms.waitlist, own.languages) == (True, True, ("de", "en"))
    assert [str(fee.amount) for fee in own.offer.fees] == ["150 EUR", "50.5 EUR"]
    assert (window.seats, window.weeks, window.lead, window.each_school) == (2, (4, 8), 28, 1)
    browser.logout()
    assert "Elective in paediatrics" in main_of(browser.get(reverse("rotations")))


def test_form_shows_what_is_published_and_changes_nothing_when_sent_back(browser, hospital, place):
    offer(browser, hospital, place)
    own = Published.objects.get(kind="rotation")
    address = reverse("host_rotation", args=[hospital.pk, own.name])
    form = browser.get(address).context["form"]
    told = filled_in(form)

    browser.post(address, {**told, "may_not": told["may-not"]})

    own.refresh_from_db()
    again = Published.objects.get(kind="rotation").document
    assert again == own.document
    assert form.initial["deposit"] == "150"
    assert (form.initial["refund"], form.initial["templates"]) == (6, ["bls", "letters"])


def test_what_the_form_does_not_know_stays_in_the_document(browser, hospital, costanza):
    Published.objects.all().delete()
    text = (
        "host: de/hildegard\nname: Hildegard\ncountry: DE\nconfirmed: yes\n---\n"
        "rotation: de/hildegard/x\nat: de/hildegard\ntitle: {en: Old, de: Alt}\nkind: elective\n"
        "specialty: surgery\nstatus: public\nstated: 2026-11-01\n"
        "may: [{en: Look., de: Schauen.}]\nterms: {booking: request}\n"
        "asks: [{fact: student.year, is: '>= 4', id: year}, {template: bls, due: application}]\n"
        "grants: [{type: experience/rotation, lasts: unlimited, source: host}]\n"
        "windows:\n  - {window: past, open: 2020-01-06..2020-03-06, seats: 1}\n"
        "  - {window: next, open: 2027-02-01..2027-06-25, seats: 1, party: 2}\n"
    )
    browser.post(reverse("host_text", args=[hospital.pk]), {"text": text})
    address = reverse("host_rotation", args=[hospital.pk, "de/hildegard/x"])
    form = browser.get(address).context["form"]
    told = filled_in(form)

    browser.post(
        address,
        {**told, "may_not": "", "currency": "EUR", "title": "New", "seats": "3", "waived": []},
    )

    found = Published.objects.get(kind="rotation").document
    assert found["title"] == {"en": "New", "de": "Alt"}
    assert found["may"] == [{"en": "Look.", "de": "Schauen."}]
    assert [(one["window"], one["seats"]) for one in found["windows"]] == [
        ("past", "1"),
        ("next", "3"),
    ]
    assert found["windows"][1]["party"] == "2"
    assert [one["id"] for one in found["asks"]] == ["year", "bls"]
    assert found["asks"][1]["due"] == "application"
    assert found["grants"]


def test_rotation_waives_what_the_places_around_it_ask(browser, hospital, place):
    offer(browser, hospital, place)
    own = Published.objects.get(kind="rotation").name
    address = reverse("host_rotation", args=[hospital.pk, own])

    browser.post(address, {**OFFER, "at": place, "waived": ["mmr"]})

    assert [one.id for one in network().rotation(own).demands if one.asks is None] == ["mmr"]
    assert browser.get(address).context["form"].initial["waived"] == ["mmr"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"last": "2027-01-01"}, "The last day is before the first one."),
        ({"most": "2"}, "The most weeks are fewer than the least."),
        ({"closed": "Easter"}, "Easter"),
        ({"title": ""}, "This field is required."),
    ],
)
def test_mistakes_come_back_with_everything_that_was_filled_in(
    browser, hospital, place, change, said
):
    page = offer(browser, hospital, place, **change)

    assert any(said in error for error in errors_of(page))
    assert page.context["form"].data["may"] == OFFER["may"]
    assert not Published.objects.filter(kind="rotation").exists()


def test_seats_that_are_taken_cannot_be_taken_away(browser, hospital, place, trota, asked):
    offer(browser, hospital, place)
    own = Published.objects.get(kind="rotation").name
    window = network().windows_of(own)[0].id
    booking = replace(asked(trota, week=4, weeks=4), rotation=own, window=window)
    hold(trota, booking, key="a", now=NOW)
    address = reverse("host_rotation", args=[hospital.pk, own])

    later = browser.post(address, {**OFFER, "at": place, "first": "2027-05-03"})
    more = browser.post(address, {**OFFER, "at": place, "seats": "4"})

    listed = browser.get(reverse("host_rotations", args=[hospital.pk])).context["rotations"]
    assert any("are taken" in error for error in errors_of(later))
    assert more.status_code == 302
    assert [(one.taken, one.seats, one.waiting) for one in listed] == [(1, 4, 0)]


def test_draft_is_seen_by_nobody_else(browser, hospital, place):
    offer(browser, hospital, place, status="draft")
    own = Published.objects.get(kind="rotation").name

    assert browser.get(reverse("rotation", args=[own])).status_code == 404
    assert "Nobody but us: a draft" in main_of(
        browser.get(reverse("host_rotations", args=[hospital.pk]))
    )


def test_text_is_published_whole_or_not_at_all_and_comes_back(browser, hospital):
    address = reverse("host_text", args=[hospital.pk])
    bad = written().replace("kind: elective", "kind: nonsense")

    refused = browser.post(address, {"text": bad})
    empty = browser.post(address, {"text": " "})
    large = browser.post(address, {"file": SimpleUploadedFile("a.yaml", b"x" * 1_000_001)})
    none = Published.objects.count()
    taken = browser.post(address, {"file": SimpleUploadedFile("a.yaml", written().encode())})

    assert refused.context["form"].data["text"] == bad
    assert errors_of(refused)
    assert errors_of(empty) == ["Paste a text, or choose a file."]
    assert errors_of(large) == ["The file is too large."]
    assert (none, taken.status_code, Published.objects.count()) == (0, 302, 2)
    file = browser.get(reverse("host_file", args=[hospital.pk]))
    assert "rotation-1" in file.content.decode()


def test_id_of_another_host_is_refused(browser, hospital, costanza):
    other = Organisation.objects.create(kind=Kind.HOST, name="Other")
    Membership.objects.create(user=costanza, organisation=other, role=Role.COORDINATOR)
    browser.post(reverse("host_text", args=[other.pk]), {"text": written()})

    page = browser.post(reverse("host_text", args=[hospital.pk]), {"text": written()})

    assert any("is of another host" in error for error in errors_of(page))


def test_only_coordinators_of_the_host_see_its_pages(client, trota, hospital, place, offered):
    own = hospital.pk
    addresses = [
        reverse("host_rotations", args=[own]), reverse("host_text", args=[own]),
        reverse("host_rotation_new", args=[own]), reverse("host_place", args=[own, place]),
        reverse("host_file", args=[own]),
    ]  # fmt: skip
    client.force_login(trota)

    assert {client.get(address).status_code for address in addresses} == {404}


def test_unknown_places_and_rotations_are_not_there(browser, hospital, place):
    for name in ("host_place", "host_rotation"):
        assert browser.get(reverse(name, args=[hospital.pk, "nothing"])).status_code == 404


def test_place_within_is_named_after_what_it_is_within_and_keeps_what_it_had(
    browser, hospital, place
):
    ward = {"name": "Children's Ward", "level": "department", "within": place, "templates": ["bls"]}
    browser.post(reverse("host_place_new", args=[hospital.pk]), ward)
    name = f"{place}/childrens-ward"
    address = reverse("host_place", args=[hospital.pk, name])
    form = browser.get(address).context["form"]

    page = browser.post(address, {**ward, "name": "Ward of Children", "zone": "Mars/Olympus"})
    browser.post(address, {**ward, "name": "Ward of Children", "templates": []})

    assert form.initial["within"] == place
    assert errors_of(page)
    own = network().tree[name]
    assert (dict(own.name)["en"], own.demands) == ("Ward of Children", ())
    assert "Ward of Children" in text_of(browser.get(reverse("host_rotations", args=[hospital.pk])))


LINE = {
    "line-0-of": "has exam/ielts-academic", "line-0-condition": "overall >= 6.5",
    "line-0-months": "24", "line-0-lasts": "on", "line-0-due": "onboarding",
    "line-0-owner": "applicant", "line-1-of": "fact student.year", "line-1-condition": ">= 4",
    "line-1-due": "application", "line-1-owner": "applicant",
}  # fmt: skip


def test_lines_are_filled_in_without_code_and_read_back(browser, hospital, place):
    offer(browser, hospital, place, **LINE)
    (own,) = network().rotations.values()
    row = Published.objects.get(kind="rotation")
    address = reverse("host_rotation", args=[hospital.pk, own.id])

    page = browser.get(address)
    again = browser.post(address, filled_in(page.context["form"]))

    exam, year, *_templates = row.document["asks"]
    assert exam == {
        "id": "exam-ielts-academic", "has": "exam/ielts-academic",
        "where": {"overall": ">= 6.5"}, "age": "at most 24 months", "at": "event",
        "valid": "through event", "due": "onboarding",
    }  # fmt: skip
    assert (year["id"], year["is"], year["due"]) == ("student-year", ">= 4", "application")
    assert [one.id for one in own.demands] == [
        "exam-ielts-academic",
        "student-year",
        "bls",
        "letters",
    ]
    assert again.status_code == 302
    assert Published.objects.get(kind="rotation").document["asks"] == row.document["asks"]
    assert page.context["form"].initial["line-0-months"] == 24


def test_line_that_need_not_last_is_still_a_line(browser, hospital, place):
    sent = {"line-0-of": "has training/bls", "line-0-months": "1", "line-0-due": "application"}
    offer(browser, hospital, place, **sent)
    (own,) = network().rotations.values()
    row = Published.objects.get(kind="rotation")

    shown = browser.get(reverse("host_rotation", args=[hospital.pk, own.id])).context["form"]

    assert row.document["asks"][0]["valid"] == "at application"
    assert shown.initial["line-0-of"] == "has training/bls"
    assert (shown.initial["line-0-months"], shown.initial["line-0-lasts"]) == (1, False)


EITHER = {
    "line-0-of": "has exam/ielts-academic", "line-0-condition": "overall >= 6.5",
    "line-0-due": "onboarding", "line-1-instead": "on", "line-1-of": "has exam/oet-medicine",
    "line-1-due": "application", "line-2-of": "fact student.year", "line-2-condition": ">= 4",
    "line-2-due": "application",
}  # fmt: skip


def test_one_of_two_lines_is_enough_and_they_may_be_parted_again(browser, hospital, place):
    offer(browser, hospital, place, **EITHER)
    (own,) = network().rotations.values()
    first = Published.objects.get(kind="rotation").document["asks"]
    address = reverse("host_rotation", args=[hospital.pk, own.id])
    sent = filled_in(browser.get(address).context["form"])
    again = browser.post(address, sent)
    second = Published.objects.get(kind="rotation").document["asks"]
    del sent["line-1-instead"]

    browser.post(address, sent)

    exam, year, *_templates = first
    assert [one["has"] for one in exam["any"]] == ["exam/ielts-academic", "exam/oet-medicine"]
    assert (exam["due"], year["id"]) == ("onboarding", "student-year")
    assert (again.status_code, second) == (302, first)
    third = Published.objects.get(kind="rotation").document["asks"]
    names = [one["id"] for one in third[:3]]
    assert names == ["exam-ielts-academic", "exam-oet-medicine", "student-year"]


def test_place_asks_line_by_line_of_everybody_in_it(browser, hospital, place):
    address = reverse("host_place", args=[hospital.pk, place])
    sent = filled_in(browser.get(address).context["form"])

    done = browser.post(address, {**sent, **LINE})
    wrong = browser.post(address, {**sent, **LINE, "line-0-condition": "good"})

    assert (done.status_code, wrong.status_code) == (302, 200)
    assert {"exam-ielts-academic", "student-year"} <= {d.id for d in network().tree[place].demands}
    shown = browser.get(address).context["form"].initial
    assert shown["line-0-of"] == "has exam/ielts-academic"
    assert "is no condition" in html.unescape(main_of(wrong))


def test_what_is_asked_by_a_former_name_is_kept(browser, hospital, place):
    offer(browser, hospital, place)
    row = Published.objects.get(kind="rotation")
    former = {"id": "account", "has": "us/intealth-account"}
    row.document["asks"].append(former)
    Published.objects.filter(pk=row.pk).update(document=row.document, version=9)
    address = reverse("host_rotation", args=[hospital.pk, row.name])

    again = browser.post(address, filled_in(browser.get(address).context["form"]))

    asks = {one["id"]: one for one in Published.objects.get(pk=row.pk).document["asks"]}
    assert again.status_code == 302
    assert asks["account"]["has"] == "int/epic-account"


def test_counting_very_often_is_refused_and_loses_nothing(browser, hospital, place, monkeypatch):
    monkeypatch.setattr(publishing, "COUNTS", 1)
    first = offer(browser, hospital, place, **LINE, count="yes")

    second = offer(browser, hospital, place, **LINE, count="yes")

    assert ("reach" in first.context, "reach" in second.context) == (True, False)
    assert errors_of(second)
    assert second.context["form"].data["line-0-of"] == LINE["line-0-of"]
    assert offer(browser, hospital, place, **LINE).status_code == 302


def test_line_that_cannot_be_read_comes_back(browser, hospital, place):
    page = offer(browser, hospital, place, **{**LINE, "line-0-condition": "good"})
    strange = offer(browser, hospital, place, **{**LINE, "line-1-of": "fact nothing"})

    assert "is no condition" in html.unescape(main_of(page))
    assert page.context["form"].data["line-0-condition"] == "good"
    assert errors_of(strange)
    assert not Published.objects.filter(kind="rotation").exists()


def test_people_are_counted_before_anything_is_published(browser, hospital, place, trota):
    for number in range(20):
        told = {"student.year": [4 if number < 10 else 2]}
        Record.objects.create(owner=someone(f"student{number}"), facts=told)

    page = offer(browser, hospital, place, **LINE, count="yes", templates=[])
    wrong = offer(browser, hospital, place, **{**LINE, "line-1-condition": "green"}, count="yes")

    reach, costs = page.context["reach"], dict(page.context["costs"])
    assert reach.persons == 20
    assert "people on this platform" in main_of(page)
    assert page.context["form"].data["line-1-condition"] == ">= 4"
    assert costs
    assert errors_of(wrong)
    assert not Published.objects.filter(kind="rotation").exists()
