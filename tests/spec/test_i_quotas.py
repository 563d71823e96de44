"""I. Quotas, priority and competition: what stands between eligible and admitted."""

from decimal import Decimal

from salerno.rules.competition import (
    answer_expected,
    balance,
    odds_for,
    pools_of,
    priority_class,
    remaining,
    selection_on,
)
from tests.spec.clerk import held, person, verdict_of
from tests.spec.office import around, day, offer, seen


def names(classes):
    """The ids of classes; "none" for everybody who is in no class."""
    return [found.id if found else "none" for found in classes]


def test_i1_numeric_quota_leaves_places_until_it_is_filled():
    """So many places for each unit and time; who is eligible may still come too late.

    Conrad 30: thirty waivers for each state and year [US.visa.conrad]; Practice Ready Ontario: up
    to a hundred doctors [CA.pra.on].
    """
    waiver = offer("""
        quotas:
          - {id: conrad, source: law, capacity: 30, per: [state, year], fill: first-come}
          - {id: practice-ready, source: law, table: {ontario: 100}}
    """)
    conrad, practice_ready = waiver.quotas

    assert conrad.per == ("state", "year")
    assert remaining(conrad, taken=29) == 1
    assert remaining(conrad, taken=30) == 0
    assert remaining(practice_ready, taken=40, name="ontario") == 60
    assert remaining(practice_ready, taken=40, name="manitoba") == "unknown"


TRAINING = """
    selection:
      - source: law
        stage: offer
        in-force: 2026-01-01..2026-12-31
        classes:
          - id: priority
            says: {en: Graduates of the United Kingdom and the priority group}
            who:
              any:
                - {has: degree/primary-medical, where: {country: GB}}
                - {has: degree/primary-medical, where: {country: {in-list: gb/priority-countries}}}
                - {fact: citizenship, is: [GB, IE]}
                - {has: residence/stay, where: {country: GB, status: indefinite-leave}}
      - source: law
        stage: interview
        in-force: 2027-01-01..
        classes:
          - id: priority
            says: {en: Graduates of the United Kingdom and the priority group}
            who:
              any:
                - {has: degree/primary-medical, where: {country: GB}}
                - {has: degree/primary-medical, where: {country: {in-list: gb/priority-countries}}}
                - {judge: category-under-regulations}
"""


def test_i2_priority_classes_are_served_before_others():
    """Some are served first; everybody keeps the same eligibility.

    Medical Training (Prioritisation) Act: at the offer stage in 2026, at the interview stage from
    2027, when a category under regulations takes the place of immigration status
    [UK.mta.2026, UK.mta.2027, UK.mta.prio]. T11: Sudanese degree, indefinite leave to remain.
    """
    training = offer(TRAINING)
    settled = person(
        held("degree/primary-medical", "2018", country="SD"),
        held("residence/stay", "2020-01-01", country="GB", status="indefinite-leave"),
        facts={"citizenship": "SD"},
    )
    norwegian = person(held("degree/primary-medical", country="NO"), facts={"citizenship": "NO"})
    elsewhere = person(held("degree/primary-medical", country="SD"), facts={"citizenship": "SD"})
    (in_2026,) = selection_on(training.selective, on=day("2026-12-31"))
    (in_2027,) = selection_on(training.selective, on=day("2027-01-01"))

    assert (in_2026.stage, in_2027.stage) == ("offer", "interview")
    assert names(priority_class(in_2026, view=seen(settled))) == ["priority"]
    assert names(priority_class(in_2027, view=seen(settled))) == ["priority", "none"]
    assert names(priority_class(in_2027, view=seen(norwegian))) == ["priority"]
    assert names(priority_class(in_2026, view=seen(elsewhere))) == ["none"]


def test_i3_parallel_streams_keep_applicants_apart():
    """Classes of applicants compete apart in one round and together in the next.

    CaRMS: separate streams for Canadian and international graduates in the first iteration, mostly
    one competition in the second [CA.carms.streams].
    """
    match = offer("""
        selection:
          - source: law
            stage: match
            round: first iteration
            pools:
              - id: canadian
                says: {en: Graduates of Canadian schools}
                who: {has: degree/primary-medical, where: {country: CA}}
              - id: international
                says: {en: Graduates of other schools}
                who: {has: degree/primary-medical, where: {country: "!= CA"}}
          - source: law
            stage: match
            round: second iteration
            pools: [{id: everybody, says: {en: Everybody left}, who: nothing}]
    """)
    first, second = match.selective
    abroad = seen(person(held("degree/primary-medical", country="EG")))
    silent = seen(person(held("degree/primary-medical")))

    assert names(pools_of(first, view=abroad)) == ["international"]
    assert names(pools_of(first, view=silent)) == ["canadian", "international"]
    assert names(pools_of(second, view=abroad)) == ["everybody"]


