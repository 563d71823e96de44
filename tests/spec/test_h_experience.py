"""H. Employer, post and experience."""

from tests.spec.clerk import held, person, shows, verdict_of


def job(start, end="", **more):
    return held("experience/practice", start, end, **more)


def test_h1_job_offer_required_first():
    """An offer must be in hand.

    Tennessee, Texas and Florida ask for one [US.alt.tn].
    """
    rule = """
    {has: offer/post, where: {region: TN, accredited: yes}}
    """

    shows(
        rule,
        "offer in hand",
        person(held("offer/post", "2026-10-01", region="TN", accredited="yes")),
        "eligible",
    )
    shows(
        rule,
        "offer expected in January, asked today",
        person(held("offer/post", "2027-01-15", region="TN", accredited="yes")),
        "not-yet",
    )
    shows(
        rule,
        "the same offer, applying in February",
        person(held("offer/post", "2027-01-15", region="TN", accredited="yes")),
        "eligible",
        application="2027-02-01",
    )


def test_h2_post_attributes():
    """What the post must be like.

    MTI: ST3 or above, twelve months or more [UK.mti.post].
    """
    rule = """
    {has: offer/post, where: {grade: ">= ST3", months: ">= 12"}}
    """

    shows(
        rule,
        "ST3 for twelve months",
        person(held("offer/post", grade="ST3", months=12)),
        "eligible",
    )
    shows(rule, "ST2", person(held("offer/post", grade="ST2", months=24)), "not-yet")
    shows(
        rule, "eleven months", person(held("offer/post", grade="consultant", months=11)), "not-yet"
    )


def test_h3_experience_by_specialty_with_minimums():
    """So much in all, and so much of each.

    Swedish AT: nine months of medicine and surgery, three of psychiatry, six of general practice
    [SE.at]; GMC: two years with a medical and a surgical branch [UK.reg.intern].
    """
    rule = """
    all:
      - {time: experience/practice, measure: continuous, is: at least 2 years}
      - {time: experience/practice, where: {branch: medical}, is: over 0 days}
      - {time: experience/practice, where: {branch: surgical}, is: over 0 days}
    """
    medical = job("2023-01-01", "2023-12-31", branch="medical")

    shows(
        rule,
        "a year of each, without a break",
        person(medical, job("2024-01-01", "2024-12-31", branch="surgical")),
        "eligible",
    )
    shows(
        rule,
        "two years of medicine",
        person(medical, job("2024-01-01", "2024-12-31", branch="medical")),
        "not-yet",
    )
    shows(
        rule,
        "a year of each, a month apart",
        person(medical, job("2024-02-01", "2025-01-31", branch="surgical")),
        "not-yet",
    )


def test_h4_definition_of_experience():
    """What counts as experience: paid, licensed; observation does not.

    [AE.exp, UK.mti.elig, UK.plab.attempts]
    """
    rule = """
    {time: experience/practice, where: {paid: yes}, is: at least 12 months}
    """

    shows(rule, "a year, paid", person(job("2025-01-01", "2025-12-31", paid="yes")), "eligible")
    shows(rule, "a year, unpaid", person(job("2025-01-01", "2025-12-31", paid="no")), "not-yet")
    shows(
        rule,
        "a year of observership",
        person(held("experience/observership", "2025-01-01", "2025-12-31")),
        "not-yet",
    )


def test_h5_experience_after_which_event():
    """Counted from something on, not before.

    UAE general practitioner: two years after the internship [AE.gp].
    """
    rule = """
    {time: experience/practice, since: experience/internship, is: at least 2 years}
    """
    internship = held("experience/internship", "2022-01-01", "2022-12-31")

    shows(rule, "two years since", person(internship, job("2023-01-01", "2024-12-31")), "eligible")
    shows(
        rule,
        "two years, one of them before",
        person(internship, job("2021-01-01", "2021-12-31"), job("2023-01-01", "2023-12-31")),
        "not-yet",
    )
    shows(rule, "internship not told", person(job("2023-01-01"), complete=()), "cannot-tell")


def test_h6_evaluator_constraints():
    """Conditions on the persons who assess, and on how often each may.

    Mini-CEX: six encounters, evaluators licensed for five years, no more than two by the same
    [US.path6.evaluator]: so at least three different ones.
    """
    rule = """
    all:
      - {has: us/mini-cex, where: {evaluator-years: ">= 5"}, count: 6}
      - {has: us/mini-cex, where: {evaluator-years: ">= 5"}, distinct: evaluator, count: 3}
    """

    def encounters(*evaluators, years=5):
        return person(
            *[held("us/mini-cex", evaluator=e, evaluator_years=years) for e in evaluators]
        )

    shows(rule, "three evaluators, twice each", encounters(*"aabbcc"), "eligible")
    shows(rule, "two evaluators, three times each", encounters(*"aaabbb"), "not-yet")
    shows(rule, "licensed for four years", encounters(*"aabbcc", years=4), "not-yet")


def test_h7_supervision_intensity():
    """How closely somebody must be supervised is a scope of what is granted.

    Minnesota: four weeks of shadowing, then two hours a week in person [US.alt.mn].
    """
    rule = """
    versions:
      - in-force: ..
        source: law
        requires: {time: experience/practice, within: 10 years, is: at least 60 months}
    grants:
      - type: licence/medical
        lasts: 2 years
        scope: {supervision: "shadowing for 4 weeks, then 2 hours a week in person"}
    """
    verdict = verdict_of(rule, person(job("2021-11-22")))

    (grant,) = verdict.opportunity.grants
    assert verdict.state.value == "eligible"
    assert dict(grant.scope) == {
        "supervision": "shadowing for 4 weeks, then 2 hours a week in person"
    }


def test_h8_status_dependent_type_of_placement():
    """What somebody may do there follows from status and examinations.

    AMOpportunities: students hands-on; graduates observe, unless Step 1 is passed; hands-on only in
    outpatient settings [CP.amo.type, CP.amo.setting].
    """
    rule = """
    any:
      - {fact: student.status, is: enrolled}
      - all:
          - {fact: student.status, is: graduate}
          - {has: us/usmle-step1, where: {result: pass}}
    """
    graduate = {"student.status": "graduate"}

    shows(rule, "student: hands-on", person(facts={"student.status": "enrolled"}), "eligible")
    shows(rule, "T25: graduate without Step 1: not hands-on", person(facts=graduate), "not-yet")
    shows(
        rule,
        "T25: graduate with Step 1: hands-on",
        person(held("us/usmle-step1", result="pass"), facts=graduate),
        "eligible",
    )
