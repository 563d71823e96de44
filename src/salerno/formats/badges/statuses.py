"""Bitstring status lists: one bit for each badge, set where it was revoked."""

from __future__ import annotations

import base64
import gzip
import zlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any as Anything

from salerno.errors import InputError
from salerno.formats.badges.credentials import PURPOSE, VERIFIABLE
from salerno.formats.badges.records import Plain, moment, moment_in

SMALLEST = 131_072
"""Bits of a list at least, among which a single badge is not found out."""
LARGEST = 1 << 25
"""Bits of a list at most: a reader never unpacks more."""


def status_list_of(
    revoked: Iterable[int], *, issuer: str, url: str, issued: datetime, until: datetime
) -> dict[str, Anything]:
    """The credential that tells which badges are revoked, not signed yet; raises InputError."""
    return _list_of(packed(revoked), issuer=issuer, url=url, issued=issued, until=until)


def _list_of(
    bits: str, *, issuer: str, url: str, issued: datetime, until: datetime
) -> dict[str, Anything]:
    return {
        "@context": [VERIFIABLE],
        "id": url,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer,
        "validFrom": moment(issued),
        "validUntil": moment(until),
        "credentialSubject": {
            "id": f"{url}#list",
            "type": "BitstringStatusList",
            "statusPurpose": PURPOSE,
            "encodedList": bits,
        },
    }


def read_status_list(written: Plain) -> tuple[bytes, datetime, datetime]:
    """The bits of a list, from when and until when it holds; raises ValueError if it is none."""
    try:
        bits = written["credentialSubject"]["encodedList"]
        issued, until = moment_in(written["validFrom"]), moment_in(written["validUntil"])
        again = _list_of(
            bits, issuer=written["issuer"], url=written["id"], issued=issued, until=until
        )
        content = unpacked(bits)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ValueError("no status list") from error
    if again != written:
        raise ValueError("more or less than a status list")
    return content, issued, until


def packed(numbers: Iterable[int]) -> str:
    """Bits of which these are set, the first bit first, as a status list writes them.

    The list doubles until every number has its place; raises InputError where none would have it.
    """
    several = sorted(numbers)
    if several and not 0 <= several[0] <= several[-1] < LARGEST:
        raise InputError(f"a status list has numbers from 0 to {LARGEST - 1:,} only")
    size = SMALLEST
    while several and several[-1] >= size:
        size *= 2
    bits = bytearray(size // 8)
    for number in several:
        bits[number // 8] |= 0x80 >> number % 8
    content = gzip.compress(bytes(bits), mtime=0)
    return "u" + base64.urlsafe_b64encode(content).decode().rstrip("=")


def unpacked(written: str) -> bytes:
    """The bits of a status list; raises ValueError where they are too few, too many or none."""
    if not written.startswith("u"):
        raise ValueError("another base")
    text = written[1:]
    content = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    try:
        bits = zlib.decompressobj(31).decompress(content, LARGEST // 8 + 1)
    except zlib.error as error:
        raise ValueError("not compressed by gzip") from error
    if not SMALLEST <= 8 * len(bits) <= LARGEST:
        raise ValueError("too few or too many bits")
    return bits


def is_set(bits: bytes, number: int) -> bool | None:
    """Whether a bit is set; None where the list has no such bit."""
    if not 0 <= number < 8 * len(bits):
        return None
    return bool(bits[number // 8] & 0x80 >> number % 8)
