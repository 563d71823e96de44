"""Which known school one of a file may be: proposed with a score, never decided.

Source: the coefficient of L. R. Dice, "Measures of the amount of ecologic association between
species" (Ecology, 1945), over the words and the trigrams of a name. Schools are blocked by country
and by shared features, whose overlaps are counted in an inverted index; that loses no pair.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from salerno.programmes.schools import School

LEAST = 0.55
"""Names that are less alike are not proposed."""
ELSEWHERE = 0.85
"""What is left of a score when the cities differ."""
MOST = 3
KEPT = 100_000

STOP_WORDS = frozenset(
    [
        "a",
        "academy",
        "and",
        "at",
        "college",
        "de",
        "degli",
        "del",
        "della",
        "der",
        "des",
        "di",
        "do",
        "e",
        "et",
        "faculdade",
        "facultad",
        "faculte",
        "faculty",
        "fakultat",
        "fakulteta",
        "for",
        "hochschule",
        "i",
        "in",
        "institute",
        "instituto",
        "la",
        "le",
        "medical",
        "medicale",
        "medicina",
        "medicine",
        "medizinische",
        "og",
        "school",
        "state",
        "sciences",
        "science",
        "the",
        "to",
        "und",
        "univ",
        "univerza",
        "universidad",
        "universidade",
        "universita",
        "universitas",
        "universitat",
        "universitatea",
        "universite",
        "universiteit",
        "university",
        "univerzita",
        "uniwersytet",
        "of",
        "y",
        "studies",
    ]
)
"""Words that say what a school is, not which one."""
_LETTERS = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i"})


@dataclass(frozen=True, slots=True)
class Proposal:
    """A known school that one of a file may be, how alike they are (1 is most), and by what."""

    known: str
    score: float
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """The names of the schools of a country: whose each is, how many features it has.

    `postings` are the places of the names that have a feature.
    """

    owners: tuple[str, ...]
    sizes: NDArray[np.int64]
    postings: Mapping[str, NDArray[np.int64]]


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """Known schools, found by identifier and, within their country, by the features of names."""

    schools: Mapping[str, School]
    by_identifier: Mapping[tuple[str, str], tuple[str, ...]]
    blocks: Mapping[str, Block]


@lru_cache(maxsize=KEPT)
def folded(words: str) -> str:
    """Words without case, accents and punctuation."""
    bare = unicodedata.normalize("NFKD", words.translate(_LETTERS).casefold())
    kept = "".join(sign for sign in bare if not unicodedata.combining(sign))
    return " ".join(re.findall(r"\w+", kept))


@lru_cache(maxsize=KEPT)
def features_of(name: str) -> frozenset[str]:
    """The words of a name that tell it from others, and the trigrams of each.

    A name of nothing but stop words keeps them all.
    """
    every = folded(name).split()
    words = [word for word in every if word not in STOP_WORDS] or every
    trigrams = (
        f" {word} "[place : place + 3] for word in words for place in range(max(1, len(word)))
    )
    return frozenset(words) | frozenset(f"~{own}" for own in trigrams)


def likeness(one: School, other: School) -> float:
    """How alike two schools are by name, from 0 to 1; 0 in different countries.

    The Dice coefficient over words and trigrams, the best over all names and aliases of both; where
    both cities are known and differ, 0.85 of it.
    """
    if one.country != other.country:
        return 0.0
    best = max(_dice(own, theirs) for own in _named(one) for theirs in _named(other))
    return best * (ELSEWHERE if _is_elsewhere(one, other) else 1.0)


def shared_identifiers(one: School, other: School) -> tuple[str, ...]:
    """The registers that know both schools under the same identifier."""
    theirs = other.identifiers
    return tuple(
        scheme
        for scheme, own in one.identifiers.items()
        if scheme in theirs and _bare(own.value) == _bare(theirs[scheme].value)
    )


def proposal_of(school: School, known: School) -> Proposal | None:
    """What speaks for two schools being one; None below the threshold.

    Equal identifiers count for certain, yet even then a person decides.
    """
    schemes = shared_identifiers(school, known)
    score = 1.0 if schemes else likeness(school, known)
    if score < LEAST:
        return None
    return Proposal(known.id, round(score, 3), schemes or ("name",))


def index_of(schools: Iterable[School]) -> Index:
    """The known schools, ready to be asked; O(number of features)."""
    known = {school.id: school for school in schools}
    by_identifier: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    by_country: defaultdict[str, list[School]] = defaultdict(list)
    for own in known.values():
        by_country[own.country].append(own)
        for key in _identifiers(own):
            by_identifier[key].append(own.id)
    return Index(
        MappingProxyType(known),
        MappingProxyType({key: tuple(ids) for key, ids in by_identifier.items()}),
        MappingProxyType({country: _block_of(own) for country, own in by_country.items()}),
    )


def _block_of(schools: Sequence[School]) -> Block:
    return block_of((school.id, features) for school in schools for features in _named(school))


def block_of(named: Iterable[tuple[str, frozenset[str]]]) -> Block:
    """Names, whose each is and its features, ready to be compared with one at once."""
    names = list(named)
    postings: defaultdict[str, list[int]] = defaultdict(list)
    for place, (_, features) in enumerate(names):
        for feature in features:
            postings[feature].append(place)
    return Block(
        tuple(owner for owner, _ in names),
        np.array([len(features) for _, features in names], np.int64),
        MappingProxyType({own: np.array(places, np.int64) for own, places in postings.items()}),
    )


def proposals_for(school: School, index: Index, *, most: int = MOST) -> tuple[Proposal, ...]:
    """The known schools that a school may be, the likeliest first.

    Time grows with the number of names of the country that share a feature.
    """
    near: dict[str, None] = {}
    for key in _identifiers(school):
        near.update(dict.fromkeys(index.by_identifier.get(key, ())))
    block = index.blocks.get(school.country)
    if block is not None:
        for features in _named(school):
            near.update(dict.fromkeys(_alike(features, block)))
    found = (proposal_of(school, index.schools[name]) for name in near)
    likely = sorted((own for own in found if own), key=lambda own: (-own.score, own.known))
    return tuple(likely[:most])


def _alike(features: frozenset[str], block: Block) -> Iterator[str]:
    """Whose names are alike enough to one, be they in whichever city."""
    alike = np.flatnonzero(likenesses(features, block) >= LEAST)
    yield from (block.owners[place] for place in alike)


def likenesses(features: frozenset[str], block: Block) -> NDArray[np.float64]:
    """The Dice coefficient of a name with each of a block; time grows with what they share."""
    places = [block.postings[own] for own in features if own in block.postings]
    if not places:
        return np.zeros(len(block.owners))
    shared = np.bincount(np.concatenate(places), minlength=len(block.owners))
    found: NDArray[np.float64] = 2 * shared / (block.sizes + len(features))
    return found


def _named(school: School) -> Sequence[frozenset[str]]:
    return [features_of(name) for name in (school.name, *school.aliases)]


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    both = len(one) + len(other)
    return 2 * len(one & other) / both if both else 0.0


def _is_elsewhere(one: School, other: School) -> bool:
    cities = folded(one.city), folded(other.city)
    return all(cities) and cities[0] != cities[1]


def _identifiers(school: School) -> Iterator[tuple[str, str]]:
    return ((scheme, _bare(own.value)) for scheme, own in school.identifiers.items())


def _bare(identifier: str) -> str:
    """An identifier without the address that it may be written as."""
    return identifier.casefold().rstrip("/").rpartition("/")[2].removeprefix("www.")
