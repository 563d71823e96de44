"""An atlas is read whole, or everything that is wrong with it is told at once, with its place."""

from datetime import date
from decimal import Decimal

import pytest

from salerno.atlas import Atlas, check, load_atlas, load_cases
from salerno.atlas.checks import breaches
from salerno.atlas.contents import read_contents
from salerno.atlas.folders import default_folders
from salerno.atlas.histories import read_history
from salerno.credentials.vocabulary import Listing, Table
from salerno.errors import AtlasError, Place, Problems, UnknownName
from salerno.periods import Period
from salerno.rules.sources import Source
from tests.library.atlas.sample import atlas_in, replaced


def problems_of(folder):
    """Return everything that is wrong with an atlas, without the name of its folder."""
    return [str(problem).replace(f"{folder}/", "") for problem in check([folder])]


def test_sample_has_no_problem(tmp_path):
    assert problems_of(atlas_in(tmp_path)) == []


def test_atlas_is_read_whole(tmp_path):
    atlas = load_atlas([atlas_in(tmp_path)])

    assert list(atlas.opportunities) == ["us/ecfmg/oet"]
    assert atlas.paths == {"us/ecfmg/oet": "us/ecfmg/oet.yaml"}
    assert atlas.ledger == {"US.rumour": (("en", "Nobody could tell us where it was written."),)}
    assert atlas.wanted == {"US": ("US.oet.score", "US.rumour", "US.new"), "UK": ("UK.plab",)}
    assert atlas.sources == {
        "us/schools": (
            Source(
                "https://example.org/list", date(2026, 1, 2), "official", "A", facts=("US.schools",)
            ),
        ),
        "us/scores": (Source("https://example.org/list", date(2026, 1, 2), "official", "A"),),
    }
    assert list(atlas.vocabulary.types) == ["exam/language", "exam/oet", "work/clinical"]
    assert list(atlas.vocabulary.facts) == ["citizenship", "status", "note"]
    assert atlas.vocabulary.listings["us/schools"] == Listing(
        "us/schools",
        (("Salerno", Period(None, None)), ("Bologna", Period(date(2020, 1, 1), None))),
        (("en", "Approved schools"),),
    )
    assert atlas.vocabulary.tables["us/scores"] == Table(
        "us/scores", ((("score", ">= 400"),), (("score", ">= 350"), ("grade", ">= B")))
    )


def test_section_of_wanted_facts_goes_on_in_another_file(tmp_path):
    folder = atlas_in(tmp_path, more_wanted="wanted: {US: [US.more]}")

    atlas = load_atlas([folder])

    assert atlas.wanted["US"] == ("US.more", "US.oet.score", "US.rumour", "US.new")


def test_folders_add_up(tmp_path):
    (tmp_path / "one").mkdir()
    (tmp_path / "two/xx").mkdir(parents=True)
    (tmp_path / "two/xx/facts.yaml").write_text("facts: {x: {}}")

    atlas = load_atlas([atlas_in(tmp_path / "one"), tmp_path / "two"])

    assert list(atlas.vocabulary.facts) == ["citizenship", "status", "note", "x"]


def test_atlas_that_comes_with_the_library_is_the_default():
    (folder,) = default_folders()

    assert {"types.yaml", "facts.yaml", "README.md"} <= {entry.name for entry in folder.iterdir()}


def test_unknown_opportunity_is_told_with_the_likely_one(tmp_path):
    atlas = load_atlas([atlas_in(tmp_path)])

    assert atlas.opportunity("us/ecfmg/oet").authority == "ECFMG"
    with pytest.raises(UnknownName, match="did you mean 'us/ecfmg/oet'"):
        atlas.opportunity("us/ecfmg/oat")
    with pytest.raises(UnknownName, match="list the atlas"):
        Atlas().opportunity("us/ecfmg/oet")


