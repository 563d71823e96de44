"""Surveys: how very many opportunities stand for one person, at a glance.

What `salerno.rules.verdicts.screen` says of each opportunity, but as arrays: a verdict with its
evidence is made only when somebody looks at it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from salerno.credentials.circumstances import Circumstances
from salerno.credentials.person import Person
from salerno.rules.chain import CANNOT_TELL, LOWER, UPPER, State, state_of
from salerno.rules.packs import Pack
from salerno.rules.verdicts import Hearing, Verdict, hear, rules_for, verdict_of

_STATE_OF = np.array([list(State).index(state_of(bits)) for bits in range(16)], np.uint8)


@dataclass(frozen=True, slots=True, eq=False)
class Survey:
    """One person before a whole pack: which of its rules may apply, how each opportunity stands.

    `may` has an entry for each rule of the pack, `bits` (intervals) one for each opportunity.
    """

    pack: Pack
    hearing: Hearing
    may: NDArray[np.bool_]
    bits: NDArray[np.uint8]

    def verdict(self, place: int) -> Verdict:
        """The verdict on the opportunity at that place, with its evidence."""
        opportunity, rules = self.pack.rules_of[place]
        return verdict_of(opportunity, rules, self.hearing)

    def is_standing(self, state: State) -> NDArray[np.bool_]:
        """Which opportunities have that verdict."""
        return np.asarray(_STATE_OF[self.bits] == list(State).index(state))

    def distances(self) -> NDArray[np.intp]:
        """How few requirements that are not met stand between the person and each opportunity.

        Of several rule versions that may apply, the one that asks most counts; 0 where none does.
        """
        terms = self.pack.terms
        found = np.zeros(len(self.bits), np.intp)
        if len(self.may):
            far = self.pack.composite.distances(self.hearing.intervals)[terms.outputs]
            found[terms.owners] = np.maximum.reduceat(np.where(self.may, far, 0), terms.firsts)
        return found

    def nearest_first(self, order: Sequence[State]) -> NDArray[np.intp]:
        """The places by verdict in that order, of each verdict the nearest first, then as written.

        O(opportunities log opportunities).
        """
        ranks = np.array([order.index(state) for state in State], np.uint8)
        return np.lexsort((self.distances(), ranks[_STATE_OF[self.bits]]))


def survey(person: Person, pack: Pack, *, circumstances: Circumstances) -> Survey:
    """How every opportunity of the pack stands for a person. O(questions + steps), by arrays."""
    hearing = hear(person, pack, circumstances=circumstances)
    may = _applying(pack, hearing)
    return Survey(pack, hearing, may, _intervals(pack, hearing, may))


def _applying(pack: Pack, hearing: Hearing) -> NDArray[np.bool_]:
    """Which rules of the pack may apply; one by one only where it is not the usual day."""
    terms, is_supposed = pack.terms, bool(hearing.view.circumstances.statuses)
    may = terms.apply_on(hearing.usual)
    own = range(len(terms.firsts)) if is_supposed else terms.others
    for place in own:
        opportunity, rules = pack.rules_of[terms.owners[place]]
        first = terms.firsts[place]
        applying = rules_for(opportunity, rules, hearing)
        may[first : first + len(rules)] = [any(rule is own for own in applying) for rule in rules]
    return may


def _intervals(pack: Pack, hearing: Hearing, may: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """The hull of the rules that may apply, opportunity by opportunity."""
    terms = pack.terms
    bits = np.full(len(pack.rules_of), CANNOT_TELL, np.uint8)
    if len(may):
        outputs = np.frombuffer(hearing.intervals, np.uint8)[terms.outputs]
        low = np.bitwise_and.reduceat(np.where(may, outputs, LOWER), terms.firsts) & LOWER
        high = np.bitwise_or.reduceat(np.where(may, outputs, 0), terms.firsts) & UPPER
        is_judged = np.logical_or.reduceat(may, terms.firsts)
        bits[terms.owners] = np.where(is_judged, low | high, CANNOT_TELL)
    return bits
