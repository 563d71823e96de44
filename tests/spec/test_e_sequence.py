"""E. Sequencing: strict and partial order, gates on grants, credit across borders."""

from tests.spec.clerk import held, person, shows


def test_e1_strict_order():
    """One thing before another.

    Sweden: the theory test before the practical one [SE.kp.order].
    """
    rule = """
    {has: gb/plab2, after: gb/plab1}
    """

    shows(
        rule,
        "in order",
        person(held("gb/plab1", "2025-01-01"), held("gb/plab2", "2025-06-01")),
        "eligible",
    )
    shows(
        rule,
        "out of order",
        person(held("gb/plab1", "2025-06-01"), held("gb/plab2", "2025-01-01")),
        "not-yet",
    )
    shows(
        rule,
        "order not known",
        person(held("gb/plab1", "2025"), held("gb/plab2", "2025-06-01")),
        "cannot-tell",
    )


def test_e2_partial_order():
    """Some things in any order, one last.

    USMLE Steps 1 and 2 CK in any order, Step 3 last [US.usmle.order].
    """
    rule = """
    all:
      - {has: us/usmle-step3, after: us/usmle-step1}
      - {has: us/usmle-step3, after: us/usmle-step2ck}
    """
    last = held("us/usmle-step3", "2026-01-01")
    early, late = "2024-01-01", "2025-01-01"

    for step1, step2 in ((early, late), (late, early)):
        shows(
            rule,
            f"Step 1 in {step1}, Step 2 in {step2}",
            person(held("us/usmle-step1", step1), held("us/usmle-step2ck", step2), last),
            "eligible",
        )
    shows(
        rule,
        "Step 3 before Step 2",
        person(held("us/usmle-step1", early), last, held("us/usmle-step2ck", "2026-06-01")),
        "not-yet",
    )


def test_e3_gate_on_issue_date_not_pass_date():
    """The certificate must be issued, not merely earned.

    Step 3: the ECFMG certificate issued on or before the application [US.step3.elig].
    """
    rule = """
    all:
      - {has: us/usmle-step2ck, where: {result: pass}}
      - {has: us/ecfmg-certificate, where: {on: "<= application"}}
    """
    passed = held("us/usmle-step2ck", "2026-01-01", result="pass")
    issued = held("us/ecfmg-certificate", "2026-11-22")

    shows(rule, "issued on the day of application", person(passed, issued), "eligible")
    shows(
        rule, "applies the day before", person(passed, issued), "not-yet", application="2026-11-21"
    )
    shows(rule, "everything passed, not issued", person(passed), "not-yet")


def test_e7_route_switching_and_credit():
    """What was passed elsewhere stands for what is asked here.

    PLAB 1 replaces PRES 2 in Ireland [IE.l2.plab]; New Zealand takes PLAB [NZ.exam.accept].
    """
    rule = """
    any:
      - {has: exam/overseas, where: {name: pres-2, result: pass}}
      - {has: gb/plab1, where: {result: pass}, id: credit-from-gb}
    """

    shows(rule, "passed PLAB 1", person(held("gb/plab1", result="pass")), "eligible")
    shows(
        rule,
        "passed PRES 2",
        person(held("exam/overseas", name="pres-2", result="pass")),
        "eligible",
    )
    shows(rule, "passed neither", person(held("gb/plab1", result="fail")), "not-yet")
