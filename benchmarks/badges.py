"""Badges: made, signed twice and judged, beside what Ed25519 alone takes for as many signatures."""

import json
import random
from datetime import UTC, date, datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from benchmarks.measures import Figure, best, check, seconds, times
from salerno.formats.badges import (
    Completed,
    Issuance,
    Signer,
    credential_of,
    did_document,
    judged,
    sealed,
    status_list_of,
    token_of,
)

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
SITE = "https://salerno.example"
LIST = f"{SITE}/certificates/status/"
KEY = Ed25519PrivateKey.from_private_bytes(b"\x07" * 32)
PEM = KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
SIGNER = Signer("did:web:salerno.example", PEM)


def run(*, smoke):
    """Sign and judge badges in both forms, each beside bare signatures of the same bytes."""
    count = 20 if smoke else 1000
    several = list(credentials(count))
    made, documents = best(lambda: [json.dumps(proven(one)) for one in several], 1)
    wrapped, tokens = best(lambda: [token_of(one, signer=SIGNER) for one in several], 1)
    lists = {LIST: proven(listed())}
    bare, signatures = best(lambda: [KEY.sign(one.encode()) for one in documents], 3)
    public = KEY.public_key()
    pairs = list(zip(signatures, documents, strict=True))
    checked, _ = best(lambda: [public.verify(one, text.encode()) for one, text in pairs], 3)
    read, _ = best(lambda: judge(documents, lists), 1)
    opened, _ = best(lambda: judge(tokens, lists), 1)
    return [
        line(f"{count} badges made with a proof within", made, bare, "signing their bytes"),
        line(f"{count} badges made as tokens", wrapped, bare, "signing their bytes"),
        line(f"{count} badges judged with their status", read, checked, "verifying their bytes"),
        line(f"{count} tokens judged with their status", opened, checked, "verifying their bytes"),
    ]


def line(name, ours, bare, beside):
    """Write one figure; what canonical statements cost is in it."""
    told = f"{seconds(ours)} against {seconds(bare)}"
    return Figure(f"{name}, against {beside} by Ed25519 alone", times(ours / bare), told)


def credentials(count):
    """Yield credentials of invented placements."""
    chance = random.Random(20261123)
    for number in range(count):
        first = date(2026, 1, 5) + timedelta(weeks=chance.randrange(40))
        weeks = chance.randrange(1, 13)
        last = first + timedelta(weeks=weeks, days=-3)
        told = Completed(
            f"Trainee {number}", f"Hospital {chance.randrange(50)}", "Ward", "surgery", "elective",
            first, last, weeks, 38 * weeks,
        )  # fmt: skip
        url = f"{SITE}/certificates/{number}/"
        yield credential_of(
            told, Issuance(url, SIGNER.did, "Salerno", f"{SITE}/", NOW, LIST, number)
        )


def proven(document):
    """Return a document with its proof."""
    return sealed(document, signer=SIGNER, at=NOW)


def listed():
    """Return a status list in which nothing is revoked."""
    until = NOW + timedelta(days=7)
    return status_list_of((), issuer=SIGNER.did, url=LIST, issued=NOW, until=until)


def judge(several, lists):
    """Judge badges, all of which must hold."""
    known = {SIGNER.did: did_document(SIGNER)}
    found = [judged(one, known=known, lists=lists, now=NOW) for one in several]
    check(all(one.holds for one in found), "a badge that was signed does not hold")
