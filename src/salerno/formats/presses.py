"""Plain values set in type: a tagged PDF by typst, with typefaces that come as packages."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from importlib import resources
from typing import Any as Anything

from salerno.errors import InputError

Plain = Mapping[str, Anything]
Press = Callable[..., bytes]
TEMPLATE = "printouts.typ"
POINTS = (
    b'#set page(width: auto, height: auto, margin: 0pt)\n#set text(font: "Noto Sans")\n'
    b'#image(bytes(sys.inputs.picture), format: "svg")'
)
JOINED = re.compile("[\u0600-\u08ff]")
"""Letters of Arabic, whose form depends on their neighbours."""


def printed(plain: Plain) -> bytes:
    """What is told of a plan, as the template sets it.

    Raises InputError where the extra 'pdf' is absent, or where no typeface has a character.
    """
    press = _press()
    answers = [{**one, "timeline": _pictured(one["timeline"], press)} for one in plain["answers"]]
    template = resources.files("salerno.formats").joinpath(TEMPLATE).read_bytes()
    return _set(press, template, {**plain, "answers": answers})


def set_in_type(template: bytes, plain: Plain) -> bytes:
    """What is told, as a template sets it on the `day` that it bears; raises as `printed` does."""
    return _set(_press(), template, plain)


def _set(press: Press, template: bytes, plain: Plain) -> bytes:
    return press(
        template,
        format="pdf",
        sys_inputs={"plan": json.dumps(plain, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=datetime.combine(date.fromisoformat(plain["day"]), time(), UTC),
    )


def _pictured(timeline: Plain | None, press: Press) -> Plain | None:
    """A timeline whose picture can be printed: one with joined letters is made of points.

    The typesetter forgets which letters such forms in an SVG stand for, which PDF/UA forbids.
    """
    if timeline is None or not JOINED.search(timeline["picture"]):
        return timeline
    points = press(POINTS, format="png", ppi=144, sys_inputs={"picture": timeline["picture"]})
    return {**timeline, "picture": list(points), "kind": "png"}


def _press() -> Press:
    """The typesetter with its typefaces, and with those of the system left out."""
    try:
        import fontpkg_noto_sans  # noqa: PLC0415 - the extra may be absent
        import fontpkg_noto_sans_arabic  # noqa: PLC0415 - the extra may be absent
        import typst  # noqa: PLC0415 - the extra may be absent
    except ImportError as error:
        raise InputError(
            "a printed plan needs the extra 'pdf'",
            fix="install it with: pip install 'salerno[pdf]'",
        ) from error
    folders = [one.ROOT / "files" for one in (fontpkg_noto_sans, fontpkg_noto_sans_arabic)]
    typefaces = typst.Fonts(include_system_fonts=False, font_paths=folders)

    def press(template: bytes, **asked: Anything) -> bytes:  # noqa: ANN401 - whatever typst takes
        try:
            return bytes(typst.compile(template, font_paths=typefaces, **asked))
        except typst.TypstError as error:
            raise InputError(
                "the plan cannot be printed",
                why=error.message,
                fix="write it as .xlsx; the typefaces cover Latin, Cyrillic and Arabic only",
            ) from error

    return press
