"""Reading days: which of day and month comes first is settled by a whole column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Literal

from salerno.errors import InputError

Order = Literal["dmy", "mdy", "unsettled", "mixed"]
FAR = 3 * 366
"""Days further than this from the middle of their column are doubted."""
EARLIEST, LATEST = 1950, 2100
FEWEST, SHARE = 8, 0.85
"""A column of so many days, so many of them on one weekday, has a usual weekday."""
_PARTS = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


def order_of(column: Sequence[str]) -> Order:
    """Which order the days of a column are in, as far as some day after the 12th settles it."""
    found = [(int(match[1]), int(match[2])) for own in column if (match := _PARTS.fullmatch(own))]
    is_dmy = any(first > 12 for first, _ in found)
    is_mdy = any(second > 12 for _, second in found)
    if is_dmy and is_mdy:
        return "mixed"
    return "mdy" if is_mdy else "dmy" if is_dmy else "unsettled"


def is_doubtful(written: str, order: Order) -> bool:
    """Whether day and month may stand the other way round."""
    match = _PARTS.fullmatch(written)
    return bool(match) and order in ("unsettled", "mixed")


def day_of(written: str, order: Order) -> date:
    """The day of a cell, as YYYY-MM-DD or with slashes in the order; InputError for none."""
    match = _PARTS.fullmatch(written)
    fix = "write it as YYYY-MM-DD"
    try:
        if match is None:
            found = date.fromisoformat(written)
        else:
            parts = (int(match[1]), int(match[2]))
            day, month = parts[::-1] if order == "mdy" else parts
            found = date(int(match[3]), month, day)
    except ValueError as error:
        raise InputError(f"'{written[:40]}' is no day", why=str(error), fix=fix) from error
    if not EARLIEST <= found.year <= LATEST:
        why = f"years from {EARLIEST} to {LATEST} are believed"
        raise InputError(f"impossible year {found.year}", why=why, fix="correct the cell")
    return found


def middle(days: Sequence[date]) -> date:
    """The day in the middle of some."""
    return sorted(days)[len(days) // 2]


def usual_weekday(days: Sequence[date]) -> int | None:
    """The weekday, from 1, Monday, on which nearly all of many days fall."""
    if len(days) < FEWEST:
        return None
    weekday, times = Counter(day.isoweekday() for day in days).most_common(1)[0]
    return weekday if times >= SHARE * len(days) else None
