"""The chain of events: each carries the digest of the one before it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any as Anything

FIELDS = (
    "at", "verb", "actor", "subject_kind", "subject_id", "about", "organisation", "reason",
    "detail", "request_id",
)  # fmt: skip
START = "0" * 64


def digest_of(event: Mapping[str, Anything], *, before: str) -> str:
    """The digest of an event and of everything before it; times count to the microsecond."""
    told = {name: event[name] for name in FIELDS if name != "at"}
    told["at"] = event["at"].astimezone().timestamp().hex()
    written = json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(f"{before}\n{written}".encode()).hexdigest()


def first_broken(events: Iterable[Mapping[str, Anything]], *, end: str) -> int | None:
    """The id of the first event that was changed or has lost the one before it.

    0 where the last ones are missing; None where all is as it was written. O(events).
    """
    before = START
    for event in events:
        if event["before"] != before or event["digest"] != digest_of(event, before=before):
            return int(event["id"])
        before = event["digest"]
    return None if before == (end or START) else 0
