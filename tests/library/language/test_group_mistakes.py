"""What is no requirement, or joins them wrongly, is refused where it is."""

import pytest

from tests.library.language.documents import REQUIRES, mistake

MISTAKES = (
    (
        "¦exam/alpha",
        "expected a requirement, got 'exam/alpha'; write one of the keys all, any, none, "
        "not, at-least, choose, use, has, fact, sum, time, attempts, wait, judge; "
        "'nothing' asks for nothing",
    ),
    (
        "¦''",
        "expected a requirement, got ''; write one of the keys all, any, none, not, "
        "at-least, choose, use, has, fact, sum, time, attempts, wait, judge; 'nothing' "
        "asks for nothing",
    ),
    (
        "[¦exam/alpha]",
        "expected a requirement, got 'exam/alpha'; write one of the keys all, any, none, "
        "not, at-least, choose, use, has, fact, sum, time, attempts, wait, judge; "
        "'nothing' asks for nothing",
    ),
    (
        "¦{}",
        "unknown kind of requirement ''; it can be all, any, none, not, at-least, choose, "
        "use, has, fact, sum, time, attempts, wait, judge",
    ),
    (
        "¦{hass: exam/alpha}",
        "unknown kind of requirement 'hass'; did you mean 'has'?",
    ),
    (
        "¦{xyz: 1}",
        "unknown kind of requirement 'xyz'; it can be all, any, none, not, at-least, "
        "choose, use, has, fact, sum, time, attempts, wait, judge",
    ),
    (
        "¦{has: exam/alpha, fact: points}",
        "a requirement asks for one thing; keep one of has, fact, or join them under 'all'",
    ),
    (
        "¦{has: exam/alpha, any: []}",
        "a requirement asks for one thing; keep one of has, any, or join them under 'all'",
    ),
    (
        "{all: ¦{has: exam/alpha}}",
        "all: expected a list, got keys and values",
    ),
    (
        "{all: [], ¦xyz: 1}",
        "unknown key 'xyz' in 'all'; known keys: all, window, id, say, if-unmet, fix, "
        "actor, source",
    ),
    (
        "¦{all: [{has: exam/alpha}], window: 7 years}",
        "'window' needs at least two 'has' in its 'all'",
    ),
    (
        "{all: [{has: exam/alpha}, {has: exam/beta}], window: ¦long}",
        "window: not a span 'long'; write it like '2 years', '18 months', '4 weeks' or '1 "
        "year 6 months'",
    ),
    (
        "{any: ¦[]}",
        "'any' of nothing can never be met",
    ),
    (
        "{any: ¦nothing}",
        "any: expected a list, got a single text",
    ),
    (
        "{none: ¦exam/alpha}",
        "none: expected a list, got a single text",
    ),
    (
        "{not: [¦zzz]}",
        "expected a requirement, got 'zzz'; write one of the keys all, any, none, not, "
        "at-least, choose, use, has, fact, sum, time, attempts, wait, judge; 'nothing' "
        "asks for nothing",
    ),
    (
        "{at-least: ¦2, of: [{has: exam/alpha}]}",
        "at least 2 of only 1; lower the number, or add to 'of'",
    ),
    (
        "{at-least: ¦two, of: [{has: exam/alpha}]}",
        "at-least: expected a whole number from 1 on, got 'two'",
    ),
    (
        "{at-least: ¦0, of: [{has: exam/alpha}]}",
        "at-least: expected a whole number from 1 on, got '0'",
    ),
    (
        "¦{at-least: 2}",
        "'at-least' needs the key 'of'",
    ),
    (
        "{at-least: 1, of: ¦{has: exam/alpha}}",
        "of: expected a list, got keys and values",
    ),
    (
        "{choose: ¦[]}",
        "'choose' does not say what applies else; end it with '- else: ...', perhaps "
        "'else: nothing'",
    ),
    (
        "{choose: ¦{else: nothing}}",
        "choose: expected a list, got keys and values",
    ),
    (
        "{choose: [¦{when: nothing, then: nothing}]}",
        "'choose' does not say what applies else; end it with '- else: ...', perhaps "
        "'else: nothing'",
    ),
    (
        "{choose: [¦{when: nothing}, {else: nothing}]}",
        "'choose' needs the key 'then'",
    ),
    (
        "{choose: [¦{then: nothing}, {else: nothing}]}",
        "'choose' needs the key 'when'",
    ),
    (
        "{choose: [{¦else: nothing}, {else: nothing}]}",
        "unknown key 'else' in 'choose'; known keys: when, then",
    ),
    (
        "{use: ¦zzz}",
        "use: nothing is defined as 'zzz'; define it under 'define' of the version",
    ),
    (
        "{use: ¦[a]}",
        "use: expected a text, got a list",
    ),
)


@pytest.mark.parametrize(("marked", "message"), MISTAKES)
def test_a_wrong_group_is_refused_where_it_is(marked, message):
    assert mistake(REQUIRES + marked) == message
