"""Filling the tables that queries read, in two databases, from persons."""

import sqlite3
from decimal import Decimal
from fnmatch import fnmatchcase

import duckdb

from salerno.money import Money
from salerno.periods import PartialDate
from salerno.rules.sql import TABLES
from tests.properties.strategies import TYPES

DUCKDB = duckdb.connect(":memory:")
DUCKDB.execute(TABLES)
DUCKDB.execute("SET threads = 1")
SQLITE = sqlite3.connect(":memory:")
SQLITE.executescript(TABLES)
NAMES = ("persons", "facts", "timelines", "credentials", "attributes", "complete")


def columns_of(value):
    """The columns words, amount, day_first and day_last of one value; None is no value."""
    match value:
        case None:
            return None, None, None, None
        case bool():
            return "yes" if value else "no", None, None, None
        case str():
            return value, None, None, None
        case PartialDate(first, last):
            return None, None, first.isoformat(), last.isoformat()
        case Money(amount, currency):
            return currency, float(amount), None, None
        case Decimal():
            return None, float(value), None, None


def rows_of(values):
    """The rows of all values; one empty row when there is known to be none."""
    return [columns_of(value) for value in values or (None,)]


def _ends(date):
    return (date.earliest.isoformat(), date.latest.isoformat()) if date else (None, None)


def _iso(day):
    return day.isoformat() if day else None


def rows_by_table(persons):
    """The rows of every table that hold the persons."""
    rows = {name: [] for name in NAMES}
    for person in persons:
        own = person.id
        rows["persons"].append((own,))
        for name, values in person.facts.items():
            rows["facts"] += [(own, name, *row) for row in rows_of(values)]
        for name, timeline in person.timelines.items():
            for period, values in timeline:
                ends = (_iso(period.start), _iso(period.end))
                rows["timelines"] += [(own, name, *ends, *row) for row in rows_of(values)]
        for number, credential in enumerate(person.credentials):
            dates = (*_ends(credential.on), *_ends(credential.until))
            told = (credential.issuer or None, int(credential.assurance))
            rows["credentials"].append((own, number, credential.type, *dates, *told))
            for name, values in credential.attributes.items():
                rows["attributes"] += [(own, number, name, *row) for row in rows_of(values)]
        known = [t.id for t in TYPES if any(fnmatchcase(t.id, p) for p in person.complete)]
        rows["complete"] += [(own, name) for name in known]
    return rows


def answers(query, persons, database):
    """The (met, unbarred) of each person, in order, as the query finds them in the database."""
    for name, rows in rows_by_table(persons).items():
        database.execute(f"DELETE FROM {name}")
        if rows:
            marks = ", ".join("?" for _ in rows[0])
            database.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)
    found = {row[0]: row[1:] for row in database.execute(query).fetchall()}
    return [tuple(None if x is None else bool(x) for x in found[p.id]) for p in persons]
