"""What surrounds a rule is refused with its place and the likely intention when it is wrong."""

import pytest

from salerno.errors import RuleError
from salerno.rules.language.particulars import PARTICULAR_KEYS
from tests.library.test_particulars import FIRST_LINE, read

BAD = (
    (
        "fees: {for: a}",
        "fees: expected a list, got keys and values",
    ),
    (
        "fees: [{fr: a}]",
        "unknown key 'fr' in 'fee'; did you mean 'for'?",
    ),
    (
        "fees: [{for: a, amount: 5 EUR}]",
        "'fee' needs the key 'source'",
    ),
    (
        "fees: [{for: a, source: law}]",
        "'fee' needs the key 'amount'",
    ),
    (
        "fees: [{for: a, amount: 5 EUR, source: lwa}]",
        "unknown source 'lwa'; did you mean 'law'?",
    ),
    (
        "fees: [{for: a, source: law, amount: 5 EURO}]",
        "amount: unknown currency 'EURO': not an ISO 4217 code; did you mean 'EUR'?",
    ),
    (
        "fees: [{for: a, source: law, amount: [5 EUR]}]",
        "amount: expected a text, got a list",
    ),
    (
        "fees: [{for: a, source: law, amount: 5 EUR, payer: employee}]",
        "payer: 'employee' is not one of applicant, employer, school, host, "
        "sponsor; did you mean 'employer'?",
    ),
    (
        "fees: [{for: a, source: law, amount: 5 EUR, cap: 9 USD}]",
        "one fee in EUR, USD; write a fee for each currency",
    ),
    (
        "fees: [{for: a, source: law, amount: unknown, cap: 9 USD}]",
        "an unknown amount has no tiers, cap or surcharges",
    ),
    (
        "fees: [{for: a, source: law, tiers: []}]",
        "the tiers do not follow each other; give 'up-to' in rising order; only "
        "the last tier may leave it out",
    ),
    (
        "fees: [{for: a, source: law, tiers: [{each: 5 EUR}, {up-to: 3, each: 4 EUR}]}]",
        "the tiers do not follow each other; give 'up-to' in rising order; only "
        "the last tier may leave it out",
    ),
    (
        "fees: [{for: a, source: law, tiers: [{up-to: 4, each: 5 EUR}, {up-to: 3, each: 4 EUR}]}]",
        "the tiers do not follow each other; give 'up-to' in rising order; only "
        "the last tier may leave it out",
    ),
    (
        "fees: [{for: a, source: law, amount: 5 EUR, discounts: [{share: 150 %, when: nothing}]}]",
        "share: expected like '50 %' or '0.5', got '150 %'",
    ),
    (
        "fees: [{for: a, source: law, amount: 5 EUR, discounts: [{share: half, when: nothing}]}]",
        "share: expected like '50 %' or '0.5', got 'half'",
    ),
    (
        "fees: [{for: a, source: law, amount: 5 EUR, refunds: [{share: nan, until: event}]}]",
        "share: expected like '50 %' or '0.5', got 'nan'",
    ),
    (
        "fees: [{for: a, source: law, amount: 5 EUR, due: evnt}]",
        "due: 'evnt' is not a known date; did you mean 'event'?",
    ),
    (
        "fees: [{for: a, source: law, amount: 5 EUR}, {for: a, source: law, amount: 6 EUR}]",
        "two fees for 'a': .. and ..; end the older one on the day before, or give "
        "each a purpose of its own",
    ),
    (
        "fees: [{for: a, source: law, amount: 5 EUR}, {for: a, source: law, "
        "amount: 6 EUR, keyed-on: event}]",
        "'a' is keyed on application and on event; write the same 'keyed-on' for every version",
    ),
    (
        "duration: {from: 3 months, to: 2 weeks}",
        "it cannot last from 3 months to 2 weeks",
    ),
    (
        "duration: long",
        "duration: not a span 'long'; write it like '2 years', '18 months', '4 "
        "weeks' or '1 year 6 months'",
    ),
    (
        "grants: [us/kertificate]",
        "grants: unknown credential type 'us/kertificate'; did you mean 'us/certificate'?",
    ),
    (
        "grants: [{type: us/certificate, lasts: forever}]",
        "lasts: not a span 'forever'; write it like '2 years', '18 months', '4 "
        "weeks' or '1 year 6 months'",
    ),
    (
        "grants: [{type: us/certificate, lasts: [1 year]}]",
        "lasts: expected a text, got a list",
    ),
    (
        "obligations: [{id: a, says: S, source: law, within: 1 year, lasts: 2 years}]",
        "an obligation has one time; write one of lasts, within, and a second "
        "obligation for the other",
    ),
    (
        "obligations: [{id: a, says: S, source: law, on: applicants}]",
        "on: 'applicants' is not one of applicant, school, employer, authority, "
        "evaluator, host; did you mean 'applicant'?",
    ),
    (
        "obligations: [{id: a, says: S, source: law, grace: next week}]",
        "grace: not a span 'next week'; write it like '2 years', '18 months', '4 "
        "weeks' or '1 year 6 months'",
    ),
    (
        "obligations: [{id: a, says: S, source: law, grace: [1 year]}]",
        "grace: expected a text, got a list",
    ),
    (
        "obligations: [{id: a, says: S, source: law}, {id: a, says: S, source: law}]",
        "the id 'a' is given twice: already at x.yaml:9:20; rename one of them",
    ),
    (
        "outcomes: [{id: a, says: S}]",
        "a step with one outcome has no outcomes; add the other ends, or leave 'outcomes' out",
    ),
    (
        "deadlines: [{id: a, says: S, source: law, on: 31 January}]",
        "on: '31 January' is not a known date; it can be today, application, "
        "event, event-end, use or a credential type",
    ),
    (
        "deadlines: [{id: a, says: S, source: law, on: 01-31 of matchyear}]",
        "on: unknown cohort year 'matchyear'; did you mean 'match-year'?",
    ),
    (
        "deadlines: [{id: a, says: S, source: law, on: event, override: {2024: 2024-02-15}}]",
        "only days of a cohort year have overrides; write 'on' like '01-31 of match-year'",
    ),
    (
        "quotas: [{id: a, source: law, capacity: many}]",
        "capacity: expected a whole number from 0 on, got 'many'",
    ),
    (
        "quotas: [{id: a, source: law, capacity: [1]}]",
        "capacity: expected a text, got a list",
    ),
    (
        "selection: [{source: law, stage: offers}]",
        "stage: 'offers' is not one of screening, interview, offer, match; did you mean 'offer'?",
    ),
    (
        "odds: [{of: m, year: '2026', source: law}]",
        "'odds' needs the key 'rate'",
    ),
    (
        "odds: [{of: m, year: '2026', source: law, passed: 5, sat: 3}]",
        "5 passed of only 3",
    ),
    (
        "odds: [{of: m, year: '2026', source: law, passed: 1, sat: 2, rate: 50.2 %}]",
        "1 of 2 is 50.00%, not 50.2%; leave 'rate' out, or mend the counts; if the "
        "source contradicts itself, use disputes",
    ),
    (
        "waits: [{for: a, source: law}]",
        "'wait' needs the key 'from' or 'to'",
    ),
    (
        "odds: [{of: m, year: '2026', source: law, passed: 5}]",
        "'odds' needs the key 'rate'",
    ),
    (
        "odds: [{of: m, year: '2026', source: law, passed: 0, sat: 0}]",
        "sat: expected a whole number from 1 on, got '0'",
    ),
    (
        "fees: [{for: a, source: law, tiers: [{up-to: 0, each: 5 EUR}]}]",
        "up-to: expected a whole number from 1 on, got '0'",
    ),
    (
        "attempts: many",
        "attempts: expected a whole number from 1 on, got 'many'",
    ),
    (
        "attempts: [4]",
        "attempts: expected a text, got a list",
    ),
    (
        "attempts: {limit: 4}",
        "'attempts' needs the key 'source'",
    ),
    (
        "values: [{id: a, says: S}]",
        "'value' needs the key 'source'",
    ),
    (
        "disputes: [{id: X, subject: S, claims: [{says: S, source: law, chosen: yes}]}]",
        "a dispute has two claims or more; give the other claim, or make it a value",
    ),
    (
        "disputes: [{id: X, subject: S, claims: [{says: S, source: law}, {says: S, source: law}]}]",
        "0 claims are chosen and the outcome is 'chosen'; mark one claim 'chosen: "
        "yes', or write 'outcome: unknown'",
    ),
    (
        "disputes: [{id: X, subject: S, outcome: unknown, claims: [{says: S, "
        "source: law, chosen: yes}, {says: S, source: law}]}]",
        "1 claims are chosen and the outcome is 'unknown'; mark one claim 'chosen: "
        "yes', or write 'outcome: unknown'",
    ),
    (
        "disputes: [{id: X, subject: S, outcome: by-date, claims: [{says: S, "
        "source: law}, {says: S, source: law}]}]",
        "two claims hold at once; give each claim an 'in-force' of its own",
    ),
    (
        "aliases: [Part I]",
        "aliases: expected keys and values, got a list",
    ),
)


@pytest.mark.parametrize(("written", "expected"), BAD)
def test_mistakes_are_told_with_their_place_and_the_likely_intention(written, expected):
    with pytest.raises(RuleError) as caught:
        read(written)

    where, said = caught.value.where, str(caught.value)
    assert (where.name, where.line) == ("x.yaml", FIRST_LINE)
    assert said.partition(": ")[2] == expected


@pytest.mark.parametrize("written", ["values: nothing", "values: [nothing]", "values: [{id: [a]}]"])
def test_values_that_are_no_list_of_entries_are_refused(written):
    with pytest.raises(RuleError):
        read(written)


def test_every_key_of_a_particular_is_known_to_an_opportunity():
    assert len(PARTICULAR_KEYS) == 18
    with pytest.raises(RuleError, match="unknown key 'fee' in 'opportunity'; did you mean 'fees'"):
        read("fee: []")
