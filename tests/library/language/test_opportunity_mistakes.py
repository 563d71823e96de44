"""A wrong opportunity, or source of one, is refused where it is."""

import pytest

from tests.library.language.documents import REQUIRES, mistake

VERSIONS = (
    "versions: [{in-force: .., requires: nothing,"
    " source: {url: x, read: 2026-11-22, tier: law, confidence: A}}]"
)
HEADS = (
    (
        "¦kind: visa\ntitle: x\nversions: []",
        "'opportunity' needs the key 'opportunity'",
    ),
    (
        "¦opportunity: a/b\ntitle: x\nversions: []",
        "'opportunity' needs the key 'kind'",
    ),
    (
        "¦opportunity: a/b\nkind: visa\nversions: []",
        "'opportunity' needs the key 'title'",
    ),
    (
        "¦opportunity: a/b\nkind: visa\ntitle: x",
        "'opportunity' needs the key 'versions'",
    ),
    (
        "opportunity: a/b\nkind: ¦vissa\ntitle: x\n" + VERSIONS,
        "kind: 'vissa' is not one of certification, examination, licence, verification, "
        "rotation, exchange, programme, training-post, visa, cpd, assessment, "
        "registration, match, membership, waiver, language-test, priority, recognition, "
        "course, employment, formality, funding; did you mean 'visa'?",
    ),
    (
        "opportunity: a/b\nkind: visa\ntitle: ¦[]\n" + VERSIONS,
        "title: expected keys and values, got a list",
    ),
    (
        "¦oportunity: a/b",
        "unknown key 'oportunity' in 'opportunity'; did you mean 'opportunity'?",
    ),
    (
        "¦zzzzzz: a/b",
        "unknown key 'zzzzzz' in 'opportunity'; known keys: opportunity, kind, title, "
        "country, region, authority, event, cohort, decided-by, sources, versions, fees, "
        "duration, grants, obligations, outcomes, deadlines, quotas, selection, odds, "
        "waits, attempts, irreversible, values, disputes, aliases, supersedes, sessions, "
        "presence",
    ),
    (
        "¦[a]",
        "opportunity: expected keys and values, got a list",
    ),
    (
        "opportunity: a/b\ncohort: {y: ¦{}}",
        "'cohort' needs the key 'starts'",
    ),
    (
        "opportunity: a/b\ncohort: ¦[y]",
        "cohort: expected keys and values, got a list",
    ),
    (
        "opportunity: a/b\ncohort: {y: ¦{ends: 01-31, starts: 02-01}}",
        "a cohort year ends or starts on a day, not both",
    ),
    (
        "opportunity: a/b\ncohort: {y: {ends: ¦1-31}}",
        "ends: expected a day of the year like 01-31, got '1-31'",
    ),
    (
        "opportunity: a/b\ncohort: {y: {ends: ¦W05-1}}",
        "ends: expected a day of the year like 01-31, got 'W05-1'",
    ),
    (
        "opportunity: a/b\ncohort: {y: {starts: 01-31, at: ¦zzz}}",
        "at: 'zzz' is not one of today, application, event, event-end, use",
    ),
    (
        "opportunity: a/b\ncohort: {y: {¦start: 01-31}}",
        "unknown key 'start' in 'cohort'; did you mean 'starts'?",
    ),
    (
        "opportunity: a/b\nsources: ¦[a]",
        "sources: expected keys and values, got a list",
    ),
    (
        "opportunity: a/b\nsources: {a: ¦b}",
        "source: expected keys and values, got a single text",
    ),
    (
        "opportunity: a/b\nsources: {a: ¦{url: x, read: 2026-11-22, tier: law}}",
        "'source' needs the key 'confidence'",
    ),
    (
        "opportunity: a/b\nsources: {a: ¦{url: x, read: 2026-11-22, confidence: A}}",
        "'source' needs the key 'tier'",
    ),
    (
        "opportunity: a/b\nsources: {a: ¦{url: x, tier: law, confidence: A}}",
        "'source' needs the key 'read'",
    ),
    (
        "opportunity: a/b\nsources: {a: ¦{read: 2026-11-22, tier: law, confidence: A}}",
        "'source' needs the key 'url'",
    ),
    (
        "opportunity: a/b\nsources: {a: {url: x, read: ¦20261122, tier: law, confidence: A}}",
        "read: expected a date like 2026-11-22, got '20261122'",
    ),
    (
        "opportunity: a/b\nsources: {a: {url: x, read: ¦2026-02-30, tier: law, confidence: A}}",
        "read: expected a date like 2026-11-22, got '2026-02-30'",
    ),
    (
        "opportunity: a/b\nsources: {a: {url: x, read: 2026-11-22, tier: ¦offical, confidence: A}}",
        "tier: 'offical' is not one of law, official, provider, secondary; did you mean "
        "'official'?",
    ),
    (
        "opportunity: a/b\nsources: {a: {url: x, read: 2026-11-22, tier: law, confidence: ¦E}}",
        "confidence: 'E' is not one of A, B, C, D",
    ),
    (
        "opportunity: a/b\nsources: {a: {url: ¦none, read: 2026-11-22, tier: law, confidence: A}}",
        "url: 'none' is not enough here; only a secondary source with a title may have no address",
    ),
    (
        "opportunity: a/b\nsources: {a: {url: ¦none, read: 2026-11-22, tier: secondary, "
        "confidence: A}}",
        "url: 'none' is not enough here; only a secondary source with a title may have no address",
    ),
    (
        "opportunity: a/b\nsources: {a: {url: x, read: 2026-11-22, tier: law, confidence: "
        "A, facts: ¦{a: b}}}",
        "facts: expected a text, got keys and values",
    ),
    (
        "opportunity: a/b\nsources: {a: {url: x, read: 2026-11-22, tier: law, confidence: "
        "A, ¦sez: b}}",
        "unknown key 'sez' in 'source'; known keys: url, title, locator, read, tier, "
        "confidence, dated, also, facts",
    ),
)
TAILS = (
    (
        "country: ¦[x]",
        "country: expected a text, got a list",
    ),
    (
        "region: ¦{a: b}",
        "region: expected a text, got keys and values",
    ),
    (
        "event: ¦2027-01-01",
        "event: expected keys and values, got a single text",
    ),
    (
        "event: ¦{}",
        "'event' needs the key 'starts'",
    ),
    (
        "event: {starts: ¦soon}",
        "starts: not a date 'soon'; write it like '2024-05-10', '2024-05' or '2024'",
    ),
    (
        "event: {starts: 2027-01-01, ends: ¦later}",
        "ends: not a date 'later'; write it like '2024-05-10', '2024-05' or '2024'",
    ),
    (
        "event: {starts: 2027-01-01, length: ¦long}",
        "length: not a span 'long'; write it like '2 years', '18 months', '4 weeks' or '1 "
        "year 6 months'",
    ),
    (
        "event: ¦{starts: 2027-01-01, length: 4 weeks, ends: 2027-02-01}",
        "the event cannot end on 2027-02-01: 'length' says it already",
    ),
    (
        "event: ¦{starts: 2027-01-01, ends: 2026-12-31}",
        "the event cannot end on 2026-12-31: it starts on 2027-01-01",
    ),
    (
        "event: {starts: 2027-01-01, ¦seats: 5}",
        "unknown key 'seats' in 'event'; did you mean 'starts'?",
    ),
    (
        "decided-by: ¦aplication",
        "decided-by: 'aplication' is not one of today, application, event, event-end, use; "
        "did you mean 'application'?",
    ),
    (
        "decided-by: ¦{}",
        "'decided-by' needs the key 'cohort'",
    ),
    (
        "decided-by: {fact: ¦zzz}",
        "decided-by: unknown fact 'zzz'",
    ),
    (
        "decided-by: {fact: ¦points}",
        "decided-by: 'points' is a number, not a date",
    ),
    (
        "decided-by: {credential: ¦exam/zzz}",
        "decided-by: unknown credential type 'exam/zzz'; the known types are in the atlas, "
        "in types.yaml",
    ),
    (
        "decided-by: {cohort: ¦match-yaer}",
        "cohort: 'match-yaer' is not one of match-year; did you mean 'match-year'?",
    ),
    (
        "decided-by: {¦anchor: event}",
        "unknown key 'anchor' in 'decided-by'; did you mean 'cohort'?",
    ),
    (
        "decided-by: ¦[event]",
        "decided-by: expected keys and values, got a list",
    ),
)


@pytest.mark.parametrize(("marked", "message"), HEADS)
def test_a_wrong_opportunity_is_refused_where_it_is(marked, message):
    assert mistake(marked) == message


@pytest.mark.parametrize(("marked", "message"), TAILS)
def test_a_wrong_particular_of_time_or_place_is_refused_where_it_is(marked, message):
    assert mistake(REQUIRES + "nothing\n" + marked) == message
