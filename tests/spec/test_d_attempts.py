"""D. Attempts: caps, what counts, cooling off. (D10 is with the steps of E.)"""

from tests.spec.clerk import held, person, shows, verdict_of


def sat(exam, *days, result="fail", **more):
    return [held(exam, day, result=result, **more) for day in days]


def test_d1_lifetime_cap():
    """So many attempts in a life; when they are spent without a pass, it is over.

    MCCQE: four [CA.mccqe.attempts]; the German knowledge examination: three [DE.kp.attempts].
    """
    rule = """
    {has: ca/mccqe, where: {result: pass}, attempts: max 4}
    """
    three = sat("ca/mccqe", "2022-01-01", "2023-01-01", "2024-01-01")

    shows(rule, "failed three times", person(*three), "not-yet")
    shows(
        rule,
        "passed at the fourth",
        person(*three, *sat("ca/mccqe", "2026-01-01", result="pass")),
        "eligible",
    )
    shows(rule, "failed four times", person(*three, *sat("ca/mccqe", "2026-01-01")), "never")
    shows(
        rule,
        "failed four times, told without a list that is complete",
        person(*three, *sat("ca/mccqe", "2026-01-01"), complete=()),
        "cannot-tell",
    )


def test_d2_contagious_cap():
    """Spent attempts at one examination bar its sisters.

    USMLE: four failures at any Step, Step 2 CS included, bar all Steps [US.usmle.attempts].
    """
    rule = """
    all:
      - {attempts: us/usmle-step1, where: {result: [fail, incomplete]}, max: 4, if-unmet: never}
      - {attempts: us/usmle-step2cs, where: {result: [fail, incomplete]}, max: 4, if-unmet: never}
    """
    days = ("2018-01-01", "2018-06-01", "2019-01-01", "2019-06-01")

    shows(
        rule,
        "four failures at Step 2 CS, asks for Step 1",
        person(*sat("us/usmle-step2cs", *days)),
        "never",
    )
    spread = sat("us/usmle-step2cs", *days[:3]) + sat("us/usmle-step1", *days[:3])
    shows(rule, "three failures at each of two", person(*spread), "eligible")


def test_d3_cap_with_conditional_extra_attempt():
    """After the last attempt, one more for whoever has done something about it.

    GMC: a fifth attempt twelve months after the fourth failure and after twelve months of practice
    within two years; observerships do not count [UK.plab.attempts].
    """
    rule = """
    any:
      - {attempts: gb/plab2, where: {result: fail}, max: 4, if-unmet: never}
      - all:
          - {attempts: gb/plab2, where: {result: fail}, max: 5, if-unmet: never}
          - {wait: 12 months, after: gb/plab2, which: 4}
          - any:
              - {time: experience/practice, within: 2 years, is: at least 12 months}
              - {has: qualification/postgraduate}
    """
    four = sat("gb/plab2", "2023-01-10", "2023-06-10", "2024-01-10", "2025-03-10")
    practised = held("experience/practice", "2025-04-01", "2026-06-30")
    observed = held("experience/observership", "2025-04-01", "2026-06-30")

    shows(rule, "four failures, 14 months of practice since", person(*four, practised), "eligible")
    shows(rule, "T9: four failures, 14 months of observership", person(*four, observed), "not-yet")
    shows(rule, "five failures", person(*four, *sat("gb/plab2", "2026-08-01"), practised), "never")


def test_d4_cap_per_rolling_period():
    """So many in any stretch of time.

    USMLE: three attempts at a Step in twelve months [US.usmle.spacing].
    """
    rule = """
    {attempts: us/usmle-step1, max: 3, per: 12 months}
    """
    three = sat("us/usmle-step1", "2025-11-22", "2026-03-01", "2026-08-01")

    shows(rule, "the first of three is twelve months old today", person(*three), "eligible")
    shows(rule, "asked the day before", person(*three), "not-yet", application="2026-11-21")


