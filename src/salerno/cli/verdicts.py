"""`salerno check`, `explain` and `ask`: what is open to a person, why not, and what to ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated

import typer

from salerno.cli.options import (
    Application,
    AsJson,
    AsOf,
    AtlasFolder,
    AtLeast,
    Cohort,
    Country,
    Kind,
    Language,
    PersonFile,
    Suppose,
    atlas_of,
    circumstances_of,
    opportunities_of,
    person_in,
    voice_of,
)
from salerno.cli.phrases import phrase
from salerno.cli.printing import STANDING_STYLES, STATE_STYLES, joined, show, show_json
from salerno.credentials.circumstances import Circumstances
from salerno.credentials.person import Person
from salerno.rules import (
    Explanation,
    Fix,
    Line,
    asks_of,
    cheapest_fix,
    compile_pack,
    offers_of,
    screen,
    within_reach,
)
from salerno.rules import explain as explained
from salerno.rules.chain import State
from salerno.rules.grants import is_held_already
from salerno.rules.mending import Offers
from salerno.rules.opportunities import Opportunity
from salerno.rules.outlines import Plain, ask_outline, explanation_outline, fix_outline
from salerno.rules.verdicts import Verdict
from salerno.rules.wording.advice import ask_words, fix_words, mend_words
from salerno.rules.wording.reports import citation, details, headline, report, sentence
from salerno.rules.wording.voices import Voice

ORDER = (State.ELIGIBLE, State.NOT_YET, State.CANNOT_TELL, State.NEVER)
SHOWN_LINES = 3
IN_FULL = 4

OneId = Annotated[str, typer.Option("--opportunity", metavar="ID", help="Only this opportunity.")]
ThisId = Annotated[str, typer.Argument(metavar="OPPORTUNITY", help="The id of an opportunity.")]
Full = Annotated[bool, typer.Option("--full", help="Show every opportunity in full.")]
Most = Annotated[int, typer.Option("--most", min=1, help="How many questions to show.")]


def check(
    person: PersonFile,
    *,
    opportunity: OneId = "",
    kind: Kind = "",
    country: Country = "",
    as_of: AsOf = "",
    application: Application = "",
    assurance: AtLeast = "claimed",
    cohort: Cohort = None,
    suppose: Suppose = None,
    language: Language = "en",
    as_json: AsJson = False,
    full: Full = False,
    atlas: AtlasFolder = None,
) -> None:
    """What is open to a person, what is missing and how to mend it, what is barred and why.

    Many opportunities are shown in short, each with the first thing that decides.
    """
    facts = atlas_of(atlas, language)
    voice = voice_of(language, facts)
    chosen = opportunities_of(facts, name=opportunity, kind=kind, country=country)
    circumstances = circumstances_of(
        as_of=as_of, application=application, assurance=assurance, cohort=cohort, suppose=suppose
    )
    someone = person_in(person, facts)
    screened = _screened(someone, facts.opportunities.values(), circumstances)
    verdicts = [screened[one.id] for one in chosen]
    offers = _offers(screened)
    if as_json:
        show_json([_outline(verdict, offers, voice) for verdict in verdicts])
        return
    show(phrase(voice, "proviso", day=voice.day(circumstances.today)), style="dim")
    is_full = full or len(verdicts) <= IN_FULL
    for state in ORDER:
        found = [verdict for verdict in verdicts if verdict.state is state]
        if found:
            _show_group(state, found, offers, voice, is_full=is_full)
    if not is_full:
        show("\n" + phrase(voice, "in-full"), style="dim")


def _show_group(
    state: State, found: list[Verdict], offers: Offers, voice: Voice, *, is_full: bool
) -> None:
    heading = phrase(voice, f"heading {state}")
    show(f"\n{heading} ({len(found)})", style=STATE_STYLES[state])
    if state is State.ELIGIBLE and not is_full:
        show(voice.tell(f"state {state}"), indent=2)
    for verdict in found:
        show(_title(verdict, voice), style="bold", indent=2)
        (_show_in_full if is_full else _show_in_short)(verdict, offers, voice)


def _screened(
    person: Person, chosen: Iterable[Opportunity], circumstances: Circumstances
) -> dict[str, Verdict]:
    verdicts = screen(person, compile_pack(chosen), circumstances=circumstances)
    return {verdict.opportunity.id: verdict for verdict in verdicts}


def _offers(screened: Mapping[str, Verdict]) -> Offers:
    """What grants each credential type within the reach of the person."""
    offered = offers_of(verdict.opportunity for verdict in screened.values())
    return within_reach(offered, screened.values())


def _outline(verdict: Verdict, offers: Offers, voice: Voice) -> Plain:
    """An explanation for other software, with the cheapest fix where something is not met yet."""
    plain = explanation_outline(explained(verdict), voice)
    fix = _fix_of(verdict, offers)
    return {**plain, "fix": fix_outline(fix, voice) if fix else None}


def _title(verdict: Verdict, voice: Voice) -> str:
    opportunity = verdict.opportunity
    is_held = any(
        is_held_already(opportunity.grants, j.hearing.view.person) for j in verdict.judged
    )
    held = phrase(voice, "held-already") if is_held else ""
    return joined((voice.text(opportunity.title), opportunity.id, held))


def _show_in_short(verdict: Verdict, offers: Offers, voice: Voice) -> None:
    """The first thing that decides, with its source, and the first steps that would mend it."""
    explanation = explained(verdict)
    lines = explanation.lines
    if lines and verdict.state is not State.ELIGIBLE:
        more = phrase(voice, "and-more", count=str(len(lines) - 1)) if len(lines) > 1 else ""
        words = joined((sentence(lines[0], voice).removesuffix("."), more))
        show(words, style=STANDING_STYLES[lines[0].standing], indent=4)
    elif not lines:
        show(headline(explanation, voice), indent=4)
    fix = _fix_of(verdict, offers)
    if fix:
        show(f"{phrase(voice, 'fix')} {_first_mends(fix, voice)}", indent=4)
    if lines:
        _show_citation(lines[0], voice)
    _show_versions(explanation, voice)


def _first_mends(fix: Fix, voice: Voice) -> str:
    words = [mend_words(mend, lines, voice) for mend, lines in fix.mends[:SHOWN_LINES]]
    left = len(fix.mends) - SHOWN_LINES
    return "; ".join([*words, phrase(voice, "and-more", count=str(left))] if left > 0 else words)


def _fix_of(verdict: Verdict, offers: Offers) -> Fix | None:
    return cheapest_fix(verdict, offers=offers) if verdict.state is State.NOT_YET else None


def _show_in_full(verdict: Verdict, offers: Offers, voice: Voice) -> None:
    explanation = explained(verdict)
    lines = explanation.lines
    show(headline(explanation, voice), indent=4)
    for line in lines[:SHOWN_LINES]:
        show(f"• {sentence(line, voice)}", style=STANDING_STYLES[line.standing], indent=4)
        for detail in details(line, voice):
            show(detail, indent=8)
        _show_citation(line, voice, indent=8)
    if len(lines) > SHOWN_LINES:
        more = str(len(lines) - SHOWN_LINES)
        show(phrase(voice, "more-lines", count=more, name=verdict.opportunity.id), indent=4)
    _show_fix(_fix_of(verdict, offers), voice, indent=4)
    _show_versions(explanation, voice)


def _show_fix(fix: Fix | None, voice: Voice, *, indent: int = 0) -> None:
    if fix:
        show(f"{phrase(voice, 'fix')}\n{fix_words(fix, voice)}", indent=indent)


def _show_versions(explanation: Explanation, voice: Voice) -> None:
    """Which versions of the rule were judged, and when they are in force."""
    for part in explanation.parts:
        period = voice.period(part.version.in_force)
        words = phrase(voice, "version", version=part.tree.version_id, period=period)
        show(words, style="dim", indent=4)


def _show_citation(line: Line, voice: Voice, *, indent: int = 4) -> None:
    for source in line.sources[:1]:
        show(citation(source, voice), style="dim", indent=indent)


def explain(
    person: PersonFile,
    opportunity: ThisId,
    *,
    as_of: AsOf = "",
    application: Application = "",
    assurance: AtLeast = "claimed",
    cohort: Cohort = None,
    suppose: Suppose = None,
    language: Language = "en",
    as_json: AsJson = False,
    atlas: AtlasFolder = None,
) -> None:
    """The whole rule as it stands for a person, with sources, and what would mend it."""
    facts = atlas_of(atlas, language)
    voice = voice_of(language, facts)
    circumstances = circumstances_of(
        as_of=as_of, application=application, assurance=assurance, cohort=cohort, suppose=suppose
    )
    someone = person_in(person, facts)
    name = facts.opportunity(opportunity).id
    screened = _screened(someone, facts.opportunities.values(), circumstances)
    verdict, offers = screened[name], _offers(screened)
    if as_json:
        show_json(_outline(verdict, offers, voice))
        return
    show(report(explained(verdict), voice, whole=True))
    if verdict.state is State.NOT_YET:
        show("")
        _show_fix(_fix_of(verdict, offers), voice)


def ask(
    person: PersonFile,
    *,
    opportunity: OneId = "",
    kind: Kind = "",
    country: Country = "",
    most: Most = 10,
    as_of: AsOf = "",
    assurance: AtLeast = "claimed",
    cohort: Cohort = None,
    language: Language = "en",
    as_json: AsJson = False,
    atlas: AtlasFolder = None,
) -> None:
    """The questions whose answers would settle most, the most decisive first."""
    facts = atlas_of(atlas, language)
    voice = voice_of(language, facts)
    chosen = opportunities_of(facts, name=opportunity, kind=kind, country=country)
    circumstances = circumstances_of(as_of=as_of, assurance=assurance, cohort=cohort)
    verdicts = _screened(person_in(person, facts), chosen, circumstances).values()
    asks = asks_of(verdicts, vocabulary=facts.vocabulary)
    if as_json:
        show_json([ask_outline(one, voice) for one in asks])
        return
    for number, one in enumerate(asks[:most], 1):
        show(f"{number}. {ask_words(one, voice)}")
    if not asks:
        show(phrase(voice, "nothing-to-ask"))
    elif len(asks) > most:
        show(phrase(voice, "more-asks", count=str(len(asks) - most)), style="dim")
