"""Verdicts, rules, questions and fixes in words, in every language that has a table."""

from salerno.rules.wording.voices import Voice
from salerno.rules.wording.words import LANGUAGES, say

__all__ = ["LANGUAGES", "Voice", "say"]
