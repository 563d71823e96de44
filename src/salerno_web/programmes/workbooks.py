"""The workbook of whoever looks, and what becomes of the notes in one that they bring back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from salerno.formats.shortlists import Shortlist, shortlist_workbook
from salerno.programmes.programmes import Programme
from salerno.rules import Voice
from salerno.rules.chain import State
from salerno_web.atlas.queries import facts
from salerno_web.opportunities.queries import Case
from salerno_web.programmes.forms import SavedForm
from salerno_web.programmes.queries import (
    directory,
    programmes,
    surveyed,
    verdict_on,
    view_of,
)

MOST_LISTED = 500


@dataclass(frozen=True, slots=True)
class Brought:
    """Notes that came back, by id: those to write, those refused with the reason, and others.

    `unknown` are notes on what is neither in the directory nor saved.
    """

    good: Mapping[str, str]
    refused: Mapping[str, str]
    unknown: Mapping[str, str]


def chosen(saved: Mapping[str, str], case: Case, *, is_all: bool) -> tuple[Programme, ...]:
    """What is saved and still known; with all, also what is not closed, nearest first. No SQL."""
    known = directory().programmes
    found = {name: known[name] for name in saved if name in known}
    if is_all:
        screened = surveyed(case)
        closed = screened.stood[State.NEVER]
        for place in map(int, screened.ranking):
            if len(found) >= MOST_LISTED:
                break
            if not closed >> place & 1:
                own = programmes()[place]
                found.setdefault(own.id, own)
    return tuple(found.values())


def workbook_for(
    request: HttpRequest, case: Case, saved: Mapping[str, str], voice: Voice, *, currency: str
) -> bytes:
    """The workbook that is asked for, with the notes of whoever asks; no SQL."""
    listed = chosen(saved, case, is_all=request.GET.get("all") == "yes")
    verdicts = {own.id: verdict for own in listed if (verdict := verdict_on(own, case))}
    own = Shortlist(
        listed,
        view_of(case),
        verdicts,
        directory(),
        facts().rates,
        currency,
        notes={name: plain(note) for name, note in saved.items()},
        pages=_addresses(request, listed, "programme"),
        routes=_addresses(request, listed, "programme_routes"),
    )
    return shortlist_workbook(own, voice)


def _addresses(request: HttpRequest, listed: tuple[Programme, ...], name: str) -> Mapping[str, str]:
    return {own.id: request.build_absolute_uri(reverse(name, args=[own.id])) for own in listed}


def plain(note: str) -> str:
    """A note with its lines ended as in a cell."""
    return note.replace("\r\n", "\n")


def sorted_notes(notes: Mapping[str, str], saved: Mapping[str, str]) -> Brought:
    """Which notes can be written, by what a note may hold; no SQL."""
    known = directory().programmes
    good, refused, unknown = dict[str, str](), dict[str, str](), dict[str, str]()
    for name, note in notes.items():
        form = SavedForm({"programme": name, "note": note})
        if name not in known and name not in saved:
            unknown[name] = note
        elif form.is_valid():
            good[name] = plain(form.cleaned_data["note"])
        else:
            refused[name] = " ".join(map(str, form.errors["note"]))
    return Brought(good, refused, unknown)
