"""What surrounds a rule is read whole, and what is left out of it stays unknown."""

from datetime import date
from decimal import Decimal
from textwrap import dedent

import pytest

from salerno.credentials.conditions import Day
from salerno.credentials.vocabulary import CredentialType, Vocabulary
from salerno.money import Money, MoneyRange
from salerno.periods import Period, Span
from salerno.rules.canonical import from_plain, to_plain
from salerno.rules.competition import Deadline, Odds, PriorityClass, Quota, Selective, Waiting
from salerno.rules.fees import Discount, Fee, PriceTier, Refund, Surcharge
from salerno.rules.grants import Grant, Obligation, Outcome
from salerno.rules.language import load_opportunities
from salerno.rules.leaves import Judge
from salerno.rules.opportunities import (
    Claim,
    Dispute,
    Opportunity,
    Value,
    aliases_on,
    attempts_left,
    believed,
    needs_warning,
    values_on,
)
from salerno.rules.requirements import All
from salerno.rules.sources import Source

TYPES = ("gb/plab1", "us/certificate", "licence/medical")
VOCABULARY = Vocabulary(types={name: CredentialType(name) for name in TYPES})
LAW = Source("https://example.org/law", date(2026, 11, 22), "law", "A")
BLOG = Source("https://example.org/blog", date(2026, 11, 22), "secondary", "C")
HEAD = """\
opportunity: xx/yy/zz
kind: licence
title: A licence
cohort: {match-year: {ends: 01-31}}
sources:
  law: {url: "https://example.org/law", read: 2026-11-22, tier: law, confidence: A}
  blog: {url: "https://example.org/blog", read: 2026-11-22, tier: secondary, confidence: C}
versions: [{in-force: .., source: law, requires: nothing}]
"""
FIRST_LINE = HEAD.count("\n") + 1
NOBODY = All(())
FORTY_FIVE_DAYS_BEFORE = Day(anchor="event", shift=Span(days=45), before=True)
SAYS = (("en", "So it is"),)


def read(particulars):
    """The opportunity with these particulars, read from YAML."""
    (found,) = load_opportunities(HEAD + dedent(particulars), name="x.yaml", vocabulary=VOCABULARY)
    return found


def euros(written):
    return Money.parse(f"{written} EUR")


def test_what_is_absent_is_unknown():
    found = read("")

    particular = {f: getattr(found, f) for f in ("fees", "grants", "quotas", "odds", "duration")}
    assert particular == dict.fromkeys(("fees", "grants", "quotas", "odds"), ()) | {
        "duration": None
    }
    assert found.attempts == "unknown"


def test_fee_needs_purpose_amount_and_source():
    found = read("fees: [{for: application, amount: 160 USD, source: law}]")

    assert found.fees == (Fee("application", MoneyRange.parse("160 USD"), LAW),)


def test_fee_reads_every_key():
    found = read("""
        fees:
          - for: transfer
            amount: 5..7 EUR
            source: law
            payer: employer
            in-force: 2026-04-01..
            keyed-on: eligibility-end
            unit: document
            tiers: [{up-to: 30, each: 11 EUR}, {each: 30 EUR}]
            cap: 200 EUR
            surcharges: [{case: abroad, amount: 210 EUR}]
            discounts: [{share: 12.5 %, when: {judge: poor}}]
            refunds: [{share: 0.5, until: 45 days before event}]
            due: 09-15 of match-year - 1
            held: yes
    """)

    assert found.fees == (
        Fee(
            purpose="transfer",
            amount=MoneyRange.parse("5..7 EUR"),
            source=LAW,
            payer="employer",
            in_force=Period.parse("2026-04-01.."),
            keyed_on="eligibility-end",
            unit="document",
            tiers=(PriceTier(30, euros(11)), PriceTier(None, euros(30))),
            cap=euros(200),
            surcharges=(Surcharge("abroad", euros(210)),),
            discounts=(Discount(Decimal("0.125"), Judge("poor")),),
            refunds=(Refund(Decimal("0.5"), FORTY_FIVE_DAYS_BEFORE),),
            due=Day(cohort="match-year", offset=-1, month_day=(9, 15)),
            held=True,
        ),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("fee", "field", "expected"),
    [
        ("amount: unknown", "amount", None),
        ("tiers: [{each: 5 EUR}]", "amount", MoneyRange.parse("0 EUR")),
        ("amount: 5 EUR", "refunds", None),
        ("amount: 5 EUR, refunds: none", "refunds", ()),
    ],
)
def test_fee_keeps_unknown_free_and_refused_apart(fee, field, expected):
    found = read(f"fees: [{{for: application, source: law, {fee}}}]")

    assert getattr(found.fees[0], field) == expected


