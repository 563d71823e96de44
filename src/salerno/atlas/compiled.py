"""The compiled atlas: one JSON text in which every distinct value is written once.

`bare` are the texts, numbers and truths; then come groups of values of one kind, which hold the
places of earlier values: a list for each tuple, a column for each field of anything else, or one
place where a column is the same throughout. The last value is the atlas. Equal atlases give equal
texts; reading executes nothing and builds nothing but our own frozen values.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from hashlib import sha256
from importlib.resources.abc import Traversable
from itertools import groupby, repeat
from pathlib import Path
from types import MappingProxyType
from typing import Any as Anything

import salerno
from salerno.atlas.checks import load_atlas
from salerno.atlas.contents import Atlas
from salerno.atlas.folders import atlas_files, default_folders
from salerno.credentials.vocabulary import Attribute, CredentialType, Listing, Table, Vocabulary
from salerno.errors import AtlasError, Place, SalernoError
from salerno.memory import undisturbed
from salerno.money import Rates
from salerno.rules.canonical import KINDS, SCALARS

FORMAT = 4

_TUPLE = "()"
_SPOILT = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, SalernoError)
_RECORDS: Mapping[str, Anything] = MappingProxyType(
    {**KINDS, **{kind.__name__: kind for kind in (Attribute, CredentialType, Listing, Table)}}
)
_READERS: Mapping[str, Callable[[str], object]] = MappingProxyType(dict(SCALARS.values()))


@dataclass(slots=True)
class _Pool:
    """Collects distinct values: of each its height, its kind and the places of its parts."""

    bare: list[object] = field(default_factory=list)
    entries: list[tuple[int, str, tuple[int, ...]]] = field(default_factory=list)
    places: dict[tuple[object, ...], int] = field(default_factory=dict)

    def place(self, value: object) -> int:
        if value is None or isinstance(value, bool | int | str):
            return self._bare(value)
        if isinstance(value, tuple):
            return self._composed(_TUPLE, tuple(self.place(part) for part in value))
        if type(value) in SCALARS:
            return self._composed(SCALARS[type(value)][0], (self._bare(str(value)),))
        kind = type(value).__name__
        return self._composed(kind, tuple(self.place(getattr(value, n)) for n in _names(kind)))

    def _bare(self, value: object) -> int:
        key = (type(value), value)  # for True and 1 are equal
        if key not in self.places:
            self.places[key] = len(self.entries)
            self.entries.append((0, "", (len(self.bare),)))
            self.bare.append(value)
        return self.places[key]

    def _composed(self, kind: str, parts: tuple[int, ...]) -> int:
        key = (kind, parts)
        if key not in self.places:
            height = 1 + max((self.entries[part][0] for part in parts), default=0)
            self.places[key] = len(self.entries)
            self.entries.append((height, kind, parts))
        return self.places[key]


@cache
def _names(kind: str) -> tuple[str, ...]:
    return tuple(own.name for own in fields(_RECORDS[kind]))


def compile_atlas(atlas: Atlas, *, made_from: str = "") -> str:
    """The text of a compiled atlas; `made_from` is the digest of the files it was read from."""
    pool = _Pool()
    with undisturbed():
        pool.place(_parts(atlas))
        order = sorted(range(len(pool.entries)), key=lambda at: pool.entries[at][:2])
        moved = {old: new for new, old in enumerate(order)}
        composed = (pool.entries[old] for old in order if pool.entries[old][1])
        groups = [
            _group(kind, [tuple(moved[part] for part in parts) for _, _, parts in entries])
            for (_, kind), entries in groupby(composed, key=lambda entry: entry[:2])
        ]
    plain = {"format": FORMAT, "made-from": made_from, "bare": pool.bare, "groups": groups}
    return json.dumps(plain, separators=(",", ":"), ensure_ascii=False)


def _parts(atlas: Atlas) -> tuple[object, ...]:
    known = atlas.vocabulary
    return (
        tuple(known.types.values()),
        tuple(known.facts.values()),
        tuple(known.listings.values()),
        tuple(known.tables.values()),
        tuple((language, tuple(own.items())) for language, own in known.translations.items()),
        tuple(atlas.opportunities.values()),
        tuple(atlas.sources.items()),
        tuple(atlas.ledger.items()),
        tuple(atlas.paths.items()),
        tuple(atlas.wanted.items()),
        atlas.rates,
    )


def _group(kind: str, rows: list[tuple[int, ...]]) -> list[object]:
    if kind == _TUPLE:
        return [kind, rows]
    if kind in _READERS:
        return [kind, [row[0] for row in rows]]
    return [kind, list(_names(kind)), *(_column(column) for column in zip(*rows, strict=True))]


def _column(places: tuple[int, ...]) -> int | tuple[int, ...]:
    return places[0] if len(set(places)) == 1 else places


def read_compiled(text: str | bytes, *, name: str) -> tuple[Atlas, str]:
    """The atlas of a compiled text, and the digest of the files it was made from.

    Raises AtlasError when the text is no compiled atlas, or one of another version.
    """
    try:
        with undisturbed():
            plain = json.loads(text)
            if plain["format"] != FORMAT:
                raise ValueError(f"format {plain['format']}, expected {FORMAT}")
            return _atlas(*_values(plain["bare"], plain["groups"])[-1]), str(plain["made-from"])
    except _SPOILT as error:
        raise AtlasError(
            "no compiled atlas of this version",
            where=Place(name),
            why=str(error) or type(error).__name__,
            fix="compile the atlas again",
        ) from error


def _values(bare: list[object], groups: list[Anything]) -> list[Anything]:
    pool: list[Anything] = list(bare)
    value = pool.__getitem__
    for kind, *cells in groups:
        if kind == _TUPLE:
            pool += [tuple(map(value, row)) for row in cells[0]]
        elif kind in _READERS:
            pool += [_READERS[kind](value(place)) for place in cells[0]]
        else:
            pool += _records(kind, cells[0], cells[1:], pool)
    return pool


def _records(
    kind: str, names: list[str], columns: list[Anything], pool: list[Anything]
) -> list[Anything]:
    if tuple(names) != _names(kind):
        raise ValueError(f"'{kind}' has other fields now")
    value = pool.__getitem__
    cells = [map(value, c) if isinstance(c, list) else repeat(pool[c]) for c in columns]
    if not any(isinstance(column, list) for column in columns):
        return [_RECORDS[kind](*(pool[column] for column in columns))]
    return list(map(_RECORDS[kind], *cells))


def _atlas(
    types: tuple[CredentialType, ...],
    facts: tuple[Attribute, ...],
    listings: tuple[Listing, ...],
    tables: tuple[Table, ...],
    translations: tuple[tuple[str, tuple[tuple[str, str], ...]], ...],
    opportunities: tuple[Anything, ...],
    *rest: tuple[tuple[str, Anything], ...] | Rates | None,
) -> Atlas:
    vocabulary = Vocabulary(
        MappingProxyType({known.id: known for known in types}),
        MappingProxyType({known.name: known for known in facts}),
        MappingProxyType({known.id: known for known in listings}),
        MappingProxyType({known.id: known for known in tables}),
        MappingProxyType({name: MappingProxyType(dict(own)) for name, own in translations}),
    )
    by_id = MappingProxyType({found.id: found for found in opportunities})
    *maps, rates = rest
    sources, ledger, paths, wanted = (MappingProxyType(dict(pairs)) for pairs in maps)  # type: ignore[arg-type]  # pairs - all but the rates
    assert rates is None or isinstance(rates, Rates)
    return Atlas(vocabulary, by_id, sources, ledger, paths, rates, wanted)


def digest_of(folders: Iterable[Traversable] | None = None) -> str:
    """The digest of the files of an atlas, cases left out, and of the version that reads them."""
    found = sha256(f"{FORMAT} {salerno.__version__}".encode())
    for folder in default_folders() if folders is None else folders:
        for file in atlas_files(folder):
            if file.role != "cases":
                content = file.source.read_bytes()
                found.update(f"\n{file.path} {len(content)}\n".encode())
                found.update(content)
    return found.hexdigest()


def cached_atlas(cache_file: Path, *, folders: Iterable[Traversable] | None = None) -> Atlas:
    """The atlas of the folders, from the cache file when it was made from the same files.

    Otherwise the folders are read strictly and the cache file is written, whole or not at all.
    """
    chosen = default_folders() if folders is None else tuple(folders)
    made_from = digest_of(chosen)
    if cache_file.exists():
        try:
            atlas, digest = read_compiled(cache_file.read_bytes(), name=str(cache_file))
        except AtlasError:
            digest = ""  # written by another version
        if digest == made_from:
            return atlas
    atlas = load_atlas(chosen)
    fresh = cache_file.with_name(f"{cache_file.name}.{os.getpid()}")
    fresh.write_text(compile_atlas(atlas, made_from=made_from), "utf-8")
    fresh.replace(cache_file)
    return atlas
