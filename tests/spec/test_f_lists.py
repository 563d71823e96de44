"""F. Lists, tables and look-ups."""

from salerno.credentials.vocabulary import Table
from tests.spec.clerk import held, person, shows
from tests.spec.vocabulary import VOCABULARY


def degree(on="2018-06-30", **more):
    return held("degree/primary-medical", on, **more)


def test_f1_whitelist_of_institutions():
    """One of the institutions on a versioned list.

    Singapore: schools of the Second Schedule [SG.qual]; Florida: twelve institutions
    [US.alt.flmfc].
    """
    rule = """
    {has: degree/primary-medical, where: {school: {in-list: sg/schools}}}
    """

    shows(rule, "a listed school", person(degree(school="school-of-bologna")), "eligible")
    shows(rule, "a school that is not listed", person(degree(school="another")), "not-yet")
    shows(
        rule,
        "a school struck off in 2020, asked today",
        person(degree(school="school-of-salerno")),
        "not-yet",
    )


def test_f2_registry_with_annotations():
    """A note in a register, as it stood at graduation.

    World Directory with the Canada Sponsor Note [CA.mccqe.school]; a school listed until 2019.
    """
    rule = """
    all:
      - {has: degree/primary-medical, where: {wdoms-note: canada-sponsor}}
      - {has: degree/primary-medical, where: {school: {in-list: sg/schools, at: record}}}
    """
    noted = {"school": "school-of-salerno", "wdoms-note": ["canada-sponsor", "ecfmg-eligible"]}

    shows(
        rule,
        "graduated on the last day of the listing",
        person(degree("2019-12-31", **noted)),
        "eligible",
    )
    shows(rule, "graduated the day after", person(degree("2020-01-01", **noted)), "not-yet")
    shows(
        rule,
        "graduated around then",
        person(degree("2019-12-31..2020-01-01", **noted)),
        "cannot-tell",
    )
    shows(rule, "no note", person(degree(school="school-of-salerno", wdoms_note="none")), "not-yet")


def test_f3_accreditor_of_accreditor_chain():
    """A school accredited by an agency that somebody recognises.

    Pathway 3: accredited by an agency recognised by WFME [US.path3.wfme].
    """
    rule = """
    {has: degree/primary-medical, where: {agency: {in-list: wfme/agencies}}, if-unmet: never}
    """

    shows(
        rule,
        "accredited by a recognised agency",
        person(degree(agency=["agency-a", "agency-z"])),
        "eligible",
    )
    shows(rule, "accredited by another", person(degree(agency="agency-z")), "never")
    shows(rule, "accreditation not known", person(degree()), "cannot-tell")
    shows(rule, "no degree yet: not barred", person(), "not-yet")


def test_f4_country_by_specialty_table():
    """Certain specialties of certain countries.

    Royal College approved jurisdictions, not all specialties of each [CA.rcpsc.ajr].
    """
    rule = """
    {has: qualification/postgraduate, table: royal-college}
    """

    def qualified(country, specialty):
        return person(held("qualification/postgraduate", country=country, specialty=specialty))

    shows(rule, "psychiatry from the United Kingdom", qualified("GB", "psychiatry"), "eligible")
    shows(rule, "surgery from Ireland", qualified("IE", "surgery"), "eligible")
    shows(rule, "surgery from the United Kingdom", qualified("GB", "surgery"), "not-yet")


def test_f5_qualification_by_award_year_and_companion():
    """A title from a certain year on, together with another certificate.

    Australia: MRCGP from 2007 with CCT; MICGP from 2009 with CSCST [AU.esp.gp].
    """
    rule = """
    {has: qualification/postgraduate, table: au/gp-titles}
    """

    def titled(name, on, companion):
        return person(held("qualification/postgraduate", on, name=name, companion=companion))

    shows(rule, "MRCGP of 2007 with CCT", titled("MRCGP", "2007-01-01", "CCT"), "eligible")
    shows(rule, "MRCGP of 2006 with CCT", titled("MRCGP", "2006-12-31", "CCT"), "not-yet")
    shows(rule, "MICGP of 2010 without companion", titled("MICGP", "2010-01-01", "none"), "not-yet")


