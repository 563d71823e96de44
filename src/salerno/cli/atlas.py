"""`salerno atlas`: check the facts, list what is missing or stale, compare two atlases."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from salerno.atlas import check as problems_of
from salerno.atlas.cases import cases_of
from salerno.atlas.contents import read_contents
from salerno.atlas.coverage import Coverage, coverage_by_section
from salerno.atlas.differences import Difference, difference
from salerno.atlas.staleness import Stale, stale
from salerno.cli.options import (
    AsJson,
    AsOf,
    AtlasFolder,
    Language,
    atlas_of,
    circumstances_of,
    folders_of,
    voice_of,
)
from salerno.cli.phrases import phrase
from salerno.cli.printing import joined, show, show_json, working
from salerno.credentials.person import Person
from salerno.formats import read_people
from salerno.periods import Span
from salerno.rules.wording.reports import citation
from salerno.rules.wording.voices import Voice

app = typer.Typer(no_args_is_help=True, help="Look after the facts.")
Folder = Annotated[Path, typer.Argument(metavar="FOLDER", help="A folder that holds an atlas.")]
OlderThan = Annotated[
    str, typer.Option("--older-than", metavar="SPAN", help="Such as 12mo, 2y or '18 months'.")
]
Sample = Annotated[
    Path | None,
    typer.Option("--people", help="Persons to compare verdicts for: a folder, CSV or Parquet."),
]
_SHORT = re.compile(r"(\d+)(d|w|mo|y)")
_UNITS = {"d": "days", "w": "weeks", "mo": "months", "y": "years"}


@app.command("check")
def check(atlas: AtlasFolder = None, language: Language = "en", as_json: AsJson = False) -> None:
    """Read everything strictly, run every case; exit code 1 when there are problems."""
    folders = folders_of(atlas)
    with working(phrase(language, "running-cases")):
        problems = [str(problem) for problem in problems_of(folders)]
        contents = read_contents(folders)
        cases = len(cases_of(contents)[0])
        opportunities = len(contents.atlas.opportunities)
    if as_json:
        show_json({"opportunities": opportunities, "cases": cases, "problems": problems})
    else:
        for problem in problems:
            show(problem, style="red")
        key = "atlas-problems" if problems else "atlas-sound"
        counts = {"opportunities": str(opportunities), "cases": str(cases)}
        show(phrase(language, key, problems=str(len(problems)), **counts))
    raise typer.Exit(1 if problems else 0)


@app.command("coverage")
def coverage(atlas: AtlasFolder = None, language: Language = "en", as_json: AsJson = False) -> None:
    """Which facts are used, explained or missing, by section; exit code 1 when one is missing."""
    found = coverage_by_section(atlas_of(atlas, language))
    if as_json:
        show_json({section: _plain_coverage(one) for section, one in found.items()})
    else:
        for section, one in found.items():
            show(phrase(language, "coverage", section=section, **_counts([one])))
            for fact in one.missing:
                show(fact, style="red", indent=4)
        show(phrase(language, "coverage-sum", **_counts(found.values())))
    raise typer.Exit(1 if any(one.missing for one in found.values()) else 0)


def _counts(found: Iterable[Coverage]) -> dict[str, str]:
    rows = [_plain_coverage(one) for one in found]
    names = ("used", "in_ledger", "missing")
    return {name: str(sum(len(row[name]) for row in rows)) for name in names}


def _plain_coverage(found: Coverage) -> dict[str, list[str]]:
    return {
        "used": list(found.used),
        "in_ledger": list(found.in_ledger),
        "missing": list(found.missing),
    }


@app.command("stale")
def list_stale(
    *,
    older_than: OlderThan = "12mo",
    as_of: AsOf = "",
    atlas: AtlasFolder = None,
    language: Language = "en",
    as_json: AsJson = False,
) -> None:
    """Sources that were read too long ago, the oldest first, with who refers to them."""
    facts = atlas_of(atlas, language)
    voice = voice_of(language, facts)
    found = stale(facts, older_than=_span(older_than), today=circumstances_of(as_of=as_of).today)
    if as_json:
        show_json([_plain_stale(one) for one in found])
        return
    show(phrase(voice, "stale", count=str(len(found)), span=voice.span(_span(older_than))))
    for one in found:
        show(citation(one.source, voice))
        show(joined(one.used_by), style="dim", indent=4)


def _span(written: str) -> Span:
    found = _SHORT.fullmatch(written)
    return Span.parse(f"{found[1]} {_UNITS[found[2]]}" if found else written)


def _plain_stale(one: Stale) -> dict[str, object]:
    source = one.source
    return {
        "title": source.title,
        "url": source.url,
        "read": source.read.isoformat(),
        "tier": source.tier,
        "confidence": source.confidence,
        "used_by": list(one.used_by),
    }


@app.command("diff")
def diff(
    old: Folder,
    new: Folder,
    *,
    people: Sample = None,
    as_of: AsOf = "",
    language: Language = "en",
    as_json: AsJson = False,
) -> None:
    """What changed between two atlases, and for whom of a sample of persons."""
    before, after = (atlas_of([folder], language) for folder in (old, new))
    persons: list[Person] = []
    if people is not None:
        persons = list(read_people(people, vocabulary=after.vocabulary))
    around = circumstances_of(as_of=as_of)
    with working(phrase(language, "comparing")):
        found = difference(before, after, persons=persons, circumstances=around)
    if as_json:
        show_json(_plain_difference(found))
    else:
        _show_difference(found, voice_of(language, after))


def _show_difference(found: Difference, voice: Voice) -> None:
    for key, names in (("diff-added", found.added), ("diff-removed", found.removed)):
        for name in names:
            show(phrase(voice, key, name=name))
    for rules in found.changed:
        key = "diff-changed" if rules.came or rules.went else "diff-around"
        versions = {"came": joined(rules.came) or "–", "went": joined(rules.went) or "–"}
        show(phrase(voice, key, name=rules.opportunity, **versions))
    for verdict in found.verdicts:
        states = [str(state or "–") for state in (verdict.before, verdict.after)]
        show(f"{verdict.person}: {verdict.opportunity}: {' → '.join(states)}", indent=2)
    persons = {verdict.person for verdict in found.verdicts}
    changes = len(found.added) + len(found.removed) + len(found.changed)
    show(phrase(voice, "diff-sum", changes=str(changes), persons=str(len(persons))))


def _plain_difference(found: Difference) -> dict[str, object]:
    return {
        "added": list(found.added),
        "removed": list(found.removed),
        "changed": [
            {"opportunity": c.opportunity, "came": list(c.came), "went": list(c.went)}
            for c in found.changed
        ],
        "verdicts": [
            {
                "person": v.person,
                "opportunity": v.opportunity,
                "before": v.before and v.before.value,
                "after": v.after and v.after.value,
            }
            for v in found.verdicts
        ],
    }
