"""Made-up directories: schools and programmes with forty statements each, from a seed."""

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from salerno.money import Money, MoneyRange
from salerno.programmes.directory import Directory
from salerno.programmes.programmes import (
    Aid,
    Count,
    Intake,
    Length,
    Partner,
    Practice,
    Price,
    Programme,
    Recognition,
    Speech,
)
from salerno.programmes.schools import School
from salerno.programmes.statements import Statement
from salerno.rules.language.opportunities import load_opportunities
from salerno.rules.sources import Source

RULES = 200
FACTS = 40
COUNTRIES = (
    "PL", "HU", "CZ", "RO", "BG", "IT", "DE", "HR", "RS", "SK", "LT", "LV", "GE", "AM", "KZ", "KG",
    "UZ", "RU", "BY", "UA", "TR", "CY", "MT", "GB", "IE", "US", "CA", "AU", "NZ", "ZA", "EG", "AE",
    "BH", "IN", "MY", "PH", "CN", "GD", "BB", "JM",
)  # fmt: skip
CURRENCIES = ("EUR", "USD", "GBP", "PLN", "HUF", "CZK", "AUD", "CAD")
LANGUAGES = ("en", "pl", "hu", "de", "it", "ru", "fr", "es")
GROUPS = ("all", "home", "international", "eu", "non-eu", "eu-eea-ch")
WORDS = ("River", "Harbour", "Hill", "Valley", "Garden", "Mill", "Gate", "Tower", "Lake", "Bridge")
RULE = """\
opportunity: xx/bench/rule-{n}
kind: programme
title: {{en: Medicine}}
sources:
  page: {{url: "https://school.example/{n}", title: Page, dated: undated, read: 2026-11-22,
    tier: official, confidence: A}}
grants: [{{type: degree/primary-medical, source: page}}]
versions:
  - in-force: ..
    source: page
    requires:
      - {{fact: citizenship, is: [{citizens}], id: status{never}}}
      - {{has: language/level, where: {{language: en, cefr: {level}}}, id: english}}
      - {{id: degree, has: degree/bachelor}}
      - {{judge: bench-{n}, id: further, text: {{en: "What else the school asks"}}}}
"""
LEVELS = ("B1", "B2", "C1")


def rules(vocabulary, chance):
    """Return so many rules, each asking for something of its own."""
    texts = []
    for n in range(RULES):
        citizens = ", ".join(sorted(chance.sample(COUNTRIES, 8) + ["GH", "BR"][: n % 3]))
        never = ", if-unmet: never" if n % 2 else ""
        told = {"n": n, "citizens": citizens, "never": never, "level": LEVELS[n % 3]}
        texts.append(RULE.format(**told))
    return load_opportunities("---\n".join(texts), name="bench.yaml", vocabulary=vocabulary)


def directory(count, *, vocabulary, groups, seed=7):
    """Return a directory of so many programmes; nothing in it is true."""
    chance = random.Random(seed)
    known = rules(vocabulary, chance)
    schools, programmes = {}, {}
    for n in range(count):
        country = chance.choice(COUNTRIES)
        school = f"{country.lower()}/bench-{n}"
        words = " ".join(chance.sample(WORDS, 2))
        schools[school] = School(school, f"School of Medicine of the {words} {n % 997}", country)
        own = f"{school}/md"
        rule = replace(known[n % RULES], id=own, country=country)
        programmes[own] = _programme(own, school, country, rule, chance)
    return Directory(MappingProxyType(schools), MappingProxyType(programmes), groups)


def _programme(name, school, country, rule, chance):
    page = Source(
        url=f"https://{school.replace('/', '-')}.example",
        title="Page of the school",
        read=date(2026, 11, chance.randrange(1, 23)),
        tier="official",
        confidence=chance.choice("AB"),
    )  # fmt: skip

    def said(value, cycle="2026/27"):
        return Statement(value, page, cycle=cycle)

    clinical = chance.choice(LANGUAGES)
    return Programme(
        id=name,
        school=school,
        title=(("en", "Doctor of Medicine"),),
        country=country,
        city=f"{chance.choice(WORDS)} Town",
        degree="MD",
        entry=chance.choice(("school", "graduate", "either")),
        rule=rule,
        status=(said("open"),),
        length=(said(Length(Decimal(6), Decimal(6))), said(Length(Decimal(5), Decimal(6), "fast"))),
        acceptance=(said(chance.choice(("yes", "conditional", "no", "unknown"))),),
        intakes=(said(Intake("begins", "September")), said(Intake("apply", "2027-01-15"))),
        speech=tuple(
            said(Speech(phase, (language,)))
            for phase, language in (
                ("preclinical", "en"), ("clinical", clinical), ("patients", clinical),
            )
        ),
        practice=(
            said(Practice("start", Decimal(chance.randrange(1, 4)))),
            *(
                said(Practice("amount", Decimal(year), Decimal(chance.randrange(4, 40)), "weeks"))
                for year in range(3, 7)
            ),
        ),
        partners=(said(Partner("exchange", "Another school", chance.choice(COUNTRIES))),) * 2,
        entrance=(said("An examination of its own"), said("An interview")),
        prices=tuple(_prices(said, chance)),
        aid=(said(Aid("need", chance.choice(("yes", "no", "some")))), said(Aid("merit", "some"))),
        recognition=(said(Recognition("WFME agency", "accredited", "2020", "2028")),),
        counts=tuple(
            said(Count(what, "international", Decimal(number), Decimal(number)))
            for what, number in (("applied", chance.randrange(400, 900)), ("admitted", 40))
        ),
    )  # fmt: skip


def _prices(said, chance):
    currency = chance.choice(CURRENCIES)
    least = chance.randrange(4, 40) * 500
    for place, group in enumerate(GROUPS):
        low = Money(Decimal(least * (place + 2)), currency)
        yield said(Price("tuition", MoneyRange(low, low), "year", group))
    for place in range(4):
        own = Money(Decimal(least + place * 100), currency)
        yield said(Price("tuition", MoneyRange(own, own), "year", "home", place + 1, place + 1))
    living = MoneyRange(Money(Decimal(400), currency), Money(Decimal(700), currency))
    yield said(Price("living", living, "month"))
    fee = Money(Decimal(100), currency)
    for kind in ("application", "insurance", "accommodation"):
        yield said(Price(kind, MoneyRange(fee, fee), "year"))
    yield said(Price("funds-to-show", MoneyRange(low, low), "year", held=True))
