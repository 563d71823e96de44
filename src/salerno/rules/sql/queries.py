"""One query that screens every person of a database for one opportunity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from salerno.credentials.circumstances import Circumstances
from salerno.credentials.conditions import Standpoint
from salerno.credentials.person import Person
from salerno.errors import NotExpressible, UnknownName, did_you_mean
from salerno.periods import Period
from salerno.rules.circuits import IfNot, Literal, fold
from salerno.rules.leaves import Has
from salerno.rules.opportunities import Opportunity
from salerno.rules.packs import Question, Rule, compile_pack
from salerno.rules.sql.conditions import FALLBACK, Writer
from salerno.rules.sql.dialects import DIALECTS, NO, YES
from salerno.rules.sql.leaves import asking, is_absent
from salerno.rules.verdicts import deciding_day, is_live, is_trusted

TABLES = """\
CREATE TABLE persons (person TEXT PRIMARY KEY);
-- every value of every fact; a fact known to have no value is one row without words, amount, day
CREATE TABLE facts (
  person TEXT, name TEXT, words TEXT, amount DOUBLE, day_first DATE, day_last DATE
);
-- facts that change: the same, in force from `begins` up to but not including `ends`
CREATE TABLE timelines (
  person TEXT, name TEXT, begins DATE, ends DATE,
  words TEXT, amount DOUBLE, day_first DATE, day_last DATE
);
-- a date known only in part lies between its first and last day; what is not known is NULL
CREATE TABLE credentials (
  person TEXT, credential INTEGER, type TEXT, on_first DATE, on_last DATE,
  until_first DATE, until_last DATE, issuer TEXT, assurance INTEGER
);
-- every value of every attribute of a credential, as in facts
CREATE TABLE attributes (
  person TEXT, credential INTEGER, name TEXT,
  words TEXT, amount DOUBLE, day_first DATE, day_last DATE
);
-- the credential types of which the person said that none is missing
CREATE TABLE complete (person TEXT, type TEXT);
"""
"""The tables that a query reads; databases without dates keep them as text such as 2024-05-10.

