"""Interviews on the site: what to ask next, within what somebody cares about."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache, lru_cache

from django.conf import settings
from django.utils.module_loading import import_string

from salerno.credentials.vocabulary import Attribute, Texts
from salerno.rules import Ask, Voice, screen
from salerno.rules.interviews import RANKS, Heard, looked_at, open_asks
from salerno.rules.leaves import Judge
from salerno.rules.wording.advice import question
from salerno_web.atlas.queries import facts, pack, pack_of
from salerno_web.credentials.queries import circumstances, person_of
from salerno_web.credentials.told import Told

SHOWN = 3


@dataclass(frozen=True, slots=True)
class Focus:
    """What somebody cares about; nothing chosen is everything."""

    countries: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The opportunities in focus; those of no country, such as verification, always are."""
        return tuple(
            opportunity.id
            for opportunity in facts().opportunities.values()
            if (not self.countries or opportunity.country in (*self.countries, ""))
            and (not self.kinds or opportunity.kind in self.kinds)
        )


@dataclass(frozen=True, slots=True)
class Question:
    """A question as shown: its words, how many doors it can settle, and some of them."""

    subject: str
    name: str
    text: str
    decides: int = 0
    doors: tuple[str, ...] = ()
    touches: int = 0


def next_asks(told: Told, focus: Focus) -> tuple[Ask, ...]:
    """The questions worth putting, the next one first; 0.1 s for the whole atlas, then kept."""
    return _asks(_Case(told, focus, circumstances().today))


@dataclass(frozen=True)
class _Case:
    """One state of a record, as of a day; equal when the same was told."""

    told: Told
    focus: Focus
    today: date

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Case) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)

    @property
    def _key(self) -> tuple[str, tuple[tuple[str, str], ...], Focus, date]:
        return (self.told.digest, self.told.skipped, self.focus, self.today)


@lru_cache(maxsize=256)
def _asks(case: _Case) -> tuple[Ask, ...]:
    pack = pack_of(case.focus.names)
    verdicts = screen(person_of(case.told), pack, circumstances=circumstances())
    heard: Heard = set(case.told.skipped)
    return open_asks(verdicts, vocabulary=facts().vocabulary, heard=heard)


def question_of(ask: Ask, voice: Voice) -> Question:
    """A question in words, with some of the doors that hang on it."""
    known = facts().opportunities
    titles = [voice.text(known[name].title) for name in ask.opportunities[:SHOWN] if name in known]
    return Question(
        ask.subject,
        ask.name,
        question(ask, voice),
        ask.decides,
        tuple(titles),
        len(ask.opportunities),
    )


def named_ask(subject: str, name: str, told: Told, focus: Focus) -> Ask | None:
    """The question of that name: one worth putting now, or one that was answered before."""
    asks = next_asks(told, focus)
    found = next((ask for ask in asks if (ask.subject, ask.name) == (subject, name)), None)
    if found is None and subject == "judgement":
        is_known = name in _judgements() or f"judged/{name}" in told.facts
        text = _judgements().get(name, ())
        return Ask("judgement", name, text, 0, Fraction(0), ()) if is_known else None
    return found or _known_ask(subject, name)


@cache
def _judgements() -> Mapping[str, Texts]:
    """What some rule leaves to somebody to decide, in words; rules of parts above count as well."""
    packs = (pack(), *(import_string(name)() for name in settings.PACKS))
    leaves = (question.leaf for own in packs for question in own.questions)
    return {leaf.name: leaf.text for leaf in leaves if isinstance(leaf, Judge)}


def _known_ask(subject: str, name: str) -> Ask | None:
    """The question about anything that the vocabulary knows."""
    vocabulary = facts().vocabulary
    known = vocabulary.facts if subject == "fact" else vocabulary.types
    if subject not in RANKS or name not in known:
        return None
    text = known[name].ask if subject != "complete" else ()
    return Ask(subject, name, text, 0, Fraction(0), ())  # type: ignore[arg-type]  # RANKS holds subjects only


def attributes_of(type_: str, *, told: Collection[str] = ()) -> tuple[Attribute, ...]:
    """The attributes of a credential type that some rule looks at, or that were told already."""
    vocabulary = facts().vocabulary
    asked = {own.name for own in _looked_at().get(type_, ())}
    known = vocabulary.types[type_].attributes
    return tuple(own for own in known if own.name in asked or own.name in told)


def countries() -> tuple[str, ...]:
    """The countries that the atlas has rules of."""
    known = facts().opportunities.values()
    return tuple(dict.fromkeys(o.country for o in known if o.country))


@cache
def _looked_at() -> Mapping[str, tuple[Attribute, ...]]:
    return looked_at(pack(), facts().vocabulary)
