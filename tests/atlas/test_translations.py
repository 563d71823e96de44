"""What a reader can be told is there in every language that the atlas speaks, and nothing else."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass

import pytest

from salerno.credentials.vocabulary import Attribute

COMPLETE = ("fr", "ru", "ar")
"""Languages in which nothing may be missing."""


def texts_in(value):
    """Yield every text with translations in a value of the atlas, whatever its kind."""
    if isinstance(value, Mapping):
        value = tuple(value.values())
    if isinstance(value, tuple):
        for part in value:
            yield from texts_in(part)
    elif is_dataclass(value):
        for own in fields(value):
            found = getattr(value, own.name)
            if own.type == "Texts":
                yield from (found,) if found else ()
            elif own.name == "unit" and isinstance(value, Attribute):
                yield from ((("en", found),),) if found not in ("", "%") else ()
            elif own.name != "translations":
                yield from texts_in(found)


@pytest.fixture(scope="module")
def spoken(atlas):
    """Return every text that can be told."""
    return tuple(dict.fromkeys(texts_in((atlas.vocabulary, atlas.opportunities))))


@pytest.mark.parametrize("language", COMPLETE)
def test_every_text_is_there(language, spoken, atlas):
    translated = atlas.vocabulary.translations[language]

    missing = [
        texts[0][1]
        for texts in spoken
        if language not in dict(texts) and texts[0][1] not in translated
    ]

    assert missing == []


def test_nothing_is_translated_that_the_atlas_does_not_say(spoken, atlas):
    originals = {texts[0][1] for texts in (*spoken, *atlas.ledger.values())}

    left_over = [
        (language, original)
        for language, translated in atlas.vocabulary.translations.items()
        for original in translated
        if original not in originals
    ]

    assert left_over == []