def test_d5_what_counts_as_an_attempt():
    """Not every sitting is an attempt.

    MCCQE: No Standing does not count, Denied Standing does, nothing before 2018 does
    [CA.mccqe.attempts].
    """
    rule = """
    attempts: ca/mccqe
    where: {result: [fail, denied-standing], on: ">= 2018-01-01"}
    max: 4
    if-unmet: never
    """
    three = sat("ca/mccqe", "2018-01-01", "2019-01-01", "2020-01-01")

    shows(
        rule,
        "three counted, one No Standing, one in 2017",
        person(
            *three,
            *sat("ca/mccqe", "2017-12-31"),
            *sat("ca/mccqe", "2021-01-01", result="no-standing"),
        ),
        "eligible",
    )
    shows(
        rule,
        "three counted and a Denied Standing",
        person(*three, *sat("ca/mccqe", "2021-01-01", result="denied-standing")),
        "never",
    )
    shows(
        rule,
        "three counted and a result that is not told",
        person(*three, held("ca/mccqe", "2021-01-01")),
        "cannot-tell",
    )


def test_d6_cap_shared_across_authorities():
    """Several bodies count together.

    UAE: three attempts across DHA, DoH and MOHAP [AE.exam.attempts].
    """
    rule = """
    {attempts: ae/exam, where: {result: fail}, max: 3, if-unmet: never}
    """
    two = sat("ae/exam", "2025-01-01", authority="dha") + sat(
        "ae/exam", "2025-06-01", authority="doh"
    )

    shows(rule, "one failure at each of two bodies", person(*two), "eligible")
    shows(
        rule,
        "a third at another",
        person(*two, *sat("ae/exam", "2026-01-01", authority="mohap")),
        "never",
    )


def test_d7_cap_within_a_clock():
    """So many attempts, and all within a time.

    Norway: three attempts within three years of the decision [NO.add].
    """
    rule = """
    all:
      - attempts: no/additional
        where: {result: fail}
        max: 3
        unless: {result: pass}
        if-unmet: never
      - {has: no/additional, where: {result: pass}, after: no/decision, lag: at most 3 years}
    """
    decision = held("no/decision", "2023-11-22")

    shows(
        rule,
        "passed on the last day",
        person(decision, *sat("no/additional", "2026-11-22", result="pass")),
        "eligible",
    )
    shows(
        rule,
        "passed a day late",
        person(
            held("no/decision", "2023-11-21"), *sat("no/additional", "2026-11-22", result="pass")
        ),
        "not-yet",
    )
    shows(
        rule,
        "three failures in time",
        person(decision, *sat("no/additional", "2024-01-01", "2024-06-01", "2025-01-01")),
        "never",
    )


def test_d8_policy_after_a_pass():
    """After a pass: no more (MCCQE), or so many to improve (SDLE).

    [CA.mccqe.attempts, SA.sdle.attempts]
    """
    rule = """
    all:
      - not: {has: ca/mccqe, where: {result: pass}}
        if-unmet: never
      - {attempts: sa/sdle, where: {result: improvement}, max: 2}
    """

    shows(rule, "passed the MCCQE: no retake", person(held("ca/mccqe", result="pass")), "never")
    shows(
        rule,
        "one improvement sitting of two",
        person(held("sa/sdle", result="improvement")),
        "eligible",
    )
    shows(
        rule,
        "both improvement sittings used",
        person(*[held("sa/sdle", result="improvement")] * 2),
        "not-yet",
    )


def test_d9_unlimited_is_said():
    """No cap is a statement of its own, different from an unknown cap.

    OET: unlimited [US.oet.attempts]; NAC: cap not found [CA.nac.order].
    """
    rule = """
    versions:
      - {in-force: .., source: law, requires: {has: exam/oet-medicine, where: {reading: ">= 350"}}}
    attempts: unlimited
    """
    twenty = [held("exam/oet-medicine", reading=300) for _ in range(20)]

    shows(rule, "twenty sittings below the score", person(*twenty), "not-yet")
    assert verdict_of(rule, person()).opportunity.attempts == "unlimited"
    assert (
        verdict_of(rule.replace("unlimited", "unknown"), person()).opportunity.attempts == "unknown"
    )
