"""K. The status of a rule: versions, grandfathering, waivers, proposals, names and disputes."""

import pytest

from salerno.rules.canonical import version_id
from salerno.rules.competition import deadline_day, remaining
from salerno.rules.opportunities import aliases_on, attempts_left, believed, values_on
from tests.spec.clerk import EVERYTHING, VOCABULARY, held, opportunity, person, shows, verdict_of
from tests.spec.office import around, day, offer, seen


def failed(times, on="2019-05-01"):
    """So many failed sittings of Step 1."""
    return [held("us/usmle-step1", on, result="fail") for _ in range(times)]


def test_k1_date_effective_change_by_the_day_of_application():
    """A rule changes for everybody who applies from a day on.

    USMLE: six attempts until June 2021, four from 1 July 2021 [US.usmle.attempts].
    """
    rule = """
    versions:
      - {in-force: ..2021-06-30, source: law, requires: {attempts: us/usmle-step1, max: 6}}
      - {in-force: 2021-07-01.., source: law, requires: {attempts: us/usmle-step1, max: 4}}
    """
    four = person(*failed(4))

    shows(rule, "applied the day before", four, "eligible", application="2021-06-30")
    shows(rule, "applied on the day", four, "not-yet", application="2021-07-01")


def test_k1_date_effective_change_by_the_day_of_the_examination():
    """The day of another event may decide which version applies.

    AMC Clinical: ten of fourteen scored stations for examinations before 21 March 2024, nine of
    fourteen from then on [AU.clin.rule].
    """
    rule = """
    decided-by: {credential: au/clinical-station}
    versions:
      - in-force: ..2024-03-20
        source: law
        requires: {has: au/clinical-station, where: {result: pass}, count: ">= 10"}
      - in-force: 2024-03-21..
        source: law
        requires: {has: au/clinical-station, where: {result: pass}, count: ">= 9"}
    """

    def stations(on):
        return person(*[held("au/clinical-station", on, result="pass") for _ in range(9)])

    shows(rule, "nine stations the day before", stations("2024-03-20"), "not-yet")
    shows(rule, "nine stations on the day", stations("2024-03-21"), "eligible")
    shows(rule, "nine stations in March 2024", stations("2024-03"), "cannot-tell")


@pytest.mark.parametrize(
    ("cycle_end", "verdict"),
    [("2023-12-31", "not-yet"), ("2028-12-31", "eligible")],
    ids=["2019-2023: 400", "2024-2028: 250"],
)
def test_k1_date_effective_change_by_the_end_of_the_cycle(cycle_end, verdict):
    """The end of a person's own cycle may decide which version applies.

    Royal College: 400 credits for cycles that ended by 2023, 250 since. T23: 260 credits in the
    cycles 2019-2023 and 2024-2028 [CME.rc.old, CME.rc.new].
    """
    rule = """
    decided-by: {fact: cpd.cycle-end}
    versions:
      - in-force: ..2023-12-31
        source: law
        requires: {sum: credits, of: cpd/activity, is: ">= 400"}
      - in-force: 2024-01-01..
        source: law
        requires: {sum: credits, of: cpd/activity, is: ">= 250"}
    """
    doctor = person(
        held("cpd/activity", "2023-05-01", credits=260), facts={"cpd.cycle-end": cycle_end}
    )

    shows(rule, f"cycle that ends on {cycle_end}", doctor, verdict)


def test_k2_grandfathering_accepts_what_was_done_before_a_day():
    """What was passed before a day still counts; the same passed later does not.

    GMC: USMLE passed by 2020-03-13, MCCQE by 2020-10-27 [UK.route.overseas].
    """
    rule = """
    any:
      - {has: us/usmle-step2ck, where: {result: pass, on: "<= 2020-03-13"}}
      - {has: ca/mccqe, where: {result: pass, on: "<= 2020-10-27"}}
    """

    shows(rule, "passed on the last day",
          person(held("us/usmle-step2ck", "2020-03-13", result="pass")), "eligible")  # fmt: skip
    shows(rule, "passed a day late",
          person(held("us/usmle-step2ck", "2020-03-14", result="pass")), "not-yet")  # fmt: skip
    shows(rule, "the other examination has its own day",
          person(held("ca/mccqe", "2020-10-27", result="pass")), "eligible")  # fmt: skip


