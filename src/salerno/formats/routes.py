"""Files of routes: workbook, calendar, picture and JSON, by the ending of their name."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from os import PathLike, getpid
from pathlib import Path
from types import MappingProxyType

from salerno.errors import InputError, Place
from salerno.formats.calendars import calendar_of
from salerno.formats.gantt import picture_of
from salerno.formats.workbooks import workbook_of
from salerno.routes.answers import Answer
from salerno.routes.outlines import answer_outline
from salerno.routes.steps import Outlook
from salerno.rules.wording.voices import Voice

Written = Callable[[Sequence[Answer], Voice, Outlook], bytes]


def _json(answers: Sequence[Answer], voice: Voice, outlook: Outlook) -> bytes:
    outlines = [answer_outline(one, voice, outlook=outlook) for one in answers]
    return (json.dumps(outlines, ensure_ascii=False, indent=2) + "\n").encode()


_WRITERS: Mapping[str, Written] = MappingProxyType(
    {".xlsx": workbook_of, ".ics": calendar_of, ".svg": picture_of, ".json": _json}
)
ROUTE_FORMATS = tuple(_WRITERS)


def write_routes(
    path: str | PathLike[str], answers: Sequence[Answer], *, voice: Voice, outlook: Outlook
) -> None:
    """Write the answers in the format that the ending of the name says, whole or not at all.

    Raises InputError where the file cannot be written.
    """
    target = Path(path)
    content = _WRITERS[target.suffix](answers, voice, outlook)
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
