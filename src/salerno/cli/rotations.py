"""One rotation in words: what is done there, asked and paid, and how it stands for a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

import typer

from salerno.atlas.hosts import load_hosts
from salerno.cli.options import (
    AsJson,
    AsOf,
    AtlasFolder,
    Language,
    atlas_of,
    circumstances_of,
    person_in,
    voice_of,
)
from salerno.cli.phrases import phrase
from salerno.cli.printing import STATE_STYLES, joined, show, show_json
from salerno.periods import ONE_DAY, Period
from salerno.placements.demands import DUES, Asked, due_at
from salerno.placements.documents import rotation_document
from salerno.placements.locations import city_of, country_of, host_of
from salerno.placements.networks import Network
from salerno.placements.rotations import Rotation, asked_by
from salerno.placements.screening import OpenStay, Screened, screen_rotations
from salerno.placements.windows import Window
from salerno.programmes.wording.words import country_words, language_words
from salerno.rules import explain
from salerno.rules.chain import State
from salerno.rules.fees import Fee
from salerno.rules.language.writing import decimal_words
from salerno.rules.outlines import Plain, explanation_outline
from salerno.rules.verdicts import Verdict
from salerno.rules.wording.conditions import day
from salerno.rules.wording.leaves import requirement_words
from salerno.rules.wording.reports import report, sentence
from salerno.rules.wording.voices import Voice

Files = Annotated[
    list[Path], typer.Argument(metavar="FILES", help="YAML files of hosts, or folders of them.")
]
OneId = Annotated[str, typer.Argument(metavar="ID", help="The id of a rotation.")]
For = Annotated[Path | None, typer.Option("--person", metavar="PERSON", help="For this person.")]


def show_rotation(
    rotation: OneId,
    files: Files,
    *,
    person: For = None,
    as_of: AsOf = "",
    language: Language = "en",
    as_json: AsJson = False,
    atlas: AtlasFolder = None,
) -> None:
    """Everything that is said of a rotation: what is done there, asked and paid, and when.

    For a person also the verdicts, for the nearest open stay.
    """
    facts = atlas_of(atlas, language)
    network, voice = load_hosts(files, vocabulary=facts.vocabulary), voice_of(language, facts)
    own = network.rotation(rotation)
    found: tuple[Screened, ...] = ()
    if person:
        only = MappingProxyType({own.id: replace(own, status="public")})
        found = screen_rotations(
            person_in(person, facts),
            replace(network, rotations=only),
            circumstances=circumstances_of(as_of=as_of),
        )
    if as_json:
        document = rotation_document(own, network.windows_of(own.id), facts.vocabulary)
        show_json(_outline(own, document, found, network=network, voice=voice))
        return
    show_head(own, network, voice)
    for line in _said(own, voice):
        show(line, indent=2)
    for one in found:
        _show_verdicts(one, voice)
    _show_asked(own, network, voice)
    _show_all("windows", [_window_words(w, voice) for w in network.windows_of(own.id)], voice)
    _show_all("fees", [_fee_words(fee, voice) for fee in own.offer.fees], voice)
    _show_all("terms", _term_words(own, voice), voice)


def _outline(
    own: Rotation,
    document: Plain,
    found: Sequence[Screened],
    *,
    network: Network,
    voice: Voice,
) -> Plain:
    """A rotation for other software: its document, all that is asked there, and the verdicts."""
    return {
        "rotation": document,
        "asked": [
            {
                "id": one.demand.id,
                "due": one.demand.due,
                "owner": one.demand.owner,
                "fixed": one.demand.fixed,
                "by": one.by,
                "requirement-text": _asked_words(one, voice),
            }
            for one in asked_by(own, network.tree)
        ],
        "verdicts": {
            due: explanation_outline(explain(verdict), voice)
            for one in found
            for due, verdict in (("application", one.application), ("onboarding", one.onboarding))
        },
    }


def _said(own: Rotation, voice: Voice) -> Iterator[str]:
    """What is said of a rotation in words of the host."""
    if own.supervisors:
        yield phrase(voice, "supervised", names=", ".join(own.supervisors))
    if own.languages:
        yield phrase(voice, "spoken", languages=language_words(own.languages, voice))
    for name, told in (("may", own.may), ("may-not", own.may_not), ("notes", own.notes)):
        if told:
            words = " ".join(voice.text(texts) for texts in told)
            yield f"{phrase(voice, f'heading {name}')}: {words}"


def _show_verdicts(found: Screened, voice: Voice) -> None:
    """Both verdicts, and what they are for."""
    if found.judged_for:
        period = voice.period(found.judged_for)
        show("\n" + phrase(voice, "judged-for", period=period), style="bold")
    for due, verdict in (("application", found.application), ("onboarding", found.onboarding)):
        show("\n" + phrase(voice, f"due {due}"), style=STATE_STYLES[verdict.state])
        show(report(explain(verdict), voice), indent=2)
    show("\n" + stays_words(found.stays, voice))


def _show_asked(own: Rotation, network: Network, voice: Voice) -> None:
    """Everything that is asked, by the point at which it is due, with who asks it and of whom."""
    asked = asked_by(own, network.tree)
    for due in DUES:
        found = due_at(asked, due)
        if found:
            show("\n" + phrase(voice, f"due {due}"), style="bold")
        for one in found:
            who = phrase(voice, f"owner {one.demand.owner}")
            show(_asked_words(one, voice), indent=2)
            place = own.id if one.by == "rotation" else one.by
            show(phrase(voice, "asked-by", who=who, place=place), indent=4, style="dim")


def _asked_words(one: Asked, voice: Voice) -> str:
    assert one.demand.asks is not None  # what is waived is not asked
    return requirement_words(one.demand.asks, voice)


def _show_all(name: str, told: Iterable[str], voice: Voice) -> None:
    """What is told under a heading; nothing when nothing is told."""
    for number, words in enumerate(told):
        if not number:
            show("\n" + phrase(voice, f"heading {name}"), style="bold")
        show(words, indent=2)


def _window_words(own: Window, voice: Voice) -> str:
    least, most = own.weeks
    words = phrase(
        voice,
        "window",
        period=voice.period(own.open),
        seats=str(own.seats),
        per=phrase(voice, f"per {own.per}"),
        weeks=str(least) if least == most else f"{least}–{most}",
        lead=str(own.lead),
    )
    days = "; ".join(_days(period, voice) for period in own.closed)
    return joined((words, phrase(voice, "closed", days=days) if days else ""))


def _days(period: Period, voice: Voice) -> str:
    """A day alone, or a period."""
    if period.start and period.end == period.start + ONE_DAY:
        return voice.day(period.start)
    return voice.period(period)


def _fee_words(own: Fee, voice: Voice) -> str:
    """What a fee is for, how much, and what of it is paid back until when."""
    amount = voice.money_range(own.amount) if own.amount else phrase(voice, "unknown-amount")
    purpose = joined((own.purpose, own.unit))
    back = [
        phrase(
            voice, "refund", share=f"{decimal_words(100 * one.share)} %", day=day(one.until, voice)
        )
        for one in own.refunds or ()
    ]
    none = [phrase(voice, "no-refund")] if own.refunds == () else []
    return joined((phrase(voice, "fee", purpose=purpose, amount=amount), *back, *none))


def _term_words(own: Rotation, voice: Voice) -> Iterator[str]:
    terms = own.terms
    yield phrase(voice, f"booking {terms.booking}", days=str(terms.grace))
    if terms.release:
        yield phrase(voice, "needs-release")
    if terms.agreement:
        yield phrase(voice, "needs-agreement")


def show_head(own: Rotation, network: Network, voice: Voice) -> None:
    """The title of a rotation, whose it is, where, and of which kind."""
    tree = network.tree
    country = country_words(country_of(tree, own.at), voice)
    place = ", ".join(filter(None, (city_of(tree, own.at), country)))
    host = voice.text(host_of(tree, own.at).name)
    show("\n" + joined((voice.text(own.offer.title), host, own.id)), style="bold")
    show(joined((place, phrase(voice, f"kind {own.kind}"), own.specialty)), indent=2)


def reasons_of(verdict: Verdict, voice: Voice) -> list[str]:
    """What is not met yet or not known, the first two things of it."""
    if verdict.state is State.ELIGIBLE:
        return []
    lines = explain(verdict).lines
    words = [sentence(line, voice).removesuffix(".") for line in lines[:2]]
    more = [phrase(voice, "and-more", count=str(len(lines) - 2))] if len(lines) > 2 else []
    return words + more


def stays_words(stays: Sequence[OpenStay], voice: Voice) -> str:
    """The open stays, each with the seats that are left."""
    if not stays:
        return phrase(voice, "no-stays")
    told = (
        phrase(voice, "seats-left", period=voice.period(one.stay), count=str(one.seats))
        for one in stays
    )
    return f"{phrase(voice, 'open-stays')}: {'; '.join(told)}"
