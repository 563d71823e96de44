"""What Costanza publishes for her hospital: all of it, or nothing with every reason."""

import pytest

from salerno.errors import InputError, Problems
from salerno_web.people.models import Event, Kind, Membership, Organisation, Role
from salerno_web.placements.actions import hold
from salerno_web.placements.models import Published
from salerno_web.placements.networks import network
from salerno_web.placements.publishing import publish
from tests.web.conftest import someone
from tests.web.placements.conftest import NOW, written


def test_what_is_published_is_the_network_of_the_site(offered):
    names = offered(booking="instant")

    found = network()

    assert names == ("hospital", "rotation-1")
    assert set(found.tree) == {"hospital"}
    assert found.rotation("rotation-1").terms.booking == "instant"
    assert [one.id for one in found.windows_of("rotation-1")] == ["window-1"]
    assert Event.objects.filter(verb="published").count() == 2


def test_what_is_published_again_takes_the_place_of_what_was(offered):
    offered(seats=4)
    offered(seats=7)

    assert [one.seats for one in network().windows_of("rotation-1")] == [7]
    assert set(Published.objects.values_list("version", flat=True)) == {2}


@pytest.mark.parametrize("who", ["trota", "abella"])
def test_only_coordinators_of_the_host_publish(who, request, hospital):
    with pytest.raises(PermissionError):
        publish(written(), name="told", host=hospital, viewer=request.getfixturevalue(who))
    assert not Published.objects.exists()


def test_text_that_cannot_be_read_publishes_nothing(hospital, costanza):
    with pytest.raises(InputError):
        publish(written() + "---\nunit: x\n", name="told", host=hospital, viewer=costanza)

    assert not Published.objects.exists()


def test_text_that_does_not_fit_says_everything_that_is_wrong(hospital, costanza):
    text = written() + "---\nunit: ward\nname: Ward\nwithin: hospitals\n"

    with pytest.raises(Problems) as error:
        publish(text, name="told", host=hospital, viewer=costanza)

    assert "'ward' is within the unknown location 'hospitals'" in str(error.value)
    assert not Published.objects.exists()


def test_host_cannot_take_the_names_of_another(offered):
    offered()
    other = Organisation.objects.create(kind=Kind.HOST, name="Hill Hospital", country="IT")
    rival = someone("rival")
    Membership.objects.create(user=rival, organisation=other, role=Role.COORDINATOR)

    with pytest.raises(Problems) as error:
        publish(written(), name="told", host=other, viewer=rival)

    assert str(error.value).count("is of another host") == 2


@pytest.mark.parametrize(("seats", "fits"), [(1, False), (2, True)])
def test_seats_that_are_taken_stay(seats, fits, trota, abella, offered, asked):
    offered(seats=4)
    for user in (trota, abella):
        hold(user, asked(user), key="a", now=NOW)

    if fits:
        assert offered(seats=seats)
    else:
        with pytest.raises(Problems, match="Seats of the window 'window-1' are taken"):
            offered(seats=seats)
        assert [one.seats for one in network().windows_of("rotation-1")] == [4]


@pytest.mark.parametrize(
    ("told", "fits"),
    [
        ({"per": "day"}, False),
        ({"party": 2}, False),
        ({"id": "other"}, False),
        ({"each_school": 1}, False),
        ({"each_school": 2}, True),
        ({"weeks": (1, 2)}, True),
    ],
)
def test_window_is_not_changed_under_those_who_have_seats(
    told, fits, trota, abella, offered, asked
):
    offered(window={"each_school": 3})
    for user in (trota, abella):
        hold(user, asked(user), key="a", now=NOW)

    if fits:
        assert offered(window={"each_school": 3, **told})
    else:
        with pytest.raises(Problems, match="Seats of the window 'window-1' are taken"):
            offered(window={"each_school": 3, **told})


def test_document_that_can_no_longer_be_read_is_left_out(offered, caplog):
    offered()
    Published.objects.filter(name="rotation-1").update(document={"rotation": "x"}, version=9)

    assert set(network().rotations) == set()
    assert set(network().tree) == {"hospital"}


def test_document_that_fits_no_longer_is_left_out(offered):
    offered()
    Published.objects.filter(name="hospital").delete()

    assert set(network().rotations) == set()
