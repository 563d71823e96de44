"""Who signs: a key and a did:web, and the document that tells everybody the public key."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

from salerno.errors import InputError
from salerno.formats.badges.records import Plain

try:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import (
        Encoding,
        PublicFormat,
        load_pem_private_key,
    )
    from openbadgeslib.ob3.did import multikey_from_pem, resolve_did
except ImportError as error:
    raise InputError(
        "badges need the extra 'badges'", fix="install it with: pip install 'salerno[badges]'"
    ) from error


@dataclass(frozen=True, slots=True)
class Signer:
    """An issuer with the key that it signs with, as PEM; the key is never shown."""

    did: str
    pem: bytes = field(repr=False)

    @property
    def key(self) -> Ed25519PrivateKey:
        """The key to sign with; raises InputError where the file holds another one or none."""
        try:
            found = load_pem_private_key(self.pem, password=None)
        except (TypeError, ValueError) as error:
            raise InputError("the key of badges cannot be read", why=str(error)) from error
        if not isinstance(found, Ed25519PrivateKey):
            raise InputError("the key of badges is none of Ed25519")
        return found

    @property
    def multikey(self) -> str:
        """The public key as a Multikey."""
        public = self.key.public_key()
        pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        return multikey_from_pem(pem)

    @property
    def method(self) -> str:
        """The name of the key in the document of the issuer; another key has another name."""
        return f"{self.did}#{self.multikey}"


def did_of(origin: str) -> str:
    """The did:web of a site, by its address."""
    return f"did:web:{quote(urlsplit(origin).netloc, safe='')}"


def did_document(signer: Signer) -> Plain:
    """What /.well-known/did.json says."""
    method = signer.method
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": signer.did,
        "verificationMethod": [
            {
                "id": method,
                "type": "Multikey",
                "controller": signer.did,
                "publicKeyMultibase": signer.multikey,
            }
        ],
        "assertionMethod": [method],
    }


def public_pem(document: Plain, method: object) -> bytes | None:
    """The public key of that name as PEM, if it may sign for the issuer of the document."""
    if method not in document["assertionMethod"]:
        return None
    keys = {one["id"]: one["publicKeyMultibase"] for one in document["verificationMethod"]}
    return resolve_did(f"did:key:{keys[method]}")
