"""The personal workbook: what stands on its sheets, and how notes come back whatever was done."""

import io
import zipfile
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
import xlsxwriter
from hypothesis import example, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from salerno.credentials.circumstances import Circumstances
from salerno.credentials.conditions import Standpoint
from salerno.errors import InputError
from salerno.formats.shortlists import MOST, Shortlist, notes_in, shortlist_workbook
from salerno.formats.shortlists.notes import LONGEST, first_of, is_long, parts_of
from salerno.formats.shortlists.writing import SHEETS
from salerno.formats.spreadsheets import Page, book_of, put
from salerno.money import Rates
from salerno.programmes.directory import Directory
from salerno.programmes.wording.words import TABLES
from salerno.rules.packs import compile_pack
from salerno.rules.verdicts import screen
from salerno.rules.wording.voices import Voice
from tests.library.programmes.written import prices, programme_of, school_of
from tests.spec.clerk import TODAY, person
from tests.spec.vocabulary import VOCABULARY

ONE, TWO = "xx/school/md", "xx/other/md"
ENGLISH, ARABIC = Voice("en", VOCABULARY), Voice("ar", VOCABULARY)
RATES = Rates("EUR", date(2026, 11, 20), "A Bank", (("USD", Decimal(2)), ("GHS", Decimal(10))))
RULE = """
rule:
  versions: [{in-force: .., source: page, requires: {fact: citizenship, is: [PL]}}]
"""


def shortlist(*programmes, notes=None, facts=None, **told):
    """Return the shortlist of somebody from Ghana, judged by the rules of the programmes."""
    who = person(facts={"citizenship": "GH"} if facts is None else facts)
    view = Standpoint(who, Circumstances(TODAY))
    pack = compile_pack(one.rule for one in programmes if one.rule)
    verdicts = screen(who, pack, circumstances=view.circumstances)
    known = Directory({"xx/school": school_of()}, {one.id: one for one in programmes})
    settled = {"rates": RATES, "currency": "GHS", **told}
    named = {verdict.opportunity.id: verdict for verdict in verdicts}
    return Shortlist(programmes, view, named, known, notes=notes or {}, **settled)


def sheets(content, *, marked=("fit", "notes"), voice=ENGLISH):
    """Return the rows below the heads of each sheet, by its name."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    told = zip(SHEETS, book.sheet_names, strict=True)
    found = {}
    for sheet, title in told:
        rows = book.get_sheet_by_name(title).to_python(skip_empty_area=False)
        found[sheet.name] = [
            dict(zip(sheet.columns, row, strict=True))
            for row in rows[2 if sheet.name in marked else 1 :]
        ]
    return found


def written(*programmes, voice=ENGLISH, **told):
    """Return the sheets of the workbook of some programmes."""
    return sheets(shortlist_workbook(shortlist(*programmes, **told), voice))


def cells(rows, *columns):
    """Return some columns of some rows."""
    return [tuple(row[name] for name in columns) for row in rows]


def grid(content, place=0):
    """Return every row of a sheet as it is."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return book.get_sheet_by_index(place).to_python(skip_empty_area=False)


