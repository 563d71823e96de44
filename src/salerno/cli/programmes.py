"""`salerno programmes`: find where one can study, look at one, compare some, take some in."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from salerno.atlas import Atlas
from salerno.atlas.directories import load_directory
from salerno.cli.imports import import_programmes
from salerno.cli.options import (
    AsJson,
    AsOf,
    AtlasFolder,
    Country,
    Language,
    PersonFile,
    atlas_of,
    circumstances_of,
    person_in,
    voice_of,
)
from salerno.cli.phrases import phrase
from salerno.cli.printing import STATE_STYLES, joined, show, show_json
from salerno.cli.searches import ORDER, SORTS, Found, Search, check_values, search
from salerno.credentials.circumstances import Circumstances
from salerno.credentials.conditions import Standpoint
from salerno.credentials.person import Person
from salerno.errors import InputError, Place
from salerno.formats.shortlists import MOST, Shortlist, notes_in, shortlist_workbook
from salerno.money import Money, Purse
from salerno.programmes.answers import taught_in
from salerno.programmes.comparison import Cell, ComparisonRow, compare
from salerno.programmes.costs import Cost, cost_of
from salerno.programmes.directory import Directory
from salerno.programmes.documents import programme_document
from salerno.programmes.finding import UNKNOWN
from salerno.programmes.programmes import ACCEPTANCES, ENTRIES, Programme
from salerno.programmes.statements import Statement
from salerno.programmes.wording.words import (
    country_words,
    name_of,
    tell,
    title_words,
    value_words,
)
from salerno.rules import compile_pack, explain, screen
from salerno.rules.outlines import Plain, explanation_outline, source_outline
from salerno.rules.sieves import Sieve
from salerno.rules.verdicts import Verdict
from salerno.rules.wording.reports import citation, report, sentence
from salerno.rules.wording.voices import Voice

SECTIONS = (
    "status", "length", "acceptance", "intakes", "speech", "practice", "partners", "entrance",
    "prices", "aid", "recognition", "counts",
)  # fmt: skip
HEADINGS = {
    "speech": "sheet language",
    "preparation": "phase preparation",
    "practice": "sheet practice",
    "intakes": "sheet intakes",
    "prices": "sheet money",
    "aid": "sheet aid",
    "counts": "sheet statistics",
}
"""What sections are called that are not named by themselves."""
ANSWERS = ("yes", "no", "unclear")
WORKBOOK = ".xlsx"

Spoken = Annotated[str, typer.Option("--spoken", help="Language of the clinical years, as en.")]
Entry = Annotated[str, typer.Option("--entry", help=f"After what: {' or '.join(ENTRIES[:2])}.")]
English = Annotated[
    str,
    typer.Option("--english", help=f"Taught in English to the end: {', '.join(ANSWERS)}."),
]
Acceptance = Annotated[
    str, typer.Option("--acceptance", help=f"Of foreigners: {', '.join(ACCEPTANCES)}.")
]
State = Annotated[str, typer.Option("--state", help=f"Only {', '.join(map(str, ORDER))}.")]
Words = Annotated[str, typer.Option("--words", help="In title, degree, school, city or country.")]
Sort = Annotated[str, typer.Option("--sort", help=f"By {', '.join(SORTS)}.")]
Limit = Annotated[int, typer.Option("--limit", min=1, help="How many are shown.")]
Currency = Annotated[str, typer.Option("--currency", help="Of the workbook, as GHS.")]
Out = Annotated[
    Path | None,
    typer.Option("--out", metavar="FILE", help="A workbook; the notes of one there are kept."),
]
Ids = Annotated[list[str], typer.Argument(metavar="ID ID", help="Two to five programmes.")]
OneId = Annotated[str, typer.Argument(metavar="ID", help="The id of a programme.")]
For = Annotated[Path | None, typer.Option("--person", metavar="PERSON", help="For this person.")]
Every = Annotated[bool, typer.Option("--all", help="Also what is the same for all of them.")]

app = typer.Typer(no_args_is_help=True, help="Find and take in programmes of study.")
app.command("import")(import_programmes)


@app.command()
def find(
    person: PersonFile,
    *,
    country: Country = "",
    spoken: Spoken = "",
    entry: Entry = "",
    english: English = "",
    acceptance: Acceptance = "",
    state: State = "",
    words: Words = "",
    sort: Sort = "nearest",
    limit: Limit = 20,
    currency: Currency = "EUR",
    out: Out = None,
    as_of: AsOf = "",
    language: Language = "en",
    as_json: AsJson = False,
    atlas: AtlasFolder = None,
) -> None:
    """Where a person may study medicine, why not, in which language, and at which tuition.

    `--out` writes everything that was found to a workbook, with the notes of the one that is there.
    """
    facts = atlas_of(atlas, language)
    voice, directory = voice_of(language, facts), load_directory(vocabulary=facts.vocabulary)
    wished = {
        "country": country.upper(),
        "spoken": spoken,
        "entry": entry,
        "english": english,
        "acceptance": acceptance,
        "state": state,
        "sort": sort,
    }
    _check(wished, directory)
    someone, around = person_in(person, facts), circumstances_of(as_of=as_of)
    found = search(
        directory, someone, _sieve(wished, words), circumstances=around, voice=voice,
        rates=facts.rates, sort=sort,
    )  # fmt: skip
    if out is not None:
        view = Standpoint(someone, around)
        _write(out, found, view, (directory, facts), voice=voice, currency=currency)
    if as_json:
        show_json(_plain(found, directory, voice, limit))
        return
    for own in found.found[:limit]:
        _show_found(own, directory, voice)
    show("\n" + joined(f"{phrase(voice, f'heading {s}')} {n}" for s, n in found.counts.items()))
    if out is not None:
        show(phrase(voice, "written-to", file=str(out)))


def _check(wished: Mapping[str, str], directory: Directory) -> None:
    """Raise UnknownName for a wish that nothing can have."""
    known = directory.programmes.values()
    spoken = {code for own in known for said in own.speech for code in said.value.languages}
    values = {
        "country": sorted({own.country for own in known}),
        "spoken": sorted(spoken),
        "entry": ENTRIES[:2],
        "english": ANSWERS,
        "acceptance": ACCEPTANCES,
        "state": [str(own) for own in ORDER],
        "sort": SORTS,
    }
    check_values({name: [own] if own else [] for name, own in wished.items()}, values)


def _sieve(wished: Mapping[str, str], words: str) -> Sieve:
    facets = {"acceptance": "acceptance", "english": "english", "language": "spoken"}
    further = {name: wished[key] for name, key in {**facets, "entry": "entry"}.items()}
    return Sieve(
        state=wished["state"],
        country=(wished["country"],) if wished["country"] else (),
        words=words,
        further=tuple((name, (value,) if value else ()) for name, value in further.items()),
    )


def _show_found(own: Found, directory: Directory, voice: Voice) -> None:
    programme = own.programme
    school = directory.schools[programme.school].name
    english = name_of(voice, "answer", taught_in(programme, "en").answer)
    place = ", ".join(filter(None, (programme.city, country_words(programme.country, voice))))
    show("\n" + joined((school, title_words(programme, voice), programme.id)), style="bold")
    show(phrase(voice, f"heading {own.state}"), style=STATE_STYLES[own.state], indent=2)
    show(joined((place, _tuition(own, voice))), indent=2)
    show(f"{tell(voice, 'head english')} {english}", indent=2)
    reason, source = _reason(own.verdict, voice)
    if reason:
        show(reason, indent=2)
    if source:
        show(source, style="dim", indent=4)


def _tuition(own: Found, voice: Voice) -> str:
    """The least that is asked, and how often."""
    if not own.tuition:
        return ""
    least = min(own.tuition, key=lambda line: line.low.amount)
    return value_words("prices", least.stated.value, voice)


def _reason(verdict: Verdict | None, voice: Voice) -> tuple[str, str]:
    """The first thing that decides, and where it is defined."""
    lines = explain(verdict).lines if verdict else ()
    if not lines:
        return "", ""
    source = next(iter(lines[0].sources), None)
    return sentence(lines[0], voice), citation(source, voice) if source else ""


def _plain(found: Search, directory: Directory, voice: Voice, limit: int) -> Plain:
    """What was found, for other software; unknown is null."""
    rows = [
        {
            "id": own.programme.id,
            "school": directory.schools[own.programme.school].name,
            "title-text": title_words(own.programme, voice),
            "country": own.programme.country,
            "state": str(own.state),
            "reason-text": _reason(own.verdict, voice)[0] or None,
            "english": taught_in(own.programme, "en").answer,
            "tuition": [str(line.stated.value.amount) for line in own.tuition[:1]] or None,
        }
        for own in found.found[:limit]
    ]
    return {"total": len(found.found), "counts": dict(found.counts), "rows": rows}


def _write(
    out: Path,
    found: Search,
    view: Standpoint,
    known: tuple[Directory, Atlas],
    *,
    voice: Voice,
    currency: str,
) -> None:
    """Write the workbook whole or not at all; what was noted in the one there is taken along."""
    directory, facts = known
    if out.suffix != WORKBOOK:
        fix = f"name a file that ends in {WORKBOOK}"
        raise InputError("only a workbook can be written", where=Place(str(out)), fix=fix)
    Money.parse(f"0 {currency}")
    notes = notes_in(out.read_bytes()) if out.exists() else {}
    chosen = found.found[:MOST]
    own = Shortlist(
        tuple(one.programme for one in chosen),
        view,
        {one.programme.id: one.verdict for one in chosen if one.verdict},
        directory,
        facts.rates,
        currency,
        notes,
    )
    fresh = out.with_name(f".{out.name}.{os.getpid()}")
    fresh.write_bytes(shortlist_workbook(own, voice))
    fresh.replace(out)


@app.command("show")
def show_programme(
    programme: OneId,
    *,
    person: For = None,
    as_of: AsOf = "",
    language: Language = "en",
    as_json: AsJson = False,
    atlas: AtlasFolder = None,
) -> None:
    """Everything that is stated of a programme, with its sources; for a person also the verdict."""
    facts = atlas_of(atlas, language)
    voice, directory = voice_of(language, facts), load_directory(vocabulary=facts.vocabulary)
    own, around = directory.programme(programme), circumstances_of(as_of=as_of)
    someone = person_in(person, facts) if person else None
    cost = _cost(own, someone, around, directory)
    verdict = _verdict(own, someone, around)
    if as_json:
        show_json(_told(own, verdict, cost, voice))
        return
    _show_head(own, directory, voice)
    if verdict:
        show("\n" + report(explain(verdict), voice))
    if cost:
        show("\n" + tell(voice, "head use"), style="bold")
        for words in _cost_words(cost, voice):
            show(words, indent=2)
    for name in SECTIONS:
        _show_section(name, getattr(own, name), voice)
    for texts in own.disputes:
        show("\n" + voice.text(texts))


def _verdict(own: Programme, someone: Person | None, around: Circumstances) -> Verdict | None:
    if someone is None or own.rule is None:
        return None
    (verdict,) = screen(someone, compile_pack([own.rule]), circumstances=around)
    return verdict


def _cost(
    own: Programme, someone: Person | None, around: Circumstances, directory: Directory
) -> Cost | None:
    if someone is None:
        return None
    return cost_of(own, Standpoint(someone, around), groups=directory.groups)


def _told(own: Programme, verdict: Verdict | None, cost: Cost | None, voice: Voice) -> Plain:
    """A programme for other software: its document, and what it means for the person if any."""
    return {
        "programme": programme_document(replace(own, rule=None)),
        "verdict": explanation_outline(explain(verdict), voice) if verdict else None,
        "cost": {
            "low": [f"{amount:f} {code}" for code, amount in cost.low.amounts],
            "high": [f"{amount:f} {code}" for code, amount in cost.high.amounts],
            "whole": cost.is_whole,
        }
        if cost
        else None,
    }


def _show_head(own: Programme, directory: Directory, voice: Voice) -> None:
    school = directory.schools[own.school].name
    place = ", ".join(filter(None, (own.city, country_words(own.country, voice))))
    show(joined((school, title_words(own, voice), own.id)), style="bold")
    show(joined((place, own.degree)))


def _show_section(name: str, told: Sequence[Statement[object]], voice: Voice) -> None:
    show("\n" + tell(voice, HEADINGS.get(name, f"row {name}")), style="bold")
    if not told:
        show(name_of(voice, "answer", UNKNOWN), indent=2)
    for stated in told:
        _show_stated(stated, name, voice)


def _show_stated(stated: Statement[object], name: str, voice: Voice) -> None:
    over = tell(voice, "over") if stated.over else ""
    show(joined((value_words(name, stated.value, voice), stated.cycle, over)), indent=2)
    if stated.says:
        show(voice.text(stated.says), indent=4)
    show(citation(stated.source, voice), style="dim", indent=4)


def _cost_words(cost: Cost, voice: Voice) -> Iterator[str]:
    """Each line once, the sum, and what is missing."""
    for line in cost.lines:
        amount = voice.money(line.low)
        yield joined((str(line.year), name_of(voice, "kind", line.kind), amount))
    least = tell(voice, "at-least") if not cost.is_whole else ""
    yield joined((tell(voice, "in-all"), least, voice.purse(Purse.of(x.low for x in cost.lines))))


@app.command("compare")
def compare_programmes(
    programmes: Ids,
    *,
    every: Every = False,
    language: Language = "en",
    as_json: AsJson = False,
    atlas: AtlasFolder = None,
) -> None:
    """Two to five programmes side by side: what tells them apart, and what nobody has said."""
    facts = atlas_of(atlas, language)
    voice, directory = voice_of(language, facts), load_directory(vocabulary=facts.vocabulary)
    chosen = [directory.programme(name) for name in dict.fromkeys(programmes)]
    rows = [row for row in compare(chosen) if every or row.differs]
    if as_json:
        show_json([_row_outline(row, chosen, voice) for row in rows])
        return
    for row in rows:
        show("\n" + tell(voice, HEADINGS.get(row.name, f"row {row.name}")), style="bold")
        for own, cell in zip(chosen, row.cells, strict=True):
            show(directory.schools[own.school].name, indent=2, style="dim")
            for words in _cell_words(cell, row.name, voice):
                show(words, indent=4)


def _cell_words(cell: Cell, name: str, voice: Voice) -> Iterable[str]:
    if not cell.stated:
        return [name_of(voice, "answer", UNKNOWN if cell.applies else "not-applicable")]
    return [value_words(name, stated.value, voice) for stated in cell.stated]


def _row_outline(row: ComparisonRow, chosen: Sequence[Programme], voice: Voice) -> Plain:
    cells = {
        own.id: [
            {
                "text": value_words(row.name, stated.value, voice),
                "cycle": stated.cycle or None,
                "source": source_outline(stated.source, voice),
            }
            for stated in cell.stated
        ]
        for own, cell in zip(chosen, row.cells, strict=True)
    }
    return {"row": row.name, "differs": row.differs, "cells": cells}
