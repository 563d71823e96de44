"""What is to be said of a badge that somebody shows: by whom it is, and whether it holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any as Anything
from typing import Literal

from salerno.errors import InputError
from salerno.formats.badges.credentials import read_credential
from salerno.formats.badges.issuers import public_pem
from salerno.formats.badges.proofs import (
    is_proven,
    is_signed,
    method_in,
    opened_token,
    read_once,
)
from salerno.formats.badges.records import Completed, Issuance, Plain
from salerno.formats.badges.statuses import is_set, read_status_list

Reason = Literal["shape", "issuer", "key", "proof", "early", "expired", "status", "revoked"]
LONGEST = 100_000
"""Characters of a badge at most."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a badge says, if a known issuer signed it, and every reason why it does not hold."""

    told: Completed | None
    of: Issuance | None
    reasons: tuple[Reason, ...]

    @property
    def holds(self) -> bool:
        """Whether it may be believed."""
        return not self.reasons


def judged(
    text: str, *, known: Mapping[str, Plain], lists: Mapping[str, Plain], now: datetime
) -> Verdict:
    """What is to be said of a badge, as JSON or as a token.

    `known` are the documents of the issuers that are trusted, by their did, `lists` the signed
    status lists by their address. Raises InputError where it is neither JSON nor a token.
    """
    text = text.strip()
    document, method, signed = _opened(text)
    try:
        told, of = read_credential(document)
    except ValueError:
        return Verdict(None, None, ("shape",))
    if of.issuer not in known:
        return Verdict(None, of, ("issuer",))
    pem = public_pem(known[of.issuer], method)
    if pem is None:
        return Verdict(None, of, ("key",))
    if not (is_proven(signed, pem) if signed else is_signed(text, pem)):
        return Verdict(None, of, ("proof",))
    return Verdict(told, of, tuple(_lapses(of, known[of.issuer], lists, now)))


def _opened(text: str) -> tuple[Plain, str, Plain | None]:
    """The credential, the name of its key, and the signed document where it is no token."""
    if len(text) > LONGEST:
        raise InputError("this is too long for a badge")
    try:
        text.encode()
        if not text.startswith("{"):
            return *opened_token(text), None
        found: dict[str, Anything] = read_once(text)
        unsigned = {name: value for name, value in found.items() if name != "proof"}
        return unsigned, method_in(found), found
    except (AttributeError, KeyError, RecursionError, TypeError, ValueError) as error:
        raise InputError(
            "this is no badge", fix="give the file badge.json or badge.jwt as it was given out"
        ) from error


def _lapses(
    of: Issuance, issuer: Plain, lists: Mapping[str, Plain], now: datetime
) -> Iterator[Reason]:
    if now < of.issued:
        yield "early"
    if of.until is not None and now >= of.until:
        yield "expired"
    is_revoked = _is_revoked(of, issuer, lists.get(of.list_url, {}), now)
    if is_revoked is None:
        yield "status"
    elif is_revoked:
        yield "revoked"


def _is_revoked(of: Issuance, issuer: Plain, listed: Plain, now: datetime) -> bool | None:
    """Whether the issuer revoked it, by a status list of its own that holds; None is unknown."""
    unsigned = {name: value for name, value in listed.items() if name != "proof"}
    try:
        bits, issued, until = read_status_list(unsigned)
        pem = public_pem(issuer, method_in(listed))
    except ValueError:
        return None
    is_own = (unsigned["id"], unsigned["issuer"]) == (of.list_url, of.issuer)
    if not is_own or not issued <= now < until or pem is None or not is_proven(listed, pem):
        return None
    return is_set(bits, of.number)
