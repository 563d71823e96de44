"""Uploaded files made harmless: known kinds only, rewritten by a parser that is kept on a leash."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import PurePath

from django.utils.translation import gettext as _

from salerno.errors import InputError

LARGEST = 10 * 1024 * 1024
TIME = 20  # seconds
KINDS = {".pdf": "pdf", ".jpg": "jpeg", ".jpeg": "jpeg", ".png": "png"}
MEDIA = {"pdf": "application/pdf", "jpeg": "image/jpeg", "png": "image/png"}
MAGIC = {"pdf": b"%PDF-", "jpeg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n"}
TEST_VIRUS = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
PARSER = "salerno_web.credentials.uploads.parser"


class Refused(InputError):
    """An uploaded file is not kept."""


@dataclass(frozen=True, slots=True)
class Clean:
    """A file as it is kept: `pages` of a PDF, 1 for an image."""

    content: bytes
    media_type: str
    pages: int


def cleaned(name: str, content: bytes) -> Clean:
    """The harmless file of an upload; raises Refused, saying why and what to do.

    The ending of the name, the first bytes and a real parser must agree on the kind. Images are
    drawn anew, without what else they carried; PDFs are written anew without scripts, actions,
    forms and attachments. The parser runs apart, with little time and memory.
    """
    kind = _kind(name, content)
    asked = [sys.executable, "-m", PARSER, kind]
    try:
        ran = subprocess.run(asked, input=content, capture_output=True, check=False, timeout=TIME)
    except subprocess.TimeoutExpired as error:
        raise Refused(_("The file takes too long to read."), fix=_("Save it anew.")) from error
    head, _newline, body = ran.stdout.partition(b"\n")
    if ran.returncode or not head:
        why = ran.stderr.decode(errors="replace").strip().splitlines()[-1:]
        raise Refused(_SAID.get("".join(why), _UNREADABLE)(), fix=_("Save it anew and try again."))
    return Clean(body, MEDIA[kind], int(json.loads(head)["pages"]))


def _unreadable() -> str:
    return _("The file is damaged, or is not what its name says.")


_UNREADABLE = _unreadable
_SAID = {
    "refused: encrypted": lambda: _("The PDF is protected by a password."),
    "refused: too many pages": lambda: _("The PDF has more than 60 pages."),
    "refused: too large": lambda: _("The picture is too large to be drawn."),
}


def _kind(name: str, content: bytes) -> str:
    kind = KINDS.get(PurePath(name.replace("\0", "")).suffix.casefold())
    allowed = _("Send a PDF, JPEG or PNG; print other files to PDF first.")
    if kind is None:
        raise Refused(_("Files of this kind are not kept."), fix=allowed)
    if not content or len(content) > LARGEST:
        fix = _("Send at most 10 MB, for example with fewer pages.")
        raise Refused(_("The file is empty or larger than 10 MB."), fix=fix)
    if not content.startswith(MAGIC[kind]):
        raise Refused(_("The file is not what the ending of its name says."), fix=allowed)
    if TEST_VIRUS in content:
        raise Refused(_("The file carries a virus."), fix=_("Check your computer."))
    return kind
