"""A schema for editors accepts what the reader accepts and knows every key it knows."""

import json

import pytest
from jsonschema import Draft202012Validator

from salerno.atlas.contents import read_contents
from salerno.credentials.records import person_of
from salerno.errors import PersonError
from salerno.rules.language.opportunities import OPPORTUNITY_KEYS, VARIANT_KEYS
from salerno.rules.language.particulars import PARTICULAR_KEYS
from salerno.rules.language.schema import opportunity_schema, person_schema
from salerno.strict_yaml import read, read_documents, to_plain
from tests.library.language import (
    test_group_mistakes,
    test_leaf_mistakes,
    test_opportunity_mistakes,
    test_selection_mistakes,
    test_version_mistakes,
)
from tests.library.language.documents import HEAD, MARK, REQUIRES, VERSION
from tests.library.test_building import PAIRS
from tests.properties.strategies import VOCABULARY

RULES = Draft202012Validator(opportunity_schema(VOCABULARY))
PEOPLE = Draft202012Validator(person_schema(VOCABULARY))
STRUCTURAL = ("unknown key", "needs the key", "unknown kind", "asks for one thing")
MISTAKES = (
    *((REQUIRES, *pair) for pair in test_selection_mistakes.MISTAKES),
    *((REQUIRES, *pair) for pair in test_leaf_mistakes.MISTAKES),
    *((REQUIRES, *pair) for pair in test_group_mistakes.MISTAKES),
    *((HEAD, *pair) for pair in test_version_mistakes.MISTAKES),
    *(("", *pair) for pair in test_opportunity_mistakes.HEADS),
    *((REQUIRES + "nothing\n", *pair) for pair in test_opportunity_mistakes.TAILS),
)
# What only the reader knows: what two keys mean together, and the attributes of a type.
BEYOND = ("'lag' needs", "'after' needs", "'cohort' needs the key 'starts'", "unknown key 'else'")


def plain(written):
    return to_plain(read(written, name="rule.yaml"))


def is_structural(message):
    return any(part in message for part in STRUCTURAL) and not message.startswith(BEYOND)


@pytest.mark.parametrize("make", [opportunity_schema, person_schema])
@pytest.mark.parametrize("vocabulary", [None, VOCABULARY])
def test_a_schema_is_a_schema(make, vocabulary):
    schema = make(vocabulary)

    Draft202012Validator.check_schema(schema)
    assert json.loads(json.dumps(schema)) == schema


def test_every_opportunity_of_the_atlas_is_accepted(root):
    contents = read_contents()
    validator = Draft202012Validator(opportunity_schema(contents.atlas.vocabulary))
    refused, count = [], 0

    for path in sorted((root / "src/salerno_atlas").rglob("*.yaml")):
        for node in read_documents(path.read_text("utf-8"), name=path.name):
            document = to_plain(node)
            if "opportunity" in document:
                count += 1
                refused += [(path.name, e.message) for e in validator.iter_errors(document)]

    assert refused == []
    assert count == len(contents.written)


@pytest.mark.parametrize("written", [pair[0] for pair in PAIRS])
def test_every_requirement_that_is_read_is_accepted(written):
    document = plain(REQUIRES + written + "\n")

    assert [error.message for error in RULES.iter_errors(document)] == []


@pytest.mark.parametrize(
    ("start", "marked"), [(start, m) for start, m, message in MISTAKES if is_structural(message)]
)
def test_every_mistake_of_structure_is_refused(start, marked):
    document = plain(start + marked.replace(MARK, "") + "\n")

    assert not RULES.is_valid(document)


def test_numbers_and_truths_may_be_what_yaml_makes_of_them():
    document = plain(REQUIRES + "nothing\n")
    document["versions"][0]["requires"] = [
        {"fact": "insured", "is": True},
        {"has": "exam/alpha", "where": {"score": 350.5}, "count": 2, "latest": False},
        {"attempts": "exam/alpha", "max": 4},
    ]

    assert [error.message for error in RULES.iter_errors(document)] == []


@pytest.mark.parametrize(
    "exception",
    [
        "{when: nothing, because: a}",
        "{when: nothing, because: a, then: met, drop: x}",
        "{when: nothing, because: a, then: perhaps}",
    ],
)
def test_an_exception_does_one_thing(exception):
    written = HEAD + VERSION + f"  requires: nothing\n  except: [{exception}]\n"

    assert not RULES.is_valid(plain(written))


@pytest.mark.parametrize("key", PARTICULAR_KEYS)
def test_what_surrounds_a_rule_has_a_shape(key):
    document = plain(REQUIRES + "nothing\n")

    assert not RULES.is_valid({**document, key: [{"zzz": [["?"]]}]})


def test_every_key_of_an_opportunity_is_known():
    shape = opportunity_schema()["$defs"]["opportunity"]

    assert tuple(shape["properties"]) == (*OPPORTUNITY_KEYS, *VARIANT_KEYS)
    assert shape["additionalProperties"] is False


def test_names_are_completed_from_the_vocabulary():
    names = opportunity_schema(VOCABULARY)["$defs"]

    assert names["type"] == {
        "enum": ["document/card", "document/old-card", "exam/alpha", "exam/beta", "work/post"]
    }
    assert names["table"] == {"enum": ["bands"]}
    assert opportunity_schema()["$defs"]["fact"] == {"type": "string"}


TROTA = """\
person: trota
invented: yes
note: a trainee
facts:
  status: [{is: student, until: 2027-07-01}, {is: graduate, from: 2027-07-02}]
  home: [bari, capua]
  income: none
  judged/equivalence: yes
complete: ["exam/*", work/post]
credentials:
- {type: exam/alpha, on: 2024-05, until: none, score: 350, city: [bari], assurance: verified}
- {type: document/old-card, issuer: Office, of: degree, evidence: seen}
"""


def test_a_person_that_is_read_is_accepted():
    node = read(TROTA, name="trota.yaml")

    person = person_of(node, vocabulary=VOCABULARY)

    assert person.id == "trota"
    assert [error.message for error in PEOPLE.iter_errors(to_plain(node))] == []


@pytest.mark.parametrize(
    "written",
    [
        "persn: trota",
        "facts: {}",
        "{person: trota, fcts: {}}",
        "{person: trota, facts: {zzz: 1}}",
        "{person: trota, facts: {status: [{is: student, form: 2027-07-01}]}}",
        "{person: trota, credentials: [{on: 2024}]}",
        "{person: trota, credentials: [{type: exam/zzz}]}",
        "{person: trota, credentials: [{type: exam/alpha, assurance: certain}]}",
    ],
)
def test_a_person_that_is_not_read_is_refused(written):
    node = read(written, name="trota.yaml")

    with pytest.raises(PersonError):
        person_of(node, vocabulary=VOCABULARY)
    assert not PEOPLE.is_valid(to_plain(node))
