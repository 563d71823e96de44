"""Rules, persons and circumstances drawn from a small world, so that they often meet.

Days, scores and codes come from short lists that hold every boundary; hence most drawn persons hold
something that a drawn rule speaks of, and exact limits are hit often.
"""

from datetime import date
from decimal import Decimal
from types import MappingProxyType

from hypothesis import strategies as st

from salerno.credentials.circumstances import Circumstances, CohortYear, Event
from salerno.credentials.conditions import (
    Among,
    Both,
    Compare,
    Dated,
    Day,
    Except,
    Listed,
    Nothing,
    SameAs,
)
from salerno.credentials.person import Assurance, Credential, Person
from salerno.credentials.selection import Selection, SpanBound, Validity
from salerno.credentials.vocabulary import Attribute, CredentialType, Listing, Table, Vocabulary
from salerno.money import Money
from salerno.periods import PartialDate, Period, Span
from salerno.rules.leaves import (
    Attempts,
    Cap,
    Fact,
    Has,
    Judge,
    Link,
    Stretch,
    Time,
    Total,
    Wait,
    Weight,
    Window,
)
from salerno.rules.opportunities import DecidedBy, Opportunity, RuleException, RuleVersion
from salerno.rules.requirements import All, Any, AtLeast, Choose, Given, Not, walk
from salerno.rules.sources import Source
from tests.properties.numbering import noted, numbered

TODAY = date(2026, 11, 22)
ORDERS = (">=", ">", "<=", "<")
LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2")
DAYS = tuple(
    date.fromisoformat(written)
    for written in (
        "2019-08-31", "2021-11-22", "2023-02-28", "2024-02-29", "2024-11-22", "2024-11-23",
        "2025-05-31", "2026-01-31", "2026-05-22", "2026-08-31", "2026-11-21", "2026-11-22",
        "2027-03-01",
    )
)  # fmt: skip
LENGTHS = tuple(
    Span.parse(written)
    for written in (
        "1 month", "3 months", "6 months", "1 year", "2 years", "2 years 1 month", "30 days",
        "4 weeks", "730 days", "1 month 30 days",
    )
)  # fmt: skip

CITIES = Attribute("city", "code", codes=("bari", "capua", "gaeta", "o'salerno"), many=True)
SCORE = Attribute("score", "number", Decimal(0), Decimal(500), Decimal("0.5"))
LEVEL = Attribute("level", "level", levels=LEVELS)
RESULT = Attribute("result", "code", codes=("pass", "fail", "incomplete"))
PAID = Attribute("paid", "flag")
PRICE = Attribute("price", "money")
SAT = Attribute("sat", "date")
REMARK = Attribute("remark", "text")
OF = Attribute("of", "code")
ISSUER = Attribute("issuer", "code")
ON, UNTIL = Attribute("on", "date"), Attribute("until", "date")

EXAM = (SCORE, LEVEL, RESULT, PAID, CITIES, PRICE, SAT, REMARK)
TYPES = (
    CredentialType("exam/alpha", attributes=EXAM),
    CredentialType("exam/beta", attributes=EXAM, implies=("exam/alpha",)),
    CredentialType("document/card", attributes=(CITIES, PAID), aliases=("document/old-card",)),
    CredentialType("work/post", attributes=(SCORE, CITIES, RESULT), is_activity=True),
)
FACTS = (
    Attribute("status", "code", codes=("student", "graduate", "doctor")),
    Attribute("points", "number"),
    Attribute("tongue", "level", levels=LEVELS),
    Attribute("home", "code", codes=CITIES.codes, many=True),
    Attribute("insured", "flag"),
    Attribute("graduated", "date"),
    Attribute("income", "money"),
)
GOOD_CITIES = Listing(
    "good-cities",
    (
        ("bari", Period(None, None)),
        ("capua", Period(None, date(2025, 1, 1))),
        ("gaeta", Period(date(2024, 3, 1), None)),
    ),
)
BANDS = Table(
    "bands", ((("score", ">= 350"), ("result", "pass")), (("score", ">= 400"), ("level", ">= B2")))
)
VOCABULARY = Vocabulary(
    MappingProxyType({t.id: t for t in TYPES}),
    MappingProxyType({f.name: f for f in FACTS}),
    MappingProxyType({GOOD_CITIES.id: GOOD_CITIES}),
    MappingProxyType({BANDS.id: BANDS}),
)

LAW = Source("https://law.example/1", date(2026, 10, 1), "law", "A", title="An Act")
OLD = Source("https://office.example/2", date(2020, 1, 1), "official", "B")
HEARSAY = Source("https://forum.example/3", date(2026, 11, 1), "secondary", "C", facts=("ES.one",))
SOURCES = (LAW, LAW, OLD, HEARSAY)
MATCH_YEAR = CohortYear("match-year", 1, 31)
COHORTS = (MATCH_YEAR,)
ANCHORS = ("application", "application", "today", "event", "event-end", "use", "exam/alpha")


