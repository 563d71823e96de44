"""The catalogues of words: fresh, complete, and with what is filled in left in place."""

import re

import pytest

from tests.web.pseudo import raw_strings
from tools import messages

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def forms(message):
    """Return the texts of a message, and its translations."""
    told = message.id if isinstance(message.id, tuple) else (message.id,)
    said = message.string if isinstance(message.string, tuple) else (message.string,)
    return told, said


@pytest.fixture(scope="module")
def collected():
    """Return every text that is marked."""
    return messages.collect()


@pytest.fixture(params=messages.LANGUAGES)
def catalogue(request):
    """Return the catalogue of a language."""
    return messages.read(messages.file_of(request.param), request.param)


def keys(catalog):
    """Return what names each text of a catalogue."""
    return {(message.context, message.id) for message in messages.texts(catalog)}


def test_catalogue_is_fresh(catalogue, collected):
    assert keys(catalogue) ^ keys(collected) == set(), "run: make messages"


def test_catalogue_is_complete(catalogue):
    assert [message.id for message in messages.missing(catalogue)] == []


def test_what_is_filled_in_is_the_same(catalogue):
    wrong = []
    for message in messages.texts(catalogue):
        told, said = forms(message)
        allowed = {frozenset(PLACEHOLDER.findall(words)) for words in told}
        wrong += [s for s in said if s and frozenset(PLACEHOLDER.findall(s)) not in allowed]

    assert wrong == []


def test_words_are_found_in_python_and_in_templates(collected):
    assert "Open to you" in collected
    assert "Skip to the content" in collected
    assert collected.get("Law", context="source") is not None


@pytest.mark.parametrize("speak", [messages.accented, messages.mirrored])
@pytest.mark.parametrize(
    "words", ["%(n)s answers so far", "Read <em>%s</em> &amp; {this}", "100%%", "plain"]
)
def test_made_up_words_keep_what_is_filled_in(speak, words):
    spoken = speak(words)

    assert messages.KEPT.findall(spoken) == messages.KEPT.findall(words)
    assert raw_strings(spoken) == []


def test_made_up_words_are_longer_and_accented():
    assert messages.accented("Routes") == "⟦Řōūţēš~~⟧".replace("ţ", "ť")


def test_a_text_without_brackets_is_reported():
    html = '<p title="Help">⟦Ōķ⟧ raw <b lang="en">English</b> 12 <i dir="auto">typed</i></p>'

    assert raw_strings(html) == ["title=Help", "raw   12"]


def test_missing_words_are_listed(capsys, monkeypatch):
    monkeypatch.setattr("sys.argv", ["messages.py", "missing"])

    messages.main()

    assert capsys.readouterr().out.count(" to translate") == len(messages.LANGUAGES)
