"""Trying a table out: every row accepted, flagged or refused, and nothing kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from salerno.errors import InputError, Place
from salerno.memory import undisturbed
from salerno.programmes.directory import Directory
from salerno.programmes.imports.cells import is_nothing
from salerno.programmes.imports.fields import FIELDS
from salerno.programmes.imports.headings import heading_of
from salerno.programmes.imports.ids import Names, slug_of
from salerno.programmes.imports.mappings import ColumnMapping, currency_codes
from salerno.programmes.imports.reports import Found, Outcome, Remark, Report, State
from salerno.programmes.imports.rows import RowRead, Told, read_row
from salerno.programmes.imports.tables import Table
from salerno.programmes.matching import STOP_WORDS, folded, index_of, proposals_for
from salerno.programmes.programmes import Programme
from salerno.programmes.schools import School
from salerno.rules.sources import Source
from salerno.strict_yaml import FOREIGN


@undisturbed()
def dry_run(
    table: Table, mapping: ColumnMapping, *, source: Source, directory: Directory, today: date
) -> Report:
    """What would become of every row, were the table taken in; O(rows + known schools).

    `source` says who published the table; each statement bears it with the file and the row. A
    cell that cannot be read is left out and its row flagged; a row is refused when it does not say
    which school it is of, says what cannot be, or repeats another. Raises InputError when the
    mapping does not fit the table, or the source was read after `today`.
    """
    mapping.check(table)
    if source.read > today:
        fix = "give the day on which the file was read"
        raise InputError(f"the source was read on {source.read}", where=Place(table.name), fix=fix)
    gathering = _Gathering(Names({*directory.schools, *directory.programmes}))
    for told, number in _told(table, mapping, source):
        gathering.take(read_row(told, today=today), number)
    return gathering.report(directory)


def _told(table: Table, mapping: ColumnMapping, source: Source) -> Iterator[tuple[Told, int]]:
    """The cells of each row by field, with what is said once for all rows."""
    columns = [(name, place) for place, name in enumerate(mapping.fields) if name]
    headings = MappingProxyType(
        {name: heading_of(table.heads[place], codes=currency_codes()) for name, place in columns}
    )
    usual = {name: (name, written) for name, written in mapping.usual if not is_nothing(written)}
    for number, row in table.rows:
        own = {
            name: (table.heads[place], FOREIGN.sub(" ", row[place]))
            for name, place in columns
            if place < len(row) and not is_nothing(row[place])
        }
        where = table.place_of(number)
        locator = f"{where}; {source.locator}" if source.locator else where
        said = {name: headings[name] for name in own}
        yield Told(usual | own, MappingProxyType(said), replace(source, locator=locator)), number


@dataclass(slots=True)
class _Gathering:
    """What was read so far: schools and programmes by the ids that they would get."""

    ids: Names
    outcomes: list[Outcome] = field(default_factory=list)
    schools: dict[str, School] = field(default_factory=dict)
    rows: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    named: defaultdict[tuple[str, str], list[str]] = field(
        default_factory=lambda: defaultdict(list)
    )
    identified: dict[tuple[str, str], str] = field(default_factory=dict)
    programmes: dict[str, Programme] = field(default_factory=dict)
    seen: dict[tuple[str, ...], int] = field(default_factory=dict)

    def take(self, row: RowRead, number: int) -> None:
        """Put the row where it belongs, unless it is refused."""
        if row.is_refused or row.school is None:
            self.outcomes.append(Outcome(number, "refused", tuple(row.remarks)))
            return
        known = self._known(row.school)
        key = (known or f"row {number}", *_course(row.programme))
        if key in self.seen:
            why = f"row {self.seen[key]} says the same school and programme"
            row.remark("school", "it comes twice", why=why, fix="leave one of them out")
            self.outcomes.append(Outcome(number, "refused", tuple(row.remarks)))
            return
        school = self._joined(known, row, number) if known else self._new(row.school, row, number)
        self.seen[school, *key[1:]] = number
        self.rows[school].append(number)
        programme = self._programme(row.programme, school, number)
        state: State = "flagged" if row.remarks else "accepted"
        self.outcomes.append(Outcome(number, state, tuple(row.remarks), school, programme))

    def _known(self, school: School) -> str:
        """The school of an earlier row of the same name and country, in no other city."""
        for name in self.named[school.country, folded(school.name)]:
            city = self.schools[name].city
            if not (city and school.city) or folded(city) == folded(school.city):
                return name
        return ""

    def _new(self, school: School, row: RowRead, number: int) -> str:
        words = folded(school.name).split()
        slug = slug_of([w for w in words if w not in STOP_WORDS] or words, number)
        name = self.ids.free(f"{school.country.lower()}/{slug}")
        self.named[school.country, folded(school.name)].append(name)
        self.schools[name] = replace(school, id=name)
        self._identify(name, row)
        return name

    def _joined(self, name: str, row: RowRead, number: int) -> str:
        """Add what a further row says of a school, and remark what it contradicts."""
        known, own = self.schools[name], row.school or self.schools[name]
        for scheme, stated in own.identifiers.items():
            other = known.identifiers.get(scheme)
            if other is not None and other.value != stated.value:
                why = f"another row of the school says {other.value}"
                row.remark(scheme, f"{scheme} {stated.value} is not taken in", why=why)
        self.schools[name] = replace(
            known,
            city=known.city or own.city,
            aliases=tuple(dict.fromkeys((*known.aliases, *own.aliases))),
            identifiers=MappingProxyType({**own.identifiers, **known.identifiers}),
            status=known.status or own.status,
        )
        self._identify(name, row)
        return name

    def _identify(self, name: str, row: RowRead) -> None:
        """Remark an identifier that a school of another name bears in the file."""
        for scheme, stated in self.schools[name].identifiers.items():
            other = self.identified.setdefault((scheme, stated.value), name)
            if other != name and scheme != "domain":
                why = f"{self.schools[other].name} bears it in row {self.rows[other][0]}"
                row.remark(scheme, f"{scheme} {stated.value} comes twice", why=why, fix="check it")

    def _programme(self, programme: Programme | None, school: str, number: int) -> str:
        if programme is None:
            return ""
        words = folded(programme.title[0][1]).split()
        name = self.ids.free(f"{school}/{slug_of(words, number)}")
        self.programmes[name] = replace(programme, id=name, school=school)
        return name

    def report(self, directory: Directory) -> Report:
        """What was found, each school with the known ones that it may be."""
        index = index_of(directory.schools.values())
        found = {
            name: Found(school, tuple(self.rows[name]), proposals_for(school, index))
            for name, school in self.schools.items()
        }
        return Report(
            tuple(_with_proposals(outcome, found, directory) for outcome in self.outcomes),
            MappingProxyType(found),
            MappingProxyType(self.programmes),
        )


def _course(programme: Programme | None) -> tuple[str, ...]:
    """What tells programmes of a school apart within a file."""
    if programme is None:
        return ()
    spoken = (f"{own.value.phase} {own.value.languages}" for own in programme.speech)
    return (folded(programme.title[0][1]), folded(programme.degree), programme.entry, *spoken)


def _with_proposals(outcome: Outcome, found: Mapping[str, Found], directory: Directory) -> Outcome:
    """The outcome, flagged when somebody has to say whether its school is a known one."""
    if not outcome.school or not found[outcome.school].proposals:
        return outcome
    known = directory.schools[found[outcome.school].proposals[0].known]
    what = f"it may be the known school '{known.name}'"
    remark = Remark(FIELDS["school"].name, what, fix="say whether it is")
    return replace(outcome, state="flagged", remarks=(*outcome.remarks, remark))
