"""What a change of the atlas changes: rules, and the verdicts of a sample of persons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from salerno.atlas.contents import Atlas
from salerno.credentials.circumstances import Circumstances
from salerno.credentials.person import Person
from salerno.rules.canonical import version_id
from salerno.rules.chain import State
from salerno.rules.opportunities import Opportunity
from salerno.rules.packs import compile_pack
from salerno.rules.verdicts import screen


@dataclass(frozen=True, slots=True)
class ChangedRules:
    """The rule versions of an opportunity that came and went, by their canonical names.

    Both are empty when only what surrounds the rules changed (a fee, a value, a title).
    """

    opportunity: str
    came: tuple[str, ...]
    went: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangedVerdict:
    """A person whose verdict changed; None where the opportunity does not exist."""

    person: str
    opportunity: str
    before: State | None
    after: State | None


@dataclass(frozen=True, slots=True)
class Difference:
    """Opportunities by id, each group in the order of its atlas, and verdicts by person."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[ChangedRules, ...]
    verdicts: tuple[ChangedVerdict, ...]


def difference(
    old: Atlas, new: Atlas, *, persons: Iterable[Person] = (), circumstances: Circumstances
) -> Difference:
    """What differs between two atlases, and for whom of the persons under the circumstances."""
    before, after = old.opportunities, new.opportunities
    changed = [name for name in after if name in before and after[name] != before[name]]
    added = tuple(name for name in after if name not in before)
    removed = tuple(name for name in before if name not in after)
    touched = (*removed, *changed, *added)
    return Difference(
        added,
        removed,
        tuple(_changed_rules(before[name], after[name]) for name in changed),
        tuple(
            verdict
            for person in persons
            for verdict in _changed_verdicts(person, touched, (before, after), circumstances)
        ),
    )


def _changed_rules(before: Opportunity, after: Opportunity) -> ChangedRules:
    old, new = ([version_id(v) for v in found.versions] for found in (before, after))
    came = tuple(name for name in new if name not in old)
    return ChangedRules(after.id, came, tuple(name for name in old if name not in new))


def _changed_verdicts(
    person: Person,
    touched: tuple[str, ...],
    atlases: tuple[Mapping[str, Opportunity], Mapping[str, Opportunity]],
    circumstances: Circumstances,
) -> Iterable[ChangedVerdict]:
    before, after = (_states(person, touched, found, circumstances) for found in atlases)
    for name in touched:
        if before.get(name) != after.get(name):
            yield ChangedVerdict(person.id, name, before.get(name), after.get(name))


def _states(
    person: Person,
    touched: tuple[str, ...],
    opportunities: Mapping[str, Opportunity],
    circumstances: Circumstances,
) -> Mapping[str, State]:
    pack = compile_pack(opportunities[name] for name in touched if name in opportunities)
    verdicts = screen(person, pack, circumstances=circumstances)
    return {verdict.opportunity.id: verdict.state for verdict in verdicts}
