"""Rows of a table become rotations as hosts publish them, and published ones become rows."""

from datetime import date
from decimal import Decimal

import pytest

from salerno.money import MoneyRange
from salerno.placements.documents import rotation_document
from salerno.placements.imports import OfferedRotation, RosterTrainee
from salerno.placements.imports.offers import completed, offers_in, offers_of
from salerno.placements.networks import network_of
from salerno.placements.windows import Window
from tests.library.placements.hosts import VOCABULARY, described, location_of

DAY = date(2026, 11, 23)
BODY = """
stated: 2026-11-01
languages: [it]
notes: [Bring a coat.]
terms: {booking: instant}
fees:
  - {for: placement, amount: 450 EUR, source: host, due: event}
  - {for: deposit, amount: 50 EUR, source: host}
windows:
  - {window: spring, open: 2027-01-04..2027-03-26, seats: 2, weeks: 2..4, lead: 30}
"""
ROW = OfferedRotation(
    "electives", "Elective in medicine", "ward", "elective", "internal-medicine", (2, 4), 2,
    date(2027, 1, 4), date(2027, 3, 26), ("EUR", Decimal("450.00")), ("it",),
)  # fmt: skip


def net(body=BODY, *more):
    """Return a network of one host with a ward, and the rotation that has this body."""
    own, windows = described(body)
    ward = location_of(head="department: xx/ward\nwithin: xx\nname: A ward\n")
    others = [described(text, head=head) for head, text in more]
    return network_of(
        [location_of(), ward],
        [own, *(one for one, _ in others)],
        [*windows, *(window for _, several in others for window in several)],
    )


def row(**told):
    """Return the row with something else in it."""
    return OfferedRotation(**{name: getattr(ROW, name) for name in ROW.__slots__} | told)


def told(own, network=None, **more):
    """Return the one rotation that a row becomes, and its windows."""
    found = offers_of([own], network or net(), stated=DAY, **more)
    assert not found.refused
    (one,) = found.rotations
    return one


def refused(own, network=None):
    """Return why a row becomes nothing."""
    found = offers_of([own], network or net(), stated=DAY)
    assert not found.rotations
    return str(found.refused[own.id])


def test_rotation_with_one_window_is_a_row():
    assert offers_in(net()) == {"electives": ROW}


@pytest.mark.parametrize(
    "fee",
    [
        "{for: placement, amount: 90 EUR, unit: week, source: host}",
        "{for: placement, amount: unknown, source: host}",
        "{for: placement, amount: 80..90 EUR, source: host}",
        "{for: deposit, amount: 80 EUR, source: host}",
    ],
)
def test_fee_that_no_cell_tells_is_left_out(fee):
    body = BODY.replace("{for: placement, amount: 450 EUR, source: host, due: event}", fee)
    body = body.replace("  - {for: deposit, amount: 50 EUR, source: host}\n", "")

    assert offers_in(net(body))["electives"].fee is None


def test_rotation_with_several_windows_is_no_row_and_not_changed_by_one():
    more = "  - {window: autumn, open: 2027-09-06..2027-11-26, seats: 1}\n"

    assert offers_in(net(BODY + more)) == {}
    assert "it has 2 windows" in refused(ROW, net(BODY + more))


def test_ids_that_are_alike_are_told_apart_by_nobody():
    head = "rotation: xx/other/electives\nat: xx\ntitle: Other\nkind: core\nspecialty: surgery\n"
    network = net(BODY, (head, ""))

    assert offers_in(network) == {}
    assert "several rotations 'electives'" in refused(ROW, network)


def test_new_rotation_is_a_draft_of_its_host():
    own, (window,) = told(row(id="rounds"))

    assert (own.id, own.at, own.status, own.languages) == (
        "xx/rounds", "xx/ward", "draft", ("it",),
    )  # fmt: skip
    assert own.offer.title == (("en", "Elective in medicine"),)
    assert own.offer.fees[0].amount == MoneyRange.parse("450.00 EUR")
    assert window == Window(
        "imported", "xx/rounds", net().windows_of("xx/ward/electives")[0].open, 2, weeks=(2, 4)
    )
    assert rotation_document(own, [window], VOCABULARY)["rotation"] == "xx/rounds"


def test_new_rotation_may_be_public_and_without_a_fee():
    own, _windows = told(row(id="rounds", fee=None), status="public")

    assert (own.status, own.offer.fees) == ("public", ())


def test_what_a_row_does_not_tell_stays():
    before = net().rotation("xx/ward/electives")

    own, (window,) = told(row(seats=3, title="Electives", fee=("EUR", Decimal("500.00"))))

    assert (own.terms, own.notes, own.status) == (before.terms, before.notes, before.status)
    assert (window.id, window.seats, window.lead) == ("spring", 3, 30)
    assert own.offer.title == (("en", "Electives"),)
    assert [str(fee.amount) for fee in own.offer.fees] == ["500 EUR", "50 EUR"]
    assert own.offer.fees[0].due == before.offer.fees[0].due
    assert [fee.source.read for fee in own.offer.fees] == [DAY, date(2026, 11, 1)]


def test_row_that_says_the_same_changes_nothing():
    network = net()

    assert told(ROW) == (
        network.rotation("xx/ward/electives"), network.windows_of("xx/ward/electives"),
    )  # fmt: skip


def test_row_without_a_fee_leaves_the_fees_and_one_with_a_fee_adds_it():
    bare = net("stated: 2026-11-01\n")

    with_fee, windows = told(ROW, bare)

    assert told(row(fee=None))[0].offer.fees == net().rotation("xx/ward/electives").offer.fees
    assert [str(fee.amount) for fee in with_fee.offer.fees] == ["450 EUR"]
    assert [window.id for window in windows] == ["imported"]


def test_fee_by_the_week_is_not_made_one_of_the_whole():
    body = BODY.replace("450 EUR, source: host", "90 EUR, unit: week, source: host")

    assert "is more than a row tells" in refused(ROW, net(body))
    assert told(row(fee=None), net(body))[0].offer.fees[0].unit == "week"


def test_place_must_be_known_and_one():
    spare = location_of(head="unit: xx/ward/xx\nwithin: xx/ward\nname: A unit\n")
    own = network_of([*net().tree.values(), spare])

    assert "there is no place 'wrad'" in refused(row(location="wrad"))
    assert "several places are called 'xx'" in refused(row(location="xx"), own)


def test_row_is_completed_by_what_is_there():
    values = {
        "electives": row(specialty="Internal Medicine", fee=None, languages=()),
        "rounds": row(id="rounds", fee=None, languages=()),
        "T1": RosterTrainee("T1", "Trota", "trota@example.org", "S", "Medicine", 4),
    }

    found = completed(values, offers_in(net()))

    assert found["electives"] == ROW
    assert found["rounds"].fee is None
    assert found["T1"] is values["T1"]
