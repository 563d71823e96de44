"""Signatures: Data Integrity by eddsa-rdfc-2022 within the document, and VC-JWT around it."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any as Anything
from typing import cast

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from openbadgeslib.errors import LibOpenBadgesException
from openbadgeslib.ob3.ldp import add_data_integrity_proof, verify_data_integrity_proof

from salerno.formats.badges.issuers import Signer
from salerno.formats.badges.records import Plain, moment_in

SUITE = {
    "type": "DataIntegrityProof",
    "cryptosuite": "eddsa-rdfc-2022",
    "proofPurpose": "assertionMethod",
}
Contexts = Mapping[str, dict[str, Anything]]
CLAIMS = ("iss", "jti", "nbf", "sub", "exp")


def sealed(
    document: Plain, *, signer: Signer, at: datetime, contexts: Contexts | None = None
) -> dict[str, Anything]:
    """The document with its proof; equal arguments give an equal proof.

    `contexts` are those of JSON-LD that it names beside the well-known ones; none is fetched.
    """
    proven = add_data_integrity_proof(
        dict(document), signer.pem, signer.method, created=at, extra_contexts=contexts
    )
    return {**proven, "proof": [proven["proof"]]}


def method_in(document: Plain) -> str:
    """The name of the key that the one proof of a document names; raises ValueError."""
    proofs = document.get("proof")
    if not isinstance(proofs, list) or len(proofs) != 1 or not isinstance(proofs[0], dict):
        raise ValueError("not one proof")
    rest = {name: value for name, value in proofs[0].items() if name not in SUITE}
    said = {name: proofs[0].get(name) for name in SUITE}
    is_known = set(rest) == {"created", "verificationMethod", "proofValue"} and said == SUITE
    if not is_known or not all(isinstance(value, str) for value in rest.values()):
        raise ValueError("no proof of this suite")
    moment_in(rest["created"])
    return str(rest["verificationMethod"])


def is_proven(document: Plain, pem: bytes, *, contexts: Contexts | None = None) -> bool:
    """Whether the one proof of a document was made with the key."""
    try:
        verify_data_integrity_proof(dict(document), pem, extra_contexts=contexts)
    except LibOpenBadgesException:
        return False
    return True


def read_once(written: str | bytes) -> Anything:  # noqa: ANN401 - whatever JSON says
    """What JSON says; raises ValueError where a name stands twice, of which each reads another."""
    return json.loads(written, object_pairs_hook=_once)


def _once(pairs: list[tuple[str, Anything]]) -> dict[str, Anything]:
    told = dict(pairs)
    if len(told) < len(pairs):
        raise ValueError("a name stands twice")
    return told


def token_of(credential: Plain, *, signer: Signer) -> str:
    """The credential as VC-JWT, signed by EdDSA; equal arguments give an equal token."""
    header = {"alg": "EdDSA", "typ": "JWT", "kid": signer.method}
    signed = f"{_part(header)}.{_part({**credential, **_claims(credential)})}"
    return f"{signed}.{_encoded(signer.key.sign(signed.encode()))}"


def opened_token(token: str) -> tuple[dict[str, Anything], str]:
    """The credential in a token and the name of its key, nothing verified; raises ValueError."""
    parts = token.split(".")
    if len(parts) != 3:
        raise ValueError("not three parts")
    header, payload = (read_once(_decoded(part)) for part in parts[:2])
    credential = {name: value for name, value in payload.items() if name not in CLAIMS}
    method = header["kid"]
    if header != {"alg": "EdDSA", "typ": "JWT", "kid": method}:
        raise ValueError("signed in another way")
    if payload != {**credential, **_claims(credential)}:
        raise ValueError("claims beside the credential")
    return credential, str(method)


def is_signed(token: str, pem: bytes) -> bool:
    """Whether a token was signed with the key."""
    signed, _, signature = token.rpartition(".")
    key = cast(Ed25519PublicKey, load_pem_public_key(pem))
    try:
        key.verify(_decoded(signature), signed.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def _claims(credential: Plain) -> dict[str, Anything]:
    """What a token says once more in the names of its own kind."""
    claims: dict[str, Anything] = {
        "iss": credential["issuer"]["id"],
        "jti": credential["id"],
        "nbf": int(moment_in(credential["validFrom"]).timestamp()),
        "sub": credential["credentialSubject"]["id"],
    }
    if "validUntil" in credential:
        claims["exp"] = int(moment_in(credential["validUntil"]).timestamp())
    return claims


def _part(told: Plain) -> str:
    return _encoded(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode())


def _encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def _decoded(text: str) -> bytes:
    """The bytes that were encoded; only one text stands for them."""
    try:
        content = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except binascii.Error as error:
        raise ValueError("no base64url") from error
    if _encoded(content) != text:
        raise ValueError("no base64url as it is written")
    return content