def test_k2_grandfathering_by_the_day_of_enrolment():
    """The regime is that of the day on which a person enrolled, whenever they apply.

    India: enrolled abroad from 18 November 2021 on, the regulations of 2021; before, those of 2002.
    T17: enrolled on the day before and on the day [IN.fmgl.apply].
    """
    rule = """
    decided-by: {fact: enrolled-on}
    versions:
      - {in-force: ..2021-11-17, source: law, requires: nothing}
      - in-force: 2021-11-18..
        source: law
        requires: {has: education/course, where: {months: ">= 54"}}
    """

    def enrolled(on):
        return person(held("education/course", months=48), facts={"enrolled-on": on})

    shows(rule, "enrolled the day before", enrolled("2021-11-17"), "eligible")
    shows(rule, "enrolled on the day", enrolled("2021-11-18"), "not-yet")
    shows(rule, "enrolled in November 2021", enrolled("2021-11"), "cannot-tell")


def test_k3_effective_date_depends_on_the_persons_history():
    """A rule begins later for those who had begun before it.

    USMLE: the cap of six held from 2012 for new examinees, from 2013 for those with attempts before
    2012 [US.usmle.attempts_old].
    """
    rule = """
    versions:
      - {in-force: ..2011-12-31, source: law, requires: nothing}
      - in-force: 2012-01-01..2012-12-31
        source: law
        requires: {id: cap, attempts: us/usmle-step1, max: 6}
        except:
          - when: {has: us/usmle-step1, where: {on: "< 2012-01-01"}}
            because: {en: Attempts before 2012 give a year more}
            drop: cap
      - {in-force: 2013-01-01.., source: law, requires: {attempts: us/usmle-step1, max: 6}}
    """
    new, old = person(*failed(6, "2012-03-01")), person(*failed(6, "2011-03-01"))

    shows(rule, "new, applies in 2012", new, "not-yet", application="2012-06-01")
    shows(rule, "began earlier, applies in 2012", old, "eligible", application="2012-06-01")
    shows(rule, "began earlier, applies in 2013", old, "not-yet", application="2013-01-01")


def test_k4_sunset_is_keyed_on_the_day_a_status_was_acquired():
    """A programme that has ended stays open to those whose status is older than its end.

    Conrad 30: J-1 status acquired before the sunset; the day of application does not matter
    [US.visa.conrad.sunset].
    """
    rule = """
    {has: us/j1-status, where: {on: "<= 2025-09-30"}, valid: any}
    """

    shows(rule, "status acquired on the last day, applies now",
          person(held("us/j1-status", "2025-09-30")), "eligible")  # fmt: skip
    shows(rule, "status acquired a day later",
          person(held("us/j1-status", "2025-10-01")), "not-yet")  # fmt: skip


def test_k5_announced_and_never_applied_is_shown_but_not_asked():
    """A rule that was announced and deferred is kept, and blocks nobody.

    India: NExT is deferred to about 2028-29, FMGE stays [IN.next].
    """
    rule = """
    versions:
      - {in-force: .., source: law, requires: {has: exam/overseas, where: {name: fmge}}}
      - in-force: 2028-01-01..
        status: deferred
        source: law
        requires: {has: exam/overseas, where: {name: next}}
    """
    graduate = person(held("exam/overseas", "2026-01-17", name="fmge"))

    shows(rule, "passed FMGE", graduate, "eligible")
    shows(rule, "passed FMGE, applies in 2029", graduate, "eligible", application="2029-01-01")
    assert [v.status for v in opportunity(rule).versions] == ["in-force", "deferred"]


