"""Hosts and rotations as the plain documents, and the texts, that are read back as the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

import yaml

from salerno.credentials.vocabulary import Vocabulary
from salerno.errors import InputError, NotExpressible, Place
from salerno.periods import ONE_DAY, Period, Span
from salerno.placements.demands import Demand
from salerno.placements.language import HOST, STATED_BY, WEEKDAYS, location, rotation
from salerno.placements.locations import Location
from salerno.placements.rotations import Rotation, Terms
from salerno.placements.windows import WORKING_DAYS, Window
from salerno.rules.fees import Fee
from salerno.rules.grants import Grant, Obligation
from salerno.rules.language.writing import (
    Document,
    Pen,
    day_words,
    decimal_words,
    requirement_document,
    texts_document,
    told,
)
from salerno.rules.opportunities import Opportunity, Value
from salerno.rules.sources import Source
from salerno.strict_yaml import Plain, node_of

WIDTH = 100
_WRITTEN = Place("document")


class _Plainly(yaml.SafeDumper):  # a dumper is set up in no other way
    """Writes texts as they are: no reader of ours takes `yes` or 2027-01-04 for anything else."""

    yaml_implicit_resolvers: dict[str, object] = {}  # noqa: RUF012 - as PyYAML has it

    def ignore_aliases(self, data: object) -> bool:
        """Write what is there twice, twice: our documents have no anchors."""
        return True


def document_text(documents: Iterable[Document]) -> str:
    """The YAML text of documents, one after the other."""
    written = (
        yaml.dump(one, Dumper=_Plainly, sort_keys=False, allow_unicode=True, width=WIDTH)
        for one in documents
    )
    return "---\n".join(written)


class _Sources:
    """The sources of a document under short names, and the day on which the host stated its own."""

    def __init__(self) -> None:
        self.names: dict[Source, str] = {}
        self.stated: date | None = None

    def name_of(self, own: Source) -> str:
        """The name of a source, given to it when it is first asked for."""
        said = Source("", own.read, "provider", "A", title=STATED_BY)
        if own == said and self.stated in (None, own.read):
            self.stated = own.read
            return HOST
        return self.names.setdefault(own, f"s{len(self.names) + 1}")

    @property
    def document(self) -> Document:
        """The keys of a document under which its sources stand."""
        stated = self.stated.isoformat() if self.stated else ""
        return told(
            {"stated": stated, "sources": {name: _source(own) for own, name in self.names.items()}}
        )


def _source(own: Source) -> Document:
    return told(
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


def host_document(own: Location, vocabulary: Vocabulary) -> Document:
    """The document of a host, site, department or unit; a demand's id becomes that of what it asks.

    Raises NotExpressible for demands that only a hand can write, such as sums.
    """
    own = replace(own, demands=_named(own.demands))
    sources = _Sources()
    pen = Pen(vocabulary, sources.name_of)
    asks: Plain = [demand_document(one, pen) for one in own.demands]
    document = told(
        {
            own.level: own.id,
            "name": texts_document(own.name),
            "within": own.within,
            "country": own.country,
            "city": own.city,
            "zone": own.zone,
            "confirmed": _yes(own.confirmed),
            "asks": asks,
            **sources.document,
        }
    )
    _check(own.id, own, lambda: location(node_of(document, place=_WRITTEN), vocabulary))
    return document


def rotation_document(own: Rotation, windows: Iterable[Window], vocabulary: Vocabulary) -> Document:
    """The document of a rotation with its windows; a demand's id becomes that of what it asks.

    Raises NotExpressible where it says more than is written: fees, duration, grants, obligations
    and values are, of the particulars.
    """
    own, kept = replace(own, demands=_named(own.demands)), tuple(windows)
    sources = _Sources()
    pen = Pen(vocabulary, sources.name_of)
    asks: Plain = [demand_document(one, pen) for one in own.demands]
    document = told(
        {
            "rotation": own.id,
            "at": own.at,
            "title": texts_document(own.offer.title),
            "kind": own.kind,
            "specialty": own.specialty,
            "setting": own.setting,
            "supervisors": list(own.supervisors),
            "languages": list(own.languages),
            "may": [texts_document(one) for one in own.may],
            "may-not": [texts_document(one) for one in own.may_not],
            "notes": [texts_document(one) for one in own.notes],
            "status": own.status,
            "terms": terms_document(own.terms),
            "windows": [window_document(one) for one in kept],
            "asks": asks,
            **_particulars(own.offer, pen),
            **sources.document,
        }
    )
    _check(own.id, (own, kept), lambda: rotation(node_of(document, place=_WRITTEN), vocabulary))
    return document


def _check(name: str, own: object, read: Callable[[], object]) -> None:
    """Raise NotExpressible unless what was written is read as what it was."""
    fix, why = "write its document by hand", ""
    try:
        is_same = read() == own
    except InputError as error:
        is_same, why = False, error.what
    if not is_same:
        raise NotExpressible(f"'{name}' says more than can be written", why=why, fix=fix)


def _named(demands: Iterable[Demand]) -> tuple[Demand, ...]:
    """The demands, each with its own id on what it asks."""
    return tuple(
        replace(one, asks=replace(one.asks, note=replace(one.asks.note, id=one.id)))
        if one.asks
        else one
        for one in demands
    )


def demand_document(own: Demand, pen: Pen) -> Document:
    """A demand: what it asks and by when, or that it waives."""
    if own.asks is None:
        return {"waives": own.id}
    fixed = {"fixed": _yes(own.fixed)}
    return {"id": own.id} | requirement_document(own.asks, pen) | told({"due": own.due, **fixed})


def terms_document(own: Terms) -> Document:
    """The terms that are not as usual, and how one books."""
    usual = Terms()
    written = {
        "booking": own.booking,
        "grace": str(own.grace),
        "hold": str(own.hold),
        "waitlist": _yes_or_no(own.waitlist),
        "release": _yes_or_no(own.release),
        "agreement": _yes_or_no(own.agreement),
        "yes-or-no": _yes_or_no(own.yes_or_no),
    }
    kept = {key for key in written if getattr(own, _field(key)) != getattr(usual, _field(key))}
    return {key: value for key, value in written.items() if key in {"booking", *kept}}


def _field(key: str) -> str:
    return key.replace("-", "_")


def window_document(own: Window) -> Document:
    """A window of capacity."""
    least, most = own.weeks
    return told(
        {
            "window": own.id,
            "open": str(own.open),
            "seats": str(own.seats),
            "per": own.per,
            "party": str(own.party) if own.party > 1 else "",
            "weekdays": _weekdays(own.weekdays) if own.weekdays != WORKING_DAYS else "",
            "starts": _weekdays(own.starts_on),
            "weeks": f"{least}..{most}" if least < most else str(least),
            "lead": str(own.lead),
            "closed": [_days(period) for period in own.closed],
            "quotas": {school: str(number) for school, number in own.quotas.items()},
            "each-school": "" if own.each_school is None else str(own.each_school),
        }
    )


def _weekdays(numbers: Iterable[int]) -> list[Plain]:
    return [WEEKDAYS[number - 1] for number in sorted(numbers)]


def _days(period: Period) -> str:
    """A day alone, or the first and the last."""
    if period.start and period.end == period.start + ONE_DAY:
        return period.start.isoformat()
    return str(period)


def _particulars(own: Opportunity, pen: Pen) -> Document:
    duration = [str(end) for end in own.duration or ()]
    return told(
        {
            "duration": dict(zip(("from", "to"), duration, strict=False)),
            "fees": [_fee(one, pen) for one in own.fees],
            "grants": [_grant(one, pen) for one in own.grants],
            "obligations": [_obligation(one, pen) for one in own.obligations],
            "values": [_value(one, pen) for one in own.values],
        }
    )


def _fee(own: Fee, pen: Pen) -> Document:
    listed: list[Plain] = [
        {"share": decimal_words(one.share), "until": day_words(one.until)}
        for one in own.refunds or ()
    ]
    return told(
        {
            "for": own.purpose,
            "amount": "unknown" if own.amount is None else str(own.amount),
            "source": pen.name_of(own.source),
            "payer": own.payer,
            "in-force": _period(own.in_force),
            "keyed-on": own.keyed_on,
            "unit": own.unit,
            "tiers": [
                told({"up-to": str(one.up_to or ""), "each": str(one.each)}) for one in own.tiers
            ],
            "cap": str(own.cap or ""),
            "surcharges": [{"case": one.case, "amount": str(one.amount)} for one in own.surcharges],
            "discounts": [
                {"share": decimal_words(one.share), "when": requirement_document(one.when, pen)}
                for one in own.discounts
            ],
            "refunds": "none" if own.refunds == () else listed,
            "due": day_words(own.due) if own.due else "",
            "held": _yes(own.held),
        }
    )


def _grant(own: Grant, pen: Pen) -> Document:
    scope: dict[str, list[Plain]] = {}
    for name, value in own.scope:
        scope.setdefault(name, []).append(value)
    listed: Document = dict(scope.items())
    return told(
        {
            "type": own.type,
            "lasts": str(own.lasts or ""),
            "scope": listed,
            "while-holding": list(own.while_holding),
            "renewable": "" if own.renewable is None else _yes_or_no(own.renewable),
            "tier": str(own.tier or ""),
            "leads-to": own.leads_to,
            "source": pen.name_of(own.source) if own.source else "",
        }
    )


def _obligation(own: Obligation, pen: Pen) -> Document:
    days = own.working_days
    return told(
        {
            "id": own.id,
            "says": texts_document(own.says),
            "source": pen.name_of(own.source),
            "on": own.on,
            "lasts": _span(own.lasts),
            "within": _span(own.within),
            "working-days": "" if days is None else str(days),
            "sanction": texts_document(own.sanction),
            "grace": str(own.grace or ""),
            "blocks": list(own.blocks),
        }
    )


def _value(own: Value, pen: Pen) -> Document:
    return told(
        {
            "id": own.id,
            "says": texts_document(own.says),
            "source": pen.name_of(own.source),
            "amount": own.amount,
            "unit": own.unit,
            "in-force": _period(own.in_force),
        }
    )


def _span(own: Span | None) -> str:
    return "" if own is None else str(own)


def _period(own: Period) -> str:
    return "" if own == Period(None, None) else str(own)


def _yes(flag: bool) -> str:
    return "yes" if flag else ""


def _yes_or_no(flag: bool) -> str:
    return "yes" if flag else "no"
