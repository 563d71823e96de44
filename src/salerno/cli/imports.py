"""`salerno programmes import`: try out a table of schools and programmes, then write them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, cast

import typer

from salerno.atlas.directories import load_directory
from salerno.cli.options import AsJson, AsOf, atlas_of, circumstances_of, day_of, pairs_of
from salerno.cli.printing import show, show_json
from salerno.errors import InputError, Place, did_you_mean
from salerno.formats.directories import KINDS, read_table, write_directory
from salerno.formats.directories.grids import MOST_BYTES
from salerno.programmes.directory import Directory
from salerno.programmes.imports import (
    ColumnMapping,
    Found,
    Report,
    Table,
    dry_run,
    guessed,
)
from salerno.programmes.imports.decisions import OTHER, settle
from salerno.programmes.imports.mappings import remapped
from salerno.programmes.imports.reports import STATES, Remark
from salerno.rules.language.opportunities import CONFIDENCES
from salerno.rules.sources import Confidence, Source, Tier

LEFT_OUT = "none"
TIERS = ("official", "provider", "secondary")
TableFile = Annotated[Path, typer.Argument(metavar="FILE", help="A table, CSV, XLSX or JSON.")]
Kind = Annotated[str, typer.Option("--kind", help=f"One of {', '.join(KINDS)}.")]
Sheet = Annotated[str, typer.Option("--sheet", help="The sheet of a workbook [the first].")]
Mapped = Annotated[
    list[str] | None,
    typer.Option("--map", metavar="COLUMN=FIELD", help="What a column says; `none` leaves it out."),
]
Usual = Annotated[
    list[str] | None,
    typer.Option("--usual", metavar="FIELD=VALUE", help="What all rows say, such as currency=EUR."),
]
Title = Annotated[str, typer.Option("--source-title", help="Who published the table, as what.")]
Address = Annotated[str, typer.Option("--source-url", help="Where it was published.")]
ReadOn = Annotated[str, typer.Option("--source-read", metavar="DATE", help="Read on [today].")]
Dated = Annotated[str, typer.Option("--source-dated", help="The date that the table bears.")]
TierOf = Annotated[str, typer.Option("--tier", help=f"One of {', '.join(TIERS)}.")]
Sure = Annotated[str, typer.Option("--confidence", help="From A, sure, to D.")]
Same = Annotated[
    list[str] | None,
    typer.Option("--same", metavar="SCHOOL=KNOWN", help="A school of the file is a known one."),
]
Other = Annotated[
    list[str] | None,
    typer.Option("--other", metavar="SCHOOL", help="A school of the file is none of the known."),
]
Out = Annotated[Path | None, typer.Option("--out", metavar="FOLDER", help="Write YAML to it.")]


def import_programmes(
    file: TableFile,
    *,
    kind: Kind = "template",
    sheet: Sheet = "",
    mapped: Mapped = None,
    usual: Usual = None,
    source_title: Title = "",
    source_url: Address = "",
    source_read: ReadOn = "",
    source_dated: Dated = "",
    tier: TierOf = "secondary",
    confidence: Sure = "C",
    same: Same = None,
    other: Other = None,
    out: Out = None,
    as_of: AsOf = "",
    as_json: AsJson = False,
) -> None:
    """Try a table out, row by row; nothing is written without `--out`.

    Exit code 1 when a row is refused, or a school waits for somebody to say whether it is a known
    one.
    """
    today = circumstances_of(as_of=as_of).today
    source = _source(
        source_title, source_url, source_dated, read=source_read, told=(tier, confidence), day=today
    )
    directory = load_directory(vocabulary=atlas_of(None, "en").vocabulary)
    table = read_table(_content(file), name=file.name, kind=kind, sheet=sheet)
    fields = {c: "" if own == LEFT_OUT else own for c, own in pairs_of(mapped, "--map")}
    mapping = guessed(table, usual=tuple(pairs_of(usual, "--usual")))
    mapping = remapped(mapping, table, fields)
    report = dry_run(table, mapping, source=source, directory=directory, today=today)
    decisions = dict(pairs_of(same, "--same")) | dict.fromkeys(other or (), OTHER)
    schools, programmes = settle(report, decisions, directory=directory)
    waiting = [found.school.id for found in report.undecided if found.school.id not in decisions]
    written = []
    if out is not None:
        new = [school for school in schools if school.id not in directory.schools]
        written = [str(path) for path in write_directory(out, new, programmes)]
    if as_json:
        show_json({**_plain(report, table, mapping), "undecided": waiting, "written": written})
    else:
        _show(report, table, mapping)
        _ask([own for own in report.undecided if own.school.id in waiting], directory)
        show("\n".join(f"Written: {path}" for path in written) or "Nothing is written.")
    raise typer.Exit(1 if report.count("refused") or waiting else 0)


def _source(
    title: str, url: str, dated: str, *, read: str, told: tuple[str, str], day: date
) -> Source:
    """The source of a table; raises InputError unless it is named."""
    for known, written, option in zip(
        (TIERS, CONFIDENCES), told, ("--tier", "--confidence"), strict=True
    ):
        if written not in known:
            fix = did_you_mean(written, known) or f"it can be {', '.join(known)}"
            raise InputError(f"{option}: '{written}' is not known", fix=fix)
    if not title or (not url and told[0] != "secondary"):
        fix = "give --source-title, and --source-url unless the tier is secondary"
        raise InputError("a table without a source is not taken in", fix=fix)
    on = day_of(read, "--source-read") if read else day
    return Source(url, on, cast(Tier, told[0]), cast(Confidence, told[1]), title, dated=dated)


def _content(path: Path) -> bytes:
    """The bytes of the file; raises InputError where it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        fix = "check the name of the file"
        why = str(error.strerror)
        raise InputError("cannot be opened", where=Place(str(path)), why=why, fix=fix) from error


