"""G. Person, place, citizenship."""

from salerno.rules.competition import odds_for
from tests.spec.clerk import held, person, shows
from tests.spec.office import offer


def test_g1_citizenship_or_residence():
    """A citizenship or a status of residence.

    CaRMS: citizen or permanent resident [CA.carms.bar].
    """
    rule = """
    any:
      - {fact: citizenship, is: CA}
      - {has: residence/stay, where: {country: CA, status: permanent}}
    """
    resident = held("residence/stay", "2024-01-01", country="CA", status="permanent")

    shows(rule, "citizen of two countries", person(facts={"citizenship": ["EG", "CA"]}), "eligible")
    shows(rule, "permanent resident", person(resident, facts={"citizenship": "EG"}), "eligible")
    shows(rule, "neither", person(facts={"citizenship": "EG"}), "not-yet")
    shows(rule, "said nothing of either", person(complete=()), "cannot-tell")


def test_g2_family_derived_status():
    """A status that comes from a relative.

    Spouse of an EU, EFTA or Swiss national [CH.direct]; a parent posted abroad by the armed forces
    or the foreign service [CA.on.hs].
    """
    rule = """
    any:
      - {has: family/relative, where: {relation: spouse, citizenship: [CH, FR, IT, "NO"]}}
      - has: family/relative
        where: {relation: parent, posted-by: [armed-forces, foreign-service]}
    """

    shows(
        rule,
        "married to a Norwegian",
        person(held("family/relative", relation="spouse", citizenship="NO")),
        "eligible",
    )
    shows(
        rule,
        "child of a Norwegian",
        person(held("family/relative", relation="parent", citizenship="NO", posted_by="none")),
        "not-yet",
    )
    shows(
        rule,
        "child of a diplomat abroad",
        person(held("family/relative", relation="parent", posted_by="foreign-service")),
        "eligible",
    )


def test_g3_school_country_regardless_of_nationality():
    """The place of the school counts, not the passport.

    UK priority group: schools of five countries [UK.mta.prio].
    """
    rule = """
    {has: degree/primary-medical, where: {country: {in-list: gb/priority-countries}}}
    """

    shows(
        rule,
        "Egyptian with an Irish degree",
        person(held("degree/primary-medical", country="IE"), facts={"citizenship": "EG"}),
        "eligible",
    )
    shows(
        rule,
        "Irish with an Egyptian degree",
        person(held("degree/primary-medical", country="EG"), facts={"citizenship": "IE"}),
        "not-yet",
    )


def test_g4_nationality_and_school_country_together():
    """The same country by passport and by school, and of a certain kind.

    GMC: national of, and degree from, a country where English is first [UK.eng.nat].
    """
    rule = """
    has: degree/primary-medical
    where: {country: {all: [{in-list: english-first}, {same-as: citizenship}]}}
    """

    def graduate(school, *passports):
        return person(
            held("degree/primary-medical", country=school), facts={"citizenship": list(passports)}
        )

    shows(rule, "Australian with an Australian degree", graduate("AU", "AU"), "eligible")
    shows(rule, "Egyptian with an Australian degree", graduate("AU", "EG"), "not-yet")
    shows(rule, "Egyptian with an Egyptian degree", graduate("EG", "EG"), "not-yet")


def test_g5_country_of_last_permanent_residence():
    """The latest of several residences.

    J-1: statement of need from the country of last legal permanent residence [US.visa.j1.son].
    """
    rule = """
    {has: residence/stay, where: {status: permanent, country: EG}, latest: yes}
    """
    egypt = held("residence/stay", "1998-01-01", "2019-12-31", country="EG", status="permanent")
    qatar = held("residence/stay", "2020-01-01", country="QA", status="permanent")

    shows(rule, "always lived in Egypt", person(egypt), "eligible")
    shows(rule, "moved to Qatar since", person(egypt, qatar), "not-yet")


