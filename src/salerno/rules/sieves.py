"""Sieves: which of many verdicts somebody wants to look at, and what each wish hides.

Every filter is turned into one bit for each entry of a shelf, so that all of what it would bring
back, and the count of every facet, are "and" and a count of bits.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Any as Anything

import numpy as np
from numpy.typing import NDArray

FACETS = ("kind", "country", "specialty")
"""The facets of every shelf that names no others."""
FILTERS = (*FACETS, "by", "cost", "words")

Values = tuple[tuple[str, tuple[str, ...]], ...]
"""The values of each of some facets."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What an opportunity is sifted by.

    `soonest` is the first day on which it can be taken, `low` and `high` what it costs in the one
    currency of the shelf; None is unknown. `further` are the values of facets that the shelf names.
    """

    kind: str = ""
    country: str = ""
    specialty: tuple[str, ...] = ()
    soonest: date | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    further: Values = ()

    def values(self, facet: str) -> tuple[str, ...]:
        """What it has of a facet."""
        return _values(self, facet)


def _values(own: Entry | Sieve, facet: str) -> tuple[str, ...]:
    told = getattr(own, facet) if facet in FACETS else dict(own.further).get(facet, ())
    return told if isinstance(told, tuple) else (told,) if told else ()


@dataclass(frozen=True, slots=True)
class Ranked:
    """The known values of one attribute in rising order, their places, and those as bits."""

    values: tuple[Anything, ...]
    places: tuple[int, ...]
    known: int


@dataclass(frozen=True, slots=True, eq=False)
class Shelf:
    """Entries in the order in which they are shown, and what makes them quick to sift.

    `holding` are the entries of each value of a facet as bits, `ranked` the days and the costs,
    `words` what of each entry is searched, folded.
    """

    entries: tuple[Entry, ...]
    holding: Mapping[str, Mapping[str, int]]
    ranked: Mapping[str, Ranked]
    words: tuple[str, ...]

    @property
    def everything(self) -> int:
        """A bit for each entry."""
        return (1 << len(self.entries)) - 1


@dataclass(frozen=True, slots=True)
class Sieve:
    """What is looked for; what is not set lets everything through.

    `further` are the wishes on facets that the shelf names. Of a facet any of the values will do,
    of the words each must occur. It can be taken `by` a day, and costs `cost` at most. What is not
    known passes, unless `is_sure` leaves it out.
    """

    state: str = ""
    kind: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    specialty: tuple[str, ...] = ()
    by: date | None = None
    cost: Decimal | None = None
    words: str = ""
    is_sure: bool = False
    further: Values = ()

    @property
    def filters(self) -> tuple[str, ...]:
        """The filters that are set; the state is none of them."""
        own = (name for name in FILTERS if getattr(self, name) not in (None, "", ()))
        return (*own, *(name for name, values in self.further if values))

    def values(self, facet: str) -> tuple[str, ...]:
        """What is wanted of a facet: any of these."""
        return _values(self, facet)

    def without(self, name: str) -> Sieve:
        """The same with a filter not set."""
        if name in dict(self.further):
            return replace(self, further=tuple(own for own in self.further if own[0] != name))
        return replace(self, **{name: getattr(Sieve(), name)})


@dataclass(frozen=True, slots=True)
class Sifted:
    """What came through: `places` on the shelf, in the order in which they are shown.

    `counts` are by state whichever was asked for, those of `facets` with the other filters on.
    `brings_back` is how many more would come through without each filter that is set. `unsure` is
    how many came through only because their day or their cost is not known.
    """

    places: tuple[int, ...]
    counts: Mapping[str, int]
    facets: Mapping[str, Mapping[str, int]]
    brings_back: Mapping[str, int]
    unsure: int


def folded(text: str) -> str:
    """A text as it is searched: without case and without marks on its letters."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def shelf_of(entries: Iterable[Entry], *, facets: Sequence[str] = FACETS) -> Shelf:
    """The entries, made ready to be sifted again and again; there are no words to search yet.

    They are sifted by the `facets` that are named, and by no others.
    """
    own = tuple(entries)
    return Shelf(
        own,
        MappingProxyType({name: _holding(own, name) for name in facets}),
        MappingProxyType(
            {
                name: _ranked([getattr(entry, name) for entry in own])
                for name in ("soonest", "low", "high")
            }
        ),
        ("",) * len(own),
    )


def worded(shelf: Shelf, words: Iterable[str]) -> Shelf:
    """The same shelf with the words of each entry, in one language."""
    return replace(shelf, words=tuple(map(folded, words)))


def priced(shelf: Shelf, costs: Sequence[tuple[Decimal | None, Decimal | None]]) -> Shelf:
    """The same shelf with other costs: the least and the most of each entry."""
    low, high = _ranked([low for low, _ in costs]), _ranked([high for _, high in costs])
    return replace(shelf, ranked=MappingProxyType({**shelf.ranked, "low": low, "high": high}))


