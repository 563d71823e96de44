"""Answers as JSON: in a language, page by page, and not again while nothing changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, TypeVar
from typing import Any as Anything

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.utils.translation import activate, get_language
from ninja import Field, Schema
from pydantic import AfterValidator

from salerno.rules import LANGUAGES, Voice
from salerno_web.atlas.queries import digest, voice
from salerno_web.ui.calendar import today

T = TypeVar("T")
Plain = dict[str, Anything]


def _known_language(code: str) -> str:
    if code not in LANGUAGES:
        raise ValueError(f"it can be {', '.join(LANGUAGES)}")
    return code


Language = Annotated[
    str,
    AfterValidator(_known_language),
    Field(description="Of the texts; else that of Accept-Language", examples=["en"]),
]


class Paging(Schema):
    """Which stretch of a list is asked for."""

    page: int = Field(1, ge=1, le=100_000, description="The number of the page")
    size: int = Field(25, ge=1, le=100, description="How many on a page")
    language: Language | None = None

    @property
    def start(self) -> int:
        """How many come before the page."""
        return (self.page - 1) * self.size


def speaker(language: str | None) -> Voice:
    """Who speaks in this request: in that language, else in the one that was negotiated."""
    if language:
        activate(language)
    return voice(language)


def answer(content: Anything, *, status: int = 200, etag: str = "") -> HttpResponse:
    """Content as JSON, with what names its state if it has one."""
    response = JsonResponse(content, safe=False, status=status)
    if etag:
        response.headers["ETag"] = etag
    return response


def steady(request: HttpRequest, content: Callable[[], Anything]) -> HttpResponse:
    """Content that hangs on the facts, the day and the language; 304 for who has it already."""
    etag = f'"{digest()[:20]}-{today().isoformat()}-{get_language()}"'
    if has_already(request, etag):
        response: HttpResponse = HttpResponseNotModified()
        response.headers["ETag"] = etag
        return response
    response = answer(content(), etag=etag)
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


def has_already(request: HttpRequest, etag: str) -> bool:
    """Whether who asks says that they have this state."""
    return any(known in ("*", etag) for known in etags(request.headers.get("If-None-Match", "")))


def etags(header: str) -> list[str]:
    """The states that a header names; compressing an answer makes its own weak."""
    return [one.strip().removeprefix("W/") for one in header.split(",") if one.strip()]


def page_of(
    request: HttpRequest, paging: Paging, rows: Sequence[T], outline: Callable[[T], Plain]
) -> Plain:
    """One page of a list of which all is at hand."""
    shown = rows[paging.start : paging.start + paging.size]
    return {**page_head(request, paging, len(rows)), "rows": [outline(row) for row in shown]}


def page_head(request: HttpRequest, paging: Paging, total: int) -> Plain:
    """How many there are, and where the next and the previous page are."""
    last = max(1, -(-total // paging.size))
    number = paging.page
    return {
        "total": total,
        "page": number,
        "size": paging.size,
        "next": _address(request, number + 1) if number < last else None,
        "prev": _address(request, min(number - 1, last)) if number > 1 else None,
        "atlas": digest(),
    }


def _address(request: HttpRequest, page: int) -> str:
    query = request.GET.copy()
    query["page"] = str(page)
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
