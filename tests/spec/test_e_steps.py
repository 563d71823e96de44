"""E. Steps: windows that lapse, outcomes, fallbacks, tiers, actors, repairs. D10: diagnosis."""

import pytest

from salerno.credentials.tri import Tri
from salerno.rules.competition import odds_for
from salerno.rules.fees import refund
from salerno.rules.grants import holds_on, licence_tiers
from salerno.rules.requirements import walk
from tests.spec.clerk import held, opportunity, person, shows
from tests.spec.office import NOBODY, amount, day, offer, seen


def notes(rule):
    """What is said beside each part of a rule that has an id, by id."""
    parts = walk(opportunity(rule).versions[0].requires)
    return {part.note.id: part.note for part in parts if part.note.id}


def test_d10_single_diagnostic_sitting_generates_requirements():
    """An examination that nobody fails; what it did not cover must be examined afterwards.

    Austria: one screening test for each degree; its result sets the obligations by subject
    [AT.test].
    """
    rule = """
    all:
      - {has: at/sample-test, id: sat}
      - any:
          - {has: at/sample-test, where: {covered: surgery}}
          - {has: at/subject-examination, where: {subject: surgery}, id: surgery}
      - any:
          - {has: at/sample-test, where: {covered: paediatrics}}
          - {has: at/subject-examination, where: {subject: paediatrics}, id: paediatrics}
    """
    covered_one = held("at/sample-test", "2026-02-01", covered=["surgery"])
    examined = held("at/subject-examination", "2026-09-01", subject="paediatrics")

    shows(rule, "covered both", person(held("at/sample-test", covered=["surgery", "paediatrics"])),
          "eligible")  # fmt: skip
    shows(rule, "owes one subject", person(covered_one), "not-yet")
    shows(rule, "examined in the subject owed", person(covered_one, examined), "eligible")
    shows("{attempts: at/sample-test, max: 1}", "wants to sit it again", person(covered_one),
          "not-yet")  # fmt: skip


def test_e4_windowed_authorisation_may_lapse_unused():
    """A permission to sit holds for a window; unused, it lapses and the money is lost.

    AMC: authorisation for twelve months [AU.mcq.format]; MCCQE: twelve months from acceptance
    [CA.mccqe.window].
    """
    authorised = offer("""
        grants: [{type: permit/examination, lasts: 12 months, renewable: no, source: hearsay}]
        fees: [{for: examination, amount: 2920 AUD, source: hearsay, refunds: none}]
    """)
    rule = """
    event: {starts: 2027-03-01}
    versions:
      - in-force: ..
        source: law
        requires: {has: permit/examination, age: at most 12 months, at: event}
    """
    (grant,), (fee,) = authorised.grants, authorised.fees
    given = day("2026-03-01")

    def holds(on):
        return holds_on(grant, given=given, on=day(on), person=NOBODY)

    assert [holds(on) for on in ("2026-02-28", "2027-03-01", "2027-03-02")] == [
        Tri.NO, Tri.YES, Tri.NO,
    ]  # fmt: skip
    lost = refund(fee, paid=fee.amount.low, withdrawn=day("2026-12-01"), view=seen())
    assert lost == amount("0 AUD")
    late, in_time = (person(held("permit/examination", on)) for on in ("2026-02-28", "2026-03-01"))
    shows(rule, "sits on the last day", in_time, "eligible")
    shows(rule, "sits a day late", late, "not-yet")


JAPAN = """
    outcomes:
      - id: direct
        says: {en: Admitted to the national examination}
        grants: [jp/examination-permit]
        then: [jp/ministry/national-examination]
        source: law
      - id: preliminary
        says: {en: Admitted to the preliminary examination}
        grants: [jp/preliminary-permit]
        then: [jp/ministry/preliminary-examination]
        source: law
      - {id: refused, says: {en: Refused}, source: law}
"""


def test_e5_outcome_decides_the_next_steps():
    """A step has several ends, exactly one of which happens; each opens steps of its own.

    Japan: direct, preliminary or refused [JP.tab.direct, JP.tab.prelim]; how often each happens is
    not stated, so it is unknown.
    """
    screening = offer(JAPAN)

    assert {o.id: o.then for o in screening.outcomes} == {
        "direct": ("jp/ministry/national-examination",),
        "preliminary": ("jp/ministry/preliminary-examination",),
        "refused": (),
    }
    assert odds_for(screening.odds, what="direct", segment={}) is None


def test_e6_degraded_fallback_grants_less():
    """Who misses the higher grant may still get the lower one.

    Japan: documents in order and the clinical language test failed gives the preliminary
    examination [JP.fallback].
    """
    direct = "{has: exam/overseas, where: {name: clinical-language, result: pass}}"
    preliminary = "{has: exam/overseas, where: {name: clinical-language, result: [pass, fail]}}"
    higher, lower, _ = offer(JAPAN).outcomes
    failed = person(held("exam/overseas", name="clinical-language", result="fail"))

    shows(direct, "failed the clinical language test", failed, "not-yet")
    shows(preliminary, "failed the clinical language test", failed, "eligible")
    assert (higher.grants, lower.grants) == (("jp/examination-permit",), ("jp/preliminary-permit",))


