"""What was sent, as values that the library thinks with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from salerno.credentials.circumstances import Circumstances
from salerno.credentials.countries import check_country
from salerno.credentials.person import Person
from salerno.errors import InputError, UnknownName, did_you_mean
from salerno.formats import record_in
from salerno.money import Money
from salerno.routes.goals import goal_named
from salerno.routes.whatifs import Case, supposing
from salerno.rules import Verdict, screen
from salerno.rules.opportunities import Opportunity
from salerno_web.api.shapes import About, Record, Wishes
from salerno_web.atlas.queries import facts, pack
from salerno_web.routes.asking import Asked
from salerno_web.ui.calendar import today


def person_in(record: Record) -> Person:
    """The person of a record that was sent; raises PersonError with the place."""
    return record_in(record.dict(), name="record", vocabulary=facts().vocabulary)


def verdicts_on(about: About) -> dict[str, Verdict]:
    """The verdict of every opportunity by id; raises PersonError."""
    around = Circumstances(today=about.as_of or today())
    verdicts = screen(person_in(about.record), pack(), circumstances=around)
    return {verdict.opportunity.id: verdict for verdict in verdicts}


def chosen(about: About) -> list[Opportunity]:
    """The opportunities asked for, in the order of the atlas; raises UnknownName."""
    known = facts().opportunities
    _check(about.opportunities, known, "opportunities")
    _check(about.kind, {own.kind for own in known.values()}, "kind")
    countries = [code.upper() for code in about.country]
    _check(countries, {own.country for own in known.values() if own.country}, "country")
    names = set(about.opportunities)
    return [
        own
        for own in known.values()
        if (not names or own.id in names)
        and (not about.kind or own.kind in about.kind)
        and (not countries or own.country in countries)
    ]


def _check(names: Iterable[str], known: Iterable[str], field: str) -> None:
    values = set(known)
    for name in names:
        if name not in values:
            fix = did_you_mean(name, values) or "GET the lists of the atlas to see what there is"
            raise UnknownName(f"{field}: the atlas has no '{name[:100]}'", fix=fix)


def wishes_in(sent: Wishes, *, on: date) -> Asked:
    """What was wished, once all of it is known to the atlas; raises InputError or UnknownName."""
    if sent.by and not on < sent.by <= date(on.year + 20, 12, 31):
        raise InputError("by: it is no day of the next twenty years")
    _check(sent.without, facts().opportunities, "without")
    refused = [code.upper() for code in sent.refused]
    for code in refused:
        check_country(code)
    return Asked(
        goals=tuple(dict.fromkeys(sent.goals)),
        by=sent.by.isoformat() if sent.by else "",
        budget=sent.budget or "",
        yearly=sent.yearly or "",
        currency=Money.parse(f"0 {sent.currency.upper()}").currency,
        examinations=sent.examinations,
        study=sent.study,
        refused=tuple(refused),
        without=tuple(sent.without),
        what_if=tuple(sent.what_if),
    )


def check_goals(asked: Asked, case: Case) -> None:
    """Raise InputError or UnknownName for a goal or a what-if that is not understood."""
    known: Mapping[str, Opportunity] = facts().opportunities
    every: Sequence[Opportunity] = [*known.values()]
    for name in asked.goals:
        goal_named(name, every, vocabulary=facts().vocabulary)
    for what in asked.what_if:
        case = supposing(case, what=what, opportunities=known)
