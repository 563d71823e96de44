"""The workbook of a shortlist: downloaded, edited, and brought back with notes."""

from io import BytesIO

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook

from salerno.formats.shortlists import notes_in
from salerno_web.credentials.told import Told
from salerno_web.opportunities.queries import case_of
from salerno_web.people.models import Event
from salerno_web.programmes.models import SavedProgramme
from salerno_web.programmes.queries import programmes, saved_by
from salerno_web.programmes.views.downloads import XLSX
from salerno_web.programmes.workbooks import MOST_LISTED, chosen

pytestmark = pytest.mark.django_db
CLOSED = "us/buffalo/md"
YALE, CALGARY = "us/yale/md", "ca/calgary/md"


def rows_of(content):
    """Return the rows of the first sheet, below its marks and heads."""
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    return book.get_sheet_by_index(0).to_python(skip_empty_area=False)[2:]


def workbook(*rows, heads=("Id", "My notes")):
    """Return a workbook with notes, as somebody might have kept of ours."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    for number, row in enumerate((heads, *rows)):
        for column, cell in enumerate(row):
            sheet.write_string(number, column, cell)
    book.close()
    return out.getvalue()


def bring(client, content, name="mine.xlsx"):
    return client.post(reverse("shortlist_notes"), {"file": SimpleUploadedFile(name, content)})


def save(client, name, note=""):
    client.post(reverse("shortlist_change"), {"programme": name, "note": note})


def download(client, query=""):
    response = client.get(reverse("shortlist_workbook") + query)
    assert (response.status_code, response["Content-Type"]) == (200, XLSX)
    assert response["Content-Disposition"] == 'attachment; filename="shortlist.xlsx"'
    return response.content


def test_workbook_holds_what_is_saved_with_notes_and_addresses(client):
    save(client, YALE, "Ask\r\nabout aid")

    content = download(client)

    [row] = rows_of(content)
    assert row[0] == YALE
    assert row[-2:] == [f"http://testserver{reverse('programme', args=[YALE])}", "Ask\nabout aid"]


def test_workbook_of_nothing_has_its_sheets(client):
    assert rows_of(download(client)) == []


def test_workbook_of_all_holds_what_is_saved_first_and_nothing_closed(client):
    save(client, CALGARY)

    names = [row[0] for row in rows_of(download(client, "?all=yes"))]

    assert names[0] == CALGARY
    assert len(names) == len(set(names)) <= min(MOST_LISTED, len(programmes()))
    assert {row[10] for row in rows_of(download(client, "?all=yes"))} <= {
        "Open to you", "Not yet", "Cannot tell yet", "Not open to you",
    }  # fmt: skip


def test_what_is_closed_is_left_out_of_all_unless_it_is_saved():
    facts = {"citizenship": ["GH"], "residence.country": "GH", "us.permanent-resident": "no"}
    case = case_of(Told(facts=facts))

    listed, kept = (
        [own.id for own in chosen(saved, case, is_all=True)] for saved in ({}, {CLOSED: "mine"})
    )

    assert 0 < len(listed) < len(programmes())
    assert CLOSED not in listed
    assert kept == [CLOSED, *listed]


def test_workbook_stops_at_the_most_that_are_listed(client, monkeypatch):
    monkeypatch.setattr("salerno_web.programmes.workbooks.MOST_LISTED", 3)

    assert len(rows_of(download(client, "?all=yes"))) == 3


def test_workbook_of_somebody_holds_no_notes_of_others(client, trota, abella):
    SavedProgramme.objects.create(owner=trota, programme=YALE, note="mine alone")
    client.force_login(abella)

    assert notes_in(download(client)) == {}


def test_notes_on_what_is_no_longer_in_the_directory_are_kept(client, trota):
    SavedProgramme.objects.create(owner=trota, programme="zz/gone/md", note="still mine")
    client.force_login(trota)

    content = download(client)

    assert rows_of(content) == []
    assert notes_in(content) == {"zz/gone/md": "still mine"}


def test_notes_come_back_into_an_account(client, trota):
    SavedProgramme.objects.create(owner=trota, programme=YALE, note="the\r\nsame")
    SavedProgramme.objects.create(owner=trota, programme="zz/gone/md", note="old")
    client.force_login(trota)

    found = bring(
        client,
        workbook(
            (YALE, "the\nsame"), (CALGARY, "new"), ("zz/gone/md", "newer"), ("zz/no/md", "?"),
            ("us/brown/md", "n" * 2001), ("", "a thought"),
        ),
    )  # fmt: skip

    taken = found.context["taken"]
    assert (found.status_code, taken.written, taken.same) == (200, 2, 1)
    assert [name for name, _why in found.context["refused"]] == ["us/brown/md"]
    assert found.context["unknown"] == [("zz/no/md", "?"), ("", "a thought")]
    assert found.context["counts"] == (1, 2)
    assert "a thought" in found.content.decode()
    assert saved_by(trota) == {YALE: "the\r\nsame", "zz/gone/md": "newer", CALGARY: "new"}
    assert Event.objects.filter(verb="saved", subject_kind="saved_programme").count() == 2


def test_notes_come_back_into_the_session_of_a_visitor(client):
    save(client, YALE, "old")

    bring(client, workbook((YALE, "=1+1"), (CALGARY, "مرحبا 🙂")))

    assert client.session["shortlist"] == {YALE: "=1+1", CALGARY: "مرحبا 🙂"}
    assert notes_in(download(client)) == {YALE: "=1+1", CALGARY: "مرحبا 🙂"}
    assert not SavedProgramme.objects.exists()


def test_notes_beyond_a_full_list_are_refused_and_the_others_taken(client, trota, monkeypatch):
    monkeypatch.setattr("salerno_web.programmes.actions.MOST_SAVED", 1)
    SavedProgramme.objects.create(owner=trota, programme=YALE)
    client.force_login(trota)

    found = bring(client, workbook((CALGARY, "two"), (YALE, "one")))

    assert (found.context["taken"].written, dict(found.context["refused"])) == (
        1, {CALGARY: "Your shortlist is full."},
    )  # fmt: skip
    assert saved_by(trota) == {YALE: "one"}


def test_character_that_no_row_can_hold_is_refused(client, trota):
    client.force_login(trota)

    found = bring(client, workbook((YALE, "a\0b")))

    assert list(dict(found.context["refused"])) == [YALE]
    assert saved_by(trota) == {}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"no workbook", "It cannot be read: the workbook cannot be read."),
        (workbook(heads=("a", "b")), "It cannot be read: it is no workbook of programmes."),
        (b"PK" * 2_500_001, "The file is larger than 5 MB."),
        (b"", "The submitted file is empty."),
    ],
    ids=["text", "another", "large", "empty"],
)
def test_what_is_no_workbook_of_ours_is_refused_with_words_and_nothing_is_written(
    client, trota, content, words
):
    client.force_login(trota)

    found = bring(client, content)

    assert found.status_code == 422
    assert found.context["form"].errors["file"][0].startswith(words)
    assert saved_by(trota) == {}


def test_notes_without_a_file_ask_for_one(client):
    found = client.post(reverse("shortlist_notes"))

    assert (found.status_code, list(found.context["form"].errors)) == (422, ["file"])


def test_workbook_is_in_the_language_of_the_page(client):
    found = client.get(reverse("shortlist_workbook"), headers={"accept-language": "ar"})

    book = CalamineWorkbook.from_filelike(BytesIO(found.content))
    assert book.sheet_names[0] == "الملاءمة"


def test_number_of_statements_does_not_grow_with_the_workbook(
    client, trota, django_assert_max_num_queries
):
    client.force_login(trota)
    download(client)
    for own in programmes()[:20]:
        SavedProgramme.objects.create(owner=trota, programme=own.id)

    with django_assert_max_num_queries(12):
        assert len(rows_of(download(client))) == 20


def test_shortlist_offers_the_workbook_and_takes_it_back(client):
    empty = client.get(reverse("shortlist")).content.decode()
    save(client, YALE)

    found = client.get(reverse("shortlist")).content.decode()

    href = f'href="{reverse("shortlist_workbook")}"'
    assert (href in empty, href in found) == (False, True)
    assert f'action="{reverse("shortlist_notes")}"' in found
