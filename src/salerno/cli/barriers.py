"""`salerno barriers`: which single requirement keeps how many people out of what."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import track

from salerno.cli.options import (
    AsJson,
    AsOf,
    AtlasFolder,
    AtLeast,
    Cohort,
    Country,
    Kind,
    Language,
    atlas_of,
    circumstances_of,
    opportunities_of,
    voice_of,
)
from salerno.cli.phrases import phrase
from salerno.cli.printing import console, joined, show, show_json, working
from salerno.credentials.person import Person
from salerno.credentials.table import table_of
from salerno.formats import read_people
from salerno.rules.barriers import Barrier, Barriers, Relaxation, find_barriers
from salerno.rules.packs import compile_pack
from salerno.rules.wording.leaves import leaf_words
from salerno.rules.wording.voices import Voice

PeopleFile = Annotated[
    Path,
    typer.Argument(metavar="PEOPLE", help="A folder of person files, a CSV or a Parquet table."),
]
Withhold = Annotated[
    int, typer.Option("--withhold", min=1, help="Groups smaller than this are not shown.")
]
Most = Annotated[int, typer.Option("--most", min=1, help="How many requirements to show.")]
Possibly = Annotated[
    bool, typer.Option("--possibly", help="Count those too who would only possibly be eligible.")
]

NAMED = 3


def barriers(
    people: PeopleFile,
    *,
    kind: Kind = "",
    country: Country = "",
    possibly: Possibly = False,
    withhold: Withhold = 10,
    most: Most = 20,
    as_of: AsOf = "",
    assurance: AtLeast = "claimed",
    cohort: Cohort = None,
    language: Language = "en",
    as_json: AsJson = False,
    atlas: AtlasFolder = None,
) -> None:
    """Which one requirement, if it were met, would let how many people into what.

    Counts are rounded down to a multiple of the smallest group that is shown.
    """
    facts = atlas_of(atlas, language)
    voice = voice_of(language, facts)
    pack = compile_pack(opportunities_of(facts, kind=kind, country=country))
    around = circumstances_of(as_of=as_of, assurance=assurance, cohort=cohort)
    persons = _told(read_people(people, vocabulary=facts.vocabulary), voice)
    crowd = table_of(persons, vocabulary=facts.vocabulary)
    with working(phrase(voice, "counting")):
        found = find_barriers(crowd, pack, circumstances=around, possibly=possibly, k=withhold)
    if as_json:
        show_json(_plain(found, crowd.size, withhold, voice))
    else:
        _show(found, crowd.size, withhold, most, voice)


def _told(people: Iterable[Person], voice: Voice) -> Iterable[Person]:
    """The people, with a bar of progress on the error stream of a terminal."""
    words = phrase(voice, "reading-people")
    out = console(errors=True)
    return track(people, words, console=out, transient=True, disable=not out.is_terminal)


def _words(barrier: Barrier | Relaxation, voice: Voice) -> str:
    return leaf_words(barrier.question.leaf, voice, negated=not barrier.wanted)


def _show(found: Barriers, size: int, withhold: int, most: int, voice: Voice) -> None:
    show(phrase(voice, "barriers", people=str(size), least=str(withhold)))
    if not found.barriers:
        show(phrase(voice, "no-barriers", least=str(withhold)))
        return
    titles = [phrase(voice, f"column {name}") for name in ("persons", "opportunities")]
    show(phrase(voice, "column requirement"), lead="  ".join([*titles, ""]), style="bold")
    for barrier in found.barriers[:most]:
        counts = (barrier.persons, barrier.opportunities)
        cells = [str(n).rjust(len(title)) for n, title in zip(counts, titles, strict=True)]
        lead = "  ".join([*cells, ""])
        show(_words(barrier, voice), lead=lead)
        show(_where(barrier, found), style="dim", lead=" " * len(lead))
    if len(found.barriers) > most:
        left = str(len(found.barriers) - most)
        show(phrase(voice, "more-barriers", count=left), style="dim")


def _where(barrier: Barrier, found: Barriers) -> str:
    """The opportunities that the requirement keeps people out of, the first few by name."""
    asked = (barrier.question, barrier.wanted)
    names = [r.opportunity for r in found.relaxations if (r.question, r.wanted) == asked]
    return joined([*names[:NAMED], "…" if len(names) > NAMED else ""])


def _plain(found: Barriers, size: int, withhold: int, voice: Voice) -> dict[str, object]:
    return {
        "persons": size,
        "withheld_below": withhold,
        "barriers": [
            {
                "requirement": _words(barrier, voice),
                "persons": barrier.persons,
                "opportunities": barrier.opportunities,
            }
            for barrier in found.barriers
        ],
        "relaxations": [
            {
                "opportunity": relaxation.opportunity,
                "requirement": _words(relaxation, voice),
                "persons": relaxation.persons,
            }
            for relaxation in found.relaxations
        ],
    }
