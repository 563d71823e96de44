"""The meaning of a requirement, read off its tree: slow, plain, and independent of circuits.

Values stand on the chain 0 (never), 1 (not yet), 2 (met), each an interval (low, high). A `World`
says how every leaf stands; a leaf of unknown truth makes an interval.
"""

from dataclasses import dataclass, replace
from itertools import product

from salerno.credentials.tri import Tri
from salerno.rules.chain import MAYBE_MET, MAYBE_OPEN, SURELY_MET, SURELY_OPEN
from salerno.rules.leaves import Note
from salerno.rules.requirements import All, Any, AtLeast, Choose, Given, Not, walk

NEVER, NOT_YET, MET = 0, 1, 2
GROUPS = (All, Any, AtLeast, Not, Choose, Given)


@dataclass(frozen=True)
class World:
    """The truth of each leaf, the leaves of which nothing is held, and which sources are final."""

    truths: dict
    absent: frozenset = frozenset()
    trusts: object = lambda note: True

    def truth(self, leaf):
        return self.truths[bare(leaf)]


def bare(leaf):
    """A leaf without its note: the question alone."""
    return replace(leaf, note=Note())


def leaves_of(requirement):
    """The distinct questions of a requirement, in the order they stand."""
    parts = (part for part in walk(requirement) if not isinstance(part, GROUPS))
    return list(dict.fromkeys(bare(part) for part in parts))


def interval(bits):
    """The interval (low, high) that the bits of the library stand for."""
    low = MET if bits & SURELY_MET else NOT_YET if bits & SURELY_OPEN else NEVER
    high = MET if bits & MAYBE_MET else NOT_YET if bits & MAYBE_OPEN else NEVER
    return low, high


def lies_in(inner, outer):
    """Whether one interval lies in another."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def value(requirement, world, negated=False, bar=None):
    """The interval of a requirement by three-valued recursion; `bar` is inherited from groups."""
    bar = _bar(requirement, bar)
    match requirement:
        case Not(part):
            return value(part, world, not negated, bar)
        case Given(part):
            return value(part, world, negated, "case")
        case All(parts) | Any(parts) | AtLeast(_, parts):
            found = [value(part, world, negated, bar) for part in parts]
            return _ranked(found, _count(requirement, negated))
        case Choose(branches, otherwise):
            return _chosen(branches, otherwise, world, negated, bar)
        case _:
            return _literal(requirement, world, negated, bar)


def _bar(requirement, bar):
    if bar is None and isinstance(requirement, GROUPS) and requirement.note.if_unmet == "never":
        return "never"
    return bar


def _count(group, negated):
    """How many parts of a group must hold, or must fail when it is negated."""
    needed = {All: len(group.parts), Any: 1}.get(type(group)) if group.parts else None
    if isinstance(group, AtLeast):
        needed = group.count
    if needed is None:
        needed = 0 if isinstance(group, All) else 1
    return len(group.parts) - needed + 1 if negated else needed


def _ranked(found, count):
    """The count-th best on both ends; nothing needed is met, and too much needed is never."""
    lows, highs = (sorted((f[end] for f in found), reverse=True) for end in (0, 1))
    if count <= 0:
        return MET, MET
    if count > len(found):
        return NEVER, NEVER
    return lows[count - 1], highs[count - 1]


def _chosen(branches, otherwise, world, negated, bar):
    """The first branch whose condition holds; all that may be first when that is not known."""
    open_ = []
    for when, then in branches:
        truth = value(when, world, False, "case")
        if truth[1] == MET:
            open_.append(value(then, world, negated, bar))
        if truth[0] == MET:
            return _hull(open_)
    return _hull([*open_, value(otherwise, world, negated, bar)])


def _hull(found):
    return min(low for low, _ in found), max(high for _, high in found)


def _literal(leaf, world, negated, bar):
    own = bar or ("never" if leaf.note.if_unmet == "never" else "")
    truth = world.truth(leaf)
    if truth is Tri.UNKNOWN:
        return (NEVER, MET) if own else (NOT_YET, MET)
    if (truth is Tri.YES) != negated:
        return MET, MET
    if own == "case":
        return NEVER, NEVER
    is_absent = bare(leaf) in world.absent and not negated
    if own == "" or is_absent:
        return NOT_YET, NOT_YET
    return (NEVER, NEVER) if world.trusts(leaf.note) else (NEVER, NOT_YET)


def completions(requirement, world):
    """Every world in which the unknown leaves of a requirement have come out one way or other."""
    unknown = [leaf for leaf in leaves_of(requirement) if world.truth(leaf) is Tri.UNKNOWN]
    for answers in product((Tri.NO, Tri.YES), repeat=len(unknown)):
        known = dict(zip(unknown, answers, strict=True))
        yield replace(world, truths={**world.truths, **known})


def possible(requirement, world):
    """The smallest interval that holds the value in every completion."""
    return _hull([value(requirement, complete) for complete in completions(requirement, world)])


def version_value(version, world):
    """The value of a rule version in a world of which the truth of every leaf is known."""
    requirement = version.requires
    for exception in version.exceptions:
        applies = value(exception.when, world, False, "case") == (MET, MET)
        requirement = _excepted(requirement, exception, applies)
    return value(requirement, world)


def _excepted(requirement, exception, applies):
    """What is required after an exception; a bar of an exception stands whoever it is for."""
    if exception.then == "never":
        return All((requirement, Not(exception.when, Note(if_unmet="never"))))
    if not applies:
        return requirement
    if exception.then == "met":
        return All(())
    changed = {**dict.fromkeys(exception.drop, None), **dict(exception.replace)}
    return _substituted(requirement, changed, negated=False)


def _substituted(requirement, changed, negated):
    name = requirement.note.id
    if name in changed:
        lifted = Any(()) if negated else All(())
        return lifted if changed[name] is None else changed[name]
    match requirement:
        case All(parts) | Any(parts) | AtLeast(_, parts):
            own = tuple(_substituted(part, changed, negated) for part in parts)
            return replace(requirement, parts=own)
        case Not(part):
            return replace(requirement, part=_substituted(part, changed, not negated))
        case Choose(branches, otherwise):
            pairs = tuple((w, _substituted(then, changed, negated)) for w, then in branches)
            other = _substituted(otherwise, changed, negated)
            return replace(requirement, branches=pairs, otherwise=other)
        case _:
            return requirement
