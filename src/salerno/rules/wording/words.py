"""The words for any thing that can be said."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any as Anything
from typing import cast

from salerno.credentials.person import Credential
from salerno.credentials.vocabulary import Vocabulary
from salerno.rules.asks import Ask
from salerno.rules.explanations import Explanation, Line
from salerno.rules.fixes import Fix
from salerno.rules.requirements import Requirement
from salerno.rules.shortfalls import Shortfall
from salerno.rules.sources import Source
from salerno.rules.wording.advice import ask_words, fix_words
from salerno.rules.wording.leaves import requirement_words
from salerno.rules.wording.reports import citation, held, report, sentence, shortfall_words
from salerno.rules.wording.voices import TABLES, Voice

LANGUAGES = tuple(TABLES)

Sayable = Explanation | Line | Ask | Fix | Credential | Shortfall | Source | Requirement


def say(thing: Sayable, *, language: str = "en", vocabulary: Vocabulary | None = None) -> str:
    """The words for a thing, in a language of `LANGUAGES` (a region may follow: es-PE).

    Credentials and facts are called by their titles in the vocabulary, else by their ids. An
    explanation and a fix are several lines, the others one, a requirement one for each part.
    Raises UnknownName for a language without words.
    """
    return words_of(thing, Voice(language, vocabulary or Vocabulary()))


def words_of(thing: Sayable, voice: Voice) -> str:
    """The words for a thing, by a voice."""
    for kind, words in _WORDS.items():
        if isinstance(thing, kind):
            return words(thing, voice)
    return requirement_words(cast(Requirement, thing), voice)


_WORDS: dict[type, Callable[[Anything, Voice], str]] = {
    Explanation: report,
    Line: sentence,
    Ask: ask_words,
    Fix: fix_words,
    Credential: held,
    Shortfall: shortfall_words,
    Source: citation,
}
