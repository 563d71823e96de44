"""Uploaded files made harmless: known kinds only, rewritten by a parser that is kept on a leash."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import PurePath

from django.utils.translation import gettext as _

from salerno.errors import InputError
from salerno_web.credentials.uploads.unfit import Unfit

LARGEST = 10 * 1024 * 1024
TIME = 20  # seconds
KINDS = {".pdf": "pdf", ".jpg": "jpeg", ".jpeg": "jpeg", ".png": "png"}
MEDIA = {"pdf": "application/pdf", "jpeg": "image/jpeg", "png": "image/png"}
MAGIC = {"pdf": b"%PDF-", "jpeg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n"}
TEST_VIRUS = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
PARSER = "salerno_web.credentials.uploads.parser"


class Refused(InputError):
    """An uploaded file is not kept; `code` names the reason for programs."""

    def __init__(self, code: str, what: str, *, fix: str) -> None:
        super().__init__(what, fix=fix)
        self.code = code


@dataclass(frozen=True, slots=True)
class Clean:
    """A file as it is kept: `pages` of a PDF, 1 for an image."""

    content: bytes
    media_type: str
    pages: int


def cleaned(name: str, content: bytes) -> Clean:
    """The harmless file of an upload; raises Refused, saying why and what to do.

    The ending of the name, the first bytes and a real parser must agree on the kind. Images are
    drawn anew, without what else they carried; PDFs are written anew without scripts, actions
    and attachments, what was filled in drawn into the page. The parser runs apart, with little
    time and memory.
    """
    kind = _kind(name, content)
    try:
        ran = _parsed(kind, content)
    except subprocess.TimeoutExpired as error:
        fix = _("Save it anew.")
        raise Refused("too-slow", _("The file takes too long to read."), fix=fix) from error
    head, _newline, body = ran.stdout.partition(b"\n")
    if ran.returncode or not head:
        complaint = ran.stderr.decode(errors="replace").strip().splitlines()[-1:]
        raise _refusal("".join(complaint))
    return Clean(body, MEDIA[kind], int(json.loads(head)["pages"]))


def _parsed(kind: str, content: bytes) -> subprocess.CompletedProcess[bytes]:
    """What the parser said; it is not told the settings of the site, where secrets are."""
    told = {name: value for name, value in os.environ.items() if not name.startswith("SALERNO_")}
    asked = [sys.executable, "-m", PARSER, kind]
    return subprocess.run(
        asked, input=content, capture_output=True, check=False, timeout=TIME, env=told
    )


def _refusal(code: str) -> Refused:
    anew, smaller = (
        _("Save it anew and try again."),
        _("Send at most 10 MB, for example with fewer pages."),
    )
    open_ = _("Open it with its password, print it to PDF, and send that.")
    said = {
        Unfit.ENCRYPTED: (_("The PDF is protected by a password."), open_),
        Unfit.PAGES: (_("The PDF has more than 60 pages."), smaller),
        Unfit.PIXELS: (_("The picture is too large to be drawn."), anew),
        Unfit.UNPACKS: (_("The file unpacks to far more than it seems to be."), anew),
        Unfit.DOUBLE: (_("The file is also a file of another kind."), anew),
    }
    if code not in said:
        what = _("The file is damaged, or is not what its name says.")
        return Refused("damaged", what, fix=anew)
    what, fix = said[code]
    return Refused(code, what, fix=fix)


def _kind(name: str, content: bytes) -> str:
    kind = KINDS.get(PurePath(name.replace("\0", "")).suffix.casefold())
    allowed = _("Send a PDF, JPEG or PNG; print other files to PDF first.")
    if kind is None:
        raise Refused("unknown-kind", _("Files of this kind are not kept."), fix=allowed)
    if not content or len(content) > LARGEST:
        fix = _("Send at most 10 MB, for example with fewer pages.")
        raise Refused("size", _("The file is empty or larger than 10 MB."), fix=fix)
    if not content.startswith(MAGIC[kind]):
        what = _("The file is not what the ending of its name says.")
        raise Refused("other-kind", what, fix=allowed)
    if TEST_VIRUS in content:
        raise infected()
    return kind


def infected() -> Refused:
    """The refusal of a file that carries a virus."""
    return Refused("virus", _("The file carries a virus."), fix=_("Check your computer."))
