"""The personal workbook: what stands on its sheets."""

import io
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
import xlsxwriter

from salerno.errors import InputError
from salerno.formats.shortlists import MOST, notes_in, shortlist_workbook
from salerno.formats.spreadsheets import Page, book_of, put
from salerno.programmes.directory import Directory
from salerno.programmes.wording.words import TABLES
from salerno.rules.wording.voices import Voice
from tests.library.formats.listed import (
    ARABIC,
    ENGLISH,
    ONE,
    RATES,
    RULE,
    cells,
    grid,
    sheets,
    shortlist,
    written,
)
from tests.library.programmes.written import prices, programme_of
from tests.spec.clerk import TODAY
from tests.spec.vocabulary import VOCABULARY


def test_what_nothing_is_known_of_is_not_found_and_never_no():
    found = written(programme_of())

    assert cells(found["fit"], "id", "school", "verdict", "headline", "status", "acceptance") == [
        (ONE, "A School", "Cannot tell yet", "Nothing was found on who may apply.",
         "Not found", "Not found"),
    ]  # fmt: skip
    assert cells(found["reasons"], "standing", "requirement", "source") == [
        ("Not found", "Nothing was found on who may apply.", "Not found"),
    ]
    assert cells(found["money"], "use", "purpose", "low", "worth-high") == [
        ("Not found", "Tuition", "Not found", "Not found"),
        ("Not found", "Living", "Not found", "Not found"),
    ]
    assert cells(found["aid"], "kind", "offered") == [("Help of any kind", "Not found")]
    assert cells(found["language"], "english", "phase", "languages", "months") == [
        ("Unclear", "Preclinical years", "Not found", "Not applicable"),
        ("Unclear", "Clinical years", "Not found", "Not applicable"),
        ("Unclear", "With patients", "Not found", "Not applicable"),
        ("Unclear", "Preparation in a language", "Not found", "Not found"),
    ]
    assert cells(found["practice"], "kind", "year") == [
        ("Practice with patients begins", "Not found")
    ]
    assert cells(found["recognition"], "kind", "who") == [
        ("Recognition of the school", "Not found")
    ]
    assert cells(found["intakes"], "kind", "date", "when") == [
        ("Apply by", "Not found", "Not found"),
        ("Entrance", "", "Not found"),
    ]
    assert cells(found["statistics"], "share-low", "part") == [("Not found", "Not found")]
    assert (found["disputes"], found["sources"], found["notes"]) == ([], [], [])


def test_every_unmet_requirement_is_told_with_its_source():
    rule = """
        rule:
          versions:
            - in-force: ..
              source: page
              requires:
                all:
                  - {fact: citizenship, is: [PL], say: {en: Citizens of Poland}}
                  - {fact: citizenship, is: [DE], say: {en: Citizens of Germany}}
    """

    found = written(programme_of(rule), pages={ONE: "https://s.example/one"})

    (fit,) = found["fit"]
    assert (fit["verdict"], fit["page"], fit["read"], fit["tier"]) == (
        "Not yet", "https://s.example/one", date(2026, 11, 22), "official source",
    )  # fmt: skip
    assert fit["unmet"].count("\n") == 1
    assert [row["requirement"] for row in found["reasons"]] == fit["unmet"].split("\n")
    assert {row["standing"] for row in found["reasons"]} == {"not met yet"}
    assert cells(found["sources"], "url", "programmes") == [("https://example.org/page", 1)]


def test_what_is_met_is_told_as_met_and_nothing_is_missing():
    found = written(programme_of(RULE), facts={"citizenship": "PL"})

    assert cells(found["fit"], "verdict", "unmet") == [("Open to you", "")]
    assert cells(found["reasons"], "standing") == [("met",)]


def test_rule_that_asks_for_nothing_has_no_reason():
    rule = "rule: {versions: [{in-force: .., source: page, requires: nothing}]}"

    found = written(programme_of(rule))

    assert cells(found["fit"], "verdict", "source") == [("Open to you", "Not found")]
    assert cells(found["reasons"], "requirement") == [("",)]


def test_school_that_is_not_in_the_directory_is_told_by_its_id():
    own = shortlist(programme_of())

    content = shortlist_workbook(replace(own, directory=Directory()), ENGLISH)

    assert cells(sheets(content)["fit"], "school") == [("xx/school",)]


