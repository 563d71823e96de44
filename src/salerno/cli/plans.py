"""`salerno plan` and `salerno goals`: routes from what a person holds to where they want to be."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

import numpy as np
import typer

from salerno.atlas import Atlas
from salerno.cli.options import (
    AsJson,
    AsOf,
    AtlasFolder,
    AtLeast,
    Cohort,
    Language,
    PersonFile,
    Suppose,
    atlas_of,
    circumstances_of,
    day_of,
    pairs_of,
    person_in,
    voice_of,
)
from salerno.cli.phrases import phrase
from salerno.cli.printing import show, show_json, working
from salerno.cli.routes import show_answers
from salerno.credentials.countries import check_country
from salerno.credentials.vocabulary import NO, YES
from salerno.errors import InputError
from salerno.formats import ROUTE_FORMATS, read_rates, write_routes
from salerno.money import Money
from salerno.routes.answers import Answer, answer
from salerno.routes.goals import goal_named, goals_of, matching
from salerno.routes.outlines import answer_outline, goal_outline
from salerno.routes.planning import Wishes
from salerno.routes.steps import Outlook
from salerno.routes.tasks import Limits
from salerno.routes.whatifs import FORMS, Case
from salerno.rules import compile_pack
from salerno.rules.wording.voices import Voice

MOST_LIVES = 1_000_000

GoalIds = Annotated[
    list[str],
    typer.Option("--goal", metavar="ID", help="Where to: see salerno goals. Several are compared."),
]
By = Annotated[str, typer.Option("--by", metavar="DATE", help="The last day for the goal.")]
Budget = Annotated[
    str, typer.Option("--budget", metavar="AMOUNT", help="For the whole route, such as 12000EUR.")
]
Yearly = Annotated[str, typer.Option("--yearly", metavar="AMOUNT", help="For each calendar year.")]
Currency = Annotated[
    str, typer.Option("--currency", metavar="CODE", help="Yours [that of the budget, else EUR].")
]
RatesFile = Annotated[
    Path | None,
    typer.Option("--rates", metavar="FILE", help="A dated table of exchange rates [the atlas's]."),
]
Examinations = Annotated[
    int, typer.Option("--examinations", min=0, help="How many at a time; 0 is any number.")
]
Study = Annotated[
    int, typer.Option("--study", min=0, metavar="DAYS", help="Kept free before each examination.")
]
Refused = Annotated[
    list[str] | None,
    typer.Option("--refused", metavar="COUNTRY", help="A country that you cannot enter."),
]
Without = Annotated[
    list[str] | None,
    typer.Option("--without", metavar="ID", help="An opportunity that you do not want."),
]
Segment = Annotated[
    list[str] | None,
    typer.Option("--segment", metavar="NAME=VALUE", help="The group that rates are read for."),
]
Count = Annotated[
    list[str] | None,
    typer.Option("--count", metavar="UNIT=NUMBER", help="How many a fee is paid for."),
]
CaseIs = Annotated[
    list[str] | None,
    typer.Option("--case", metavar="CASE=yes|no", help="Whether the case of a surcharge applies."),
]
WhatIf = Annotated[
    list[str] | None,
    typer.Option("--what-if", metavar="WORDS", help=f"Suppose: {'; '.join(FORMS)}."),
]
Prove = Annotated[bool, typer.Option("--prove", help="Prove that the cheapest is the cheapest.")]
MostRoutes = Annotated[int, typer.Option("--most", min=1, help="How many routes to show.")]
Lives = Annotated[
    int, typer.Option("--lives", min=1, max=MOST_LIVES, help="How many lives are imagined.")
]
Seed = Annotated[int, typer.Option("--seed", min=0, help="What the lives are drawn from.")]
InFull = Annotated[bool, typer.Option("--full", help="Every route step by step.")]
Out = Annotated[
    list[Path] | None,
    typer.Option("--out", metavar="FILE", help=f"Write to: {', '.join(ROUTE_FORMATS)}."),
]
Words = Annotated[list[str] | None, typer.Argument(metavar="[WORDS]", help="In id or title.")]


def plan(
    person: PersonFile,
    *,
    goal: GoalIds,
    by: By = "",
    budget: Budget = "",
    yearly: Yearly = "",
    currency: Currency = "",
    rates: RatesFile = None,
    examinations: Examinations = 1,
    study: Study = 0,
    refused: Refused = None,
    without: Without = None,
    segment: Segment = None,
    count: Count = None,
    case: CaseIs = None,
    what_if: WhatIf = None,
    prove: Prove = False,
    most: MostRoutes = 3,
    lives: Lives = 10_000,
    seed: Seed = 1,
    full: InFull = False,
    out: Out = None,
    as_of: AsOf = "",
    assurance: AtLeast = "claimed",
    cohort: Cohort = None,
    suppose: Suppose = None,
    language: Language = "en",
    as_json: AsJson = False,
    atlas: AtlasFolder = None,
) -> None:
    """The routes from what a person holds to a goal: steps, dates, costs, risks, and why.

    With several goals, they are compared side by side.
    """
    _check_formats(out or ())
    facts = atlas_of(atlas, language)
    voice = voice_of(language, facts)
    amounts = (_amount(budget, "--budget"), _amount(yearly, "--yearly"))
    outlook = Outlook(
        circumstances_of(as_of=as_of, assurance=assurance, cohort=cohort, suppose=suppose),
        facts.vocabulary,
        facts.rates if rates is None else read_rates(rates),
        _currency(currency, amounts),
        refused=frozenset(_country(code) for code in refused or ()),
        without=frozenset(facts.opportunity(name).id for name in without or ()),
        segment=MappingProxyType(dict(pairs_of(segment, "--segment"))),
        quantities=MappingProxyType(_counts(count)),
        cases=MappingProxyType(_cases(case)),
    )
    in_all, each_year = (_in_currency(amount, outlook) for amount in amounts)
    last = day_of(by, "--by") if by else None
    limits = Limits(last, _hundredths(each_year), examinations or None, study)
    wishes = Wishes(limits, in_all, most, prove=prove, lives=lives)
    someone = Case(person_in(person, facts), outlook)
    with working(phrase(voice, "planning")):
        answers = _answers(someone, facts, goal, wishes, what_if or (), seed=seed)
    _give(answers, voice, outlook, out or (), as_json=as_json, in_full=full)


def _give(
    answers: Sequence[Answer],
    voice: Voice,
    outlook: Outlook,
    out: Sequence[Path],
    *,
    as_json: bool,
    in_full: bool,
) -> None:
    for path in out:
        write_routes(path, answers, voice=voice, outlook=outlook)
    if as_json:
        show_json([answer_outline(one, voice, outlook=outlook) for one in answers])
        return
    show_answers(answers, voice, outlook=outlook, in_full=in_full)
    for path in out:
        show(phrase(voice, "written-to", file=str(path)), style="dim")


def _answers(
    case: Case,
    facts: Atlas,
    names: Sequence[str],
    wishes: Wishes,
    what_if: Sequence[str],
    *,
    seed: int,
) -> list[Answer]:
    known = facts.opportunities.values()
    goals = [goal_named(name, known, vocabulary=facts.vocabulary) for name in names]
    pack = compile_pack(known)
    return [
        answer(
            case,
            pack,
            goal=goal,
            wishes=wishes,
            random=np.random.default_rng(seed),
            what_if=what_if,
        )
        for goal in goals
    ]


def _check_formats(out: Sequence[Path]) -> None:
    for path in out:
        _check_format(path)


def _check_format(path: Path) -> None:
    if path.suffix not in ROUTE_FORMATS:
        fix = f"end it with {', '.join(ROUTE_FORMATS)}"
        raise InputError(f"--out: '{path.name}' is no format that routes are written in", fix=fix)
    if not path.absolute().parent.is_dir():
        raise InputError(f"--out: there is no folder '{path.parent}'", fix="make it first")


def _amount(written: str, option: str) -> Money | None:
    """An amount such as 12000EUR, with or without a blank."""
    if not written:
        return None
    number, code = written[:-3].strip(), written[-3:].upper()
    try:
        Decimal(number)
    except InvalidOperation:
        fix = "write it like 12000EUR"
        raise InputError(f"{option}: '{written}' is no amount", fix=fix) from None
    return Money.parse(f"{number} {code}")


def _currency(written: str, amounts: Sequence[Money | None]) -> str:
    """The person's currency: the one asked for, else that of the first amount."""
    if written:
        return Money.parse(f"0 {written.upper()}").currency
    return next((amount.currency for amount in amounts if amount), "EUR")


