"""Measuring: processor time, peak memory, and the machine that it was measured on."""

import importlib.metadata
import os
import platform
import resource
import time
from typing import NamedTuple

PACKAGES = (
    "numpy", "numba", "duckdb", "polars", "rule-engine", "common-expression-language", "PyYAML",
    "clingo", "ortools", "unified-planning", "Django", "gunicorn",
)  # fmt: skip


class Figure(NamedTuple):
    """One line of the results: what was compared, the ratio, and the absolute figures beside it.

    `goal` is what was set beforehand, empty where nothing was; `reached` None means not judged.
    """

    name: str
    ratio: str
    absolute: str
    goal: str = ""
    reached: bool | None = None


def best(work, times):
    """Return the least processor time of several runs, in seconds, and the last result."""
    least, result = float("inf"), None
    for _ in range(times):
        start = time.process_time()
        result = work()
        least = min(least, time.process_time() - start)
    return least, result


def peak():
    """Return the most memory that this process has held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def times(ratio):
    """Write a ratio with two digits that count."""
    return f"{ratio:.2g}x" if ratio < 10 else f"{ratio:,.0f}x"


def seconds(value):
    """Write a time in the unit that suits it."""
    for unit, size in (("s", 1), ("ms", 1e-3), ("us", 1e-6)):
        if value >= size:
            return f"{value / size:.3g} {unit}"
    return f"{value * 1e9:.3g} ns"


def machine():
    """Return the processor, its cores, the memory, Python and the packages measured."""
    with open("/proc/cpuinfo", encoding="utf-8") as lines:
        model = next((x.split(":")[1].strip() for x in lines if x.startswith("model name")), "?")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in PACKAGES)
    return (
        f"{os.cpu_count()} cores of {model}, {memory:.0f} GB, {platform.system()}, "
        f"Python {platform.python_version()}; {versions}"
    )


def check(truth, what):
    """Stop the benchmark when an answer is wrong."""
    if not truth:
        raise SystemExit(f"wrong answer: {what}")
