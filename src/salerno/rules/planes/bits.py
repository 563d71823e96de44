"""Bit planes: one bit for each person, 64 persons to a word, the first in the lowest bit.

Bits beyond the last person are zero in every plane that leaves this package.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

WORD = 64
Words = NDArray[np.uint64]
Bools = NDArray[np.bool_]
Mask = Bools | np.bool_
"""A truth for each row, or one truth for all of them."""

_LITTLE = np.dtype("<u8")


def words_for(size: int) -> int:
    """How many words hold that many persons."""
    return -(-size // WORD)


def packed(bools: Mask, size: int) -> Words:
    """The plane of truths by person."""
    if bools.ndim == 0:
        return valid(size) if bools else np.zeros(words_for(size), np.uint64)
    octets = np.zeros(words_for(size) * 8, np.uint8)
    own = np.packbits(bools, bitorder="little")
    octets[: len(own)] = own
    return octets.view(_LITTLE).astype(np.uint64, copy=False)


def unpacked(words: Words, size: int) -> Bools:
    """The truths by person of a plane."""
    octets = words.astype(_LITTLE, copy=False).view(np.uint8)
    return np.unpackbits(octets, count=size, bitorder="little").view(np.bool_)


def valid(size: int) -> Words:
    """The plane on which every person stands, and nothing beyond the last."""
    plane = np.full(words_for(size), ~np.uint64(0))
    plane[-1:] = last_word(size)
    return plane


def last_word(size: int) -> np.uint64:
    """The persons in the last word: all 64, or those that are left."""
    return np.uint64((1 << (size % WORD or WORD)) - 1)


def population(words: NDArray[np.uint64]) -> int:
    """How many bits are set."""
    return int(np.bitwise_count(words).sum(dtype=np.int64))


def spread(bools: Mask, rows: int) -> Bools:
    """The truths of rows as an array of their own, even when one truth stands for all."""
    return np.broadcast_to(bools, rows) if bools.ndim == 0 else np.asarray(bools)


def is_all(mask: Mask, truth: bool) -> bool:
    """Whether one truth stands for all rows and is this one."""
    return mask.ndim == 0 and bool(mask) is truth


ALL, NONE = np.True_, np.False_
