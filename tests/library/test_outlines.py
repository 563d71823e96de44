"""Verdicts and explanations as plain dictionaries."""

import json

from salerno.rules import Voice, explain
from salerno.rules.canonical import version_id
from salerno.rules.outlines import explanation_outline, verdict_outline
from tests.library.test_explanations import CHOICE
from tests.spec.clerk import held, opportunity, person, verdict_of
from tests.spec.vocabulary import VOCABULARY


def test_outline_is_json_with_stable_keys():
    rule = CHOICE.replace(
        "versions:",
        """disputes:
  - id: score
    subject: {en: The score}
    claims: [{says: a, source: law, chosen: yes}, {says: b, source: hearsay}]
versions:""",
    )
    trota = person(
        held("exam/oet-medicine", "2026-05-01", until="2026-06-01"),
        facts={"citizenship": ["IT"], "student.final-year": "no"},
    )
    verdict = verdict_of(rule, trota)

    plain = explanation_outline(explain(verdict), Voice("en", VOCABULARY))

    assert json.loads(json.dumps(plain)) == plain
    assert list(plain) == [
        "opportunity", "state", "interval", "versions", "as-of", "title-text", "text", "lines",
        "rules", "disputes", "proviso-text",
    ]  # fmt: skip
    assert list(plain["lines"][0]) == [
        "id", "kind", "negated", "count", "case", "standing", "decides", "interval",
        "requirement-text", "text", "detail-texts", "evidence", "low", "high", "not-before",
        "actor", "rule", "version", "in-force", "sources",
    ]  # fmt: skip
    assert list(plain["rules"][0]["tree"])[-1] == "parts"
    assert [claim["says-text"] for claim in plain["disputes"][0]["claims"]] == ["a", "b"]
    assert plain["lines"][0]["evidence"] == [
        {
            "type": "exam/oet-medicine",
            "on": "2026-05-01",
            "until": "2026-06-01",
            "issuer": "",
            "assurance": "claimed",
        }
    ]


def test_outline_of_a_verdict_gives_its_interval():
    plain = verdict_outline(verdict_of("has: exam/oet-medicine", person()))

    assert plain == {
        "opportunity": "spec/example",
        "state": "not-yet",
        "interval": [1, 1],
        "versions": [version_id(opportunity("has: exam/oet-medicine").versions[0])],
        "as-of": "2026-11-22",
    }
