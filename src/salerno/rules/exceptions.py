"""Applying the named exceptions of a rule to what it requires."""

from __future__ import annotations

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
    return _rewritten(requirement, exception, negated=False)


def _rewritten(requirement: Requirement, exception: RuleException, *, negated: bool) -> Requirement:
    """The requirement with the parts that the exception names lifted or replaced in its case."""

    def again(part: Requirement) -> Requirement:
        return _rewritten(part, exception, negated=negated)

    name, replaced = requirement.note.id, dict(exception.replace)
    if name in exception.drop:
        return _lifted(requirement, exception, negated=negated)
    if name in replaced:
        case = Given(exception.when, exception.because)
        return Choose(((case, replaced[name]),), requirement)
    match requirement:
        case All(parts) | Any(parts) | AtLeast(_, parts):
            return replace(requirement, parts=tuple(again(part) for part in parts))
        case Choose(branches, otherwise):
            pairs = tuple((when, again(then)) for when, then in branches)
            return replace(requirement, branches=pairs, otherwise=again(otherwise))
        case Not(part):
            return replace(requirement, part=_rewritten(part, exception, negated=not negated))
        case _:
            return requirement


def _lifted(part: Requirement, exception: RuleException, *, negated: bool) -> Requirement:
    """The part, of no weight in the case: what must hold holds then, what must not does not."""
    case = Given(exception.when, exception.because)
    return All((part, Not(case))) if negated else Any((part, case))
