"""`salerno placements`: check the files of hosts, find a rotation, look at one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Annotated

import typer

from salerno.atlas.hosts import load_hosts
from salerno.cli.options import (
    AsJson,
    AsOf,
    AtlasFolder,
    Country,
    Language,
    PersonFile,
    atlas_of,
    circumstances_of,
    day_of,
    person_in,
    voice_of,
)
from salerno.cli.phrases import phrase
from salerno.cli.placement_imports import import_placements
from salerno.cli.printing import STATE_STYLES, show, show_json
from salerno.cli.rotations import Files, reasons_of, show_head, show_rotation, stays_words
from salerno.cli.verdicts import ORDER
from salerno.errors import Problems, UnknownName, did_you_mean
from salerno.periods import Period
from salerno.placements.locations import country_of, host_of
from salerno.placements.networks import Network
from salerno.placements.rotations import KINDS, Rotation
from salerno.placements.screening import Screened, screen_rotations
from salerno.placements.windows import LONGEST, Window, bounds, stay_of
from salerno.rules.outlines import Plain
from salerno.rules.wording.voices import Voice

Specialty = Annotated[str, typer.Option("--specialty", help="Only this specialty, as surgery.")]
OfKind = Annotated[str, typer.Option("--kind", help=f"Only {', '.join(KINDS)}.")]
Weeks = Annotated[
    int | None, typer.Option("--weeks", min=1, max=LONGEST // 7, help="How long a stay.")
]
From = Annotated[
    str, typer.Option("--from", metavar="DATE", help="The first day; alone, the first or later.")
]
School = Annotated[str, typer.Option("--school", help="Whose quota counts.")]
Limit = Annotated[int, typer.Option("--limit", min=1, help="How many are shown.")]

app = typer.Typer(no_args_is_help=True, help="Check what hosts offer, and find a rotation.")
app.command("show")(show_rotation)
app.command("import")(import_placements)


@app.command("check")
def check_hosts(
    files: Files,
    *,
    language: Language = "en",
    as_json: AsJson = False,
    atlas: AtlasFolder = None,
) -> None:
    """Whether the files of hosts can be read and fit together; exit code 1 when they do not."""
    facts = atlas_of(atlas, language)
    try:
        network, problems = load_hosts(files, vocabulary=facts.vocabulary), []
    except Problems as error:
        network, problems = Network(), [str(problem) for problem in error.problems]
    counts = {
        "locations": len(network.tree),
        "rotations": len(network.rotations),
        "public": len(_public(network)),
        "windows": sum(map(len, network.windows.values())),
    }
    if as_json:
        show_json({**counts, "problems": problems})
    else:
        for problem in problems:
            show(problem, style="red")
        told = {name: str(number) for name, number in counts.items()}
        key = "hosts-problems" if problems else "hosts-sound"
        show(phrase(language, key, problems=str(len(problems)), **told))
    raise typer.Exit(1 if problems else 0)


def _public(network: Network) -> list[Rotation]:
    return [own for own in network.rotations.values() if own.status == "public"]


@app.command()
def find(
    person: PersonFile,
    files: Files,
    *,
    specialty: Specialty = "",
    country: Country = "",
    kind: OfKind = "",
    weeks: Weeks = None,
    begins: From = "",
    school: School = "",
    limit: Limit = 20,
    as_of: AsOf = "",
    language: Language = "en",
    as_json: AsJson = False,
    atlas: AtlasFolder = None,
) -> None:
    """Which rotations a person may have, why not, what is due when, and where a seat is free.

    With `--from` and `--weeks` every verdict is for those days; else for the nearest open stay.
    """
    facts = atlas_of(atlas, language)
    network, voice = load_hosts(files, vocabulary=facts.vocabulary), voice_of(language, facts)
    wished = {"specialty": specialty, "country": country.upper(), "kind": kind}
    first = day_of(begins, "--from") if begins else None
    chosen = _narrowed(_sifted(network, wished), weeks, first)
    found = screen_rotations(
        person_in(person, facts),
        chosen,
        circumstances=circumstances_of(as_of=as_of),
        stay=stay_of(first, weeks) if first and weeks else None,
        school=school,
    )
    found = tuple(sorted(found, key=_rank))
    if as_json:
        rows = [_row(own, network, voice) for own in found[:limit]]
        show_json({"total": len(found), "rows": rows})
        return
    for own in found[:limit]:
        _show_found(own, network, voice)
    if not found:
        show(phrase(voice, "no-rotations"))
    elif len(found) > limit:
        total = len(found)
        words = phrase(voice, "more-rotations", count=str(total - limit), total=str(total))
        show("\n" + words, style="dim")


def _sifted(network: Network, wished: Mapping[str, str]) -> Network:
    """The network with only the rotations wished for; raises UnknownName for what none is."""
    facets = {own.id: _facets(own, network) for own in _public(network)}
    for name, value in wished.items():
        known = {facet[name] for facet in facets.values()}
        if value and value not in known:
            fix = did_you_mean(value, known) or f"it can be {', '.join(sorted(known))}"
            raise UnknownName(f"--{name}: no public rotation has '{value[:40]}'", fix=fix)
    kept = {
        name: network.rotations[name]
        for name, facet in facets.items()
        if all(value in ("", facet[key]) for key, value in wished.items())
    }
    return replace(network, rotations=MappingProxyType(kept))


def _facets(own: Rotation, network: Network) -> dict[str, str]:
    country = country_of(network.tree, own.at)
    return {"specialty": own.specialty, "country": country, "kind": own.kind}


def _narrowed(network: Network, weeks: int | None, first: date | None) -> Network:
    """The network with only the windows, and the days of them, that such stays fit into."""
    if bool(weeks) == bool(first):
        return network
    windows = {
        name: tuple(fit for own in windows for fit in _fitting(own, weeks, first))
        for name, windows in network.windows.items()
    }
    return replace(network, windows=MappingProxyType(windows))


def _fitting(own: Window, weeks: int | None, first: date | None) -> Iterable[Window]:
    if weeks and own.weeks[0] <= weeks <= own.weeks[1]:
        yield replace(own, weeks=(weeks, weeks))
    if first and first <= own.last:
        yield replace(own, open=Period(max(first, own.first), own.open.end))


def _rank(own: Screened) -> tuple[int, int, date]:
    """What is open first, then what can be begun, then what begins soonest."""
    soonest = bounds(own.stays[0].stay)[0] if own.stays else date.max
    return ORDER.index(own.application.state), ORDER.index(own.onboarding.state), soonest


def _show_found(own: Screened, network: Network, voice: Voice) -> None:
    state = own.application.state
    show_head(own.rotation, network, voice)
    show(phrase(voice, f"heading {state}"), style=STATE_STYLES[state], indent=2)
    for due, verdict in (("application", own.application), ("onboarding", own.onboarding)):
        reasons = reasons_of(verdict, voice)
        if reasons:
            show(f"{phrase(voice, f'due {due}')}: {'; '.join(reasons)}", indent=2)
    if own.refused:
        why = ", ".join(phrase(voice, f"refused {one.why}") for one in own.refused)
        show(phrase(voice, "wished", why=why), style="yellow", indent=2)
    show(stays_words(own.stays, voice), indent=2)


def _row(own: Screened, network: Network, voice: Voice) -> Plain:
    """How a rotation stands, for other software."""
    rotation, tree = own.rotation, network.tree
    return {
        "id": rotation.id,
        "title-text": voice.text(rotation.offer.title),
        "host": host_of(tree, rotation.at).id,
        "country": country_of(tree, rotation.at),
        "kind": rotation.kind,
        "specialty": rotation.specialty,
        "state": str(own.application.state),
        "state-at-onboarding": str(own.onboarding.state),
        "reason-texts": reasons_of(own.application, voice) + reasons_of(own.onboarding, voice),
        "judged-for": str(own.judged_for) if own.judged_for else None,
        "stays": [
            {"days": str(one.stay), "window": one.window, "seats": one.seats} for one in own.stays
        ],
        "refused": [one.why for one in own.refused],
    }