RULE_TIERS = """
any:
  - all:
      - {has: qualification/postgraduate, where: {name: fellowship}}
      - {time: experience/practice, is: at least 8 years}
    id: consultant
"""


def test_f6_tier_by_qualification_and_years():
    """A title that follows from qualification and years.

    UAE: general practitioner, specialist, consultant [AE.pqr]. Each title is an opportunity of its
    own with its own rule; the highest one that is met is the title.
    """
    rule = RULE_TIERS
    fellow = held("qualification/postgraduate", name="fellowship")
    specialist = rule.replace("8 years", "2 years")

    eight = person(fellow, held("experience/practice", "2018-11-22"))
    shows(rule, "fellow with eight years: consultant", eight, "eligible")
    three = person(fellow, held("experience/practice", "2023-11-22"))
    shows(rule, "fellow with three years: not consultant", three, "not-yet")
    shows(specialist, "fellow with three years: specialist", three, "eligible")


def test_f7_two_parallel_threshold_tables():
    """The same numbers judged by two rows, with different ends.

    Japan: 6 years, 18 in all, 4,500 hours for the direct examination; 5, 17 and 3,500 for the
    preliminary one [JP.tab.direct]. Each row is an opportunity.
    """
    rule = """
    all:
      - {time: education/course, is: at least 6 years}
      - {sum: hours, of: experience/practice, is: ">= 4500"}
    """
    preliminary = rule.replace("6 years", "5 years").replace("4500", "3500")
    somebody = person(
        held("education/course", "2015-04-01", "2020-03-31"),
        held("experience/practice", "2018-04-01", "2020-03-31", hours=4000),
    )

    shows(rule, "five years, 4,000 hours: direct examination", somebody, "not-yet")
    shows(preliminary, "five years, 4,000 hours: preliminary examination", somebody, "eligible")


def test_f8_sub_national_variants():
    """A part of a country asks what the country asks, with changes of its own.

    Canadian provinces, German Länder, US states [CA.prov.n, DE.fsp.level]. Which one decides can
    follow from the place of practice.
    """
    rule = """
    versions:
      - in-force: ..
        source: law
        requires:
          all:
            - {has: ca/mccqe, where: {result: pass}, id: mccqe}
            - {has: certification/board, id: certified}
        except:
          - when: {has: offer/post, where: {region: BC}}
            because: {en: British Columbia does not ask for the MCCQE}
            drop: [mccqe]
    """
    certified = held("certification/board")

    shows(
        rule,
        "a post in British Columbia",
        person(certified, held("offer/post", region="BC")),
        "eligible",
    )
    shows(rule, "a post in Ontario", person(certified, held("offer/post", region="ON")), "not-yet")
    shows(rule, "place not told", person(certified, complete=("ca/*",)), "cannot-tell")


def test_f9_exemption_by_discretion():
    """Only the authority can say; nothing is computed.

    HPCSA exemptions [ZA.exempt]; Swiss case-by-case decisions [CH.fed].
    """
    rule = """
    any:
      - {has: au/mcq, where: {result: pass}}
      - {judge: exempted-by-the-council, text: {en: The council exempts from the examination}}
    """
    decided = "judged/exempted-by-the-council"

    shows(rule, "examination passed", person(held("au/mcq", result="pass")), "eligible")
    shows(rule, "not decided", person(), "cannot-tell")
    assert decided not in VOCABULARY.facts


def test_f4_tables_hold_rows_of_conditions():
    """A table is a list of rows, each of conditions that must hold together. [CA.rcpsc.ajr]"""
    table = VOCABULARY.tables["royal-college"]

    assert isinstance(table, Table)
    assert len(table.rows) == 2
