"""Files kept by the digest of their content, in a folder that nobody else may read."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from salerno.errors import InputError, Place


@dataclass(frozen=True, slots=True)
class Store:
    """A folder of files; equal contents are one file."""

    folder: Path

    def write(self, content: bytes) -> str:
        """Keep a content, whole or not at all, and return its digest."""
        digest = sha256(content).hexdigest()
        target = self._path(digest)
        if target.exists():
            return digest
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.replace(name, target)
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

    def _path(self, digest: str) -> Path:
        return self.folder / digest[:2] / digest
