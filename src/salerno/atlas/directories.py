"""Reading the directory: every school, programme and fund of some folders, all checked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType
from typing import Any as Anything
from typing import TypeVar

from salerno.atlas.folders import AtlasFile, atlas_files, gathered, sheet_of
from salerno.atlas.pools import cached, compiled, digest_of_files
from salerno.credentials.vocabulary import Vocabulary
from salerno.errors import InputError, Problems, RuleError, SalernoError, did_you_mean
from salerno.memory import undisturbed
from salerno.programmes.directory import OWN_GROUPS, Directory
from salerno.programmes.fund_language import fund, proof_rule
from salerno.programmes.funds import Fund, ProofRule
from salerno.programmes.language import programme, school
from salerno.programmes.programmes import Programme
from salerno.programmes.schools import School
from salerno.rules.language.reading import Scope, pairs
from salerno.rules.language.requirements import requirement
from salerno.rules.requirements import Requirement
from salerno.strict_yaml import Entries, Node


def default_folders() -> tuple[Traversable, ...]:
    """The programmes that come with the library."""
    return (files("salerno_programmes"),)


@undisturbed()
def load_directory(
    folders: Iterable[Traversable] | None = None, *, vocabulary: Vocabulary
) -> Directory:
    """The directory in the YAML files of the folders; raises Problems with everything wrong."""
    gathering = _Gathering(vocabulary)
    for folder in default_folders() if folders is None else folders:
        for file in atlas_files(folder):
            gathering.read(file)
    gathering.check()
    if gathering.problems:
        raise Problems(gathering.problems)
    return Directory(
        MappingProxyType({one.id: one for one, _ in gathering.schools.values()}),
        MappingProxyType({one.id: one for one, _ in gathering.programmes.values()}),
        MappingProxyType(gathering.groups),
        MappingProxyType({one.id: one for one, _ in gathering.funds.values()}),
        MappingProxyType({one.id: one for one, _ in gathering.proofs.values()}),
    )


def cached_directory(
    cache_file: Path,
    folders: Iterable[Traversable] | None = None,
    *,
    vocabulary: Vocabulary,
    worded_by: str = "",
) -> Directory:
    """The directory of the folders, from the cache file when it was made from the same files.

    Otherwise the folders are read and the cache file is written, whole or not at all. `worded_by`
    is the digest of the atlas whose vocabulary the rules are written in.
    """
    chosen = default_folders() if folders is None else tuple(folders)
    return cached(
        cache_file,
        lambda: load_directory(chosen, vocabulary=vocabulary),
        made_from=_digest(chosen, worded_by),
        parts=_parts,
        of=_directory,
    )


def compile_directory(
    directory: Directory, folders: Iterable[Traversable] | None = None, *, worded_by: str = ""
) -> str:
    """The text of a cache file that stands for the folders, as `cached_directory` writes it."""
    chosen = default_folders() if folders is None else tuple(folders)
    return compiled(_parts(directory), made_from=_digest(chosen, worded_by))


def _digest(folders: tuple[Traversable, ...], worded_by: str) -> str:
    return f"{digest_of_files(folders)} {worded_by}"


def _parts(directory: Directory) -> tuple[object, ...]:
    return tuple(getattr(directory, own.name) for own in fields(Directory))


def _directory(parts: Anything) -> Directory:  # noqa: ANN401 - as they come out of a file
    return Directory(*parts)


@dataclass(slots=True)
class _Gathering:
    """What was read so far, each with its place, and every problem."""

    vocabulary: Vocabulary
    schools: dict[str, tuple[School, Node]] = field(default_factory=dict)
    programmes: dict[str, tuple[Programme, Node]] = field(default_factory=dict)
    groups: dict[str, Requirement] = field(default_factory=dict)
    funds: dict[str, tuple[Fund, Node]] = field(default_factory=dict)
    proofs: dict[str, tuple[ProofRule, Node]] = field(default_factory=dict)
    problems: list[SalernoError] = field(default_factory=list)

    def read(self, file: AtlasFile) -> None:
        """Take in the documents of a file; what cannot be read is a problem, the rest is kept."""
        sheets, unreadable = gathered((file,), sheet_of)
        _, wrong = gathered((node for sheet in sheets for node in sheet.documents), self._take)
        self.problems += (*unreadable, *wrong)

    def _take(self, node: Node) -> None:
        keys = node.keys() if isinstance(node, Entries) else ()
        if keys == ("groups",) and isinstance(node, Entries):
            for key, value in pairs(node.pairs[0][1], "groups"):
                self.groups[key.value] = requirement(value, Scope(self.vocabulary))
        elif "fund" in keys:
            _keep(fund(node, self.vocabulary), self.funds, node)
        elif "proof" in keys:
            _keep(proof_rule(node), self.proofs, node)
        elif "programme" in keys:
            _keep(programme(node, self.vocabulary), self.programmes, node)
        elif "school" in keys:
            _keep(school(node), self.schools, node)
        else:
            fix = "begin with 'school:', 'programme:', 'groups:', 'fund:' or 'proof:'"
            raise InputError("nothing of the directory", where=node.place, fix=fix)

    def check(self) -> None:
        """Find what does not fit together."""
        for own, node in self.schools.values():
            if own.awarded_by:
                self._known("school", own.awarded_by, self.schools, node)
        groups = {*OWN_GROUPS, *self.groups}
        for one, node in self.programmes.values():
            self._known("school", one.school, self.schools, node)
            for price in one.prices:
                self._known("group", price.value.group, groups, node)
        bound = {*self.schools, *self.programmes}
        for helps, node in self.funds.values():
            for name in helps.schools:
                self._known("school", name, bound, node)

    def _known(self, what: str, name: str, known: Iterable[str], node: Node) -> None:
        names = tuple(known)
        if name not in names:
            fix = did_you_mean(name, names) or f"add the {what}, or name another"
            self.problems.append(RuleError(f"unknown {what} '{name}'", where=node.place, fix=fix))


_Named = TypeVar("_Named", School, Programme, Fund, ProofRule)


def _keep(own: _Named, known: dict[str, tuple[_Named, Node]], node: Node) -> None:
    if own.id in known:
        why = f"it is already at {known[own.id][1].place}"
        raise InputError(f"'{own.id}' is described twice", where=node.place, why=why)
    known[own.id] = own, node
