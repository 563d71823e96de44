"""Applying the named exceptions of a rule to what it requires."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from salerno.rules.leaves import Note
from salerno.rules.opportunities import RuleException, RuleVersion
from salerno.rules.requirements import All, Any, AtLeast, Choose, Given, Not, Requirement


def effective(version: RuleVersion) -> Requirement:
    """What the version requires once its exceptions are applied, in the order they are written."""
    requirement = version.requires
    for exception in version.exceptions:
        requirement = _with_exception(requirement, exception)
    return requirement


def _with_exception(requirement: Requirement, exception: RuleException) -> Requirement:
    case = Given(exception.when, exception.because)
    if exception.then == "met":
        return Any((requirement, case))
    if exception.then == "never":
        barred = Note(say=exception.because, if_unmet="never")
        return All((requirement, Not(exception.when, barred)))
    lifted: dict[str, Requirement] = dict.fromkeys(exception.drop, case)
    return _rewritten(requirement, lifted, dict(exception.replace), exception)


def _rewritten(
    requirement: Requirement,
    lifted: Mapping[str, Requirement],
    replaced: Mapping[str, Requirement],
    exception: RuleException,
) -> Requirement:
    """The requirement with parts lifted (or'ed with the case) or replaced in that case."""

    def again(part: Requirement) -> Requirement:
        return _rewritten(part, lifted, replaced, exception)

    name = requirement.note.id
    if name in lifted:
        return Any((requirement, lifted[name]))
    if name in replaced:
        given = Given(exception.when, exception.because)
        return Choose(((given, replaced[name]),), requirement)
    match requirement:
        case All(parts) | Any(parts) | AtLeast(_, parts):
            return replace(requirement, parts=tuple(again(part) for part in parts))
        case Choose(branches, otherwise):
            pairs = tuple((when, again(then)) for when, then in branches)
            return replace(requirement, branches=pairs, otherwise=again(otherwise))
        case Not(part):
            return replace(requirement, part=again(part))
        case _:
            return requirement
