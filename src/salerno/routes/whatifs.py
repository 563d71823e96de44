"""What if: a person or an outlook with one thing changed, and what that changes in a plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType

from salerno.credentials.countries import check_country
from salerno.credentials.person import Credential, Person
from salerno.credentials.vocabulary import CredentialType
from salerno.errors import InputError, UnknownName, did_you_mean
from salerno.periods import PartialDate, Span, add
from salerno.routes.providers import holding
from salerno.routes.routes import Plan, Route
from salerno.routes.steps import Outlook, Step
from salerno.routes.tasks import Timeline
from salerno.rules.canonical import version_id
from salerno.rules.opportunities import IN_FORCE, Opportunity

Opportunities = Mapping[str, Opportunity]

FORMS = (
    "failed OPPORTUNITY", "delayed OPPORTUNITY 3 months", "refused GB", "learned de C1",
    "fact NAME=VALUE", "on OPPORTUNITY", "off OPPORTUNITY",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """Whom routes are looked for, and how."""

    person: Person
    outlook: Outlook


@dataclass(frozen=True, slots=True)
class Change:
    """What a what-if changes between two routes; steps are in the order of their route.

    `cost` and `days` are after less before: cost in the person's currency, days to the end of the
    dated route, or of the critical path where there are no dates.
    """

    dropped: tuple[Step, ...]
    added: tuple[Step, ...]
    cost: Decimal
    days: int


@dataclass(frozen=True, slots=True)
class Difference:
    """Two plans side by side, and what changes between their cheapest and their fastest routes."""

    before: Plan
    after: Plan
    cheapest: Change | None
    fastest: Change | None


def supposing(case: Case, *, what: str, opportunities: Opportunities) -> Case:
    """The case if that were so; raises InputError with the forms that are understood.

    An examination failed today, a step delayed by a span, no entry to a country, a language learned
    to a level of the CEFR, a fact that is otherwise, the proposed or stayed rules of an opportunity
    switched on, or its rules in force switched off.
    """
    word, _, rest = what.strip().partition(" ")
    if word not in _SUPPOSED or not rest.strip():
        fix = "write " + ", or ".join(f"'{form}'" for form in FORMS)
        raise InputError(f"what if '{what[:60]}'? That is not understood", fix=fix)
    return _SUPPOSED[word](case, rest.strip(), opportunities)


def _opportunity(name: str, opportunities: Opportunities) -> Opportunity:
    if name not in opportunities:
        raise UnknownName(f"unknown opportunity '{name}'", fix=did_you_mean(name, opportunities))
    return opportunities[name]


def _failed(case: Case, name: str, opportunities: Opportunities) -> Case:
    """A sitting that was not passed, on the day the plan is made."""
    known, today = case.outlook.vocabulary, case.outlook.circumstances.today
    opportunity = _opportunity(name, opportunities)
    types = (known.types.get(grant.type) for grant in opportunity.grants)
    sat = [own for own in types if own is not None and _can_fail(own)]
    if not sat:
        fix = "name an examination whose result can be 'fail'"
        raise InputError(f"'{name}' cannot be failed", fix=fix)
    failing = MappingProxyType({"result": ("fail",)})
    results = [Credential(own.id, PartialDate.on(today), attributes=failing) for own in sat]
    return replace(case, person=holding(case.person, results))


def _can_fail(own: CredentialType) -> bool:
    result = own.attribute("result")
    return result is not None and (not result.codes or "fail" in result.codes)


def _delayed(case: Case, words: str, opportunities: Opportunities) -> Case:
    name, length = _parted(words, " ")
    opportunity = _opportunity(name, opportunities)
    today = case.outlook.circumstances.today
    days = (add(today, Span.parse(length)) - today).days
    late = case.outlook.delays.get(opportunity.id, 0) + days
    delays = MappingProxyType({**case.outlook.delays, opportunity.id: late})
    return replace(case, outlook=replace(case.outlook, delays=delays))


def _parted(words: str, sign: str) -> tuple[str, str]:
    """What stands before the sign, and what after it."""
    first, _, rest = words.partition(sign)
    return first.strip(), rest.strip()


def _refused(case: Case, country: str, _: Opportunities) -> Case:
    check_country(country)
    refused = case.outlook.refused | {country}
    return replace(case, outlook=replace(case.outlook, refused=refused))


def _learned(case: Case, words: str, _: Opportunities) -> Case:
    language, level = _parted(words, " ")
    known = case.outlook.vocabulary.credential_type("language/level")
    said = {"language": language, "cefr": level}
    values = {}
    for name, value in said.items():
        attribute = known.attribute(name)
        values[name] = (attribute.parse(value) if attribute else value,)
    today = PartialDate.on(case.outlook.circumstances.today)
    learned = Credential(known.id, today, attributes=MappingProxyType(values))
    return replace(case, person=holding(case.person, [learned]))


def _fact(case: Case, words: str, _: Opportunities) -> Case:
    name, value = _parted(words, "=")
    attribute = case.outlook.vocabulary.fact(name)
    values = tuple(attribute.parse(part.strip()) for part in value.split(","))
    facts = MappingProxyType({**case.person.facts, attribute.name: values})
    lines = {k: v for k, v in case.person.timelines.items() if k != attribute.name}
    person = replace(case.person, facts=facts, timelines=MappingProxyType(lines))
    return replace(case, person=person)


def _on(case: Case, name: str, opportunities: Opportunities) -> Case:
    return _switched(case, _opportunity(name, opportunities), on=True)


def _off(case: Case, name: str, opportunities: Opportunities) -> Case:
    return _switched(case, _opportunity(name, opportunities), on=False)


def _switched(case: Case, opportunity: Opportunity, *, on: bool) -> Case:
    """The case with the rules that are not in force switched on in place of those that are.

    Switched off, those in force are.
    """
    live = [v for v in opportunity.versions if v.status in IN_FORCE]
    waiting = [v for v in opportunity.versions if v.status in ("proposed", "stayed", "deferred")]
    if on and not waiting:
        fix = "name one with a proposed, stayed or deferred rule"
        raise InputError(f"'{opportunity.id}' has no rule that waits to come into force", fix=fix)
    around = case.outlook.circumstances
    statuses = dict(around.statuses)
    statuses.update({f"{opportunity.id} {version_id(v)}": "repealed" for v in live})
    if on:
        statuses.update({f"{opportunity.id} {version_id(v)}": "in-force" for v in waiting})
    changed = replace(around, statuses=MappingProxyType(statuses))
    return replace(case, outlook=replace(case.outlook, circumstances=changed))


_SUPPOSED: Mapping[str, Callable[[Case, str, Opportunities], Case]] = MappingProxyType(
    {
        "failed": _failed,
        "delayed": _delayed,
        "refused": _refused,
        "learned": _learned,
        "fact": _fact,
        "on": _on,
        "off": _off,
    }
)


def difference(before: Plan, after: Plan, *, outlook: Outlook) -> Difference:
    """What changes between two plans for one goal; no change where one of them has no route."""
    pairs = [(_best(before, which), _best(after, which)) for which in ("cheapest", "fastest")]
    changes = [
        change(one, other, outlook=outlook) if one and other else None for one, other in pairs
    ]
    return Difference(before, after, *changes)


def _best(plan: Plan, which: str) -> Route | None:
    return next((route for route in plan.routes if which in route.best), None)


def change(before: Route, after: Route, *, outlook: Outlook) -> Change:
    """What changes from one route to another."""
    return Change(
        _without(before.steps, after.steps),
        _without(after.steps, before.steps),
        outlook.worth(after.high) - outlook.worth(before.high),
        _days(after) - _days(before),
    )


def _without(steps: Iterable[Step], others: Iterable[Step]) -> tuple[Step, ...]:
    there = {step.id for step in others}
    return tuple(step for step in steps if step.id not in there)


def _days(route: Route) -> int:
    if isinstance(route.timeline, Timeline):
        return (route.timeline.finish[1] - route.timeline.start).days
    return round(route.weight.time)
