"""What a person decided of schools that may be known ones, and what is then taken in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from salerno.errors import InputError, did_you_mean
from salerno.programmes.directory import Directory
from salerno.programmes.imports.ids import Names
from salerno.programmes.imports.reports import Report
from salerno.programmes.programmes import Programme
from salerno.programmes.schools import School

OTHER, SKIP = "other", "skip"
"""It is a school of its own; it is left out, with its programmes."""


def settle(
    report: Report, decisions: Mapping[str, str], *, directory: Directory
) -> tuple[tuple[School, ...], tuple[Programme, ...]]:
    """The schools and programmes to take in, as a person decided.

    The decision on a school is the id of a known one, `other` or `skip`; one that nobody decided on
    is left out. A school that is a known one comes under its id, with what the file says of it.
    Raises InputError for a decision that was not to be made.
    """
    chosen = {name: _decision(name, report, decisions) for name in report.schools}
    _check(report, decisions)
    names = {name: name if own == OTHER else own for name, own in chosen.items() if own != SKIP}
    schools = tuple(replace(report.schools[name].school, id=own) for name, own in names.items())
    ids = Names({*directory.schools, *directory.programmes, *report.programmes})
    programmes = tuple(
        _moved(own, names[own.school], ids)
        for own in report.programmes.values()
        if own.school in names
    )
    return schools, programmes


def _decision(name: str, report: Report, decisions: Mapping[str, str]) -> str:
    return decisions.get(name, SKIP if report.schools[name].proposals else OTHER)


def _check(report: Report, decisions: Mapping[str, str]) -> None:
    for name, decision in decisions.items():
        if name not in report.schools:
            fix = did_you_mean(name, report.schools) or "name a school of the report"
            raise InputError(f"no school '{name[:60]}' is in the file", fix=fix)
        known = [own.known for own in report.schools[name].proposals]
        if decision not in (OTHER, SKIP, *known):
            fix = f"decide on one of {', '.join((*known, OTHER, SKIP))}"
            raise InputError(f"'{name}' was not proposed to be '{decision[:60]}'", fix=fix)


def _moved(programme: Programme, school: str, ids: Names) -> Programme:
    """The programme under the school that it is of."""
    if school == programme.school:
        return programme
    slug = programme.id.rpartition("/")[2]
    return replace(programme, id=ids.free(f"{school}/{slug}"), school=school)


def with_taken_in(
    directory: Directory, schools: tuple[School, ...], programmes: tuple[Programme, ...]
) -> Directory:
    """The directory with what was taken in; what it knows already stays as it is.

    A known school gets further names and identifiers, never others in the place of its own.
    """
    known = dict(directory.schools)
    for school in schools:
        own = known.get(school.id)
        known[school.id] = school if own is None else _joined(own, school)
    taught = dict(directory.programmes)
    for programme in programmes:
        taught.setdefault(programme.id, programme)
    return replace(directory, schools=MappingProxyType(known), programmes=MappingProxyType(taught))


def _joined(known: School, told: School) -> School:
    names = (name for name in (told.name, *told.aliases) if name != known.name)
    return replace(
        known,
        city=known.city or told.city,
        aliases=tuple(dict.fromkeys((*known.aliases, *names))),
        identifiers=MappingProxyType({**told.identifiers, **known.identifiers}),
        status=(*known.status, *told.status),
    )
