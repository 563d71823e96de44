"""Writing schools and programmes as a folder of documents that can be read back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import yaml

from salerno.errors import InputError, Place
from salerno.programmes.documents import Document, programme_document, school_document
from salerno.programmes.programmes import Programme
from salerno.programmes.schools import School

EACH = 1_000
"""So many documents are in a file at most."""


class _Plain(yaml.SafeDumper):
    """A writer that never names a part to repeat it: readers of ours refuse such names."""

    def ignore_aliases(self, data: object) -> bool:
        """Say that nothing is repeated by name."""
        return True


def write_directory(
    folder: Path, schools: Iterable[School], programmes: Iterable[Programme]
) -> tuple[Path, ...]:
    """Write a file or more for each country; the folder must be new or empty.

    Every document is made before the first is written. Raises InputError.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError("it is there already", where=Place(str(folder)), fix="name a new folder")
    by_country: defaultdict[str, list[Document]] = defaultdict(list)
    for school in schools:
        by_country[school.country].append(school_document(school))
    for programme in programmes:
        by_country[programme.country].append(programme_document(programme))
    texts = {
        f"{country.lower()}{f'-{place // EACH + 1}' if place else ''}.yaml": _text(
            documents[place : place + EACH]
        )
        for country, documents in sorted(by_country.items())
        for place in range(0, len(documents), EACH)
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return tuple(folder / name for name in texts)


def _text(documents: Iterable[Document]) -> str:
    return yaml.dump_all(
        documents, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=10**6,
        explicit_start=True,
    )  # fmt: skip
