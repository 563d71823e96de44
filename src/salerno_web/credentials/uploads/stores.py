"""Files kept by the digest of their content, in a folder that nobody else may read."""

from __future__ import annotations

import os
import re
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from salerno.errors import InputError, Place

DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Store:
    """A folder of files; equal contents are one file."""

    folder: Path

    def write(self, content: bytes) -> str:
        """Keep a content, whole or not at all, and return its digest."""
        digest = sha256(content).hexdigest()
        target = self._path(digest)
        if self.is_whole(digest):
            return digest
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        target.parent.mkdir(mode=0o700, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.replace(name, target)
            _settle(target.parent)
        except OSError:
            with suppress(OSError):
                os.unlink(name)
            raise
        return digest

    def read(self, digest: str) -> bytes:
        """The content of a digest; raises InputError when it is missing or no longer itself."""
        path = self._path(digest)
        try:
            content = path.read_bytes()
        except OSError as error:
            raise InputError("the file is missing", where=Place(str(path))) from error
        if sha256(content).hexdigest() != digest:
            raise InputError("the file has changed since it was kept", where=Place(str(path)))
        return content

    def delete(self, digest: str) -> None:
        """Forget a content, if it is there."""
        self._path(digest).unlink(missing_ok=True)

    def is_whole(self, digest: str) -> bool:
        """Whether a content is there and still itself."""
        try:
            self.read(digest)
        except InputError:
            return False
        return True

    def _path(self, digest: str) -> Path:
        if not DIGEST.fullmatch(digest):
            raise InputError(f"'{digest}' is no digest", fix="give the 64 hexadecimal digits")
        return self.folder / digest[:2] / digest


def _settle(folder: Path) -> None:
    """Have the name of a new file survive a power cut, too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
