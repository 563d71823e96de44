"""Outside formats, in and out: person files, tables of people, exchange rates, routes."""

from salerno.formats.people import read_people
from salerno.formats.persons import plain_record, read_person, record_in, write_person
from salerno.formats.rates import read_rates
from salerno.formats.routes import ROUTE_FORMATS, routes_as, write_routes

__all__ = [
    "ROUTE_FORMATS",
    "plain_record",
    "read_people",
    "read_person",
    "read_rates",
    "record_in",
    "routes_as",
    "write_person",
    "write_routes",
]
