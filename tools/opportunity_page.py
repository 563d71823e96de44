"""One opportunity of the atlas as a chapter of a reference page: what it asks, costs and gives."""

from collections.abc import Iterable, Iterator

from salerno.errors import InputError
from salerno.nesting import inside
from salerno.periods import Period, Span
from salerno.routes.wording.words import odds_words, title_of
from salerno.rules.competition import Deadline, Waiting
from salerno.rules.exceptions import effective
from salerno.rules.fees import Fee
from salerno.rules.grants import Grant
from salerno.rules.opportunities import Opportunity, RuleVersion, Value
from salerno.rules.sessions import Sessions
from salerno.rules.sources import Source
from salerno.rules.wording.conditions import day
from salerno.rules.wording.leaves import requirement_words
from salerno.rules.wording.reports import citation, dispute_words
from salerno.rules.wording.voices import Voice

FEE_HEAD = ["| for | amount | paid by | for dates | source |", "|---|---|---|---|---|"]
WHEN = {"before": "before it", "after": "after it", "aside": "beside it"}


def chapter(opportunity: Opportunity, voice: Voice) -> str:
    """Everything that is shown of an opportunity; sources are numbered within it."""
    numbers = {source: number for number, source in enumerate(sources_of(opportunity), 1)}
    place = " · ".join(word for word in (opportunity.authority, opportunity.region) if word)
    parts = [
        f"## {plain(title_of(opportunity, voice))}",
        f"`{opportunity.id}` · {opportunity.kind}{f' · {plain(place)}' if place else ''}",
        *(required(version, voice, numbers) for version in opportunity.versions),
        listed("Grants", (granted(grant, voice) for grant in opportunity.grants)),
        fees(opportunity.fees, voice, numbers),
        listed("How long it takes, how often, how surely", facts(opportunity, voice, numbers)),
        listed("Also told", told(opportunity, voice, numbers)),
        *(disputed(dispute_words(dispute, voice)) for dispute in opportunity.disputes),
        listed("Sources", (sourced(source, voice, n) for source, n in numbers.items())),
    ]
    return "\n\n".join(part for part in parts if part)


def sources_of(opportunity: Opportunity) -> tuple[Source, ...]:
    """The sources of an opportunity, each once, in the order in which they are used."""
    return tuple(dict.fromkeys(inside(opportunity, Source)))


def plain(text: str) -> str:
    """A text on one line that no table and no heading is broken by."""
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def listed(head: str, lines: Iterable[str]) -> str:
    """A bold head and a list below it; nothing when the list is empty."""
    rows = "\n".join(f"- {line}" for line in lines)
    return f"**{head}**\n\n{rows}" if rows else ""


def required(version: RuleVersion, voice: Voice, numbers: dict[Source, int]) -> str:
    """What one version of the rule requires, exceptions included, as a nested list."""
    marks = "".join(f" [{numbers[source]}]" for source in version.sources)
    dated = dates(version.in_force, voice)
    state = "" if version.status == "in-force" else f", {version.status}"
    head = ", ".join(word for word in (f"Requires{state}", dated) if word)
    rows = requirement_words(effective(version), voice).splitlines()
    lines = (f"{_indent(row)}- {plain(row)}" for row in rows)
    return f"**{head}**{marks}\n\n" + "\n".join(lines)


def _indent(row: str) -> str:
    return " " * (len(row) - len(row.lstrip()))


def dates(period: Period, voice: Voice) -> str:
    """A period in words; nothing for one without ends."""
    return "" if period == Period(None, None) else f"for dates {voice.period(period)}"


def granted(grant: Grant, voice: Voice) -> str:
    """What is given, within which scope, for how long."""
    scope = [_scoped(grant.type, name, value, voice) for name, value in grant.scope]
    lasts = {None: "", "unlimited": "without end"}.get(grant.lasts) if _is_open(grant) else ""
    length = lasts if _is_open(grant) else f"for {voice.span(grant.lasts)}"
    next_ = f"leads to `{grant.leads_to}`" if grant.leads_to else ""
    words = "; ".join(word for word in (*scope, length, next_) if word)
    name = plain(voice.type_name(grant.type))
    return f"{name} (`{grant.type}`){f': {plain(words)}' if words else ''}"


def _is_open(grant: Grant) -> bool:
    return not isinstance(grant.lasts, Span)


def _scoped(type_: str, name: str, value: str, voice: Voice) -> str:
    attribute = voice.attribute(name, (type_,))
    try:
        said = voice.value(attribute.parse(value), attribute)
    except InputError:  # a scope may restrict a grant in words that are no value of its type
        said = value
    return f"{voice.attribute_name(name, (type_,))}: {said}"


def fees(several: tuple[Fee, ...], voice: Voice, numbers: dict[Source, int]) -> str:
    """The fees in their own currency."""
    rows = [
        f"| {plain(fee.purpose)} | {plain(_amount(fee, voice))} | {fee.payer} |"
        f" {plain(voice.period(fee.in_force))} | [{numbers[fee.source]}] |"
        for fee in several
    ]
    return "\n".join(["**Fees**", "", *FEE_HEAD, *rows]) if rows else ""


