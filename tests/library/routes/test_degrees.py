"""The degree of a programme as it would be held: day, country, recognition, languages."""

from dataclasses import replace
from datetime import date
from types import MappingProxyType

import pytest

from salerno.credentials.vocabulary import Attribute, CredentialType, Vocabulary
from salerno.programmes.schools import School
from salerno.routes.degrees import DEGREE, degree_of, graduate
from tests.library.programmes.written import programme_of, school_of
from tests.spec.clerk import held, person
from tests.spec.vocabulary import VOCABULARY

START = date(2027, 9, 1)
OWN = VOCABULARY.types[DEGREE]
SAID = (
    *OWN.attributes,
    Attribute("accreditor", "code", many=True),
    Attribute("solely-in-language", "code"),
    Attribute("in-wdoms", "flag"),
    Attribute("osteopathic", "flag"),
    Attribute("gmc-acceptable", "flag"),
)
FACTS = {
    "school.country": Attribute("school.country", "code"),
    "school.accreditation-recognised-by": Attribute(
        "school.accreditation-recognised-by", "code", many=True
    ),
}
WORDS = Vocabulary(
    {
        **VOCABULARY.types,
        DEGREE: replace(OWN, attributes=SAID),
        "degree/expected": CredentialType("degree/expected", (), becomes=DEGREE),
    },
    {**VOCABULARY.facts, **FACTS},
    VOCABULARY.listings,
    VOCABULARY.tables,
)
HERE = school_of()
SCHOOLS = {HERE.id: HERE}
SIX = "length: [{years: 5..6, source: page}]\n"
ACCREDITED = "recognition: [{by: LCME, is: accredited, source: page}]\n"


def rule(scope):
    """Return the rule of a programme that grants a degree with that scope."""
    return f"""
rule:
  grants: [{{type: {DEGREE}, scope: {scope}, source: page}}]
  versions: [{{in-force: .., source: page, requires: nothing}}]
"""


def degree(body="", *, schools=SCHOOLS):
    """Return the degree of a programme that says no more than the body does."""
    return degree_of(programme_of(body), schools=schools, start=START, known=WORDS)


def said(found, name):
    """Return what is known of the only credential; None is unknown."""
    (credential,) = found.credentials
    return credential.attributes.get(name)


def test_degree_is_held_when_the_longest_time_is_over():
    found = degree(SIX)

    assert (found.on, found.is_dated) == (date(2033, 9, 1), True)
    assert found.credentials[0].on.earliest == date(2033, 9, 1)


def test_half_a_year_counts_in_months():
    assert degree("length: [{years: 5.5, source: page}]").on == date(2033, 3, 1)


def test_six_years_are_reckoned_where_nobody_said_how_many():
    found = degree()

    assert (found.on, found.is_dated) == (date(2033, 9, 1), False)


def test_degree_is_of_the_country_that_the_rule_names_and_taught_in_the_other():
    found = degree(rule("{country: RO}"))

    assert (found.countries, found.taught_in) == (("RO",), "PL")
    assert said(found, "country") == ("RO",)


def test_degree_of_two_countries_is_held_as_one_of_each():
    found = degree(rule("{country: [PL, GB]}"))

    assert (found.countries, found.taught_in) == (("PL", "GB"), "")
    assert len(found.credentials) == 2


def test_rule_that_grants_something_else_says_nothing_of_the_degree():
    other = rule("{country: RO}").replace(DEGREE, "us/ecfmg-certificate")

    assert degree(other).countries == ("PL",)


def test_rule_that_names_no_country_leaves_it_to_the_awarding_school():
    assert degree(rule("{language: en}")).countries == ("PL",)


def test_without_a_rule_the_degree_is_of_the_awarding_school():
    abroad = School("ro/awards", "Awards", "RO")
    branch = replace(HERE, awarded_by="ro/awards")

    found = degree(schools={branch.id: branch, abroad.id: abroad})

    assert (found.countries, found.taught_in) == (("RO",), "PL")


def test_without_a_school_the_degree_is_of_the_country_where_it_is_taught():
    assert degree(schools={}).countries == ("PL",)


def test_country_is_unknown_where_several_schools_award_it_together():
    joint = degree("partners: [{kind: joint-degree, with: Elsewhere, country: US, source: page}]")

    assert joint.countries == ()
    assert [own.value.name for own in joint.shared] == ["Elsewhere"]


@pytest.mark.parametrize("kind", ["electives", "exchange"])
def test_partner_who_neither_teaches_nor_awards_shares_nothing(kind):
    found = degree(f"partners: [{{kind: {kind}, with: Elsewhere, source: page}}]")

    assert (found.countries, found.shared) == (("PL",), ())


def test_what_nobody_stated_is_unknown():
    found = degree(schools={})

    assert set(found.credentials[0].attributes) == {"country"}


def test_accreditation_is_that_of_the_degree_and_of_the_school():
    found = degree(ACCREDITED)

    assert said(found, "accreditor") == ("lcme",)
    assert found.facts["school.accreditor"] == ("lcme",)


def test_accreditation_that_ends_before_the_degree_is_unknown_and_told():
    found = degree("recognition: [{by: NAQAAE, is: accredited, until: '2030', source: page}]")

    assert said(found, "accreditor") is None
    assert [own.value.authority for own in found.ending] == ["NAQAAE"]


