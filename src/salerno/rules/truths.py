"""Whether a requirement holds for one person, and on what day a day of a rule falls for them.

A verdict on an opportunity is folded over its circuit; this is for the conditions beside a rule:
who gets a discount, who is served first.
"""

from __future__ import annotations

from salerno.credentials.conditions import Day, Standpoint, resolve
from salerno.credentials.tri import Tri, every, opposite, some
from salerno.periods import PartialDate
from salerno.rules.judging import judge
from salerno.rules.requirements import All, Any, AtLeast, Choose, Given, Not, Requirement


def holds(requirement: Requirement, view: Standpoint) -> Tri:
    """Whether the requirement is met, bars being merely unmet; the same as its circuit says."""
    match requirement:
        case All(parts):
            return every(holds(part, view) for part in parts)
        case Any(parts):
            return some(holds(part, view) for part in parts)
        case AtLeast(count, parts):
            return sorted((holds(part, view) for part in parts), reverse=True)[count - 1]
        case Not(part):
            return opposite(holds(part, view))
        case Given(part):
            return holds(part, view)
        case Choose():
            return _chosen(requirement, view)
        case _:
            return judge(requirement, view).truth


def _chosen(choice: Choose, view: Standpoint) -> Tri:
    """What the branch taken says; what all that may be taken say alike, else unknown."""
    found = set()
    for when, then in choice.branches:
        taken = holds(when, view)
        if taken is not Tri.NO:
            found.add(holds(then, view))
        if taken is Tri.YES:
            break
    else:
        found.add(holds(choice.otherwise, view))
    return found.pop() if len(found) == 1 else Tri.UNKNOWN


def falls_on(day: Day, view: Standpoint) -> PartialDate | None:
    """When a day of a rule falls; None while its anchor is unknown or has not happened."""
    if "/" in day.anchor and not any(c.type == day.anchor for c in view.person.credentials):
        return None
    return resolve(day, view)
