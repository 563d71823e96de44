from salerno.credentials.person import Person
from salerno.rules.interviews import looked_at, with_all_told, with_credential, with_fact
from salerno.rules.packs import compile_pack
from tests.spec.clerk import held, opportunity
from tests.spec.vocabulary import VOCABULARY

RULE = """
all:
  - {has: us/mini-cex, where: {setting: clinic}, distinct: evaluator, count: 3}
  - {has: qualification/postgraduate, table: royal-college}
  - sum: hours
    of: cpd/activity
    where: {topic: ethics}
    weights: [{where: {category: assessment}, times: 3}]
    caps: [{where: {online: yes}, at-most: 5}]
    is: ">= 8"
  - {has: document/identity}
  - {fact: citizenship, is: CA}
"""


def test_interview_asks_only_for_attributes_that_a_rule_looks_at():
    pack = compile_pack([opportunity(RULE)])

    found = looked_at(pack, VOCABULARY)

    assert {type_: [a.name for a in attributes] for type_, attributes in found.items()} == {
        "us/mini-cex": ["evaluator", "setting"],
        "qualification/postgraduate": ["country", "specialty"],
        "cpd/activity": ["hours", "category", "topic", "online"],
        "document/identity": [],
    }


def test_interview_answers_add_up_and_leave_the_person_before_as_they_were():
    before = Person("trota")
    identity = held("document/identity", "2026-01-01")

    told = with_fact(before, "citizenship", ("EG",))
    told = with_credential(told, identity)
    told = with_all_told(with_all_told(told, ("exam/oet-medicine",)), ("exam/oet-medicine",))

    assert before == Person("trota")
    assert told.facts == {"citizenship": ("EG",)}
    assert told.credentials == (identity,)
    assert told.complete == ("exam/oet-medicine",)
