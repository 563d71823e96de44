"""Files of routes: workbook, calendar, picture, PDF and JSON, by the ending of their name."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from os import PathLike, getpid
from pathlib import Path
from types import MappingProxyType

from salerno.errors import InputError, Place
from salerno.routes.answers import Answer
from salerno.routes.outlines import answer_outline
from salerno.routes.steps import Outlook
from salerno.rules.wording.voices import Voice

Written = Callable[[Sequence[Answer], Voice, Outlook], bytes]


def _json(answers: Sequence[Answer], voice: Voice, outlook: Outlook) -> bytes:
    outlines = [answer_outline(one, voice, outlook=outlook) for one in answers]
    return (json.dumps(outlines, ensure_ascii=False, indent=2) + "\n").encode()


def _workbook(answers: Sequence[Answer], voice: Voice, outlook: Outlook) -> bytes:
    from salerno.formats.workbooks import workbook_of  # noqa: PLC0415 - slow to load

    return workbook_of(answers, voice, outlook)


def _calendar(answers: Sequence[Answer], voice: Voice, outlook: Outlook) -> bytes:
    from salerno.formats.calendars import calendar_of  # noqa: PLC0415 - slow to load

    return calendar_of(answers, voice, outlook)


def _picture(answers: Sequence[Answer], voice: Voice, outlook: Outlook) -> bytes:
    from salerno.formats.gantt import picture_of  # noqa: PLC0415 - loaded only when it is drawn

    return picture_of(answers, voice, outlook)


def _printout(answers: Sequence[Answer], voice: Voice, outlook: Outlook) -> bytes:
    from salerno.formats.printouts import printout_of  # noqa: PLC0415 - the extra may be absent

    return printout_of(answers, voice, outlook)


_WRITERS: Mapping[str, Written] = MappingProxyType(
    {
        ".xlsx": _workbook,
        ".ics": _calendar,
        ".svg": _picture,
        ".pdf": _printout,
        ".json": _json,
    }
)
ROUTE_FORMATS = tuple(_WRITERS)


def routes_as(ending: str, answers: Sequence[Answer], *, voice: Voice, outlook: Outlook) -> bytes:
    """The answers in the format of an ending, such as `.xlsx`; one of `ROUTE_FORMATS`."""
    return _WRITERS[ending](answers, voice, outlook)


def write_routes(
    path: str | PathLike[str], answers: Sequence[Answer], *, voice: Voice, outlook: Outlook
) -> None:
    """Write the answers in the format that the ending of the name says, whole or not at all.

    Raises InputError where the file cannot be written.
    """
    target = Path(path)
    content = routes_as(target.suffix, answers, voice=voice, outlook=outlook)
    fresh = target.with_name(f".{target.name}.{getpid()}")
    try:
        fresh.write_bytes(content)
        fresh.replace(target)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise InputError(
            "cannot be written",
            where=Place(str(target)),
            why=str(error.strerror),
            fix="name a file in a folder that you may write to",
        ) from error
