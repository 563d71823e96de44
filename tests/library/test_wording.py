"""What is said: the same in every language, plain, and never an id where there is a name."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import Phase, given, settings

from salerno.credentials.circumstances import Circumstances
from salerno.credentials.person import Credential
from salerno.credentials.vocabulary import Attribute
from salerno.errors import UnknownName
from salerno.money import Money, MoneyRange
from salerno.periods import PartialDate, Period, Span
from salerno.rules import (
    LANGUAGES,
    Voice,
    asks_of,
    cheapest_fix,
    compile_pack,
    explain,
    offers_of,
    say,
    screen,
)
from salerno.rules.sources import Source
from salerno.rules.wording.reports import details, headline, sentence
from salerno.rules.wording.voices import TABLES
from tests.library.titles import WORDS
from tests.properties import strategies
from tests.properties.strategies import opportunities, persons, requirements
from tests.spec.clerk import opportunity

EN = TABLES["en"]
PLURALS = {"zero", "one", "two", "few", "many", "other"}


def titled(name):
    """A title in both languages that holds no sign an id would."""
    plain = re.sub(r"[^a-z]", " ", name)
    return (("en", f"Title {plain}"), ("es", f"Título {plain}"))


def with_titles(vocabulary):
    """A vocabulary in which everything has a title."""
    types = {
        name: replace(
            known,
            title=titled(name),
            attributes=tuple(replace(a, title=titled(a.name)) for a in known.attributes),
        )
        for name, known in vocabulary.types.items()
    }
    facts = {name: replace(known, title=titled(name)) for name, known in vocabulary.facts.items()}
    lists = {k: replace(known, title=titled(k)) for k, known in vocabulary.listings.items()}
    return replace(vocabulary, types=types, facts=facts, listings=lists)


TITLED = with_titles(strategies.VOCABULARY)
IDS = "|".join((*TITLED.types, *TITLED.listings, "match-year"))
RAW = re.compile(rf"\bNone\b|[{{}}]|\w+\(|{IDS}")
NO_SHRINKING = settings(max_examples=40, phases=[Phase.explicit, Phase.generate])


def forms(message):
    """Every form of a message."""
    return [message] if isinstance(message, str) else list(message.values())


def placeholders(form):
    """The names in braces."""
    return {name for _, name, _, _ in Formatter().parse(form) if name}


def with_plain_cases(version):
    """The version, its exceptions in plain words: what a rule says itself may hold anything."""
    cases = (replace(case, because=(("en", "A case"),)) for case in version.exceptions)
    return replace(version, exceptions=tuple(cases))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_has_the_same_keys(language):
    assert list(TABLES[language]) == list(EN)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", EN)
def test_every_message_has_the_same_places(language, key):
    message = TABLES[language][key]
    wanted = set().union(*(placeholders(form) for form in forms(EN[key])))

    assert isinstance(message, str) == isinstance(EN[key], str)
    assert all(placeholders(form) | {"count"} == wanted | {"count"} for form in forms(message))
    assert isinstance(message, str) or {"other"} <= set(message) <= PLURALS


@pytest.mark.parametrize("language", LANGUAGES)
@NO_SHRINKING
@given(requirement=requirements(depth=3))
def test_every_requirement_can_be_said_without_an_id(language, requirement):
    words = say(requirement, language=language, vocabulary=TITLED)

    assert words.strip() != ""
    assert RAW.findall(words) == []


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@NO_SHRINKING
@given(own=opportunities(), someone=persons())
def test_every_verdict_can_be_said_without_an_id(language, own, someone):
    own = replace(own, versions=tuple(with_plain_cases(version) for version in own.versions))
    around = Circumstances(today=strategies.TODAY)
    verdicts = screen(someone, compile_pack([own]), circumstances=around)
    explanation = explain(verdicts[0])
    voice = Voice(language, TITLED)

    said = [headline(explanation, voice)]
    for line in explanation.lines:
        said += [sentence(line, voice), *details(line, voice)]
    said += [say(ask, language=language, vocabulary=TITLED) for ask in asks_of(verdicts)]
    fix = cheapest_fix(verdicts[0], offers=offers_of([own]))
    said += [say(fix, language=language, vocabulary=TITLED)] if fix else []

    assert [words for words in said if RAW.search(words)] == []
    assert say(explanation, language=language, vocabulary=TITLED) != ""


SENTENCES = Path(__file__).with_name("sentences.txt").read_text("utf-8").strip().split("\n==\n")


@pytest.mark.parametrize("block", SENTENCES)
def test_requirement_is_said_plainly_in_both_languages(block):
    rule, english, spanish = block.split("\n--\n")

    required = opportunity(rule).versions[0].requires

    assert say(required, language="en", vocabulary=WORDS) == english
    assert say(required, language="es", vocabulary=WORDS) == spanish


def test_source_without_title_or_address_is_said_to_be_so():
    read = date(2026, 11, 22)
    bare = Source("", read, "secondary", "D", locator="page 3")

    assert say(bare) == (
        "a source without a title, page 3"
        " (secondary source, read on 22 November 2026, confidence D)"
    )


def test_unknown_language_is_refused_and_a_region_is_not():
    with pytest.raises(UnknownName, match="no words in the language 'eo'"):
        Voice("eo")

    assert Voice("es-PE").number(Decimal("1234.5")) == "1,234.5"
    assert Voice("es").number(Decimal("12345.5")) == "12.345,5"


def test_values_are_said_by_kind():
    voice = Voice("en", WORDS)
    plain, unit, many = Attribute("x"), Attribute("x", unit="mIU/mL"), Attribute("x", unit="%")

    assert [
        voice.value(True, plain),
        voice.value(Decimal("7.5"), unit),
        voice.value(Decimal(75), many),
        voice.value(Money.parse("12.50 EUR"), plain),
        voice.value(PartialDate.parse("2025"), plain),
        voice.value("IT", Attribute("school.country")),
        voice.value("de", Attribute("language")),
        voice.value("us/usmle-step1", Attribute("of")),
        voice.money_range(MoneyRange.parse("10..20 EUR")),
        voice.money_range(MoneyRange.parse("10 EUR")),
        voice.span(Span(days=3)),
        voice.span(Span()),
        voice.period(Period(None, None)),
        say(Credential("us/usmle-step1"), vocabulary=WORDS),
    ] == [
        "yes", "7.5 mIU/mL", "75%", "12.50 EUR", "2025", "Italy", "German", "USMLE Step 1",
        "between 10 EUR and 20 EUR", "10 EUR", "3 days", "0 days", "at any time",
        "USMLE Step 1, date not known",
    ]  # fmt: skip


SEVERAL = {"zero": "no {what}", "one": "one {what}", "other": "{count} {what}s"}


@pytest.mark.parametrize(
    ("count", "expected"),
    [(None, "no step"), (0, "no step"), (1, "one step"), (2000, "2,000 steps")],
)
def test_message_takes_the_form_of_its_number(count, expected):
    assert Voice("en").say(SEVERAL, count=count, what="step") == expected


def test_message_without_a_form_for_none_takes_the_other():
    assert Voice("en").say({"other": "{count} steps"}, count=1) == "1 steps"
    assert Voice("en").say({"one": "one", "other": "{count} steps"}) == "0 steps"


def test_plain_message_is_filled_in_and_contracted():
    assert Voice("en").say("{one} and {two}", one="a", two="b") == "a and b"
    assert Voice("es").say("antes de {when}", when="el examen") == "antes del examen"
