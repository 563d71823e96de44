"""The commands say the same in every language that has phrases, and English in the others."""

from string import Formatter

import pytest

from salerno.cli.phrases import PHRASES, phrase


def gaps(words):
    """Return the names in braces."""
    return {name for _, name, _, _ in Formatter().parse(words) if name}


@pytest.mark.parametrize("language", PHRASES)
def test_every_language_has_the_same_phrases_with_the_same_gaps(language):
    english, other = (
        {key: gaps(words) for key, words in PHRASES[name].items()} for name in ("en", language)
    )

    assert other == english


def test_language_without_phrases_is_given_the_english_ones():
    assert phrase("eo", "sources") == "Sources"
