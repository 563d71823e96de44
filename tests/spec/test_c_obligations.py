"""C. Time owed: stays after a grant, duties of authorities, deadlines counted back."""

from salerno.rules.competition import deadline_day, in_time
from salerno.rules.grants import blocking, due_day
from tests.spec.clerk import held, person, shows
from tests.spec.office import around, day, offer, seen


def test_c12_minimum_stay_after_a_grant_closes_other_doors():
    """A duty that lasts keeps other opportunities closed until it is kept.

    J-1: two years at home before permanent residence or an H-1B [US.visa.j1.212e]; Florida: two
    years in the state [US.alt.fl]; Ontario: three years of service [CA.pra.on].
    """
    training = offer("""
        obligations:
          - {id: home, says: {en: Two years in all at home}, source: law, lasts: 2 years,
             blocks: [us/uscis/h1b, us/uscis/permanent-residence]}
          - {id: state, says: {en: Work in Florida}, source: hearsay, lasts: 2 years}
    """)
    home, state = training.obligations

    assert due_day(home, since=day("2026-07-01")) == day("2028-07-01")
    assert blocking(training.obligations, opportunity="us/uscis/h1b") == (home,)
    assert blocking(training.obligations, opportunity="us/residency") == ()
    assert due_day(state, since=day("2026-07-01")) == day("2028-07-01")


def test_c12_minimum_stay_can_be_asked_of_a_person():
    """The same duty as a requirement of what it blocks: kept, not kept, not known.

    J-1: two years at home in all, not in one piece [US.visa.j1.212e].
    """
    rule = """
    any:
      - {not: {has: us/j1-status, valid: any}}
      - {time: residence/stay, where: {country: EG}, since: us/j1-status, is: at least 2 years}
    """
    visitor = held("us/j1-status", "2019-07-01")

    def lived(*stays):
        return person(visitor, *[held("residence/stay", *s, country="EG") for s in stays])

    shows(rule, "never held the visa", person(), "eligible")
    first, second = ("2022-07-01", "2023-06-30"), ("2024-01-01", "2025-01-10")
    shows(rule, "two years in two pieces", lived(first, second), "eligible")
    shows(rule, "one year", lived(first), "not-yet")
    shows(rule, "two years before the visa", lived(("2010-01-01", "2013-01-01")), "not-yet")


def test_c13_duty_on_the_authority_has_its_calendar():
    """The authority must act within months, or within working days.

    Germany: a date for the knowledge test within six months [DE.kp.time]; European Union: receipt
    within one month, decision within three [EU.auto.time]; New Zealand: twenty working days
    [NZ.time].
    """
    authority = offer("""
        obligations:
          - {id: kp, says: {en: Offer a date}, source: law, on: authority, within: 6 months}
          - {id: receipt, says: {en: Confirm receipt}, source: law, on: authority, within: 1 month}
          - {id: decision, says: {en: Decide}, source: law, on: authority, within: 3 months}
          - {id: nz, says: {en: Decide}, source: law, on: authority, working-days: 20}
    """)
    kp, receipt, decision, new_zealand = authority.obligations
    filed, christmas = day("2026-11-30"), frozenset({day("2026-12-25"), day("2026-12-28")})

    assert {duty.on for duty in authority.obligations} == {"authority"}
    assert due_day(kp, since=filed) == day("2027-05-30")
    assert due_day(receipt, since=filed) == day("2026-12-30")
    assert due_day(decision, since=filed) == day("2027-02-28")
    assert due_day(new_zealand, since=filed) == day("2026-12-28")
    assert due_day(new_zealand, since=filed, holidays=christmas) == day("2026-12-30")


def test_c14_back_scheduled_deadlines_follow_the_start():
    """A deadline lies so long before something that is still to come.

    IFMSA: card of acceptance eight weeks, card of confirmation four weeks before the clerkship
    [CP.ifmsa.docs]; AMOpportunities: balance 45 days before [CP.amo.pay].
    """
    clerkship = offer("""
        deadlines:
          - {id: acceptance, says: {en: Card of acceptance}, source: law,
             on: 8 weeks before event}
          - {id: confirmation, says: {en: Card of confirmation}, source: law,
             on: 4 weeks before event}
          - {id: balance, says: {en: Balance}, source: law, on: 45 days before event}
    """)
    start = seen(event="2027-03-01")
    acceptance, confirmation, balance = clerkship.deadlines

    assert deadline_day(acceptance, view=start) == around("2027-01-04")
    assert deadline_day(confirmation, view=start) == around("2027-02-01")
    assert deadline_day(balance, view=start) == around("2027-01-15")
    assert deadline_day(acceptance, view=seen()) is None
    assert in_time(acceptance, done=day("2027-01-04"), view=start).name == "YES"
    assert in_time(acceptance, done=day("2027-01-05"), view=start).name == "NO"
    assert in_time(acceptance, done=day("2027-01-05"), view=seen(event="2027-03")).name == "UNKNOWN"