def supposing(rule, *statuses):
    """What-if: the versions of the rule with these statuses, in their order."""
    versions = opportunity(rule).versions
    return {version_id(v): status for v, status in zip(versions, statuses, strict=True)}


def test_k6_bill_stayed_or_replaced_is_asked_with_and_without_it():
    """A rule may be announced, stayed by a court and replaced; a plan is made for each case.

    Ontario: two years of high school there, announced in October 2025, stayed on 27 November 2025,
    then replaced by priority for those who studied there or lived there for two years
    [CA.on.hs, CA.on.hs.stay, CA.on.hs.2026].
    """
    rule = """
    versions:
      - {in-force: .., source: law, requires: nothing}
      - in-force: 2025-10-15..
        status: stayed
        source: law
        requires: {time: education/secondary, where: {region: ON}, is: at least 2 years}
      - in-force: 2026-01-01..
        status: proposed
        source: hearsay
        requires:
          any:
            - {time: education/secondary, where: {region: ON}, is: at least 2 years}
            - {time: residence/stay, where: {region: ON}, is: at least 2 years}
    """
    resident = person(held("residence/stay", "2023-01-01", "2026-11-22", region="ON"))

    shows(rule, "as the rule stands", resident, "eligible")
    shows(rule, "had the court not stayed it", resident, "not-yet",
          statuses=supposing(rule, "repealed", "in-force", "proposed"))  # fmt: skip
    shows(rule, "under the replacement", resident, "eligible",
          statuses=supposing(rule, "repealed", "repealed", "enacted"))  # fmt: skip


def test_k6_bill_without_a_date_gives_both_scenarios():
    """While it is open whether a bill becomes law, both answers are shown, each for its case.

    Germany: the knowledge test becomes the default and the review of documents is on request only.
    T27: a file opened on 22 November 2026 [DE.reform].
    """
    rule = """
    versions:
      - {in-force: .., source: law, requires: {judge: documents-reviewed}}
      - in-force: 2026-01-01..
        status: proposed
        source: law
        requires: {has: de/kenntnispruefung, where: {result: pass}}
    """
    passed = person(held("de/kenntnispruefung", "2026-10-01", result="pass"))
    both = supposing(rule, "in-force", "in-force")

    shows(rule, "without the bill", passed, "cannot-tell")
    shows(rule, "with the bill", passed, "eligible",
          statuses=supposing(rule, "repealed", "in-force"))  # fmt: skip
    assert len(verdict_of(rule, passed, statuses=both).judged) == 2


def test_k7_temporary_extension_moves_a_deadline_once():
    """A deadline is moved in one year and stands as before in the next.

    ECFMG Pathways: 31 January of the Match year; 15 February in 2024 [US.path.deadline].
    """
    pathways = offer("""
        deadlines:
          - {id: apply, says: {en: Apply for a Pathway}, source: law, on: 01-31 of match-year,
             override: {2024: 2024-02-15}}
    """)
    (apply,) = pathways.deadlines

    assert deadline_day(apply, view=seen(match_year=2024)) == around("2024-02-15")
    assert deadline_day(apply, view=seen(match_year=2025)) == around("2025-01-31")


def test_k7_temporary_waiver_lifts_a_rule_for_a_time():
    """A requirement is lifted for what happened within some days, and has a name.

    India: students who came back from Ukraine between 26 February and 11 March 2022 might finish
    elsewhere; the permission ended on 7 March 2024 [IN.war].
    """
    rule = """
    versions:
      - in-force: ..2024-03-06
        source: law
        requires: {id: one-school, has: education/course, count: "<= 1"}
        except:
          - when:
              has: residence/stay
              where: {country: UA, until: {all: [">= 2022-02-26", "<= 2022-03-11"]}}
            because: {en: Came back from Ukraine in the first weeks of the war}
            drop: one-school
      - {in-force: 2024-03-07.., source: law, requires: {has: education/course, count: "<= 1"}}
    """
    two_schools = [held("education/course", on) for on in ("2019-09-01", "2022-09-01")]
    back = held("residence/stay", "2019-09-01", "2022-03-01", country="UA")
    late = held("residence/stay", "2019-09-01", "2022-03-12", country="UA")

    shows(rule, "came back in time", person(*two_schools, back), "eligible",
          application="2024-03-06")  # fmt: skip
    shows(rule, "came back a day late", person(*two_schools, late), "not-yet",
          application="2024-03-06")  # fmt: skip
    shows(rule, "after the permission ended", person(*two_schools, back), "not-yet",
          application="2024-03-07")  # fmt: skip


