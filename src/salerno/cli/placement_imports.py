"""`salerno placements import`: try out a table of rotations, a roster or past placements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

import typer

from salerno.atlas.hosts import load_hosts
from salerno.cli.options import AsJson, AsOf, AtlasFolder, Language, atlas_of, circumstances_of
from salerno.cli.phrases import phrase
from salerno.cli.printing import show, show_json
from salerno.credentials.vocabulary import Vocabulary
from salerno.errors import InputError, Place
from salerno.formats.placements import csv_of, read_placement_file, workbook_of
from salerno.placements.documents import document_text, rotation_document
from salerno.placements.imports import Difference, Reading, Value, difference
from salerno.placements.imports.differences import plainly
from salerno.placements.imports.offers import Offers, completed, offers_in, offers_of
from salerno.placements.imports.values import OfferedRotation
from salerno.placements.networks import Network
from salerno.programmes.imports.reports import STATES, Remark

NOTHING: Mapping[str, Value] = MappingProxyType({})
TableFile = Annotated[Path, typer.Argument(metavar="FILE", help="A table, CSV or XLSX.")]
Hosts = Annotated[
    list[Path] | None,
    typer.Argument(metavar="[HOSTS]...", help="YAML files of hosts that it is compared with."),
]
Against = Annotated[
    Path | None,
    typer.Option("--against", metavar="FILE", help="An earlier roster, or table of placements."),
]
Expected = Annotated[
    int | None, typer.Option("--rows", min=0, help="How many rows there should be.")
]
Doubted = Annotated[bool, typer.Option("--doubted", help="Write what is doubted, too.")]
Public = Annotated[bool, typer.Option("--public", help="New rotations are public, not drafts.")]
Write = Annotated[
    Path | None,
    typer.Option("--write", metavar="FILE", help="Write YAML of rotations, else CSV or XLSX."),
]


def import_placements(
    file: TableFile,
    hosts: Hosts = None,
    *,
    against: Against = None,
    rows: Expected = None,
    doubted: Doubted = False,
    public: Public = False,
    write: Write = None,
    as_of: AsOf = "",
    language: Language = "en",
    as_json: AsJson = False,
    atlas: AtlasFolder = None,
) -> None:
    """Try a table out, row by row; nothing is written without `--write`.

    Exit code 1 when a row is refused, or is doubted and `--doubted` does not say otherwise.
    """
    facts, today = atlas_of(atlas, language), circumstances_of(as_of=as_of).today
    network = load_hosts(hosts or (), vocabulary=facts.vocabulary)
    present = _present(network, against)
    reading = read_placement_file(file, present=present, expected=rows)
    reading = replace(reading, values=completed(reading.values, offers_in(network)))
    told = difference(reading, _alike(present, reading))
    values = _taken(reading, doubted=doubted)
    offers = _offers(values, network, stated=today, public=public)
    kept = [own for own in values if own.id not in offers.refused]
    if write is not None and kept:
        _write(write, reading, kept, offers, facts.vocabulary, made=today)
    written = str(write) if write is not None and kept else ""
    if as_json:
        show_json({**_plain(reading, told, offers), "written": written})
    else:
        _show(reading, told, offers, str(file), language)
        key = "table-written" if written else "table-not-written"
        show(phrase(language, key, file=written, count=str(len(kept))))
    is_open = not doubted and bool(reading.count("flagged") or reading.doubts)
    raise typer.Exit(1 if reading.count("refused") or offers.refused or is_open else 0)


def _present(network: Network, against: Path | None) -> Mapping[str, Value]:
    """What is there already: the rotations of the hosts, and the values of an earlier table."""
    earlier = read_placement_file(against).values if against else NOTHING
    return {**earlier, **offers_in(network)}


def _alike(present: Mapping[str, Value], reading: Reading) -> Mapping[str, Value]:
    """What of it a table of this kind speaks of."""
    is_offer = reading.subject == "rotations"
    return {k: own for k, own in present.items() if isinstance(own, OfferedRotation) == is_offer}


def _taken(reading: Reading, *, doubted: bool) -> list[Value]:
    """The values that would be written: those without a doubt, unless all are wanted."""
    if reading.doubts and not doubted:
        return []
    flagged = {own.id for own in reading.outcomes if own.state == "flagged"}
    return [own for name, own in reading.values.items() if doubted or name not in flagged]


def _offers(values: Iterable[Value], network: Network, *, stated: date, public: bool) -> Offers:
    """The rotations that rows become; raises InputError where no host is given to put them in."""
    offered = [own for own in values if isinstance(own, OfferedRotation)]
    if offered and not network.tree:
        fix = "name the files of the hosts after the table"
        raise InputError("rotations are of a host, and none is given", fix=fix)
    return offers_of(offered, network, stated=stated, status="public" if public else "draft")


def _write(
    path: Path,
    reading: Reading,
    values: list[Value],
    offers: Offers,
    vocabulary: Vocabulary,
    *,
    made: date,
) -> None:
    if reading.subject == "rotations":
        text = document_text(rotation_document(*own, vocabulary) for own in offers.rotations)
        content = text.encode()
    elif path.suffix == ".xlsx":
        content = workbook_of(reading.subject, values, made=made)
    else:
        content = csv_of(reading.subject, values).encode()
    try:
        path.write_bytes(content)
    except OSError as error:
        why, fix = str(error.strerror), "name another file"
        raise InputError("cannot be written", where=Place(str(path)), why=why, fix=fix) from error


def _show(reading: Reading, told: Difference, offers: Offers, name: str, language: str) -> None:
    """Tell what kind of table it is, what it would change, and what is remarked of its rows."""
    counts = ", ".join(f"{state}: {reading.count(state)}" for state in STATES)
    show(phrase(language, f"table {reading.subject}", counts=counts))
    for remark in reading.doubts:
        show(str(_error(remark, name)), style="yellow")
    for style, state in (("red", "refused"), ("yellow", "flagged")):
        for outcome in reading.outcomes:
            for remark in outcome.remarks if outcome.state == state else ():
                show(f"{state}: {_error(remark, f'{name}:{outcome.number}')}", style=style)
    for own, error in offers.refused.items():
        show(f"refused: {own}: {error}", style="red")
    for own in told.added:
        if own not in offers.refused:
            show(phrase(language, "row-added", name=own), style="green")
    for own, changes in told.changed.items():
        words = ", ".join(f"{one.field} {plainly(one.old)} → {plainly(one.new)}" for one in changes)
        show(phrase(language, "row-changed", name=own, changes=words))
    same, gone = str(len(told.unchanged)), str(len(told.gone))
    show(phrase(language, "rows-same", same=same, gone=gone), style="dim")


def _error(remark: Remark, where: str) -> InputError:
    place = Place(f"{where}, {remark.column}" if remark.column else where)
    return InputError(remark.what, where=place, why=remark.why, fix=remark.fix)


def _plain(reading: Reading, told: Difference, offers: Offers) -> dict[str, object]:
    return {
        "kind": reading.subject,
        "rows": len(reading.outcomes),
        **{state: reading.count(state) for state in STATES},
        "doubts": [_remark(one) for one in reading.doubts],
        "outcomes": [
            {
                "row": one.number, "state": one.state, "id": one.id,
                "remarks": [_remark(remark) for remark in one.remarks],
            }
            for one in reading.outcomes
        ],
        "not-possible": {name: str(error) for name, error in offers.refused.items()},
        "added": list(told.added),
        "changed": {
            name: [
                {"field": one.field, "old": plainly(one.old), "new": plainly(one.new)}
                for one in changes
            ]
            for name, changes in told.changed.items()
        },
        "unchanged": list(told.unchanged),
        "gone": list(told.gone),
    }  # fmt: skip


def _remark(own: Remark) -> dict[str, str]:
    return {"column": own.column, "what": own.what, "why": own.why, "fix": own.fix}
