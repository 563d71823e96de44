"""What the pages of the atlas say of one opportunity, and what they count as not known."""

from dataclasses import replace
from datetime import date

import pytest

from salerno.rules.language import load_opportunities
from salerno.rules.wording.voices import Voice
from tests.spec.vocabulary import VOCABULARY
from tools.atlas_gaps import gaps, newest
from tools.opportunity_page import chapter, plain

TODAY = date(2026, 11, 22)
VOICE = Voice("en", VOCABULARY)
SOURCE = (
    '{{url: "https://example.org/{name}", title: {title}, read: 2026-11-22, tier: {tier},'
    ' confidence: {confidence}, dated: "{dated}"}}'
)
LAW = SOURCE.format(name="law", title="The law", tier="law", confidence="A", dated="2026-01-01")
BLOG = SOURCE.format(name="blog", title="A blog", tier="secondary", confidence="D", dated="undated")
OLD = SOURCE.format(
    name="old", title="An old page", tier="official", confidence="B", dated="2015; 2019-05-06"
)
WHOLE = f"""
opportunity: gb/board/whole
kind: examination
title: {{en: The whole one}}
authority: The Board
sources: {{law: {LAW}, blog: {BLOG}, old: {OLD}}}
versions:
  - in-force: 2026-01-01..
    source: law
    requires: {{has: us/usmle-step1, say: {{en: A pass in Step 1}}}}
  - in-force: 2027-01-01..
    status: proposed
    source: old
    requires: {{judge: committee, text: {{en: The committee must agree.}}}}
grants: [{{type: us/usmle-step2ck, scope: {{result: pass}}, source: law}}]
fees:
  - for: sitting
    amount: 450 USD
    unit: paper
    cap: 900 USD
    in-force: 2026-01-01..
    source: law
  - {{for: retake, amount: unknown, payer: employer, source: blog}}
duration: 2 days
waits: [{{for: result, to: 3 weeks, source: blog}}]
sessions: [{{each-year: ["03", "06-01"], apply-before: 6 weeks, source: law}}]
presence: {{countries: [GB], source: law}}
attempts: {{limit: 4, source: law}}
odds: [{{of: pass, rate: 50 %, passed: 10, sat: 20, year: 2025, source: blog}}]
values: [{{id: length, says: {{en: How long it is}}, amount: 3, unit: hours, source: blog}}]
disputes:
  - id: X1
    subject: {{en: the fee}}
    claims:
      - {{says: {{en: 450 dollars}}, source: law, chosen: yes}}
      - {{says: {{en: 400 dollars}}, source: blog}}
"""
BARE = f"""
opportunity: gb/board/bare
kind: examination
title: {{en: The bare one}}
sources: {{law: {LAW}}}
versions: [{{in-force: .., source: law, requires: nothing}}]
"""


def opportunity(text):
    """Return the one opportunity of a text."""
    (found,) = load_opportunities(text, name="page.yaml", vocabulary=VOCABULARY)
    return found


def test_chapter_tells_everything_of_an_opportunity():
    found = chapter(opportunity(WHOLE), VOICE).split("\n\n")

    assert found == [
        "## The whole one",
        "`gb/board/whole` · examination · The Board",
        "**Requires, for dates from 1 January 2026 on** [1]",
        "- A pass in Step 1",
        "**Requires, proposed, for dates from 1 January 2027 on** [2]",
        "- a decision: The committee must agree.",
        "**Grants**",
        "- us/usmle-step2ck (`us/usmle-step2ck`): result: pass",
        "**Fees**",
        "| for | amount | paid by | for dates | source |\n|---|---|---|---|---|\n"
        "| sitting | 450 USD; for each paper; at most 900 USD | applicant | from 1 January 2026 on"
        " | [1] |\n"
        "| retake | not known | employer | at any time | [3] |",
        "**How long it takes, how often, how surely**",
        "- lasts 2 days\n- result, after it: up to 3 weeks [3]\n"
        "- held: March and 1 June, every year, apply 6 weeks before [1]\n"
        "- place: United Kingdom [1]\n- attempts: 4 [1]\n"
        "- pass: 50% got through (2025; A blog), 10 of 20 [3]",
        "**Also told**",
        "- How long it is: 3 hours [3]",
        "**Sources disagree on the fee: 1 other claim exists.**",
        "- “450 dollars” — The law (law, read on 22 November 2026, confidence A):"
        " https://example.org/law; this one is followed\n"
        "- “400 dollars” — A blog (secondary source, read on 22 November 2026, confidence D):"
        " https://example.org/blog",
        "**Sources**",
        "- [1] The law (law, read on 22 November 2026, confidence A): <https://example.org/law>;"
        " dated 2026-01-01\n"
        "- [2] An old page (official source, read on 22 November 2026, confidence B):"
        " <https://example.org/old>; dated 2015; 2019-05-06\n"
        "- [3] A blog (secondary source, read on 22 November 2026, confidence D):"
        " <https://example.org/blog>; undated",
    ]


def test_chapter_of_a_bare_opportunity_has_no_empty_lists():
    found = chapter(opportunity(BARE), VOICE).split("\n\n")

    assert [part for part in found if part.startswith("**")] == ["**Requires** [1]", "**Sources**"]


def test_gaps_name_what_is_not_known():
    found = gaps([opportunity(WHOLE), opportunity(BARE)], VOICE, today=TODAY)

    assert found == [
        "No fee known: `gb/board/bare`",
        "No time known: `gb/board/bare`",
        "No sessions known: `gb/board/bare`",
        "How many get through is not counted: `gb/board/bare`",
        "Rules that wait to come into force: `gb/board/whole`",
        "Only people decide: The committee must agree (`gb/board/whole`)",
        "Sources from before 2024: An old page",
        "Sources that bear no year: A blog",
        "Sources of confidence C or D: A blog",
    ]


def test_continuing_education_lacks_no_fee():
    found = gaps([replace(opportunity(BARE), kind="cpd")], VOICE, today=TODAY)

    assert found == []


@pytest.mark.parametrize(
    ("dated", "year"),
    [("", 0), ("undated", 0), ("2019-05-06", 2019), ("2024 (2022-23)", 2024), ("2015; 2019", 2019)],
)
def test_newest_year_of_a_date_is_the_latest_it_names(dated, year):
    (source,) = opportunity(BARE).versions[0].sources

    assert newest(replace(source, dated=dated)) == year


def test_plain_text_breaks_no_table():
    assert plain("a |\n  b <c>") == "a \\| b &lt;c>"
