"""What is asked of a person is refused with its place and the likely intention when it is wrong."""

import pytest

from tests.library.language.documents import REQUIRES, mistake

MISTAKES = (
    (
        "{fact: ¦pionts, is: 1}",
        "fact: unknown fact 'pionts'; did you mean 'points'?",
    ),
    (
        "{fact: ¦zzz, is: 1}",
        "fact: unknown fact 'zzz'",
    ),
    (
        "¦{fact: points}",
        "'fact' needs the key 'is'",
    ),
    (
        "{fact: points, is: 1, ¦where: {}}",
        "unknown key 'where' in 'fact'; known keys: fact, is, at, id, say, if-unmet, fix, "
        "actor, source",
    ),
    (
        "{fact: points, is: 1, at: ¦zzz}",
        "at: 'zzz' is not a known date; it can be today, application, event, event-end, "
        "use or a credential type",
    ),
    (
        '¦{sum: score, is: ">= 5"}',
        "'sum' needs the key 'of'",
    ),
    (
        "¦{sum: score, of: exam/alpha}",
        "'sum' needs the key 'is'",
    ),
    (
        '{sum: ¦scoer, of: exam/alpha, is: ">= 5"}',
        "'exam/alpha' has no attribute 'scoer'; did you mean 'score'?",
    ),
    (
        "{sum: score, of: exam/alpha, is: ¦lots}",
        "is: expected like '>= 250', got 'lots'",
    ),
    (
        "{sum: score, of: exam/alpha, is: 5, period: ¦last year}",
        "period: not a span 'year'; write it like '2 years', '18 months', '4 weeks' or '1 "
        "year 6 months'",
    ),
    (
        "{sum: score, of: exam/alpha, is: 5, period: ¦{}}",
        "a period is fixed in one way; write one of last, between, from, starts",
    ),
    (
        "{sum: score, of: exam/alpha, is: 5, period: ¦{length: 1 year}}",
        "a period is fixed in one way; write one of last, between, from, starts",
    ),
    (
        "{sum: score, of: exam/alpha, is: 5, period: ¦{last: 1 year, starts: 05-01}}",
        "a period is fixed in one way; write one of last, between, from, starts",
    ),
    (
        "{sum: score, of: exam/alpha, is: 5, period: {from: ¦graduatd}}",
        "from: unknown fact 'graduatd'; did you mean 'graduated'?",
    ),
    (
        "{sum: score, of: exam/alpha, is: 5, period: {from: ¦points}}",
        "from: 'points' is a number, not a date",
    ),
    (
        "{sum: score, of: exam/alpha, is: 5, period: {starts: ¦5 May}}",
        "starts: expected a day of the year like 01-31, got '5 May'",
    ),
    (
        "{sum: score, of: exam/alpha, is: 5, period: {starts: ¦0501}}",
        "starts: expected a day of the year like 01-31, got '0501'",
    ),
    (
        "{sum: score, of: exam/alpha, is: 5, period: {starts: ¦02-29}}",
        "starts: expected a day of the year like 01-31, got '02-29'",
    ),
    (
        "{sum: score, of: exam/alpha, is: 5, period: {between: ¦2024}}",
        "between: not a period '2024'; write it like '2026-10-01..2027-09-30', "
        "'2026-10-01..' or '..2027-09-30'",
    ),
    (
        "{sum: score, of: exam/alpha, is: 5, period: {last: 1 year, back: ¦-1}}",
        "back: expected a whole number from 0 on, got '-1'",
    ),
    (
        "{sum: score, of: exam/alpha, is: 5, period: {last: 1 year, back: ¦9999999999}}",
        "back: expected a whole number from 0 on, got '9999999999'",
    ),
    (
        "{sum: score, of: exam/alpha, is: 5, weights: ¦{where: {paid: yes}, times: 2}}",
        "weights: expected a list, got keys and values",
    ),
    (
        "{sum: score, of: exam/alpha, is: 5, weights: [¦{times: 2}]}",
        "'weights' needs the key 'where'",
    ),
    (
        "{sum: score, of: exam/alpha, is: 5, weights: [¦{where: {paid: yes}}]}",
        "'weights' needs the key 'times'",
    ),
    (
        "{sum: score, of: exam/alpha, is: 5, weights: [{where: {paid: yes}, times: ¦twice}]}",
        "times: expected a number like 50, got 'twice'",
    ),
    (
        "{sum: score, of: exam/alpha, is: 5, weights: [{where: {paid: yes}, times: ¦NaN}]}",
        "times: expected a number like 50, got 'NaN'",
    ),
    (
        "{sum: score, of: exam/alpha, is: 5, caps: [¦{where: {paid: yes}}]}",
        "'caps' needs the key 'at-most'",
    ),
    (
        "{sum: score, of: exam/alpha, is: 5, caps: [¦{at-most: 5}]}",
        "'caps' needs the key 'where'",
    ),
    (
        "{sum: score, of: exam/alpha, is: 5, caps: [{where: {paid: yes}, at-most: ¦few}]}",
        "at-most: expected a number like 50, got 'few'",
    ),
    (
        '{sum: score, of: exam/alpha, is: 5, caps: [{where: {paid: yes}, at-most: ¦"<= 50"}]}',
        "at-most: expected a number like 50, got '<= 50'",
    ),
    (
        "{sum: score, of: exam/alpha, is: 5, share-of: ¦exam/beta}",
        "share-of: expected keys and values, got a single text",
    ),
    (
        "¦{time: work/post}",
        "'time' needs the key 'is'",
    ),
    (
        "{time: work/post, is: ¦2 years}",
        "is: expected like 'at most 2 years', got '2 years'",
    ),
    (
        "{time: work/post, is: at least 2 years, measure: ¦total}",
        "measure: 'total' is not one of covered, continuous, gap, uncovered",
    ),
    (
        "{time: work/post, is: at least 2 years, within: ¦ages}",
        "within: not a span 'ages'; write it like '2 years', '18 months', '4 weeks' or '1 "
        "year 6 months'",
    ),
    (
        "{time: work/post, is: at least 2 years, since: ¦exam/zzz}",
        "since: unknown credential type 'exam/zzz'; the known types are in the atlas, in "
        "types.yaml",
    ),
    (
        "¦{attempts: exam/alpha}",
        "'attempts' needs the key 'max'",
    ),
    (
        "{attempts: exam/alpha, max: ¦0}",
        "max: expected a whole number from 1 on, got '0'",
    ),
    (
        "{attempts: exam/alpha, max: ¦many}",
        "max: expected a whole number from 1 on, got 'many'",
    ),
    (
        "{attempts: exam/alpha, max: 4, per: ¦year}",
        "per: not a span 'year'; write it like '2 years', '18 months', '4 weeks' or '1 "
        "year 6 months'",
    ),
    (
        "{attempts: exam/alpha, max: 4, unless: ¦pass}",
        "unless: expected keys and values, got a single text",
    ),
    (
        "¦{wait: 1 year}",
        "'wait' needs the key 'after'",
    ),
    (
        "{wait: ¦a year, after: exam/alpha}",
        "wait: not a span 'a year'; write it like '2 years', '18 months', '4 weeks' or '1 "
        "year 6 months'",
    ),
    (
        "{wait: 1 year, after: ¦exam/zzz}",
        "wait: unknown credential type 'exam/zzz'; the known types are in the atlas, in types.yaml",
    ),
    (
        "{wait: 1 year, after: exam/alpha, which: ¦second}",
        "which: expected a whole number from 1 on, got 'second'",
    ),
    (
        "{wait: 1 year, after: exam/alpha, which: ¦0}",
        "which: expected a whole number from 1 on, got '0'",
    ),
    (
        "{judge: fit, days: ¦soon}",
        "days: expected a whole number from 0 on, got 'soon'",
    ),
    (
        "{judge: fit, ¦dayz: 5}",
        "unknown key 'dayz' in 'judge'; did you mean 'days'?",
    ),
    (
        "{judge: ¦[fit]}",
        "judge: expected a text, got a list",
    ),
    (
        "{judge: fit, text: ¦[a]}",
        "text: expected keys and values, got a list",
    ),
)


@pytest.mark.parametrize(("marked", "message"), MISTAKES)
def test_a_wrong_leaf_is_refused_where_it_is(marked, message):
    assert mistake(REQUIRES + marked) == message
