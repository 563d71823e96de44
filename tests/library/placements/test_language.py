"""Hosts and rotations are read as they are written, and a mistake is told where it stands."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
from salerno.credentials.selection import Selection, SpanBound, Validity
from salerno.errors import InputError, NotExpressible, RuleError
from salerno.money import MoneyRange
from salerno.periods import Period, Span
from salerno.placements.demands import Demand
from salerno.placements.documents import document_text, host_document, rotation_document
from salerno.placements.language import location, rotation
from salerno.placements.locations import LEVELS, Location
from salerno.placements.rotations import KINDS, SETTINGS, STATUSES, Rotation, Terms
from salerno.placements.windows import Window
from salerno.rules.language.writing import day_words
from salerno.rules.leaves import (
    Attempts,
    Fact,
    Has,
    Judge,
    Link,
    Note,
    Time,
    Wait,
)
from salerno.rules.opportunities import Opportunity
from salerno.rules.requirements import All, Any, AtLeast, Choose, Not
from salerno.strict_yaml import read_documents
from tests.library.placements.hosts import (
    VOCABULARY,
    described,
    location_of,
    rotation_of,
    windows_of,
)

FEE = """
stated: 2026-11-01
fees:
  - for: deposit
    amount: 200 EUR
    source: host
    refunds: [{share: 100 %, until: 4 weeks before event}, {share: 0.5, until: 1 week before event}]
    due: 2027-01-04
  - {for: placement, amount: 400..600 EUR, source: host, unit: week, payer: school}
duration: {from: 4 weeks, to: 8 weeks}
grants:
  - {type: experience/rotation, lasts: unlimited, scope: {country: [XX, YY], host: xx}, renewable: no, source: host}
obligations:
  - {id: log, says: A log of every case., source: host, within: 2 weeks, grace: 1 week}
values:
  - {id: beds, says: Forty beds., source: page, amount: "40", unit: beds, in-force: 2026-01-01..}
sources:
  page: {url: "https://example.org/ward", read: 2026-10-01, tier: provider, confidence: B}