def test_accreditation_that_lasts_to_the_degree_counts():
    found = degree("recognition: [{by: NAQAAE, is: accredited, until: '2033-10', source: page}]")

    assert (said(found, "accreditor"), found.ending) == (("naqaae",), ())


def test_end_that_cannot_be_read_counts_as_an_end():
    found = degree("recognition: [{by: NAQAAE, is: accredited, until: soon, source: page}]")

    assert (said(found, "accreditor"), len(found.ending)) == (None, 1)


@pytest.mark.parametrize("status", ["lapsed", "withdrawn", "refused", "not-accredited"])
def test_accreditation_that_was_lost_is_known_to_be_none(status):
    found = degree(f"recognition: [{{by: LCME, is: {status}, source: page}}]")

    assert said(found, "accreditor") == ()
    assert "school.accreditation-recognised-by" in found.facts


def test_lost_accreditation_beside_one_that_ends_is_unknown():
    found = degree("""
recognition:
  - {by: LCME, is: lapsed, source: page}
  - {by: NAQAAE, is: accredited, until: "2030", source: page}
""")

    assert said(found, "accreditor") is None


def test_statement_that_is_over_says_nothing():
    found = degree("recognition: [{by: LCME, is: accredited, over: yes, source: page}]")

    assert said(found, "accreditor") is None


RECOGNISED = """
recognition:
  - {{by: NCEQE, is: accredited, source: page}}
  - {{by: WFME, is: "recognises NCEQE as an agency", until: "{until}", source: page}}
"""


@pytest.mark.parametrize(("until", "known"), [("2040", ("wfme",)), ("2028-10", None)])
def test_recogniser_counts_as_long_as_it_recognises(until, known):
    found = degree(RECOGNISED.format(until=until))

    assert found.facts.get("school.accreditation-recognised-by") == known
    assert len(found.ending) == (known is None)


def test_recogniser_of_nobody_is_none():
    found = degree('recognition: [{by: WFME, is: "recognises an agency", source: page}]')

    assert "school.accreditation-recognised-by" not in found.facts


@pytest.mark.parametrize(("status", "known"), [
    ("acceptable", (True,)), ("not-acceptable", (False,)), ("member", None),
])  # fmt: skip
def test_what_the_medical_council_accepts_is_as_stated(status, known):
    found = degree(f"recognition: [{{by: GMC, is: {status}, source: page}}]")

    assert said(found, "gmc-acceptable") == known


def test_number_in_the_directory_lists_the_school_that_teaches_or_awards():
    listed = school_of("identifiers: {wdoms: {is: F0001, source: page}}")

    assert said(degree(schools={listed.id: listed}), "in-wdoms") == (True,)
    assert said(degree(), "in-wdoms") is None


@pytest.mark.parametrize(("title", "known"), [("MD", (False,)), ("DO", None)])
def test_doctor_of_medicine_is_no_osteopath(title, known):
    assert said(degree(f"degree: {title}"), "osteopathic") == known


SPEECH = "speech:\n"


def speech(*lines):
    """Return the key of languages with these phases."""
    return SPEECH + "".join(f"  - {{{line}, source: page}}\n" for line in lines)


def test_languages_are_those_of_all_years():
    found = degree(speech("phase: preclinical, in: [en]", "phase: clinical, in: [pl]"))

    assert said(found, "language") == ("en", "pl")
    assert said(found, "solely-in-language") == ()


def test_languages_are_unknown_where_those_of_some_years_are():
    found = degree(speech("phase: preclinical, in: [en]"))

    assert (said(found, "language"), said(found, "solely-in-language")) == (None, None)


def test_only_language_is_what_it_is_taught_in_alone():
    assert said(degree(speech("phase: whole, in: [en]")), "solely-in-language") == ("en",)


def test_other_language_with_patients_leaves_the_only_language_open():
    found = degree(speech("phase: whole, in: [en]", "phase: patients, in: [pl]"))

    assert said(found, "solely-in-language") is None


def test_graduate_is_no_student_and_of_this_school():
    before = person(facts={"student.status": "enrolled", "student.year": 3, "citizenship": ["GH"]})

    after = graduate(before, degree(), known=WORDS)

    assert after.facts == {
        "citizenship": before.facts["citizenship"],
        "student.status": ("graduate",),
        "school.country": ("PL",),
    }


def test_degree_that_is_expected_elsewhere_is_given_up_and_one_that_is_held_kept():
    own = held(DEGREE, "2020-06-30", country="BR")
    expected = replace(own, type="degree/expected")
    found = degree()

    after = graduate(replace(person(), credentials=(own, expected)), found, known=WORDS)

    assert after.credentials == (own, *found.credentials)


def test_stages_of_an_earlier_school_are_dropped():
    before = person(
        changing={"school.accreditor": {"2020-01-01..": "lcme"}, "citizenship": {"..": "GH"}}
    )

    assert set(graduate(before, degree(), known=WORDS).timelines) == {"citizenship"}


def test_words_that_the_vocabulary_lacks_are_left_out():
    found = degree_of(
        programme_of(ACCREDITED), schools=SCHOOLS, start=START, known=VOCABULARY
    )  # fmt: skip

    assert "accreditor" not in found.credentials[0].attributes
    assert isinstance(found.facts, MappingProxyType)