def _amount(fee: Fee, voice: Voice) -> str:
    is_told = fee.amount is not None and not (fee.tiers and not fee.amount.high.amount)
    words = [voice.money_range(fee.amount)] if is_told else []
    for tier in fee.tiers:
        upto = f" up to number {tier.up_to}" if tier.up_to else " beyond"
        words.append(f"{voice.money(tier.each)} each{upto}")
    words = words or ["not known"]
    words += [f"for each {fee.unit}"] if fee.unit else []
    words += [f"at most {voice.money(fee.cap)}"] if fee.cap else []
    words += [f"{voice.money(extra.amount)} more: {extra.case}" for extra in fee.surcharges]
    for discount in fee.discounts:
        case = "; ".join(requirement_words(discount.when, voice).split("\n"))
        words.append(f"{discount.share:.0%} less if: {case}")
    return "; ".join([*words, *(["to be shown, not spent"] if fee.held else [])])


def facts(opportunity: Opportunity, voice: Voice, numbers: dict[Source, int]) -> Iterator[str]:
    """Length, waits, sessions, place, attempts and odds, each with its source."""
    if opportunity.duration:
        yield f"lasts {_range(*opportunity.duration, voice)}"
    for wait in opportunity.waits:
        yield f"{_waited(wait, voice)} [{numbers[wait.source]}]"
    for sessions in opportunity.sessions:
        yield f"{plain(_held(sessions, voice))} [{numbers[sessions.source]}]"
    if opportunity.presence:
        where = [voice.locale.territories.get(c, c) for c in opportunity.presence.countries]
        place = voice.either(where) if where else "anywhere"
        yield f"place: {place} [{numbers[opportunity.presence.source]}]"
    if opportunity.attempts != "unknown":
        mark = opportunity.attempts_source
        yield f"attempts: {opportunity.attempts}{f' [{numbers[mark]}]' if mark else ''}"
    for odds in opportunity.odds:
        count = f", {odds.passed} of {odds.sat}" if odds.passed and odds.sat else ""
        yield f"{odds.what}: {plain(odds_words(odds, voice))}{count} [{numbers[odds.source]}]"
    if opportunity.irreversible:
        yield f"cannot be undone: {plain(voice.text(opportunity.irreversible))}"


def told(opportunity: Opportunity, voice: Voice, numbers: dict[Source, int]) -> Iterator[str]:
    """Deadlines, duties, places and whatever else no verdict hangs on, each with its source."""
    beside = (
        opportunity.deadlines,
        opportunity.obligations,
        opportunity.quotas,
        opportunity.values,
    )
    for statement in (one for group in beside for one in group):
        said = plain(voice.text(statement.says)).removesuffix(".")
        period = getattr(statement, "in_force", Period(None, None))
        words = (said or statement.id, _figure(statement, voice), dates(period, voice))
        yield f"{': '.join(word for word in words if word)} [{numbers[statement.source]}]"


def _figure(statement: object, voice: Voice) -> str:
    """The day of a deadline, or the amount of a value."""
    if isinstance(statement, Deadline):
        return plain(day(statement.on, voice))
    if isinstance(statement, Value):
        return plain(f"{statement.amount} {statement.unit}" if statement.amount else "")
    return ""


def _range(low: Span | None, high: Span | None, voice: Voice) -> str:
    if low is None and high is None:
        return "a time that is not known"
    if low is None or high is None:
        known = voice.span(low or high or Span())
        return f"at least {known}" if high is None else f"up to {known}"
    if low == high:
        return voice.span(low)
    return voice.tell("between", low=voice.span(low), high=voice.span(high))


def _waited(wait: Waiting, voice: Voice) -> str:
    return f"{plain(wait.what)}, {WHEN[wait.when]}: {_range(wait.shortest, wait.longest, voice)}"


def _held(sessions: Sessions, voice: Voice) -> str:
    days = [voice.day(own) for own in sessions.days]
    days += [_yearly(month, number, voice) for month, number in sessions.yearly]
    words = ["on any day" if sessions.any_day else f"held: {voice.every(days)}"]
    if sessions.yearly:
        words.append("every year")
    if sessions.apply_before:
        words.append(f"apply {voice.span(sessions.apply_before)} before")
    if sessions.closes:
        words.append(f"apply by {voice.day(sessions.closes)}")
    return ", ".join([*words, *([dates(sessions.in_force, voice)])]).removesuffix(", ")


def _yearly(month: int, number: int, voice: Voice) -> str:
    if number:
        return voice.month_day(month, number)
    return str(voice.locale.months["format"]["wide"][month])


def disputed(lines: list[str]) -> str:
    """What sources say against each other, side by side."""
    head, *claims = map(plain, lines)
    return "\n".join([f"**{head}**", "", *(f"- {claim}" for claim in claims)])


def sourced(source: Source, voice: Voice, number: int) -> str:
    """A source as it is listed: where, how official, how sure, when read, what date it bears."""
    is_dated = bool(source.dated) and not source.dated.startswith("undated")
    dated = f"; dated {plain(source.dated)}" if is_dated else f"; {source.dated or 'undated'}"
    names = f"; facts {', '.join(f'`{fact}`' for fact in source.facts)}" if source.facts else ""
    words = citation(source, voice)
    words = words.replace(source.url, f"<{source.url}>") if source.url else words
    return f"[{number}] {words}{dated}{names}"
