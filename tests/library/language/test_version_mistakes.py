"""A wrong version of a rule, or exception from it, is refused where it is."""

import pytest

from tests.library.language.documents import HEAD, mistake

MISTAKES = (
    (
        "versions: [{in-force: .., source: ¦[], requires: nothing}]",
        "a version needs at least one source",
    ),
    (
        "versions: ¦[]",
        "an opportunity needs at least one version",
    ),
    (
        "versions: ¦{in-force: ..}",
        "versions: expected a list, got keys and values",
    ),
    (
        "versions: [¦{source: law, requires: nothing}]",
        "'version' needs the key 'in-force'",
    ),
    (
        "versions: [¦{in-force: .., requires: nothing}]",
        "'version' needs the key 'source'",
    ),
    (
        "versions: [¦{in-force: .., source: law}]",
        "'version' needs the key 'requires'",
    ),
    (
        "versions: [{in-force: .., source: law, requires: nothing, ¦zzz: 1}]",
        "unknown key 'zzz' in 'version'; known keys: in-force, status, source, define, "
        "requires, except",
    ),
    (
        "versions: [{in-force: .., source: law, ¦require: nothing}]",
        "unknown key 'require' in 'version'; did you mean 'requires'?",
    ),
    (
        "versions: [{in-force: ¦2024, source: law, requires: nothing}]",
        "in-force: not a period '2024'; write it like '2026-10-01..2027-09-30', "
        "'2026-10-01..' or '..2027-09-30'",
    ),
    (
        "versions: [{in-force: ¦2024-05-01..2023-01-01, source: law, requires: nothing}]",
        "in-force: impossible period: it starts on 2024-05-01 and is over on 2023-01-02; "
        "put the first day first and the last day last",
    ),
    (
        "versions: [{in-force: .., source: ¦lwa, requires: nothing}]",
        "unknown source 'lwa'; did you mean 'law'?",
    ),
    (
        "versions: [{in-force: .., source: ¦{url: none}, requires: nothing}]",
        "'source' needs the key 'tier'",
    ),
    (
        "versions: [{in-force: .., source: [law, ¦{read: 2026-01-01, tier: law, "
        "confidence: A}], requires: nothing}]",
        "'source' needs the key 'url'",
    ),
    (
        "versions: [{in-force: .., source: law, requires: nothing, status: ¦inforce}]",
        "status: 'inforce' is not one of in-force, proposed, enacted, stayed, deferred, "
        "repealed, informational; did you mean 'in-force'?",
    ),
    (
        "versions: [{in-force: ..2024-12-31, source: law, requires: nothing}, ¦{in-force: "
        "2024-12-31.., source: law, requires: nothing}]",
        "two versions are in force at once: ..2024-12-31 and 2024-12-31..; end the older "
        "one on the day before the newer one begins",
    ),
    (
        "versions: [{in-force: .., source: law, requires: nothing}, ¦{in-force: "
        "2027-01-01.., source: law, status: enacted, requires: nothing}]",
        "two versions are in force at once: .. and 2027-01-01..; end the older one on the "
        "day before the newer one begins",
    ),
    (
        "versions: [{in-force: .., source: law, requires: [{has: exam/alpha, id: a}, "
        "¦{has: exam/beta, id: a}]}]",
        "the id 'a' is given twice: it is already at rule.yaml:7:51",
    ),
    (
        "versions: [{in-force: .., source: law, define: {x: {has: exam/alpha, id: a}}, "
        "requires: ¦{has: exam/beta, id: a}}]",
        "the id 'a' is given twice: it is already at rule.yaml:7:52",
    ),
    (
        "versions: [{in-force: .., source: law, define: ¦[x], requires: nothing}]",
        "define: expected keys and values, got a list",
    ),
    (
        "versions: [{in-force: .., source: law, define: {x: {use: ¦y}, y: nothing}, "
        "requires: {use: x}}]",
        "use: nothing is defined as 'y'; define it under 'define' of the version",
    ),
    (
        "versions: [{in-force: .., source: law, define: {english: nothing}, requires: "
        "{use: ¦englsih}}]",
        "use: nothing is defined as 'englsih'; did you mean 'english'?",
    ),
    (
        "versions: [{in-force: .., source: law, requires: nothing, except: ¦{when: "
        "nothing, because: a, then: met}}]",
        "except: expected a list, got keys and values",
    ),
    (
        "versions: [{in-force: .., source: law, requires: nothing, except: [¦{when: "
        "nothing, because: a}]}]",
        "an exception does one thing; write one of then, drop, replace, set",
    ),
    (
        "versions: [{in-force: .., source: law, requires: nothing, except: [¦{when: "
        "nothing, because: a, then: met, drop: x}]}]",
        "an exception does one thing; write one of then, drop, replace, set",
    ),
    (
        "versions: [{in-force: .., source: law, requires: nothing, except: [¦{because: a, "
        "then: met}]}]",
        "'except' needs the key 'when'",
    ),
    (
        "versions: [{in-force: .., source: law, requires: nothing, except: [¦{when: "
        "nothing, then: met}]}]",
        "'except' needs the key 'because'",
    ),
    (
        "versions: [{in-force: .., source: law, requires: nothing, except: [{when: "
        "nothing, because: a, then: ¦mett}]}]",
        "then: 'mett' is not one of met, never; did you mean 'met'?",
    ),
    (
        "versions: [{in-force: .., source: law, requires: nothing, except: [{when: "
        "nothing, because: a, then: met, ¦why: a}]}]",
        "unknown key 'why' in 'except'; known keys: when, because, then, drop, replace, set",
    ),
    (
        "versions: [{in-force: .., source: law, requires: {has: exam/alpha, id: alpha}, "
        "except: [{when: nothing, because: a, drop: [¦alhpa]}]}]",
        "nothing in this rule is called 'alhpa'; did you mean 'alpha'?",
    ),
    (
        "versions: [{in-force: .., source: law, requires: {has: exam/alpha}, except: "
        "[{when: nothing, because: a, drop: ¦zzz}]}]",
        "nothing in this rule is called 'zzz'; give the part an 'id'",
    ),
    (
        "versions: [{in-force: .., source: law, requires: {has: exam/alpha, id: alpha}, "
        "except: [{when: nothing, because: a, replace: {¦beta: nothing}}]}]",
        "nothing in this rule is called 'beta'; give the part an 'id'",
    ),
    (
        "versions: [{in-force: .., source: law, requires: {has: exam/alpha, id: alpha}, "
        "except: [{when: nothing, because: a, replace: ¦[alpha]}]}]",
        "replace: expected keys and values, got a list",
    ),
    (
        "versions: [{in-force: .., source: law, requires: {has: exam/alpha, id: alpha}, "
        "except: [{when: nothing, because: a, set: {¦alpha.age: at most 1 year}}]}]",
        "set: there is no 'age' to change",
    ),
    (
        "versions: [{in-force: .., source: law, requires: {has: exam/alpha, id: alpha}, "
        "except: [{when: nothing, because: a, set: {¦zeta.age: at most 1 year}}]}]",
        "nothing in this rule is called 'zeta'; give the part an 'id'",
    ),
    (
        "versions: [{in-force: .., source: law, requires: {all: [{has: exam/alpha}], id: "
        "both}, except: [{when: nothing, because: a, set: {¦both.all.1: nothing}}]}]",
        "set: there is no '1' to change",
    ),
    (
        "versions: [{in-force: .., source: law, requires: {all: [{has: exam/alpha}], id: "
        "both}, except: [{when: nothing, because: a, set: {¦both.all.²: nothing}}]}]",
        "set: there is no '²' to change",
    ),
    (
        "versions: [{in-force: .., source: law, requires: {has: exam/alpha, id: alpha}, "
        "except: [{when: nothing, because: a, set: {¦alpha.has.x: nothing}}]}]",
        "set: there is no 'x' to change",
    ),
    (
        "versions: [{in-force: .., source: law, requires: {has: exam/alpha, id: alpha}, "
        "except: [{when: nothing, because: a, set: {alpha.has: ¦exam/zzz}}]}]",
        "has: unknown credential type 'exam/zzz'; the known types are in the atlas, in types.yaml",
    ),
)


@pytest.mark.parametrize(("marked", "message"), MISTAKES)
def test_a_wrong_version_is_refused_where_it_is(marked, message):
    assert mistake(HEAD + marked) == message
