"""What is told of an opportunity beside its rule, in words: costs, days, places, duties, chances.

Values are plain dictionaries, alike for pages and for other software.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from salerno.errors import InputError
from salerno.periods import Period, Span
from salerno.routes.wording.words import odds_words
from salerno.rules import Voice
from salerno.rules.competition import Deadline, Quota, Selective, Waiting
from salerno.rules.fees import Fee
from salerno.rules.grants import Grant, Obligation
from salerno.rules.openings import open_sessions
from salerno.rules.opportunities import Dispute, Opportunity, Value
from salerno.rules.outlines import Plain, source_outline
from salerno.rules.sessions import Sessions
from salerno.rules.wording.conditions import day, plain_name
from salerno.rules.wording.leaves import requirement_words

ALWAYS = Period(None, None)


def particulars(own: Opportunity, voice: Voice, *, today: date) -> Plain:
    """Everything beside the rule, each statement with its source; what is not told is left out."""
    return {
        "fees": [_fee(fee, voice) for fee in own.fees],
        "days": [*_days(own, voice, today)],
        "chances": [*_chances(own, voice)],
        "grants": [_grant(grant, voice) for grant in own.grants],
        "duties": [_duty(duty, voice) for duty in own.obligations],
        "lasts": _between(*own.duration, voice) if own.duration else "",
        "waits": [_told(_waiting(wait, voice), wait.source, voice) for wait in own.waits],
        "attempts": _attempts(own, voice),
        "attempts_source": _source(own.attempts_source, voice),
        "irreversible": voice.text(own.irreversible),
        "values": [_value(value, voice) for value in own.values],
        "disputes": [dispute_words(dispute, voice) for dispute in own.disputes],
        "outcomes": [voice.text(outcome.says) for outcome in own.outcomes],
        "where": _place(own, voice),
    }


def _source(source: object, voice: Voice) -> Plain | None:
    return source_outline(source, voice) if source else None  # type: ignore[arg-type]  # a source or nothing


def _told(text: str, source: object, voice: Voice) -> Plain:
    return {"text": text, "source": _source(source, voice)}


def _dates(period: Period, voice: Voice) -> str:
    return "" if period == ALWAYS else voice.period(period)


def _fee(fee: Fee, voice: Voice) -> Plain:
    payers = {
        "applicant": _("you"),
        "employer": _("the employer"),
        "school": _("the school"),
        "host": _("the host"),
        "sponsor": _("the sponsor"),
    }
    return {
        "purpose": capfirst(plain_name(fee.purpose)),
        "amount": "; ".join(_amounts(fee, voice)) or _("not known"),
        "payer": payers[fee.payer],
        "dates": _dates(fee.in_force, voice),
        "source": _source(fee.source, voice),
    }


def _amounts(fee: Fee, voice: Voice) -> Iterator[str]:
    if fee.amount is not None and not (fee.tiers and not fee.amount.high.amount):
        yield voice.money_range(fee.amount)
    for tier in fee.tiers:
        words = {"amount": voice.money(tier.each), "number": voice.number(tier.up_to or 0)}
        beyond = _("%(amount)s each beyond that") % words
        yield _("%(amount)s each, up to number %(number)s") % words if tier.up_to else beyond
    if fee.unit:
        yield _("for each %(unit)s") % {"unit": plain_name(fee.unit)}
    if fee.cap:
        yield _("at most %(amount)s") % {"amount": voice.money(fee.cap)}
    for extra in fee.surcharges:
        words = {"amount": voice.money(extra.amount), "case": plain_name(extra.case)}
        yield _("%(amount)s more: %(case)s") % words
    for discount in fee.discounts:
        case = "; ".join(requirement_words(discount.when, voice).split("\n"))
        yield _("%(share)s %% less if: %(case)s") % {
            "share": voice.number(discount.share * 100),
            "case": case,
        }
    if fee.held:
        yield _("to be shown, not spent")


def _days(own: Opportunity, voice: Voice, today: date) -> Iterator[Plain]:
    for session in open_sessions(own, today=today)[:6]:
        words = {"day": voice.when(session.day), "closes": ""}
        if session.closes:
            words["closes"] = voice.day(session.closes)
            text = _("%(day)s: apply by %(closes)s") % words
        else:
            text = words["day"]
        yield _told(text, session.source, voice)
    for sessions in own.sessions:
        if sessions.any_day:
            yield _told(_any_day(sessions, voice), sessions.source, voice)
    for deadline in own.deadlines:
        yield _told(_deadline(deadline, voice), deadline.source, voice)


def _any_day(sessions: Sessions, voice: Voice) -> str:
    if sessions.apply_before is None:
        return _("On any day")
    span = voice.span(sessions.apply_before)
    return _("On any day; apply %(span)s before") % {"span": span}


def _deadline(deadline: Deadline, voice: Voice) -> str:
    text = f"{_says(deadline.says, deadline.id, voice)}: {day(deadline.on, voice)}"
    if deadline.lapse:
        lost = voice.text(deadline.lapse)
        return _("%(deadline)s. Lost when missed: %(lost)s") % {"deadline": text, "lost": lost}
    return text


def _says(says: object, name: str, voice: Voice) -> str:
    """The words of a statement without their full stop, else its name."""
    text = voice.text(says)  # type: ignore[arg-type]  # texts of any statement
    return text.removesuffix(".") or capfirst(plain_name(name))


def _chances(own: Opportunity, voice: Voice) -> Iterator[Plain]:
    for odds in own.odds:
        what = f"{capfirst(plain_name(odds.what))}: {odds_words(odds, voice)}"
        if odds.passed is not None and odds.sat is not None:
            what += f" ({voice.number(odds.passed)} / {voice.number(odds.sat)})"
        yield _told(what, odds.source, voice)
    for quota in own.quotas:
        yield _told(_quota(quota, voice), quota.source, voice)
    for selective in own.selective:
        yield _told("; ".join(_selective(selective, voice)), selective.source, voice)


def _quota(quota: Quota, voice: Voice) -> str:
    places = [f"{plain_name(name)}: {_places(number, voice)}" for name, number in quota.table]
    if quota.capacity != "unknown":
        places.append(_places(quota.capacity, voice))
    return ": ".join((_says(quota.says, quota.id, voice), *filter(None, ["; ".join(places)])))


def _places(number: int | str, voice: Voice) -> str:
    if isinstance(number, int):
        return voice.number(number)
    words = {"unlimited": pgettext("places", "unlimited"), "unknown": pgettext("places", "unknown")}
    return words[number]


def _selective(own: Selective, voice: Voice) -> Iterator[str]:
    yield _("Those who are eligible are chosen from")
    if own.round:
        yield own.round
    if own.classes:
        names = " → ".join(_says(one.says, one.id, voice) for one in own.classes)
        yield _("in this order: %(classes)s") % {"classes": names}
    if own.pools:
        names = " | ".join(_says(one.says, one.id, voice) for one in own.pools)
        yield _("in pools of their own: %(pools)s") % {"pools": names}
    if own.ranking:
        yield voice.text(own.ranking)


def _grant(grant: Grant, voice: Voice) -> Plain:
    scope = [_scoped(grant.type, name, value, voice) for name, value in grant.scope]
    if grant.lasts == "unlimited":
        lasts = _("without end")
    else:
        lasts = voice.span(grant.lasts) if isinstance(grant.lasts, Span) else ""
    return {
        "type": grant.type,
        "title": voice.type_name(grant.type),
        "scope": scope,
        "lasts": lasts,
        "leads_to": grant.leads_to,
        "source": _source(grant.source, voice),
    }


def _scoped(type_: str, name: str, value: str, voice: Voice) -> str:
    attribute = voice.attribute(name, (type_,))
    try:
        said = voice.value(attribute.parse(value), attribute)
    except InputError:  # a scope may restrict a grant in words that are no value of its type
        said = value
    return f"{voice.attribute_name(name, (type_,))}: {said}"


def _duty(duty: Obligation, voice: Voice) -> Plain:
    text = _says(duty.says, duty.id, voice)
    if duty.sanction:
        words = {"duty": text, "sanction": voice.text(duty.sanction)}
        text = _("%(duty)s. Otherwise: %(sanction)s") % words
    return _told(text, duty.source, voice)


def _between(low: Span | None, high: Span | None, voice: Voice) -> str:
    if low is None and high is None:
        return _("a time that is not known")
    if low is None or high is None:
        span = voice.span(low or high or Span())
        told = _("at least %(span)s") if high is None else _("up to %(span)s")
        return told % {"span": span}
    if low == high:
        return voice.span(low)
    return voice.tell("between", low=voice.span(low), high=voice.span(high))


def _waiting(wait: Waiting, voice: Voice) -> str:
    words = {
        "what": capfirst(plain_name(wait.what)),
        "span": _between(wait.shortest, wait.longest, voice),
    }
    told = {
        "before": _("%(what)s, before it: %(span)s"),
        "after": _("%(what)s, after it: %(span)s"),
        "aside": _("%(what)s, beside it: %(span)s"),
    }
    return told[wait.when] % words


def _attempts(own: Opportunity, voice: Voice) -> str:
    if own.attempts == "unlimited":
        return pgettext("attempts", "unlimited")
    return voice.number(own.attempts) if isinstance(own.attempts, int) else ""


def _value(value: Value, voice: Voice) -> Plain:
    amount = f"{value.amount} {value.unit}".strip() if value.amount else ""
    parts: Iterable[str] = (
        _says(value.says, value.id, voice),
        amount,
        _dates(value.in_force, voice),
    )
    return _told(": ".join(part for part in parts if part), value.source, voice)


def dispute_words(dispute: Dispute, voice: Voice) -> Plain:
    """A contradiction, its claims side by side."""
    return {
        "subject": voice.text(dispute.subject) or plain_name(dispute.id),
        "outcome": dispute.outcome,
        "claims": [
            {
                "text": voice.text(claim.says),
                "is_chosen": claim.chosen,
                "why": voice.text(claim.why),
                "dates": _dates(claim.in_force, voice),
                "source": _source(claim.source, voice),
            }
            for claim in dispute.claims
        ],
    }


def _place(own: Opportunity, voice: Voice) -> Plain | None:
    if own.presence is None:
        return None
    where = [str(voice.locale.territories.get(c, c)) for c in own.presence.countries]
    return _told(voice.either(where) if where else _("anywhere"), own.presence.source, voice)
