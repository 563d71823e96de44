"""Routes hold when they are lived through, and nothing that is called closed can be reached."""

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salerno.credentials.circumstances import Circumstances
from salerno.credentials.person import Credential, Person
from salerno.credentials.vocabulary import Attribute, CredentialType, Vocabulary
from salerno.periods import PartialDate, Period
from salerno.routes.goals import Goal
from salerno.routes.graphs import times
from salerno.routes.needs import chosen
from salerno.routes.networks import derive
from salerno.routes.providers import Offer, granted, holding
from salerno.routes.steps import Outlook
from salerno.rules import building
from salerno.rules.grants import Grant
from salerno.rules.opportunities import Opportunity, RuleException, RuleVersion
from salerno.rules.packs import compile_pack
from salerno.rules.sources import Source
from salerno.rules.verdicts import screen

TODAY = date(2026, 11, 22)
HERE = Circumstances(TODAY)
SOURCE = Source("https://example.org/law", TODAY, "law", "A")
RESULT = Attribute("result", "code", codes=("pass", "fail"))
TYPES = tuple(f"exam/{letter}" for letter in "abcdef")
OBTAINABLE = "exam/f"
WORDS = Vocabulary(
    {
        name: CredentialType(name, (("en", name),), (RESULT,), obtainable=name == OBTAINABLE)
        for name in TYPES
    },
    {"open": Attribute("open", "flag")},
)
ALWAYS = Period(None, None)
OPEN = PartialDate.on(TODAY)


def _has(type_, result, **keys):
    where = {"result": result} if result else {}
    return building.has(type_, vocabulary=WORDS, where=where, **keys)


@st.composite
def leaves(draw, *, signed):
    """Something to hold, or a fact; with `signed` it may also have to be missing."""
    if draw(st.integers(0, 9)) == 0:
        keys = {"if_unmet": "never"} if draw(st.booleans()) else {}
        return building.fact("open", "yes", vocabulary=WORDS, **keys)
    own = _has(draw(st.sampled_from(TYPES)), draw(st.sampled_from(["", "pass", "fail"])))
    return building.not_(own) if signed and draw(st.integers(0, 5)) == 0 else own


def rules(*, signed):
    """Requirements of leaves in groups of every kind."""

    def groups(parts):
        several = st.lists(parts, min_size=1, max_size=3)
        pairs = st.tuples(leaves(signed=False), parts, parts)
        return st.one_of(
            several.map(lambda own: building.all_of(*own)),
            several.map(lambda own: building.any_of(*own)),
            st.lists(parts, min_size=2, max_size=3).map(lambda own: building.at_least(2, *own)),
            *(
                [pairs.map(lambda own: building.choose(own[:2], otherwise=own[2]))]
                if signed
                else []
            ),
        )

    return st.recursive(leaves(signed=signed), groups, max_leaves=4)


@st.composite
def exceptions(draw, *, signed):
    """No exception, or one that opens the rule, or one that closes it."""
    then = draw(st.sampled_from(["", "", "met", *(["never"] if signed else [])]))
    if not then:
        return ()
    return (RuleException(draw(leaves(signed=False)), (("en", "So it is"),), then),)


@st.composite
def steps(draw, name, *, signed):
    """An opportunity that asks for some credentials and grants others."""
    version = RuleVersion(
        ALWAYS, (SOURCE,), draw(rules(signed=signed)), draw(exceptions(signed=signed))
    )
    scopes = st.sampled_from([(("result", "pass"),), (("result", "fail"),)])
    types = st.sampled_from(TYPES[:5])
    grants = draw(st.lists(st.builds(Grant, types, st.none(), scopes), max_size=2))
    return Opportunity(name, "verification", (("en", name),), (version,), grants=tuple(grants))


@dataclass(frozen=True)
class World:
    """A person in front of some opportunities, the last of which is the goal."""

    person: Person
    steps: tuple[Opportunity, ...]


@st.composite
def worlds(draw, *, signed):
    """A few opportunities and somebody who told everything about what is held."""
    found = [draw(steps(f"step/{n}", signed=signed)) for n in range(draw(st.integers(2, 5)))]
    held = st.builds(
        lambda type_, result: Credential(type_, OPEN, None, {"result": (result,)}),
        st.sampled_from(TYPES[:5]),
        st.sampled_from(["pass", "fail"]),
    )
    facts = draw(st.sampled_from([{}, {"open": (True,)}, {"open": (False,)}]))
    person = Person("trota", facts, tuple(draw(st.lists(held, max_size=2))), ("*",))
    return World(person, tuple(found))