def test_problems_are_told_together_in_the_order_of_their_places(tmp_path):
    folder = atlas_in(
        tmp_path,
        facts="facts: {x: {kind: numbers}, y: {kond: flag}}",
        other="opportunity: [",
        ledger="x",
    )

    with pytest.raises(Problems) as caught:
        load_atlas([folder], strict=False)

    assert [str(problem.where).replace(f"{folder}/", "") for problem in caught.value.problems] == [
        "facts.yaml:1:19",
        "facts.yaml:1:33",
        "ledger.yaml:1:1",
        "us/ecfmg/oet.yaml:24:16",
        "us/ecfmg/other.yaml:2:1",
    ]


def test_lenient_reading_refuses_only_what_cannot_be_read(tmp_path):
    folder = atlas_in(tmp_path, cases=None)

    assert list(load_atlas([folder], strict=False).opportunities) == ["us/ecfmg/oet"]
    with pytest.raises(Problems):
        load_atlas([folder])


def test_missing_folder_is_told(tmp_path):
    with pytest.raises(Problems) as caught:
        load_atlas([tmp_path / "nowhere"])

    (problem,) = caught.value.problems
    assert problem.what == "no such folder"
    assert problem.where == Place(str(tmp_path / "nowhere"))


def test_cases_are_loaded_alone(tmp_path):
    names = [case.name for case in load_cases([atlas_in(tmp_path)])]

    assert names == ["all in hand", "no test", "the last good day", "citizenship not told"]


def test_cases_that_cannot_be_read_are_refused(tmp_path):
    with pytest.raises(Problems, match="unknown key 'case' in 'cases'"):
        load_cases([atlas_in(tmp_path, cases="case: []")])


