"""Schools and programmes as the plain documents that are read back as the same values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from salerno.credentials.vocabulary import Texts
from salerno.errors import NotExpressible
from salerno.programmes.programmes import (
    Count,
    Intake,
    Length,
    Practice,
    Price,
    Programme,
    Speech,
)
from salerno.programmes.schools import School
from salerno.programmes.statements import Statement
from salerno.rules.sources import Source
from salerno.strict_yaml import Plain

Document = dict[str, Plain]


class _Sources:
    """The sources of a document under short names, each once."""

    def __init__(self) -> None:
        self.names: dict[Source, str] = {}

    def stated(self, statement: Statement[object], value: Document) -> Document:
        """A statement with its value, as it is written."""
        name = self.names.setdefault(statement.source, f"s{len(self.names) + 1}")
        says: Plain = _texts(statement.says)
        return _told(
            {
                **value,
                "source": name,
                "says": says,
                "cycle": statement.cycle,
                "over": _yes(statement.over),
            }
        )

    @property
    def document(self) -> Document:
        """All of them, by their names."""
        return {name: _source(own) for own, name in self.names.items()}


def school_document(school: School) -> Document:
    """The document of a school."""
    sources = _Sources()
    identifiers: Document = {
        scheme: sources.stated(own, {"is": own.value}) for scheme, own in school.identifiers.items()
    }
    status: Plain = [sources.stated(own, {"is": own.value}) for own in school.status]
    return _told(
        {
            "school": school.id,
            "name": school.name,
            "country": school.country,
            "city": school.city,
            "aliases": list(school.aliases),
            "awarded-by": school.awarded_by,
            "sources": sources.document,
            "identifiers": identifiers,
            "status": status,
        }
    )


def programme_document(programme: Programme) -> Document:
    """The document of a programme that has no rule; raises NotExpressible for one that has."""
    if programme.rule is not None:
        fix = "write its document by hand"
        raise NotExpressible(f"the rule of '{programme.id}' is not written", fix=fix)
    sources = _Sources()
    stated: Document = {
        key: [sources.stated(own, value) for own, value in told]
        for key, told in _stated(programme).items()
    }
    return _told(
        {
            "programme": programme.id,
            "school": programme.school,
            "title": _texts(programme.title),
            "country": programme.country,
            "city": programme.city,
            "degree": programme.degree,
            "entry": programme.entry,
            "sources": sources.document,
            **stated,
            "disputes": [_texts(own) for own in programme.disputes],
        }
    )


_Stated = Iterable[tuple[Statement[object], Document]]


def _stated(own: Programme) -> Mapping[str, _Stated]:
    """Every statement under the key that it is written under, with its value."""
    return {
        "status": [(s, {"is": s.value}) for s in own.status],
        "length": [(s, _length(s.value)) for s in own.length],
        "accepts": [(s, {"is": s.value}) for s in own.acceptance],
        "intakes": [(s, _intake(s.value)) for s in own.intakes],
        "speech": [(s, _speech(s.value)) for s in own.speech],
        "practice": [(s, _practice(s.value)) for s in own.practice],
        "partners": [
            (s, {"kind": s.value.kind, "with": s.value.name, "country": s.value.country})
            for s in own.partners
        ],
        "entrance": [(s, {"asks": s.value}) for s in own.entrance],
        "prices": [(s, _price(s.value)) for s in own.prices],
        "aid": [(s, {"kind": s.value.kind, "is": s.value.offered}) for s in own.aid],
        "recognition": [
            (
                s,
                {
                    "by": s.value.authority,
                    "is": s.value.status,
                    "since": s.value.since,
                    "until": s.value.until,
                },
            )
            for s in own.recognition
        ],
        "counts": [(s, _count(s.value)) for s in own.counts],
    }


def _length(own: Length) -> Document:
    return {"years": _range(own.shortest, own.longest), "track": own.track}


def _intake(own: Intake) -> Document:
    return {own.kind: own.when}


def _speech(own: Speech) -> Document:
    return {
        "phase": own.phase,
        "in": list(own.languages),
        "level": own.level,
        "due": own.due,
        "months": str(own.months or ""),
    }


def _practice(own: Practice) -> Document:
    year = _number(own.year) if own.year else ""
    amount = "" if own.amount is None else _number(own.amount)
    return {"kind": own.kind, "year": year, "amount": amount, "unit": own.unit}


def _price(own: Price) -> Document:
    years = f"{own.first}..{own.last}" if own.first else ""
    return {
        "kind": own.kind,
        "amount": str(own.amount),
        "per": own.per,
        "group": own.group,
        "years": years,
        "cohort": own.cohort,
        "held": _yes(own.held),
        "option": _yes(own.option),
        "refundable": _yes(own.refundable),
        "about": _yes(own.about),
    }


def _count(own: Count) -> Document:
    low, high = ("" if end is None else _number(end) for end in (own.low, own.high))
    number = low if low == high else f"{low}..{high}"
    return {
        "what": own.what, "group": own.group, "number": number, "unit": own.unit, "of": own.of,
    }  # fmt: skip


def _range(low: Decimal, high: Decimal) -> str:
    return _number(low) if low == high else f"{_number(low)}..{_number(high)}"


def _number(own: Decimal) -> str:
    return format(own.normalize(), "f")


def _source(own: Source) -> Document:
    return _told(
        {
            "url": own.url or "none",
            "title": own.title,
            "locator": own.locator,
            "dated": own.dated,
            "read": own.read.isoformat(),
            "tier": own.tier,
            "confidence": own.confidence,
            "also": list(own.also),
            "facts": list(own.facts),
        }
    )


def _texts(own: Texts) -> Plain:
    return dict(own)


def _yes(flag: bool) -> str:
    return "yes" if flag else ""


def _told(document: Mapping[str, Plain]) -> Document:
    """What says something; what is empty is not written."""
    return {key: value for key, value in document.items() if value}
