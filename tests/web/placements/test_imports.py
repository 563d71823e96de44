"""Costanza brings tables: she sees what would change, takes it in, and takes it back."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from salerno.errors import InputError
from salerno.formats.placements import workbook_of
from salerno.periods import Period
from salerno_web.people.keeping import kept
from salerno_web.people.models import Kind, Membership, Organisation, Role
from salerno_web.placements import import_actions as actions
from salerno_web.placements.actions import Booking, hold
from salerno_web.placements.import_queries import MOST_BYTES, import_of, tried
from salerno_web.placements.models import Agreement, Import, Payment, Placement, Published, Rostered
from salerno_web.placements.networks import network
from salerno_web.placements.publishing import publish
from salerno_web.placements.queries import rows_about
from tests.web.placements.conftest import NOW, written

TODAY = date(2026, 11, 23)
HEADS = "id,title,location,kind,specialty,weeks,seats,first,last"
SAME = "rotation-1,{title},hospital,{kind},{specialty},{weeks},{seats},{first},{last}"
NEW = "rounds,Ward rounds,hospital,observership,Cardiology,2-4 weeks,2,2027-01-04,2027-03-26"
ROSTER = "id,name,email,school,programme,year"
MEDLEARN = "Agency,Rotation,Start Date,End Date,Specialty,CID,Description"


def table(heads, *rows, end=False):
    last = [f"# end,{len(rows)}" + "," * (heads.count(",") - 1)] if end else []
    return "".join(f"{row}\r\n" for row in (heads, *rows, *last)).encode()


def row_of(**told):
    """Return the row that says what is published of the first rotation, or something else."""
    own = network().rotation("rotation-1")
    (window,) = network().windows_of("rotation-1")
    said = {
        "title": own.offer.title[0][1], "kind": own.kind, "specialty": own.specialty,
        "weeks": f"{window.weeks[0]}-{window.weeks[1]} weeks", "seats": window.seats,
        "first": window.first, "last": window.last,
    }  # fmt: skip
    return SAME.format(**said | told)


@pytest.fixture
def known(hospital, school, trota):
    """Let the host know the school, and Trota be of it."""
    Agreement.objects.create(host=hospital, school=school, first=TODAY)
    Membership.objects.create(user=trota, organisation=school, role=Role.TRAINEE)
    return school


@pytest.fixture
def brought(hospital, costanza):
    """Return a function that brings a table to the hospital."""

    def bring(content, *, school=None, name="table.csv"):
        return actions.bring(content, name=name, host=hospital, school=school, by=costanza)

    return bring


@pytest.fixture
def taken(costanza):
    """Return a function that takes a table in as it is shown."""

    def take(row, *, doubted=True, public=False):
        row = import_of(row.pk, row.host)
        shown = tried(row, today=TODAY).told.digest
        return actions.take_in(
            row, shown=shown, doubted=doubted, public=public, by=costanza, now=NOW, today=TODAY
        )

    return take


def send(client, host, content, **told):
    file = SimpleUploadedFile("table.csv", content)
    return client.post(reverse("host_imports", args=[host.pk]), {"file": file, **told})


# Rotations


def test_coordinator_sees_the_difference_and_takes_it_in(offered, hospital, costanza, signed_in):
    offered()
    client = signed_in(costanza)

    sent = send(client, hospital, table(HEADS, row_of(seats=5), NEW, end=True), school="")
    page = client.get(sent.url)
    before = Published.objects.count()
    shown = page.context["digest"]
    done = client.post(sent.url, {"shown": shown})

    words = page.content.decode()
    assert "2 accepted, 0 flagged, 0 refused" in words
    assert "Seats <bdi>4</bdi> → <bdi>5</bdi>" in words
    assert before == 2
    assert done.status_code == 302
    assert network().windows_of("rotation-1")[0].seats == 5
    assert network().rotation("hospital/rounds").status == "draft"
    assert "Taken in" in client.get(sent.url).content.decode()
    assert bytes(Import.objects.get().content) == b""


def test_nothing_is_written_that_was_not_shown(offered, hospital, costanza, signed_in):
    offered()
    client = signed_in(costanza)
    sent = send(client, hospital, table(HEADS, NEW, end=True))

    page = client.post(sent.url, {"shown": "something else"})

    assert "this is not what was shown" in page.content.decode()
    assert Published.objects.count() == 2


def test_new_rotation_is_public_when_that_is_wanted(offered, brought, taken):
    offered()

    taken(brought(table(HEADS, NEW, end=True)), public=True)

    assert network().rotation("hospital/rounds").status == "public"


def test_doubts_are_decided_by_somebody(offered, brought, taken):
    offered()
    doubted = row_of(weeks="2-6", seats=5)

    with pytest.raises(InputError, match="Nothing would be taken in"):
        taken(brought(table(HEADS, doubted)), doubted=False)
    with pytest.raises(InputError, match="Nothing would be taken in"):
        taken(brought(table(f"{HEADS},fee,languages", f"{NEW},,")), doubted=False)
    taken(brought(table(HEADS, NEW, doubted)), doubted=False)

    assert network().windows_of("rotation-1")[0].seats == 4
    taken(brought(table(HEADS, NEW, doubted)), doubted=True)
    assert network().windows_of("rotation-1")[0].seats == 5


def test_row_that_cannot_be_published_is_told_with_its_reason(offered, hospital, brought):
    offered()
    row = brought(table(HEADS, NEW.replace("hospital", "nowhere"), end=True))

    found = tried(row, today=TODAY)

    assert list(found.refused) == ["rounds"]
    assert "there is no place 'nowhere'" in found.refused["rounds"]


def test_seats_that_are_taken_are_not_taken_away(held, brought, abella, costanza, signed_in):
    other = brought(table(HEADS, row_of(seats=1), NEW, end=True))
    client = signed_in(costanza)
    stay = Period(held.first, held.end)
    hold(abella, Booking(held.rotation, held.window, stay), key="b", now=NOW)

    page = reverse("host_import", args=[other.host_id, other.pk])
    shown = client.get(page).context["digest"]
    answer = client.post(page, {"shown": shown})

    assert "Seats of the window" in answer.content.decode()
    assert "hospital/rounds" not in network().rotations


def test_import_of_rotations_is_taken_back_as_a_whole(offered, brought, taken, costanza, client):
    offered()
    before = row_of()
    row = taken(brought(table(HEADS, row_of(seats=5), NEW, end=True)))
    client.force_login(costanza)

    client.post(reverse("host_import_undo", args=[row.host_id, row.pk]))

    row.refresh_from_db()
    assert row.state == "back"
    assert row_of() == before
    assert "hospital/rounds" not in network().rotations
    assert actions.take_back(row, by=costanza, now=NOW) is False


def test_import_is_not_taken_back_once_something_depends_on_it(
    offered, brought, taken, hospital, costanza, client
):
    offered()
    row = taken(brought(table(HEADS, row_of(seats=5), NEW, end=True)))
    publish(written(seats=6), name="told", host=hospital, viewer=costanza)
    client.force_login(costanza)

    page = client.post(reverse("host_import_undo", args=[row.host_id, row.pk]), follow=True)

    assert "Something depends on this import by now: rotation-1." in page.content.decode()
    row.refresh_from_db()
    assert row.state == "taken"


def test_new_rotation_with_a_placement_stays(offered, brought, taken, trota, costanza):
    offered()
    row = taken(brought(table(HEADS, NEW, end=True)), public=True)
    Placement.objects.create(
        trainee=trota, host=row.host, rotation="hospital/rounds", window="imported", key="a",
        first=date(2027, 1, 4), end=date(2027, 1, 18), digest="-", state="review",
    )  # fmt: skip

    with pytest.raises(InputError, match="there are placements on what was new"):
        actions.take_back(row, by=costanza, now=NOW)


# Rosters and past placements


def test_roster_lets_later_tables_find_who_is_known(known, brought, taken, trota, offered, abella):
    offered()
    rows = (
        "T1,Trota,TROTA@example.org,Salerno School,Medicine,4",
        "T2,Abella,abella@example.org,Salerno School,Medicine,4",
    )
    roster = brought(table(ROSTER, *rows, end=True), school=known)

    found = tried(import_of(roster.pk, roster.host), today=TODAY)
    taken(roster)
    again = tried(import_of(brought(table(ROSTER, rows[0], end=True), school=known).pk,
                            roster.host), today=TODAY)  # fmt: skip
    past = brought(table(MEDLEARN, "H,rotation-1,05/01/2026,30/01/2026,surgery,T1,"), school=known)
    taken(past)

    assert list(found.trainees) == ["T1"]
    assert list(found.refused) == ["T2"]  # she is not of the school, and nobody is invented
    assert [(one.code, one.trainee) for one in Rostered.objects.all()] == [("T1", trota)]
    assert again.told.unchanged == ("T1",)
    (row,) = Placement.objects.filter(trainee=trota)
    assert (row.state, row.rotation, row.first, row.end, row.school) == (
        "closed", "rotation-1", date(2026, 1, 5), date(2026, 1, 31), known,
    )  # fmt: skip


@pytest.fixture
def past(known, offered, brought, taken):
    """Return an import of a past placement of Trota, whom the table names by her e-mail."""
    offered()
    own = "H,rotation-1,05/01/2026,30/01/2026,surgery,trota@example.org,"
    return taken(brought(table(MEDLEARN, own), school=known))


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ("rotation-1,05/01/2026,30/01/2026,surgery,T9,", "Nobody of the school"),
        ("rotation-1,05/01/2026,30/01/2026,surgery,abella@example.org,", "Nobody of the school"),
        ("rotation-7,02/02/2026,27/02/2026,surgery,trota@example.org,", "no rotation of this id"),
        ("rotation-1,02/11/2026,27/11/2026,surgery,trota@example.org,", "not over yet"),
        ("rotation-1,05/01/2026,06/02/2026,surgery,trota@example.org,", "with other days"),
    ],
)
def test_past_placement_that_is_not_known_is_listed_and_left(past, brought, abella, cells, why):
    row = brought(table(MEDLEARN, f"H,{cells}"), school=past.school)

    found = tried(import_of(row.pk, past.host), today=TODAY)

    (said,) = found.refused.values()
    assert why in said


def test_past_placement_that_is_there_is_the_same(past, brought):
    own = "H,ROTATION-1,05/01/2026,30/01/2026,surgery,trota@example.org,"
    row = brought(table(MEDLEARN, own), school=past.school)

    found = tried(import_of(row.pk, past.host), today=TODAY)

    assert (found.told.added, len(found.told.unchanged)) == ((), 1)


def test_past_placements_are_taken_back_unless_something_was_written_of_them(past, costanza):
    payment = Payment.objects.create(
        placement=Placement.objects.get(), charge="deposit", amount=1, currency="EUR"
    )

    with pytest.raises(InputError, match="something was written of its placements"):
        actions.take_back(past, by=costanza, now=NOW)
    payment.delete()
    actions.take_back(past, by=costanza, now=NOW)

    assert not Placement.objects.exists()


def test_roster_is_taken_back(known, brought, taken, costanza):
    row = taken(
        brought(table(ROSTER, "T1,T,trota@example.org,S,Medicine,4", end=True), school=known)
    )

    assert actions.take_back(row, by=costanza, now=NOW) is True
    assert not Rostered.objects.exists()


def test_only_schools_that_the_host_knows_are_named(known, hospital, costanza, signed_in):
    Organisation.objects.create(kind=Kind.SCHOOL, name="Melfi School")

    page = signed_in(costanza).get(reverse("host_imports", args=[hospital.pk])).content.decode()

    assert "Salerno School" in page
    assert "Melfi School" not in page


# Columns


def test_columns_are_named_where_the_headings_do_not_say(
    known, offered, hospital, costanza, client
):
    offered()
    client.force_login(costanza)
    heads = "Where,Rota,Start Date,End Date,Specialty,CID,Colour"
    content = table(heads, "H,rotation-1,05/01/2026,30/01/2026,surgery,trota@example.org,red")
    sent = send(client, hospital, content, school=known.pk)

    asked = client.get(sent.url)
    page = client.get(asked.url)
    columns = f"{asked.url}?kind=placements"
    guessed = [one.value() for one in page.context["form"]]
    names = ("agency", "rotation", "first", "last", "specialty", "trainee", "")
    wrong = client.post(columns, {"column-0": "agency", "column-1": "agency"})
    told = {f"column-{place}": name for place, name in enumerate(names)}
    done = client.post(columns, {**told, "school": known.pk})
    tried_out = client.get(done.url)
    again = [one.value() for one in client.get(asked.url).context["form"]]
    other = [one.value() for one in client.get(f"{asked.url}?kind=rosters").context["form"]]

    args = [hospital.pk, Import.objects.get().pk]
    assert asked.url == reverse("host_import_columns", args=args)
    assert guessed == [known.pk, "", "", "first", "last", "specialty", "trainee", ""]
    assert again == [known.pk, *names]
    assert other == [known.pk, "", "", "", "", "", "id", ""]
    assert "Another column is this already." in wrong.content.decode()
    assert "Say which column is:" in wrong.content.decode()
    assert "1 accepted, 0 flagged, 0 refused" not in tried_out.content.decode()  # days are doubted
    assert tried_out.context["added"] == ["trota@example.org/rotation-1/2026-01-05"]
    assert client.get(f"{asked.url}?kind=letters").status_code == 404


# Files


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no workbook"])
def test_file_that_is_no_table_comes_back_with_what_is_wrong(
    content, hospital, costanza, signed_in
):
    answer = send(signed_in(costanza), hospital, content)

    assert "There is a problem" in answer.content.decode()
    assert not Import.objects.exists()


def test_file_that_is_too_large_is_refused(hospital, costanza, signed_in, brought):
    answer = send(signed_in(costanza), hospital, b"x" * (MOST_BYTES + 1))

    assert "larger than 10 MB" in answer.content.decode()
    with pytest.raises(InputError, match="more than 10,485,760 bytes"):
        brought(b"x" * (MOST_BYTES + 1))
    with pytest.raises(InputError, match="61 columns"):
        brought(("a," * 60 + "b\n").encode())


def test_workbook_is_read_as_well(offered, brought, taken):
    offered()
    row = brought(workbook_of("rotations", made=TODAY), name="table.xlsx")

    assert tried(row, today=TODAY).reading.subject == "rotations"


# Who may


def test_only_coordinators_of_the_host_bring_tables(offered, brought, costanza, abella, client):
    offered()
    row = brought(table(HEADS, NEW, end=True))
    places = [
        reverse("host_imports", args=[row.host_id]),
        *(
            reverse(name, args=[row.host_id, row.pk])
            for name in ("host_import", "host_import_columns")
        ),
    ]
    client.force_login(abella)

    found = [client.get(place).status_code for place in places]
    client.force_login(costanza)
    other = client.get(reverse("host_import", args=[row.host_id, row.host_id]))

    assert found == [404, 404, 404]
    assert other.status_code == 404
    for act in (
        lambda: actions.bring(b"a\n", name="a", host=row.host, school=None, by=abella),
        lambda: actions.drop(row, by=abella),
        lambda: actions.take_back(row, by=abella, now=NOW),
        lambda: actions.take_in(
            row, shown="", doubted=True, public=True, by=abella, now=NOW, today=TODAY
        ),
    ):
        with pytest.raises(PermissionError):
            act()


def test_table_is_dropped_or_taken_in_once(offered, brought, taken, costanza, client):
    offered()
    one, other = (brought(table(HEADS, NEW, end=True)) for _time in range(2))
    client.force_login(costanza)

    client.post(reverse("host_import_undo", args=[one.host_id, one.pk]))
    taken(other)

    assert list(Import.objects.all()) == [other]
    columns = client.get(reverse("host_import_columns", args=[other.host_id, other.pk]))
    assert columns.status_code == 302
    with pytest.raises(InputError, match="any longer"):
        actions.take_in(
            other, shown="", doubted=True, public=False, by=costanza, now=NOW, today=TODAY
        )


def test_tables_are_kept_for_a_time_and_in_the_export(known, brought, taken, trota, costanza):
    roster = table(ROSTER, "T1,T,trota@example.org,S,Medicine,4", end=True)
    taken(brought(roster, school=known))
    waiting = brought(roster, school=known)

    (sort,) = [one for one in kept() if one.timer == "unfinished_tables"]

    assert list(sort.rows(None)) == list(sort.rows(costanza)) == [waiting]
    assert [one["code"] for one in dict(rows_about(trota))["rostered"]] == ["T1"]
    assert len(dict(rows_about(costanza))["table_brought"]) == 2
    trota.delete()
    assert not Rostered.objects.exists()