def test_money_is_told_year_by_year_and_in_all_as_asked_and_converted():
    body = "length: [{years: 2, source: page}]\n" + prices(
        "kind: tuition, amount: 100..200 EUR, per: year",
        "kind: living, amount: 10 EUR, per: month, about: yes",
        "kind: funds-to-show, amount: 900 EUR, per: once, held: yes",
    )

    found = written(programme_of(body))["money"]

    told = cells(found, "use", "year", "purpose", "low", "high", "currency", "worth-low", "remark")
    assert told == [
        ("to spend", "1-2", "Tuition", 100, 200, "EUR", 1000, ""),
        ("to spend", "1-2", "Living", 120, 120, "EUR", 1200, "an estimate"),
        ("to be shown, not spent", 1, "Funds to show", 900, 900, "EUR", 9000,
         "to be shown, not spent"),
        ("In each year", "1-2", "", 220, 320, "EUR", 2200, ""),
        ("In all", "", "", 440, 640, "EUR", 4400, ""),
    ]  # fmt: skip


def test_year_that_costs_another_sum_stands_apart():
    body = "length: [{years: 3, source: page}]\n" + prices(
        "kind: tuition, amount: 100 EUR, per: year", "kind: deposit, amount: 7 EUR, per: once"
    )

    found = written(programme_of(body))["money"]

    each = [row for row in found if row["use"] == "In each year"]
    assert cells(each, "year", "low") == [(1, 107), ("2-3", 100)]


def test_several_currencies_are_summed_apart_and_once_in_that_of_the_person():
    body = "length: [{years: 1, source: page}]\n" + prices(
        "kind: tuition, amount: 100 EUR, per: year", "kind: living, amount: 50..60 USD, per: year"
    )

    found = written(programme_of(body))["money"]

    in_all = [row for row in found if row["use"] == "In all"]
    assert cells(in_all, "low", "high", "currency", "worth-low", "worth-high", "worth-in") == [
        (100, 100, "EUR", 1000, 1000, "GHS"),
        (50, 60, "USD", 250, 300, "GHS"),
        ("", "", "", 1250, 1300, "GHS"),
    ]


@pytest.mark.parametrize("rates", [None, replace(RATES, per_base=(("GHS", Decimal(10)),))])
def test_what_no_rate_is_known_of_is_not_converted(rates):
    body = prices(
        "kind: tuition, amount: 100 USD, per: year", "kind: fee, amount: 5 CHF, per: once"
    )

    content = shortlist_workbook(shortlist(programme_of(body), rates=rates), ENGLISH)

    in_all = [row for row in sheets(content)["money"] if row["use"] == "In all"]
    remark = "how many years it takes was not found: one year is reckoned"
    assert cells(in_all, "worth-low", "remark") == [
        ("Not found", f"at least · {remark} · no exchange rate is known"),
        ("Not found", f"at least · {remark} · no exchange rate is known"),
        ("Not found", f"at least · {remark}"),
    ]


def test_price_that_may_not_be_theirs_says_so():
    body = prices("kind: tuition, amount: 100 GHS, per: year, group: home")

    found = written(programme_of(body), facts={})["money"]

    assert cells(found, "use", "worth-low", "remark")[0] == (
        "to spend", 100, "not sure which price is yours",
    )  # fmt: skip
    gaps = [row for row in found if row["use"] == "Not found"]
    assert cells(gaps, "year", "purpose") == [("", "Living")]


def test_years_that_a_price_is_missing_in_are_named():
    body = "length: [{years: 3, source: page}]\n" + prices(
        "kind: tuition, amount: 100 GHS, per: year, years: 1"
    )

    found = written(programme_of(body))["money"]

    gaps = [row for row in found if row["use"] == "Not found"]
    assert cells(gaps, "year", "purpose") == [("2, 3", "Tuition"), ("", "Living")]


def test_help_is_told_kind_by_kind():
    body = "aid: [{kind: merit, is: some, source: page}, {kind: loan, is: no, source: page}]"

    found = written(programme_of(body))["aid"]

    assert cells(found, "kind", "offered", "tier") == [
        ("Scholarship by merit", "For some", "official source"),
        ("Loan", "No", "official source"),
    ]