def one_of(values):
    """A strategy for one of a few values."""
    return st.sampled_from(tuple(values))


def rarely(strategy, otherwise=None):
    """A strategy that is used one time in four."""
    return st.integers(0, 3).flatmap(lambda n: strategy if n == 3 else st.just(otherwise))


days = one_of(DAYS)
spans = one_of(LENGTHS)
exact_dates = days.map(PartialDate.on)
loose_dates = st.one_of(
    days.map(lambda d: PartialDate.parse(d.isoformat()[:7])),
    days.map(lambda d: PartialDate.parse(d.isoformat()[:4])),
    st.tuples(days, days).map(lambda pair: PartialDate(min(pair), max(pair))),
)
dates = st.one_of(exact_dates, exact_dates, exact_dates, loose_dates)
span_bounds = st.builds(SpanBound, one_of(ORDERS), spans)
periods = st.one_of(
    st.just(Period(None, None)),
    days.map(lambda d: Period(d, None)),
    days.map(lambda d: Period(None, d)),
    st.lists(days, min_size=2, max_size=2, unique=True).map(lambda p: Period(min(p), max(p))),
)
validities = st.builds(
    Validity, one_of(("application", "today", "event-end")), rarely(spans, Span()), st.booleans()
)
anchors = one_of(ANCHORS)
texts = st.tuples(st.just("en"), st.text(max_size=6)).map(lambda pair: (pair,))

_VALUES = {
    "number": one_of(Decimal(n) for n in ("0", "2.5", "300", "340.5", "350", "400.0")),
    "level": one_of(LEVELS),
    "flag": st.booleans(),
    "date": dates,
    "money": st.builds(Money, one_of((Decimal(100), Decimal("250.50"))), one_of(("EUR", "USD"))),
    "text": one_of(("", "it's", 'say "x"', "señor; --", "pass")),
}


def value_of(attribute):
    """A strategy for one value of an attribute."""
    if attribute.kind == "code":
        return one_of(attribute.codes or ("degree/basic", "school o'x", "über"))
    return _VALUES[attribute.kind]


def values_of(attribute):
    """A strategy for the values of an attribute: mostly one, sometimes none or several."""
    most = 3 if attribute.many else 1
    return st.lists(value_of(attribute), min_size=0, max_size=most).map(tuple)


def known_values_of(attribute):
    """A strategy for values that are seldom empty."""
    return st.one_of(value_of(attribute).map(lambda v: (v,)), values_of(attribute))


@st.composite
def days_of_rules(draw):
    """A day as a rule names it: fixed, of a cohort year, or an anchor, perhaps shifted."""
    shape = draw(one_of(("day", "day", "cohort", "anchor")))
    shift, before = draw(rarely(spans, Span())), draw(st.booleans())
    if shape == "day":
        return Day(day=draw(days))
    if shape == "cohort":
        month_day = draw(one_of(((1, 1), (8, 31), (2, 28))))
        return Day(cohort="match-year", offset=draw(st.integers(-2, 1)), month_day=month_day)
    return Day(anchor=draw(anchors), shift=shift, before=before and shift != Span())


def _simple_conditions(attribute):
    kinds = [st.lists(value_of(attribute), min_size=1, max_size=2).map(tuple).map(Among)] * 2
    if attribute.kind in ("number", "level", "money"):
        kinds += [
            st.builds(Compare, one_of(ORDERS), value_of(attribute), st.just(attribute.levels))
        ] * 2
    if attribute.kind == "date":
        kinds += [st.builds(Dated, one_of(ORDERS), days_of_rules())] * 4
        kinds += [st.just(SameAs("graduated"))]
    if attribute.codes == CITIES.codes:
        kinds += [
            st.builds(Listed, st.just(GOOD_CITIES.id), st.just(GOOD_CITIES.entries), st.booleans()),
            st.just(SameAs("home")),
        ]
    return st.one_of(*kinds, st.just(Nothing()))


def conditions(attribute):
    """A strategy for conditions on an attribute, of every kind that suits it."""
    simple = _simple_conditions(attribute)
    compound = st.one_of(
        st.lists(simple, max_size=2).map(lambda parts: Both(tuple(parts))),
        simple.map(Except),
        st.lists(simple, min_size=2, max_size=2).map(lambda parts: Except(Both(tuple(parts)))),
    )
    return st.one_of(simple, simple, simple, compound)


def _attributes(types):
    own = next(t for t in TYPES if t.id == types[0]).attributes
    return (*own, ON, UNTIL, ISSUER, OF)


