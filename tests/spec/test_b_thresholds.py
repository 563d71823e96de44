"""B. Thresholds on scores and numbers."""

from tests.spec.clerk import held, person, shows


def oet(listening, reading, writing, speaking, on="2025-12-15", **more):
    return held(
        "exam/oet-medicine",
        on,
        listening=listening,
        reading=reading,
        writing=writing,
        speaking=speaking,
        **more,
    )


def ielts(overall, listening, reading, writing, speaking, on="2026-01-10"):
    return held(
        "exam/ielts-academic",
        on,
        overall=overall,
        listening=listening,
        reading=reading,
        writing=writing,
        speaking=speaking,
    )


RULE_ECFMG = """
has: exam/oet-medicine
where: {listening: ">= 350", reading: ">= 350", writing: ">= 300", speaking: ">= 350"}
"""


def test_b1_threshold_per_component():
    """Each component has its own threshold.

    OET for ECFMG: listening, reading and speaking 350, writing 300 [US.oet.score].
    """
    rule = RULE_ECFMG

    shows(rule, "just enough in each", person(oet(350, 350, 300, 350)), "eligible")
    shows(rule, "reading ten points short", person(oet(350, 340, 300, 350)), "not-yet")
    shows(
        rule,
        "writing not told",
        person(held("exam/oet-medicine", listening=400, reading=400, speaking=400)),
        "cannot-tell",
    )


def test_b2_total_and_component_floor():
    """An overall score and a floor for each part.

    IELTS for the GMC: 7.5 overall and 7.0 in each [UK.eng.ielts].
    """
    rule = """
    has: exam/ielts-academic
    where:
      {overall: ">= 7.5", listening: ">= 7", reading: ">= 7", writing: ">= 7", speaking: ">= 7"}
    """

    shows(rule, "7.5 overall, 7.0 at the lowest", person(ielts(7.5, 8, 7.5, 7, 7)), "eligible")
    shows(rule, "7.5 overall, 6.5 in writing", person(ielts(7.5, 8.5, 8, 6.5, 7)), "not-yet")
    shows(rule, "7.0 throughout", person(ielts(7, 7, 7, 7, 7)), "not-yet")


def test_b3_same_sitting():
    """All components from one sitting; results of several may not be joined.

    OET and IELTS for ECFMG and the GMC [US.oet.score, UK.eng.ielts].
    """
    apart = person(oet(350, 350, 290, 350, "2025-03-01"), oet(340, 350, 350, 350, "2025-09-01"))

    shows(RULE_ECFMG, "T3: enough only over two sittings", apart, "not-yet")
    shows(
        RULE_ECFMG + "same-sitting: no", "where a body lets sittings be joined", apart, "eligible"
    )


def test_b3_most_recent_sitting_only():
    """Only the latest sitting counts.

    IELTS for the GMC: the most recent sitting [UK.eng.ielts].
    """
    rule = """
    {has: exam/ielts-academic, where: {overall: ">= 7.5"}, latest: yes}
    """
    good, worse = ielts(8, 8, 8, 8, 8, "2025-01-10"), ielts(7, 7, 7, 7, 7, "2026-05-10")

    shows(rule, "the good one is the latest", person(good), "eligible")
    shows(rule, "sat again and did worse", person(good, worse), "not-yet")
    some_day = ielts(7, 7, 7, 7, 7, "2025")
    shows(rule, "unknown which came last", person(good, some_day), "cannot-tell")


def test_b4_scale_without_silent_conversion():
    """A body that refuses letter grades is not answered by one.

    UK Foundation Programme: OET 400 in each, letter grades refused [UK.eng.ukfp].
    """
    rule = """
    has: exam/oet-medicine
    where: {listening: ">= 400", reading: ">= 400", writing: ">= 400", speaking: ">= 400"}
    """

    shows(rule, "400 in each", person(oet(400, 400, 400, 400)), "eligible")
    shows(
        rule,
        "only 'grade B' on the certificate",
        person(held("exam/oet-medicine", grade="B")),
        "cannot-tell",
    )


def test_b5_same_credential_different_threshold_per_purpose():
    """The threshold belongs to the rule that asks, not to the examination.

    OET writing: 300 for ECFMG, 350 for the GMC, 400 for the Foundation Programme [US.oet.score,
    UK.eng.oet, UK.eng.ukfp].
    """
    sitting = person(oet(450, 450, 350, 450))
    rule = """
    {has: exam/oet-medicine, where: {writing: ">= 350"}}
    """

    shows(RULE_ECFMG, "writing 350, asked by ECFMG", sitting, "eligible")
    shows(rule, "writing 350, asked by the GMC", sitting, "eligible")
    shows(
        rule.replace("350", "400"),
        "writing 350, asked by the Foundation Programme",
        sitting,
        "not-yet",
    )


def test_b6_standard_set_per_sitting():
    """Where the pass mark is set anew for each sitting, the declared result counts.

    PLAB 1: Angoff plus one standard error [UK.plab.format].
    """
    rule = """
    {has: gb/plab1, where: {result: pass}}
    """

    shows(rule, "declared passed", person(held("gb/plab1", result="pass")), "eligible")
    shows(rule, "declared failed", person(held("gb/plab1", result="fail")), "not-yet")
    shows(rule, "sat, result unknown", person(held("gb/plab1")), "cannot-tell")


