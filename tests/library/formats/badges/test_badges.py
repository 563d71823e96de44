"""Badges say what was completed; what is changed, foreign, expired or revoked does not hold."""

import base64
import json
import sys
from dataclasses import replace
from datetime import timedelta
from importlib import import_module

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from openbadgeslib.ob3 import OB3LdpVerifier, OB3Verifier

from salerno.errors import InputError
from salerno.formats.badges import (
    Signer,
    Verdict,
    credential_of,
    did_document,
    did_of,
    judged,
    sealed,
    token_of,
)
from salerno.formats.badges.issuers import public_pem
from tests.library.formats.badges.badges import (
    KNOWN,
    LIST,
    NOW,
    OTHER,
    SIGNER,
    SITE,
    TROTA,
    issuance,
    listed,
)

BADGE = sealed(credential_of(TROTA, issuance()), signer=SIGNER, at=NOW)
TOKEN = token_of(credential_of(TROTA, issuance()), signer=SIGNER)


def verdict(badge, *, lists=None, known=KNOWN, now=NOW):
    text = badge if isinstance(badge, str) else json.dumps(badge)
    return judged(text, known=known, lists={LIST: listed()} if lists is None else lists, now=now)


def changed(document, path, value):
    """Return a copy in which something stands for what the path names."""
    copy = json.loads(json.dumps(document))
    *way, last = path
    inner = copy
    for step in way:
        inner = inner[step]
    inner[last] = value
    return copy


def places(document, path=()):
    """Yield where in a document a text stands."""
    if isinstance(document, str):
        yield path, document
        return
    steps = document.items() if isinstance(document, dict) else enumerate(document)
    for step, inner in steps:
        if isinstance(inner, dict | list | str):
            yield from places(inner, (*path, step))


@pytest.mark.parametrize("badge", [BADGE, TOKEN], ids=["json", "token"])
def test_badge_tells_what_was_completed(badge):
    found = verdict(badge)

    assert found == Verdict(TROTA, issuance(), ())
    assert found.holds


def test_badge_holds_for_another_library_too():
    pem = public_pem(KNOWN[SIGNER.did], SIGNER.method)

    proven = OB3LdpVerifier(pem).verify(BADGE)
    signed = OB3Verifier(pem).verify(TOKEN)

    assert proven.achievement.name == signed.achievement.name == TROTA.rotation


def test_document_of_the_issuer_names_its_key():
    method = f"did:web:salerno.example#{SIGNER.multikey}"

    assert did_of("http://localhost:8000") == "did:web:localhost%3A8000"
    assert did_document(SIGNER) == {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": "did:web:salerno.example",
        "verificationMethod": [
            {
                "id": method,
                "type": "Multikey",
                "controller": "did:web:salerno.example",
                "publicKeyMultibase": SIGNER.multikey,
            }
        ],
        "assertionMethod": [method],
    }


def test_key_is_not_shown():
    assert "PRIVATE" not in repr(SIGNER)


def test_key_that_is_none_is_refused():
    own = generate_private_key(SECP256R1())
    other = own.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())

    with pytest.raises(InputError, match="cannot be read"):
        _ = Signer("did:web:a", b"nothing").key
    with pytest.raises(InputError, match="none of Ed25519"):
        _ = Signer("did:web:a", other).key


@pytest.mark.parametrize(
    ("path", "text"), list(places(BADGE)), ids=lambda value: ".".join(map(str, value))[:60]
)
def test_changed_text_anywhere_does_not_hold(path, text):
    badge = changed(BADGE, path, f"{text[:-1]}{'a' if text[-1] != 'a' else 'b'}")

    try:
        found = verdict(badge)
    except InputError:
        return
    assert found.told is None
    assert found.reasons


def test_changed_letter_anywhere_in_a_token_does_not_hold():
    for place in range(0, len(TOKEN), 29):
        letter = "A" if TOKEN[place] != "A" else "B"
        try:
            found = verdict(f"{TOKEN[:place]}{letter}{TOKEN[place + 1 :]}")
        except InputError:
            continue
        assert found.told is None, place


def test_last_letter_of_a_token_has_no_second_way_to_be_written():
    ends = {TOKEN[:-1] + letter for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef0123456789-_"}

    found = {verdict(token).reasons for token in ends - {TOKEN}}

    assert found == {("proof",)}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("credentialSubject", "narrative"), "With honours."),
        (("validUntil",), None),
        (("@context",), [*BADGE["@context"], {"name": "https://example.org/name"}]),
        (("credentialStatus",), [BADGE["credentialStatus"]]),
        (("credentialSubject", "achievement", "name"), 4),
        (("credentialSubject", "result"), []),
        (("credentialSubject", "result"), 4),
        (("credentialSubject", "activityStartDate"), "2026-10-05"),
        (("https://example.org/more",), "more"),
    ],
)
def test_more_or_other_than_a_placement_is_no_badge_of_ours(path, value):
    assert verdict(changed(BADGE, path, value)) == Verdict(None, None, ("shape",))


def test_issuer_that_is_not_known_is_not_believed():
    of = issuance(issuer="did:web:other.example")
    foreign = Signer("did:web:other.example", OTHER.pem)

    badge = sealed(credential_of(TROTA, of), signer=foreign, at=NOW)

    assert verdict(badge) == Verdict(None, of, ("issuer",))