def wheres(types, *, most=2):
    """A strategy for conditions by attribute on credentials of these types."""
    pair = one_of(_attributes(types)).flatmap(lambda a: st.tuples(st.just(a.name), conditions(a)))
    return st.lists(pair, max_size=most).map(tuple)


type_tuples = one_of(
    (
        ("exam/alpha", "exam/beta"),
        ("exam/beta",),
        ("exam/alpha",),
        ("document/card",),
        ("work/post",),
    )
)


@st.composite
def selections(draw, types=type_tuples, *, at=anchors):
    """A strategy for selections."""
    own = draw(types)
    return Selection(
        own,
        draw(wheres(own)),
        draw(rarely(st.lists(wheres(own), max_size=2).map(tuple), ())),
        draw(rarely(span_bounds)),
        draw(rarely(validities, draw(one_of((None, Validity()))))),
        draw(at),
        draw(rarely(st.just(True), otherwise=False)),
    )


@st.composite
def has_leaves(draw):
    """A strategy for `Has`."""
    count = Compare(draw(one_of(ORDERS)), Decimal(draw(st.integers(1, 2))))
    selection = draw(selections())
    return Has(
        selection,
        draw(rarely(st.just(count), Compare(">=", Decimal(1)))),
        draw(rarely(one_of(("city", "issuer")), "")),
        draw(one_of((True, True, True, False))) or not selection.where,
        draw(rarely(st.builds(Link, selections(), rarely(span_bounds)))),
    )


facts = one_of(FACTS).flatmap(lambda f: st.builds(Fact, st.just(f.name), conditions(f), anchors))


@st.composite
def stretches(draw):
    """A strategy for stretches of time, each fixed in one way."""
    length, each = draw(spans), draw(rarely(one_of((Span(years=1), Span(months=3)))))
    shape = draw(one_of(("last", "fixed", "fact", "type", "month-day")))
    if shape == "last":
        return Stretch(last=length, back=draw(st.integers(0, 1)), each=each)
    if shape == "fixed":
        return Stretch(fixed=draw(periods))
    open_length = draw(st.one_of(st.none(), st.just(length)))
    if shape == "fact":
        return Stretch(start_fact="graduated", length=open_length)
    if shape == "type":
        return Stretch(start_type="exam/alpha", length=open_length)
    return Stretch(month_day=(5, 1), length=length, back=draw(st.integers(0, 1)))


@st.composite
def totals(draw):
    """A strategy for `Total`."""
    own = draw(one_of((("exam/alpha", "exam/beta"), ("work/post",))))
    weight = st.builds(Weight, wheres(own, most=1), one_of((Decimal(2), Decimal("0.5"))))
    cap = st.builds(Cap, wheres(own, most=1), one_of((Decimal(30), Decimal(350))), st.booleans())
    return Total(
        "score",
        draw(selections(st.just(own))),
        Compare(draw(one_of(ORDERS)), draw(one_of((Decimal(50), Decimal(350), Decimal(700))))),
        draw(st.one_of(st.none(), stretches())),
        draw(rarely(st.lists(weight, min_size=1, max_size=1).map(tuple), ())),
        draw(rarely(st.lists(cap, min_size=1, max_size=2).map(tuple), ())),
        draw(rarely(selections(st.just(own)))),
    )


times = st.builds(
    Time,
    selections(one_of((("work/post",), ("exam/alpha",)))),
    span_bounds,
    one_of(("covered", "continuous", "gap", "uncovered")),
    st.one_of(st.none(), spans),
    rarely(st.just("exam/beta"), ""),
)
attempts = st.builds(Attempts, selections(), st.integers(1, 3), rarely(spans), rarely(selections()))
waits = st.builds(
    Wait, selections(at=st.just("application")), spans, one_of(("first", "last", 2)), anchors
)
windows = st.builds(Window, st.lists(selections(), min_size=2, max_size=3).map(tuple), spans)
judges = st.builds(Judge, one_of(("equivalence", "interview")))

leaves = st.one_of(has_leaves(), has_leaves(), facts, facts, totals(), times, attempts, waits,
                   windows, judges)  # fmt: skip
plain_leaves = st.one_of(has_leaves(), facts)


def requirements(leaf=leaves, *, depth=4):
    """A strategy for requirements no deeper than `depth`; some groups and leaves are bars."""
    noted_leaf = st.builds(noted, leaf, one_of((False, False, True)))
    return _requirements(noted_leaf, depth)


def _requirements(leaf, depth):
    if depth <= 1:
        return leaf
    part = st.deferred(lambda: _requirements(leaf, depth - 1))
    parts = st.lists(part, min_size=0, max_size=3).map(tuple)
    some_parts = st.lists(part, min_size=2, max_size=3).map(tuple)
    groups = st.one_of(
        parts.map(All),
        parts.map(Any),
        some_parts.flatmap(lambda p: st.builds(AtLeast, st.integers(1, len(p)), st.just(p))),
        part.map(Not),
        st.builds(Choose, st.lists(st.tuples(part, part), max_size=2).map(tuple), part),
        part.map(Given),
    )
    return st.one_of(leaf, st.builds(noted, groups, one_of((False, False, False, True))))


