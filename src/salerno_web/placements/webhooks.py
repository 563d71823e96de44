"""What other software is told of an event: its body, its signature, and when it is tried again."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any as Anything
from urllib.parse import urlsplit

PAUSES = tuple(
    timedelta(minutes=minutes) for minutes in (1, 5, 30, 2 * 60, 6 * 60, 12 * 60, 24 * 60)
)
"""How long is waited after each attempt that failed."""
MOST_ATTEMPTS = len(PAUSES) + 1
EVENT, STAMP, SIGNATURE = "Salerno-Event", "Salerno-Timestamp", "Salerno-Signature"


@dataclass(frozen=True, slots=True)
class Reply:
    """What an address answered: its status, 0 for none, and what was wrong."""

    status: int
    problem: str = ""

    @property
    def is_good(self) -> bool:
        """Whether it took what was sent; to be sent elsewhere is no such answer."""
        return 200 <= self.status < 300


def body_of(told: Mapping[str, Anything]) -> bytes:
    """The body of a delivery, the same for the same."""
    return json.dumps(told, sort_keys=True, separators=(",", ":")).encode()


def signed(key: str, body: bytes, *, secret: str, now: datetime) -> dict[str, str]:
    """The headers of a delivery: its key, when it was sent, and what proves that it is ours."""
    stamp = str(int(now.timestamp()))
    return {
        "Content-Type": "application/json",
        "User-Agent": "Salerno",
        EVENT: key,
        STAMP: stamp,
        SIGNATURE: f"sha256={signature_of(body, stamp=stamp, secret=secret)}",
    }


def signature_of(body: bytes, *, stamp: str, secret: str) -> str:
    """HMAC-SHA256 of the moment, a point and the body, in hexadecimal."""
    told = stamp.encode() + b"." + body
    return hmac.new(secret.encode(), told, hashlib.sha256).hexdigest()


def next_attempt(attempts: int, *, now: datetime) -> datetime:
    """When something is tried again after so many attempts; the last pause where it is not."""
    return now + PAUSES[min(attempts, len(PAUSES)) - 1]


def is_address(url: str, *, anywhere: bool) -> bool:
    """Whether other software can be told there: HTTPS, a host, no password, no part of a page."""
    parts = urlsplit(url)
    schemes = ("https", "http") if anywhere else ("https",)
    known = parts.scheme in schemes and bool(parts.hostname)
    return known and parts.username is None and parts.password is None and not parts.fragment
