"""Which credentials are meant is refused with its place and the likely intention, when wrong."""

import pytest

from tests.library.language.documents import REQUIRES, mistake

MISTAKES = (
    (
        '{has: exam/alpha, ¦wher: {score: ">= 1"}}',
        "unknown key 'wher' in 'has'; did you mean 'where'?",
    ),
    (
        "{has: exam/alpha, ¦xyz: 1}",
        "unknown key 'xyz' in 'has'; known keys: has, where, table, age, valid, at, "
        "latest, of, by, count, distinct, same-sitting, attempts, after, lag, id, say, "
        "if-unmet, fix, actor, source",
    ),
    (
        "{has: ¦exam/alhpa}",
        "has: unknown credential type 'exam/alhpa'; did you mean 'exam/alpha'?",
    ),
    (
        "{has: ¦zz/unheard}",
        "has: unknown credential type 'zz/unheard'; the known types are in the atlas, in "
        "types.yaml",
    ),
    (
        "{has: ¦[]}",
        "has: no credential type is named",
    ),
    (
        "{has: ¦{a: b}}",
        "has: expected a text, got keys and values",
    ),
    (
        "{has: ¦''}",
        "has: unknown credential type ''; the known types are in the atlas, in types.yaml",
    ),
    (
        "{has: exam/alpha, where: ¦[score]}",
        "where: expected keys and values, got a list",
    ),
    (
        "{has: exam/alpha, where: {¦scoer: 1}}",
        "'exam/alpha' has no attribute 'scoer'; did you mean 'score'?",
    ),
    (
        "{has: exam/alpha, where: {¦zzz: 1}}",
        "'exam/alpha' has no attribute 'zzz'",
    ),
    (
        "{has: exam/alpha, where: {score: ¦many}}",
        "score: expected a number, got 'many'",
    ),
    (
        '{has: exam/alpha, where: {score: ¦">= 900"}}',
        "score: 900 is outside its scale: the scale runs from 0 to 500 in steps of 0.5",
    ),
    (
        "{has: exam/alpha, where: {score: ¦NaN}}",
        "score: expected a finite number, got 'NaN'",
    ),
    (
        "{has: exam/alpha, where: {score: ¦300.25}}",
        "score: 300.25 is outside its scale: the scale runs from 0 to 500 in steps of 0.5",
    ),
    (
        "{has: exam/alpha, where: {score: ¦1e60}}",
        "score: 1e60 is outside its scale: the scale runs from 0 to 500 in steps of 0.5",
    ),
    (
        "{has: exam/alpha, where: {level: ¦B9}}",
        "level: 'B9' is not one of its values: it can be A1, A2, B1, B2, C1, C2",
    ),
    (
        "{has: exam/alpha, where: {level: [A1, ¦B9]}}",
        "level: 'B9' is not one of its values: it can be A1, A2, B1, B2, C1, C2",
    ),
    (
        "{has: exam/alpha, where: {level: ¦[]}}",
        "level: an empty list allows nothing",
    ),
    (
        "{has: exam/alpha, where: {level: [¦[A1]]}}",
        "level: expected a text, got a list",
    ),
    (
        "{has: exam/alpha, where: {paid: ¦maybe}}",
        "paid: expected 'yes' or 'no', got 'maybe'",
    ),
    (
        '{has: exam/alpha, where: {paid: ¦">= yes"}}',
        "paid: '>=' needs a number, a level, an amount or a date: paid is a flag",
    ),
    (
        '{has: exam/alpha, where: {result: ¦"> pass"}}',
        "result: '>' needs a number, a level, an amount or a date: result is a code",
    ),
    (
        '{has: exam/alpha, where: {result: ¦"!= passed"}}',
        "result: 'passed' is not one of its values: it can be pass, fail, incomplete; did "
        "you mean 'pass'?",
    ),
    (
        "{has: exam/alpha, where: {price: ¦5 EURO}}",
        "price: unknown currency 'EURO': not an ISO 4217 code; did you mean 'EUR'?",
    ),
    (
        '{has: exam/alpha, where: {price: ¦">= 5"}}',
        "price: not an amount '5'; write it like '160 USD' or '1600.50 EUR'",
    ),
    (
        "{has: exam/alpha, where: {sat: ¦2024-13-01}}",
        "sat: impossible date '2024-13-01': months run from 01 to 12; check it in a calendar",
    ),
    (
        '{has: exam/alpha, where: {sat: ¦">= 20240101"}}',
        "sat: '20240101' is not a known date; it can be today, application, event, "
        "event-end, use or a credential type",
    ),
    (
        '{has: exam/alpha, where: {sat: ¦">= yesterday"}}',
        "sat: 'yesterday' is not a known date; it can be today, application, event, "
        "event-end, use or a credential type",
    ),
    (
        '{has: exam/alpha, where: {sat: ¦">= evnt"}}',
        "sat: 'evnt' is not a known date; did you mean 'event'?",
    ),
    (
        '{has: exam/alpha, where: {sat: ¦">= 02-29 of match-year"}}',
        "sat: not every year has a 02-29",
    ),
    (
        '{has: exam/alpha, where: {sat: ¦">= 01-01 of macth-year"}}',
        "sat: unknown cohort year 'macth-year'; did you mean 'match-year'?",
    ),
    (
        '{has: exam/alpha, where: {sat: ¦">= 01-01 of zzz"}}',
        "sat: unknown cohort year 'zzz'; declare it under 'cohort' of the opportunity",
    ),
    (
        '{has: exam/alpha, where: {sat: ¦"<= 3 mnths before event"}}',
        "sat: not a span '3 mnths'; write it like '2 years', '18 months', '4 weeks' or '1 "
        "year 6 months'",
    ),
    (
        '{has: exam/alpha, where: {sat: ¦"<= 3 months before zzz"}}',
        "sat: 'zzz' is not a known date; it can be today, application, event, event-end, "
        "use or a credential type",
    ),
    (
        '{has: exam/alpha, where: {sat: ¦">= exam/alhpa"}}',
        "sat: unknown credential type 'exam/alhpa'; did you mean 'exam/alpha'?",
    ),
    (
        "{has: exam/alpha, where: {city: {in-list: ¦good-citys}}}",
        "in-list: unknown list 'good-citys'; did you mean 'good-cities'?",
    ),
    (
        "{has: exam/alpha, where: {city: {in-list: ¦zzz}}}",
        "in-list: unknown list 'zzz'",
    ),
    (
        "{has: exam/alpha, where: {city: {in-list: good-cities, at: ¦event}}}",
        "at: 'event' is not one of application, record",
    ),
    (
        "{has: exam/alpha, where: {city: {same-as: ¦hoome}}}",
        "city: unknown fact 'hoome'; did you mean 'home'?",
    ),
    (
        "{has: exam/alpha, where: {city: ¦{same-as: home, not: bari}}}",
        "city: a condition is one thing; write one of in-list, same-as, all, not; 'at' "
        "goes with 'in-list'",
    ),
    (
        "{has: exam/alpha, where: {city: ¦{same-as: home, at: record}}}",
        "city: a condition is one thing; write one of in-list, same-as, all, not; 'at' "
        "goes with 'in-list'",
    ),
    (
        "{has: exam/alpha, where: {city: ¦{at: record}}}",
        "city: a condition is one thing; write one of in-list, same-as, all, not; 'at' "
        "goes with 'in-list'",
    ),
    (
        "{has: exam/alpha, where: {city: ¦{}}}",
        "city: a condition is one thing; write one of in-list, same-as, all, not; 'at' "
        "goes with 'in-list'",
    ),
    (
        "{has: exam/alpha, where: {city: {¦nto: bari}}}",
        "unknown key 'nto' in 'city'; did you mean 'not'?",
    ),
    (
        "{has: exam/alpha, where: {city: {all: ¦bari}}}",
        "city: expected a list, got a single text",
    ),
    (
        "{has: exam/alpha, where: {city: {not: ¦barri}}}",
        "city: 'barri' is not one of its values: it can be bari, capua, gaeta, o'salerno; "
        "did you mean 'bari'?",
    ),
    (
        "{has: exam/alpha, where: {city: ¦''}}",
        "city: '' is not one of its values: it can be bari, capua, gaeta, o'salerno",
    ),
    (
        "{has: exam/alpha, where: {city: ¦}}",
        "city: nothing is written here",
    ),
    (
        "{has: exam/alpha, table: ¦bnads}",
        "unknown table 'bnads'; did you mean 'bands'?",
    ),
    (
        "{has: exam/alpha, table: ¦zzz}",
        "unknown table 'zzz'",
    ),
    (
        "{has: document/card, table: ¦bands}",
        "'document/card' has no attribute 'score'",
    ),
    (
        "{has: exam/alpha, age: ¦2 years}",
        "age: expected like 'at most 2 years', got '2 years'",
    ),
    (
        "{has: exam/alpha, age: ¦at most two years}",
        "age: not a span 'two years'; write it like '2 years', '18 months', '4 weeks' or "
        "'1 year 6 months'",
    ),
    (
        "{has: exam/alpha, age: ¦[at most 2 years]}",
        "age: expected a text, got a list",
    ),
    (
        "{has: exam/alpha, valid: ¦forever}",
        "valid: expected like 'through event', '6 months after event-end' or 'any', got 'forever'",
    ),
    (
        "{has: exam/alpha, valid: ¦at evnt}",
        "valid: 'evnt' is not a known date; did you mean 'event'?",
    ),
    (
        "{has: exam/alpha, valid: ¦6 moons after event}",
        "valid: not a span '6 moons'; write it like '2 years', '18 months', '4 weeks' or "
        "'1 year 6 months'",
    ),
    (
        "{has: exam/alpha, valid: ¦6 months after zzz}",
        "valid: 'zzz' is not a known date; it can be today, application, event, event-end, "
        "use or a credential type",
    ),
    (
        "{has: exam/alpha, at: ¦tomorrow}",
        "at: 'tomorrow' is not a known date; it can be today, application, event, "
        "event-end, use or a credential type",
    ),
    (
        "{has: exam/alpha, at: ¦exam/zzz}",
        "at: unknown credential type 'exam/zzz'; the known types are in the atlas, in types.yaml",
    ),
    (
        "{has: exam/alpha, latest: ¦maybe}",
        "latest: 'maybe' is not one of yes, no",
    ),
    (
        "{has: exam/alpha, count: ¦some}",
        "count: expected like '>= 250', got 'some'",
    ),
    (
        '{has: exam/alpha, count: ¦"!= 2"}',
        "count: expected like '>= 250', got '!= 2'",
    ),
    (
        '{has: exam/alpha, count: ¦">= Infinity"}',
        "count: expected like '>= 250', got '>= Infinity'",
    ),
    (
        "{has: exam/alpha, distinct: ¦citty}",
        "'exam/alpha' has no attribute 'citty'; did you mean 'city'?",
    ),
    (
        "¦{has: exam/alpha, same-sitting: no}",
        "'same-sitting: no' splits the conditions: there is no 'where'",
    ),
    (
        "¦{has: exam/alpha, same-sitting: no, where: {score: 1}, count: 2}",
        "'same-sitting: no' splits the conditions: it cannot be told together with 'count'",
    ),
    (
        "¦{has: exam/alpha, same-sitting: no, where: {score: 1}, distinct: city}",
        "'same-sitting: no' splits the conditions: it cannot be told together with 'distinct'",
    ),
    (
        "¦{has: exam/alpha, same-sitting: no, where: {score: 1}, after: exam/beta}",
        "'same-sitting: no' splits the conditions: it cannot be told together with 'after'",
    ),
    (
        "{has: exam/alpha, same-sitting: ¦never}",
        "same-sitting: 'never' is not one of yes, no",
    ),
    (
        "{has: exam/alpha, attempts: ¦4}",
        "attempts: expected like 'max 4', got '4'",
    ),
    (
        "{has: exam/alpha, attempts: ¦max four}",
        "attempts: expected a whole number from 1 on, got 'four'",
    ),
    (
        "{has: exam/alpha, attempts: ¦max 0}",
        "attempts: expected a whole number from 1 on, got '0'",
    ),
    (
        "{has: exam/alpha, attempts: ¦max ²}",
        "attempts: expected a whole number from 1 on, got '²'",
    ),
    (
        "{has: exam/alpha, attempts: ¦[max 4]}",
        "attempts: expected a text, got a list",
    ),
    (
        "¦{has: exam/alpha, lag: at most 2 years}",
        "'lag' needs the key 'after'",
    ),
    (
        "{has: exam/alpha, after: ¦first}",
        "after: nothing here is called 'first'; it can be an id of this rule, or a type",
    ),
    (
        "{has: exam/alpha, after: ¦exam/zzz}",
        "after: unknown credential type 'exam/zzz'; the known types are in the atlas, in "
        "types.yaml",
    ),
    (
        "{all: [{has: exam/beta, id: first}, {has: exam/alpha, after: ¦frist}]}",
        "after: nothing here is called 'frist'; did you mean 'first'?",
    ),
    (
        "{all: [¦{fact: points, is: 1, id: first}, {has: exam/alpha, after: first}]}",
        "'after' needs the key 'has'",
    ),
    (
        "{has: exam/alpha, after: exam/beta, lag: ¦2 years}",
        "lag: expected like 'at most 2 years', got '2 years'",
    ),
    (
        "{has: exam/alpha, say: ¦[a]}",
        "say: expected keys and values, got a list",
    ),
    (
        "{has: exam/alpha, say: {en: ¦[a]}}",
        "say: expected a text, got a list",
    ),
    (
        "{has: exam/alpha, id: ¦[a]}",
        "id: expected a text, got a list",
    ),
    (
        "{has: exam/alpha, if-unmet: ¦nevre}",
        "if-unmet: 'nevre' is not one of fixable, never; did you mean 'never'?",
    ),
    (
        "{has: exam/alpha, actor: ¦applicnat}",
        "actor: 'applicnat' is not one of applicant, school, employer, authority, "
        "evaluator, host; did you mean 'applicant'?",
    ),
    (
        "{has: exam/alpha, source: ¦lwa}",
        "unknown source 'lwa'; did you mean 'law'?",
    ),
    (
        "{has: exam/alpha, source: ¦zzz}",
        "unknown source 'zzz'; name it under 'sources' of the opportunity",
    ),
    (
        "{has: exam/alpha, fix: ¦{a: b}}",
        "fix: expected a text, got keys and values",
    ),
)


@pytest.mark.parametrize(("marked", "message"), MISTAKES)
def test_a_wrong_selection_is_refused_where_it_is(marked, message):
    assert mistake(REQUIRES + marked) == message
