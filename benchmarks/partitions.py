"""A crowd shared out to two processes: the same counts as in one."""

import multiprocessing
import time

from benchmarks.instances import WHEN, crowd, opportunities
from benchmarks.measures import Figure, check, seconds, times
from salerno.credentials.table import part_of
from salerno.rules import compile_pack
from salerno.rules.planes import runs, screen_many

_SHARED = {}


def counts(persons):
    """The counts over one stretch of persons; the table came with the fork."""
    part = part_of(_SHARED["table"], persons)
    found = screen_many(part, _SHARED["pack"], circumstances=WHEN, run=runs.run)
    return found.counts


def run(*, smoke):
    """Screen in one process and in two."""
    size, count = (20_000, 60) if smoke else (1_000_000, 1000)
    _SHARED["table"], _SHARED["pack"] = crowd(size), compile_pack(opportunities(count))
    start = time.perf_counter()
    whole = counts(range(size))
    alone = time.perf_counter() - start
    middle = size // 2 + 13  # not at the edge of a word
    with multiprocessing.get_context("fork").Pool(2) as pool:
        start = time.perf_counter()
        parts = pool.map(counts, [range(middle), range(middle, size)], chunksize=1)
        shared = time.perf_counter() - start
    check(bool((sum(parts) == whole).all()), "two processes count differently")
    return [
        Figure(
            f"two processes over halves of {size:,} persons, the same counts, against one "
            "(by the clock)",
            times(shared / alone),
            f"{seconds(shared)} against {seconds(alone)}",
        )
    ]