def _ranked(values: Sequence[Anything]) -> Ranked:
    found = sorted((value, place) for place, value in enumerate(values) if value is not None)
    places = tuple(place for _, place in found)
    return Ranked(tuple(value for value, _ in found), places, _at(places, len(values)))


def _holding(entries: Sequence[Entry], facet: str) -> Mapping[str, int]:
    found: dict[str, list[int]] = {}
    for place, entry in enumerate(entries):
        for value in dict.fromkeys(entry.values(facet)):
            found.setdefault(value, []).append(place)
    size = len(entries)
    return MappingProxyType({value: _at(places, size) for value, places in found.items()})


def _at(places: Iterable[int], size: int) -> int:
    """A bit at each of the places."""
    mask = np.zeros(size, np.bool_)
    mask[np.fromiter(places, np.intp)] = True
    return marked(mask)


def marked(mask: NDArray[np.bool_]) -> int:
    """A bit for each entry of a shelf that the mask picks."""
    return int.from_bytes(np.packbits(mask, bitorder="little").tobytes(), "little")


def _mask(bits: int, size: int) -> NDArray[np.bool_]:
    """The other way round."""
    packed = np.frombuffer(bits.to_bytes((size + 7) // 8, "little"), np.uint8)
    return np.unpackbits(packed, count=size, bitorder="little").view(np.bool_)


def sift(
    shelf: Shelf, sieve: Sieve, *, stood: Mapping[str, int], ranking: NDArray[np.intp]
) -> Sifted:
    """What comes through a sieve; `stood` are the bits of each state, `ranking` all places in turn.

    O(entries) for each of words, day and cost that is set, else O(values of the facets); some
    milliseconds for twenty thousand entries.
    """
    passing = {name: _passing(shelf, sieve, name) for name in sieve.filters}
    around = {name: _all(shelf, passing, but=name) for name in (*shelf.holding, *passing)}
    through = _all(shelf, passing)
    chosen = _of(sieve.state, stood, shelf)
    shown = _mask(through & chosen, len(shelf.entries))
    return Sifted(
        tuple(ranking[shown[ranking]].tolist()),
        MappingProxyType({state: (through & bits).bit_count() for state, bits in stood.items()}),
        MappingProxyType(
            {name: _facet(own, around[name] & chosen) for name, own in shelf.holding.items()}
        ),
        MappingProxyType(
            {name: (around[name] & chosen & ~through).bit_count() for name in passing}
        ),
        0 if sieve.is_sure else _unsure(shelf, sieve, through & chosen),
    )


def _of(state: str, stood: Mapping[str, int], shelf: Shelf) -> int:
    return stood.get(state, 0) if state else shelf.everything


def _all(shelf: Shelf, passing: Mapping[str, int], *, but: str = "") -> int:
    """What passes every filter but one."""
    found = shelf.everything
    for name, bits in passing.items():
        if name != but:
            found &= bits
    return found


def _passing(shelf: Shelf, sieve: Sieve, name: str) -> int:
    if name in shelf.holding:
        found = 0
        for value in sieve.values(name):
            found |= shelf.holding[name].get(value, 0)
        return found
    if name == "words":
        return _worded(shelf, folded(sieve.words).split())
    surely, maybe = _truths(shelf, sieve, name)
    return surely if sieve.is_sure else surely | maybe


def _worded(shelf: Shelf, words: Iterable[str]) -> int:
    found = shelf.everything
    for word in words:
        found &= _with_word(shelf, word)
    return found


@lru_cache(maxsize=2000)
def _with_word(shelf: Shelf, word: str) -> int:
    """The entries in whose words a word stands; many look for the same."""
    return marked(np.array([word in text for text in shelf.words], np.bool_))


def _truths(shelf: Shelf, sieve: Sieve, name: str) -> tuple[int, int]:
    """What surely, and what perhaps, can be taken by the day or costs no more than so much."""
    if name == "by":
        own = shelf.ranked["soonest"]
        return _upto(own, sieve.by, shelf), shelf.everything & ~own.known
    low, high = shelf.ranked["low"], shelf.ranked["high"]
    over = low.known & ~_upto(low, sieve.cost, shelf)
    within = _upto(high, sieve.cost, shelf) & ~over
    return within, shelf.everything & ~over & ~within


def _upto(ranked: Ranked, value: date | Decimal | None, shelf: Shelf) -> int:
    """The places of what is known to be no more than a value."""
    count = bisect_right(ranked.values, value)
    return _at(ranked.places[:count], len(shelf.entries))


def _unsure(shelf: Shelf, sieve: Sieve, through: int) -> int:
    """How many came through that are not sure to fit the day and the cost."""
    maybe = 0
    for name in {"by", "cost"}.intersection(sieve.filters):
        maybe |= _truths(shelf, sieve, name)[1]
    return (through & maybe).bit_count()


def _facet(holding: Mapping[str, int], around: int) -> Mapping[str, int]:
    counts = {value: (bits & around).bit_count() for value, bits in holding.items()}
    return MappingProxyType(counts)
