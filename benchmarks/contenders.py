"""The same rule in other systems; each answers 2 for yes, 1 for unknown, 0 for no, -1 for an error.

Each gets its rows in the form that it likes best, made beforehand.
"""

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, NamedTuple

import cel
import duckdb
import numpy as np
import polars as pl
import pyarrow as pa
import rule_engine

STEP, TEST = date(2019, 11, 22), date(2024, 11, 22)
SKILLS = ("listening", "reading", "writing", "speaking")
WANTED = {
    "hepatitis": "complete", "measles": "complete", "varicella": "complete",
    "tetanus": "complete", "tuberculosis": "negative",
}  # fmt: skip


class Contender(NamedTuple):
    """A system: how it takes the columns, how it answers, and for how many rows at most."""

    name: str
    prepare: Callable[[Any], Any]
    answer: Callable[[Any], Any]
    most: int


def plain(value):
    """A value as other systems know it."""
    return float(value) if isinstance(value, Decimal) else value


def listed(columns):
    """By name, the values of all rows."""
    return {
        name: [plain(values[code]) for code in codes.tolist()]
        for name, (codes, values) in columns.items()
    }


def rows(columns):
    """Each row as a mapping; what is missing is None."""
    own = listed(columns)
    return [dict(zip(own, row, strict=True)) for row in zip(*own.values(), strict=True)]


def timed_rows(columns):
    """Each row with moments instead of days, for languages that know no days."""
    return [
        {name: datetime.combine(v, time()) if isinstance(v, date) else v for name, v in row.items()}
        for row in rows(columns)
    ]


def generated(*, three_valued):
    """Compile the rule to a Python function of one row."""

    def test(name, order, value):
        if three_valued:
            return f"(1 if r[{name!r}] is None else 2 * (r[{name!r}] {order} {value}))"
        return f"(r[{name!r}] {order} {value})"

    def every(*parts):
        return f"min({', '.join(parts)})" if three_valued else f"({' and '.join(parts)})"

    def some(*parts):
        return f"max({', '.join(parts)})" if three_valued else f"({' or '.join(parts)})"

    scores = [test(skill, ">=", 350) for skill in SKILLS]
    graduate = every(
        test("status", "==", "'graduate'"), test("step1", "==", "'pass'"),
        test("step1_on", ">=", "STEP"),
    )  # fmt: skip
    text = every(
        some(test("status", "==", "'final_year'"), graduate),
        some(test("native", "==", "True"), every(*scores, test("english_on", ">=", "TEST"))),
        *(test(name, "==", repr(value)) for name, value in WANTED.items()),
        test("grade", ">=", "3.0"),
    )
    names = {"STEP": STEP, "TEST": TEST}
    return eval(f"lambda r: {text}", names)


THREE, TWO = generated(three_valued=True), generated(three_valued=False)


def answer_two_valued(own):
    """Python as most would write it."""
    found = []
    for row in own:
        try:
            found.append(2 * TWO(row))
        except TypeError:
            found.append(-1)
    return found


RULE_ENGINE = (
    "(status == 'final_year' or (status == 'graduate' and step1 == 'pass' "
    "and step1_on >= d'2019-11-22')) and (native == true or (listening >= 350 and reading >= 350 "
    "and writing >= 350 and speaking >= 350 and english_on >= d'2024-11-22')) "
    + " ".join(f"and {name} == '{value}'" for name, value in WANTED.items())
    + " and grade >= 3.0"
)


def answer_rule_engine(own):
    """rule-engine: one call a row."""
    rule = rule_engine.Rule(RULE_ENGINE)
    found = []
    for row in own:
        try:
            found.append(2 * rule.matches(row))
        except rule_engine.errors.EngineError:
            found.append(-1)
    return found


CEL = (
    "(status == 'final_year' || (status == 'graduate' && step1 == 'pass' "
    "&& step1_on >= timestamp('2019-11-22T00:00:00Z'))) && (native == true || (listening >= 350.0 "
    "&& reading >= 350.0 && writing >= 350.0 && speaking >= 350.0 "
    "&& english_on >= timestamp('2024-11-22T00:00:00Z'))) "
    + " ".join(f"&& {name} == '{value}'" for name, value in WANTED.items())
    + " && grade >= 3.0"
)


def answer_cel(own):
    """CEL in Rust: one call a row; a missing value is left out, which is an error to CEL."""
    ready = cel.compile(CEL)
    found = []
    for row in own:
        try:
            found.append(2 * ready.execute(row))
        except (ValueError, TypeError, RuntimeError):
            found.append(-1)
    return found


def rows_without_gaps(columns):
    """Rows that leave missing values out."""
    return [{n: v for n, v in row.items() if v is not None} for row in timed_rows(columns)]


SQL = (
    "SELECT CAST(COALESCE(CAST(r AS INTEGER) * 2, 1) AS TINYINT) AS r FROM (SELECT "
    "(status = 'final_year' OR (status = 'graduate' AND step1 = 'pass' "
    "AND step1_on >= DATE '2019-11-22')) AND (native OR (listening >= 350 AND reading >= 350 "
    "AND writing >= 350 AND speaking >= 350 AND english_on >= DATE '2024-11-22')) "
    + " ".join(f"AND {name} = '{value}'" for name, value in WANTED.items())
    + " AND grade >= 3.0 AS r FROM own)"
)


def arrow(columns):
    """The rows as an Arrow table, texts by dictionary."""
    arrays = {}
    for name, (codes, values) in columns.items():
        known = pa.array([plain(value) for value in values[1:]])
        places = pa.array(codes.astype(np.int32) - 1, mask=codes == 0)
        arrays[name] = pa.DictionaryArray.from_arrays(places, known).dictionary_decode()
    return pa.table(arrays)


def in_duckdb(columns):
    """A table of DuckDB, on one thread like everybody else."""
    own = duckdb.connect(config={"threads": 1})
    own.register("given", arrow(columns))
    own.execute("CREATE TABLE own AS SELECT * FROM given")
    return own


def answer_duckdb(own):
    """SQL, whose NULL is unknown."""
    return own.execute(SQL).fetchnumpy()["r"]


def polars_rule():
    """The rule as an expression."""
    column = pl.col
    graduate = (
        (column("status") == "graduate")
        & (column("step1") == "pass")
        & (column("step1_on") >= pl.lit(STEP))
    )
    test = column("english_on") >= pl.lit(TEST)
    for skill in SKILLS:
        test &= column(skill) >= 350
    rule = ((column("status") == "final_year") | graduate) & (column("native") | test)
    for name, value in WANTED.items():
        rule &= column(name) == value
    return rule & (column("grade") >= 3.0)


def answer_polars(own):
    """Polars, whose null is unknown."""
    rule = (polars_rule().cast(pl.Int8) * 2).fill_null(1)
    return own.lazy().select(rule.alias("r")).collect()["r"].to_numpy()


MANY = 10**9
CONTENDERS = (
    Contender("generated Python, three-valued", rows, lambda own: [THREE(r) for r in own], 50_000),
    Contender("generated Python, two-valued", rows, answer_two_valued, 50_000),
    Contender("rule-engine", rows, answer_rule_engine, 5_000),
    Contender("CEL (common-expression-language)", rows_without_gaps, answer_cel, 20_000),
    Contender("DuckDB", in_duckdb, answer_duckdb, MANY),
    Contender("Polars", lambda own: pl.from_arrow(arrow(own)), answer_polars, MANY),
)
