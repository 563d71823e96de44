"""The files of an atlas, what each is for, and their text with the place of every value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Literal, TypeVar

from salerno.errors import AtlasError, Place, SalernoError
from salerno.strict_yaml import Node, read_documents

Role = Literal[
    "types",
    "facts",
    "lists",
    "tables",
    "ledger",
    "rates",
    "yearly-rates",
    "wanted",
    "translations",
    "cases",
    "opportunities",
]

NAMED: tuple[Role, ...] = (
    "types", "facts", "lists", "tables", "ledger", "rates", "yearly-rates", "wanted",
    "translations",
)  # fmt: skip
TRANSLATIONS = "translations/"
CASES = ".cases.yaml"
RULES = ".yaml"

A = TypeVar("A")
B = TypeVar("B")


@dataclass(frozen=True, slots=True)
class AtlasFile:
    """A file of an atlas; `path` is relative to its folder and parted by slashes."""

    path: str
    role: Role
    source: Traversable

    @property
    def id(self) -> str:
        """The path without its endings: the id of the opportunity that stands or is tested here."""
        return self.path.removesuffix(CASES).removesuffix(RULES)

    @property
    def place(self) -> Place:
        """The file itself, for errors that belong to no line."""
        return Place(str(self.source))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file as read: the documents in it."""

    file: AtlasFile
    documents: tuple[Node, ...]


def default_folders() -> tuple[Traversable, ...]:
    """The facts that come with the library."""
    return (files("salerno_atlas"),)


def atlas_files(folder: Traversable) -> Iterator[AtlasFile]:
    """The YAML files of a folder and the folders in it, in the order of their paths."""
    if not folder.is_dir():
        raise AtlasError(
            "no such folder", where=Place(str(folder)), fix="name a folder of YAML files"
        )
    yield from _walk(folder, "")


def _walk(folder: Traversable, prefix: str) -> Iterator[AtlasFile]:
    for child in sorted(folder.iterdir(), key=lambda entry: entry.name):
        path = f"{prefix}{child.name}"
        if child.name.startswith((".", "_")):
            continue
        if child.is_dir():
            yield from _walk(child, f"{path}/")
        elif child.name.endswith((".yaml", ".yml")):
            yield AtlasFile(path, _role(path), child)


def _role(path: str) -> Role:
    if path.startswith(TRANSLATIONS):
        return "translations"
    name = path.rpartition("/")[2]
    stem = name.removesuffix(RULES)
    for role in NAMED:
        if stem == role:
            return role
    return "cases" if name.endswith(CASES) else "opportunities"


def sheet_of(file: AtlasFile) -> Sheet:
    """A file as read; raises InputError with the place."""
    if file.path.endswith(".yml"):
        raise AtlasError("a file name that ends in .yml", where=file.place, fix="rename it .yaml")
    return Sheet(file, read_documents(file.source.read_bytes(), name=str(file.source)))


def gathered(
    values: Iterable[A], read: Callable[[A], B]
) -> tuple[tuple[B, ...], tuple[SalernoError, ...]]:
    """Read everything that can be read, and every error of the rest."""
    found: list[B] = []
    problems: list[SalernoError] = []
    for value in values:
        try:
            found.append(read(value))
        except SalernoError as error:
            problems.append(error)
    return tuple(found), tuple(problems)
