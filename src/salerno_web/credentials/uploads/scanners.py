"""Where a virus scanner is asked: which one, the setting `scanner` says by its address.

A connector answers; it is found by the scheme of the address, so that nothing here knows it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.module_loading import import_string

from salerno.errors import InputError


class Verdict(Enum):
    """What a scanner says of a file; UNAVAILABLE is no answer, and never means clean."""

    CLEAN = "clean"
    INFECTED = "infected"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True, slots=True)
class Scan:
    """A verdict, with the name of the virus or why there is no answer."""

    verdict: Verdict
    said: str = ""


Scanner = Callable[[bytes, str], Scan]


def scanned(content: bytes) -> Scan:
    """What the scanner of this installation says; clean where there is none.

    Raises InputError where the setting names a scanner that is not known.
    """
    if not settings.SCANNER:
        return Scan(Verdict.CLEAN)
    return scanner_of(settings.SCANNER)(content, settings.SCANNER)


def scanner_of(address: str) -> Scanner:
    """The scanner that an address names; raises InputError where it is not known."""
    scheme = urlsplit(address).scheme
    if scheme not in settings.SCANNERS:
        known = " or ".join(f"{name}://..." for name in settings.SCANNERS)
        raise InputError(f"scanner: '{scheme}' is not known", fix=known)
    scanner: Scanner = import_string(settings.SCANNERS[scheme])
    return scanner
