"""A second way to verify credentials, which shares nothing with the product but the standards.

It follows the W3C texts step by step: canonical statements by pyld, digests, one signature.
"""

import base64
import gzip
import hashlib
import json
from datetime import datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from openbadgeslib.ob3.contexts import load_context
from pyld import jsonld

LETTERS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def of_base58(text):
    """Return the bytes that are written in base 58, with the letter of the base before them."""
    assert text[0] == "z"
    number = 0
    for letter in text[1:]:
        number = number * 58 + LETTERS.index(letter)
    zeros = len(text[1:]) - len(text[1:].lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8)


def of_base64(text):
    """Return the bytes that are written in base 64 for addresses, without filling."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def statements(document, contexts=None):
    """Return what a document says, canonically."""
    known = contexts or {}

    def load(url, _options):
        if url in known:
            return {"contextUrl": None, "documentUrl": url, "document": known[url]}
        told = load_context(url)
        return {"contextUrl": None, "documentUrl": url, "document": told, "tag": "static"}

    return jsonld.normalize(
        document,
        {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": load},
    )


def options_of(document):
    """Return what is signed beside a document: its proof without the signature."""
    (proof,) = document["proof"]
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    return {**options, "@context": document["@context"]}


def unsigned(document):
    """Return a document without its proof."""
    return {name: value for name, value in document.items() if name != "proof"}


def signed_bytes(document, contexts=None):
    """Return what the proof of a document signs."""
    both = (options_of(document), unsigned(document))
    digests = [hashlib.sha256(statements(one, contexts).encode()).digest() for one in both]
    return b"".join(digests)


def key_in(document, method):
    """Return the public key of that name in the document of an issuer."""
    assert method in document["assertionMethod"]
    (own,) = [one for one in document["verificationMethod"] if one["id"] == method]
    content = of_base58(own["publicKeyMultibase"])
    assert content[:2] == b"\xed\x01"
    return Ed25519PublicKey.from_public_bytes(content[2:])


def is_signed(key, signature, content):
    """Tell whether a signature is right."""
    try:
        key.verify(signature, content)
    except InvalidSignature:
        return False
    return True


def accepts(document, issuer, listed, now):
    """Tell whether a credential holds: its proof, its issuer, its days and its status."""
    (proof,) = document["proof"]
    key = key_in(issuer, proof["verificationMethod"])
    return is_signed(key, of_base58(proof["proofValue"]), signed_bytes(document)) and _holds(
        document, issuer, listed, now
    )


def accepts_token(token, issuer, listed, now):
    """Tell whether a credential that comes as a token holds."""
    header, payload, signature = token.split(".")
    document = json.loads(of_base64(payload))
    key = key_in(issuer, json.loads(of_base64(header))["kid"])
    return (
        is_signed(key, of_base64(signature), f"{header}.{payload}".encode())
        and document["iss"] == document["issuer"]["id"]
        and document["jti"] == document["id"]
        and _holds(document, issuer, listed, now)
    )


def _holds(document, issuer, listed, now):
    until = document.get("validUntil")
    first = datetime.fromisoformat(document["validFrom"])
    return (
        document["issuer"]["id"] == issuer["id"]
        and first <= now
        and (until is None or now < datetime.fromisoformat(until))
        and not _is_revoked(document["credentialStatus"], listed)
    )


def _is_revoked(status, listed):
    assert status["statusListCredential"] == listed["id"]
    text = listed["credentialSubject"]["encodedList"]
    bits = gzip.decompress(of_base64(text[1:]))
    number = int(status["statusListIndex"])
    return bits[number // 8] >> (7 - number % 8) & 1 == 1
