"""The graph of steps of one person: derived from requirements and grants, nothing listed by hand.

What a person surely meets is reached at once. Anything else is reached by taking an opportunity
that grants it, by obtaining it where none is known to, by waiting, by a decision, or by supposing
what is not known. What cannot be mended is closed. A plan takes credentials that nobody told of as
not held: unknown facts are supposed, unknown credentials are set out for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from math import inf

from salerno.credentials.conditions import Standpoint
from salerno.credentials.person import Credential, Person
from salerno.credentials.selection import Selection, matches
from salerno.credentials.tri import Tri
from salerno.periods import Span, add
from salerno.routes.asked import Asked, to_lift, to_obtain, to_suppose, to_wait
from salerno.routes.goals import Goal
from salerno.routes.graphs import Drawing, Graph, at_least, times
from salerno.routes.providers import Market, Offer, Variant, fitting, market_of
from salerno.routes.registers import Register
from salerno.routes.standings import (
    expecting,
    is_held,
    is_obtainable,
    may_hold,
    on_the_day,
    ripe_on,
    still_to_have,
)
from salerno.routes.stays import is_long
from salerno.routes.steps import Outlook, Step, step_of
from salerno.rules.chain import DOUBTFUL_BAR, NEVER, State, truth_of
from salerno.rules.circuits import IfNot
from salerno.rules.leaves import ONE, Attempts, Has, Leaf, Link, Time, Total, Wait, Window
from salerno.rules.opportunities import Opportunity
from salerno.rules.packs import Pack
from salerno.rules.shortfalls import selections_of
from salerno.rules.verdicts import Judged, Verdict, screen


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """The graph of a person's steps towards a goal, and what its nodes stand for.

    `asked` are the requirements by their node, `needed` the node of what each step requires.
    """

    graph: Graph
    goal: int
    steps: Mapping[int, Step]
    asked: Mapping[int, Asked]
    needed: Mapping[int, int]
    verdicts: Mapping[str, Verdict]
    person: Person
    outlook: Outlook


Lapsing = frozenset[tuple[str, Leaf]]
"""Requirements met today that will have lapsed when they are asked, by opportunity."""


def derive(
    person: Person,
    pack: Pack,
    *,
    goal: Goal,
    outlook: Outlook,
    lapsing: Lapsing = frozenset(),
    lifting: bool = False,
) -> Network:
    """The network of everything that may lead to the goal.

    With `lifting`, what is closed can be lifted, each barrier at a cost of one and all else free;
    where everything needs something else first, anything that is unmet can be.
    Linear in the rules that the goal depends on, directly or not.
    """
    drawer = _drawer(person, pack, outlook, lapsing=lapsing, lifting=lifting)
    (network,) = drawer.drawn((goal,))
    if lifting and times(network.graph)[network.goal] == inf:
        drawer = _drawer(person, pack, outlook, lapsing=lapsing, lifting=lifting, breaking=True)
        (network,) = drawer.drawn((goal,))
    return network


def derive_each(
    person: Person, pack: Pack, *, goals: Sequence[Goal], outlook: Outlook
) -> tuple[Network, ...]:
    """The network of each of several goals, all parts of one graph that is drawn once."""
    return _drawer(person, pack, outlook).drawn(goals)


def _drawer(
    person: Person,
    pack: Pack,
    outlook: Outlook,
    *,
    lapsing: Lapsing = frozenset(),
    lifting: bool = False,
    breaking: bool = False,
) -> _Drawer:
    person = expecting(person, outlook.vocabulary)
    screened = screen(person, pack, circumstances=outlook.circumstances)
    verdicts = {verdict.opportunity.id: verdict for verdict in screened}
    market = market_of(v.opportunity for v in verdicts.values())
    return _Drawer(person, outlook, verdicts, market, lapsing, lifting, breaking)


@dataclass(slots=True)
class _Drawer:
    """Draws the nodes of a network, each opportunity when it is first needed."""

    person: Person
    outlook: Outlook
    verdicts: Mapping[str, Verdict]
    market: Market
    lapsing: Lapsing
    lifting: bool
    breaking: bool = False
    register: Register = field(init=False)
    asked: dict[int, Asked] = field(default_factory=dict)
    needed: dict[int, int] = field(default_factory=dict)
    taken: dict[tuple[str, Variant], int] = field(default_factory=dict)
    required: dict[str, int] = field(default_factory=dict)
    shut: dict[int, list[Step]] = field(default_factory=dict)
    waiting: list[tuple[Opportunity, Variant]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.register = Register(self.outlook, self._usual, self.lifting)

    def _usual(self) -> Iterator[Step]:
        """Every opportunity as a step."""
        for verdict in self.verdicts.values():
            yield step_of(verdict.opportunity, (), person=self.person, to=self.outlook)

    @property
    def drawing(self) -> Drawing:
        return self.register.drawing

    @property
    def view(self) -> Standpoint:
        return Standpoint(self.person, self.outlook.circumstances)

    def drawn(self, goals: Sequence[Goal]) -> tuple[Network, ...]:
        ends = [self.goal(goal) for goal in goals]
        self.finish()
        graph, steps = self.drawing.done(), self.register.steps
        known = steps, self.asked, self.needed, self.verdicts, self.person, self.outlook
        return tuple(Network(graph, end, *known) for end in ends)

    def goal(self, goal: Goal) -> int:
        ends = [self.verdicts[name].opportunity for name in goal.opportunities]
        nodes = [node for end in ends for node in self.take(end, None)]
        for offer in self.market.of((goal.grant,)):
            chosen = dict(offer.variant)
            scope = {(n, v) for n, v in offer.grant.scope if chosen.get(n, v) == v}
            if scope.issuperset(goal.scope):
                nodes += self.take(offer.opportunity, offer.variant)
        return self.drawing.add_any(nodes)

    def finish(self) -> None:
        """Draw what each step requires, and what that requires in turn."""
        while self.waiting:
            opportunity, variant = self.waiting.pop()
            node = self.taken[opportunity.id, variant]
            if opportunity.id not in self.required:
                self.required[opportunity.id] = self._required(opportunity)
            lifts = [self.register.once(barrier) for barrier in self.shut.get(node, ())]
            required = self.required[opportunity.id]
            self.needed[node] = self.drawing.add_all((required, *lifts)) if lifts else required
            self.drawing.set_kids(node, (self.needed[node],))

    def take(self, opportunity: Opportunity, variant: Variant | None) -> list[int]:
        """The step of taking an opportunity; none when it is not open to anybody or not wanted."""
        chosen = () if variant is None else variant
        key = (opportunity.id, chosen)
        if key not in self.taken:
            shut = self._shut(opportunity)
            if shut and not self.lifting:
                return []
            step = step_of(opportunity, chosen, person=self.person, to=self.outlook)
            self.taken[key] = self.register.once(step)
            self.shut[self.taken[key]] = [
                Step(f"lift {why} {opportunity.id}", "lift", opportunity) for why in shut
            ]
            self.waiting.append((opportunity, chosen))
        return [self.taken[key]]

    def _shut(self, opportunity: Opportunity) -> list[str]:
        """Why an opportunity cannot be a step whatever the person holds; empty when it can."""
        verdict, outlook = self.verdicts[opportunity.id], self.outlook
        where = opportunity.presence.countries if opportunity.presence else ()
        reasons = {
            "unwanted": opportunity.id in outlook.without,
            "refused": bool(where) and outlook.refused.issuperset(where),
            "not-in-force": not verdict.judged,
            "never": verdict.state is State.NEVER and not self.lifting,
        }
        return [why for why, is_so in reasons.items() if is_so]

    def _required(self, opportunity: Opportunity) -> int:
        """What every version asks that may apply."""
        judged = self.verdicts[opportunity.id].judged
        outputs = [self._circuit(opportunity, one) for one in judged]
        return outputs[0] if len(outputs) == 1 else self.drawing.add_all(outputs)

    def _circuit(self, opportunity: Opportunity, judged: Judged) -> int:
        nodes: list[int] = []
        rule, bits, findings = judged.rule, judged.bits, judged.findings
        for node, own in zip(rule.circuit.nodes, bits, strict=True):
            kids = [nodes[kid] for kid in node.kids]
            if node.gate == "leaf":
                literal = rule.circuit.literals[node.literal]
                source, finding = rule.sources[node.literal], findings[node.literal]
                literal = replace(literal, note=node.note)
                finding = on_the_day(literal, finding, self._view_of(opportunity))
                nodes.append(self._literal(Asked(opportunity, literal, source, finding, own)))
            elif node.gate == "at-least":
                nodes.append(at_least(self.drawing, node.count, kids))
            else:
                is_all = node.gate == "all"
                nodes.append(self.drawing.add_all(kids) if is_all else self.drawing.add_any(kids))
        return nodes[-1]

    def _view_of(self, opportunity: Opportunity) -> Standpoint:
        return Standpoint(self.person, self.outlook.circumstances.at_event(opportunity.event))

    def _literal(self, asked: Asked) -> int:
        ways = self._ways(asked)
        node = self.drawing.add_all() if ways is None else self.drawing.add_any(ways)
        self.asked[node] = asked
        return node

    def _ways(self, asked: Asked) -> list[int] | None:
        """The nodes by which a requirement is reached, one being enough; None when it is met."""
        literal, finding = asked.literal, asked.finding
        truth = truth_of(literal, finding.truth)
        if truth is Tri.YES and (asked.opportunity.id, literal.leaf) not in self.lapsing:
            return None
        if asked.bits in (NEVER, DOUBTFUL_BAR) and literal.if_not is IfNot.NEVER:
            return self._lifts(asked)
        ways = [] if literal.negated else self._mending(asked, truth)
        if truth is Tri.UNKNOWN and (may_hold(literal, self.view) or not is_held(literal)):
            ways.append(self.register.once(to_suppose(asked)))
        return [*ways, *self._lifts(asked)] if self.breaking or not ways else ways

    def _lifts(self, asked: Asked) -> list[int]:
        return [self.register.once(to_lift(asked))] if self.lifting else []

    def _waits(self, asked: Asked, until: date | None = None) -> int:
        today = self.outlook.circumstances.today
        return self.register.once(to_wait(asked, today=today, until=until))

    def _mending(self, asked: Asked, truth: Tri) -> list[int]:
        """The steps that make the leaf of a requirement true."""
        leaf, named = asked.literal.leaf, self._fixing(asked)
        if named:
            return named
        if truth is Tri.NO and asked.finding.not_before is not None:
            return [self._waits(asked, asked.finding.not_before)]
        match leaf:
            case Has():
                return self._having(leaf, asked)
            case Time() | Total():
                return self._earning(leaf, asked)
            case Window(selections, span):
                return [self.drawing.add_all([self._recent(s, span, asked) for s in selections])]
            case Attempts(per=Span()) | Wait() if truth is Tri.NO:
                return [self._waits(asked)]
            case _:
                return []

    def _fixing(self, asked: Asked) -> list[int]:
        """The opportunities that the rule itself names."""
        others = (name for name in asked.literal.note.fix if name != asked.opportunity.id)
        verdicts = (self.verdicts.get(name) for name in others)
        found = [v.opportunity for v in verdicts if v]
        return [n for o in found for v in self._variants(o, asked) for n in self.take(o, v)]

    def _variants(self, opportunity: Opportunity, asked: Asked) -> list[Variant | None]:
        """Variants of an opportunity that grant what is asked; None where they do not matter."""
        leaf = asked.literal.leaf
        if not isinstance(leaf, Has):
            return [None]
        named = {name for name, _ in leaf.selection.where}
        offers = self._offers(leaf.selection, asked.opportunity)
        own = (o.variant for o in offers if o.opportunity.id == opportunity.id)
        return [v for v in own if any(name in named for name, _ in v)] or [None]

    def _having(self, leaf: Has, asked: Asked) -> list[int]:
        if leaf.count.order not in (">=", ">"):
            return []
        if not leaf.one_sitting:
            ways = [self.drawing.add_all([*self._sittings(leaf, asked)])]
        elif leaf.count == ONE and not leaf.distinct:
            found = [*dict.fromkeys(self._granting(leaf.selection, asked.opportunity))]
            ways = found or self._otherwise(leaf, asked)
        else:
            ways = self._counting(leaf, asked)
        if leaf.after is not None and ways:
            first = self._first(leaf.after, asked)
            ways = [self.drawing.add_all((first, self.drawing.add_any(ways)))]
        return [*self._ripening(leaf, asked), *ways]

    def _ripening(self, leaf: Has, asked: Asked) -> list[int]:
        """To wait until what was told of is held and old enough, and to suppose the rest of it."""
        ripe = ripe_on(leaf, self.view)
        if ripe is None:
            return []
        day, is_sure = ripe
        waiting = self._waits(asked, day)
        if is_sure:
            return [waiting]
        return [self.drawing.add_all((waiting, self.register.once(to_suppose(asked))))]

    def _sittings(self, leaf: Has, asked: Asked) -> Iterator[int]:
        """A node for each condition, which something of its own may meet."""
        for pair in leaf.selection.where:
            part = Has(replace(leaf.selection, where=(pair,)))
            if not self._held(part.selection, asked):
                yield self._one_of(self._having(part, asked), asked)

    def _counting(self, leaf: Has, asked: Asked) -> list[int]:
        """So many of the steps that grant it, besides what is held; of one value, one is enough."""
        held = [] if leaf.after else self._held(leaf.selection, asked)
        missing, groups = still_to_have(leaf, held, self._valued(leaf, asked))
        if len(groups) >= missing:
            kids = [self.drawing.add_any(nodes) for nodes in groups]
            return [at_least(self.drawing, missing, kids)]
        return self._otherwise(leaf, asked, is_closed=not groups)

    def _valued(self, leaf: Has, asked: Asked) -> Iterator[tuple[object, int]]:
        """The steps that grant it, by what they count as: a value told apart, or themselves."""
        for offer in self._offers(leaf.selection, asked.opportunity):
            nodes = self.take(offer.opportunity, offer.variant)
            for credential in self._fitting(offer, leaf.selection):
                values = credential.values(leaf.distinct) if leaf.distinct else None
                for value in (offer.opportunity.id,) if values is None else values:
                    yield from ((value, node) for node in nodes)

    def _first(self, link: Link, asked: Asked) -> int:
        """What must come before: held, and not too long ago, or yet to be had."""
        lag = link.lag
        aging = lag is not None and lag.order in ("<=", "<")
        span = lag.span if lag is not None and aging else None
        return self._recent(link.selection, span, asked)

    def _held(self, selection: Selection, asked: Asked) -> list[Credential]:
        """What is surely held of it; what will have lapsed is not."""
        if asked.finding.truth is Tri.YES:
            return []
        return [m.credential for m in matches(selection, self.view) if m.truth is Tri.YES]

    def _one_of(self, ways: list[int], asked: Asked) -> int:
        return self.drawing.add_any(ways or self._lifts(asked))

    def _earning(self, leaf: Time | Total, asked: Asked) -> list[int]:
        if leaf.bound.order not in (">=", ">"):
            return []
        found = [*dict.fromkeys(self._granting(leaf.selection, asked.opportunity))]
        if not found or isinstance(leaf, Total):
            return found or self._otherwise(leaf, asked)
        steps, whose = self.register.steps, (self.person, self.outlook)
        long = [node for node in found if is_long(steps[node], leaf, *whose)]
        return long or self._otherwise(leaf, asked, is_closed=False)

    def _otherwise(self, leaf: Leaf, asked: Asked, *, is_closed: bool = True) -> list[int]:
        """To obtain what nobody is known to grant, unless what is held may already be it.

        Where `is_closed`, what somebody is known to grant is had from nobody else.
        """
        is_open = asked.finding.truth is Tri.UNKNOWN and may_hold(asked.literal, self.view)
        (selection, *_) = selections_of(leaf)
        is_offered = is_closed and any(True for _ in self._offers(selection, asked.opportunity))
        if is_open or is_offered or not is_obtainable(selection, self.outlook):
            return []
        return [self.register.once(to_obtain(leaf, asked))]

    def _recent(self, selection: Selection, span: Span | None, asked: Asked) -> int:
        """One credential of a sliding stretch: held and young enough, or yet to be had."""
        today = self.outlook.circumstances.today
        held = (c.on for c in self._held(selection, asked))
        if any(on is not None and (span is None or add(on.earliest, span) >= today) for on in held):
            return self.drawing.add_all()
        found = [*dict.fromkeys(self._granting(selection, asked.opportunity))]
        return self._one_of(found or self._otherwise(Has(selection), asked), asked)

    def _granting(self, selection: Selection, taker: Opportunity) -> Iterator[int]:
        """The steps that grant what is selected, one variant of each where it does not matter."""
        asked = {name for row in (selection.where, *selection.rows) for name, _ in row}
        seen: set[str] = set()
        for offer in self._offers(selection, taker):
            matters = any(name in asked for name, _ in offer.variant)
            if matters or offer.opportunity.id not in seen:
                seen.add(offer.opportunity.id)
                yield from self.take(offer.opportunity, offer.variant)

    def _offers(self, selection: Selection, taker: Opportunity) -> Iterator[Offer]:
        """The offers of others of what is selected, whether they are open or not."""
        for offer in self.market.of(selection.types):
            is_own = offer.opportunity.id == taker.id
            if not is_own and self._fitting(offer, selection):
                yield offer

    def _fitting(self, offer: Offer, selection: Selection) -> tuple[Credential, ...]:
        known = self.outlook.vocabulary
        return fitting(offer, selection, view=self.view, known=known)
