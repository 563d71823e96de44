"""The options that several commands share, and the circumstances that they stand for."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

import typer

from salerno.atlas import Atlas, load_atlas
from salerno.cli.phrases import phrase
from salerno.cli.printing import working
from salerno.credentials.circumstances import Circumstances
from salerno.credentials.person import ASSURANCES, Person
from salerno.credentials.records import person_of
from salerno.errors import InputError, UnknownName, did_you_mean
from salerno.formats import read_person
from salerno.rules.opportunities import Opportunity
from salerno.rules.wording.voices import TABLES, Voice
from salerno.strict_yaml import LARGEST, read

PersonFile = Annotated[
    Path,
    typer.Argument(metavar="PERSON", help="A person file, YAML or JSON; - reads standard input."),
]
AsOf = Annotated[
    str, typer.Option("--as-of", metavar="DATE", help="The day the verdict is asked on [today].")
]
Application = Annotated[
    str, typer.Option("--application", metavar="DATE", help="The day of application [as of].")
]
AtLeast = Annotated[
    str,
    typer.Option(
        "--assurance",
        metavar="LEVEL",
        help=f"Credentials count from this level: {', '.join(ASSURANCES)}.",
    ),
]
Cohort = Annotated[
    list[str] | None,
    typer.Option("--cohort", metavar="NAME=YEAR", help="A cohort year, such as match-year=2027."),
]
Suppose = Annotated[
    list[str] | None,
    typer.Option(
        "--suppose", metavar="VERSION=STATUS", help="Take a rule version as in-force, stayed ..."
    ),
]
Kind = Annotated[str, typer.Option("--kind", help="Only opportunities of this kind.")]
Country = Annotated[str, typer.Option("--country", help="Only this country, as a two-letter code.")]
Language = Annotated[
    str, typer.Option("--language", "-l", help=f"Language of the answer: {', '.join(TABLES)}.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for other software.")]
AtlasFolder = Annotated[
    list[Path] | None,
    typer.Option("--atlas", metavar="FOLDER", help="Read the atlas from here [the one shipped]."),
]


def circumstances_of(
    *,
    as_of: str = "",
    application: str = "",
    assurance: str = "claimed",
    cohort: list[str] | None = None,
    suppose: list[str] | None = None,
) -> Circumstances:
    """The circumstances that the options stand for; the clock is read here and nowhere else."""
    known = Circumstances(today=day_of(as_of, "--as-of") if as_of else date.today())
    years = {name: _year(year) for name, year in pairs_of(cohort, "--cohort")}
    return replace(
        known,
        application=day_of(application, "--application") if application else None,
        assurance=ASSURANCES[_one_of(assurance, tuple(ASSURANCES), "--assurance")],
        cohort=MappingProxyType(years),
        statuses=MappingProxyType(dict(pairs_of(suppose, "--suppose"))),
    )


def day_of(written: str, option: str) -> date:
    """The day that an option names."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        fix = "write it like 2026-11-22"
        raise InputError(f"{option}: '{written}' is not a date", fix=fix) from None


def _year(written: str) -> int:
    if not (written.isascii() and written.isdigit() and len(written) == 4):
        raise InputError(
            f"--cohort: '{written}' is not a year", fix="write it like match-year=2027"
        )
    return int(written)


def pairs_of(written: list[str] | None, option: str) -> list[tuple[str, str]]:
    """The names and values of an option that is given like name=value, once or more."""
    found = [one.partition("=") for one in written or ()]
    for name, equals, value in found:
        if not (name and equals and value):
            raise InputError(f"{option}: '{name}' has no value", fix="write it like name=value")
    return [(name, value) for name, _, value in found]


def _one_of(written: str, known: tuple[str, ...], option: str) -> str:
    if written not in known:
        fix = did_you_mean(written, known) or f"it can be {', '.join(known)}"
        raise InputError(f"{option}: '{written}' is not known", fix=fix)
    return written


def voice_of(language: str, atlas: Atlas) -> Voice:
    """Who speaks: the language asked for, with the names of the atlas."""
    return Voice(language, atlas.vocabulary)


def folders_of(folders: list[Path] | None) -> list[Traversable] | None:
    """The folders of an atlas; none stands for the one that is shipped."""
    for folder in folders or ():
        if not folder.is_dir():
            raise InputError(f"there is no folder '{folder}'", fix="name a folder with an atlas")
    return list[Traversable](folders) if folders else None


def atlas_of(folders: list[Path] | None, language: str) -> Atlas:
    """The atlas in those folders, else the one that is shipped."""
    with working(phrase(language, "reading-atlas")):
        return load_atlas(folders_of(folders)) if folders else _shipped()


@cache
def _shipped() -> Atlas:
    """The atlas that is shipped, read once a process: nobody changes it meanwhile."""
    return load_atlas()


def person_in(path: Path, atlas: Atlas) -> Person:
    """The person of a file, or of standard input when the path is a dash."""
    if str(path) != "-":
        return read_person(path, vocabulary=atlas.vocabulary)
    content = sys.stdin.buffer.read(LARGEST + 1)
    return person_of(read(content, name="standard input"), vocabulary=atlas.vocabulary)


def opportunities_of(
    atlas: Atlas, *, name: str = "", kind: str = "", country: str = ""
) -> list[Opportunity]:
    """The opportunities asked for, in the order of the atlas; asking for none is an error."""
    if name:
        return [atlas.opportunity(name)]
    known = tuple(atlas.opportunities.values())
    found = [o for o in known if kind in ("", o.kind) and country.upper() in ("", o.country)]
    if found:
        return found
    for option, value, values in (
        ("--kind", kind, {o.kind for o in known}),
        ("--country", country.upper(), {o.country for o in known if o.country}),
    ):
        if value and value not in values:
            fix = did_you_mean(value, values) or f"it can be {', '.join(sorted(values))}"
            raise UnknownName(f"{option}: the atlas has no '{value}'", fix=fix)
    raise UnknownName("the atlas has nothing of that kind in that country")