def test_i4_two_sided_match_shows_rates_by_group():
    """A rate is a figure about a group in a year, with its source; never a chance of one person.

    NRMP 2026: 70.0 % of citizens (2,949 of 4,210) and 56.4 % of others (6,733 of 11,944) among
    graduates abroad; of the others 54.4 % needing a visa, 67.9 % permanent residents, who are
    counted there and not with the citizens [US.match26, US.match26.visa, US.match.class].
    """
    match = offer("""
        odds:
          - {of: match, rate: 70.0 %, passed: 2949, sat: 4210, year: "2026", source: law,
             segment: {class: us-img}}
          - {of: match, rate: 56.4 %, passed: 6733, sat: 11944, year: "2026", source: law,
             segment: {class: non-us-img}}
          - {of: match, rate: 58.0 %, year: "2025", source: law, segment: {class: non-us-img}}
          - {of: match, rate: 54.4 %, year: "2026", source: hearsay,
             segment: {class: non-us-img, visa: needed}}
          - {of: match, rate: 67.9 %, year: "2026", source: hearsay,
             segment: {class: non-us-img, visa: permanent-resident}}
    """)

    def rate(**segment):
        found = odds_for(match.odds, what="match", segment=segment)
        return found and (found.rate, found.year, found.source.tier)

    assert rate(**{"class": "us-img"}) == (Decimal("0.700"), "2026", "law")
    assert rate(**{"class": "non-us-img"}) == (Decimal("0.564"), "2026", "law")
    green_card = {"class": "non-us-img", "visa": "permanent-resident", "specialty": "pathology"}
    assert rate(**green_card) == (Decimal("0.679"), "2026", "secondary")
    assert rate(**{"class": "us-senior"}) is None


def test_i5_capacity_limited_exam_has_a_waiting_time_not_a_date():
    """How long one waits for a seat is a range, and its upper end may be unknown.

    NZREX: three sittings in 2025, on 8 March, 14 June and 13 September [NZ.exam.dates]; Swedish
    knowledge test: 31 of 151 passed the theory in September 2019, extra places were added
    [SE.kp.rate].
    """
    nzrex = offer("""
        values: [{id: sittings, says: {en: Sittings in 2025}, amount: 3, source: law}]
        waits: [{for: the next sitting, to: 6 months, source: law}]
    """)
    swedish = offer("""
        quotas: [{id: seats, source: law, fill: lottery}]
        waits: [{for: a seat, from: 1 month, source: law}]
        odds: [{of: theory, passed: 31, sat: 151, year: "2019", source: law}]
    """)

    assert answer_expected(nzrex.waits[0], asked=day("2026-11-22")) == around(
        "2026-11-22..2027-05-22"
    )
    assert answer_expected(swedish.waits[0], asked=day("2026-11-22")) is None
    assert remaining(swedish.quotas[0], taken=100) == "unknown"
    assert swedish.odds[0].rate == Decimal("0.2053")


def test_i6_reciprocity_keeps_a_balance():
    """One comes for each that goes.

    IFMSA: bilateral contracts swap one for one, unilateral ones are paid [CP.ifmsa.contract].
    """
    exchange = offer("""
        quotas:
          - {id: swap, source: law, capacity: 10, per: [country, season], contract: bilateral}
          - {id: paid, source: law, capacity: 2, contract: unilateral}
    """)
    swap, paid = exchange.quotas

    assert balance(swap, sent=7, received=5) == -2
    assert remaining(swap, taken=7) == 3
    assert balance(paid, sent=2, received=0) is None


def test_i7_ranking_without_threshold_leaves_the_verdict_alone():
    """Who is eligible is ranked with the others; no mark makes sure of a place.

    Practice-ready assessment: language, currency, scope, credentials and MCCQE are screened alike,
    then each province ranks [CA.pra.common].
    """
    rule = """
        selection: {source: law, stage: screening, ranking: {en: By the province's own criteria}}
        versions:
          - {in-force: .., source: law, requires: {has: ca/mccqe, where: {result: pass}}}
    """

    verdict = verdict_of(rule, person(held("ca/mccqe", "2025-05-01", result="pass")))

    (selective,) = verdict.opportunity.selective
    assert (verdict.state, bool(selective.ranking)) == ("eligible", True)
    assert names(priority_class(selective, view=seen())) == ["none"]
