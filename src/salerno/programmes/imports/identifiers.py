"""Identifiers of schools as people write them: bare, as an address, with a word before."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from salerno.errors import InputError

_SHAPES: Mapping[str, tuple[re.Pattern[str], str]] = MappingProxyType(
    {
        "ror": (re.compile(r"0[a-z0-9]{6}\d{2}"), "write it like 02xf66n48"),
        "wikidata": (re.compile(r"q[1-9]\d*"), "write it like Q1234"),
        "wdoms": (re.compile(r"f\d{7}"), "write it like F0001234"),
        "faimer": (re.compile(r"f?\d{7}"), "write it like F0001234"),
        "ipeds": (re.compile(r"\d{6}"), "write six digits"),
        "domain": (re.compile(r"(?:[\w-]+\.)+[^\W\d_]{2,}"), "write it like example.org"),
    }
)


def identifier_of(scheme: str, written: str) -> str:
    """The identifier in its plain form; raises InputError when it is none of that register."""
    bare = written.strip().casefold()
    bare = re.sub(r"^[a-z]+://", "", bare).split("?")[0].rstrip("/")
    if scheme == "domain":
        bare = bare.partition("/")[0].removeprefix("www.")
    else:
        bare = re.split(r"[/:\s]", bare)[-1]
    shape, fix = _SHAPES[scheme]
    if not shape.fullmatch(bare):
        raise InputError(f"'{written[:40]}' is no identifier of {scheme}", fix=fix)
    return bare.upper() if scheme in ("wikidata", "wdoms", "faimer") else bare