def _in_currency(amount: Money | None, outlook: Outlook) -> Decimal | None:
    if amount is None or amount.currency == outlook.currency:
        return amount.amount if amount else None
    if outlook.rates is None:
        fix = "give them with --rates, or one currency throughout"
        raise InputError(f"no rates to change {amount} into {outlook.currency}", fix=fix)
    return outlook.rates.convert(amount, to=outlook.currency).amount


def _hundredths(amount: Decimal | None) -> int | None:
    return None if amount is None else int(amount * 100)


def _country(written: str) -> str:
    code = written.upper()
    check_country(code)
    return code


def _counts(written: list[str] | None) -> dict[str, int]:
    found = {}
    for unit, number in pairs_of(written, "--count"):
        if not (number.isascii() and number.isdigit()):
            fix = "write it like programme=45"
            raise InputError(f"--count: '{number}' is no number", fix=fix)
        found[unit] = int(number)
    return found


def _cases(written: list[str] | None) -> dict[str, bool]:
    found = {}
    for name, value in pairs_of(written, "--case"):
        if value not in (YES, NO):
            raise InputError(f"--case: '{value}' is neither yes nor no", fix="write it like x=yes")
        found[name] = value == YES
    return found


def goals(
    words: Words = None,
    *,
    language: Language = "en",
    as_json: AsJson = False,
    atlas: AtlasFolder = None,
) -> None:
    """What a route can lead to; with words, only goals in whose id or title all of them stand."""
    facts = atlas_of(atlas, language)
    voice = voice_of(language, facts)
    known = goals_of(facts.opportunities.values(), vocabulary=facts.vocabulary)
    found = matching(known, words or ())
    if as_json:
        show_json([goal_outline(goal, voice) for goal in found])
        return
    for goal in found:
        show(f"{goal.id}\n    {voice.text(goal.title)}")
    if not found:
        show(phrase(voice, "no-goals"))
