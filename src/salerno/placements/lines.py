"""What a host asks, line by line, as somebody fills it in without code, and as documents say it.

A line is one credential or one fact, and may stand instead of the line before it. Whatever a demand
says beyond that is no line, and stays as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, cast

from salerno.credentials.vocabulary import Vocabulary
from salerno.errors import InputError
from salerno.placements.demands import DUES, Due

Plain = dict[str, object]
Owner = Literal["applicant", "school"]
_HAS = frozenset({"id", "has", "where", "age", "at", "valid", "due", "actor"})
_FACT = frozenset({"id", "fact", "is", "due", "actor"})
_ANY = frozenset({"id", "any", "due", "actor"})
_WHOLE = ("id", "due", "actor")
_AGE = re.compile(r"at most ([1-9]\d{0,3}) months?")
_CONDITION = re.compile(r"\s*([A-Za-z][\w-]*)\s*(>=|<=|>|<|=)\s*([^\s;<>=].*?)\s*")
THROUGH = "through event"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is asked: `of` is `has` with a type of credential, or `fact` with a fact.

    `condition` is what it must be: of a fact its value, such as `>= 4`; of a credential its
    properties, such as `overall >= 6.5; listening >= 6`. `months` is how old a credential may be at
    most when the stay begins, and none is any age; `lasts` whether it must be valid to its end.
    Whoever has what a line says that is `instead` needs nothing of the lines before it, back to
    the last that is not; it bears the id, is due and is seen to as that one.
    """

    id: str
    kind: Literal["has", "fact"]
    of: str
    condition: str = ""
    months: int | None = None
    lasts: bool = True
    due: Due = "application"
    owner: Owner = "applicant"
    instead: bool = False


def demands_of(lines: Iterable[Line]) -> list[Plain]:
    """The demands that lines say, in their order, in the words of the language; O(lines).

    Raises InputError where a condition on a credential cannot be read.
    """
    groups: list[list[Line]] = []
    for line in lines:
        if line.instead and groups:
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_demand_of(group) for group in groups]


def _demand_of(group: list[Line]) -> Plain:
    told = [demand_of(line) for line in group]
    if len(told) == 1:
        return told[0]
    whole = {key: told[0][key] for key in _WHOLE if key in told[0]}
    return whole | {"any": [_inner(one) for one in told]}


def _inner(demand: Mapping[str, object]) -> Plain:
    return {key: told for key, told in demand.items() if key not in _WHOLE}


def demand_of(line: Line) -> Plain:
    """The demand that a line says by itself, in the words of the language.

    Raises InputError where a condition on a credential cannot be read.
    """
    found: Plain = {"id": line.id, line.kind: line.of}
    if line.kind == "fact":
        found["is"] = line.condition
    else:
        where = dict(_condition(part) for part in line.condition.split(";") if part.strip())
        found |= {"where": where} if where else {}
        found |= {"age": _age(line.months), "at": "event"} if line.months else {}
        found |= {"valid": THROUGH} if line.lasts else {}
    found["due"] = line.due
    return found | ({"actor": line.owner} if line.owner != "applicant" else {})


def _age(months: int) -> str:
    return f"at most {months} month{'' if months == 1 else 's'}"


def _condition(text: str) -> tuple[str, str]:
    found = _CONDITION.fullmatch(text)
    if found is None:
        raise InputError(
            f"'{text.strip()[:60]}' is no condition",
            fix="write a property, a sign and a value, such as 'overall >= 6.5'",
        )
    name, sign, value = found.groups()
    return name, value if sign == "=" else f"{sign} {value}"


def lines_of(demand: Mapping[str, object], *, vocabulary: Vocabulary) -> tuple[Line, ...]:
    """The lines that say a demand, one or several of which one is enough; none where it says more.

    Only what goes by its present name is a line, so that a form can offer it.
    """
    several = demand.get("any")
    if not isinstance(several, list | tuple):
        line = line_of(demand, vocabulary=vocabulary)
        return () if line is None else (line,)
    whole = {key: demand[key] for key in _WHOLE if key in demand}
    found = [
        line_of({**whole, **one}, vocabulary=vocabulary)
        for one in several
        if isinstance(one, Mapping) and one == _inner(one)
    ]
    lines = [replace(line, instead=number > 0) for number, line in enumerate(found) if line]
    is_said = demand.keys() <= _ANY and len(lines) == len(several) > 1
    return tuple(lines) if is_said else ()


def line_of(demand: Mapping[str, object], *, vocabulary: Vocabulary) -> Line | None:
    """The line that says a demand, or None where it says more than one line can."""
    kind: Literal["has", "fact"] = "has" if "has" in demand else "fact"
    known = vocabulary.types if kind == "has" else vocabulary.facts
    if not isinstance(demand.get("id"), str) or not isinstance(demand.get(kind), str):
        return None
    if demand[kind] not in known or not demand.keys() <= (_HAS if kind == "has" else _FACT):
        return None
    demand = _without_usual(demand, vocabulary) if kind == "has" else demand
    age = _AGE.fullmatch(str(demand.get("age", "")))
    line = Line(
        str(demand["id"]), kind, str(demand[kind]),
        condition=_told(demand, kind), months=int(age[1]) if age else None,
        lasts="valid" in demand,
        due=cast(Due, demand.get("due", "application")),
        owner="school" if demand.get("actor") == "school" else "applicant",
    )  # fmt: skip
    return line if line.due in DUES and _says(line, demand) else None


def _without_usual(demand: Mapping[str, object], vocabulary: Vocabulary) -> Plain:
    """The demand without the validity that its type has anyhow, which publishing writes out."""
    usual = "any" if vocabulary.types[str(demand["has"])].is_activity else "at application"
    return {key: told for key, told in demand.items() if (key, told) != ("valid", usual)}


def _told(demand: Mapping[str, object], kind: str) -> str:
    """The condition of a demand as it is filled in; unreadable ones do not say the same again."""
    if kind == "fact":
        return str(demand.get("is", ""))
    where = demand.get("where", {})
    if not isinstance(where, Mapping):
        return ""
    signed = ((name, str(told)) for name, told in where.items())
    return "; ".join(
        f"{name} {told}" if told.startswith((">", "<")) else f"{name} = {told}"
        for name, told in signed
    )


def _says(line: Line, demand: Mapping[str, object]) -> bool:
    try:
        return demand_of(line) == {"due": "application", **demand}
    except InputError:
        return False


def new_id(of: str, taken: Iterable[str]) -> str:
    """An id for what is asked, that nothing else has."""
    known, first = set(taken), of.replace("/", "-").replace(".", "-")
    number = 1
    name = first
    while name in known:
        number += 1
        name = f"{first}-{number}"
    return name