def test_fees_of_one_purpose_are_versions_or_have_different_payers():
    found = read("""
        fees:
          - {for: application, amount: 5 EUR, source: law, in-force: ..2025-12-31}
          - {for: application, amount: 6 EUR, source: law, in-force: 2026-01-01..}
          - {for: application, amount: 7 EUR, source: law, payer: employer}
    """)

    assert [str(fee.amount) for fee in found.fees] == ["5 EUR", "6 EUR", "7 EUR"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("4 weeks", (Span(days=28), Span(days=28))),
        ("{from: 2 weeks, to: 3 months}", (Span(days=14), Span(months=3))),
        ("{from: 2 weeks, to: 2 weeks}", (Span(days=14), Span(days=14))),
    ],
)
def test_duration_is_a_length_or_a_range(written, expected):
    assert read(f"duration: {written}").duration == expected


def test_grants_read_every_key():
    found = read("""
        grants:
          - us/certificate
          - type: licence/medical
            lasts: 2 years
            scope: {employer: named sponsor, activities: [ward, clinic]}
            while-holding: [licence/medical]
            renewable: no
            tier: 1
            leads-to: xx/yy/full
            source: law
          - {type: gb/plab1, lasts: unlimited}
    """)

    scope = (("employer", "named sponsor"), ("activities", "ward"), ("activities", "clinic"))
    assert found.grants == (
        Grant("us/certificate"),
        Grant("licence/medical", Span(years=2), scope, ("licence/medical",), False, 1,
              "xx/yy/full", LAW),
        Grant("gb/plab1", "unlimited"),
    )  # fmt: skip


def test_one_grant_needs_no_list():
    assert read("grants: us/certificate").grants == (Grant("us/certificate"),)


def test_obligations_read_every_key():
    found = read("""
        obligations:
          - {id: stay, says: So it is, source: law, lasts: 2 years, grace: 6 months,
             blocks: xx/yy/a}
          - {id: cpd, says: So it is, source: law, within: 5 years,
             sanction: {en: a cut, es: un corte}, grace: next quarter}
          - {id: answer, says: So it is, source: law, on: authority, working-days: 20}
    """)

    assert found.obligations == (
        Obligation("stay", SAYS, LAW, lasts=Span(years=2), grace=Span(months=6),
                   blocks=("xx/yy/a",)),
        Obligation("cpd", SAYS, LAW, within=Span(years=5), grace="next quarter",
                   sanction=(("en", "a cut"), ("es", "un corte"))),
        Obligation("answer", SAYS, LAW, "authority", working_days=20),
    )  # fmt: skip


def test_outcomes_read_every_key():
    found = read("""
        outcomes:
          - {id: in, says: So it is, grants: [us/certificate],
             then: [xx/yy/a, xx/yy/b], source: law}
          - {id: out, says: So it is, final: yes}
    """)

    assert found.outcomes == (
        Outcome("in", SAYS, ("us/certificate",), ("xx/yy/a", "xx/yy/b"), source=LAW),
        Outcome("out", SAYS, final=True),
    )


def test_deadlines_read_every_key():
    found = read("""
        deadlines:
          - {id: apply, says: So it is, source: law, on: 01-31 of match-year,
             override: {2024: 2024-02-15}, lapse: A year is lost}
          - {id: opens, says: So it is, source: law, on: 2026-09-03, opens: yes}
    """)

    assert found.deadlines == (
        Deadline("apply", SAYS, LAW, Day(cohort="match-year", month_day=(1, 31)),
                 lapse=(("en", "A year is lost"),), override=((2024, date(2024, 2, 15)),)),
        Deadline("opens", SAYS, LAW, Day(day=date(2026, 9, 3)), opens=True),
    )  # fmt: skip


def test_quotas_read_every_key():
    found = read("""
        quotas:
          - {id: seats, source: law, says: So it is, capacity: 30, per: [state, year],
             table: {ON: 100, QC: unknown, BC: 0}, fill: first-come, contract: bilateral,
             in-force: 2020-01-01..}
          - {id: open, source: law, capacity: unlimited}
          - {id: silent, source: law}
    """)

    table = (("ON", 100), ("QC", "unknown"), ("BC", 0))
    assert found.quotas == (
        Quota("seats", LAW, 30, ("state", "year"), table, "first-come", "bilateral",
              Period.parse("2020-01-01.."), SAYS),
        Quota("open", LAW, "unlimited"),
        Quota("silent", LAW, "unknown"),
    )  # fmt: skip


