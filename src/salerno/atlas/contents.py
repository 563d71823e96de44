"""The atlas: every opportunity, the words they use, and where each stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from importlib.resources.abc import Traversable
from types import MappingProxyType

from salerno.atlas.folders import (
    NAMED,
    AtlasFile,
    Sheet,
    atlas_files,
    default_folders,
    gathered,
    sheet_of,
)
from salerno.atlas.histories import rates_in
from salerno.atlas.marks import Marks, marks_of
from salerno.atlas.variants import INHERITS, Parent, opportunity_id, whole
from salerno.atlas.vocabularies import named_in, refuse_again, vocabulary_of
from salerno.atlas.wanted import wanted_of
from salerno.credentials.vocabulary import Texts, Vocabulary
from salerno.documents import mapping, telling, text, texts
from salerno.errors import AtlasError, Problems, SalernoError, UnknownName, did_you_mean
from salerno.memory import undisturbed
from salerno.money import Rates
from salerno.rules.language.opportunities import opportunity
from salerno.rules.opportunities import Opportunity
from salerno.rules.sources import Source
from salerno.strict_yaml import Entries, Node, Text


@dataclass(frozen=True, slots=True)
class Atlas:
    """The facts: a vocabulary and opportunities by id, in the order of their files.

    `sources` are those of lists and tables, by their id. `ledger` says of every fact id that is
    neither rule nor value why it is not. `paths` is the file of each opportunity. `rates` are the
    exchange rates that sums are compared by, when there are any. `wanted` are the fact ids that the
    atlas should account for, by section.
    """

    vocabulary: Vocabulary = Vocabulary()
    opportunities: Mapping[str, Opportunity] = field(default_factory=lambda: MappingProxyType({}))
    sources: Mapping[str, tuple[Source, ...]] = field(default_factory=lambda: MappingProxyType({}))
    ledger: Mapping[str, Texts] = field(default_factory=lambda: MappingProxyType({}))
    paths: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    rates: Rates | None = None
    wanted: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))

    def opportunity(self, name: str) -> Opportunity:
        """The opportunity of that id; raises UnknownName with the likely intention."""
        if name in self.opportunities:
            return self.opportunities[name]
        raise UnknownName(
            f"unknown opportunity '{name}'",
            fix=did_you_mean(name, self.opportunities) or "list the atlas to see what there is",
        )


@dataclass(frozen=True, slots=True)
class Written:
    """An opportunity, the file it was read from, and what its document names."""

    file: AtlasFile
    marks: Marks
    opportunity: Opportunity


@dataclass(frozen=True, slots=True)
class Contents:
    """An atlas as far as it can be read, what it was read from, and what cannot be read.

    `cases` are files that nothing has been read from yet.
    """

    atlas: Atlas
    cases: tuple[AtlasFile, ...]
    written: tuple[Written, ...]
    ledger: Mapping[str, Text]
    problems: tuple[SalernoError, ...]


@undisturbed()
def read_contents(folders: Iterable[Traversable] | None = None) -> Contents:
    """Everything in the folders that can be read but the cases, and every problem with it."""
    chosen = default_folders() if folders is None else tuple(folders)
    groups, missing = gathered(chosen, lambda folder: tuple(atlas_files(folder)))
    files = [file for group in groups for file in group]
    sheets, unreadable = gathered((file for file in files if file.role in NAMED), sheet_of)
    named = vocabulary_of(sheets)
    written, wrong = _opportunities(files, named.vocabulary)
    distinct, repeated = _distinct(written)
    places, ledger, unfit = _ledger(sheets)
    rates, unpriced = rates_in(sheets)
    wanted, unwanted = wanted_of(sheets)
    atlas = Atlas(
        named.vocabulary,
        MappingProxyType({one.opportunity.id: one.opportunity for one in distinct}),
        named.sources,
        MappingProxyType(ledger),
        MappingProxyType({one.opportunity.id: one.file.path for one in distinct}),
        rates,
        wanted,
    )
    cases = tuple(file for file in files if file.role == "cases")
    problems = (
        *missing,
        *unreadable,
        *named.problems,
        *wrong,
        *repeated,
        *unfit,
        *unpriced,
        *unwanted,
    )
    return Contents(atlas, cases, distinct, MappingProxyType(places), problems)


def _opportunities(
    files: Iterable[AtlasFile], vocabulary: Vocabulary
) -> tuple[list[Written], list[SalernoError]]:
    """The opportunities of the files, one file in memory at a time."""
    found: list[Written] = []
    problems: list[SalernoError] = []
    ruling = [file for file in files if file.role == "opportunities"]
    for file in ruling:
        sheets, unreadable = gathered((file,), sheet_of)
        nodes = (node for sheet in sheets for node in sheet.documents)
        read = partial(_written, file, vocabulary=vocabulary, parent=partial(_parent, ruling))
        written, wrong = gathered(nodes, read)
        found += written
        problems += (*unreadable, *wrong)
    return found, problems


@telling(AtlasError)
def _written(file: AtlasFile, node: Node, *, vocabulary: Vocabulary, parent: Parent) -> Written:
    full = whole(node, parent=parent) if isinstance(node, Entries) else node
    found = opportunity(full, vocabulary)
    assert isinstance(node, Entries)
    return Written(file, marks_of(node), found)


def _parent(files: Iterable[AtlasFile], name: Text) -> Entries:
    """The document of an opportunity that another one inherits; its file is read once more."""
    for file in files:
        if name.value == file.id or name.value.startswith(f"{file.id}/"):
            for document in sheet_of(file).documents:
                if opportunity_id(document) == name.value:
                    return mapping(document, "opportunity")
    raise AtlasError(
        f"{INHERITS}: unknown opportunity '{name.value}'",
        where=name.place,
        fix=did_you_mean(name.value, [file.id for file in files]) or "add it, or stand alone",
    )


def _distinct(written: Iterable[Written]) -> tuple[tuple[Written, ...], tuple[SalernoError, ...]]:
    first: dict[str, Text] = {}

    def once(one: Written) -> Written:
        key = one.marks.id
        refuse_again(first.setdefault(key.value, key), key, "opportunities")
        return one

    return gathered(written, once)


def _ledger(
    sheets: Iterable[Sheet],
) -> tuple[dict[str, Text], dict[str, Texts], tuple[SalernoError, ...]]:
    pairs, problems = named_in("ledger", sheets)
    places: dict[str, Text] = {}

    @telling(AtlasError)
    def entry(pair: tuple[Text, Node]) -> tuple[str, Texts]:
        key, node = pair
        refuse_again(places.setdefault(key.value, key), key, "the ledger")
        return text(key, "ledger"), texts(node, "ledger")

    found, wrong = gathered(pairs, entry)
    return places, dict(found), (*problems, *wrong)


def refuse(problems: Iterable[SalernoError]) -> None:
    """Raise the problems together, in the order of their places, when there are any."""
    found = sorted(problems, key=_position)
    if found:
        raise Problems(found)


def _position(problem: SalernoError) -> tuple[str, int, int]:
    place = problem.where
    return (place.name, place.line, place.column) if place else ("", 0, 0)
