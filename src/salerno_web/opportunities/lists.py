"""One page of the list of opportunities as a value: what was asked, what came through, links."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils.text import capfirst

from salerno.rules import Ask, Voice
from salerno.rules.sieves import FACETS, Sieve, Sifted
from salerno.rules.wording.conditions import plain_name
from salerno_web.atlas.words import country_name, kind_name
from salerno_web.credentials.interviews import Question, question_of
from salerno_web.credentials.told import Told
from salerno_web.credentials.words import WORDS, code_name
from salerno_web.opportunities.forms import SieveForm
from salerno_web.opportunities.queries import ORDER, asks, sifted, verdicts_at
from salerno_web.opportunities.shown import Row, row_of

EACH = 25
SHOWN_ASKS = 3
FIELDS = {"by": ("by",), "cost": ("cost", "currency"), "words": ("words",)}


@dataclass(frozen=True, slots=True)
class Tab:
    """The verdicts of one state, how many there are, and the address that shows them alone."""

    state: str
    count: int
    query: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet."""

    value: str
    title: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is set, what it hides, and the address without it."""

    name: str
    words: str
    hides: int
    query: str


@dataclass(frozen=True, slots=True)
class Listed:
    """Everything that a page of the list shows."""

    form: SieveForm
    sieve: Sieve
    sifted: Sifted
    tabs: tuple[Tab, ...]
    facets: Mapping[str, tuple[Choice, ...]]
    chips: tuple[Chip, ...]
    page: Page[int]
    rows: tuple[Row, ...]
    asks: tuple[Question, ...]
    hidden: tuple[tuple[str, str], ...]

    @property
    def best_chip(self) -> Chip | None:
        """The filter that hides most."""
        return max((c for c in self.chips if c.hides), key=lambda chip: chip.hides, default=None)


def listed(told: Told, asked: QueryDict, voice: Voice, *, form: SieveForm) -> Listed:
    """The page of the list that was asked for; no SQL."""
    sieve = form.sieve(asked, state=_state(asked))
    found = sifted(told, sieve, voice)
    page = Paginator(found.places, EACH).get_page(asked.get("page"))
    verdicts = verdicts_at(told, list(page.object_list))
    return Listed(
        form,
        sieve,
        found,
        tuple(_tabs(asked, found, sieve)),
        {name: tuple(_choices(name, found, sieve, voice)) for name in FACETS},
        tuple(_chips(asked, found, sieve, voice, form)),
        page,
        tuple(row_of(verdict, voice) for verdict in verdicts),
        tuple(question_of(ask, voice) for ask in _next(asks(told))),
        (("state", sieve.state),) if sieve.state else (),
    )


def _next(found: Sequence[Ask]) -> Sequence[Ask]:
    return found[:SHOWN_ASKS]


def _state(asked: QueryDict) -> str:
    state = asked.get("state", "")
    return state if state in [str(own) for own in ORDER] else ""


def _address(asked: QueryDict, *, less: Sequence[str] = (), **more: str) -> str:
    """The address with some keys left out and others set, from its first page on."""
    changed = asked.copy()
    for name in ("page", *less):
        changed.pop(name, None)
    for name, value in more.items():
        changed[name] = value
    return f"?{changed.urlencode()}"


def _tabs(asked: QueryDict, found: Sifted, sieve: Sieve) -> Iterator[Tab]:
    every = sum(found.counts.values())
    yield Tab("", every, _address(asked, less=["state"]), not sieve.state)
    for state, count in found.counts.items():
        yield Tab(state, count, _address(asked, state=state), sieve.state == state)


def _choices(facet: str, found: Sifted, sieve: Sieve, voice: Voice) -> list[Choice]:
    chosen = getattr(sieve, facet)
    shown = [
        Choice(value, facet_name(facet, value, voice), count, value in chosen)
        for value, count in found.facets[facet].items()
        if count or value in chosen
    ]
    return sorted(shown, key=lambda choice: choice.title)


def facet_name(facet: str, value: str, voice: Voice) -> str:
    """What a value of a facet is called."""
    if facet == "kind":
        return kind_name(value)
    if facet == "country":
        return country_name(value, voice)
    return code_name(value) if value in WORDS else capfirst(plain_name(value))


def _chips(
    asked: QueryDict, found: Sifted, sieve: Sieve, voice: Voice, form: SieveForm
) -> Iterator[Chip]:
    for name, hides in found.brings_back.items():
        less = FIELDS.get(name, (name,))
        yield Chip(
            name, _chip_words(name, sieve, voice, form), hides, _address(asked, less=[*less])
        )


def _chip_words(name: str, sieve: Sieve, voice: Voice, form: SieveForm) -> str:
    if name in FACETS:
        return voice.either(facet_name(name, value, voice) for value in getattr(sieve, name))
    if name == "by":
        return f"≤ {voice.day(sieve.by)}" if sieve.by else ""
    if name == "cost":
        told: Decimal = form.cleaned_data["cost"]
        return f"≤ {voice.number(told)} {form.chosen_currency}"
    return f"“{sieve.words}”"
