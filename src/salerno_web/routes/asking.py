"""What a plan was asked for, as it is kept, and the answer to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any as Anything

import numpy as np

from salerno.atlas import Atlas
from salerno.credentials.circumstances import Circumstances
from salerno.routes.answers import Answer, answer
from salerno.routes.goals import goal_named
from salerno.routes.planning import Wishes
from salerno.routes.steps import Outlook
from salerno.routes.tasks import Limits
from salerno.routes.whatifs import Case
from salerno.rules import Pack

SEED = 1
LIVES = 2_000
MOST_ROUTES = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """Goals and wishes, as somebody gave them; amounts are texts in their currency."""

    goals: tuple[str, ...]
    by: str = ""
    budget: str = ""
    yearly: str = ""
    currency: str = "EUR"
    examinations: int = 1
    study: int = 0
    refused: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    what_if: tuple[str, ...] = ()

    @property
    def plain(self) -> dict[str, Anything]:
        """As it is kept."""
        return asdict(self)


def asked_in(plain: Mapping[str, Anything]) -> Asked:
    """What was kept; lists are tuples again."""
    values: dict[str, Anything] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in plain.items()
    }
    return Asked(**values)


def outlook_of(asked: Asked, *, today: date, atlas: Atlas) -> Outlook:
    """From where routes are looked for."""
    return Outlook(
        Circumstances(today=today),
        atlas.vocabulary,
        atlas.rates,
        asked.currency,
        refused=frozenset(asked.refused),
        without=frozenset(asked.without),
        segment=MappingProxyType({}),
        quantities=MappingProxyType({}),
        cases=MappingProxyType({}),
    )


def wishes_of(asked: Asked) -> Wishes:
    """How many routes are wanted, within which limits."""
    by = date.fromisoformat(asked.by) if asked.by else None
    yearly = int(Decimal(asked.yearly) * 100) if asked.yearly else None
    limits = Limits(by, yearly, asked.examinations or None, asked.study)
    budget = Decimal(asked.budget) if asked.budget else None
    return Wishes(limits, budget, MOST_ROUTES, lives=LIVES)


def answers_to(asked: Asked, case: Case, *, pack: Pack, atlas: Atlas) -> Sequence[Answer]:
    """The answer for every goal; a second or so each. Raises InputError for a what-if or goal."""
    known, wishes = atlas.opportunities.values(), wishes_of(asked)
    return [
        answer(
            case,
            pack,
            goal=goal_named(name, known, vocabulary=atlas.vocabulary),
            wishes=wishes,
            random=np.random.default_rng(SEED),
            what_if=asked.what_if,
        )
        for name in asked.goals
    ]
