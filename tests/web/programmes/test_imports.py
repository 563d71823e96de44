"""Tables taken in by editors: brought, mapped, tried out, taken in, taken back; never half."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from salerno.programmes.imports.fields import FIELDS as KNOWN
from salerno_web.people.models import Event, Kind, Role
from salerno_web.people.tidying import tidy
from salerno_web.programmes import import_actions, imported, imports
from salerno_web.programmes.import_forms import FIELD_NAMES, KIND_NAMES
from salerno_web.programmes.kept import _unfinished
from salerno_web.programmes.models import Import, Imported
from salerno_web.programmes.queries import directory
from tests.library.programmes.tables import workbook
from tests.web.pages import main_of
from tests.web.programmes.tables import FIELDS, SHEET, brought, editor, mapped, taken, tried

pytestmark = pytest.mark.django_db
NORTH = "pl/invented-north/medicine-in-english"


@pytest.fixture(autouse=True)
def _as_shipped():
    """Let no test see what another took in."""
    imported.refresh()
    yield
    imported._KNOWN.stamp, imported._KNOWN.taken = (0, None), ((), ())
    imported.forget()


@pytest.fixture
def desk(signed_in):
    """Return the browser of an editor."""
    return signed_in(editor())


def page(client, name, row, **query):
    return client.get(reverse(name, args=[row.pk]), query)


def verbs():
    return list(Event.objects.filter(subject_kind="import").values_list("verb", flat=True))


def test_every_field_and_kind_has_a_name():
    assert list(FIELD_NAMES) == list(KNOWN)
    assert tuple(KIND_NAMES) == imports.TABLE_KINDS


def test_operator_may_import_and_others_find_nothing(signed_in, client, trota, costanza):
    operator = signed_in(editor("operator", Role.OPERATOR, Kind.OPERATOR))
    row = tried(operator)
    assert operator.get(reverse("programmes_import")).status_code == 200
    pages = ["programmes_import_one", "programmes_import_columns", "programmes_import_rows"]

    for user in (None, trota, costanza):
        client.logout()
        if user:
            client.force_login(user)
        assert client.get(reverse("programmes_import")).status_code == 404
        assert brought(client).status_code == 404
        for name in pages:
            assert page(client, name, row).status_code == 404
            assert client.post(reverse(name, args=[row.pk])).status_code in (404, 405)
        undo = reverse("programmes_import_undo", args=[row.pk])
        assert client.post(undo).status_code == 404
    assert Import.objects.get().state == "new"


def test_table_goes_its_way_from_the_file_to_the_directory_and_back(desk):
    answer = brought(desk)
    row = Import.objects.get()
    assert answer.headers["Location"] == reverse("programmes_import_columns", args=[row.pk])
    assert "EUR 9000 · 9000 · about 8000 EUR" in main_of(desk.get(answer.headers["Location"]))

    answer = mapped(desk, row)
    told = main_of(desk.get(answer.headers["Location"]))
    assert "4 rows: 1 accepted, 2 flagged, 1 refused." in told
    assert "unknown country 'Polnd'" in told
    assert "It is University of Zagreb School of Medicine" in told
    assert "1 school waits for your decision" in told

    sent = {"school-hr/zagreb-2": "hr/zagreb", "take": "yes"}
    answer = desk.post(answer.headers["Location"], sent, follow=True)
    assert "3 schools, 3 programmes" in main_of(answer)
    assert "English" in main_of(desk.get(reverse("programme", args=[NORTH])))
    assert directory().programmes["hr/zagreb/medicine-in-french"].school == "hr/zagreb"

    answer = desk.post(reverse("programmes_import_undo", args=[row.pk]), follow=True)
    assert "Taken back" in main_of(answer)
    assert desk.get(reverse("programme", args=[NORTH])).status_code == 404
    assert (Imported.objects.count(), verbs()) == (0, ["uploaded", "took-in", "took-back"])


def test_statement_that_was_taken_in_names_the_file_the_row_and_the_tier(desk):
    taken(desk)

    source = directory().programmes[NORTH].prices[0].source

    assert (source.title, source.locator) == ("An invented list", "list.csv, row 2")
    assert (source.tier, source.confidence, str(source.read)) == ("secondary", "C", "2026-11-01")


def test_other_workers_see_what_was_taken_in_and_taken_back(desk):
    row = taken(desk)
    known = imported._KNOWN.stamp, imported._KNOWN.taken
    imported._KNOWN.stamp, imported._KNOWN.taken = (0, None), ((), ())
    imported.forget()
    assert NORTH not in directory().programmes

    assert desk.get(reverse("programme", args=[NORTH])).status_code == 200
    Imported.objects.all().delete()
    Import.objects.update(state="back")
    assert desk.get(reverse("programme", args=[NORTH])).status_code == 404

    assert (known[0][0], row.state, imported.imported()) == (1, "taken", ((), ()))


def test_pages_of_programmes_ask_once_more_and_others_do_not(client, django_assert_num_queries):
    client.get(reverse("programmes"))
    with django_assert_num_queries(1):
        client.get(reverse("programmes"))
    with django_assert_num_queries(0):
        client.get(reverse("atlas"))


def test_document_that_cannot_be_read_is_left_out(desk):
    taken(desk)
    Imported.objects.filter(name=NORTH).update(document={"programme": NORTH})
    imported._KNOWN.stamp = (0, None)
    imported._documents_of.cache_clear()

    assert imported.refresh()
    assert NORTH not in directory().programmes
    assert "pl/invented-east/medicine" in directory().programmes


@pytest.mark.parametrize(
    ("content", "told", "what"),
    [
        ("", {}, "The submitted file is empty"),
        ("a,b\n1,2\n", {}, "no line of headings is found"),
        (b"PK\x03\x04bomb", {"name": "x.xlsx"}, "the workbook cannot be read"),
        (SHEET, {"kind": "ror"}, "it has no columns 'id' and 'types'"),
        (SHEET, {"kind": "scorecard"}, "no column UNITID"),
        (SHEET, {"kind": "none"}, "Select a valid choice"),
        (SHEET, {"title": ""}, "This field is required"),
        (SHEET, {"tier": "official"}, "Say where the school or the authority published it"),
        (SHEET, {"read": "2099-01-01"}, "That day has not come yet"),
        (SHEET, {"read": "soon"}, "Enter a valid date"),
        (SHEET, {"url": "nowhere at all"}, "Enter a valid URL"),
        ("School,Country\nx\0,PL\n", {}, "it is neither a table nor text"),
    ],
)
def test_file_that_cannot_be_taken_comes_back_with_what_was_typed(desk, content, told, what):
    answer = brought(desk, content, **{"dated": "2025", **told})

    assert what in main_of(answer)
    assert 'value="2025"' in answer.content.decode()
    assert (Import.objects.count(), verbs()) == (0, [])


def test_file_too_large_or_too_long_is_refused(desk, monkeypatch):
    monkeypatch.setattr(imports, "MOST_ROWS", 3)
    assert "at most 3 rows" in main_of(brought(desk))

    monkeypatch.setattr("salerno_web.programmes.import_forms.MOST_BYTES", 10)
    assert "larger than 10 MB" in main_of(brought(desk))
    monkeypatch.undo()
    monkeypatch.setattr(imports, "MOST_BYTES", 10)
    assert "more than 10 bytes" in main_of(brought(desk))
    assert Import.objects.count() == 0


def test_workbook_is_taken_in_with_its_sheet(desk):
    content = workbook(
        [["A title"], ["School", "Country"], ["Invented West", "PL"]], sheets=("A", "B")
    )
    row = tried(desk, content, ("school", "country"), name="x.xlsx", sheet="A")

    told = main_of(page(desk, "programmes_import_columns", row))

    assert "1 line beside the table is no row" in told
    assert "1 row: 1 accepted, 0 flagged, 0 refused." in main_of(
        page(desk, "programmes_import_rows", row)
    )


def test_doubts_of_the_file_are_shown(desk):
    row = tried(desk, SHEET.replace("Gniezno", "Łódź").encode("cp1250"))

    for name in ("programmes_import_columns", "programmes_import_rows"):
        assert "read as Windows-1252" in main_of(page(desk, name, row))


@pytest.mark.parametrize(
    ("fields", "what"),
    [
        (("", *FIELDS[1:]), "no column says the school"),
        (("school", "school", *FIELDS[2:]), "two columns say 'school'"),
        (("school", "", *FIELDS[2:]), "nothing says the country"),
        (("school", "planet", *FIELDS[2:]), "Select a valid choice"),
    ],
)
def test_mapping_that_does_not_fit_comes_back(desk, fields, what):
    brought(desk)
    row = Import.objects.get()

    answer = mapped(desk, row, fields, cycle="2026/27")

    assert Import.objects.get().mapping == {}
    assert what in main_of(answer)
    assert 'value="2026/27"' in answer.content.decode()
    assert page(desk, "programmes_import_rows", row).headers["Location"] == reverse(
        "programmes_import_columns", args=[row.pk]
    )


def test_usual_values_are_kept_and_shown_again(desk):
    brought(desk)
    row = Import.objects.get()
    mapped(desk, row, FIELDS, currency="EUR")

    shown = page(desk, "programmes_import_columns", row).content.decode()

    assert 'value="EUR"' in shown
    assert "9000' names no currency" not in main_of(page(desk, "programmes_import_rows", row))


def test_decisions_are_kept_page_by_page_and_can_be_none(desk, monkeypatch):
    monkeypatch.setattr("salerno_web.programmes.views.imports.EACH", 1)
    more = "University of Rijeka Faculty of Medicine,Croatia,,Dentistry,,,\n"
    row = tried(desk, SHEET + more)
    there = reverse("programmes_import_rows", args=[row.pk])

    first, second = (page(desk, "programmes_import_rows", row, schools=n) for n in (1, 2))
    desk.post(there, {"school-hr/zagreb-2": "skip", "keep": "yes"})
    desk.post(there, {"school-hr/rijeka-2": "other", "keep": "yes"})

    assert "Further schools" in main_of(first)
    assert "Schools before" in main_of(second)
    assert Import.objects.get().decisions == {
        "hr/zagreb-2": "skip", "hr/rijeka-2": "other",
    }  # fmt: skip


@pytest.mark.parametrize("decision", ["hr/rijeka", "everything"])
def test_decision_that_was_not_offered_comes_back(desk, decision):
    row = tried(desk)

    answer = desk.post(
        reverse("programmes_import_rows", args=[row.pk]),
        {"school-hr/zagreb-2": decision, "take": "yes"},
    )

    assert ("Select a valid choice" in main_of(answer), Import.objects.get().state) == (True, "new")


def test_school_with_a_known_identifier_is_proposed_by_it(desk):
    content = "School,Country,Website\nAnother Name,Croatia,https://www.unizg.hr/med\n"
    row = tried(desk, content, ("school", "country", "domain"))

    told = main_of(page(desk, "programmes_import_rows", row))

    assert "It is University of Zagreb School of Medicine, Zagreb (same identifier: domain)" in told


def test_programme_that_was_taken_in_is_on_every_page_of_programmes(desk):
    taken(desk)
    both = f"{reverse('programmes_compare')}?with={NORTH}&with=hr/zagreb/md"
    pages = [
        f"{reverse('programmes')}?words=invented", reverse("programmes_map"),
        reverse("programmes_statistics"), both, reverse("programme_budget", args=[NORTH]),
        reverse("programme_routes", args=[NORTH]), f"/api/v1/programmes/{NORTH}",
    ]  # fmt: skip

    answers = {path: desk.get(path) for path in pages}

    assert {path: own.status_code for path, own in answers.items()} == dict.fromkeys(pages, 200)
    assert "Invented North College" in main_of(answers[pages[0]])
    assert "Invented North College" in main_of(answers[both])


def test_undecided_schools_are_left_out(desk):
    row = taken(desk)

    assert (row.counts["schools"], row.counts["programmes"]) == (2, 2)
    assert "hr/zagreb/medicine-in-french" not in directory().programmes
    assert bytes(row.content) == b""


def test_nothing_is_taken_in_where_nothing_is_left(desk):
    row = tried(desk, "School,Country\nNorth,Narnia\n", ("school", "country"))

    answer = desk.post(reverse("programmes_import_rows", args=[row.pk]), {"take": "yes"})

    assert "Nothing would be taken in. Mend the refused rows" in main_of(answer)
    assert (Imported.objects.count(), Import.objects.get().state) == (0, "new")


def test_import_is_taken_in_once(desk):
    row = taken(desk)

    for name in ("programmes_import_rows", "programmes_import_columns"):
        answer = desk.post(reverse(name, args=[row.pk]), {"take": "yes"})
        assert answer.headers["Location"] == reverse("programmes_import_one", args=[row.pk])
    assert (Imported.objects.count(), verbs()) == (4, ["uploaded", "took-in"])


def test_table_that_somebody_else_took_in_meanwhile_is_not_taken_in_again(desk, monkeypatch):
    row = tried(desk)
    there = reverse("programmes_import_rows", args=[row.pk])
    keep = "salerno_web.programmes.views.imports.actions.keep_decisions"
    monkeypatch.setattr(keep, lambda own, _: Import.objects.filter(pk=own.pk).update(state="taken"))

    answer = desk.post(there, {"take": "yes"})

    assert "This table is not ready to be taken in." in main_of(answer)


def test_table_that_somebody_decided_on_meanwhile_is_looked_at_again(desk, monkeypatch):
    row = tried(desk)
    settled = import_actions.settle

    def slowly(*told, **rest):
        Import.objects.update(changed_at=timezone.now())
        return settled(*told, **rest)

    monkeypatch.setattr(import_actions, "settle", slowly)
    answer = desk.post(reverse("programmes_import_rows", args=[row.pk]), {"take": "yes"})

    assert "Somebody changed this import meanwhile." in main_of(answer)
    assert (Imported.objects.count(), Import.objects.get().state) == (0, "new")


def test_second_import_with_the_same_ids_is_refused_as_a_whole(desk):
    row = tried(desk)
    other = Import.objects.create(kind="template", name="x", digest="", content=b"", source={})
    Imported.objects.create(made_by=other, kind="programme", name=NORTH, document={})

    answer = desk.post(reverse("programmes_import_rows", args=[row.pk]), {"take": "yes"})

    assert "Another table took one of the ids meanwhile." in main_of(answer)
    assert (Imported.objects.count(), Import.objects.get(pk=row.pk).state) == (1, "new")


def test_programme_has_one_document(desk):
    row = taken(desk)

    with pytest.raises(IntegrityError):
        Imported.objects.create(made_by=row, kind="programme", name=NORTH, document={})


def test_same_table_again_proposes_the_schools_of_the_first(desk):
    taken(desk)

    row = tried(desk)
    told = main_of(page(desk, "programmes_import_rows", row))

    assert "It is Invented North College" in told
    assert "4 rows: 0 accepted, 3 flagged, 1 refused." in told


def test_table_that_was_not_taken_in_is_deleted(desk):
    row = tried(desk)
    undo = reverse("programmes_import_undo", args=[row.pk])

    answer = desk.post(undo, follow=True)

    assert "The table is deleted." in answer.content.decode()
    assert (Import.objects.count(), verbs()) == (0, ["uploaded", "dropped"])
    assert desk.post(undo).status_code == 404


def test_import_that_was_taken_back_stays_on_the_list(desk):
    row = taken(desk)
    undo = reverse("programmes_import_undo", args=[row.pk])
    desk.post(undo)
    desk.post(undo)

    told = main_of(desk.get(reverse("programmes_import")))

    assert ("list.csv" in told, "Taken back" in told) == (True, True)
    assert str(Import.objects.get()) == "list.csv"
    assert verbs() == ["uploaded", "took-in", "took-back"]


def test_table_that_was_never_taken_in_goes_after_its_days(desk):
    taken(desk)
    unfinished = tried(desk, SHEET.replace("Invented", "Imagined"))
    Import.objects.update(changed_at=timezone.now() - timedelta(days=31))

    gone = tidy(timezone.localdate())

    assert [(one.timer, one.number) for one in gone] == [("unfinished_imports", 1)]
    assert not Import.objects.filter(pk=unfinished.pk).exists()
    assert Import.objects.get().state == "taken"
    assert list(_unfinished(unfinished.made_by)) == []


def test_page_of_an_import_leads_on_while_it_is_not_taken_in(desk):
    row = tried(desk)

    answer = page(desk, "programmes_import_one", row)

    assert answer.headers["Location"] == reverse("programmes_import_rows", args=[row.pk])


def test_rows_of_either_state_are_shown(desk):
    row = tried(desk)

    flagged, refused = (
        main_of(page(desk, "programmes_import_rows", row, state=own))
        for own in ("flagged", "refused")
    )

    assert ("about" in flagged, "Polnd" in flagged) == (True, False)
    assert ("Polnd" in refused, "check the amount" in refused) == (True, False)


@pytest.mark.parametrize("number", [1, 3])
def test_list_of_imports_takes_as_many_statements_for_many_as_for_one(
    desk, number, django_assert_num_queries
):
    for _ in range(number):
        brought(desk)

    with django_assert_num_queries(5):
        desk.get(reverse("programmes_import"))