def test_language_is_told_phase_by_phase_with_what_the_answer_rests_on():
    body = """
        speech:
        - {phase: whole, in: [en], source: page}
        - {phase: patients, in: [pl], level: B2, due: year 3, source: page}
        - {phase: patients, level: A1, source: older, over: yes, says: {en: Once}}
        - {phase: preparation, in: [pl], months: 6, source: page}
        - {phase: preparation, in: [pl], level: A2, source: page}
    """

    found = written(programme_of(body))["language"]

    assert cells(found, "english", "rests", "phase", "languages", "level", "due", "months") == [
        ("Yes", "the answer rests on it", "The whole course", "English", "Not found",
         "Not applicable", "Not applicable"),
        ("Yes", "it limits the answer", "With patients", "Polish", "B2", "year 3",
         "Not applicable"),
        ("Yes", "", "With patients", "Not found", "A1", "Not found", "Not applicable"),
        ("Yes", "", "Preparation in a language", "Polish", "Not found", "Not applicable", 6),
        ("Yes", "", "Preparation in a language", "Polish", "A2", "Not found", "Not found"),
    ]  # fmt: skip
    assert found[2]["says"] == "Once · no longer true"


def test_practice_is_told_by_kind_year_and_amount():
    body = """
        practice:
        - {kind: start, year: 4, source: page}
        - {kind: amount, amount: 72, unit: weeks, source: page}
        - {kind: elective, amount: 2, source: page}
        - {kind: place, source: page}
        - {kind: early, source: page}
    """

    found = written(programme_of(body))["practice"]

    assert cells(found, "kind", "year", "amount", "unit") == [
        ("Practice with patients begins", 4, "Not applicable", "Not applicable"),
        ("Practice with patients", "Not found", 72, "weeks"),
        ("Electives", "Not found", 2, ""),
        ("Places of practice", "Not applicable", "Not applicable", "Not applicable"),
        ("Early contact with patients", "Not found", "Not found", "Not found"),
    ]


def test_recognition_partners_and_routes_stand_together():
    body = """
        recognition:
        - {by: WFME, is: accredited, since: 2020-05-01, until: "2030", source: page}
        partners: [{kind: exchange, with: A Hospital, country: DE, source: page}]
    """

    found = written(programme_of(body), routes={ONE: "https://s.example/routes"})["recognition"]

    assert cells(found, "kind", "who", "stated", "from", "to", "routes") == [
        ("Recognition of the school", "WFME", "Accredited", date(2020, 5, 1), "2030",
         "https://s.example/routes"),
        ("Partners", "A Hospital", "Exchange · A Hospital · Germany", "", "",
         "https://s.example/routes"),
    ]  # fmt: skip


def test_days_are_days_and_everything_else_is_words():
    body = """
        intakes:
        - {begins: September, source: page}
        - {apply: 2027-06-30, source: page}
        - {apply: 2027-02-31, source: page}
        entrance: [{asks: An examination, source: page}]
        rule:
          deadlines: [{id: last, says: {en: Last day}, on: 2027-02-01, source: page}]
          versions: [{in-force: .., source: page, requires: nothing}]
    """

    found = written(programme_of(body))["intakes"]

    assert cells(found, "kind", "date", "when") == [
        ("Apply by", date(2027, 2, 1), ""),
        ("Begins", "", "September"),
        ("Apply by", date(2027, 6, 30), ""),
        ("Apply by", "", "2027-02-31"),
        ("Entrance", "", "An examination"),
    ]


def test_share_stands_beside_both_its_numbers():
    body = """
        counts:
        - {what: applied, number: 200, cycle: 2025/26, source: page}
        - {what: admitted, number: 50, cycle: 2025/26, source: older, says: {en: Of all}}
        - {what: seats, number: "60..", source: page}
        - {what: students, number: 0.3..0.4, unit: share, of: the class, source: page}
        - {what: students, number: 0.5, unit: share, source: page, over: yes}
    """

    found = written(programme_of(body))["statistics"]

    told = cells(found, "share-low", "share-high", "part", "part-low", "whole", "whole-high")
    assert told == [
        (0.25, 0.25, "Admitted", 50, "Applied", 200),
        ("Not applicable", "Not applicable", "Places", 60, "Not found", "Not found"),
        (0.3, 0.4, "Students", "Not applicable", "the class", "Not found"),
        ("Not applicable", "Not applicable", "Students: 50%", "Not applicable", "Not found",
         "Not found"),
    ]  # fmt: skip
    assert cells(found, "part-high", "remark", "source-whole")[0] == (
        50, "Of all", "https://example.org/page",
    )  # fmt: skip
    assert found[1]["part-high"] == "Not found"
    assert found[3]["remark"] == "base not found: no share is told · no longer true"


