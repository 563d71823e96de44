"""Everything that is kept of somebody, as one archive of JSON and files."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterable
from typing import Any as Anything

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.module_loading import import_string

from salerno_web.people.models import User
from salerno_web.people.permissions import Viewer

Exported = Iterable[tuple[str, Anything]]
LEFT_OUT = ("password", "digest")


def export_of(user: User, *, viewer: Viewer) -> bytes:
    """A ZIP of everything, for the person themselves; rows as JSON, files as they are.

    Every name in the setting EXPORTERS is asked; it yields names with rows or bytes.
    """
    if user != viewer:
        raise PermissionError("only one's own")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for dotted in settings.EXPORTERS:
            exporter: Callable[[User], Exported] = import_string(dotted)
            for name, content in exporter(user):
                _put(archive, name, content)
    return out.getvalue()


def _put(archive: zipfile.ZipFile, name: str, content: Anything) -> None:
    if isinstance(content, bytes):
        archive.writestr(name, content)
        return
    rows = [{k: v for k, v in row.items() if k not in LEFT_OUT} for row in content]
    written = json.dumps(rows, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
    archive.writestr(f"{name}.json", written)
