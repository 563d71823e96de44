"""A variant takes over what it does not write itself, and its changes are made by ids."""

from textwrap import dedent

import pytest

from salerno.atlas.variants import opportunity_id, whole
from salerno.errors import AtlasError, InputError
from salerno.rules.language import load_opportunities
from salerno.strict_yaml import read, to_plain
from tests.spec.vocabulary import VOCABULARY

PARENT = """
opportunity: xx/federal
kind: licence
title: Licence
country: DE
region: ALL
aliases: {Old name: ..2020-01-01}
supersedes: [xx/older]
disputes:
  - {id: X1, subject: Which, claims: [{says: One, source: law, chosen: yes, why: So},
                                      {says: Two, source: blog}]}
sources:
  law: {url: "https://example.org/law", read: 2026-11-22, tier: law, confidence: A}
  fee: {url: "https://example.org/fee", read: 2026-11-22, tier: law, confidence: A}
  blog: {url: "https://example.org/blog", read: 2026-11-22, tier: secondary, confidence: C}
fees: [{for: seat, amount: 10 EUR, source: fee}]
versions:
  - in-force: ..2020-12-31
    source: law
    requires: {id: score, has: titre/hepatitis-b, where: {value: ">= 10"}}
  - in-force: 2021-01-01..
    source: law
    requires:
      - {id: score, has: titre/hepatitis-b, where: {value: ">= 10"}}
      - {id: letter, has: document/good-standing}
      - id: either
        any:
          - {id: step, has: us/usmle-step1}
          - {not: {id: status, has: us/j1-status}}
"""
HEAD = """
opportunity: xx/part
inherits: xx/federal
title: Licence of a part
"""


def read_all(*written):
    """The documents by their id."""
    nodes = [read(dedent(one), name="part.yaml") for one in written]
    return {opportunity_id(node): node for node in nodes}


def made(changes="", *, parent=PARENT, **others):
    """The whole document of a variant with these changes, as plain values."""
    body = HEAD + (f"changes: {changes}\n" if changes else "")
    known = read_all(parent, body, *others.values())
    return to_plain(whole(known["xx/part"], parent=lambda name: known[name.value]))


def mistake(changes, parent=PARENT):
    """What is said of changes that cannot be made."""
    with pytest.raises((AtlasError, InputError)) as caught:
        made(changes, parent=parent)
    return str(caught.value)


def rules(changes):
    """What each version of the variant requires."""
    return [version["requires"] for version in made(changes)["versions"]]


PLAIN = to_plain(read(dedent(PARENT), name="parent.yaml"))
FIRST, (SCORE, LETTER, EITHER) = (version["requires"] for version in PLAIN["versions"])
MORE = {**SCORE, "where": {"value": ">= 20"}}


def test_document_that_inherits_nothing_is_left_alone():
    (node,) = read_all(PARENT).values()

    assert whole(node, parent=read_all().__getitem__) is node


def test_variant_takes_over_what_it_does_not_write():
    found = made()

    kept = ("country", "region", "kind", "fees", "versions")
    assert {key: found[key] for key in kept} == {key: PLAIN[key] for key in kept}
    assert (found["opportunity"], found["title"]) == ("xx/part", "Licence of a part")
    assert set(found) == {*kept, "opportunity", "title", "sources"}


def test_variant_keeps_only_the_sources_that_it_still_refers_to():
    assert set(made()["sources"]) == {"law", "fee"}


def test_own_keys_and_sources_go_before():
    body = HEAD + dedent("""
        region: BW
        fees: [{for: seat, amount: 5 EUR, source: own}]
        sources:
          own: {url: "https://example.org/own", read: 2026-11-22, tier: law, confidence: A}
          law: {url: "https://example.org/new", read: 2026-11-22, tier: law, confidence: A}
    """)
    known = read_all(PARENT, body)

    found = to_plain(whole(known["xx/part"], parent=lambda name: known[name.value]))

    assert (found["region"], found["fees"][0]["amount"]) == ("BW", "5 EUR")
    assert set(found["sources"]) == {"own", "law"}
    assert found["sources"]["law"]["url"] == "https://example.org/new"


def test_variant_can_be_read_as_an_opportunity():
    known = read_all(PARENT, HEAD)
    full = whole(known["xx/part"], parent=lambda name: known[name.value])
    alone = PARENT.replace("opportunity: xx/federal", "opportunity: xx/part")
    (expected,) = load_opportunities(alone, name="alone.yaml", vocabulary=VOCABULARY)

    assert to_plain(full)["versions"] == PLAIN["versions"]
    assert [version.requires for version in expected.versions]


