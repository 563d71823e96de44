"""`salerno person new`: an interview in the terminal that writes a person file."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
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
from salerno.credentials.records import covering, expiry_of, values_of
from salerno.credentials.vocabulary import NO, YES, Attribute
from salerno.errors import InputError, Place, SalernoError
from salerno.formats import write_person
from salerno.periods import PartialDate
from salerno.rules.asks import Ask
from salerno.rules.interviews import (
    looked_at,
    open_asks,
    with_all_told,
    with_credential,
    with_fact,
)
from salerno.rules.packs import Pack, compile_pack
from salerno.rules.verdicts import screen
from salerno.rules.wording.advice import question
from salerno.rules.wording.voices import Voice
from salerno.strict_yaml import Members, Text

app = typer.Typer(no_args_is_help=True, help="Make a person file.")
T = TypeVar("T")
UNKNOWN, STOP, NONE = "?", "q", "none"
NOWHERE = Place("")

Longest = Annotated[int, typer.Option("--most", min=1, help="Ask so many questions at most.")]


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
    most: Longest = 15,
    as_of: AsOf = "",
    language: Language = "en",
    atlas: AtlasFolder = None,
) -> None:
    """Ask one question at a time, only what can change an answer, and write a person file.

    `?` or Enter says that you do not know, `none` that there is none, `q` or the end of the input
    stops and writes what was told. An interrupt writes nothing.
    """
    _check_free(out)
    facts = atlas_of(atlas, language)
    pack = compile_pack(opportunities_of(facts, kind=kind, country=country))
    interview = Interview(
        pack,
        circumstances_of(as_of=as_of),
        looked_at(pack, facts.vocabulary),
        voice_of(language, facts),
    )
    person = interviewed(Person(out.stem), interview, most=most)
    _write(out, write_person(person, vocabulary=facts.vocabulary))
    show("\n" + phrase(interview.voice, "written", file=str(out)))


def _check_free(out: Path) -> None:
    if out.exists():
        raise InputError(f"'{out}' is there already", fix="choose another name, or move it away")
    if not out.parent.is_dir():
        raise InputError(f"there is no folder '{out.parent}'", fix="make it first")


def _write(out: Path, text: str) -> None:
    """Write the whole file or none of it."""
    draft = out.with_name(out.name + ".part")
    try:
        draft.write_text(text, encoding="utf-8")
        os.replace(draft, out)
    except OSError as error:
        raise InputError(f"'{out}' cannot be written", why=str(error.strerror)) from error


def interviewed(person: Person, interview: Interview, *, most: int) -> Person:
    """Ask until nothing is left that could change an answer, or the person stops."""
    heard: set[tuple[str, str]] = set()
    show(phrase(interview.voice, "opening"))
    while len(heard) < most and (ask := _next(person, interview, heard)):
        heard.add((ask.subject, ask.name))
        show(f"\n{question(ask, interview.voice)}", style="bold")
        try:
            for told in _ANSWERS[ask.subject](person, ask, interview):
                person = told
        except Stopped:
            break
    return person


def _next(person: Person, interview: Interview, heard: set[tuple[str, str]]) -> Ask | None:
    """What a stranger expects first, then the most decisive question not put yet."""
    verdicts = screen(person, interview.pack, circumstances=interview.circumstances)
    asks = open_asks(verdicts, vocabulary=interview.voice.vocabulary, heard=heard)
    return next(iter(asks), None)


def _answer_fact(person: Person, ask: Ask, interview: Interview) -> Iterator[Person]:
    values = _values(interview.voice.vocabulary.fact(ask.name), interview)
    if values is not None:
        yield with_fact(person, ask.name, values)


def _answer_judgement(person: Person, ask: Ask, interview: Interview) -> Iterator[Person]:
    answer = _yes_or_no(interview, "is-so")
    if answer is not None:
        yield with_fact(person, f"judged/{ask.name}", (answer,))


def _answer_credential(person: Person, ask: Ask, interview: Interview) -> Iterator[Person]:
    """Is there one? If so, each is told; if not, there is none."""
    is_any = _yes_or_no(interview, "is-any", none=False)
    if is_any:
        yield from _told_more(person, ask, interview)
    if is_any is False:
        yield with_all_told(person, covering((ask.name,), interview.voice.vocabulary))


def _answer_complete(person: Person, ask: Ask, interview: Interview) -> Iterator[Person]:
    """Are these all? If not, the others are told now."""
    is_all = _yes_or_no(interview, "is-all", none=True)
    if is_all:
        yield with_all_told(person, covering((ask.name,), interview.voice.vocabulary))
    if is_all is False:
        yield from _told_more(person, ask, interview)


def _told_more(person: Person, ask: Ask, interview: Interview) -> Iterator[Person]:
    """The person after each credential that was told to its end."""
    more: bool | None = True
    while more:
        person = with_credential(person, _credential(ask.name, interview))
        yield person
        more = _yes_or_no(interview, "another", none=False)
    if more is False:
        yield with_all_told(person, covering((ask.name,), interview.voice.vocabulary))


_ANSWERS: Mapping[str, Callable[[Person, Ask, Interview], Iterator[Person]]] = {
    "fact": _answer_fact,
    "judgement": _answer_judgement,
    "credential": _answer_credential,
    "complete": _answer_complete,
}


def _credential(type_: str, interview: Interview) -> Credential:
    """One credential, its dates and what the rules look at, each of them perhaps unknown."""
    known = interview.voice.vocabulary.types[type_]
    first, last = ("first-day", "last-day") if known.is_activity else ("on", "until")
    on = _asked(phrase(interview.voice, first), PartialDate.parse)
    until = _asked(phrase(interview.voice, last), lambda written: _end(written, on))
    attributes = {}
    for attribute in interview.attributes.get(type_, ()):
        values = _values(attribute, interview)
        if values is not None:
            attributes[attribute.name] = values
    end = expiry_of(on, known) if until is None else until[0]
    return Credential(type_, on, end, MappingProxyType(attributes))


def _end(written: str, on: PartialDate | None) -> tuple[PartialDate | None]:
    """The last day, or that there is none."""
    if written == NONE:
        return (None,)
    end = PartialDate.parse(written)
    if on and end.latest < on.earliest:
        raise InputError(f"{end} is before {on}", fix="check both dates")
    return (end,)


def _values(attribute: Attribute, interview: Interview) -> Values | None:
    voice = interview.voice
    title = voice.text(attribute.title) or attribute.name
    hint = _hint(attribute, voice)
    words = f"{title} ({hint})" if hint else title
    return _asked(words, lambda text: _parsed(attribute, text, voice))


def _hint(attribute: Attribute, voice: Voice) -> str:
    """What may be answered."""
    if attribute.kind == "flag":
        return phrase(voice, "yes-or-no")
    if attribute.levels or attribute.codes:
        return ", ".join(attribute.levels or attribute.codes)
    if attribute.low is not None and attribute.high is not None:
        return f"{attribute.low}–{attribute.high}"
    return "EG, PE …" if _is_country(attribute) else ""


def _is_country(attribute: Attribute) -> bool:
    return attribute.name.rpartition(".")[2] in ("country", "citizenship")


def _parsed(attribute: Attribute, written: str, voice: Voice) -> Values:
    """The values, by the same rules as in a person file."""
    if attribute.kind == "flag" and written != NONE:
        return (_meant(written, _meanings(voice), voice),)
    parts = [part.strip() for part in written.split(",")] if attribute.many else [written]
    if _is_country(attribute):
        parts = [part.upper() if len(part) == 2 else part for part in parts]
    nodes = tuple(Text(part, NOWHERE, quoted=False) for part in parts)
    return values_of(nodes[0] if len(nodes) == 1 else Members(nodes, NOWHERE), attribute)


def _yes_or_no(interview: Interview, key: str, *, none: bool | None = None) -> bool | None:
    """The answer; where `none` means something, that is an answer too."""
    voice = interview.voice
    meanings = _meanings(voice) | ({} if none is None else {NONE: none})
    words = f"{phrase(voice, key)} ({phrase(voice, 'yes-or-no')})"
    return _asked(words, lambda written: _meant(written, meanings, voice))


def _meanings(voice: Voice) -> dict[str, bool]:
    words = {YES: True, NO: False, phrase(voice, "yes"): True, phrase(voice, "no"): False}
    return words | {word[0]: meaning for word, meaning in words.items()}


def _meant(written: str, meanings: Mapping[str, bool], voice: Voice) -> bool:
    if written.lower() not in meanings:
        raise InputError(phrase(voice, "not-yes-or-no"))
    return meanings[written.lower()]


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
