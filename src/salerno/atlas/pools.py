"""Pools: frozen values as one JSON value in which every distinct one is written once.

`bare` are the texts, numbers and truths; then come groups of values of one kind, which hold the
places of earlier values: a list for each tuple, a column for each field of anything else, or one
place where a column is the same throughout. The last value is the whole. Equal values give equal
pools; reading executes nothing and builds nothing but our own frozen values.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache
from hashlib import sha256
from importlib.resources.abc import Traversable
from itertools import groupby, repeat
from pathlib import Path
from types import MappingProxyType
from typing import Any as Anything
from typing import TypeVar

import salerno
from salerno.atlas.folders import atlas_files
from salerno.credentials.vocabulary import Attribute, CredentialType, Listing, Table
from salerno.errors import AtlasError, Place, SalernoError
from salerno.memory import undisturbed
from salerno.programmes import funds, programmes, schools, statements
from salerno.rules.canonical import KINDS, SCALARS

_SPOILT = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, SalernoError)
T = TypeVar("T")

FORMAT = 5

_TUPLE = "()"
_MAPPING = "{}"
_DESCRIBED: Mapping[str, Anything] = MappingProxyType(
    {
        name: kind
        for home in (funds, programmes, schools, statements)
        for name, kind in vars(home).items()
        if is_dataclass(kind) and kind.__module__ == home.__name__
    }
)
_RECORDS: Mapping[str, Anything] = MappingProxyType(
    {
        **KINDS,
        **_DESCRIBED,
        **{kind.__name__: kind for kind in (Attribute, CredentialType, Listing, Table)},
    }
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
        if isinstance(value, Mapping):
            return self._composed(_MAPPING, (self.place(tuple(value.items())),))
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


def compiled(value: object, *, made_from: str = "") -> str:
    """The text of a value made of tuples, mappings, frozen values of ours, and what JSON knows.

    `made_from` is the digest of the files that it was read from.
    """
    plain = {"format": FORMAT, "made-from": made_from, **_pooled(value)}
    return json.dumps(plain, separators=(",", ":"), ensure_ascii=False)


def read_pool(text: str | bytes, *, name: str, of: Callable[[Anything], T]) -> tuple[T, str]:
    """What is made `of` the value of a compiled text, and the digest of the files behind it.

    Raises AtlasError when it is no such text, or one of another version.
    """
    try:
        with undisturbed():
            plain = json.loads(text)
            if plain["format"] != FORMAT:
                raise ValueError(f"format {plain['format']}, expected {FORMAT}")
            return of(_values(plain["bare"], plain["groups"])[-1]), str(plain["made-from"])
    except _SPOILT as error:
        raise AtlasError(
            "no compiled atlas of this version",
            where=Place(name),
            why=str(error) or type(error).__name__,
            fix="compile the atlas again",
        ) from error


def cached(
    cache_file: Path,
    make: Callable[[], T],
    *,
    made_from: str,
    parts: Callable[[T], object],
    of: Callable[[Anything], T],
) -> T:
    """The value of the cache file when it was made from the same files, else the one made now.

    What is made is written to the cache file, whole or not at all: its `parts`, which it is made
    `of` again.
    """
    if cache_file.exists():
        try:
            value, digest = read_pool(cache_file.read_bytes(), name=str(cache_file), of=of)
        except AtlasError:
            digest = ""  # written by another version
        if digest == made_from:
            return value
    value = make()
    fresh = cache_file.with_name(f"{cache_file.name}.{os.getpid()}")
    fresh.write_text(compiled(parts(value), made_from=made_from), "utf-8")
    fresh.replace(cache_file)
    return value


def digest_of_files(folders: Iterable[Traversable]) -> str:
    """The digest of the files of folders, cases left out, and of the version that reads them."""
    found = sha256(f"{FORMAT} {salerno.__version__}".encode())
    for folder in folders:
        for file in atlas_files(folder):
            if file.role != "cases":
                content = file.source.read_bytes()
                found.update(f"\n{file.path} {len(content)}\n".encode())
                found.update(content)
    return found.hexdigest()


def _pooled(value: object) -> dict[str, object]:
    pool = _Pool()
    with undisturbed():
        pool.place(value)
        order = sorted(range(len(pool.entries)), key=lambda at: pool.entries[at][:2])
        moved = {old: new for new, old in enumerate(order)}
        composed = (pool.entries[old] for old in order if pool.entries[old][1])
        groups = [
            _group(kind, [tuple(moved[part] for part in parts) for _, _, parts in entries])
            for (_, kind), entries in groupby(composed, key=lambda entry: entry[:2])
        ]
    return {"bare": pool.bare, "groups": groups}


def _group(kind: str, rows: list[tuple[int, ...]]) -> list[object]:
    if kind == _TUPLE:
        return [kind, rows]
    if kind == _MAPPING or kind in _READERS:
        return [kind, [row[0] for row in rows]]
    return [kind, list(_names(kind)), *(_column(column) for column in zip(*rows, strict=True))]


def _column(places: tuple[int, ...]) -> int | tuple[int, ...]:
    return places[0] if len(set(places)) == 1 else places


def _values(bare: list[object], groups: list[Anything]) -> list[Anything]:
    pool: list[Anything] = list(bare)
    value = pool.__getitem__
    for kind, *cells in groups:
        if kind == _TUPLE:
            pool += [tuple(map(value, row)) for row in cells[0]]
        elif kind == _MAPPING:
            pool += [MappingProxyType(dict(value(place))) for place in cells[0]]
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
