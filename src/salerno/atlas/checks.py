"""What must hold between the files of an atlas, each breach with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.resources.abc import Traversable

from salerno.atlas.cases import Case, cases_of, missing_shows
from salerno.atlas.contents import Atlas, Contents, Written, read_contents, refuse
from salerno.atlas.memory import undisturbed
from salerno.atlas.outcomes import failure_of, run_case
from salerno.credentials.countries import check_country
from salerno.documents import members, placed
from salerno.errors import AtlasError, InputError, Place, SalernoError, did_you_mean
from salerno.strict_yaml import Entries, Members, Node, Text

ADDRESSES = ("https://", "http://")
REFERRING = frozenset({"fix", "leads-to", "blocks"})


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
    told = tuple(cases)
    found: list[SalernoError] = []
    for one in contents.written:
        found += _misplaced(one, contents)
        found += _unused_sources(one)
        found += _without_address(one)
        found += _unknown_opportunities(one, contents.atlas)
        found += _unknown_country(one)
        found += _missing_cases(one, told)
    return (*found, *_in_ledger_and_used(contents))


def _misplaced(one: Written, contents: Contents) -> Iterator[SalernoError]:
    path, name = one.file.id, one.opportunity.id
    is_alone = sum(other.file.path == one.file.path for other in contents.written) == 1
    if name != path and (is_alone or not name.startswith(f"{path}/")):
        yield AtlasError(
            f"the id '{name}' is not the path of its file",
            where=_at(one.node, "opportunity"),
            fix=f"write '{path}'" if is_alone else f"begin it with '{path}/'",
        )


def _at(node: Entries, key: str) -> Place:
    value = node.get(key)
    return value.place if value is not None else node.place


def _unused_sources(one: Written) -> Iterator[SalernoError]:
    sources = one.node.get("sources")
    named = sources.pairs if isinstance(sources, Entries) else ()
    used = {text.value for text in below_key(one.node, "source")}
    for key, _ in named:
        if key.value not in used:
            yield AtlasError(
                f"nothing refers to the source '{key.value}'",
                where=key.place,
                fix="refer to it with 'source:', or remove it",
            )


def _without_address(one: Written) -> Iterator[SalernoError]:
    for key in ("url", "also"):
        for text in below_key(one.node, key):
            if text.value != "none" and not text.value.startswith(ADDRESSES):
                yield AtlasError(
                    f"'{text.value}' is no address",
                    where=text.place,
                    fix="begin it with 'https://'",
                )


def below_key(node: Node, key: str) -> Iterator[Text]:
    """The texts that stand under a key, alone or in a list, anywhere in a document."""
    if isinstance(node, Members):
        for value in node.values:
            yield from below_key(value, key)
    elif isinstance(node, Entries):
        for name, value in node.pairs:
            if name.value == key:
                yield from (member for member in members(value) if isinstance(member, Text))
            yield from below_key(value, key)


def _unknown_opportunities(one: Written, atlas: Atlas) -> Iterator[SalernoError]:
    for key, text in _references(one.node):
        if text.value not in atlas.opportunities:
            yield AtlasError(
                f"{key}: unknown opportunity '{text.value}'",
                where=text.place,
                fix=did_you_mean(text.value, atlas.opportunities) or "add it, or leave it out",
            )


def _references(node: Entries) -> Iterator[tuple[str, Text]]:
    """Every place that names another opportunity, and the key that does."""
    for key in sorted(REFERRING):
        yield from ((key, text) for text in below_key(node, key))
    for key, within in (("supersedes", node.get("supersedes")), ("then", node.get("outcomes"))):
        if within is not None:
            own = Entries(((Text(key, node.place, quoted=False), within),), node.place)
            yield from ((key, text) for text in below_key(own, key))


def _unknown_country(one: Written) -> Iterator[SalernoError]:
    country = one.opportunity.country
    if country:
        try:
            placed(_at(one.node, "country"), "country", lambda: check_country(country))
        except InputError as error:
            yield error


def _missing_cases(one: Written, cases: tuple[Case, ...]) -> Iterator[SalernoError]:
    own = (case for case in cases if case.opportunity == one.opportunity.id)
    missing = missing_shows(one.opportunity, own)
    if missing:
        yield AtlasError(
            f"'{one.opportunity.id}' has no case that shows {', '.join(missing)}",
            where=_at(one.node, "opportunity"),
            fix=f"add it to {one.file.id}.cases.yaml",
        )


def _in_ledger_and_used(contents: Contents) -> Iterator[SalernoError]:
    used = {
        text.value: text.place for one in contents.written for text in below_key(one.node, "facts")
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