def test_b7_ordinal_levels():
    """Levels have an order.

    German at B2 for the profession [DE.lang.b2c1].
    """
    rule = """
    {has: language/level, where: {language: de, cefr: ">= B2"}}
    """

    shows(rule, "C1", person(held("language/level", language="de", cefr="C1")), "eligible")
    shows(rule, "exactly B2", person(held("language/level", language="de", cefr="B2")), "eligible")
    shows(rule, "B1", person(held("language/level", language="de", cefr="B1")), "not-yet")
    shows(
        rule, "C2 in English", person(held("language/level", language="en", cefr="C2")), "not-yet"
    )


def test_b8_ratio_limits():
    """A share of a computed whole.

    UAE: at least 70 % of points in the specialty, at most 30 % online [AE.cpd.mix].
    """
    rule = """
    all:
      - {sum: credits, of: cpd/activity, is: ">= 40"}
      - {sum: credits, of: cpd/activity, where: {topic: specialty}, share-of: {}, is: ">= 70 %"}
      - {sum: credits, of: cpd/activity, where: {online: yes}, share-of: {}, is: "<= 30 %"}
    """

    def points(specialty, online, other):
        return person(
            held("cpd/activity", credits=specialty, topic="specialty", online="no"),
            held("cpd/activity", credits=online, topic="ethics", online="yes"),
            held("cpd/activity", credits=other, topic="ethics", online="no"),
        )

    shows(rule, "28 of 40 in the specialty, 12 online", points(28, 12, 0), "eligible")
    shows(rule, "27 of 40 in the specialty", points(27, 12, 1), "not-yet")
    shows(rule, "13 of 41 online", points(28, 13, 0), "not-yet")


def test_b8_ratio_that_a_profile_switches_on():
    """A share that is asked only of some.

    California: 20 % of hours in geriatrics when more than a quarter of the patients are over 65
    [CME.us.ca].
    """
    rule = """
    any:
      - {fact: patients-over-65, is: "<= 25"}
      - {sum: hours, of: cpd/activity, where: {topic: geriatrics}, share-of: {}, is: ">= 20 %"}
    """
    hours = (
        held("cpd/activity", hours=10, topic="geriatrics"),
        held("cpd/activity", hours=40, topic="surgery"),
    )

    shows(rule, "a quarter of patients over 65", person(facts={"patients-over-65": 25}), "eligible")
    shows(
        rule, "half, and 10 of 50 hours", person(*hours, facts={"patients-over-65": 50}), "eligible"
    )
    shows(rule, "half, and no hours", person(hours[1], facts={"patients-over-65": 50}), "not-yet")


def test_b9_weighted_credits_with_caps():
    """Hours count by kind, and some kinds only up to a cap.

    Royal College MOC: three credits an hour for assessment, half a credit for unaccredited group
    learning up to 50 a cycle [CME.rc.weights].
    """
    rule = """
    sum: hours
    of: cpd/activity
    weights:
      - {where: {category: assessment}, times: 3}
      - {where: {category: group, accredited: no}, times: 0.5}
    caps:
      - {where: {category: group, accredited: no}, at-most: 50}
    is: ">= 250"
    """

    def hours(assessment, unaccredited, accredited):
        return person(
            held("cpd/activity", hours=assessment, category="assessment", accredited="yes"),
            held("cpd/activity", hours=unaccredited, category="group", accredited="no"),
            held("cpd/activity", hours=accredited, category="group", accredited="yes"),
        )

    shows(rule, "50 x 3 + 100 x 0.5 + 50", hours(50, 100, 50), "eligible")
    shows(rule, "unaccredited hours beyond the cap add nothing", hours(50, 400, 49), "not-yet")
    untold = held("cpd/activity", hours=500, category="group")
    shows(rule, "500 group hours, accreditation not told", person(untold), "cannot-tell")


def test_b10_lab_value_and_evidence_type():
    """A value with its unit, and only certain kinds of evidence.

    UNC: hepatitis B titre above 10 mIU/mL; varicella by titre, history refused [CP.vslo.imm].
    """
    rule = """
    all:
      - {has: titre/hepatitis-b, where: {value: "> 10 mIU/mL"}}
      - {has: titre/varicella, where: {result: positive, kind: titre}}
    """
    varicella = held("titre/varicella", result="positive", kind="titre")

    shows(
        rule,
        "11 mIU/mL and a positive titre",
        person(held("titre/hepatitis-b", value="11 mIU/mL"), varicella),
        "eligible",
    )
    shows(
        rule,
        "exactly 10 mIU/mL",
        person(held("titre/hepatitis-b", value="10"), varicella),
        "not-yet",
    )
    history = held("titre/varicella", result="positive", kind="history")
    shows(
        rule,
        "varicella by history only",
        person(held("titre/hepatitis-b", value="11"), history),
        "not-yet",
    )
