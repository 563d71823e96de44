"""L. Effects: what is granted, what is owed afterwards, and what cannot be undone."""

import pytest

from salerno.credentials.tri import Tri
from salerno.rules.grants import covers, due_day, holds_on, last_day, sanction_day
from salerno.rules.opportunities import needs_warning
from tests.spec.clerk import held, person, shows
from tests.spec.office import NOBODY, day, offer


def test_l1_grant_has_scope_and_expiry():
    """A licence is given for a time and for a place or employer, and for no other.

    China: short-term practice for a year at most, at the institutions that invite [CN.short];
    Tennessee: a provisional licence of two years at the employer [US.alt.tn].
    """
    permit = offer("""
        grants:
          - type: cn/short-term-permit
            lasts: 1 year
            scope: {institution: [hospital-a, hospital-b]}
            source: law
    """)
    (grant,) = permit.grants
    given = day("2026-03-01")

    assert last_day(grant, given=given) == day("2027-03-01")
    assert holds_on(grant, given=given, on=day("2027-03-01"), person=NOBODY) is Tri.YES
    assert holds_on(grant, given=given, on=day("2027-03-02"), person=NOBODY) is Tri.NO
    assert covers(grant, use={"institution": "hospital-b"}) is Tri.YES
    assert covers(grant, use={"institution": "hospital-c"}) is Tri.NO
    assert covers(grant, use={}) is Tri.UNKNOWN


def test_l2_obligation_comes_with_a_grant():
    """Who is granted something owes something, by a day or for a time.

    Practice Ready Ontario: three years of return of service [CA.pra.on]; Florida: tell a change of
    employer within five working days [US.alt.fl].
    """
    licence = offer("""
        obligations:
          - {id: service, says: {en: Work in a high-need community}, source: law, lasts: 3 years}
          - {id: employer, says: {en: Tell a change of employer}, source: hearsay, working-days: 5}
    """)
    service, employer = licence.obligations

    assert due_day(service, since=day("2025-09-01")) == day("2028-09-01")
    assert due_day(employer, since=day("2026-11-20")) == day("2026-11-27")


@pytest.mark.parametrize(("failures", "verdict"), [(2, "not-yet"), (3, "never")])
def test_l3_consequence_of_failure_bars(failures, verdict):
    """After the last failure there is no further sitting.

    Germany: the knowledge test may be repeated twice [DE.kp.attempts].
    """
    rule = """
    all:
      - {has: de/kenntnispruefung, where: {result: pass}}
      - {attempts: de/kenntnispruefung, max: 3, if-unmet: never}
    """
    sittings = [held("de/kenntnispruefung", result="fail") for _ in range(failures)]

    shows(rule, f"failed {failures} times", person(*sittings), verdict)


def test_l3_consequence_of_lateness_waits_for_the_grace():
    """A sanction begins on a day that leaves time to mend.

    Germany: 250 points in five years; the fee is cut from the following quarter on, unless proof
    comes first [DE.cpd]. Dubai: without the points no renewal [AE.cpd].
    """
    insurance = offer("""
        obligations:
          - id: points
            says: {en: Prove 250 points}
            source: law
            within: 5 years
            sanction: {en: The fee is cut by a tenth}
            grace: next quarter
          - {id: renewal, says: {en: Gain 40 points}, source: law, within: 1 year,
             sanction: {en: The licence is not renewed}}
    """)
    points, renewal = insurance.obligations

    assert due_day(points, since=day("2021-08-15")) == day("2026-08-15")
    assert sanction_day(points, since=day("2021-08-15")) == day("2026-10-01")
    assert sanction_day(renewal, since=day("2025-08-15")) == day("2026-08-16")


def test_l4_irreversible_choice_is_warned_of():
    """What can be done once, or binds, or is the last chance, is done with a warning.

    Austria: one nostrification at a time and for good [AT.need]; MCCQE and USMLE: the fourth
    attempt is the last [CA.mccqe.attempts, US.usmle.attempts].
    """
    nostrification = offer("irreversible: {en: No second application for the same degree}")
    mccqe = offer("attempts: 4")

    assert needs_warning(nostrification) is True
    assert [needs_warning(mccqe, used=used) for used in range(5)] == [
        False, False, False, True, False,
    ]  # fmt: skip


def test_l5_partial_recognition_allows_some_activities():
    """A grant may be for some activities only.

    German reform: partial access to the profession, proposed [DE.reform].
    """
    access = offer("""
        grants:
          - type: de/partial-permit
            lasts: unlimited
            scope: {activities: [radiology, laboratory]}
            source: law
    """)
    (grant,) = access.grants

    assert covers(grant, use={"activities": "radiology"}) is Tri.YES
    assert covers(grant, use={"activities": "surgery"}) is Tri.NO
    assert holds_on(grant, given=day("2027-01-01"), on=day("2047-01-01"), person=NOBODY) is Tri.YES
