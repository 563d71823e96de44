"""Whatever is shown as a badge is answered by reasons or refused, and by nothing else."""

import json
import random

import pytest

from salerno.errors import InputError
from salerno.formats.badges import credential_of, judged, sealed, token_of
from tests.library.formats.badges.badges import KNOWN, LIST, NOW, SIGNER, TROTA, issuance, listed

CREDENTIAL = credential_of(TROTA, issuance())
BADGE = sealed(CREDENTIAL, signer=SIGNER, at=NOW)
TOKEN = token_of(CREDENTIAL, signer=SIGNER)
LISTS = {LIST: listed()}
STRANGE = (
    None, True, False, 0, -1, 1e308, 10**400, "", "\u0000", "\ud800", "z", "u", "did:web:a", "@id",
    "9999-99-99T99:99:99Z", "2026-11-23T09:00:00Z", [], [[]], {}, {"@id": "a"}, {"@value": "a"},
    {"@graph": []}, [None], ["a", "a"], {"": ""}, LIST, "1" * 5000,
)  # fmt: skip


def mutated(document, chance):
    """Return a document in which one place was changed, left out, or added to."""
    copy = json.loads(json.dumps(document))
    inner = copy
    while True:
        steps = list(inner) if isinstance(inner, dict) else list(range(len(inner)))
        step = chance.choice(steps)
        below = inner[step]
        if isinstance(below, dict | list) and below and chance.random() < 0.7:
            inner = below
            continue
        break
    kind = chance.randrange(3)
    if kind == 0:
        inner[step] = chance.choice(STRANGE)
    elif kind == 1:
        del inner[step]
    elif isinstance(inner, dict):
        inner[chance.choice(("@id", "@type", "name", "validUntil", "@context"))] = chance.choice(
            STRANGE
        )
    else:
        inner.append(chance.choice(STRANGE))
    return copy


def answer(text, lists=LISTS):
    try:
        return judged(text, known=KNOWN, lists=lists, now=NOW).reasons
    except InputError:
        return ("refused",)


@pytest.mark.parametrize("seed", range(4))
def test_mutated_badges_are_answered_and_never_believed(seed):
    chance = random.Random(seed)
    for _time in range(100):
        document = mutated(BADGE, chance)

        found = answer(json.dumps(document))

        assert found or document == BADGE, document


def test_mutated_tokens_are_answered_and_never_believed():
    chance = random.Random(5)
    for _time in range(300):
        letters = list(TOKEN)
        letters[chance.randrange(len(letters))] = chance.choice("AZaz09-_.=é \ud800\u0000")
        token = "".join(letters)

        assert answer(token) or token.strip() == TOKEN


def test_mutated_status_lists_are_answered_and_never_believed():
    chance, text = random.Random(6), json.dumps(BADGE)
    for _time in range(60):
        document = mutated(LISTS[LIST], chance)

        found = answer(text, {LIST: document})

        assert found == ("status",) or document == LISTS[LIST], document
