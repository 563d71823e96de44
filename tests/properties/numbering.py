"""Giving the parts of a drawn requirement their ids."""

from dataclasses import replace
from itertools import count

from salerno.rules.leaves import Note
from salerno.rules.requirements import All, Any, AtLeast, Choose, Given, Not


def noted(requirement, barring):
    """The requirement, a bar when `barring`."""
    return replace(requirement, note=Note(if_unmet="never")) if barring else requirement


def numbered(requirement, numbers=None):
    """The requirement with an id on every part that exceptions may name."""
    numbers = numbers or count()
    note = replace(requirement.note, id=f"part-{next(numbers)}")
    own = replace(requirement, note=note)
    match own:
        case All(parts) | Any(parts) | AtLeast(_, parts):
            return replace(own, parts=tuple(numbered(part, numbers) for part in parts))
        case Not(part) | Given(part):
            return replace(own, part=numbered(part, numbers))
        case Choose(branches, otherwise):
            pairs = tuple(
                (numbered(when, numbers), numbered(then, numbers)) for when, then in branches
            )
            return replace(own, branches=pairs, otherwise=numbered(otherwise, numbers))
        case _:
            return own
