"""What of a network does not fit together is told, all of it, where it stands."""

import pytest

from salerno.atlas.hosts import load_hosts
from salerno.errors import InputError, Problems, UnknownName
from salerno.placements.demands import Demand
from salerno.placements.locations import Location
from salerno.placements.networks import Network, checked, network_of
from tests.library.placements.hosts import HEAD, VOCABULARY, described, location_of, rotation_of

HOST = location_of("confirmed: yes")
UNCONFIRMED = location_of()
WARD = Location("xx/ward", "department", (("en", "Ward"),), "xx")
WINDOW = "windows: [{window: %s, open: %s, seats: 1}]"
ROTATION = rotation_of("status: public")
SPRING = described(WINDOW % ("spring", "2027-01-04..2027-06-25"))[1]
LATER = described(WINDOW % ("later", "2027-06-21..2027-07-25"))[1]
AUTUMN = described(WINDOW % ("autumn", "2027-09-06..2027-12-17"))[1]


def told(*parts):
    """Return what is said of the faults of these."""
    return [str(fault.error) for fault in checked(*parts)[1]]


def test_what_fits_is_found_by_its_id():
    network = network_of([WARD, HOST], [ROTATION], [*SPRING, *AUTUMN])

    assert list(network.tree) == ["xx/ward", "xx"]
    assert network.rotation("xx/ward/electives") == ROTATION
    assert network.windows_of("xx/ward/electives") == (*SPRING, *AUTUMN)
    assert network.windows_of("xx/other") == ()


def test_network_without_anything_has_nothing():
    assert network_of() == Network()


def test_unknown_rotation_is_told_with_the_likely_one():
    network = network_of([WARD, HOST], [ROTATION])

    with pytest.raises(UnknownName, match="unknown rotation 'xx/ward/elective'; did you mean"):
        network.rotation("xx/ward/elective")
    with pytest.raises(UnknownName, match="unknown rotation 'zz'; ask for the list"):
        Network().rotation("zz")


@pytest.mark.parametrize(
    ("parts", "what"),
    [
        (
            ([HOST], [ROTATION], SPRING),
            "the rotation 'xx/ward/electives' is at the unknown location 'xx/ward';"
            " describe the location as well",
        ),
        (
            ([HOST, WARD], [], SPRING),
            "the window 'spring' is of the unknown rotation 'xx/ward/electives';"
            " describe the rotation as well",
        ),
        (
            ([HOST, WARD], [ROTATION], [*SPRING, *LATER]),
            "the windows 'spring' and 'later' of 'xx/ward/electives' overlap;"
            " end the earlier one on the day before the later one opens",
        ),
        (
            ([HOST, WARD], [ROTATION], [*SPRING, *SPRING]),
            "'xx/ward/electives' has two windows 'spring'; rename one of them",
        ),
        (
            ([UNCONFIRMED, WARD], [ROTATION], ()),
            "the rotation 'xx/ward/electives' is public and its host 'xx' has not confirmed it;"
            " let the host confirm itself first, or make the rotation a draft",
        ),
        (
            ([HOST, WARD], [ROTATION, ROTATION], SPRING),
            "there are two rotations 'xx/ward/electives'; rename one of them",
        ),
        (
            ([HOST, WARD], [rotation_of("asks: [{waives: bls}]")], ()),
            "rotation waives 'bls', which no place around it asks;"
            " drop the line, or write the id of a demand that is asked",
        ),
    ],
)
def test_what_does_not_fit_is_told_with_what_to_do(parts, what):
    assert told(*parts) == [what]


def test_draft_of_a_host_that_has_not_confirmed_itself_is_no_fault():
    assert told([UNCONFIRMED, WARD], [rotation_of()], ()) == []


def test_every_location_that_does_not_fit_is_told_and_the_others_stay():
    lost = Location("xx/lost", "unit", (("en", "Lost"),), "yy")
    waiving = Location("xx/b", "site", (("en", "B"),), "xx", demands=(Demand("bls", None),))

    network, faults = checked([lost, waiving, WARD, HOST], [ROTATION], ())

    assert [(fault.about, fault.id) for fault in faults] == [
        ("location", "xx/b"), ("location", "xx/lost"),
    ]  # fmt: skip
    assert (sorted(network.tree), list(network.rotations)) == (["xx", "xx/ward"], [ROTATION.id])


def test_everything_is_raised_together():
    with pytest.raises(Problems) as caught:
        network_of([UNCONFIRMED], [ROTATION, rotation_of()])

    assert len(caught.value.problems) == 2


# Files


def write(folder, **texts):
    """Write these files to a folder and return it."""
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_text(text, "utf-8")
    return folder


PLACES = """host: xx
name: A Hospital
confirmed: yes
zone: Africa/Accra
---
department: xx/ward
within: xx
name: Ward
"""


def test_hosts_of_a_folder_are_read_and_fit_together(tmp_path):
    folder = write(tmp_path, places=PLACES, offer=HEAD + WINDOW % ("a", "2027-01-04..2027-06-25"))

    network = load_hosts([folder], vocabulary=VOCABULARY)
    alone = load_hosts([folder / "places.yaml"], vocabulary=VOCABULARY)

    assert (list(network.tree), list(network.rotations)) == (["xx", "xx/ward"], [ROTATION.id])
    assert [one.id for one in network.windows_of(ROTATION.id)] == ["a"]
    assert (list(alone.tree), list(alone.rotations)) == (["xx", "xx/ward"], [])


def test_every_problem_of_every_file_is_told_with_its_place(tmp_path):
    windows = "windows: [{window: a, open: 2027-01-04.., seats: 1}]"
    folder = write(
        tmp_path,
        a=PLACES.replace("Africa/Accra", "Africa/Acra"),
        b="what: is this\n---\nlocation\n",
        c=HEAD + windows,
        d=HEAD.replace("xx/ward\n", "xx/word\n"),
        e="a: b: c",
        f=HEAD.replace("electives", "other")
        + "windows: [{window: a, open: 2027-01-04..2027-02-05, seats: 1},"
        " {window: b, open: 2027-02-01..2027-03-05, seats: 1}]",
    )

    with pytest.raises(Problems) as caught:
        load_hosts([folder], vocabulary=VOCABULARY)

    lines = [str(problem).removeprefix(f"{folder}/") for problem in caught.value.problems]
    assert [line.split(";")[0][:62] for line in lines] == [
        "a.yaml:1:1: unknown time zone 'Africa/Acra'",
        "b.yaml:1:1: neither a location nor a rotation",
        "b.yaml:3:1: neither a location nor a rotation",
        "c.yaml:7:11: window: the window 'a' has no first or no last da",
        "e.yaml:1:5: cannot be read: mapping values are not allowed in ",
        "d.yaml:2:1: the rotation 'xx/ward/electives' is at the unknown",
        "f.yaml:2:1: the windows 'a' and 'b' of 'xx/ward/other' overlap",
    ]
    assert "did you mean 'Africa/Accra'?" in lines[0]


def test_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(InputError, match="no such file or folder; name a YAML file"):
        load_hosts([tmp_path / "none.yaml"], vocabulary=VOCABULARY)


def test_time_zone_like_no_other_is_told_what_one_looks_like(tmp_path):
    folder = write(tmp_path, a=PLACES.replace("Africa/Accra", "noon"))

    with pytest.raises(Problems, match="unknown time zone 'noon'; write it like Europe/London"):
        load_hosts([folder], vocabulary=VOCABULARY)
