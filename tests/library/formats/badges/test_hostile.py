"""Whatever is shown as a badge, it is refused in words or judged; only what was signed holds."""

import base64
import json

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from salerno.errors import InputError
from salerno.formats.badges import credential_of, judged, sealed, token_of
from tests.library.formats.badges.badges import KNOWN, LIST, NOW, SIGNER, TROTA, issuance, listed

BADGE = sealed(credential_of(TROTA, issuance()), signer=SIGNER, at=NOW)
TOKEN = token_of(credential_of(TROTA, issuance()), signer=SIGNER)
STATUSES = listed()
LETTERS = st.text(st.characters(codec=None), max_size=20)  # halves of letters too
STRANGE = st.sampled_from(
    [
        10**400,
        "z",
        "u",
        "did:web:a",
        "@id",
        "9999-99-99T99:99:99Z",
        "1" * 5000,
        LIST,
        {"@graph": []},
    ]
)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | LETTERS | STRANGE
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(LETTERS, inner, max_size=3),
    max_leaves=8,
)


def reasons(text, lists=None):
    """Return why a badge does not hold, or that it is none."""
    try:
        return judged(text, known=KNOWN, lists={LIST: lists or STATUSES}, now=NOW).reasons
    except InputError:
        return ("none",)


def ways(document, before=()):
    """Yield the way to everything in a document."""
    steps = document.items() if isinstance(document, dict) else enumerate(document)
    for step, inner in steps:
        yield (*before, step)
        if isinstance(inner, dict | list):
            yield from ways(inner, (*before, step))


def at(document, way):
    """Return what stands at the end of the way."""
    for step in way:
        document = document[step]
    return document


def with_other(document, way, *values):
    """Return a copy in which another value, or nothing, stands at the end of the way."""
    copy = json.loads(json.dumps(document))
    inner = copy
    for step in way[:-1]:
        inner = inner[step]
    if values:
        inner[way[-1]] = values[0]
    else:
        del inner[way[-1]]
    return copy


def written(told):
    """Return a part of a token."""
    return base64.urlsafe_b64encode(json.dumps(told).encode()).decode().rstrip("=")


def told_in(part):
    """Return what a part of a token tells."""
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


@given(text=st.text(), told=ANYTHING)
def test_anything_is_no_badge(text, told):
    assert reasons(text) == reasons(json.dumps(told)) == ("none",)


@given(chance=st.data(), value=ANYTHING)
def test_badge_with_anything_anywhere_does_not_hold(chance, value):
    way = chance.draw(st.sampled_from(list(ways(BADGE))))
    other = with_other(BADGE, way, value)

    if json.dumps(other) != json.dumps(BADGE):
        assert reasons(json.dumps(other))
    assert reasons(json.dumps(with_other(BADGE, way)))


@given(chance=st.data(), value=ANYTHING, name=st.sampled_from(["@id", "@type", "name", "more"]))
def test_badge_with_more_than_was_signed_does_not_hold(chance, value, name):
    inside = [way for way in ways(BADGE) if isinstance(at(BADGE, way), dict)]
    way = chance.draw(st.sampled_from(inside))
    assume(name not in at(BADGE, way))

    assert reasons(json.dumps(with_other(BADGE, (*way, name), value)))


@given(chance=st.data(), value=ANYTHING)
def test_token_with_anything_anywhere_does_not_hold(chance, value):
    parts = TOKEN.split(".")
    number = chance.draw(st.integers(0, 1))
    told = told_in(parts[number])
    way = chance.draw(st.sampled_from(list(ways(told))))

    parts[number] = written(with_other(told, way, value))

    assert reasons(".".join(parts))


@settings(max_examples=40)
@given(chance=st.data(), value=ANYTHING)
def test_badge_does_not_hold_by_a_list_with_anything_anywhere(chance, value):
    way = chance.draw(st.sampled_from(list(ways(STATUSES))))
    other = with_other(STATUSES, way, value)

    if json.dumps(other) != json.dumps(STATUSES):
        assert reasons(json.dumps(BADGE), other) == ("status",)


@given(chance=st.data())
def test_changed_byte_does_not_hold(chance):
    text = chance.draw(st.sampled_from([json.dumps(BADGE), TOKEN]))
    place = chance.draw(st.integers(0, len(text) - 1))
    letter = chance.draw(st.characters(exclude_characters=text[place]))
    other = f"{text[:place]}{letter}{text[place + 1 :]}"

    found = reasons(other)

    if text == TOKEN or is_other(other):
        assert found


def is_other(text):
    """Whether something else is said than the badge says: blanks between members say nothing."""
    try:
        return json.loads(text) != BADGE
    except ValueError:
        return True


@pytest.mark.parametrize("name", ["name", "identityHash", "credentialSubject", "proof"])
def test_name_that_stands_twice_is_refused(name):
    text = json.dumps(BADGE)

    twice = text.replace(f'"{name}": ', f'"{name}": "Somebody else", "{name}": ', 1)

    assert json.loads(twice) == BADGE
    assert reasons(twice) == ("none",)


def test_name_that_stands_twice_in_a_signed_token_is_refused():
    header, payload, _signature = TOKEN.split(".")
    content = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))
    twice = base64.urlsafe_b64encode(b'{"name":"Other",' + content[1:]).decode().rstrip("=")
    signed = f"{header}.{twice}"
    signature = base64.urlsafe_b64encode(SIGNER.key.sign(signed.encode())).decode().rstrip("=")

    assert reasons(f"{signed}.{signature}") == ("none",)
