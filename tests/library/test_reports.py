from salerno.rules import Voice, explain
from salerno.rules.wording.reports import report
from tests.spec.clerk import held, person, verdict_of
from tests.spec.vocabulary import VOCABULARY

RULE = """
all:
  - {has: document/identity}
  - any:
      - {has: gb/plab1, where: {result: pass}, source: hearsay}
      - {has: gb/sponsorship}
"""


def told(*, whole):
    verdict = verdict_of(RULE, person(held("gb/plab1", result="pass")))
    return report(explain(verdict), Voice("en", VOCABULARY), whole=whole)


def test_report_tells_what_decides():
    words = told(whole=False)

    assert "Missing: document/identity [1]" in words
    assert "gb/plab1" not in words
    assert "example.org/blog" not in words


def test_report_of_the_whole_rule_tells_what_is_met_and_where_it_is_defined():
    words = told(whole=True)

    assert "Missing: document/identity [1]" in words
    assert "Met: gb/plab1 (result: pass) [2]" in words
    assert "gb/sponsorship" in words
    assert "[2] https://example.org/blog" in words
