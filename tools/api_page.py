"""The page of the API, from the OpenAPI document that it serves."""

import os
import tempfile
from collections.abc import Iterator, Mapping
from typing import Any

import django

INTRODUCTION = """# The API

The same answers as the pages, as JSON, under `/api/v1/`. A site serves the whole of this as an
OpenAPI 3.1 document at `/api/v1/openapi.json`, and as a page at `/api/`.
[Ask over HTTP](../how-to/ask-over-http.md) shows how.
"""
KEYS = """Where a key is needed, send `Authorization: Bearer KEY`. Keys are made on the site, under
privacy; they either only read or also write. Whatever goes wrong is answered as
`application/problem+json` (RFC 9457) with `type`, `title`, `status`, `detail`, `request_id`, and
where it is known `where`, `fix` and `errors`."""


def page() -> str:
    """The page as Markdown."""
    schema, listed, kinds = _described()
    parts = [INTRODUCTION.strip(), schema["info"]["description"].strip(), KEYS]
    for tag, rows in listed.items():
        parts += [f"## {tag.capitalize()}", *(part for one in rows for part in _operation(one))]
    rows = [f"| {status} | `{kind}` | {title} |" for status, (kind, title) in kinds.items()]
    parts += [
        "## Problems",
        "\n".join(["| status | type ends in | meaning |", "|---|---|---|", *rows]),
    ]
    return "\n\n".join(parts) + "\n"


def _described() -> tuple[Mapping[str, Any], Mapping[str, Any], Mapping[int, tuple[str, str]]]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "salerno_web.project.settings")
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("SALERNO_HOME", folder)
        django.setup()
        from salerno_web.api.listing import operations  # noqa: PLC0415 - after Django is set up
        from salerno_web.api.problems import KINDS  # noqa: PLC0415 - after Django is set up
        from salerno_web.api.versions import description  # noqa: PLC0415 - after Django is set up

        return description(), operations(description()), KINDS


def _operation(one: Any) -> Iterator[str]:
    key = " Needs a key." if one.needs_key else ""
    yield f"### {one.method} {one.path}"
    yield f"{one.summary}. {' '.join(one.meaning.split())}{key}"
    if one.named:
        rows = [
            f"| `{own.name}`{' (needed)' if own.is_required else ''} | {own.place} | {own.kind}"
            f" | {own.meaning} |"
            for own in one.named
        ]
        yield "\n".join(["| name | where | kind | meaning |", "|---|---|---|---|", *rows])
    yield f"Answers: {', '.join(one.replies)}."
