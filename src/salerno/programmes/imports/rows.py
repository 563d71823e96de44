"""Reading one row: the school and the programme that it tells of, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import TypeVar

from salerno.credentials.vocabulary import Texts
from salerno.errors import InputError
from salerno.programmes.amounts import Amount
from salerno.programmes.imports import cells
from salerno.programmes.imports.fields import FIELDS, Field
from salerno.programmes.imports.headings import Heading
from salerno.programmes.imports.identifiers import identifier_of
from salerno.programmes.imports.reports import Remark
from salerno.programmes.programmes import Intake, Price, Programme, Speech
from salerno.programmes.schools import SCHEMES, School
from salerno.programmes.statements import Statement
from salerno.rules.sources import Source

T = TypeVar("T")

LONGEST = 300
MOST_NAMES = 60
UNTITLED = "Medicine"
_NO_HEADING = Heading("")


@dataclass(frozen=True, slots=True)
class Told:
    """The cells of a row that say something, by field: the column, and what is written.

    `headings` are those of the columns of amounts and lengths.
    """

    cells: Mapping[str, tuple[str, str]]
    headings: Mapping[str, Heading]
    source: Source
    language: str = "en"


@dataclass(slots=True)
class RowRead:
    """What a row says so far: a school, a programme without ids, remarks, whether it is refused."""

    told: Told
    today: date
    remarks: list[Remark] = field(default_factory=list)
    is_refused: bool = False
    school: School | None = None
    programme: Programme | None = None

    def read(self, name: str, reader: Callable[[str], T]) -> T | None:
        """What a cell says; None when it says nothing or cannot be read, which is remarked."""
        if name not in self.told.cells:
            return None
        try:
            return reader(self.told.cells[name][1])
        except InputError as error:
            self.is_refused |= isinstance(error, cells.Impossible)
            self.remark(name, error.what, why=error.why, fix=error.fix)
            return None

    def needed(self, name: str, reader: Callable[[str], T]) -> T | None:
        """What a cell says without which the row is refused."""
        found = self.read(name, reader)
        if found is None:
            self.is_refused = True
            if name not in self.told.cells:
                self.remark(name, f"nothing says the {name}", fix="fill in the cell")
        return found

    def remark(self, name: str, what: str, *, why: str = "", fix: str = "") -> None:
        """Say something of a cell."""
        remark = Remark(self.told.cells.get(name, (name, ""))[0], what, why, fix)
        if remark not in self.remarks:
            self.remarks.append(remark)

    def stated(self, value: T, *, cycle: str = "", says: Texts = ()) -> Statement[T]:
        """The value as this row states it."""
        return Statement(value, self.told.source, says, cycle)


def read_row(told: Told, *, today: date) -> RowRead:
    """The school and the programme of a row; both are there unless it is refused."""
    row = RowRead(told, today)
    name = row.needed("school", _words)
    country = row.needed("country", cells.country_of)
    city = row.read("city", _words) or ""
    aliases, identifiers = tuple(_aliases(row)), _identifiers(row)
    status = row.read("status", cells.status_of)
    row.school = School(
        "", name or "", country or "", city, aliases, identifiers,
        status=(row.stated(status),) if status else (),
    )  # fmt: skip
    if any(FIELDS[own].of == "programme" for own in told.cells if own in told.headings):
        row.programme = _programme(row, row.school)
    return row


def _words(written: str) -> str:
    words = cells.plain_text(written)
    if len(words) > LONGEST:
        what = f"{len(words)} characters are no name"
        raise cells.Impossible(what, fix="is the right column mapped?")
    return words


def _aliases(row: RowRead) -> Iterator[str]:
    written = row.told.cells.get("aliases", ("", ""))[1]
    parts = [cells.plain_text(part) for part in written.replace("|", ";").split(";")]
    fitting = [part for part in dict.fromkeys(parts) if part and len(part) <= LONGEST]
    if len(fitting) > MOST_NAMES:
        row.remark("aliases", f"only {MOST_NAMES} of {len(fitting)} names are taken in")
    yield from fitting[:MOST_NAMES]


def _identifiers(row: RowRead) -> Mapping[str, Statement[str]]:
    found = ((scheme, row.read(scheme, partial(identifier_of, scheme))) for scheme in SCHEMES)
    return MappingProxyType({scheme: row.stated(own) for scheme, own in found if own})


def _programme(row: RowRead, school: School) -> Programme:
    title = row.read("title", _words)
    degree = row.read("degree", _words) or ""
    if title is None and not row.is_refused:
        row.remark("title", "nothing says what the programme is called", fix="check its name")
    cycle = row.read("cycle", lambda own: cells.cycle_of(own, row.today)) or ""
    years = row.read("years", lambda own: cells.length_of(own, _heading(row, "years")))
    accepts = row.read("accepts", cells.acceptance_of)
    seats = row.read("seats", cells.seats_of)
    entrance = row.read("entrance", cells.plain_text)
    return Programme(
        id="",
        school="",
        title=((row.told.language, title or degree or UNTITLED),),
        country=school.country,
        city=school.city,
        degree=degree,
        entry=row.read("entry", cells.entry_of) or "",
        length=(row.stated(years, cycle=cycle),) if years else (),
        acceptance=(row.stated(accepts, cycle=cycle),) if accepts else (),
        intakes=tuple(_intakes(row, cycle)),
        speech=tuple(_speech(row)),
        entrance=(row.stated(entrance, cycle=cycle),) if entrance else (),
        prices=tuple(_prices(row, cycle)),
        counts=(row.stated(seats, cycle=cycle),) if seats else (),
    )


def _heading(row: RowRead, name: str) -> Heading:
    return row.told.headings.get(name, _NO_HEADING)


def _intakes(row: RowRead, cycle: str) -> Iterator[Statement[Intake]]:
    def when(written: str) -> str:
        cells.check_years(written, row.today)
        return cells.plain_text(written)

    begins, apply = row.read("begins", when), row.read("apply", when)
    if begins:
        yield row.stated(Intake("begins", begins), cycle=cycle)
    if apply:
        yield row.stated(Intake("apply", apply), cycle=cycle)


def _speech(row: RowRead) -> Iterator[Statement[Speech]]:
    for name, own in FIELDS.items():
        if own.kind == "languages" and (codes := row.read(name, cells.languages_of)):
            yield row.stated(Speech(own.phase, codes))


def _prices(row: RowRead, cycle: str) -> Iterator[Statement[Price]]:
    currency = row.read("currency", cells.currency_of) or ""
    per = row.read("per", cells.period_of)
    for name, own in FIELDS.items():
        if own.kind == "price":
            asking = cells.Asking(_heading(row, name), currency, per)
            found = row.read(name, partial(cells.prices_of, asking=asking)) or ()
            for amount in found:
                yield _price(row, own, amount, asking, cycle)


def _price(
    row: RowRead, own: Field, amount: Amount, asking: cells.Asking, cycle: str
) -> Statement[Price]:
    flags = list(amount.flags)
    per = amount.per or asking.heading.per or asking.per
    if per is None:
        per = own.per
        if per != "once":
            flags.append(f"nothing says how often it is asked; it was read as an amount a {per}")
    for flag in flags:
        row.remark(own.name, flag, fix="check the amount")
    value = Price(
        own.charge, amount.amount, per, own.group, amount.first, amount.last,
        about="about" in amount.flags,
    )  # fmt: skip
    written = cells.plain_text(row.told.cells[own.name][1])
    says = ((row.told.language, f"“{written[:LONGEST]}”"),) if amount.flags else ()
    return row.stated(value, cycle=cycle, says=says)
