"""Every plan of a small world is consistent in itself and with the rules."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salerno.money import Purse
from salerno.routes.goals import Goal
from salerno.routes.planning import Wishes, plan
from salerno.routes.tasks import Timeline
from salerno.rules.chain import State
from salerno.rules.packs import compile_pack
from salerno.rules.verdicts import screen
from tests.library.routes.office import HERE, outlook, step
from tests.spec.clerk import held, person

often = settings(deadline=None, suppress_health_check=list(HealthCheck))

TYPES = ("us/usmle-step1", "us/usmle-step2ck", "us/usmle-step3", "us/ecfmg-certificate")
POST = "experience/residency"
DAYS = ("2024-12-01", "2026-03-01", "2026-11-22")
HAVING = st.one_of(
    st.sampled_from(TYPES).map(lambda name: f"{{has: {name}}}"),
    st.sampled_from(TYPES).map(lambda name: f"{{has: {name}, age: at most 2 years}}"),
    st.sampled_from(("6 months", "2 years")).map(
        lambda length: f"{{time: {POST}, is: at least {length}}}"
    ),
)
OTHER = st.sampled_from(
    (
        "nothing",
        "{fact: student.status, is: graduate}",
        "{judge: fit, text: Somebody decides, days: 30}",
        *(f"{{not: {{has: {name}}}, if-unmet: never}}" for name in TYPES),
    )
)


@st.composite
def rules(draw):
    """A rule of up to three requirements."""
    parts = draw(st.lists(st.one_of(HAVING, HAVING, OTHER), min_size=1, max_size=3))
    gate = draw(st.sampled_from(("all", "any")))
    return parts[0] if len(parts) == 1 else f"{{{gate}: [{', '.join(parts)}]}}"


@st.composite
def opportunities(draw, name, rule):
    """An opportunity that grants something, at a price and for a time that may be unknown."""
    cost, days = draw(st.sampled_from((None, 0, 10, 25, 400))), draw(st.sampled_from((0, 90, 900)))
    rate = draw(st.sampled_from((None, 40, 90)))
    keys = {"grants": draw(st.sampled_from((*TYPES, POST)))}
    if cost is not None:
        keys["fees"] = f"[{{for: application, amount: {cost} EUR, source: law}}]"
    if days:
        keys["duration"] = f"{days} days"
    if rate:
        keys["odds"] = f"[{{of: pass, rate: {rate} %, year: 2025, source: law}}]"
    if draw(st.booleans()):
        keys["sessions"] = "[{each-year: ['03-01', '10'], source: law}]"
    kind = draw(st.sampled_from(("examination", "verification", "training-post")))
    return step(name, rule, kind=kind, **keys)


@st.composite
def worlds(draw):
    """A few opportunities, the goal `b` among them, and somebody."""
    asked = draw(st.lists(HAVING, min_size=1, max_size=3))
    several = [draw(opportunities("b", f"{{all: [{', '.join(asked)}]}}"))]
    for name in "acdefg"[: draw(st.integers(2, 6))]:
        several.append(draw(opportunities(name, draw(rules()))))
    told = draw(st.lists(st.tuples(st.sampled_from(TYPES), st.sampled_from(DAYS)), max_size=2))
    status = draw(st.sampled_from((None, "graduate", "enrolled")))
    facts = {"student.status": status} if status else {}
    return several, person(*(held(name, day) for name, day in told), facts=facts)


def planned(world, **wishes):
    several, someone = world
    goal = Goal("b", (), ("b",))
    asked = Wishes(**wishes)
    return plan(someone, compile_pack(several), goal=goal, outlook=outlook(), wishes=asked)


@often
@given(worlds())
def test_every_step_comes_after_what_it_rests_on_and_is_rested_on(world):
    for route in planned(world).routes:
        names = [own.id for own in route.steps]
        assert names[-1] == "b"
        assert len(set(names)) == len(names)
        for reason in route.reasons:
            assert not reason.by or names.index(reason.by) < names.index(reason.step)
        assert set(names) - {"b"} == {own.by for own in route.reasons} - {""}


@often
@given(worlds())
def test_no_step_is_barred_or_refused_on_its_day(world):
    several, someone = world
    verdicts = screen(someone, compile_pack(several), circumstances=HERE)
    barred = {own.opportunity.id for own in verdicts if own.state is State.NEVER}

    found = planned(world)

    for route in found.routes:
        assert barred.isdisjoint(own.id for own in route.taken)
        assert not [own for own in route.cautions if own.danger == "not-now"]


@often
@given(worlds())
def test_days_of_a_route_are_in_its_order(world):
    for route in planned(world).routes:
        assert isinstance(route.timeline, Timeline)
        days = {own.task.id: {m: d.planned for m, d in own.marks} for own in route.timeline.entries}
        assert set(days) == {own.id for own in route.steps if own.way != "suppose"}
        for reason in route.reasons:
            by = next((own for own in route.steps if own.id == reason.by), None)
            if by is not None and by.way not in ("suppose", "decision"):
                assert days[by.id]["result"] <= days[reason.step]["apply"]
        assert max(own["result"] for own in days.values()) == route.timeline.finish[1]


@often
@given(worlds())
def test_sums_are_those_of_the_steps_and_no_guess_is_less(world):
    for route in planned(world).routes:
        assert route.low == sum((own.low for own in route.steps), Purse())
        assert route.high == sum((own.high for own in route.steps), Purse())
        assert route.weight.cost >= float(outlook().worth(route.high)) - 1e-6
        if not route.unpriced:
            assert abs(route.weight.cost - float(outlook().worth(route.high))) < 1e-6


@often
@given(worlds())
def test_best_of_all_is_no_worse_than_any_other(world):
    found = planned(world, prove=True)

    routes = found.routes
    assert len(routes) <= 5
    assert [own.weight.cost for own in routes] == sorted(own.weight.cost for own in routes)
    if routes:
        (cheapest,) = (own for own in routes if "cheapest" in own.best)
        (fastest,) = (own for own in routes if "fastest" in own.best)
        (surest,) = (own for own in routes if "surest" in own.best)
        assert cheapest.weight.cost == routes[0].weight.cost
        assert fastest.timeline.finish[1] == min(own.timeline.finish[1] for own in routes)
        assert surest.weight.risk == min(own.weight.risk for own in routes)
        assert all(own is cheapest for own in routes if own.proven)


@often
@given(worlds())
def test_there_are_routes_or_a_reason_why_there_are_none(world):
    found = planned(world)

    told = (found.held, bool(found.routes), found.failed is not None, bool(found.barriers))
    assert sum(told) == 1


@often
@given(worlds())
def test_what_a_route_stands_on_without_knowing_it_is_named(world):
    _, someone = world
    for route in planned(world).routes:
        asks = [own.literal.leaf for own in route.reasons if own.by]
        unknown = {own.literal.leaf for own in route.unknown}
        named = {getattr(leaf, "name", "") for leaf in unknown}
        assert unknown.issubset(asks)
        if "student.status" in named:
            assert not someone.facts
