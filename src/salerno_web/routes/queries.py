"""Plans, goals and shared links as values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any as Anything
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils import timezone

from salerno.formats import ROUTE_FORMATS, record_in, routes_as
from salerno.routes.answers import Answer
from salerno.routes.goals import Goal
from salerno.routes.whatifs import Case
from salerno.rules import Voice
from salerno_web.atlas.queries import digest, facts, goals, pack
from salerno_web.people.models import User
from salerno_web.routes.asking import Asked, answers_to, asked_in, outlook_of
from salerno_web.routes.models import Plan, Reading, Share
from salerno_web.routes.permissions import owned_by
from salerno_web.routes.shown import shown_answers

Viewer = User | AnonymousUser
VISITOR = "visitor"


@dataclass(frozen=True, slots=True)
class KeptPlan:
    """A plan as kept; `is_stale` when the facts have changed since it was made."""

    id: UUID
    title: str
    asked: Asked
    made_at: datetime
    is_stale: bool


@dataclass(frozen=True, slots=True)
class KeptShare:
    """A link to a plan."""

    id: UUID
    made_at: datetime
    ends_at: datetime
    revoked_at: datetime | None
    seen: int

    @property
    def is_open(self) -> bool:
        """Whether the link still works."""
        return self.revoked_at is None and self.ends_at > timezone.now()


def visitor_of(request: HttpRequest) -> str:
    """The key of this browser session by which a visitor's plans are theirs."""
    return str(request.session.get(VISITOR, ""))


def plans_of(viewer: Viewer, visitor: str = "") -> tuple[KeptPlan, ...]:
    """The plans of whoever looks, newest first; 1 statement."""
    rows = Plan.objects.filter(owned_by(viewer, visitor))
    return tuple(_kept(row) for row in rows.defer("told"))


def plan_of(name: UUID, *, viewer: Viewer, visitor: str = "") -> KeptPlan | None:
    """A plan of whoever looks; 1 statement."""
    row = Plan.objects.filter(owned_by(viewer, visitor), id=name).defer("told").first()
    return _kept(row) if row else None


def shared_plan(key: str) -> KeptPlan | None:
    """The plan that a link leads to while it is open; 1 statement."""
    share = _open_share(key)
    return _kept(share.plan) if share else None


def _open_share(key: str) -> Share | None:
    found = Share.objects.filter(digest=digest_of(key), revoked_at=None, ends_at__gt=timezone.now())
    return found.select_related("plan").first()


def digest_of(key: str) -> str:
    """What is kept of the key of a link."""
    return sha256(key.encode()).hexdigest()


def shares_of(plan: KeptPlan) -> tuple[KeptShare, ...]:
    """The links to a plan, newest first; 1 statement."""
    rows = Share.objects.filter(plan_id=plan.id)
    return tuple(KeptShare(r.id, r.made_at, r.ends_at, r.revoked_at, r.seen) for r in rows)


def _kept(row: Plan) -> KeptPlan:
    return KeptPlan(row.id, row.title, asked_in(row.asked), row.made_at, row.facts != digest())


def reading_of(plan: KeptPlan, voice: Voice) -> dict[str, Anything] | None:
    """The plan in the words of a language, if it was read in it from the facts as they are now.

    1 statement.
    """
    rows = Reading.objects.filter(plan_id=plan.id, language=voice.language, facts=digest())
    return rows.values_list("shown", flat=True).first()


def picture_of(plan: KeptPlan, voice: Voice) -> str:
    """The timeline of a plan as SVG; 1 statement."""
    rows = Reading.objects.filter(plan_id=plan.id, language=voice.language)
    return rows.values_list("picture", flat=True).first() or ""


def case_of(plan: KeptPlan) -> Case:
    """Whom a plan is for, and from where; 1 statement."""
    row = Plan.objects.get(id=plan.id)
    person = record_in(row.told, name="you", vocabulary=facts().vocabulary)
    return Case(person, outlook_of(plan.asked, today=row.as_of, atlas=facts()))


def read_plan(plan: KeptPlan, voice: Voice) -> tuple[dict[str, Anything], str]:
    """What the page and the picture of a plan show, thought anew; 1 statement and a second."""
    case = case_of(plan)
    answers = _answers(plan, case)
    picture = routes_as(".svg", answers, voice=voice, outlook=case.outlook).decode()
    return shown_answers(answers, voice, outlook=case.outlook), picture


def _answers(plan: KeptPlan, case: Case) -> Sequence[Answer]:
    return answers_to(plan.asked, case, pack=pack(), atlas=facts())


def file_of(plan: KeptPlan, ending: str, voice: Voice) -> bytes:
    """A plan in one of `ROUTE_FORMATS`, thought anew; 1 statement and a second."""
    assert ending in ROUTE_FORMATS
    case = case_of(plan)
    return routes_as(ending, _answers(plan, case), voice=voice, outlook=case.outlook)


@dataclass(frozen=True, slots=True)
class ListedGoal:
    """A goal as listed."""

    id: str
    title: str
    country: str
    kind: str


def listed_goals(voice: Voice, *, words: str = "", country: str = "") -> tuple[ListedGoal, ...]:
    """Goals by country and title, those with all the words in title or country; no SQL."""
    wanted = words.casefold().split()
    listed = (_listed(goal, voice) for goal in goals().values())
    found = [one for one in listed if country in ("", one.country) and _has(one, wanted, voice)]
    return tuple(sorted(found, key=lambda one: (country_name(one.country, voice), one.title)))


def _has(goal: ListedGoal, words: Sequence[str], voice: Voice) -> bool:
    said = f"{goal.title} {goal.id} {country_name(goal.country, voice)}".casefold()
    return all(word in said for word in words)


def _listed(goal: Goal, voice: Voice) -> ListedGoal:
    first = facts().opportunities.get(goal.opportunities[0]) if goal.opportunities else None
    country = first.country if first else dict(goal.scope).get("country", "")
    kind = first.kind if first else goal.grant.partition("/")[0]
    return ListedGoal(goal.id, voice.text(goal.title) or goal.id, country, kind)


def country_name(code: str, voice: Voice) -> str:
    """The name of a country in a language."""
    return str(voice.locale.territories.get(code, code))


def rows_about(user: User) -> Iterator[tuple[str, list[Anything]]]:
    """Every row of this part that is about somebody, by the name of its table."""
    yield "plan", list(Plan.objects.filter(owner=user).values())
    yield "reading", list(Reading.objects.filter(plan__owner=user).values())
    yield "share", list(Share.objects.filter(plan__owner=user).values())