def test_sources_may_all_be_inherited_or_all_be_own():
    bare = PARENT[: PARENT.index("disputes")] + "versions: [{in-force: .., requires: nothing}]\n"

    assert made(parent=bare)["sources"] == {}


def test_variant_of_a_variant_takes_over_from_both():
    grandchild = """
        opportunity: xx/part
        inherits: xx/middle
        changes: {drop: [letter]}
    """
    middle = """
        opportunity: xx/middle
        inherits: xx/federal
        region: BW
        changes: {drop: score}
    """
    known = read_all(PARENT, middle, grandchild)

    found = to_plain(whole(known["xx/part"], parent=lambda name: known[name.value]))

    assert found["region"] == "BW"
    assert [version["requires"] for version in found["versions"]] == ["nothing", [EITHER]]


CHANGES = [
    ("{drop: [letter]}", [FIRST, [SCORE, EITHER]]),
    ("{drop: score}", ["nothing", [LETTER, EITHER]]),
    ("{drop: [score, letter, either]}", ["nothing", "nothing"]),
    ("{drop: step}", [FIRST, [SCORE, LETTER, {**EITHER, "any": [EITHER["any"][1]]}]]),
    ("{replace: {score: {has: us/usmle-step3}}}",
     [{"has": "us/usmle-step3"}, [{"has": "us/usmle-step3"}, LETTER, EITHER]]),
    ("{set: {letter.at: event}}", [FIRST, [SCORE, {**LETTER, "at": "event"}, EITHER]]),
    ("{set: {score.where.value: '>= 20'}}", [MORE, [MORE, LETTER, EITHER]]),
    ("{set: {letter.at: event, letter.valid: any}}",
     [FIRST, [SCORE, {**LETTER, "at": "event", "valid": "any"}, EITHER]]),
    ("{add: {has: us/usmle-step3}}",
     [[FIRST, {"has": "us/usmle-step3"}], [SCORE, LETTER, EITHER, {"has": "us/usmle-step3"}]]),
    ("{drop: score, add: [{has: us/usmle-step3}]}",
     [[{"has": "us/usmle-step3"}], [LETTER, EITHER, {"has": "us/usmle-step3"}]]),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "expected"), CHANGES)
def test_changes_are_made_in_every_version(changes, expected):
    assert rules(changes) == expected


MISTAKES = [
    ("{drop: [letters]}", "nothing that is inherited is called 'letters'"),
    ("{replace: {scores: nothing}}", "nothing that is inherited is called 'scores'"),
    ("{set: {nowhere.at: event}}", "nothing that is inherited is called 'nowhere'"),
    ("{set: {letter: event}}", "it does not say what to set"),
    ("{set: {letter.where.value: 3}}", "there is no 'where' to change"),
    ("{set: {letter.has.value: 3}}", "there is no 'has' to change"),
    ("{drop: status}", "nothing would be left of 'not'"),
    ("{drop: [[letter]]}", "drop"),
    ("{lose: letter}", "lose"),
]


@pytest.mark.parametrize(("changes", "said"), MISTAKES)
def test_change_that_cannot_be_made_is_told(changes, said):
    assert said in mistake(changes)


def test_mistyped_id_is_told_with_the_likely_one():
    assert "'letter'" in mistake("{drop: [leter]}")


def test_changes_to_versions_that_are_written_anew_are_told():
    body = (
        HEAD
        + "versions: [{in-force: .., source: law, requires: nothing}]\nchanges: {drop: letter}\n"
    )
    known = read_all(PARENT, body)

    with pytest.raises(AtlasError, match="nothing is inherited that they could change"):
        whole(known["xx/part"], parent=lambda name: known[name.value])


def test_document_that_inherits_itself_is_told():
    known = read_all(
        "{opportunity: xx/one, inherits: xx/two}", "{opportunity: xx/two, inherits: xx/one}"
    )

    with pytest.raises(AtlasError, match="'xx/two' inherits itself") as caught:
        whole(known["xx/one"], parent=lambda name: known[name.value])

    assert caught.value.why == "through xx/two and xx/one"


@pytest.mark.parametrize("written", ["[one]", "{title: one}", "{opportunity: [one]}"])
def test_id_of_a_document_without_one_is_empty(written):
    assert opportunity_id(read(written, name="x.yaml")) == ""