def test_hidden_files_and_files_of_other_kinds_are_left_out(tmp_path):
    folder = atlas_in(tmp_path, hidden="[")
    (folder / "README.md").write_text("[")

    assert problems_of(folder) == []


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"short": "types: {}"}, "us/short.yml: a file name that ends in .yml; rename it .yaml"),
        (
            {"other": "- x"},
            "us/ecfmg/other.yaml:1:1: opportunity: expected keys and values, got a list",
        ),
        (
            {"more_facts": "facts: {citizenship: {}}"},
            "us/facts.yaml:1:9: 'citizenship' is given twice in facts: it is already at"
            " {folder}facts.yaml:2:3; keep one of them",
        ),
        (
            {"ledger": "ledger: {US.oet.fee: x}"},
            "ledger.yaml:1:10: 'US.oet.fee' is used and in the ledger: it is used at"
            " {folder}us/ecfmg/oet.yaml:18:13; remove it from the ledger",
        ),
        (
            {"ledger": "ledger: {US.schools: x}"},
            "ledger.yaml:1:10: 'US.schools' is used and in the ledger: a list or table uses it;"
            " remove it from the ledger",
        ),
        (
            {"ledger": "ledger: {US.x: [x]}"},
            "ledger.yaml:1:16: ledger: expected keys and values, got a list",
        ),
        (
            {"wanted": "wanted: [US.x]"},
            "wanted.yaml:1:9: wanted: expected keys and values, got a list",
        ),
        (
            {"wanted": "wanted: {us: [US.x]}"},
            "wanted.yaml:1:10: 'us' is not a section; write it in capitals, like US",
        ),
        (
            {"wanted": "wanted: {US: US.x}"},
            "wanted.yaml:1:14: US: expected a list, got a single text",
        ),
        (
            {"wanted": "wanted: {US: [[US.x]]}"},
            "wanted.yaml:1:15: US: expected a text, got a list",
        ),
        (
            {"wanted": "wanted: {US: [UK.x]}"},
            "wanted.yaml:1:15: 'UK.x' is not the id of a fact of US; write it like US.name",
        ),
        (
            {"wanted": "wanted: {US: [US]}"},
            "wanted.yaml:1:15: 'US' is not the id of a fact of US; write it like US.name",
        ),
        (
            {"more_wanted": "wanted: {US: [US.new]}"},
            "wanted.yaml:2:33: 'US.new' is given twice in wanted: it is already at"
            " {folder}us/wanted.yaml:1:15; keep one of them",
        ),
        (
            {"rule": replaced("rule", "opportunity: us/ecfmg/oet", "opportunity: us/oet"),
             "cases": None},
            "us/ecfmg/oet.yaml:1:14: the id 'us/oet' is not the path of its file;"
            " write 'us/ecfmg/oet'",
        ),
        (
            {"rule": replaced("rule", "versions:", "  spare: {url: none, read: 2026-11-22,"
             " tier: secondary, confidence: D, title: x}\n        versions:")},
            "us/ecfmg/oet.yaml:19:3: nothing refers to the source 'spare';"
            " refer to it with 'source:', or remove it",
        ),
        (
            {"rule": replaced("rule", "https://example.org/oet", "example.org/oet")},
            "us/ecfmg/oet.yaml:8:10: 'example.org/oet' is no address; begin it with 'https://'",
        ),
        (
            {"rule": replaced("rule", "fix: us/ecfmg/oet", "fix: us/ecfmg/oat")},
            "us/ecfmg/oet.yaml:23:79: fix: unknown opportunity 'us/ecfmg/oat';"
            " did you mean 'us/ecfmg/oet'?",
        ),
        (
            {"rule": replaced("rule", "authority:", "supersedes: gb/x\n        authority:")},
            "us/ecfmg/oet.yaml:5:13: supersedes: unknown opportunity 'gb/x';"
            " add it, or leave it out",
        ),
        (
            {"rule": replaced("rule", "authority:", "outcomes: [{id: a, says: A, then: q},"
             " {id: b, says: B}]\n        authority:")},
            "us/ecfmg/oet.yaml:5:35: then: unknown opportunity 'q'; add it, or leave it out",
        ),
        (
            {"rule": replaced("rule", "country: US", "country: UK")},
            "us/ecfmg/oet.yaml:4:10: country: unknown country 'UK': not an ISO 3166-1 code of two"
            " letters; write 'GB'",
        ),
        (
            {"rule": replaced("rule", "is: [EG]", "is: {not: [EG, Eygpt]}")},
            "us/ecfmg/oet.yaml:24:44: country: unknown country 'Eygpt': not an ISO 3166-1 code of"
            " two letters; write 'EG'",
        ),
        (
            {"rule": replaced("rule", "table: us/scores", "where: {school: x, country: '!= UK'}")},
            "us/ecfmg/oet.yaml:23:53: country: unknown country 'UK': not an ISO 3166-1 code of two"
            " letters; write 'GB'",
        ),
        (
            {"cases": replaced("cases", "shows: boundary", "shows: met")},
            "us/ecfmg/oet.yaml:1:14: 'us/ecfmg/oet' has no case that shows boundary;"
            " add it to us/ecfmg/oet.cases.yaml",
        ),
    ],
)  # fmt: skip
def test_problem_is_told_with_its_place(tmp_path, changed, problem):
    folder = atlas_in(tmp_path, **changed)

    assert problem.replace("{folder}", "") in problems_of(folder)


TWO = """
opportunity: us/ecfmg/other/one
kind: verification
title: One
sources: {law: {url: "https://example.org", read: 2026-11-22, tier: law, confidence: A}}
versions: [{in-force: .., source: law, requires: nothing}]
---
opportunity: us/ecfmg/other/two
kind: verification
title: Two
country: US
sources: {law: {url: "https://example.org", read: 2026-11-22, tier: law, confidence: A}}
versions: [{in-force: .., status: proposed, source: law, requires: nothing}]
"""
TWO_CASES = """
cases:
  - {name: anybody, of: us/ecfmg/other/one, shows: met, expect: eligible}
  - {name: anybody, of: us/ecfmg/other/two, shows: unknown, expect: cannot-tell}
"""