def brought(opportunity):
    """The credentials that taking an opportunity brings."""
    offers = (Offer(opportunity, (), grant) for grant in opportunity.grants)
    return [c for offer in offers for c in granted(offer, on=OPEN, known=WORDS)]


def states(someone, world):
    """How each opportunity stands for a person."""
    verdicts = screen(someone, compile_pack(world.steps), circumstances=HERE)
    return {verdict.opportunity.id: verdict.state.value for verdict in verdicts}


def network_of(world):
    """The network to the last opportunity."""
    goal = world.steps[-1].id
    return derive(
        world.person,
        compile_pack(world.steps),
        goal=Goal(goal, (), (goal,)),
        outlook=Outlook(HERE, WORDS),
    )


def is_reached(network):
    """Whether there is a route to the goal."""
    return bool(times(network.graph)[network.goal] < float("inf"))


def obtained(step):
    """What a step brings that no opportunity grants: just what its requirement asks for."""
    selection = step.literal.leaf.selection
    result = dict(selection.where).get("result")
    values = {} if result is None else {"result": result.values}
    return [Credential(selection.types[0], OPEN, None, values)]


@pytest.mark.slow
@settings(max_examples=100)
@given(worlds(signed=False))
def test_route_that_is_lived_through_opens_its_goal(world):
    network = network_of(world)
    if not is_reached(network):
        return
    route = chosen(network, [int(node) for node in network.graph.steps])
    someone, supposed = world.person, False

    for node in route.steps:
        step = network.steps[node]
        supposed |= step.way == "suppose"
        if step.way == "take":
            state = states(someone, world)[step.opportunity.id]
            assert state == "eligible" or (supposed and state == "cannot-tell"), (step.id, state)
            someone = holding(someone, brought(step.opportunity))
        elif step.way == "obtain":
            someone = holding(someone, obtained(step))
    assert network.steps[route.steps[-1]].opportunity == world.steps[-1]


def reachable(world):
    """Whether some order of taking what is open, and obtaining what can be, opens the goal."""
    extra = [Credential(OBTAINABLE, OPEN, None, {"result": (r,)}) for r in ("pass", "fail")]
    goal = world.steps[-1].id
    ahead = [frozenset()]
    seen = set(ahead)
    brings = {own.id: brought(own) for own in world.steps} | {
        f"obtain {n}": [credential] for n, credential in enumerate(extra)
    }
    while ahead:
        done = ahead.pop()
        someone = holding(world.person, [c for name in sorted(done) for c in brings[name]])
        found = states(someone, world)
        if found[goal] == "eligible":
            return True
        open_ = [name for name in brings if found.get(name, "eligible") == "eligible"]
        fresh = {done | {name} for name in open_} - seen
        seen |= fresh
        ahead += fresh
    return False


@pytest.mark.slow
@settings(max_examples=100)
@given(worlds(signed=True))
def test_what_is_called_closed_cannot_be_reached_in_any_order(world):
    network = network_of(world)

    assert is_reached(network) or not reachable(world)


@pytest.mark.slow
@settings(max_examples=50)
@given(worlds(signed=True))
def test_no_step_is_never_open_today(world):
    verdicts = states(world.person, world)

    network = network_of(world)

    offered = {step.opportunity.id for step in network.steps.values() if step.opportunity}
    assert [name for name in offered if verdicts[name] == "never"] == []


@pytest.mark.slow
@settings(max_examples=50)
@given(worlds(signed=True))
def test_lifting_every_barrier_opens_every_goal(world):
    goal = world.steps[-1].id

    network = derive(
        world.person,
        compile_pack(world.steps),
        goal=Goal(goal, (), (goal,)),
        outlook=Outlook(HERE, WORDS),
        lifting=True,
    )

    assert is_reached(network)
    lifts = {node for node, step in network.steps.items() if step.way == "lift"}
    free = [node for node in network.steps if node not in lifts]
    is_free = bool(times(network.graph, steps=free)[network.goal] < float("inf"))
    assert is_free == is_reached(network_of(world))