def saved(rows, *more):
    """Return a workbook as a person would save it: these rows on its first sheet, others beside."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    for number, sheet in enumerate((rows, *more)):
        page = book.add_worksheet(f"Mine {number}")
        for row, own in enumerate(sheet):
            for column, cell in enumerate(own):
                if isinstance(cell, str):
                    page.write_string(row, column, cell)
                else:
                    page.write(row, column, cell)
    book.close()
    return out.getvalue()


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


NOTES = st.dictionaries(
    st.sampled_from([ONE, TWO, "zz/gone/md", "ZZ gone"]),
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=60).filter(str.strip),
)


@pytest.mark.slow
@settings(max_examples=20, deadline=None)
@given(NOTES)
@example({ONE: "=1+1", TWO: "@SUM(A1)\r\n\tline two\x01", "zz/gone/md": "_x0041_"})
@example({ONE: "مرحبا \u202bnote\u202c 👩‍⚕️", "zz/gone/md": "👩‍⚕️" * 8_000})
@example({ONE: " " * LONGEST + "the end", TWO: "\u2028 a \x85"})
def test_notes_come_back_as_they_were_written(notes):
    own = shortlist(programme_of(), programme_of(name=TWO), notes=notes)

    found = notes_in(shortlist_workbook(own, ENGLISH))

    assert found == {name: "".join(parts_of(note)) for name, note in notes.items()}


def test_note_is_never_a_formula():
    content = shortlist_workbook(shortlist(programme_of(), notes={ONE: "=1+1"}), ENGLISH)

    with zipfile.ZipFile(io.BytesIO(content)) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


def test_long_note_goes_on_in_its_own_sheet_and_is_said():
    note = "🙂" * LONGEST

    found = written(programme_of(), notes={ONE: note})

    (fit,) = found["fit"]
    assert fit["note"] == first_of(note) == "🙂" * (LONGEST // 2)
    assert cells(found["notes"], "id", "part") == [(ONE, 2), (ONE, 3)]
    assert found["about"][-1]["told"].startswith(f"The note on {ONE} is longer than a cell holds")
    assert is_long(note)


def test_half_a_character_becomes_the_sign_of_what_is_lost():
    own = shortlist(programme_of(), notes={ONE: "a\ud800b\uffff"})

    assert notes_in(shortlist_workbook(own, ENGLISH)) == {ONE: "a\ufffdb\ufffd"}


def edited(rows, edit):
    """Return the rows of the first sheet of a workbook after what a person did to them."""
    marks, heads, *own = [list(row) for row in rows]
    match edit:
        case "sorted":
            return [marks, heads, *reversed(own)]
        case "sorted with its heads":
            return [*reversed(own), heads, marks]
        case "column added":
            return [["", *row[:1], "mine", *row[1:]] for row in (marks, heads, *own)]
        case "heads renamed":
            return [marks, ["Which", *heads[1:-1], "What I think"], *own]
        case "first row deleted":
            return [heads, *own]
        case "heads deleted":
            return [marks, *own]
        case "rows added":
            empty = [""] * len(heads)
            return [marks, heads, empty, *own, empty, own[0]]
    return [marks, heads, *own]


@pytest.mark.parametrize(
    "edit",
    [
        "nothing", "sorted", "sorted with its heads", "column added", "heads renamed",
        "first row deleted", "heads deleted", "rows added",
    ],
)  # fmt: skip
@pytest.mark.parametrize("voice", [ENGLISH, ARABIC])
def test_notes_survive_what_a_person_does_to_the_sheet(edit, voice):
    notes = {ONE: "first\nline", TWO: "=second"}
    own = shortlist(programme_of(), programme_of(name=TWO), notes=notes)

    rows = edited(grid(shortlist_workbook(own, voice)), edit)

    assert notes_in(saved([["nothing here"]], rows)) == notes


def test_rows_that_a_person_adds_keep_what_they_wrote():
    rows = [
        ["Id", "My notes"],
        [ONE, "one"],
        [ONE, "two"],
        ["", "a thought"],
        ["", "another"],
        ["my own idea", "kept"],
        [f" {TWO} ", 42],
        [1234, "number"],
        ["xx/a/md", 1.5],
        ["xx/b/md", True],
        ["xx/c/md", date(2027, 1, 2)],
        ["xx/d/md", datetime.combine(date(2027, 1, 2), time(3, 4))],
        ["xx/e/md", timedelta(hours=3)],
        ["xx/f/md", time(3, 4)],
        ["xx/g/md", "  "],
        ["xx/h/md", ""],
    ]

    found = notes_in(saved(rows))

    assert {key: note for key, note in found.items() if key < "xx/c" or key > "xx/g"} == {
        ONE: "one\ntwo",
        "": "a thought\nanother",
        "my own idea": "kept",
        TWO: "42",
        "1234": "number",
        "xx/a/md": "1.5",
        "xx/b/md": "yes",
    }
    assert found["xx/c/md"] == "2027-01-02"
    assert found["xx/d/md"] == "2027-01-02 03:04:00"
    assert "3:00" in found["xx/e/md"]
    assert "3:04" in found["xx/f/md"]


def test_part_that_is_no_number_is_the_first():
    rows = [["Id", "Part", "My notes"], [ONE, "x", "a"], [ONE, 2, "b"]]

    assert notes_in(saved(rows)) == {ONE: "ab"}


def broken(content, part, text):
    """Return a workbook with one of its parts replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, text if name == part else old.read(name))
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"no workbook", "mine.xlsx: the workbook cannot be read: File is not a zip file"),
        (saved([["a", "b"]]), "mine.xlsx: it is no workbook of programmes: no sheet has a column"),
        (b"x" * 50_000_001, "mine.xlsx: more than 50,000,000 bytes; bring back the workbook as"),
        (
            broken(saved([["a"]]), "xl/workbook.xml", "<workbook/>"),
            "mine.xlsx: it is no workbook of programmes",
        ),
        (
            broken(saved([["a"]]), "xl/worksheets/sheet1.xml", "<worksheet"),
            "mine.xlsx: the workbook cannot be read",
        ),
        (
            broken(saved([["a"]]), "xl/_rels/workbook.xml.rels", "<a/>"),
            "mine.xlsx: the workbook cannot be read",
        ),
    ],
    ids=["text", "other columns", "too large", "no sheets", "broken sheet", "no list of parts"],
)
def test_what_is_no_workbook_of_ours_is_refused(content, words):
    with pytest.raises(InputError) as error:
        notes_in(content, name="mine.xlsx")

    assert str(error.value).startswith(words)
    assert error.value.fix
