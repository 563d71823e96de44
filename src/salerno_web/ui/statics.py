"""Static files with the hash of their content in their names."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStorage(CompressedManifestStaticFilesStorage):
    """Compressed files that may be kept for ever; a name that is missing is an error."""

    manifest_strict = True
