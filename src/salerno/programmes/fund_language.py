"""Reading funds, and what visas ask for, from documents."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TypeVar

from salerno.credentials.vocabulary import Vocabulary
from salerno.documents import telling
from salerno.errors import RuleError
from salerno.money import MoneyRange
from salerno.programmes.funds import (
    FIGURES,
    KINDS,
    MANNERS,
    MEANS,
    SECURITIES,
    TIMES,
    TOWARDS,
    Contribution,
    Fund,
    Interest,
    Proof,
    ProofRule,
    Security,
)
from salerno.programmes.language import all_of, disputes_of, rule_of, sources_in, statement
from salerno.programmes.programmes import OFFERED
from salerno.programmes.schools import STATUSES
from salerno.programmes.statements import Statement
from salerno.programmes.values import bounds_of, intake_of, is_of, one_of, range_of, text_of
from salerno.rules.language.reading import (
    entries,
    names,
    needed,
    number,
    optional,
    parsed,
    text,
    texts,
    yes_or_no,
)
from salerno.strict_yaml import Entries, Node

T = TypeVar("T")

FUND_KEYS = (
    "fund", "title", "kind", "by", "countries", "schools", "sources", "rule", "status", "covers",
    "rates", "securities", "deadlines", "notes", "disputes",
)  # fmt: skip
PROOF_KEYS = ("proof", "title", "country", "sources", "asks", "disputes")
COVER_KEYS = ("towards", "amount", "per", "share", "gift")
RATE_KEYS = ("figure", "percent", "manner", "apr")
ASK_KEYS = ("means", "amount", "per", "who", "where", "since", "until", "months", "days")


@telling(RuleError)
def fund(node: Node, vocabulary: Vocabulary) -> Fund:
    """The fund that a document describes, with its rule if it has one."""
    own = entries(node, "fund", FUND_KEYS)
    rule = own.get("rule")
    return Fund(
        id=text(needed(own, "fund", "fund"), "fund"),
        title=texts(needed(own, "title", "fund"), "title"),
        kind=one_of(needed(own, "kind", "fund"), "kind", KINDS),
        by=text_of(own, "by"),
        countries=optional(own, "countries", lambda n: names(n, "countries"), ()),
        schools=optional(own, "schools", lambda n: names(n, "schools"), ()),
        rule=None if rule is None else rule_of(own, rule, vocabulary, subject="fund"),
        status=_read(own, "status", ("is",), lambda o: is_of(o, STATUSES)),
        covers=_read(own, "covers", COVER_KEYS, contribution_of),
        rates=_read(own, "rates", RATE_KEYS, interest_of),
        securities=_read(own, "securities", ("kind", "is"), security_of),
        deadlines=_read(own, "deadlines", ("begins", "apply"), intake_of),
        notes=_read(own, "notes", ("is",), lambda o: text(needed(o, "is", "statement"), "is")),
        disputes=disputes_of(own),
    )


@telling(RuleError)
def proof_rule(node: Node) -> ProofRule:
    """What a visa asks for, as a document describes it."""
    own = entries(node, "proof", PROOF_KEYS)
    return ProofRule(
        id=text(needed(own, "proof", "proof"), "proof"),
        country=text(needed(own, "country", "proof"), "country"),
        title=texts(needed(own, "title", "proof"), "title"),
        proofs=_read(own, "asks", ASK_KEYS, proof_of),
        disputes=disputes_of(own),
    )


def _read(
    own: Entries, key: str, keys: tuple[str, ...], value_of: Callable[[Entries], T]
) -> tuple[Statement[T], ...]:
    """The statements under a key of a document."""
    sources = sources_in(own)
    return all_of(own, key, lambda n: statement(n, keys, value_of, sources=sources))


def contribution_of(own: Entries) -> Contribution:
    """What is paid towards which costs."""
    return Contribution(
        one_of(needed(own, "towards", "cover"), "towards", TOWARDS),
        _amount(own),
        _per(own),
        optional(own, "share", _share, None),
        optional(own, "gift", lambda n: yes_or_no(n, "gift"), None),
    )


def interest_of(own: Entries) -> Interest:
    """A percentage as it is published."""
    low, high = bounds_of(needed(own, "percent", "rate"), "percent")
    if low is None:
        fix = "write a number, or one that is only the least as in '3.74..'"
        raise RuleError("percent: the lower end is missing", where=own.place, fix=fix)
    return Interest(
        one_of(needed(own, "figure", "rate"), "figure", FIGURES),
        low,
        high,
        optional(own, "manner", lambda n: one_of(n, "manner", MANNERS), ""),
        optional(own, "apr", lambda n: yes_or_no(n, "apr"), default=False),
    )


def security_of(own: Entries) -> Security:
    """Whether somebody or something has to stand behind a loan."""
    return Security(
        one_of(needed(own, "kind", "security"), "kind", SECURITIES), is_of(own, OFFERED)
    )


def proof_of(own: Entries) -> Proof:
    """A sum that a visa asks for."""
    return Proof(
        one_of(needed(own, "means", "ask"), "means", MEANS),
        _amount(own),
        _per(own),
        text_of(own, "who"),
        text_of(own, "where"),
        text_of(own, "since"),
        text_of(own, "until"),
        optional(own, "months", lambda n: number(n, "months"), 0),
        optional(own, "days", lambda n: number(n, "days"), 0),
    )


def _amount(own: Entries) -> MoneyRange | None:
    return optional(own, "amount", lambda n: parsed(n, "amount", MoneyRange.parse), None)


def _per(own: Entries) -> str:
    return optional(own, "per", lambda n: one_of(n, "per", TIMES), "")


def _share(node: Node) -> tuple[Decimal, Decimal]:
    """A part of the costs, or two joined by `..`, each 0 to 1."""
    low, high = range_of(node, "share")
    if high > 1:
        raise RuleError("share: a part of a whole is 1 at most", where=node.place)
    return low, high
