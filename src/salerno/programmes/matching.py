"""Which known school one of a file may be: proposed with a score, never decided.

Source: the coefficient of L. R. Dice, "Measures of the amount of ecologic association between
species" (Ecology, 1945), over the words and the trigrams of a name; the blocking is the prefix
filter of S. Chaudhuri, V. Ganti and R. Kaushik, "A primitive operator for similarity joins in data
cleaning" (ICDE 2006), which loses no pair above the threshold.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from types import MappingProxyType

from salerno.programmes.schools import School

LEAST = 0.6
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


@dataclass(frozen=True, slots=True)
class Index:
    """Known schools, found by identifier and by the rarer features of their names."""

    schools: Mapping[str, School]
    by_identifier: Mapping[tuple[str, str], tuple[str, ...]]
    by_feature: Mapping[tuple[str, str], tuple[str, ...]]
    how_often: Mapping[str, int]


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
    """The known schools, ready to be asked; O(number of names)."""
    known = {school.id: school for school in schools}
    how_often = Counter(
        feature for own in known.values() for names in _named(own) for feature in names
    )
    by_identifier: defaultdict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    by_feature: defaultdict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for own in known.values():
        for key in _identifiers(own):
            by_identifier[key][own.id] = None
        for feature in _prefixes(own, how_often):
            by_feature[own.country, feature][own.id] = None
    return Index(
        MappingProxyType(known),
        MappingProxyType({key: tuple(ids) for key, ids in by_identifier.items()}),
        MappingProxyType({key: tuple(ids) for key, ids in by_feature.items()}),
        MappingProxyType(how_often),
    )


def proposals_for(school: School, index: Index, *, most: int = MOST) -> tuple[Proposal, ...]:
    """The known schools that a school may be, the likeliest first.

    Only schools that share an identifier or a rare feature are compared; that loses none.
    """
    near: dict[str, None] = {}
    for key in _identifiers(school):
        near.update(dict.fromkeys(index.by_identifier.get(key, ())))
    for feature in _prefixes(school, index.how_often):
        near.update(dict.fromkeys(index.by_feature.get((school.country, feature), ())))
    found = (proposal_of(school, index.schools[name]) for name in near)
    likely = sorted((own for own in found if own), key=lambda own: (-own.score, own.known))
    return tuple(likely[:most])


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


def _prefixes(school: School, how_often: Mapping[str, int]) -> Iterator[str]:
    """The rarest features of each name: two names above the threshold share one of them.

    Of Dice ≥ t follows an overlap of at least t/(2-t) of either set, so two such sets cannot
    differ in all that is left when the commonest features but one of that overlap are put aside.
    """
    for features in _named(school):
        rare = sorted(features, key=lambda own: (how_often.get(own, 0), own))
        overlap = ceil(LEAST / (2 - LEAST) * len(rare) - 1e-9)
        yield from rare[: len(rare) - overlap + 1]