@pytest.mark.parametrize(
    ("match_year", "verdict"), [(2021, "eligible"), (2022, "not-yet"), (2027, "not-yet")]
)
def test_k8_same_name_means_something_else_by_cycle(match_year, verdict):
    """One name had different meanings in different cycles; each cycle keeps its own.

    Pathway 4: in the 2021 cycle a school in the federal loan programme; later a school whose agency
    NCFMEA found comparable [US.path4.ncfmea].
    """
    rule = """
    decided-by: {cohort: match-year}
    versions:
      - in-force: ..2021-12-31
        source: law
        requires: {has: degree/primary-medical, where: {wdoms-note: us-federal-loans}}
      - in-force: 2022-01-01..
        source: law
        requires: {has: degree/primary-medical, where: {agency: agency-a}}
    """
    graduate = person(
        held("degree/primary-medical", **{"wdoms-note": "us-federal-loans", "agency": "none"})
    )

    shows(rule, f"Match {match_year}", graduate, verdict, match_year=match_year)


def test_k8_format_of_an_examination_changes():
    """A statement no verdict hangs on has its periods too.

    SMLE: 300 questions in 2017, 200 in two parts of 120 minutes later [SA.smle.format].
    """
    smle = offer("""
        values:
          - {id: questions-2017, says: {en: Questions}, amount: 300, in-force: ..2018-12-31,
             source: law}
          - {id: questions, says: {en: Questions}, amount: 200, in-force: 2019-01-01..,
             source: hearsay}
    """)

    assert [value.amount for value in values_on(smle, on=day("2017-05-01"))] == ["300"]
    assert [value.amount for value in values_on(smle, on=day("2026-11-22"))] == ["200"]


def test_k9_rename_keeps_the_old_name_with_its_dates():
    """What was told under a former name is the same thing.

    MCCQE Part I is called MCCQE from April 2026 on [CA.mccqe.rename].
    """
    rule = """
    {has: ca/mccqe-part-i, where: {result: pass}}
    """
    mccqe = offer("aliases: {MCCQE Part I: ..2026-03-31}")

    shows(rule, "passed under the new name", person(held("ca/mccqe", result="pass")), "eligible")
    assert VOCABULARY.credential_type("ca/mccqe-part-i").id == "ca/mccqe"
    assert aliases_on(mccqe, on=day("2026-03-31")) == ("MCCQE Part I",)
    assert aliases_on(mccqe, on=day("2026-04-01")) == ()


def test_k10_information_only_never_blocks():
    """A status that is merely reported changes no verdict.

    ECFMG reports whether the agency of a school is recognised; eligibility does not depend on it
    [US.wfme].
    """
    rule = """
    versions:
      - {in-force: .., source: law, requires: {has: degree/primary-medical}}
      - in-force: 2024-01-01..
        status: informational
        source: law
        requires: {has: degree/primary-medical, where: {agency: {in-list: wfme/agencies}}}
    """
    unrecognised = person(held("degree/primary-medical", agency="agency-z"))

    shows(rule, "agency not recognised", unrecognised, "eligible")
    shows(rule, "had it become a requirement", unrecognised, "not-yet",
          statuses=supposing(rule, "repealed", "in-force"))  # fmt: skip