def test_selection_reads_every_key():
    found = read("""
        selection:
          - source: law
            stage: offer
            round: first
            classes: [{id: home, says: So it is, who: {judge: home}}]
            pools: [{id: all, says: So it is, who: nothing}]
            ranking: By marks
            in-force: ..2026-12-31
          - {source: law, stage: interview}
    """)

    home = PriorityClass("home", SAYS, Judge("home"))
    everybody = PriorityClass("all", SAYS, NOBODY)
    assert found.selective == (
        Selective(LAW, "offer", "first", (home,), (everybody,), (("en", "By marks"),),
                  Period.parse("..2026-12-31")),
        Selective(LAW, "interview"),
    )  # fmt: skip


def test_one_selection_needs_no_list():
    assert read("selection: {source: law}").selective == (Selective(LAW),)


def test_odds_read_every_key():
    found = read("""
        odds:
          - {of: match, rate: 56.4 %, passed: 6733, sat: 11944, year: "2026", source: law,
             segment: {class: non-us, visa: needed}}
          - {of: match, passed: 1, sat: 3, year: "2025", source: law}
          - {of: match, rate: 0.7, year: "2024", source: law}
          - {of: match, rate: 50.1 %, passed: 1, sat: 2, year: "2023", source: law}
          - {of: match, passed: 3, sat: 3, year: "2022", source: law}
    """)

    segment = (("class", "non-us"), ("visa", "needed"))
    assert found.odds == (
        Odds("match", Decimal("0.564"), "2026", LAW, 6733, 11944, segment),
        Odds("match", Decimal("0.3333"), "2025", LAW, 1, 3),
        Odds("match", Decimal("0.7"), "2024", LAW),
        Odds("match", Decimal("0.501"), "2023", LAW, 1, 2),
        Odds("match", Decimal("1.0000"), "2022", LAW, 3, 3),
    )


def test_waits_read_a_range_of_which_one_end_may_be_unknown():
    found = read("""
        waits:
          - {for: decision, from: 4 weeks, to: 6 weeks, source: law}
          - {for: a seat, from: 1 year, source: law}
          - {for: a letter, to: 3 days, source: law}
          - {for: an appointment, from: 1 week, to: 2 weeks, when: before, source: law}
    """)

    assert found.waits == (
        Waiting("decision", Span(days=28), Span(days=42), LAW),
        Waiting("a seat", Span(years=1), None, LAW),
        Waiting("a letter", None, Span(days=3), LAW),
        Waiting("an appointment", Span(days=7), Span(days=14), LAW, "before"),
    )


@pytest.mark.parametrize(
    ("written", "expected", "source"),
    [
        ("4", 4, None),
        ("unlimited", "unlimited", None),
        ("unknown", "unknown", None),
        ("{limit: unlimited, source: law}", "unlimited", LAW),
    ],
)
def test_attempts_are_a_number_unlimited_or_unknown(written, expected, source):
    found = read(f"attempts: {written}")

    assert (found.attempts, found.attempts_source) == (expected, source)


def test_values_read_every_key():
    found = read("""
        values:
          - {id: stations, says: So it is, source: law, amount: 16, unit: stations,
             in-force: 2024-11-01..}
          - {id: place, says: {en: In one city, es: En una ciudad}, source: law}
    """)

    since = Period.parse("2024-11-01..")
    assert found.values == (
        Value("stations", SAYS, LAW, "16", "stations", since),
        Value("place", (("en", "In one city"), ("es", "En una ciudad")), LAW),
    )