def test_what_sources_disagree_on_is_told_claim_by_claim():
    body = """
        status:
        - {is: open, source: page}
        - {is: closed, source: agent}
        - {is: paused, source: older, over: yes}
        speech:
        - {phase: clinical, in: [en], source: page}
        - {phase: clinical, in: [pl], source: agent}
        - {phase: patients, in: [pl], source: page}
        disputes: [{en: They differ}]
        rule:
          versions: [{in-force: .., source: page, requires: nothing}]
          disputes:
          - id: age
            subject: {en: Age}
            claims:
            - {says: {en: Any}, source: page, chosen: yes}
            - {says: {en: Under 30}, source: agent}
    """

    found = written(programme_of(body))["disputes"]

    assert cells(found, "subject", "claim", "source") == [
        ("The programme", "They differ", ""),
        ("Status", "Open", "https://example.org/page"),
        ("Status", "Closed", "https://example.org/agent"),
        ("Clinical years", "Clinical years: English", "https://example.org/page"),
        ("Clinical years", "Clinical years: Polish", "https://example.org/agent"),
        ("Age", "Any", "https://example.org/page"),
        ("Age", "Under 30", "https://example.org/agent"),
    ]


def test_about_says_the_day_the_rates_and_what_becomes_of_notes():
    body = prices("kind: tuition, amount: 100 USD, per: year")
    dated = replace(RATES, dated=(("USD", date(2026, 1, 1), "Another Bank"),))

    content = shortlist_workbook(shortlist(programme_of(body), rates=dated), ENGLISH)

    told = [row["told"] for row in sheets(content)["about"]]
    assert told[0].startswith("As of 22 November 2026.")
    assert told[-2:] == [
        "Amounts are converted to GHS by the rates of 20 November 2026: A Bank.",
        "Amounts are converted to GHS by the rates of 1 January 2026: Another Bank (USD).",
    ]


@pytest.mark.parametrize("language", TABLES)
def test_equal_shortlists_give_equal_bytes_in_every_language(language):
    own, voice = shortlist(programme_of(RULE), notes={ONE: "x"}), Voice(language, VOCABULARY)

    first, second = shortlist_workbook(own, voice), shortlist_workbook(own, voice)

    assert first == second
    assert notes_in(first) == {ONE: "x"}


def test_sheet_has_frozen_head_live_filter_a4_and_runs_from_right_to_left_in_arabic():
    content = shortlist_workbook(shortlist(programme_of()), ARABIC)

    with zipfile.ZipFile(io.BytesIO(content)) as book:
        fit = book.read("xl/worksheets/sheet1.xml").decode()
    assert 'rightToLeft="1"' in fit
    assert '<pane xSplit="2" ySplit="2" topLeftCell="C3"' in fit
    assert '<autoFilter ref="A2:R3"/>' in fit
    assert '<pageSetup paperSize="9" ' in fit
    assert 'orientation="landscape"' in fit
    assert '<row r="1" hidden="1"' in fit
    assert b"rightToLeft" not in shortlist_workbook(shortlist(programme_of()), ENGLISH)


def test_more_programmes_than_a_workbook_holds_are_refused():
    with pytest.raises(InputError) as error:
        shortlist_workbook(shortlist(*[programme_of()] * (MOST + 1)), ENGLISH)

    assert str(error.value) == (
        "2001 programmes are more than one workbook holds; choose at most 2000"
    )


def test_links_are_links_only_where_they_can_be():
    links = ("https://example.org/a", "https://example.org/a b", "https://" + "a" * 2_100)
    rows = [(link,) for link in links] + [(date(1850, 1, 1),), (1.5,)]

    content = book_of([Page("One", ("Link",), rows, (20,))], made=TODAY, right_to_left=False)

    with zipfile.ZipFile(io.BytesIO(content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert sheet.count("<hyperlink ") == 1
    assert [row[0] for row in grid(content)[1:]] == [*links, "1850-01-01", 1.5]


def test_link_beyond_those_that_a_sheet_holds_is_text():
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()

    put(sheet, (0, 0), "https://example.org/a", {"text": None}, links=0)

    book.close()
    with zipfile.ZipFile(out) as archive:
        assert b"<hyperlink " not in archive.read("xl/worksheets/sheet1.xml")
    assert grid(out.getvalue()) == [["https://example.org/a"]]