def test_k11_unknown_is_neither_none_nor_unlimited():
    """Not known, none asked and no limit are three different things.

    Attempts at NAC were not found, OET is unlimited [US.oet.attempts]; a quota may be unknown,
    empty, or without end.
    """
    nac, oet, mccqe = (offer(f"attempts: {said}") for said in ("unknown", "unlimited", "4"))
    seats = offer("""
        quotas:
          - {id: silent, source: law}
          - {id: none, source: law, capacity: 0}
          - {id: endless, source: law, capacity: unlimited}
    """)

    left = [attempts_left(exam, used=4) for exam in (nac, oet, mccqe)]
    assert left == ["unknown", "unlimited", 0]
    assert [remaining(q, taken=3) for q in seats.quotas] == ["unknown", 0, "unlimited"]


def test_k11_unknown_record_is_neither_none_nor_no():
    """What a person did not tell is not known; a rule that asks for nothing is met by everybody."""
    rule = "{has: gb/plab1, where: {result: pass}}"

    shows("nothing", "told nothing", person(complete=()), "eligible")
    shows(rule, "told nothing", person(complete=()), "cannot-tell")
    shows(rule, "told that there is none", person(complete=EVERYTHING), "not-yet")


DISPUTES = """
    disputes:
      - id: X1
        subject: {en: How long PLAB 1 stays good for PLAB 2}
        claims:
          - {says: 3 years, source: law}
          - {says: 2 years from the test day, source: hearsay, chosen: yes, why: newer}
      - id: X3
        subject: {en: Attempts at the Swedish theory test}
        claims:
          - {says: "3", source: law}
          - {says: "5", source: law, chosen: yes, why: the university runs the test}
      - id: X4
        subject: {en: Credits a year in Abu Dhabi}
        outcome: unknown
        claims: [{says: "40", source: hearsay}, {says: about 50, source: hearsay}]
      - id: X5
        subject: {en: Years of practice for Florida}
        claims:
          - {says: 4 years, source: hearsay, chosen: yes, why: the law was signed in 2024}
          - {says: 3 years, source: hearsay}
      - id: X10
        subject: {en: OET Writing for ECFMG}
        outcome: by-date
        claims:
          - {says: "350", source: law, in-force: ..2022-12-31}
          - {says: "300", source: law, in-force: 2023-01-01..}
"""


@pytest.mark.parametrize(
    ("dispute", "on", "expected"),
    [
        ("X1", "2026-11-22", "2 years from the test day"),
        ("X3", "2026-11-22", "5"),
        ("X4", "2026-11-22", None),
        ("X5", "2026-11-22", "4 years"),
        ("X10", "2022-06-01", "350"),
        ("X10", "2026-11-22", "300"),
    ],
)
def test_k12_conflicting_sources_are_kept_side_by_side(dispute, on, expected):
    """Every claim is kept with its source; one is shown as chosen, or none, or each in its time.

    PLAB window, Swedish theory test, Abu Dhabi, Florida, OET Writing [UK.plab.window,
    UK.plab.window_old, SE.kp.attempts, AE.cpd.mix, AE.cpd.doh, US.alt.fl, US.oet.score].
    """
    found = next(d for d in offer(DISPUTES).disputes if d.id == dispute)

    claim = believed(found, on=day(on))

    assert (claim and dict(claim.says)["en"]) == expected
    assert len(found.claims) == 2


def test_k13_centre_is_available_until_a_day():
    """A place where an examination is held is a fact with its dates.

    PLAB 1: no sittings in Accra from February 2027 on [UK.plab.accra].
    """
    rule = "{fact: examination-centre, is: {in-list: gb/plab1-centres}}"

    def candidate(centre):
        return person(facts={"examination-centre": centre})

    shows(rule, "Accra in January", candidate("accra"), "eligible", application="2027-01-31")
    shows(rule, "Accra in February", candidate("accra"), "not-yet", application="2027-02-01")
    shows(rule, "London in February", candidate("london"), "eligible", application="2027-02-01")