def test_g6_country_of_schooling_before_medicine():
    """Where somebody went to school before the university.

    Ontario: at least two years of high school there [CA.on.hs]; Japan waives the language test for
    secondary school in Japan [JP.lang].
    """
    rule = """
    {time: education/secondary, where: {country: CA, region: ON}, is: at least 2 years}
    """

    shows(
        rule,
        "two years in Ontario",
        person(held("education/secondary", "2012-09-01", "2014-08-31", country="CA", region="ON")),
        "eligible",
    )
    shows(
        rule,
        "a day less",
        person(held("education/secondary", "2012-09-02", "2014-08-31", country="CA", region="ON")),
        "not-yet",
    )


def test_g7_territorial_condition_on_parts_of_training():
    """Where the parts of the training took place.

    EU: all in the same state [EU.same]; Singapore: no twinning [SG.twin].
    """
    rule = """
    all:
      - {has: degree/primary-medical, where: {same-country-throughout: yes, twinned: no}}
      - {time: experience/internship, where: {country: RO}, is: at least 6 months}
    """
    plain = held("degree/primary-medical", same_country_throughout="yes", twinned="no")
    interned = held("experience/internship", "2024-01-01", "2024-12-31", country="RO")

    shows(rule, "all in one country", person(plain, interned), "eligible")
    twinned = held("degree/primary-medical", same_country_throughout="no", twinned="yes")
    shows(rule, "two years elsewhere", person(twinned, interned), "not-yet")


def test_g8_reference_to_the_rule_of_another_country():
    """Whether another country would give the person a licence, on par with its own.

    India: licensable in the country of study [IN.fmgl.lic].
    """
    rule = """
    any:
      - {has: licence/medical, where: {country: {same-as: citizenship}}, valid: any}
      - {has: degree/primary-medical, where: {licensable-at-home: yes}}
    """

    shows(
        rule,
        "said to be licensable",
        person(held("degree/primary-medical", licensable_at_home="yes")),
        "eligible",
    )
    shows(
        rule,
        "not known",
        person(held("degree/primary-medical"), complete=("licence/*",)),
        "cannot-tell",
    )


def test_g9_treaty_exceptions():
    """An exception for some origins, with its legal basis.

    CIS diplomas in Russia [RU.treaty]; UK treaties with EFTA states [UK.mta.prio].
    """
    rule = """
    versions:
      - in-force: ..
        source: law
        requires: {has: exam/overseas, where: {name: nostrification, result: pass}, id: nostrified}
        except:
          - when: {has: degree/primary-medical, where: {country: [KZ, BY, AM]}}
            because: {en: treaty on mutual recognition}
            then: met
    """

    shows(
        rule,
        "degree from a treaty state",
        person(held("degree/primary-medical", country="KZ")),
        "eligible",
    )
    shows(
        rule,
        "degree from elsewhere",
        person(held("degree/primary-medical", country="EG")),
        "not-yet",
    )


def test_g10_base_rate_class_differs_from_the_legal_class():
    """The class that a statistic counts somebody in is not the class that a rule puts them in.

    NRMP counts a permanent resident who graduated abroad with the non-US graduates, where a rule on
    status would take residents like citizens [US.match.class].
    """
    rule = """
    any:
      - {fact: citizenship, is: US}
      - {has: residence/stay, where: {country: US, status: permanent}}
    """
    resident = person(
        held("residence/stay", "2020-01-01", country="US", status="permanent"),
        facts={"citizenship": "EG"},
    )
    match = offer("""
        odds:
          - {of: match, passed: 2949, sat: 4210, year: "2026", source: law,
             segment: {class: us-img}}
          - {of: match, passed: 6733, sat: 11944, year: "2026", source: law,
             segment: {class: non-us-img}}
    """)

    shows(
        rule, "permanent resident, graduated abroad: as a citizen by the rule", resident, "eligible"
    )
    counted = odds_for(match.odds, what="match", segment={"class": "non-us-img"})
    assert counted is not None
    assert (counted.passed, counted.sat) == (6733, 11944)
