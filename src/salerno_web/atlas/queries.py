"""The facts, read once a process."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache, lru_cache
from importlib.resources.abc import Traversable
from pathlib import Path

from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import get_language

from salerno.atlas import Atlas, cached_atlas, digest_of, load_atlas
from salerno.routes.goals import Goal, goals_of
from salerno.rules import LANGUAGES, Pack, Voice, compile_pack
from salerno.rules.opportunities import Opportunity

SPOKEN_BY = {"ar-xb": "ar", "en-xa": "en"}


@cache
def facts() -> Atlas:
    """The atlas of this installation; no SQL. Reading takes seconds once, then no time."""
    folders: list[Traversable] | None = [Path(f) for f in settings.ATLAS_FOLDERS] or None
    file = Path(settings.ATLAS_CACHE)
    if file.parent.is_dir():
        return cached_atlas(file, folders=folders)
    return load_atlas(folders)


@cache
def digest() -> str:
    """What names this state of the facts; no SQL."""
    folders: list[Traversable] | None = [Path(f) for f in settings.ATLAS_FOLDERS] or None
    return digest_of(folders)


@cache
def pack() -> Pack:
    """Every rule, compiled; no SQL."""
    return compile_pack(facts().opportunities.values())


@lru_cache(maxsize=256)
def pack_of(names: tuple[str, ...]) -> Pack:
    """The rules of some opportunities, compiled; no SQL."""
    known = facts().opportunities
    return compile_pack(known[name] for name in names)


@cache
def goals() -> Mapping[str, Goal]:
    """What one may set out for, by id; no SQL."""
    atlas = facts()
    found = goals_of(atlas.opportunities.values(), vocabulary=atlas.vocabulary)
    return {goal.id: goal for goal in found}


@cache
def former_names() -> Mapping[str, str]:
    """The ids that opportunities now have, by names and ids that were used before; no SQL."""
    found: dict[str, str] = {}
    for own in facts().opportunities.values():
        for name in (*(alias for alias, _ in own.aliases), *own.supersedes):
            found.setdefault(slugify(name), own.id)
    return found


def former(name: str) -> str:
    """The id of what was once called so; empty when nothing was. No SQL."""
    return former_names().get(slugify(name), "")


def nearest(name: str) -> tuple[Opportunity, ...]:
    """The opportunities whose ids are most like a mistaken one; no SQL."""
    known = facts().opportunities
    found = get_close_matches(name[:200].casefold(), known, n=5, cutoff=0.5)
    return tuple(known[one] for one in found)


def voice(language: str | None = None) -> Voice:
    """Who speaks: in that language, else in the one of the request, else in English."""
    asked = language or get_language() or "en"
    return _voice(SPOKEN_BY.get(asked, asked))


@lru_cache(maxsize=32)
def _voice(language: str) -> Voice:
    known = language if language.partition("-")[0] in LANGUAGES else "en"
    return Voice(known, facts().vocabulary)
