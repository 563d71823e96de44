"""One person against many opportunities, with the explanation of every verdict."""

from benchmarks.instances import WHEN, crowd, opportunities
from benchmarks.measures import Figure, best, check, seconds, times
from salerno.credentials.table import person_at
from salerno.rules import compile_pack, explain, screen
from salerno.rules.chain import State
from salerno.rules.planes import screen_many
from salerno.rules.surveys import survey

GOAL = 0.015


def run(*, smoke):
    """Screen one person, then explain every verdict."""
    count = 100 if smoke else 1000
    pack = compile_pack(opportunities(count))
    table = crowd(32)
    everyone = [person_at(table, index) for index in range(2 if smoke else 8)]
    verdicts = [screen(person, pack, circumstances=WHEN) for person in everyone]
    _check(table, pack, verdicts)
    rounds = 2 if smoke else 7
    bare = _middle(everyone, rounds, lambda p: screen(p, pack, circumstances=WHEN))
    full = _middle(
        everyone, rounds, lambda p: [explain(v) for v in screen(p, pack, circumstances=WHEN)]
    )
    many = compile_pack(opportunities(count * 20))
    alone = _middle(everyone[:2], rounds, lambda p: screen(p, many, circumstances=WHEN))
    glance = _middle(everyone[:2], rounds, lambda p: _surveyed(p, many))
    leaves = sum(len(rule.questions) for rule in pack.rules) / len(pack.rules)
    return [
        Figure(
            f"one person x {count:,} opportunities ({leaves:.1f} leaves each), with explanations, "
            "against verdicts alone",
            times(full / bare),
            f"{seconds(full)} against {seconds(bare)}",
            "<= 15 ms",
            None if smoke else full <= GOAL,
        ),
        Figure(
            f"one person x {count * 20:,} opportunities: verdicts one by one against a survey, "
            "nearest first",
            times(alone / glance),
            f"{seconds(alone)} against {seconds(glance)}",
        ),
    ]


def _surveyed(person, pack):
    found = survey(person, pack, circumstances=WHEN)
    return found, found.nearest_first(list(State))


def _check(table, pack, verdicts):
    found = screen_many(table, pack, circumstances=WHEN, keep=True)
    for place in range(len(pack.rules_of)):
        alone = [own[place].bits for own in verdicts]
        check(list(found.bits(place)[: len(alone)]) == alone, f"opportunity {place}")
    person = person_at(table, 0)
    check(
        survey(person, pack, circumstances=WHEN).bits.tolist() == [v.bits for v in verdicts[0]], ""
    )


def _middle(everyone, rounds, work):
    """The median over persons of the best time."""
    found = sorted(best(lambda p=person: work(p), rounds)[0] for person in everyone)
    return found[len(found) // 2]