"""  # noqa: E501 - a row of the document


def back(*documents):
    """Return what the text of documents is read as."""
    nodes = read_documents(document_text(documents), name="written.yaml")
    return [
        rotation(node, VOCABULARY) if node.get("rotation") else location(node, VOCABULARY)
        for node in nodes
    ]


# Locations


def test_host_says_where_it_is_what_it_asks_and_that_it_confirmed_itself():
    host = location_of("""
        country: GH
        city: Accra
        zone: Africa/Accra
        confirmed: yes
        asks:
          - {has: training/bls, id: bls, due: onboarding, fixed: yes, actor: school}
    """)

    (bls,) = host.demands
    assert (host.id, host.level, host.country, host.city) == ("xx", "host", "GH", "Accra")
    assert (host.zone, host.confirmed, host.name) == ("Africa/Accra", True, (("en", "A Hospital"),))
    assert (bls.id, bls.due, bls.fixed, bls.owner) == ("bls", "onboarding", True, "school")
    assert bls.asks.selection.types == ("training/bls",)


@pytest.mark.parametrize("level", LEVELS)
def test_location_begins_with_its_level(level):
    found = location_of("within: yy\n", head=f"{level}: yy/ward\nname: Ward\n")

    assert (found.id, found.level, found.within, found.confirmed) == (
        "yy/ward", level, "yy", False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("cuntry: GH", "host.yaml:3:1: unknown key 'cuntry' in 'location'; did you mean 'cou"),
        ("site: yy", "a location is of one level; begin with one of host, site, department, unit"),
        ("country: Ghana", "host.yaml:3:10: country: unknown country 'Ghana'.*'GH'"),
        ("asks: [{has: training/bsl, id: a}]", "unknown credential type 'training/bsl'.*'tr"),
        ("asks: [{has: training/bls}]", "'demand' needs the key 'id'"),
        ("asks: [bls]", "a demand has keys and values; write it like 'has: training/bls'"),
        ("asks: [{has: training/bls, id: a, due: onbording}]", "due: 'onbording' is not one of"),
        ("asks: [{waives: bls, fixed: yes}]", "unknown key 'fixed' in 'waives'"),
        (
            "asks: [{has: training/bls, id: a}, {fact: student.year, is: '>= 4', id: a}]",
            "'a' is asked twice: already at host.yaml:3:8; rename one of them",
        ),
    ],
)  # fmt: skip
def test_mistake_in_a_location_is_told_where_it_stands(body, told):
    with pytest.raises(RuleError, match=told):
        location_of(body)


def test_several_demands_are_waived_at_once():
    found = location_of("asks: [{waives: [bls, acls]}]")

    assert found.demands == (Demand("bls", None), Demand("acls", None))
    assert found.demands[0].owner == "applicant"


def test_demand_may_ask_what_comes_after_another():
    found = location_of("""
        asks:
          - {has: training/bls, id: bls}
          - {has: training/acls, id: acls, after: bls}
    """)

    assert found.demands[1].asks.after.selection.types == ("training/bls",)


# Rotations


def test_rotation_says_what_is_done_there_and_how_one_gets_in():
    found = rotation_of("""
        setting: inpatient
        supervisors: [Dr Salerno Example]
        languages: [en, ak]
        may: [Take a history., {en: Examine., fr: Examiner.}]
        may-not: [Prescribe.]
        notes: [Counts as hands-on experience.]
        status: public
        terms: {booking: instant, grace: 5, hold: 24, waitlist: no, release: yes, agreement: yes, yes-or-no: yes}
        asks: [{waives: bls}]
    """)  # noqa: E501 - a row of the document

    assert (found.kind, found.specialty, found.setting) == (
        "elective", "internal-medicine", "inpatient",
    )  # fmt: skip
    assert found.terms == Terms("instant", 5, 24, False, True, True, True)
    assert found.may == ((("en", "Take a history."),), (("en", "Examine."), ("fr", "Examiner.")))
    assert found.may_not == ((("en", "Prescribe."),),)
    assert found.notes == ((("en", "Counts as hands-on experience."),),)
    assert (found.status, found.supervisors, found.languages) == (
        "public", ("Dr Salerno Example",), ("en", "ak"),
    )  # fmt: skip
    assert (found.offer.id, found.offer.kind, found.offer.versions) == (found.id, "rotation", ())


def test_rotation_that_says_little_is_a_draft_on_the_usual_terms():
    found, windows = described()

    assert (found.status, found.terms, found.setting, windows) == ("draft", Terms(), "mixed", ())
    assert found.demands == found.supervisors == found.may == ()


def test_host_is_the_source_of_what_it_stated():
    found = rotation_of(FEE)

    deposit, weekly = found.offer.fees
    assert (deposit.source.title, deposit.source.read) == ("Stated by the host", date(2026, 11, 1))
    assert [refund.share for refund in deposit.refunds] == [Decimal(1), Decimal("0.5")]
    assert deposit.refunds[0].until == Day(anchor="event", shift=Span(days=28), before=True)
    assert weekly.amount == MoneyRange.parse("400..600 EUR")
    assert found.offer.values[0].source.url == "https://example.org/ward"


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("settings: ward", "unknown key 'settings' in 'rotation'; did you mean 'setting'"),
        ("setting: inpatients", "setting: 'inpatients' is not one of .*; did you mean 'inpatient'"),
        ("terms: {grace: long}", "grace: expected a whole number from 0 on, got 'long'"),
        ("terms: {bookings: request}", "unknown key 'bookings' in 'terms'; did you mean 'booking'"),
        ("fees: [{for: a, amount: 1 EUR, source: host}]", "unknown source 'host'"),
        ("may: Examine.", "may: expected a list, got a single text"),
        ("windows: {}", "windows: expected a list"),
    ],
)
def test_mistake_in_a_rotation_is_told_where_it_stands(body, told):
    with pytest.raises(RuleError, match=told) as caught:
        rotation_of(body)

    assert caught.value.where.line == 7


# Windows


def test_window_says_when_how_many_and_from_where():
    (found,) = windows_of("""
        - window: spring
          open: 2027-01-04..2027-06-25
          seats: 3
          per: day
          party: 2
          weekdays: [monday, thursday]
          starts: thursday
          weeks: 4..8
          lead: 30
          closed: [2027-03-29, 2027-05-03..2027-05-07]
          quotas: {xx-school: 2}
          each-school: 1
    """)

    assert found == Window(
        "spring", "xx/ward/electives", Period.parse("2027-01-04..2027-06-25"), 3, "day", 2,
        frozenset({1, 4}), frozenset({4}), (4, 8), 30,
        (Period.parse("2027-03-29..2027-03-29"), Period.parse("2027-05-03..2027-05-07")),
        {"xx-school": 2}, 1,
    )  # fmt: skip


def test_window_that_says_little_is_as_usual():
    (found,) = windows_of("- {window: spring, open: 2027-01-04..2027-06-25, seats: 1, weeks: 4}")

    assert found == Window(
        "spring", "xx/ward/electives", Period.parse("2027-01-04..2027-06-25"), 1, weeks=(4, 4)
    )


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("open: 2027-01-04.., seats: 1", "window: the window 'w' has no first or no last day"),
        ("open: 2027-01-04..2027-06-25, seats: 0", "seats: expected a whole number from 1 on"),
        ("open: 2027-01-04..2027-06-25, seats: 1, weeks: 8..4", "no stay fits the window 'w'"),
        ("open: 2027-01-04..2027-06-25, seats: 1, weeks: four", "weeks: not a number or a range"),
        ("open: 2027-01-04..2027-06-25, seats: 1, starts: monday s", "starts: .*you mean 'mon"),
        ("open: 2027-01-04..2027-06-25, seats: 1, closed: easter", "closed: expected a date like"),
        ("open: 2027-01-04..2027-06-25, seats: 1, sets: 2", "unknown key 'sets' in 'window'"),
    ],
)  # fmt: skip
def test_mistake_in_a_window_is_told_where_it_stands(more, told):
    with pytest.raises(InputError, match=told) as caught:
        windows_of(f"- {{window: w, {more}}}")

    assert caught.value.where.line == 8


# Written and read back

texts = st.dictionaries(
    st.sampled_from(("en", "fr", "ar")),
    st.text("abc é:#'\"-{}[]&*!|>%@`,?\u0645", min_size=1, max_size=12).filter(str.strip),
    min_size=1,
).map(lambda found: tuple(found.items()))
DAYS = st.sets(st.integers(1, 7), min_size=1).map(frozenset)
REQUIREMENTS = (
    Has(Selection(("training/bls",), validity=Validity("event-end"))),
    Has(
        Selection(
            ("exam/ielts-academic",),
            (("overall", Compare(">=", Decimal("6.5"))), ("of", Among(("none",)))),
            age=SpanBound("<=", Span(years=2)),
            validity=Validity("event", Span(months=1), before=True),
            at="event",
            latest=True,
        ),
        Compare(">=", Decimal(2)),
        "overall",
    ),
    Has(
        Selection(("exam/ielts-academic",), (("reading", Compare(">", Decimal(5))),), (), None,
                  Validity()),
        one_sitting=False,
    ),
    Has(
        Selection(("training/acls",), validity=Validity("today")),
        after=Link(Selection(("training/bls",), validity=Validity()), SpanBound("<", Span(days=3))),
    ),
    Fact("citizenship", Except(Among(("EG", "GH"))), "event"),
    Fact("birth.date", Dated("<=", Day(anchor="event", shift=Span(years=18), before=True))),
    Fact("birth.date", Both((Dated(">", Day(day=date(1990, 1, 2))),))),
    Fact("birth.date", Dated("<", Day(anchor="use"))),
    Fact("residence.country", SameAs("citizenship")),
    Fact("student.year", Nothing()),
    Fact("student.good-standing", Among((True,)), note=Note("", (("en", "Good."),), "never")),
    Time(
        Selection(("experience/clinical-practice",)), SpanBound(">=", Span(months=6)), "continuous",
        Span(years=3), "degree/primary-medical",
    ),
    Time(Selection(("experience/clinical-practice",)), SpanBound(">", Span(months=6))),
    Wait(Selection(("training/bls",)), Span(days=7), "first", "event"),
    Wait(Selection(("training/bls",)), Span(days=7), 2),
    Judge("placement-fit", (("en", "The host must like it."),), 14, Note(actor="host")),
    Judge("placement-fit"),
)  # fmt: skip


def _host(asks):
    return Location("xx", "host", (("en", "A Hospital"),), demands=(Demand("own", asks),))


@pytest.mark.parametrize("asks", REQUIREMENTS)
def test_requirement_is_read_back_as_it_was(asks):
    (found,) = back(host_document(_host(asks), VOCABULARY))

    (demand,) = found.demands
    assert (type(demand.asks), demand.asks.note.id) == (type(asks), "own")
    assert back(host_document(found, VOCABULARY)) == [found]


GROUPS = st.recursive(
    st.sampled_from(REQUIREMENTS),
    lambda parts: st.one_of(
        st.lists(parts, max_size=3).map(tuple).map(All),
        st.lists(parts, min_size=1, max_size=3).map(tuple).map(Any),
        st.lists(parts, min_size=2, max_size=3).map(tuple).map(lambda own: AtLeast(2, own)),
        parts.map(Not),
        st.tuples(parts, parts, parts).map(lambda own: Choose(((own[0], own[1]),), own[2])),
    ),
    max_leaves=5,
)


@given(GROUPS, st.sampled_from(("application", "onboarding", "offboarding")), st.booleans(), texts)
def test_whatever_a_form_can_ask_is_read_back_as_it_was(asks, due, fixed, name):
    host = Location(
        "xx/site", "site", name, "xx", "GH", "Accra", "Africa/Accra",
        (Demand("own", named(asks), due, fixed), Demand("other", None)), True,
    )  # fmt: skip

    assert back(host_document(host, VOCABULARY)) == [host]


def named(asks):
    """Return the requirement with the id that its demand has."""
    return replace(asks, note=replace(asks.note, id="own"))


windows = st.builds(
    Window,
    st.sampled_from(("spring", "autumn")),
    st.just("xx/ward/electives"),
    st.just(Period.parse("2027-01-04..2027-06-25")),
    st.integers(1, 9),
    st.sampled_from(("day", "week")),
    st.integers(1, 4),
    DAYS,
    DAYS,
    st.tuples(st.integers(1, 4), st.integers(4, 12)),
    st.integers(0, 90),
    st.lists(
        st.sampled_from((Period.parse("2027-03-29..2027-03-29"), Period.parse("2027-05-03.."))),
        max_size=2,
    ).map(tuple),
    st.dictionaries(st.sampled_from(("a", "b")), st.integers(0, 5), max_size=2),
    st.none() | st.integers(0, 3),
)
terms = st.builds(
    Terms, st.sampled_from(("instant", "request")), st.integers(0, 30), st.integers(0, 96),
    st.booleans(), st.booleans(), st.booleans(), st.booleans(),
)  # fmt: skip
OFFERS = (rotation_of().offer, rotation_of(FEE).offer)


@st.composite
def rotations(draw):
    """Return rotations with all that a form can say."""
    title = draw(texts)
    offer = draw(st.sampled_from(OFFERS))
    listed = st.lists(texts, max_size=2).map(tuple)
    return Rotation(
        "xx/ward/electives", "xx/ward", draw(st.sampled_from(KINDS)), "surgery",
        Opportunity(
            offer.id, "rotation", title, (), fees=offer.fees, duration=offer.duration,
            grants=offer.grants, obligations=offer.obligations, values=offer.values,
        ),
        draw(st.sampled_from(SETTINGS)), ("A. Person",), ("en",), draw(listed), draw(listed),
        draw(listed), (Demand("own", named(draw(GROUPS))),), draw(terms),
        draw(st.sampled_from(STATUSES)),
    )  # fmt: skip


@given(rotations(), st.lists(windows, max_size=2).map(tuple))
def test_rotation_is_read_back_as_it_was(own, its_windows):
    assert back(rotation_document(own, its_windows, VOCABULARY)) == [(own, its_windows)]


@pytest.mark.parametrize(
    ("fee", "keys"),
    [
        ("amount: unknown, payer: host", {}),
        ("amount: 1 EUR, refunds: none, held: yes, keyed-on: event", {}),
        ("amount: 1 EUR, in-force: 2026-01-01..2026-12-31, cap: 9 EUR, unit: week", {}),
        ("tiers: [{up-to: 4, each: 10 EUR}, {each: 5 EUR}], unit: week", {}),
        ("amount: 1 EUR, surcharges: [{case: late, amount: 5 EUR}]", {}),
        ("amount: 1 EUR, discounts: [{share: 0.25, when: {fact: student.year, is: '6'}}]", {}),
    ],
)
def test_every_kind_of_fee_is_read_back_as_it_was(fee, keys):
    own = described(f"stated: 2026-11-01\nfees: [{{for: stay, source: host, {fee}}}]", **keys)

    assert back(rotation_document(*own, VOCABULARY)) == [own]


def test_sources_keep_their_names_and_the_host_states_on_one_day_only():
    first, later = rotation_of(FEE), rotation_of(FEE.replace("2026-11-01", "2026-11-02"))
    both = Rotation(
        first.id, first.at, first.kind, first.specialty,
        Opportunity(
            first.id, "rotation", first.offer.title, (),
            fees=(first.offer.fees[0], later.offer.fees[1]),
        ),
    )  # fmt: skip

    with pytest.raises(NotExpressible, match="'xx/ward/electives' says more than can be written"):
        rotation_document(both, (), VOCABULARY)


def test_what_only_a_hand_can_write_is_refused():
    counted = Attempts(Selection(("training/bls",)), 3)
    tabled = Has(Selection(("training/bls",), rows=((("of", Nothing()),),)))
    listed = Has(Selection(("training/bls",), (("of", Listed("unknown-list", ())),)))

    with pytest.raises(NotExpressible, match="a requirement of the kind 'attempts' is not written"):
        host_document(_host(counted), VOCABULARY)
    with pytest.raises(NotExpressible, match="rows of a table"):
        host_document(_host(tabled), VOCABULARY)
    with pytest.raises(NotExpressible, match="unknown list 'unknown-list'"):
        host_document(_host(listed), VOCABULARY)


def test_types_that_stand_for_one_named_are_not_written_beside_it():
    host = location_of("asks: [{has: [licence/medical, training/bls], id: licence}]")

    document = host_document(host, VOCABULARY)

    assert len(host.demands[0].asks.selection.types) > 2
    assert document["asks"][0]["has"] == ["licence/medical", "training/bls"]
    assert back(document) == [host]


def test_days_of_cohort_years_are_written_as_rules_name_them():
    own = Day(cohort="match-year", offset=-1, month_day=(1, 31))

    assert day_words(own) == "01-31 of match-year - 1"
    assert day_words(replace(own, offset=2)) == "01-31 of match-year + 2"
    assert day_words(replace(own, offset=0)) == "01-31 of match-year"


def test_particulars_that_are_not_written_are_refused():
    quoted = described("stated: 2026-11-01\nsupersedes: [xx/old]")

    with pytest.raises(NotExpressible, match="says more than can be written"):
        rotation_document(*quoted, VOCABULARY)


def test_text_is_plain_where_a_person_would_write_it_so():
    host = location_of("country: 'NO'\nzone: Europe/Oslo\nconfirmed: yes\n")

    assert document_text([host_document(host, VOCABULARY)]) == (
        "host: xx\nname:\n  en: A Hospital\ncountry: NO\nzone: Europe/Oslo\nconfirmed: yes\n"
    )
