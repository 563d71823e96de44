"""The compiled atlas: the whole of it as one JSON text."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType
from typing import Any as Anything

from salerno.atlas.checks import load_atlas
from salerno.atlas.contents import Atlas
from salerno.atlas.folders import default_folders
from salerno.atlas.pools import cached, compiled, digest_of_files, read_pool
from salerno.credentials.vocabulary import Attribute, CredentialType, Listing, Table, Vocabulary
from salerno.money import Rates


def compile_atlas(atlas: Atlas, *, made_from: str = "") -> str:
    """The text of a compiled atlas; `made_from` is the digest of the files it was read from."""
    return compiled(_parts(atlas), made_from=made_from)


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


def read_compiled(text: str | bytes, *, name: str) -> tuple[Atlas, str]:
    """The atlas of a compiled text, and the digest of the files it was made from.

    Raises AtlasError when the text is no compiled atlas, or one of another version.
    """
    return read_pool(text, name=name, of=_atlas)


def _atlas(parts: Anything) -> Atlas:  # noqa: ANN401 - as they come out of a file
    return _atlas_of(*parts)


def _atlas_of(
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
    return digest_of_files(default_folders() if folders is None else folders)


def cached_atlas(cache_file: Path, *, folders: Iterable[Traversable] | None = None) -> Atlas:
    """The atlas of the folders, from the cache file when it was made from the same files.

    Otherwise the folders are read strictly and the cache file is written, whole or not at all.
    """
    chosen = default_folders() if folders is None else tuple(folders)
    return cached(
        cache_file,
        lambda: load_atlas(chosen),
        made_from=digest_of(chosen),
        parts=_parts,
        of=_atlas,
    )
