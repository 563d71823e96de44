"""The facts as the library reads them: checked, tested by cases, compiled, compared."""

from salerno.atlas.cases import Case
from salerno.atlas.checks import check, load_atlas, load_cases
from salerno.atlas.contents import Atlas
from salerno.atlas.outcomes import Outcome, run_case

__all__ = ["Atlas", "Case", "Outcome", "check", "load_atlas", "load_cases", "run_case"]
