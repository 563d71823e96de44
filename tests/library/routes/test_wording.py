"""Every message of routes stands in both languages, with the same gaps, and is used."""

import re
from typing import get_args

import pytest

from salerno.routes.steps import Way
from salerno.routes.wording.words import TABLES, days_words, tell
from salerno.rules.wording.voices import Voice

GAP = re.compile(r"{(\w+)}")
FAMILY = re.compile(r"""["']([a-z-]+) {""")
WAYS = get_args(Way)  # said by the way of a step
ENGLISH, SPANISH = Voice("en"), Voice("es")


def gaps(message):
    """Return the names of the gaps of a message, of all its plural forms."""
    forms = [message] if isinstance(message, str) else message.values()
    return {name for form in forms for name in GAP.findall(form)}


@pytest.mark.parametrize("language", TABLES)
def test_messages_stand_in_every_language_with_the_same_gaps(language):
    english, other = (
        {key: gaps(m) for key, m in TABLES[name].items()} for name in ("en", language)
    )

    assert english == other


def test_every_message_is_used(root):
    folders = ("routes", "formats", "cli")
    paths = [p for name in folders for p in (root / "src/salerno" / name).rglob("*.py")]
    text = "".join(p.read_text("utf-8") for p in paths if p.stem not in TABLES)
    families = set(FAMILY.findall(text))

    unsaid = [key for key in TABLES["en"] if f'"{key}"' not in text]
    unused = [key for key in unsaid if key not in WAYS and key.split(" ")[0] not in families]
    assert sorted(unused) == []


@pytest.mark.parametrize(
    ("days", "english", "spanish"),
    [
        ((1, 1), "1 day", "1 día"),
        ((2, 10), "2 to 10 days", "de 2 a 10 días"),
        ((0, 121), "between 0 days and about 4 months", "entre 0 días y unos 4 meses"),
        ((365, 1095), "about 12 to 36 months", "de unos 12 a 36 meses"),
        ((365, 366), "about 12 months", "unos 12 meses"),
    ],
)
def test_lengths_of_time_are_told_without_doubled_words(days, english, spanish):
    assert days_words(days, ENGLISH) == english
    assert days_words(days, SPANISH) == spanish


@pytest.mark.parametrize(("count", "words"), [(1, "1 paso"), (2, "2 pasos")])
def test_counts_have_their_plural(count, words):
    assert tell(SPANISH, "steps", count=count) == words
