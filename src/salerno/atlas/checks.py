"""What must hold between the files of an atlas, each breach with its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from importlib.resources.abc import Traversable

from salerno.atlas.cases import Case, cases_of, missing_shows
from salerno.atlas.contents import Atlas, Contents, Written, read_contents, refuse
from salerno.atlas.outcomes import failure_of, run_case
from salerno.credentials.countries import check_country
from salerno.documents import placed
from salerno.errors import AtlasError, InputError, SalernoError, did_you_mean
from salerno.memory import undisturbed

ADDRESSES = ("https://", "http://")
REFERRING = ("blocks", "fix", "leads-to", "supersedes", "then")


@undisturbed()
def load_atlas(folders: Iterable[Traversable] | None = None, *, strict: bool = True) -> Atlas:
    """Read the folders (by default the facts that come with the library) as one atlas.

    Raises Problems with everything that cannot be read and, when strict, with everything that
    does not hold between the files; cases are read but not run.
    """
    contents = read_contents(folders)
    problems: Iterable[SalernoError] = contents.problems
    if strict:
        cases, unreadable = cases_of(contents)
        problems = (*problems, *unreadable, *breaches(contents, cases))
    refuse(problems)
    return contents.atlas


def load_cases(folders: Iterable[Traversable] | None = None) -> tuple[Case, ...]:
    """The cases of the folders; raises Problems with everything that cannot be read."""
    contents = read_contents(folders)
    cases, problems = cases_of(contents)
    refuse((*contents.problems, *problems))
    return cases


def check(folders: Iterable[Traversable] | None = None) -> tuple[SalernoError, ...]:
    """Everything that is wrong with the folders, failing cases included."""
    contents = read_contents(folders)
    cases, unreadable = cases_of(contents)
    outcomes = (run_case(case, contents.atlas) for case in cases)
    failures = (failure_of(outcome) for outcome in outcomes if not outcome.passed)
    return (*contents.problems, *unreadable, *breaches(contents, cases), *failures)


def breaches(contents: Contents, cases: Iterable[Case]) -> tuple[SalernoError, ...]:
    """What does not hold between files that can each be read."""
    others = Counter(one.file.path for one in contents.written)
    cases_of_each: dict[str, list[Case]] = {}
    for case in cases:
        cases_of_each.setdefault(case.opportunity, []).append(case)
    found: list[SalernoError] = []
    for one in contents.written:
        found += _misplaced(one, others)
        found += _unused_sources(one)
        found += _without_address(one)
        found += _unknown_opportunities(one, contents.atlas)
        found += _unknown_countries(one)
        found += _missing_cases(one, cases_of_each.get(one.opportunity.id, ()))
    return (*found, *_in_ledger_and_used(contents))


def _misplaced(one: Written, others: Mapping[str, int]) -> Iterator[SalernoError]:
    path, name = one.file.id, one.opportunity.id
    is_alone = others[one.file.path] == 1
    if name != path and (is_alone or not name.startswith(f"{path}/")):
        yield AtlasError(
            f"the id '{name}' is not the path of its file",
            where=one.marks.id.place,
            fix=f"write '{path}'" if is_alone else f"begin it with '{path}/'",
        )


def _unused_sources(one: Written) -> Iterator[SalernoError]:
    used = {text.value for text in one.marks.under.get("source", ())}
    for key in one.marks.sources:
        if key.value not in used:
            yield AtlasError(
                f"nothing refers to the source '{key.value}'",
                where=key.place,
                fix="refer to it with 'source:', or remove it",
            )


def _without_address(one: Written) -> Iterator[SalernoError]:
    for text in (text for key in ("url", "also") for text in one.marks.under.get(key, ())):
        if text.value != "none" and not text.value.startswith(ADDRESSES):
            what = f"'{text.value}' is no address"
            yield AtlasError(what, where=text.place, fix="begin it with 'https://'")


def _unknown_opportunities(one: Written, atlas: Atlas) -> Iterator[SalernoError]:
    references = ((key, text) for key in REFERRING for text in one.marks.under.get(key, ()))
    for key, text in references:
        if text.value not in atlas.opportunities:
            yield AtlasError(
                f"{key}: unknown opportunity '{text.value}'",
                where=text.place,
                fix=did_you_mean(text.value, atlas.opportunities) or "add it, or leave it out",
            )


def _unknown_countries(one: Written) -> Iterator[SalernoError]:
    for text in one.marks.countries:
        try:
            placed(text.place, "country", partial(check_country, text.value))
        except InputError as error:
            yield error


def _missing_cases(one: Written, cases: Sequence[Case]) -> Iterator[SalernoError]:
    missing = missing_shows(one.opportunity, cases)
    if missing:
        yield AtlasError(
            f"'{one.opportunity.id}' has no case that shows {', '.join(missing)}",
            where=one.marks.id.place,
            fix=f"add it to {one.file.id}.cases.yaml",
        )


def _in_ledger_and_used(contents: Contents) -> Iterator[SalernoError]:
    used = {
        text.value: text.place
        for one in contents.written
        for text in one.marks.under.get("facts", ())
    }
    listed = (source for group in contents.atlas.sources.values() for source in group)
    by_lists = {name for source in listed for name in source.facts}
    for name, key in contents.ledger.items():
        if name in used or name in by_lists:
            yield AtlasError(
                f"'{name}' is used and in the ledger",
                where=key.place,
                why=f"it is used at {used[name]}" if name in used else "a list or table uses it",
                fix="remove it from the ledger",
            )