@st.composite
def exceptions(draw, requirement, leaf=leaves):
    """A strategy for an exception to a requirement whose parts are numbered."""
    when = draw(requirements(leaf, depth=2))
    because = draw(texts)
    ids = [part.note.id for part in walk(requirement)]
    way = draw(one_of(("met", "never", "drop", "replace")))
    if way in ("met", "never"):
        return RuleException(when, because, then=way)
    name = draw(one_of(ids))
    if way == "drop":
        return RuleException(when, because, drop=(name,))
    return RuleException(when, because, replace=((name, draw(requirements(leaf, depth=2))),))


@st.composite
def versions(draw, leaf=leaves, *, in_force=periods, depth=3):
    """A strategy for rule versions with up to two exceptions."""
    requirement = numbered(draw(requirements(leaf, depth=depth)))
    cases = draw(st.lists(exceptions(requirement, leaf), max_size=2))
    status = draw(one_of(("in-force", "in-force", "in-force", "enacted", "proposed")))
    sources = (draw(one_of(SOURCES)),)
    return RuleVersion(draw(in_force), sources, requirement, tuple(cases), status, COHORTS)


decisions = one_of(
    (
        DecidedBy(),
        DecidedBy(),
        DecidedBy(),
        DecidedBy(axis="today"),
        DecidedBy(axis="event"),
        DecidedBy(fact="graduated"),
        DecidedBy(credential="exam/alpha"),
        DecidedBy(cohort="match-year"),
    )
)
events = st.builds(Event, dates.filter(lambda d: d.exact), st.none()) | st.builds(
    lambda start: Event(start, PartialDate.on(date(2027, 6, 30))), dates
)


@st.composite
def opportunities(draw, leaf=leaves, *, name="salerno/course", depth=3):
    """A strategy for opportunities with one to three versions that follow each other."""
    ends = sorted(draw(st.sets(days, max_size=2)))
    spans_in_force = [
        st.just(Period(first, last))
        for first, last in zip([None, *ends], [*ends, None], strict=True)
    ]
    return Opportunity(
        name,
        "examination",
        (("en", "A course"),),
        tuple(draw(versions(leaf, in_force=p, depth=depth)) for p in spans_in_force),
        draw(decisions),
        event=draw(rarely(events)),
    )


@st.composite
def credentials(draw):
    """A strategy for credentials; every attribute may be missing."""
    own = draw(one_of((*TYPES, TYPES[0])))
    known = {
        a.name: draw(known_values_of(a)) for a in (*own.attributes, OF) if draw(st.integers(0, 5))
    }
    return Credential(
        own.id,
        draw(st.one_of(dates, dates, dates, dates, st.none())),
        draw(st.one_of(st.none(), dates)),
        MappingProxyType(known),
        draw(one_of(("", "school o'x", "über"))),
        draw(one_of((Assurance.VERIFIED, Assurance.VERIFIED, Assurance.CLAIMED))),
    )


timelines = st.tuples(days, known_values_of(FACTS[0]), known_values_of(FACTS[0])).map(
    lambda t: ((Period(None, t[0]), t[1]), (Period(t[0], None), t[2]))
)
completes = one_of(
    (("*",), ("*",), ("*",), (), ("exam/*",), ("exam/alpha", "work/post"), ("document/card",))
)


@st.composite
def persons(draw, *, name="trota"):
    """A strategy for persons with missing facts, dated facts and lists that may be incomplete."""
    known = {f.name: draw(known_values_of(f)) for f in FACTS if draw(st.integers(0, 4))}
    answers = {
        f"judged/{answer}": draw(one_of(((True,), (False,), (True,), (False,), ())))
        for answer in ("equivalence", "interview")
        if draw(st.booleans())
    }
    lines = {"status": draw(timelines)} if draw(st.integers(0, 3)) == 3 else {}
    return Person(
        name,
        MappingProxyType({**known, **answers}),
        tuple(draw(st.lists(credentials(), max_size=5))),
        draw(completes),
        MappingProxyType(lines),
    )


circumstances = st.builds(
    Circumstances,
    st.just(TODAY),
    application=st.one_of(st.none(), days),
    event=st.one_of(st.none(), events),
    use=rarely(days),
    cohort=one_of((MappingProxyType({}), MappingProxyType({"match-year": 2026}))),
    assurance=one_of((Assurance.CLAIMED, Assurance.CLAIMED, Assurance.DOCUMENT_SEEN)),
)
