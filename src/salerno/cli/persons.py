"""`salerno person new`: an interview in the terminal that writes a person file."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, TypeVar

import typer

from salerno.cli.options import (
    AsOf,
    AtlasFolder,
    Country,
    Kind,
    Language,
    atlas_of,
    circumstances_of,
    opportunities_of,
    voice_of,
)
from salerno.cli.phrases import phrase
from salerno.cli.printing import show
from salerno.credentials.circumstances import Circumstances
from salerno.credentials.person import Credential, Person, Values
from salerno.credentials.vocabulary import NO, YES, Attribute
from salerno.errors import InputError, SalernoError
from salerno.formats import write_person
from salerno.periods import PartialDate
from salerno.rules.asks import Ask, asks_of
from salerno.rules.interviews import looked_at, with_all_told, with_credential, with_fact
from salerno.rules.packs import Pack, compile_pack
from salerno.rules.verdicts import screen
from salerno.rules.wording.advice import question
from salerno.rules.wording.voices import Voice

app = typer.Typer(no_args_is_help=True, help="Make a person file.")
T = TypeVar("T")
UNKNOWN, STOP = "?", "q"


class Stopped(Exception):
    """The person wants no further question."""


@dataclass(frozen=True, slots=True)
class Interview:
    """What an interview asks about, as of when, and in which language."""

    pack: Pack
    circumstances: Circumstances
    attributes: Mapping[str, tuple[Attribute, ...]]
    voice: Voice


@app.command("new")
def new(
    out: Annotated[Path, typer.Argument(metavar="FILE", help="The person file to write.")],
    *,
    kind: Kind = "",
    country: Country = "",
    as_of: AsOf = "",
    language: Language = "en",
    atlas: AtlasFolder = None,
) -> None:
    """Ask one question at a time, only what can change an answer, and write a person file.

    `?` says that you do not know, `none` that there is none, `q` stops and writes what was told.
    """
    if out.exists():
        raise InputError(f"'{out}' is there already", fix="choose another name, or move it away")
    facts = atlas_of(atlas)
    pack = compile_pack(opportunities_of(facts, kind=kind, country=country))
    interview = Interview(
        pack,
        circumstances_of(as_of=as_of),
        looked_at(pack, facts.vocabulary),
        voice_of(language, facts),
    )
    person = interviewed(Person(out.stem), interview)
    _write(out, write_person(person, vocabulary=facts.vocabulary))
    show("\n" + phrase(interview.voice, "written", file=str(out)))


def _write(out: Path, text: str) -> None:
    """Write the whole file or none of it."""
    draft = out.with_name(out.name + ".part")
    draft.write_text(text, encoding="utf-8")
    os.replace(draft, out)


def interviewed(person: Person, interview: Interview) -> Person:
    """Ask until nothing is left that could change an answer, or the person stops."""
    heard: set[tuple[str, str]] = set()
    show(phrase(interview.voice, "opening"))
    while ask := _next(person, interview, heard):
        heard.add((ask.subject, ask.name))
        show(f"\n{question(ask, interview.voice)}", style="bold")
        try:
            person = _ANSWERS[ask.subject](person, ask, interview)
        except Stopped:
            break
    return person


def _next(person: Person, interview: Interview, heard: set[tuple[str, str]]) -> Ask | None:
    """The most decisive question that an interview can put and has not put yet."""
    verdicts = screen(person, interview.pack, circumstances=interview.circumstances)
    asks = asks_of(verdicts, vocabulary=interview.voice.vocabulary)
    fresh = (ask for ask in asks if (ask.subject, ask.name) not in heard)
    return next((ask for ask in fresh if ask.subject in _ANSWERS), None)


def _answer_fact(person: Person, ask: Ask, interview: Interview) -> Person:
    attribute = interview.voice.vocabulary.fact(ask.name)
    values = _values(attribute, interview)
    return person if values is None else with_fact(person, ask.name, values)


def _answer_judgement(person: Person, ask: Ask, interview: Interview) -> Person:
    answer = _yes_or_no(interview)
    return person if answer is None else with_fact(person, f"judged/{ask.name}", (answer,))


def _answer_credential(person: Person, ask: Ask, interview: Interview) -> Person:
    """Is there one? If so, each is told; if not, there is none."""
    is_any = _yes_or_no(interview)
    if is_any is None:
        return person
    return _told_more(person, ask, interview) if is_any else with_all_told(person, (ask.name,))


def _answer_complete(person: Person, ask: Ask, interview: Interview) -> Person:
    """Are these all? If not, the others are told now."""
    is_all = _yes_or_no(interview)
    if is_all is None:
        return person
    return with_all_told(person, (ask.name,)) if is_all else _told_more(person, ask, interview)


def _told_more(person: Person, ask: Ask, interview: Interview) -> Person:
    more: bool | None = True
    while more:
        person = with_credential(person, _credential(ask.name, interview))
        show(phrase(interview.voice, "another"), indent=2)
        more = _yes_or_no(interview)
    return person if more is None else with_all_told(person, (ask.name,))


_ANSWERS: Mapping[str, Callable[[Person, Ask, Interview], Person]] = {
    "fact": _answer_fact,
    "judgement": _answer_judgement,
    "credential": _answer_credential,
    "complete": _answer_complete,
}


def _credential(type_: str, interview: Interview) -> Credential:
    """One credential, its dates and what the rules look at, each of them perhaps unknown."""
    is_activity = interview.voice.vocabulary.types[type_].is_activity
    first, last = ("first-day", "last-day") if is_activity else ("on", "until")
    on = _asked(phrase(interview.voice, first), PartialDate.parse)
    until = _asked(phrase(interview.voice, last), PartialDate.parse)
    attributes = {}
    for attribute in interview.attributes.get(type_, ()):
        values = _values(attribute, interview)
        if values is not None:
            attributes[attribute.name] = values
    return Credential(type_, on, until, MappingProxyType(attributes))


def _values(attribute: Attribute, interview: Interview) -> Values | None:
    title = interview.voice.text(attribute.title) or attribute.name
    allowed = attribute.levels or attribute.codes or ((YES, NO) if attribute.kind == "flag" else ())
    hint = f" ({', '.join(allowed)})" if allowed else ""
    return _asked(f"{title}{hint}", lambda written: _parsed(attribute, written))


def _parsed(attribute: Attribute, written: str) -> Values:
    if written == "none":
        return ()
    parts = written.split(",") if attribute.many else [written]
    return tuple(attribute.parse(part.strip()) for part in parts)


def _yes_or_no(interview: Interview) -> bool | None:
    voice = interview.voice
    answer = _asked(phrase(voice, "yes-or-no"), lambda written: _one_of(written, voice))
    return None if answer is None else answer == YES


def _one_of(written: str, voice: Voice) -> str:
    words = {YES: YES, NO: NO, phrase(voice, "yes"): YES, phrase(voice, "no"): NO}
    short = {word[0]: meaning for word, meaning in words.items()}
    found = (words | short).get(written.lower())
    if found is None:
        raise InputError(phrase(voice, "not-yes-or-no"))
    return found


def _asked(question: str, read: Callable[[str], T]) -> T | None:
    """The answer as read, asked again until it can be; None when it is not known."""
    while True:
        try:
            written = input(f"  {question}: ").strip()
        except EOFError:
            raise Stopped from None
        if written == STOP:
            raise Stopped
        if written in ("", UNKNOWN):
            return None
        try:
            return read(written)
        except SalernoError as error:
            show(str(error), style="yellow", indent=2)
