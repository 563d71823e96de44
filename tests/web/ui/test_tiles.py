"""The map of equal tiles."""

import re

import pytest

from salerno.credentials.countries import country_names
from salerno_web.ui.tiles import places, tile_map

DEPENDENT = re.findall(
    "..",
    "AIAQASAXBLBQBVCCCKCWCXFKFOGFGGGIGLGPGSGUHKHMIMIOJEKYMFMOMPMQMSNCNFNUPFPMPNPRPSRESHSJSX"
    "TCTFTKTWUMVGVIWFXKYTEHAWBM",
)
FARTHEST = 3


@pytest.mark.parametrize("code", sorted(set(country_names()) - set(DEPENDENT)))
def test_every_sovereign_state_has_a_tile(code):
    assert code in places()


def test_every_tile_is_a_country():
    assert sorted(set(places()) - set(country_names())) == []


def test_no_two_tiles_share_a_place():
    assert len(set(places().values())) == len(places())


@pytest.mark.parametrize(
    ("north", "south"),
    [
        ("GB", "FR"),
        ("US", "MX"),
        ("NO", "DE"),
        ("EG", "SD"),
        ("IN", "LK"),
        ("CN", "TH"),
        ("BR", "UY"),
        ("SE", "IT"),
        ("RU", "IR"),
        ("ES", "MA"),
    ],
)
def test_what_is_north_is_above(north, south):
    assert places()[north][1] < places()[south][1]


@pytest.mark.parametrize(
    ("west", "east"),
    [
        ("IE", "GB"),
        ("GB", "NL"),
        ("PT", "ES"),
        ("FR", "DE"),
        ("PK", "IN"),
        ("SN", "NE"),
        ("PE", "BR"),
        ("US", "GB"),
        ("CN", "JP"),
        ("CL", "AR"),
    ],
)
def test_what_is_west_comes_before(west, east):
    assert places()[west][0] < places()[east][0]


NEIGHBOURS = (
    "USMX CAUS ESPT FRES DEPL INPK NGCM ZALS ARCL TTVE KETZ EGIL TRSY MYSG FJVU AGKN ITMT CNNP"
    " RUBY NZAU"
)


@pytest.mark.parametrize("pair", NEIGHBOURS.split())
def test_neighbours_are_near(pair):
    (x, y), (a, b) = (places()[code] for code in (pair[:2], pair[2:]))

    assert max(abs(x - a), abs(y - b)) <= FARTHEST


def test_map_links_what_has_a_value_and_writes_the_value():
    drawn = tile_map({"AG": 3, "US": 1200}, href=lambda code: f"/atlas/{code}/", label="Routes")

    assert re.findall(r'<a href="([^"]+)" aria-label="([^"]+)">', drawn.svg) == [
        ("/atlas/US/", "United States: 1,200"),
        ("/atlas/AG/", "Antigua &amp; Barbuda: 3"),
    ]
    assert ">1,200</text>" in drawn.svg


def test_map_has_a_table_beside_it_even_for_what_has_no_tile():
    drawn = tile_map({"GI": 2, "AG": 3}, href=lambda code: f"#{code}", label="Routes")

    assert drawn.rows == (("Antigua & Barbuda", "3", "#AG"), ("Gibraltar", "2", "#GI"))


def test_map_shades_more_darker():
    drawn = tile_map({"FR": 1, "DE": 2, "IT": 3, "ES": 4}, href=lambda _: "#", label="Routes")

    shades = dict(re.findall(r'aria-label="[A-Za-z]+: (\d)">.*?<rect class="t(\d)"', drawn.svg))
    assert shades == {"1": "1", "2": "2", "3": "3", "4": "4"}
