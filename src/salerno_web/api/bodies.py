"""Reading what is sent: JSON, strictly, and not too much of it."""

from __future__ import annotations

import json
from typing import Any as Anything
from typing import NoReturn

from django.http import HttpRequest
from ninja.parser import Parser

from salerno_web.api.problems import Problem

LARGEST = 1_000_000  # bytes


class StrictJson(Parser):
    """Reads a body; ninja wants an object for that."""

    def parse_body(self, request: HttpRequest) -> Anything:
        """The JSON of a request; raises Problem."""
        if request.content_type != "application/json":
            raise Problem(415, "Send JSON and say so: 'Content-Type: application/json'.")
        if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST:
            raise Problem(413, f"Send {LARGEST:,} bytes at most.")
        return json_in(request.body)


def json_in(content: bytes) -> Anything:
    """What a JSON text says; numbers with a point stay the text that they are. Raises Problem."""
    try:
        return json.loads(
            content.decode("utf-8"),
            parse_float=str,
            parse_constant=_refuse,
            object_pairs_hook=_once,
        )
    except (ValueError, RecursionError) as error:
        raise Problem(400, f"The request is not JSON: {error}") from error


def _refuse(word: str) -> NoReturn:
    raise ValueError(f"{word} is no JSON")


def _once(pairs: list[tuple[str, Anything]]) -> dict[str, Anything]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice in one object")
    return found
