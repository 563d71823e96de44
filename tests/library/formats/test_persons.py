"""Person files are read and written without loss, and a wrong one gives one clear error."""

import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salerno.credentials.person import Assurance, Credential, Person
from salerno.credentials.records import JUDGED, expiry_of
from salerno.errors import PersonError
from salerno.formats import read_person, write_person
from salerno.money import Money
from salerno.periods import PartialDate, Period
from salerno.strict_yaml import FOREIGN
from tests.library.wording import VOCABULARY

TROTA = Person(
    "trota",
    {"citizenship": ("EG",), "nickname": ("Trota: the trainee",)},
    (Credential("exam/oet", PartialDate.parse("2026-01-10"), PartialDate.parse("2028-01-10")),),
    ("exam/*",),
)


def file_of(folder, content, name="trota.yaml"):
    """Return the path of a new file of that content."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def error_of(path):
    """Return the one error that reading the file gives, without the name of the folder."""
    with pytest.raises(PersonError) as caught:
        read_person(path, vocabulary=VOCABULARY)
    return str(caught.value).replace(str(path), path.name)


def test_person_is_written_for_people_to_read():
    text = write_person(TROTA, vocabulary=VOCABULARY, invented=True, note="A trainee.")

    assert text == (
        "person: trota\n"
        "invented: yes\n"
        "note: A trainee.\n"
        "facts:\n"
        "  citizenship: EG\n"
        '  nickname: "Trota: the trainee"\n'
        'complete: ["exam/*"]\n'
        "credentials:\n"
        "  - {type: exam/oet, on: 2026-01-10}\n"
    )


@pytest.mark.parametrize("nickname", ["Trota: the trainee", 'a "b" \\ c', "bell\a", "", "عائشة"])
def test_written_person_reads_back(tmp_path, nickname):
    trota = replace(TROTA, facts=MappingProxyType({"nickname": (nickname,)}))
    path = file_of(tmp_path, write_person(trota, vocabulary=VOCABULARY))

    assert read_person(path, vocabulary=VOCABULARY) == trota


def test_person_is_read_from_json(tmp_path):
    told = {
        "person": "trota",
        "facts": {"citizenship": ["EG"], "nickname": "Trota: the trainee"},
        "complete": ["exam/*"],
        "credentials": [{"type": "exam/oet", "on": "2026-01-10"}],
    }
    path = file_of(tmp_path, json.dumps(told), "trota.json")

    assert read_person(path, vocabulary=VOCABULARY) == TROTA


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"person: trota\nfacts: {nickname: \xe9}\n",
         "trota.yaml:2: byte 32 (0xe9) is not UTF-8; save the file as UTF-8"),
        (b"", "trota.yaml: expected one document, found 0; write something"),
        (b"person: trota\n---\nperson: abella\n",
         "trota.yaml:3:1: expected one document, found 2; leave out the line '---' between them"),
        (b"[" * 10_000_000, "trota.yaml:1:41: more than 40 levels; flatten it"),
        (b"- " * 15_000_000, "trota.yaml: longer than 20,000,000 bytes; is it the right file?"),
        (b"person: trota\x00", "trota.yaml:1:14: U+0000 is no text; remove it; is it a text file?"),
    ],
    ids=["not UTF-8", "empty", "two documents", "10 MB of nesting", "30 MB", "not text"],
)  # fmt: skip
def test_wrong_file_gives_one_error(tmp_path, content, message):
    assert error_of(file_of(tmp_path, content)) == message


def test_file_that_is_not_there_gives_one_error(tmp_path):
    message = "trota.yaml: cannot be opened: No such file or directory; check the name of the file"

    assert error_of(tmp_path / "trota.yaml") == message


def test_slip_in_a_file_is_told_with_its_place(tmp_path):
    path = file_of(tmp_path, "person: trota\nfacts:\n  citizenship: Egypt\n")

    assert error_of(path).startswith("trota.yaml:3:16: citizenship: unknown country 'Egypt'")


TEXTS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8
).filter(lambda text: not FOREIGN.search(text))
ANY_TEXTS = st.one_of(
    TEXTS, st.sampled_from(["none", "yes", "<<", "- a", "# b", "~", "a: b", "%A"])
)
DAYS = st.dates(date(1900, 1, 1), date(2999, 12, 31))
PARTIAL = st.one_of(
    DAYS.map(PartialDate.on),
    st.sampled_from(["2024", "2024-02", "2020..2024-05"]).map(PartialDate.parse),
)
AMOUNTS = st.decimals(0, 10**6, places=2).map(lambda amount: Money(amount, "EUR"))
COUNTRIES = st.sampled_from(["EG", "IN", "NO", "GB"])


def several(values):
    """Return a strategy of none or more different values."""
    return st.lists(values, max_size=3, unique=True).map(tuple)


def at_most_one(values):
    """Return a strategy of one value or none."""
    return st.one_of(st.just(()), st.tuples(values))


FACTS = {
    "citizenship": several(COUNTRIES),
    "birth.date": at_most_one(PARTIAL),
    "final-year": at_most_one(st.booleans()),
    "income": at_most_one(AMOUNTS),
    "languages": several(ANY_TEXTS),
    "nickname": at_most_one(ANY_TEXTS),
    f"{JUDGED}board": at_most_one(st.booleans()),
}
ATTRIBUTES = {
    "degree/primary-medical": {"country": at_most_one(COUNTRIES), "school": at_most_one(ANY_TEXTS)},
    "exam/oet": {"score": at_most_one(st.integers(0, 50).map(lambda n: Decimal(10 * n)))},
    "exam/german": {
        "level": at_most_one(st.sampled_from(["A1", "C2"])),
        "fee": at_most_one(AMOUNTS),
    },
    "work/clinical": {
        "hours": at_most_one(st.decimals(0, 1000, places=1)),
        "of": at_most_one(TEXTS),
    },
}


@st.composite
def credentials(draw):
    """Draw a credential as a file could tell it."""
    kind = draw(st.sampled_from(sorted(ATTRIBUTES)))
    on = draw(st.none() | PARTIAL)
    implied = expiry_of(on, VOCABULARY.types[kind])
    late = st.dates(on.latest if on else date(1900, 1, 1)).map(PartialDate.on)
    return Credential(
        kind,
        on,
        draw(st.sampled_from([implied, None] if on else [None]) | late),
        MappingProxyType(draw(st.fixed_dictionaries({}, optional=ATTRIBUTES[kind]))),
        draw(TEXTS),
        draw(st.sampled_from(Assurance)),
        draw(TEXTS),
    )


@st.composite
def timelines(draw):
    """Draw the values of a fact that changes once."""
    turn = draw(DAYS)
    start = turn - timedelta(days=draw(st.integers(1, 400)))
    before, after = (draw(several(COUNTRIES)) for _ in range(2))
    return (
        (Period(draw(st.sampled_from([None, start])), turn), before),
        (Period(turn, None), after),
    )


@st.composite
def persons(draw):
    """Draw a person as a file could tell of them."""
    facts = draw(st.fixed_dictionaries({}, optional=FACTS))
    changing = draw(st.fixed_dictionaries({}, optional={"citizenship": timelines()}))
    return Person(
        draw(ANY_TEXTS),
        MappingProxyType({k: v for k, v in facts.items() if k not in changing}),
        tuple(draw(st.lists(credentials(), max_size=3))),
        draw(st.sampled_from([(), ("*",), ("exam/oet", "work/*")])),
        MappingProxyType(changing),
    )


@given(persons(), st.booleans(), ANY_TEXTS)
def test_any_person_reads_back_as_written(tmp_path_factory, person, invented, note):
    text = write_person(person, vocabulary=VOCABULARY, invented=invented, note=note)
    path = file_of(tmp_path_factory.getbasetemp(), text)

    assert read_person(path, vocabulary=VOCABULARY) == person