def test_key_that_the_issuer_does_not_name_is_not_believed():
    credential = credential_of(TROTA, issuance())

    assert verdict(sealed(credential, signer=OTHER, at=NOW)).reasons == ("key",)
    assert verdict(token_of(credential, signer=OTHER)).reasons == ("key",)


def test_key_of_another_under_the_name_of_ours_is_not_believed():
    proof = sealed(credential_of(TROTA, issuance()), signer=OTHER, at=NOW)

    badge = changed(proof, ("proof", 0, "verificationMethod"), SIGNER.method)

    assert verdict(badge).reasons == ("proof",)


def test_badge_holds_from_its_day_until_its_day():
    until = NOW + timedelta(days=3)
    credential = credential_of(TROTA, issuance(until=until))
    moments = [NOW - timedelta(seconds=1), NOW, until - timedelta(seconds=1), until]
    lists = {LIST: listed(at=NOW - timedelta(days=1))}

    for one in (sealed(credential, signer=SIGNER, at=NOW), token_of(credential, signer=SIGNER)):
        found = [verdict(one, now=now, lists=lists).reasons for now in moments]
        assert found == [("early",), (), (), ("expired",)]


def test_revoked_badge_still_tells_what_it_was():
    for badge in (BADGE, TOKEN):
        found = verdict(badge, lists={LIST: listed(3, 7)})

        assert found == Verdict(TROTA, issuance(), ("revoked",))


BITS = ("credentialSubject", "encodedList")


@pytest.mark.parametrize(
    "lists",
    [
        {},
        {LIST: {}},
        {LIST: {"credentialSubject": 4}},
        {LIST: listed(signer=OTHER)},
        {LIST: listed(issuer="did:web:other.example")},
        {LIST: listed(url=f"{SITE}/other/")},
        {LIST: listed(at=NOW - timedelta(days=8))},
        {LIST: listed(at=NOW + timedelta(days=8))},
        {LIST: changed(listed(), BITS, "u")},
        {LIST: changed(listed(), BITS, "uAAAA")},
        {LIST: changed(listed(), BITS, "zH4sI")},
        {LIST: changed(listed(7), BITS, listed()["credentialSubject"]["encodedList"])},
        {LIST: changed(listed(), ("name",), "more")},
        {LIST: changed(listed(), ("proof",), [])},
    ],
)
def test_badge_whose_status_is_not_told_is_not_vouched_for(lists):
    assert verdict(BADGE, lists=lists).reasons == ("status",)


def test_list_grows_until_every_number_has_its_place():
    badge = sealed(credential_of(TROTA, issuance(200_000)), signer=SIGNER, at=NOW)

    found = [verdict(badge, lists={LIST: listed(*s)}).reasons for s in ((), (200_001,), (200_000,))]

    assert found == [("status",), (), ("revoked",)]


@pytest.mark.parametrize("numbers", [(-1,), (-1, 3), (3, 1 << 25)])
def test_number_that_no_list_has_revokes_no_other_badge(numbers):
    with pytest.raises(InputError, match="from 0 to 33,554,431 only"):
        listed(*numbers)


@pytest.mark.parametrize(
    "text",
    [
        "", "hello", "{", "[]", "4", '{"proof": 4}', '{"proof": []}', '{"proof": [4]}', "a.b",
        "a.b.c", "é.é.é", "\ud800", '{"a":' * 19_000, "." * 200_000, "W10.W10.W10",
        '{"proof": [{}]}', json.dumps({"proof": BADGE["proof"] * 2}), "bnVsbA.bnVsbA.",
        json.dumps(changed(BADGE, ("proof", 0, "domain"), "a")),
        json.dumps(changed(BADGE, ("proof", 0, "proofValue"), 4)),
        json.dumps(changed(BADGE, ("proof", 0, "created"), "today")),
    ],
    ids=lambda text: text[:20].encode("ascii", "replace").decode(),
)  # fmt: skip
def test_what_is_no_badge_is_refused_in_words(text):
    with pytest.raises(InputError, match="badge"):
        verdict(text)


def written(content):
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def token_with(header=None, **payload):
    """Return the token, signed anew with another header or with more in it."""
    head, told = (
        json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
        for part in TOKEN.split(".")[:2]
    )
    parts = [written(json.dumps(one).encode()) for one in (header or head, {**told, **payload})]
    signed = ".".join(parts)
    return f"{signed}.{written(SIGNER.key.sign(signed.encode()))}"


def test_token_signed_in_another_way_is_refused():
    kid = SIGNER.method

    assert verdict(token_with()).holds
    for header in ({"alg": "none", "typ": "JWT", "kid": kid}, {"kid": kid}):
        with pytest.raises(InputError):
            verdict(token_with(header))


def test_token_that_contradicts_its_credential_is_refused():
    for claim in ({"exp": 4}, {"nbf": 4}, {"iss": "did:web:a"}, {"sub": "a"}):
        with pytest.raises(InputError):
            verdict(token_with(**claim))


def test_missing_extra_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "openbadgeslib.ob3.did", None)
    monkeypatch.delitem(sys.modules, "salerno.formats.badges.issuers")

    with pytest.raises(InputError, match=r"pip install 'salerno\[badges\]'"):
        import_module("salerno.formats.badges.issuers")


def test_hours_that_were_not_logged_are_not_told():
    told = replace(TROTA, hours=None)

    badge = sealed(credential_of(told, issuance()), signer=SIGNER, at=NOW)

    assert verdict(badge).told == told
