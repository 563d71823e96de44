"""What leaves and what comes in: the workbook of a shortlist, and a table of programmes."""

import csv
import io
import random
import time
from datetime import date

import python_calamine
import xlsxwriter

from benchmarks.directories import FACTS, WORDS, directory
from benchmarks.measures import Figure, best, check, peak, seconds, times
from salerno.atlas import load_atlas
from salerno.atlas.directories import load_directory
from salerno.credentials.circumstances import Circumstances
from salerno.credentials.conditions import Standpoint
from salerno.formats.directories import read_table
from salerno.formats.persons import record_in
from salerno.formats.shortlists import Shortlist, notes_in, shortlist_workbook
from salerno.programmes.imports import dry_run, guessed
from salerno.rules import Voice, compile_pack, screen
from salerno.rules.sources import Source

DAY = date(2026, 11, 23)
HEADS = (
    "University", "Country", "City", "Programme", "Duration", "Language of instruction", "Website",
    "Annual tuition (EUR)", "Home tuition a year", "Living cost a year", "Application fee",
    "Deadline", "Places",
)  # fmt: skip
NAMES = ("Poland", "Hungary", "Italy", "Georgia", "Egypt", "India", "Ghana", "Brazil", "Nowhere")


def run_workbook(*, smoke):
    """The workbook of 500 programmes, beside the same cells written with nothing thought."""
    count = 20 if smoke else 500
    atlas = load_atlas()
    shipped = load_directory(vocabulary=atlas.vocabulary)
    known = directory(count, vocabulary=atlas.vocabulary, groups=shipped.groups)
    person = record_in({"facts": {"citizenship": "GH"}}, name="me", vocabulary=atlas.vocabulary)
    around = Circumstances(today=DAY)
    pack = compile_pack(own.rule for own in known.programmes.values())
    verdicts = {own.opportunity.id: own for own in screen(person, pack, circumstances=around)}
    notes = {name: f"a note on {name}" for name in known.programmes}
    before = peak()
    told = Shortlist(
        tuple(known.programmes.values()), Standpoint(person, around), verdicts, known,
        atlas.rates, "GHS", notes,
    )  # fmt: skip
    voice = Voice("en", atlas.vocabulary)
    ours, content = best(lambda: shortlist_workbook(told, voice), 2)
    grown = peak() - before
    check(notes_in(content) == notes, "notes are lost")
    cells = cells_of(content)
    bare, _ = best(lambda: plain_workbook(cells), 2)
    goal = None if smoke else ours <= 3 and grown <= 200
    return [
        Figure(
            f"workbook of {count} programmes of {FACTS} facts each, against its cells written bare",
            times(ours / bare),
            f"{seconds(ours)} against {seconds(bare)}; {sum(map(len, cells)):,} rows, "
            f"{len(content) / 1e6:.1f} MB; at most {grown:.0f} MB more held",
            "<= 3 s, <= 200 MB",
            goal,
        )
    ]


def cells_of(content):
    """Return the rows of every sheet of a workbook."""
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def plain_workbook(sheets):
    """Write cells as they are."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    for rows in sheets:
        page = book.add_worksheet()
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                page.write_string(number, column, str(cell))
    book.close()
    return out.getvalue()


def table(count, *, seed=11):
    """Return a made-up table of programmes: some of it wrong, as such tables are."""
    chance, out = random.Random(seed), io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADS)
    for n in range(count):
        words = " ".join(chance.sample(WORDS, 2))
        amount = chance.choice(("9000", "8,500", "about 7,000", "3,000-4,300", "35 lakh", "free"))
        place, country = f"{chance.choice(WORDS)} Town", chance.choice(NAMES)
        length = chance.choice(("6", "5-6 years", "6 years", "20"))
        language = chance.choice(("English", "Polish", "English / German"))
        told = ("2000 EUR", "400-600 EUR", "USD 100", "2027-03-01", "120")
        school, site = f"University of the {words} {n}", f"school{n}.example"
        row = (school, country, place, "Medicine", length, language, site, amount, *told)
        writer.writerow(row)
    return out.getvalue().encode()


def run_import(*, smoke):
    """The dry run of 20,000 rows, beside reading the same file with the csv module alone."""
    count = 200 if smoke else 20_000
    atlas = load_atlas()
    known = load_directory(vocabulary=atlas.vocabulary)
    content = table(count)
    source = Source("", DAY, "secondary", "C", "A made-up table")

    def tried():
        read = read_table(content, name="table.csv", kind="template")
        return dry_run(read, guessed(read), source=source, directory=known, today=DAY)

    start = time.perf_counter()
    ours, report = best(tried, 1)
    took = time.perf_counter() - start
    states = [report.count(state) for state in ("accepted", "flagged", "refused")]
    check(sum(states) == count, f"rows are lost: {states} of {count}")
    bare, rows = best(lambda: list(csv.reader(io.StringIO(content.decode()))), 3)
    check(len(rows) == count + 1, "the table is not as it was written")
    accepted, flagged, refused = states
    return [
        Figure(
            f"dry run of {count:,} rows, against the csv module reading them",
            times(ours / bare),
            f"{seconds(took)} by the clock against {seconds(bare)}; {accepted:,} accepted, "
            f"{flagged:,} flagged, {refused:,} refused",
            "<= 10 s",
            None if smoke else took <= 10,
        )
    ]