def test_several_opportunities_stand_in_one_file(tmp_path):
    assert problems_of(atlas_in(tmp_path, other=TWO, other_cases=TWO_CASES)) == []


def test_opportunity_elsewhere_than_its_path_is_told(tmp_path):
    other = TWO.replace("us/ecfmg/other/two", "us/other/two")
    cases = TWO_CASES.replace("us/ecfmg/other/two", "us/other/two")

    assert problems_of(atlas_in(tmp_path, other=other, other_cases=cases)) == [
        "us/ecfmg/other.yaml:7:14: the id 'us/other/two' is not the path of its file;"
        " begin it with 'us/ecfmg/other/'"
    ]


def test_opportunity_that_is_given_twice_is_told(tmp_path):
    other = TWO.replace("us/ecfmg/other/two", "us/ecfmg/other/one")

    first, *_ = problems_of(atlas_in(tmp_path, other=other))

    assert first == (
        "us/ecfmg/other.yaml:7:14: 'us/ecfmg/other/one' is given twice in opportunities: it is"
        " already at us/ecfmg/other.yaml:1:14; keep one of them"
    )


@pytest.mark.parametrize("condition", ["none", "{all: [EG, '!= NO']}", "{in-list: us/schools}"])
def test_conditions_that_name_existing_countries_or_none_are_right(tmp_path, condition):
    rule = replaced("rule", "is: [EG]", f"is: {condition}")

    assert not [
        problem for problem in problems_of(atlas_in(tmp_path, rule=rule)) if "unknown" in problem
    ]


def test_failing_case_is_told_with_what_it_got(tmp_path):
    folder = atlas_in(tmp_path, cases=replaced("cases", "2028-01-10", "2028-01-11"))

    assert problems_of(folder) == [
        "us/ecfmg/oet.cases.yaml:12:5: us/ecfmg/oet: the last good day: expected eligible,"
        " got not-yet: oet is unmet: no, lacking age, validity"
    ]


def test_breaches_are_none_without_opportunities(tmp_path):
    contents = read_contents([tmp_path])

    assert breaches(contents, ()) == ()


RATES = """
    base: EUR
    as-of: 2026-10-30
    source: A bank
    per-base: {USD: 1.25}
"""


def test_latest_of_several_tables_of_rates_holds(tmp_path):
    older = RATES.replace("2026", "2025")

    atlas = load_atlas([atlas_in(tmp_path, rates=RATES, older_rates=older)])

    assert (atlas.rates.as_of, atlas.rates.base) == (date(2026, 10, 30), "EUR")


def test_atlas_without_rates_has_none(tmp_path):
    assert load_atlas([atlas_in(tmp_path)]).rates is None


def test_wrong_rates_are_told(tmp_path):
    folder = atlas_in(tmp_path, rates=RATES.replace("1.25", "much"))

    assert problems_of(folder) == ["rates.yaml:4:17: USD: 'much' is no number"]


YEARLY = """
    base: GBP
    source: {title: An office, url: "https://example.org", read: 2026-11-22, tier: official,
             confidence: B}
    rates:
      EUR: {2024: 1.25, 2026-10-01: 1.2}
      GHS: {2024: 15, 2026-10-01: 18}
    ---
    base: USD
    source: {title: A decree, url: "https://example.org", read: 2026-11-22, tier: law,
             confidence: A}
    fixed: {AED: 3.6725}
"""


def test_rates_of_other_days_stand_beside_those_of_the_day(tmp_path):
    folder = atlas_in(tmp_path, rates=RATES, yearly=YEARLY)

    found = load_atlas([folder]).rates

    assert dict(found.per_base) == {
        "AED": Decimal("4.590625"),
        "GBP": Decimal("0.833333333333"),
        "GHS": Decimal(15),
        "USD": Decimal("1.25"),
    }
    assert found.dated == (
        ("AED", date(2026, 10, 30), "A decree"),
        ("GBP", date(2026, 10, 1), "An office"),
        ("GHS", date(2026, 10, 1), "An office"),
    )


