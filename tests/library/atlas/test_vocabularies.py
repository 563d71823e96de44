"""What the atlas may name is read whole, and each slip in it is told with its place."""

from decimal import Decimal

import pytest

from salerno.atlas import check, load_atlas
from salerno.credentials.vocabulary import Attribute, CredentialType
from salerno.periods import Span
from tests.library.atlas.sample import atlas_in, replaced


def test_credential_type_is_read_whole(tmp_path):
    found = load_atlas([atlas_in(tmp_path)]).vocabulary.types["exam/oet"]

    assert found == CredentialType(
        "exam/oet",
        (("en", "OET"), ("es", "OET")),
        (
            Attribute(
                "score",
                "number",
                Decimal(0),
                Decimal(500),
                Decimal(10),
                "points",
                title=(("en", "Score"),),
            ),
            Attribute("grade", "level", levels=("C", "B", "A")),
            Attribute("school", "code"),
            Attribute("country", "code"),
            Attribute("passed", "flag"),
        ),
        ("exam/language",),
        ("exam/oet-medicine",),
        Span(years=2),
        ask=(("en", "Have you sat OET?"),),
    )


def test_activity_is_told_from_what_is_held(tmp_path):
    types = load_atlas([atlas_in(tmp_path)]).vocabulary.types

    assert {name: known.is_activity for name, known in types.items()} == {
        "exam/language": False,
        "exam/oet": False,
        "work/clinical": True,
    }


def test_facts_are_read_whole(tmp_path):
    facts = load_atlas([atlas_in(tmp_path)]).vocabulary.facts

    assert facts == {
        "citizenship": Attribute("citizenship", "code", many=True, ask=(("en", "Which?"),)),
        "status": Attribute("status", "code", codes=("student", "graduate")),
        "note": Attribute("note"),
    }


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        (
            {"facts": "fact: {}"},
            "facts.yaml:1:1: unknown key 'fact' in 'facts'; did you mean 'facts'?",
        ),
        ({"facts": "{}"}, "facts.yaml:1:1: 'facts' needs the key 'facts'"),
        (
            {"facts": "facts: {Birth Date: {}}"},
            "facts.yaml:1:9: fact: 'Birth Date' is no name; write it like 'residence.country'",
        ),
        (
            {"facts": "facts: {x: {kind: numbers}}"},
            "facts.yaml:1:19: kind: 'numbers' is not one of number, level, code, flag, date, money,"
            " text; did you mean 'number'?",
        ),
        (
            {"facts": "facts: {x: {kind: number, low: one}}"},
            "facts.yaml:1:32: low: expected a number, got 'one'",
        ),
        (
            {"facts": "facts: {x: {kind: number, low: NaN}}"},
            "facts.yaml:1:32: low: expected a number, got 'NaN'",
        ),
        (
            {"facts": "facts: {x: {kind: code, high: 3}}"},
            "facts.yaml:1:12: 'x' is a code: only a number has 'low', 'high' or 'step';"
            " change 'kind', or leave the key out",
        ),
        (
            {"facts": "facts: {x: {kind: level}}"},
            "facts.yaml:1:12: 'x' is a level: a level, and nothing else, has 'levels';"
            " change 'kind', or leave the key out",
        ),
        (
            {"facts": "facts: {x: {kind: code, levels: [a]}}"},
            "facts.yaml:1:12: 'x' is a code: a level, and nothing else, has 'levels';"
            " change 'kind', or leave the key out",
        ),
        (
            {"facts": "facts: {x: {codes: [a]}}"},
            "facts.yaml:1:12: 'x' is a text: only a code has 'codes';"
            " change 'kind', or leave the key out",
        ),
        (
            {"types": "types: {oet: {title: OET}}"},
            "types.yaml:1:9: credential type: 'oet' is no name;"
            " write it like 'us/usmle-step1'",
        ),
        ({"types": "types: {a/b: {}}"}, "types.yaml:1:14: 'a/b' needs the key 'title'"),
        (
            {"types": "types: {a/b: {title: x, validity: long}}"},
            "types.yaml:1:35: validity: not a span 'long'; write it like '2 years', '18 months',"
            " '4 weeks' or '1 year 6 months'",
        ),
        (
            {"types": "types: {a/b: {title: x, attributes: {A.b: {}}}}"},
            "types.yaml:1:38: attribute: 'A.b' is no name; write it like 'in-wdoms'",
        ),
        (
            {"types": "types: {a/b: {title: x, attributes: {until: {}}}}"},
            "types.yaml:1:38: attribute: 'until' is no name: every credential has it;"
            " choose another name",
        ),
        (
            {"types": replaced("types", "implies: exam/language", "implies: [exam/language, [x]]")},
            "types.yaml:6:30: implies: expected a text, got a list",
        ),
        (
            {"types": replaced("types", "implies: exam/language", "implies: exam/languages")},
            "types.yaml:6:14: implies: unknown credential type 'exam/languages';"
            " did you mean 'exam/language'?",
        ),
        (
            {"types": replaced("types", "implies: exam/language", "becomes: exam/languages")},
            "types.yaml:6:14: becomes: unknown credential type 'exam/languages';"
            " did you mean 'exam/language'?",
        ),
        (
            {"types": "types: {a/b: x}"},
            "types.yaml:1:14: a/b: expected keys and values, got a single text",
        ),
        (
            {"lists": "lists: {us/schools: {entries: []}}"},
            "us/lists.yaml:1:21: 'us/schools' needs the key 'source'",
        ),
        (
            {"lists": replaced("lists", "value: Bologna", "vale: Bologna")},
            "us/lists.yaml:10:25: unknown key 'vale' in 'entries'; did you mean 'value'?",
        ),
        (
            {"lists": replaced("lists", "tier: official", "tier: unofficial")},
            "us/lists.yaml:7:13: tier: 'unofficial' is not one of law, official, provider,"
            " secondary; did you mean 'official'?",
        ),
        (
            {"tables": replaced("tables", "rows: [{", "rows: [[], {")},
            "us/tables.yaml:4:12: rows: expected keys and values, got a list",
        ),
    ],
)  # fmt: skip
def test_slip_is_told_with_its_place(tmp_path, changed, problem):
    folder = atlas_in(tmp_path, **changed)

    found = [str(p).replace(f"{folder}/", "") for p in check([folder])]

    assert problem in found
