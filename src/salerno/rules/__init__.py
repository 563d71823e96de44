"""Requirements: the language, the circuit, the algebras it is folded over, and verdicts."""

from salerno.rules.asks import Ask, asks_of
from salerno.rules.explanations import Explanation, Line, Standing, explain, lines
from salerno.rules.fixes import Effort, Fix, cheapest_fix
from salerno.rules.mending import Mend, offers_of, within_reach
from salerno.rules.packs import Pack, compile_pack
from salerno.rules.verdicts import Verdict, screen
from salerno.rules.wording import LANGUAGES, Voice, say

__all__ = [
    "LANGUAGES",
    "Ask",
    "Effort",
    "Explanation",
    "Fix",
    "Line",
    "Mend",
    "Pack",
    "Standing",
    "Verdict",
    "Voice",
    "asks_of",
    "cheapest_fix",
    "compile_pack",
    "explain",
    "lines",
    "offers_of",
    "say",
    "screen",
    "within_reach",
]