def test_rates_of_years_alone_are_rates_too(tmp_path):
    found = load_atlas([atlas_in(tmp_path, yearly=YEARLY)]).rates

    assert (found.as_of, found.source) == (date(2026, 10, 1), "An office")
    assert found.codes == {"EUR", "GBP", "GHS"}


def test_history_has_every_year(tmp_path):
    history = read_history([atlas_in(tmp_path, rates=RATES, yearly=YEARLY)])

    span = history.span("EUR", "GHS", since=date(2024, 1, 1), until=date(2026, 12, 31))
    assert span == (Decimal(12), Decimal(15))


def test_wrong_rates_of_a_year_are_told(tmp_path):
    folder = atlas_in(tmp_path, rates=RATES, yearly=YEARLY.replace("18", "many"))

    assert problems_of(folder) == ["yearly-rates.yaml:6:31: 2026-10-01: 'many' is no number"]
    with pytest.raises(AtlasError, match="many"):
        read_history([folder])


def test_shipped_history_begins_years_ago():
    history = read_history()

    low, high = history.span("USD", "GHS", since=date(2021, 1, 1), until=history.last)
    assert (round(low, 2), round(high, 2)) == (Decimal("5.89"), Decimal("14.29"))


VARIANT = """
    opportunity: us/ecfmg/other
    inherits: us/ecfmg/oet
    title: {en: OET elsewhere}
    changes: {drop: egyptian}
"""


def test_variant_is_read_with_what_it_inherits(tmp_path):
    rule = replaced("rule", "drop: egyptian", "then: met")
    variant_cases = "cases: [{name: any, shows: unknown, expect: cannot-tell}]"
    folder = atlas_in(tmp_path, rule=rule, other=VARIANT, other_cases=variant_cases)

    found = read_contents([folder]).atlas.opportunities

    assert found["us/ecfmg/other"].country == "US"
    assert [own.purpose for own in found["us/ecfmg/other"].fees] == ["examination"]
    (version,) = found["us/ecfmg/other"].versions
    assert [part.note.id for part in version.requires.parts] == ["oet"]


def test_variant_of_one_of_several_documents_is_read(tmp_path):
    parts = replaced("rule", "opportunity: us/ecfmg/oet", "opportunity: us/ecfmg/oet/first")
    second = parts.replace("oet/first", "oet/second").replace("egyptian", "african")
    both = f"{parts}    ---{second}"
    other = VARIANT.replace("inherits: us/ecfmg/oet", "inherits: us/ecfmg/oet/second").replace(
        "drop: egyptian", "set: {oet.at: today}"
    )

    found = read_contents([atlas_in(tmp_path, rule=both, other=other)]).atlas.opportunities

    parts_of_it = found["us/ecfmg/other"].versions[0].requires.parts
    assert [part.note.id for part in parts_of_it] == ["oet", "african"]


def test_unknown_parent_is_told_with_the_likely_one(tmp_path):
    other = VARIANT.replace("inherits: us/ecfmg/oet", "inherits: us/ecfmg/oat")

    found = problems_of(atlas_in(tmp_path, other=other))

    assert found == [
        "us/ecfmg/other.yaml:2:11: inherits: unknown opportunity 'us/ecfmg/oat'; "
        "did you mean 'us/ecfmg/oet'?"
    ]


def test_parent_in_a_file_of_other_documents_is_unknown(tmp_path):
    other = VARIANT.replace("inherits: us/ecfmg/oet", "inherits: us/ecfmg/oet/none")

    found = problems_of(atlas_in(tmp_path, other=other))

    assert [problem.partition(";")[0] for problem in found] == [
        "us/ecfmg/other.yaml:2:11: inherits: unknown opportunity 'us/ecfmg/oet/none'"
    ]