Levels, codes and texts are words; yes and no are the words 'yes' and 'no'; an amount of money has
its currency as words. Amounts are compared as binary numbers of double precision, sums after
rounding to six decimals. Assurance counts from 0 (claimed) to 3 (verified).
"""

LONGEST = 200  # a longer part of a circuit gets a column of its own, so that texts stay linear


def screening_query(
    opportunity: Opportunity, *, circumstances: Circumstances, dialect: str = "sqlite"
) -> str:
    """A query over `TABLES` with columns person, met and unbarred, each true, false or NULL.

    Both thresholds of the truth chain: eligible is met; not yet is unbarred and not met; never is
    not unbarred; NULL cannot be told. Equal to `screen()`; raises NotExpressible for what needs
    another back-end.
    """
    if dialect not in DIALECTS:
        fix = did_you_mean(dialect, DIALECTS) or f"known: {', '.join(DIALECTS)}"
        raise UnknownName(f"unknown dialect '{dialect}'", fix=fix)
    pack = compile_pack([opportunity])
    rules = [r for r in pack.rules if _applies(r, opportunity, circumstances)]
    writer = Writer(DIALECTS[dialect], circumstances)
    columns = _Columns([_answers(rules, pack.questions, writer)], writer.tables)
    outputs = [
        [fold(rule.circuit, _Threshold(rule, columns, met, circumstances))[-1] for rule in rules]
        for met in (True, False)
    ]
    met, unbarred = (_hull(parts) for parts in outputs)
    return columns.query(f"person, {met} AS met, {unbarred} AS unbarred")


def _applies(rule: Rule, opportunity: Opportunity, circumstances: Circumstances) -> bool:
    decided = opportunity.decided_by
    if decided.fact or decided.credential:
        what = "the version of the rule is another one for each person"
        raise NotExpressible(what, why="a fact or a credential decides it", fix=FALLBACK)
    if not is_live(rule.version, opportunity, circumstances):
        return False
    when = deciding_day(decided, Standpoint(Person(""), circumstances), opportunity)
    if when is None:
        return True
    return rule.version.in_force.overlaps(Period(when.earliest, when.latest + timedelta(days=1)))


def _answers(rules: Sequence[Rule], questions: Sequence[Question], writer: Writer) -> list[str]:
    """A column for the truth of each question that the rules ask, and for what is not held."""
    columns: dict[str, str] = {}
    for rule in rules:
        for literal, number in zip(rule.circuit.literals, rule.questions, strict=True):
            question = questions[number]
            own = replace(writer, circumstances=question.under(writer.circumstances))
            columns.setdefault(f"truth_{number}", asking(question.leaf, own))
            if _may_be_absent(literal):
                assert isinstance(question.leaf, Has)
                columns.setdefault(f"absent_{number}", is_absent(question.leaf, own))
    return [f"{text} AS {name}" for name, text in columns.items()]


def _may_be_absent(literal: Literal) -> bool:
    is_bar = literal.if_not is IfNot.NEVER and not literal.negated
    return is_bar and isinstance(literal.leaf, Has) and literal.leaf.one_sitting


@dataclass(frozen=True, slots=True)
class _Term:
    """A condition, and how many layers of columns it stands on."""

    text: str
    layer: int = 0


@dataclass(slots=True)
class _Columns:
    """Layers of named columns, each computed from the one below; the first from the tables."""

    layers: list[list[str]]
    tables: dict[str, str]
    count: int = 0

    def place(self, text: str, parts: Sequence[_Term]) -> _Term:
        """The text as a term: in place when it is short, else a column of its own."""
        layer = max((part.layer for part in parts), default=0)
        if len(text) <= LONGEST:
            return _Term(text, layer)
        while len(self.layers) <= layer + 1:
            self.layers.append([])
        self.count += 1
        self.layers[layer + 1].append(f"({text}) AS part_{self.count}")
        return _Term(f"part_{self.count}", layer + 1)

    def query(self, wanted: str) -> str:
        """A query for some columns on top of all layers."""
        named = [f"{name} AS (\n{text}\n)" for text, name in self.tables.items()]
        joins = [f"\nLEFT JOIN {t} ON {t}.person = p.person" for t in self.tables.values()]
        first = ",\n  ".join(["p.person", *self.layers[0]])
        named.append(f"layer_0 AS (SELECT\n  {first}\nFROM persons p{''.join(joins)})")
        for number, layer in enumerate(self.layers[1:], 1):
            own = ",\n  ".join(["*", *layer])
            named.append(f"layer_{number} AS (SELECT\n  {own}\nFROM layer_{number - 1})")
        return f"WITH {', '.join(named)}\nSELECT {wanted}\nFROM layer_{len(self.layers) - 1}"


@dataclass(frozen=True, slots=True)
class _Threshold:
    """The algebra of one threshold of the chain: met, or not barred."""

    rule: Rule
    columns: _Columns
    met: bool
    circumstances: Circumstances

    def literal(self, index: int, literal: Literal) -> _Term:
        """Whether the literal reaches the threshold."""
        number = self.rule.questions[index]
        truth = f"truth_{number}"
        if not self.met and literal.if_not is IfNot.FIXABLE:
            return _Term("TRUE")
        yes, no = (NO, YES) if literal.negated else (YES, NO)
        unmet = "FALSE"
        if not self.met and literal.if_not is IfNot.NEVER:
            is_final = is_trusted(self.rule.sources[index], self.circumstances)
            unmet = "FALSE" if is_final else "NULL"
            if _may_be_absent(literal):
                unmet = f"CASE WHEN absent_{number} THEN TRUE ELSE {unmet} END"
        own = f"CASE {truth} WHEN {yes} THEN TRUE WHEN {no} THEN {unmet} END"
        return self.columns.place(own, ())

    def every(self, parts: Sequence[_Term]) -> _Term:
        """Conjunction."""
        return self._joined(" AND ", parts, neutral="TRUE", final="FALSE")

    def some(self, parts: Sequence[_Term]) -> _Term:
        """Disjunction."""
        return self._joined(" OR ", parts, neutral="FALSE", final="TRUE")

    def _joined(self, word: str, parts: Sequence[_Term], *, neutral: str, final: str) -> _Term:
        own = [part for part in parts if part.text != neutral]
        if any(part.text == final for part in own) or not own:
            return _Term(final if own else neutral)
        return own[0] if len(own) == 1 else self._placed(word.join(p.text for p in own), own)

    def at_least(self, count: int, parts: Sequence[_Term]) -> _Term:
        """Enough of the parts are true; not enough can be."""
        sure, open_ = (
            " + ".join(f"CASE WHEN {part.text} IS {test} THEN 1 ELSE 0 END" for part in parts)
            for test in ("TRUE", "NOT FALSE")
        )
        text = f"CASE WHEN {sure} >= {count} THEN TRUE WHEN {open_} < {count} THEN FALSE END"
        return self._placed(text, parts)

    def _placed(self, text: str, parts: Sequence[_Term]) -> _Term:
        return self.columns.place(f"({text})", parts)


def _hull(outputs: Sequence[_Term]) -> str:
    """The answer when any of several versions may apply: true or false when all agree."""
    if len(outputs) == 1:
        return outputs[0].text
    if not outputs:
        return "NULL"
    all_true = " AND ".join(f"{term.text} IS TRUE" for term in outputs)
    all_false = " AND ".join(f"{term.text} IS FALSE" for term in outputs)
    return f"CASE WHEN {all_true} THEN TRUE WHEN {all_false} THEN FALSE END"
