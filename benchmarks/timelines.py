"""Dating routes of 12, 25 and 40 tasks: sessions, windows, one examination at a time, a budget."""

from datetime import date, timedelta
from random import Random

from benchmarks.measures import Figure, best, check, seconds
from salerno.periods import PartialDate, Span
from salerno.routes.tasks import Bond, Limits, Point, Task, Timeline
from salerno.routes.timelines import schedule
from salerno.rules.sessions import Session
from salerno.rules.sources import Source
from tests.properties.timeline_checker import faults

SIZES = (12, 25, 40)
GOALS = {25: 1.0}
START = date(2026, 11, 22)
HORIZON = START + timedelta(days=3652)
BOARD = Source("https://example.org/board", START, "official", "A")


def run(*, smoke):
    """Date seeded routes of each size, ranges and expiries included; say why some have no dates."""
    return [_figure(size, smoke) for size in SIZES[: 1 if smoke else None]]


def _figure(size, smoke):
    dated, refused, proven = [], [], 0
    for seed in range(2 if smoke else 12):
        tasks, bonds, limits = route(size, seed)
        spent, found = best(
            lambda t=tasks, b=bonds, x=limits: schedule(t, bonds=b, start=START, limits=x), 3
        )
        if isinstance(found, Timeline):
            check(not faults(found, bonds=bonds, limits=limits), f"route {seed} of {size} tasks")
            dated.append(spent)
            proven += found.proven
        else:
            check(found.bonds, f"the conflict of route {seed} of {size} tasks")
            refused.append(spent)
    middle, goal = sorted(dated)[len(dated) // 2], GOALS.get(size)
    return Figure(
        f"dates of a route of {size} tasks, with how early and how late each can be "
        f"({proven} of {len(dated)} proven to end as early as possible)",
        "",
        f"{seconds(middle)} in the middle, {seconds(max(dated))} at most"
        + (
            f"; why {len(refused)} more cannot be: {seconds(max(refused, default=1))} at most"
            * bool(refused)
        ),
        f"<= {goal:g} s in the middle" if goal else "",
        None if smoke or goal is None else middle <= goal,
    )


def route(size, seed):
    """A route: papers and examinations that build on one another, the last task on all."""
    chance = Random(100 * size + seed)
    tasks = [_task(number, chance) for number in range(size - 1)]
    tasks.append(Task("licence", (0, 0), (0, 0), (30, 90), cost=400_00))
    bonds = []
    for number, task in enumerate(tasks[:-1]):
        for other in chance.sample(range(number), min(number, chance.choice((0, 1, 1, 2)))):
            bonds.append(Bond(Point(tasks[other].id), Point(task.id, "apply")))
        mark = "end" if task.is_examination else "result"
        bonds.append(Bond(Point(task.id), Point("licence", "apply")))
        if number % 4 == 0:
            lasts = Span(years=chance.choice((3, 4)), months=chance.choice((0, 6)))
            bonds.append(Bond(Point(task.id, mark), Point("licence", "apply"), most=lasts))
    limits = Limits(yearly=6_000_00, study=28)
    return tuple(tasks), tuple(bonds), limits


def _task(number, chance):
    if chance.random() < 0.4:
        every, first = chance.choice((21, 28, 91, 182)), chance.randrange(90)
        days = [START + timedelta(days=first + every * n) for n in range(3652 // every)]
        return Task(
            f"examination {number}",
            (14, 30),
            (0, 0),
            (14, chance.choice((21, 42, 60))),
            tuple(_session(day) for day in days if day <= HORIZON),
            is_examination=True,
            cost=chance.randrange(200_00, 1_200_00),
        )
    least = chance.randrange(5, 60)
    lasts = chance.choice((0, 0, 0, 84, 365))
    return Task(
        f"paper {number}",
        (0, least),
        (lasts, lasts),
        (least, 3 * least),
        cost=chance.randrange(0, 400_00),
    )


def _session(day):
    return Session(PartialDate.on(day), day - timedelta(days=45), BOARD)
