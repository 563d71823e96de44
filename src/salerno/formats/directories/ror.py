"""The dump of the Research Organization Registry: JSON of both schemas, or CSV, also zipped.

Schema 1 has `name`, `country`, `addresses`; schema 2 has `names`, `locations`; organisations whose
types hold education become rows.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from typing import Any as Anything

from salerno.errors import InputError, Place
from salerno.formats.directories.grids import MOST_BYTES, read_grid
from salerno.programmes.imports.tables import Table

HEADS = ("school", "country", "city", "aliases", "status", "ror", "wikidata", "domain")
EDUCATION = "education"
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "school": ("names.types.ror_display", "name"),
    "country": ("locations.geonames_details.country_code", "country.country_code"),
    "city": ("locations.geonames_details.name", "addresses[0].city", "addresses.city", "city"),
    "aliases": (
        "names.types.alias", "names.types.label", "names.types.acronym", "aliases", "labels",
        "acronyms",
    ),
    "status": ("status",),
    "ror": ("id",),
    "wikidata": (
        "external_ids.type.wikidata.preferred", "external_ids.type.wikidata.all",
        "external_ids.Wikidata.preferred", "external_ids.Wikidata.all",
    ),
    "domain": ("links.type.website", "domains", "links"),
}  # fmt: skip
Record = Mapping[str, Anything]
_LANGUAGE = re.compile(r"^(?:[a-z]{2,3}|no_lang_code):\s+")


def read_ror(content: bytes, *, name: str, sheet: str = "") -> Table:
    """The organisations of education in a dump, numbered as they come; `sheet` says nothing.

    Raises InputError for what is no such dump.
    """
    content = _unpacked(content, name)
    if content.lstrip()[:1] in (b"[", b"{"):
        rows = [
            (number, _row(own))
            for number, own in enumerate(_records(content, name), 1)
            if EDUCATION in _lower(own.get("types"))
        ]
    else:
        rows = list(_csv_rows(content, name))
    if not rows:
        fix = "use the dump of the registry, as JSON or CSV"
        raise InputError("no organisation of education is found", where=Place(name), fix=fix)
    return Table(name, HEADS, tuple(rows))


def _unpacked(content: bytes, name: str) -> bytes:
    """The dump in an archive, the newest schema first; other content stays as it is."""
    if not content.startswith(b"PK\x03\x04"):
        return content
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = [p for p in archive.infolist() if p.filename.endswith((".json", ".csv"))]
            best = max(parts, key=lambda p: (p.filename.endswith("json"), "v2" in p.filename))
            if best.file_size > MOST_BYTES:
                fix = "unpack it, and leave out what is not needed"
                raise InputError(f"more than {MOST_BYTES:,} bytes", where=Place(name), fix=fix)
            return archive.read(best)
    except (zipfile.BadZipFile, ValueError) as error:
        fix = "use the archive of the registry as it is, or the JSON in it"
        raise InputError("no dump is in the archive", where=Place(name), fix=fix) from error


def _records(content: bytes, name: str) -> Iterator[Record]:
    """The records of a list one after the other: all at once would fill the memory."""
    try:
        text = content.decode("utf-8-sig").strip()
        if text.startswith("{"):
            yield from _checked(json.loads(text).get("items") or [])
            return
        decoder, place = json.JSONDecoder(), 1
        while (place := _next(text, place)) < len(text) and text[place] != "]":
            record, place = decoder.raw_decode(text, place)
            yield from _checked([record])
    except (ValueError, TypeError, RecursionError) as error:
        why = str(error)[:200]
        fix = "use the dump as it was published"
        raise InputError(
            "it cannot be read as JSON", where=Place(name), why=why, fix=fix
        ) from error


def _next(text: str, place: int) -> int:
    """Where the next record begins."""
    while place < len(text) and text[place] in " \t\r\n,":
        place += 1
    return place


def _checked(records: Iterable[object]) -> Iterator[Record]:
    for record in records:
        if not isinstance(record, dict):
            raise ValueError("a record is a mapping of keys and values")
        yield record


def _row(own: Record) -> tuple[str, ...]:
    """What a record of either schema says, in the order of our headings."""
    told = _newer(own) if "names" in own else _older(own)
    return (*told[:4], _text(own.get("status")), _text(own.get("id")), *told[4:])


def _newer(own: Record) -> tuple[str, ...]:
    names = _mappings(own.get("names"))
    shown = [n for n in names if "ror_display" in _lower(n.get("types"))] or names[:1]
    place = next((_inner(p, "geonames_details") for p in _mappings(own.get("locations"))), {})
    links = [k.get("value") for k in _mappings(own.get("links")) if k.get("type") == "website"]
    wikidata = [k for k in _mappings(own.get("external_ids")) if k.get("type") == "wikidata"]
    return (
        _text(shown[0].get("value")) if shown else "",
        _text(place.get("country_code")),
        _text(place.get("name")),
        _joined(n.get("value") for n in names if n not in shown),
        _preferred(wikidata[0]) if wikidata else "",
        _first(links) or _first(own.get("domains")),
    )


def _older(own: Record) -> tuple[str, ...]:
    place = next(iter(_mappings(own.get("addresses"))), {})
    labels = [label.get("label") for label in _mappings(own.get("labels"))]
    return (
        _text(own.get("name")),
        _text(_inner(own, "country").get("country_code")),
        _text(place.get("city")),
        _joined((*_texts(own.get("aliases")), *labels, *_texts(own.get("acronyms")))),
        _preferred(_inner(_inner(own, "external_ids"), "Wikidata")),
        _first(own.get("links")),
    )


def _preferred(own: Record) -> str:
    """The identifier that the registry prefers, else the first."""
    return _text(own.get("preferred")) or _first(own.get("all"))


def _csv_rows(content: bytes, name: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    grid = read_grid(content, name=name)
    heads = {head: place for place, head in enumerate(grid.rows[0])} if grid.rows else {}
    if not {"id", "types"} <= heads.keys():
        fix = "use the dump of the registry, as JSON or CSV"
        raise InputError("it has no columns 'id' and 'types'", where=Place(name, 1), fix=fix)
    for number, row in enumerate(grid.rows[1:], 2):
        if len(row) > heads["types"] and EDUCATION in row[heads["types"]].lower():
            yield number, tuple(_cell(field, row, heads) for field in HEADS)


def _cell(field: str, row: list[str], heads: Mapping[str, int]) -> str:
    """What a row says of a field: several parts are told apart by semicolons."""
    told = (row[heads[own]] for own in _COLUMNS[field] if own in heads and heads[own] < len(row))
    parts = [_LANGUAGE.sub("", part.strip()) for cell in told for part in cell.split(";")]
    found = [part for part in parts if part]
    return _joined(found) if field == "aliases" else next(iter(found), "")


def _inner(own: Record, key: str) -> Record:
    told = own.get(key)
    return told if isinstance(told, dict) else {}


def _first(told: object) -> str:
    """The first text of a list; one alone may stand without a list."""
    return _text(told) or _text(next(iter(_texts(told)), ""))


def _mappings(told: object) -> list[Record]:
    return [own for own in told if isinstance(own, dict)] if isinstance(told, list) else []


def _texts(told: object) -> list[str]:
    return [own for own in told if isinstance(own, str)] if isinstance(told, list) else []


def _lower(told: object) -> list[str]:
    return [own.lower() for own in _texts(told)]


def _text(told: object) -> str:
    return told.strip() if isinstance(told, str) else ""


def _joined(parts: Iterable[object]) -> str:
    return "; ".join(dict.fromkeys(part for part in parts if isinstance(part, str) and part))
