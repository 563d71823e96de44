"""Countries are those of ISO 3166-1, and a likely one is named for an unlikely one."""

import pytest

from salerno.credentials.countries import check_country, country_names
from salerno.errors import InputError


def test_there_are_249_countries_and_kosovo():
    assert len(country_names()) == 250
    assert country_names()["EG"] == "Egypt"


@pytest.mark.parametrize("code", ["NO", "GB", "XK", "IN"])
def test_country_is_accepted(code):
    assert check_country(code) is None


@pytest.mark.parametrize(
    ("written", "fix"),
    [
        ("gb", "write 'GB'"),
        ("UK", "write 'GB'"),
        ("EGY", "write 'EG'"),
        ("Egypt", "write 'EG'"),
        ("germny", "write 'DE'"),
        ("EU", "use two capital letters such as 'EG'"),
        ("", "use two capital letters such as 'EG'"),
        ("Q" * 200, "use two capital letters such as 'EG'"),
    ],
)
def test_unknown_country_is_refused_with_the_likely_one(written, fix):
    with pytest.raises(InputError) as caught:
        check_country(written)

    assert caught.value.what == f"unknown country '{written[:40]}'"
    assert caught.value.fix == fix
