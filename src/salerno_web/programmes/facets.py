"""What a page that sifts has beside its list: tabs, facets, and chips that take a filter off."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django import forms
from django.core.paginator import Page
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise

from salerno.programmes.finding import UNKNOWN
from salerno.rules.outlines import Plain
from salerno.rules.sieves import Sieve, Sifted
from salerno_web.opportunities.queries import ORDER
from salerno_web.ui.tiles import TileMap, tile_map

FIELDS = {"cost": ("tuition", "currency"), "words": ("words",)}


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet."""

    value: str
    title: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet: its name in the address, what it is called, its values and those that are chosen."""

    name: str
    title: str
    choices: tuple[Choice, ...]
    chosen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is set, how many it hides, and the address without it."""

    words: str
    hides: int
    query: str


@dataclass(frozen=True, slots=True)
class Found:
    """Everything that a page that sifts shows; tabs are state, count, address, is chosen."""

    form: forms.Form
    sieve: Sieve
    sifted: Sifted
    tabs: tuple[tuple[str, int, str, bool], ...]
    facets: tuple[Facet, ...]
    chips: tuple[Chip, ...]
    page: Page[int]
    rows: tuple[Plain, ...]

    @property
    def best_chip(self) -> Chip | None:
        """The filter that hides most."""
        return max((c for c in self.chips if c.hides), key=lambda chip: chip.hides, default=None)


def state_of(asked: QueryDict) -> str:
    """The state whose verdicts are asked for; empty for all."""
    state = asked.get("state", "")
    return state if state in [str(own) for own in ORDER] else ""


def address(asked: QueryDict, *, less: Sequence[str] = (), **more: str) -> str:
    """The address with some keys left out and others set, from its first page on."""
    changed = asked.copy()
    for name in ("page", *less):
        changed.pop(name, None)
    for name, value in more.items():
        changed[name] = value
    return f"?{changed.urlencode()}"


def tabs(asked: QueryDict, found: Sifted, sieve: Sieve) -> Iterator[tuple[str, int, str, bool]]:
    """Each state, all of them first: how many there are, its address, whether it is chosen."""
    every = sum(found.counts.values())
    yield "", every, address(asked, less=["state"]), not sieve.state
    for state, count in found.counts.items():
        yield state, count, address(asked, state=state), sieve.state == state


def facets(
    found: Sifted,
    sieve: Sieve,
    *,
    titles: Mapping[str, Promise],
    named: Callable[[str, str], str],
) -> Iterator[Facet]:
    """The facets of the titles with their values, each value `named` by its facet and itself."""
    for name, title in titles.items():
        choices = _choices(name, found, sieve, named)
        yield Facet(name, str(title), tuple(choices), sieve.values(name))


def _choices(
    facet: str, found: Sifted, sieve: Sieve, named: Callable[[str, str], str]
) -> list[Choice]:
    chosen = sieve.values(facet)
    shown = [
        Choice(value, named(facet, value), count, value in chosen)
        for value, count in found.facets[facet].items()
        if count or value in chosen
    ]
    return sorted(shown, key=lambda choice: (choice.value == UNKNOWN, choice.title))


def chips(asked: QueryDict, found: Sifted, worded: Callable[[str], str]) -> Iterator[Chip]:
    """The filters that are set, each `worded` by its name."""
    for name, hides in found.brings_back.items():
        less = FIELDS.get(name, (name,))
        yield Chip(worded(name), hides, address(asked, less=[*less]))


def map_by_country(found: Found, asked: QueryDict, *, page: str, label: str) -> TileMap:
    """Where they are; of a country one goes to a page that lists it, with the other filters."""
    counts, chosen = found.sifted.facets["country"], found.sieve.country

    def href(code: str) -> str:
        return reverse(page) + address(asked, country=code)

    values = {code: n for code, n in counts.items() if n and (not chosen or code in chosen)}
    return tile_map(values, href=href, label=label)
