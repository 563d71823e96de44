"""The key that an installation signs badges with: a file of its own, never in the database."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.conf import settings

from salerno.formats.badges import Signer, did_of


def signer() -> Signer:
    """Who signs the badges of this installation; its key is made where there is none yet."""
    file = Path(settings.BADGES_KEY)
    if not file.exists():
        make_key(file)
    return Signer(did_of(settings.ORIGIN), file.read_bytes())


def make_key(file: Path) -> None:
    """Make a key that only its owner may read; of several who try at once one makes it."""
    key = Ed25519PrivateKey.generate()
    content = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.parent.mkdir(parents=True, exist_ok=True)
    number, draft = tempfile.mkstemp(dir=file.parent, prefix=f"{file.name}.")  # mode 0600
    try:
        with os.fdopen(number, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        os.link(draft, file)
    except FileExistsError:  # somebody else was quicker: theirs is the key
        return
    finally:
        os.unlink(draft)
