"""Badges to test with: one by hand, and as many as wanted from a seed."""

import random
from datetime import UTC, date, datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from salerno.formats.badges import (
    Completed,
    Issuance,
    Signer,
    did_document,
    did_of,
    sealed,
    status_list_of,
)

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
SITE = "https://salerno.example"
LIST = f"{SITE}/certificates/status/"
TROTA = Completed(
    "Trota de Ruggiero", "Ospedale San Giovanni", "Surgery in Salerno", "surgery", "elective",
    date(2026, 10, 5), date(2026, 10, 30), 4, 152,
)  # fmt: skip


def signer_of(seed=b"\x01" * 32, did=None):
    """Return an issuer whose key is made of some bytes."""
    key = Ed25519PrivateKey.from_private_bytes(seed)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return Signer(did or did_of(SITE), pem)


SIGNER = signer_of()
OTHER = signer_of(b"\x02" * 32)
KNOWN = {SIGNER.did: did_document(SIGNER)}


def issuance(number=7, **told):
    """Return under which names a badge is given out."""
    given = {
        "url": f"{SITE}/certificates/{number}/", "issuer": SIGNER.did, "name": "Salerno",
        "site": f"{SITE}/", "issued": NOW, "list_url": LIST, "number": number,
    }  # fmt: skip
    return Issuance(**{**given, **told})


def listed(*revoked, signer=SIGNER, at=NOW, **told):
    """Return the signed status list in which these are revoked."""
    given = {"issuer": signer.did, "url": LIST, "issued": at, "until": at + timedelta(days=7)}
    return sealed(status_list_of(revoked, **{**given, **told}), signer=signer, at=at)


NAMES = (
    "Trota", "Ħelena Öz", "ليلى", 'Мария "Маша"', "陳\u2028", "O'Brien <b>&amp;", "a\\b\tc", "🩺",
)  # fmt: skip


def badges(count, *, seed):
    """Yield completed placements and the names of their badges, drawn from a seed."""
    chance = random.Random(seed)
    for number in chance.sample(range(131_072), count):
        first = date(2020, 1, 6) + timedelta(weeks=chance.randrange(300))
        weeks = chance.randrange(1, 13)
        told = Completed(
            trainee=" ".join(chance.choices(NAMES, k=chance.randrange(1, 4))),
            host=chance.choice(NAMES),
            rotation=chance.choice(NAMES),
            specialty=chance.choice(("surgery", "internal-medicine", "")),
            kind=chance.choice(("core", "elective", "observership")),
            first=first,
            last=first + timedelta(weeks=weeks, days=-3),
            weeks=weeks,
            hours=chance.choice((None, 0, 40 * weeks)),
        )
        until = chance.choice((None, NOW + timedelta(days=chance.randrange(1, 4000))))
        yield told, issuance(number, until=until)
