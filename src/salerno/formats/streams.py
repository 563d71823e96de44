"""Reading many persons one after the other without losing the good ones to the bad."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from salerno.credentials.person import Person
from salerno.errors import PersonError, Place, Problems, SalernoError

MOST_PROBLEMS = 100

Reading = tuple[Place, Callable[[], Person]]
"""Where a person is told of, and how to read it."""


def each_person(readings: Iterable[Reading]) -> Iterator[Person]:
    """Each person that can be read, in order; at the end the Problems of all the others.

    Of more than 100 problems the first 100 are told, and how many more there are. An id that
    comes twice is a problem. Memory grows with the number of ids.
    """
    seen: dict[str, Place] = {}
    problems: list[SalernoError] = []
    for found in _read(readings):
        if isinstance(found, SalernoError):
            problems.append(found)
            continue
        place, person = found
        first = seen.setdefault(person.id, place)
        if first is place:
            yield person
        else:
            problems.append(_again(person, place, first))
    if problems:
        raise Problems([*problems[:MOST_PROBLEMS], *_more(problems)])


def _read(readings: Iterable[Reading]) -> Iterator[tuple[Place, Person] | SalernoError]:
    """What was read, or why it was not; an error of the source itself ends it."""
    try:
        for place, read in readings:
            try:
                yield place, read()
            except SalernoError as error:
                yield error
    except SalernoError as error:
        yield error


def _again(person: Person, place: Place, first: Place) -> PersonError:
    return PersonError(
        f"the person '{person.id}' comes twice",
        where=place,
        why=f"already at {first}",
        fix="give each person an id of their own, and one place",
    )


def _more(problems: list[SalernoError]) -> list[SalernoError]:
    rest = len(problems) - MOST_PROBLEMS
    return [PersonError(f"and {rest} more", fix="mend these first")] if rest > 0 else []