def test_e6_second_iteration_is_the_fallback():
    """Who is closed out of the first round, or unmatched in it, has the second.

    Ontario, as announced: two years of high school there for the first iteration [CA.on.hs].
    """
    rule = """
    versions:
      - in-force: ..
        source: law
        requires: {time: education/secondary, where: {region: ON}, is: at least 2 years}
    outcomes:
      - {id: matched, says: {en: Matched}, final: yes, source: law}
      - {id: unmatched, says: {en: Left over}, then: [ca/carms/second-iteration], source: law}
    """
    elsewhere = person(held("education/secondary", "2010-09-01", "2014-06-30", region="QC"))

    shows(rule, "schooled elsewhere", elsewhere, "not-yet")
    shows("nothing", "schooled elsewhere, second iteration", elsewhere, "eligible")
    assert [(o.then, o.final) for o in opportunity(rule).outcomes] == [
        ((), True),
        (("ca/carms/second-iteration",), False),
    ]


def test_e8_tiered_licence_is_climbed_step_by_step():
    """A licence of one tier, held for its time, opens the next.

    Illinois: a limited licence for two years, a restricted one for two years in a shortage area,
    then a full one [US.alt.il].
    """
    ladder = offer("""
        grants:
          - {type: us/licence-full, lasts: unlimited, tier: 3, source: hearsay}
          - {type: us/licence-limited, lasts: 2 years, tier: 1, scope: {employer: the sponsor},
             leads-to: us/illinois/restricted, source: hearsay}
          - {type: us/licence-restricted, lasts: 2 years, tier: 2, scope: {place: shortage area},
             leads-to: us/illinois/full, source: hearsay}
    """)
    next_tier = "{has: us/licence-limited, age: at least 2 years, valid: any}"

    assert [(grant.type, grant.leads_to) for grant in licence_tiers(ladder.grants)] == [
        ("us/licence-limited", "us/illinois/restricted"),
        ("us/licence-restricted", "us/illinois/full"),
        ("us/licence-full", ""),
    ]
    shows(next_tier, "limited for two years", person(held("us/licence-limited", "2024-11-22")),
          "eligible")  # fmt: skip
    shows(next_tier, "a day short", person(held("us/licence-limited", "2024-11-23")), "not-yet")


def test_e9_step_started_by_somebody_else_names_the_actor():
    """Some steps are taken by a school, an employer or an authority, and the person waits.

    Baden-Württemberg: the authority registers candidates for the language test [DE.fsp.flow];
    Pathways 3 to 5: the school attests clinical skills [US.path35.attest]; Qatar: the employer
    submits [QA.eval].
    """
    rule = """
    all:
      - {id: registered, has: permit/examination, actor: authority}
      - {id: attested, judge: clinical-skills, actor: school}
      - {id: submitted, has: qa/evaluation, actor: employer}
      - {id: passed, has: us/usmle-step1}
    """

    assert {name: note.actor for name, note in notes(rule).items()} == {
        "registered": "authority",
        "attested": "school",
        "submitted": "employer",
        "passed": "applicant",
    }
    shows(rule, "waits for the authority", person(), "not-yet")


def test_e10_grant_depends_on_a_continuing_fact():
    """What was granted lapses when what it hangs on lapses.

    Florida: the faculty certificate holds for two years while the licence at home does
    [US.alt.flmfc]; Dubai: a letter for one year, renewable while the examination is valid
    [AE.elig].
    """
    faculty = offer("""
        grants:
          - type: us/faculty-certificate
            lasts: 2 years
            renewable: yes
            while-holding: [licence/medical]
            source: hearsay
    """)
    (certificate,) = faculty.grants
    lapsing = person(held("licence/medical", "2015-01-01", "2026-12-31"))
    silent = person(held("licence/medical", "2015-01-01", "2026-12-31"), complete=())

    def holds(someone, on):
        return holds_on(certificate, given=day("2026-01-01"), on=day(on), person=someone)

    assert holds(lapsing, "2026-12-31") is Tri.YES
    assert holds(lapsing, "2027-01-01") is Tri.NO
    assert holds(silent, "2027-01-01") is Tri.UNKNOWN
    assert holds(person(held("licence/medical", "2015-01-01")), "2028-01-02") is Tri.NO


def test_e11_remediation_is_named_beside_what_is_missing():
    """What is missing says where it can be made good.

    Qatar: missing experience is made good at three named institutions only [QA.eval].
    """
    rule = """
    id: experience
    time: experience/practice
    is: at least 2 years
    within: 3 years
    fix: [qa/hmc/training, qa/phcc/training, qa/sidra/training]
    """

    shows(rule, "one year of practice",
          person(held("experience/practice", "2025-01-01", "2025-12-31")), "not-yet")  # fmt: skip
    assert notes(rule)["experience"].fix == (
        "qa/hmc/training", "qa/phcc/training", "qa/sidra/training",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("disrupted", "months", "verdict"),
    [(0, 12, "eligible"), (1, 12, "not-yet"), (1, 24, "eligible"), (2, 24, "not-yet"),
     (2, 36, "eligible")],
)  # fmt: skip
def test_e11_remediation_lengthens_a_step(disrupted, months, verdict):
    """What was disturbed is made up by a longer step.

    India: internship of twelve months, up to two years after one disrupted year and up to three
    after two [IN.crmi].
    """
    rule = """
    choose:
      - when: {has: leave/any, count: ">= 2"}
        then: {time: experience/internship, is: at least 36 months}
      - when: {has: leave/any}
        then: {time: experience/internship, is: at least 24 months}
      - else: {time: experience/internship, is: at least 12 months}
    """
    years = {12: "2022-06-30", 24: "2023-06-30", 36: "2024-06-30"}
    intern = held("experience/internship", "2021-07-01", years[months])
    lost = [held("leave/any") for _ in range(disrupted)]

    shows(rule, f"{disrupted} disrupted years, {months} months", person(intern, *lost), verdict)