def _show(report: Report, table: Table, mapping: ColumnMapping) -> None:
    """Tell what each column says, and what became of the rows."""
    for head, field in zip(table.heads, mapping.fields, strict=True):
        show(f"{head} → {field or 'left out'}", style="" if field else "dim")
    for doubt in table.doubts:
        show(doubt, style="yellow")
    show(", ".join(f"{state}: {report.count(state)}" for state in STATES))
    for state, style in (("refused", "red"), ("flagged", "yellow")):
        for outcome in report.outcomes:
            if outcome.state == state:
                for remark in outcome.remarks:
                    words = _words(remark, table, outcome.number)
                    show(f"{state}: {words}", style=style)


def _ask(undecided: Iterable[Found], directory: Directory) -> None:
    """Tell which schools wait for somebody to say whether they are known ones."""
    for found in undecided:
        show(f"Is {found.school.id} ({found.school.name}) a known school?")
        for own in found.proposals:
            known = directory.schools[own.known]
            words = f"{known.name}, {known.country} ({', '.join(own.by)}, {own.score})"
            show(f"--same {found.school.id}={own.known}  {words}", indent=4)
        show(f"--other {found.school.id}", indent=4)


def _words(remark: Remark, table: Table, number: int) -> str:
    where = Place(f"{table.place_of(number)}, {remark.column}")
    return str(InputError(remark.what, where=where, why=remark.why, fix=remark.fix))


def _plain(report: Report, table: Table, mapping: ColumnMapping) -> dict[str, object]:
    return {
        "rows": len(report.outcomes),
        **{state: report.count(state) for state in STATES},
        "mapping": dict(zip(table.heads, mapping.fields, strict=True)),
        "doubts": list(table.doubts),
        "notes": [{"line": number, "text": text} for number, text in table.notes],
        "outcomes": list(_outcomes(report)),
        "schools": [
            {
                "id": found.school.id,
                "name": found.school.name,
                "rows": list(found.rows),
                "may_be": [{"id": o.known, "score": o.score, "by": o.by} for o in found.proposals],
            }
            for found in report.schools.values()
        ],
    }


def _outcomes(report: Report) -> Iterator[dict[str, object]]:
    for own in report.outcomes:
        remarks = [
            {"column": one.column, "what": one.what, "why": one.why, "fix": one.fix}
            for one in own.remarks
        ]
        yield {
            "row": own.number, "state": own.state, "school": own.school,
            "programme": own.programme, "remarks": remarks,
        }  # fmt: skip
