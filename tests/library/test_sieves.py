from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from salerno.rules.sieves import (
    FACETS,
    FILTERS,
    Entry,
    Sieve,
    folded,
    marked,
    priced,
    shelf_of,
    sift,
    worded,
)

ORDER = ("eligible", "cannot-tell", "not-yet", "never")
DAY = date(2026, 11, 23)

DAYS = st.integers(0, 3).map(lambda days: DAY + timedelta(days=days))
COSTS = st.integers(0, 3).map(Decimal)
KINDS = st.sampled_from(["visa", "course", "match"])
COUNTRIES = st.sampled_from(["", "DE", "GB"])
SPECIALTIES = st.lists(st.sampled_from(["surgery", "psychiatry"]), max_size=2).map(tuple)


@st.composite
def entries(draw):
    low = draw(st.none() | COSTS)
    more = draw(st.none() | COSTS)
    high = None if low is None or more is None else low + more
    return Entry(
        draw(KINDS),
        draw(COUNTRIES),
        draw(SPECIALTIES),
        draw(st.none() | DAYS),
        low,
        high,
    )


def words_of(place):
    """What is searched of the entry at that place."""
    return ("Prüfung in Berlin", "Visa", "A visa for Berlin")[place % 3]


SIEVES = st.builds(
    Sieve,
    state=st.sampled_from(["", *ORDER]),
    kind=st.lists(KINDS, max_size=2).map(tuple),
    country=st.lists(COUNTRIES.filter(bool), max_size=1).map(tuple),
    specialty=SPECIALTIES,
    by=st.none() | DAYS,
    cost=st.none() | COSTS,
    words=st.sampled_from(["", "berlin", "VISA Berlin", "prufung", "nothing like it"]),
    is_sure=st.booleans(),
)
STOOD = st.lists(st.tuples(entries(), st.sampled_from(ORDER)), max_size=12)


def passes(place, entry, sieve, name):
    if name in FACETS:
        own = getattr(entry, name)
        return bool({*(own if isinstance(own, tuple) else (own,))} & {*getattr(sieve, name)})
    if name == "words":
        return all(word in folded(words_of(place)) for word in folded(sieve.words).split())
    if name == "by":
        return not sieve.is_sure if entry.soonest is None else entry.soonest <= sieve.by
    if entry.low is not None and entry.low > sieve.cost:
        return False
    return (entry.high is not None and entry.high <= sieve.cost) or not sieve.is_sure


def through(stood, sieve, *, but="", any_state=False):
    names = [name for name in sieve.filters if name != but]
    return [
        (place, entry, state)
        for place, (entry, state) in enumerate(stood)
        if all(passes(place, entry, sieve, name) for name in names)
        and (any_state or sieve.state in ("", state))
    ]


def sifted(stood, sieve):
    shelf = worded(shelf_of(entry for entry, _ in stood), map(words_of, range(len(stood))))
    states = [state for _, state in stood]
    standing = {own: marked(np.array([state == own for state in states], bool)) for own in ORDER}
    ranking = sorted(range(len(stood)), key=lambda place: ORDER.index(states[place]))
    return sift(shelf, sieve, stood=standing, ranking=np.array(ranking, int))


@given(stood=STOOD, sieve=SIEVES)
def test_sift_lets_through_what_passes_every_filter_state_by_state(stood, sieve):
    found = sifted(stood, sieve)

    wanted = through(stood, sieve)
    assert list(found.places) == [
        place for state in ORDER for place, _, own in wanted if own == state
    ]


@given(stood=STOOD, sieve=SIEVES)
def test_sift_counts_states_and_facets_with_the_other_filters_on(stood, sieve):
    found = sifted(stood, sieve)

    states = Counter(state for _, _, state in through(stood, sieve, any_state=True))
    assert found.counts == {state: states[state] for state in ORDER}
    for facet in FACETS:
        around = [entry for _, entry, _ in through(stood, sieve, but=facet)]
        for value, count in found.facets[facet].items():
            told = (getattr(entry, facet) for entry in around)
            assert count == sum(value in (o if isinstance(o, tuple) else (o,)) for o in told)


@given(stood=STOOD, sieve=SIEVES)
def test_sift_says_what_each_filter_hides(stood, sieve):
    found = sifted(stood, sieve)

    assert found.brings_back == {
        name: len(through(stood, sieve, but=name)) - len(found.places) for name in sieve.filters
    }
    assert found.brings_back == {
        name: len(sifted(stood, sieve.without(name)).places) - len(found.places)
        for name in sieve.filters
    }


@given(stood=STOOD, sieve=SIEVES)
def test_sift_counts_what_passed_only_because_it_is_not_known(stood, sieve):
    found = sifted(stood, sieve)

    surely = Sieve(**{name: getattr(sieve, name) for name in ("state", *FILTERS)}, is_sure=True)
    assert found.unsure == len(found.places) - len(sifted(stood, surely).places)


@given(stood=STOOD)
def test_shelf_that_is_priced_is_as_one_of_entries_with_those_prices(stood):
    bare = shelf_of(replace(entry, low=None, high=None) for entry, _ in stood)
    costs = [(entry.low, entry.high) for entry, _ in stood]

    ranked = priced(bare, costs).ranked

    assert ranked == shelf_of(entry for entry, _ in stood).ranked


def test_words_are_folded_of_case_and_marks():
    assert folded("Kenntnisprüfung ÉCOLE") == "kenntnisprufung ecole"


def test_sieve_without_anything_set_has_no_filters():
    assert Sieve(state="never", is_sure=True).filters == ()
    assert Sieve(words="x", cost=Decimal(0)).filters == ("cost", "words")


def test_shelf_is_sifted_by_the_facets_it_names_and_by_no_others():
    entries = [
        Entry(country="GH", further=(("language", ("en", "fr")),)),
        Entry(country="BR", further=(("language", ("pt",)),)),
        Entry(country="BR"),
    ]
    shelf = shelf_of(entries, facets=("country", "language"))
    sieve = Sieve(country=("BR",), further=(("language", ("en",)), ("entry", ())))

    found = sift(shelf, sieve, stood={}, ranking=np.arange(3))

    assert sieve.filters == ("country", "language")
    assert found.places == ()
    assert found.brings_back == {"country": 1, "language": 2}
    assert found.facets == {
        "country": {"GH": 1, "BR": 0},
        "language": {"en": 0, "fr": 0, "pt": 1},
    }
    assert sieve.without("language").further == (("entry", ()),)
