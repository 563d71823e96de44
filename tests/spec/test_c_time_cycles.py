"""C. Time, continued: rolling balances, cycles, seasons, age of a degree."""

from tests.spec.clerk import held, person, shows


def test_c15_rolling_balance_with_expiry_per_unit():
    """Units live for a while each; enough must be alive.

    HPCSA: each unit lives 24 months, 60 alive; 30 in twelve months, five in ethics [ZA.cpd].
    """
    rule = """
    all:
      - {sum: credits, of: cpd/activity, period: last 24 months, is: ">= 60"}
      - {sum: credits, of: cpd/activity, period: last 12 months, is: ">= 30"}
      - {sum: credits, of: cpd/activity, where: {topic: ethics}, period: last 12 months, is: ">= 5"}
    """
    old = held("cpd/activity", "2024-11-23", credits=30, topic="surgery")
    new = (
        held("cpd/activity", "2026-03-01", credits=25, topic="surgery"),
        held("cpd/activity", "2026-04-01", credits=5, topic="ethics"),
    )

    shows(rule, "the oldest unit is on its last day", person(old, *new), "eligible")
    shows(rule, "a day later it is dead", person(old, *new), "not-yet", application="2026-11-23")


RULE_CFPC = """
all:
  - sum: credits
    of: cpd/activity
    period: {from: cpd.cycle-start, length: 5 years}
    is: ">= 250"
  - sum: credits
    of: cpd/activity
    period: {from: cpd.cycle-start, length: 5 years, each: 1 year}
    is: ">= 25"
    id: each-year
  - sum: credits
    of: cpd/activity
    where: {certified: yes}
    period: {from: cpd.cycle-start, length: 5 years}
    is: ">= 125"
  - sum: credits
    of: cpd/activity
    where: {certified: yes, category: assessment}
    period: {from: cpd.cycle-start, length: 5 years}
    is: ">= 10"
"""


def cycle(*credits_by_year, certified=130, assessment=12):
    first = held(
        "cpd/activity", "2021-09-01", credits=assessment, certified="yes", category="assessment"
    )
    second = held(
        "cpd/activity",
        "2021-10-01",
        credits=certified - assessment,
        certified="yes",
        category="group",
    )
    rest = [
        held(
            "cpd/activity", f"{2021 + year}-11-01", credits=number, certified="no", category="self"
        )
        for year, number in enumerate(credits_by_year)
    ]
    return person(first, second, *rest, facts={"cpd.cycle-start": "2021-07-01"})


def test_c16_cycle_with_annual_and_cycle_minimums():
    """A total over a cycle, a minimum in each of its years, minimums by kind.

    CFPC: 250 in five years, 25 a year, 125 certified with 10 of assessment [CME.cfpc].
    """
    rule = RULE_CFPC

    shows(rule, "30 each further year", cycle(0, 30, 30, 30, 30), "eligible")
    shows(rule, "T21: 260 in all, but 20 in the third year", cycle(20, 30, 20, 30, 30), "not-yet")
    shows(rule, "9 of assessment", cycle(0, 30, 30, 30, 30, assessment=9), "not-yet")


def test_c16_cycle_with_a_fixed_start():
    """A year that begins on the same day for everybody, nothing carried over.

    Ireland: 50 between 1 May and 30 April [IE.cpd].
    """
    rule = """
    {sum: credits, of: cpd/activity, period: {starts: 05-01, length: 1 year}, is: ">= 50"}
    """

    shows(
        rule,
        "50 on the first day of the year",
        person(held("cpd/activity", "2026-05-01", credits=50)),
        "eligible",
    )
    shows(
        rule, "50 the day before", person(held("cpd/activity", "2026-04-30", credits=50)), "not-yet"
    )


def test_c17_alternation_across_cycles():
    """A topic may be left out when it was done in the cycle before.

    Florida: topics that replace each other from one renewal to the next [CME.us.fl].
    """
    rule = """
    any:
      - sum: hours
        of: cpd/activity
        where: {topic: domestic-violence}
        period: {from: cpd.cycle-start, length: 2 years}
        is: ">= 1"
      - sum: hours
        of: cpd/activity
        where: {topic: domestic-violence}
        period: {from: cpd.cycle-start, length: 2 years, back: 1}
        is: ">= 1"
    """
    facts = {"cpd.cycle-start": "2026-01-01"}

    shows(
        rule,
        "done in the cycle before",
        person(held("cpd/activity", "2024-01-01", hours=1, topic="domestic-violence"), facts=facts),
        "eligible",
    )
    shows(
        rule,
        "done two cycles ago",
        person(held("cpd/activity", "2023-12-31", hours=1, topic="domestic-violence"), facts=facts),
        "not-yet",
    )


def test_c18_one_time_requirement():
    """Done once, satisfied for ever.

    DEA: eight hours on substance use, once [CME.us.dea].
    """
    rule = """
    {sum: hours, of: cpd/activity, where: {topic: substance-use}, is: ">= 8"}
    """

    shows(
        rule,
        "eight hours, twenty years ago",
        person(held("cpd/activity", "2006-01-01", hours=8, topic="substance-use")),
        "eligible",
    )
    shows(
        rule, "seven hours", person(held("cpd/activity", hours=7, topic="substance-use")), "not-yet"
    )


def test_c19_seasonal_evidence():
    """Good for a season or an academic year.

    UNC: influenza vaccine of this season, tuberculosis screen of this academic year [CP.vslo.imm].
    """
    rule = """
    all:
      - {has: immunisation/influenza, where: {on: ">= 09-01 of season"}}
      - {has: screen/tuberculosis, where: {on: ">= 08-01 of academic-year", result: negative}}
    """
    screened = held("screen/tuberculosis", "2026-08-01", result="negative")

    shows(
        rule,
        "vaccinated on the first day of the season",
        person(held("immunisation/influenza", "2026-09-01"), screened),
        "eligible",
    )
    shows(
        rule,
        "vaccinated last season",
        person(held("immunisation/influenza", "2026-08-31"), screened),
        "not-yet",
    )


def test_c20_time_since_graduation():
    """The degree may not be older than so much.

    A residency programme that takes graduates of the last five years [CP.years]; the English waiver
    for a degree younger than two years [UK.eng.pmq].
    """
    rule = """
    {has: degree/primary-medical, age: at most 5 years}
    """

    shows(
        rule,
        "five years to the day",
        person(held("degree/primary-medical", "2021-11-22")),
        "eligible",
    )
    shows(rule, "a day more", person(held("degree/primary-medical", "2021-11-21")), "not-yet")