def test_disputes_read_every_key():
    found = read("""
        disputes:
          - id: X1
            subject: So it is
            claims:
              - {says: Two years, source: law, chosen: yes, why: newer}
              - {says: Three years, source: blog}
          - id: X4
            subject: So it is
            outcome: unknown
            claims: [{says: Forty, source: law}, {says: Fifty, source: blog}]
          - id: X10
            subject: So it is
            outcome: by-date
            claims:
              - {says: "350", source: law, in-force: ..2022-12-31}
              - {says: "300", source: law, in-force: 2023-01-01..}
    """)

    two = Claim((("en", "Two years"),), LAW, True, (("en", "newer"),))
    three = Claim((("en", "Three years"),), BLOG)
    forty, fifty = Claim((("en", "Forty"),), LAW), Claim((("en", "Fifty"),), BLOG)
    before = Claim((("en", "350"),), LAW, in_force=Period.parse("..2022-12-31"))
    after = Claim((("en", "300"),), LAW, in_force=Period.parse("2023-01-01.."))
    assert found.disputes == (
        Dispute("X1", SAYS, (two, three)),
        Dispute("X4", SAYS, (forty, fifty), "unknown"),
        Dispute("X10", SAYS, (before, after), "by-date"),
    )


@pytest.mark.parametrize(
    ("dispute", "on", "expected"),
    [(0, "2026-11-22", "Two years"), (1, "2026-11-22", None),
     (2, "2022-12-31", "350"), (2, "2023-01-01", "300")],
)  # fmt: skip
def test_believed_claim_is_the_chosen_one_or_that_of_the_day(dispute, on, expected):
    two, three = Claim((("en", "Two years"),), LAW, chosen=True), Claim((("en", "Three"),), BLOG)
    before = Claim((("en", "350"),), LAW, in_force=Period.parse("..2022-12-31"))
    after = Claim((("en", "300"),), LAW, in_force=Period.parse("2023-01-01.."))
    disputes = (
        Dispute("X1", SAYS, (three, two)),
        Dispute("X4", SAYS, (three, three), "unknown"),
        Dispute("X10", SAYS, (before, after), "by-date"),
    )

    claim = believed(disputes[dispute], on=date.fromisoformat(on))

    assert (claim and claim.says[0][1]) == expected


def test_nothing_is_believed_before_the_first_claim_held():
    later = Claim(SAYS, LAW, in_force=Period.parse("2023-01-01.."))

    assert believed(Dispute("X", SAYS, (later,), "by-date"), on=date(2022, 12, 31)) is None


def test_aliases_and_supersedes_name_what_was_before():
    found = read("""
        aliases: {MCCQE Part I: ..2026-03-31}
        supersedes: [xx/yy/old]
        irreversible: {en: It binds, es: Obliga}
    """)

    assert found.aliases == (("MCCQE Part I", Period.parse("..2026-03-31")),)
    assert found.supersedes == ("xx/yy/old",)
    assert found.irreversible == (("en", "It binds"), ("es", "Obliga"))


def described(**parts):
    return Opportunity("xx/yy/zz", "licence", SAYS, (), **parts)


def test_aliases_are_those_in_use_on_the_day():
    found = described(aliases=(("Part I", Period.parse("..2026-03-31")),))

    assert aliases_on(found, on=date(2026, 3, 31)) == ("Part I",)
    assert aliases_on(found, on=date(2026, 4, 1)) == ()


def test_values_are_those_that_hold_on_the_day():
    before = Value("f", SAYS, LAW, "300", in_force=Period.parse("..2017-12-31"))
    after = Value("g", SAYS, LAW, "200", in_force=Period.parse("2018-01-01.."))

    assert values_on(described(values=(before, after)), on=date(2018, 1, 1)) == (after,)


@pytest.mark.parametrize(
    ("limit", "used", "left", "warned"),
    [
        (4, 0, 4, False),
        (4, 3, 1, True),
        (4, 4, 0, False),
        (4, 5, 0, False),
        ("unlimited", 9, "unlimited", False),
        ("unknown", 9, "unknown", False),
    ],
)
def test_attempts_left_warn_before_the_last(limit, used, left, warned):
    found = described(attempts=limit)

    assert attempts_left(found, used=used) == left
    assert needs_warning(found, used=used) is warned


def test_what_cannot_be_undone_is_warned_of():
    assert needs_warning(described(irreversible=SAYS)) is True


def test_particulars_survive_the_canonical_form():
    found = read("""
        fees: [{for: a, amount: 5..7 EUR, source: law, refunds: none, due: event}]
        grants: [{type: licence/medical, lasts: unlimited, renewable: no}]
        quotas: [{id: q, source: law, capacity: unlimited, table: {A: 1}}]
        deadlines: [{id: d, says: S, source: law, on: 01-31 of match-year,
                     override: {2024: 2024-02-15}}]
        odds: [{of: m, rate: 1 %, year: "2026", source: law}]
        attempts: unlimited
    """)

    assert from_plain(to_plain(found)) == found
