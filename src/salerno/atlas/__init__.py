"""The facts as the library reads them: checked, tested by cases, compiled, compared."""

from salerno.atlas.cases import Case
from salerno.atlas.checks import check, load_atlas, load_cases
from salerno.atlas.compiled import cached_atlas, compile_atlas, digest_of, read_compiled
from salerno.atlas.contents import Atlas
from salerno.atlas.coverage import Coverage, Raised, Use, coverage_of, facts_used, raised, uses_of
from salerno.atlas.differences import ChangedRules, ChangedVerdict, Difference, difference
from salerno.atlas.outcomes import Outcome, run_case
from salerno.atlas.staleness import Stale, stale

__all__ = [
    "Atlas",
    "Case",
    "ChangedRules",
    "ChangedVerdict",
    "Coverage",
    "Difference",
    "Outcome",
    "Raised",
    "Stale",
    "Use",
    "cached_atlas",
    "check",
    "compile_atlas",
    "coverage_of",
    "difference",
    "digest_of",
    "facts_used",
    "load_atlas",
    "load_cases",
    "raised",
    "read_compiled",
    "run_case",
    "stale",
    "uses_of",
]
