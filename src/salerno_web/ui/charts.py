"""Charts as SVG, from figures to text: no colour without words, mirrored for right-to-left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from salerno_web.ui.localities import number_words

Value = float | int | None

WIDTH, ROW, LABELS, NUMBERS = 640, 34, 190, 70
SPAN = WIDTH - LABELS - NUMBERS


@dataclass(frozen=True, slots=True)
class Series:
    """Values under one name, one for each row; what is not known is None."""

    name: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """What a chart shows: a title, what to see in it, the rows and the series over them.

    A chart of ranges has three series: the least, the likely and the most.
    """

    kind: Literal["bars", "stacked", "ranges", "heat"]
    title: str
    text: str
    rows: tuple[str, ...]
    series: tuple[Series, ...]


def draw_chart(figure: Figure, *, rtl: bool = False) -> SafeString:
    """The picture of a figure, from right to left if so asked."""
    drawn = {"bars": bars, "stacked": stacked_bars, "ranges": ranges, "heat": heat_table}
    return drawn[figure.kind](figure, rtl=rtl)


def bars(figure: Figure, *, rtl: bool = False) -> SafeString:
    """One bar a row, with its value at the end of it; only the first series is drawn."""
    values = figure.series[0].values
    most = _most(values)
    marks = []
    for row, value in enumerate(values):
        size = _scaled(value, most)
        marks += [
            _bar(LABELS, row, size, 1, rtl),
            _text(LABELS + size + 8, row, words_of(value), rtl, "" if value is not None else "dim"),
        ]
    return _picture(figure, [*_labels(figure, rtl), *marks], rtl)


def stacked_bars(figure: Figure, *, rtl: bool = False) -> SafeString:
    """The series one after the other in every row, and their sum at the end."""
    columns = list(zip(*(series.values for series in figure.series), strict=True))
    most = _most(sum(v or 0 for v in column) for column in columns)
    marks = []
    for row, column in enumerate(columns):
        start: float = LABELS
        for number, value in enumerate(column, start=1):
            size = _scaled(value, most)
            marks.append(_bar(start, row, size, number, rtl))
            if size >= 28:
                marks.append(_text(start + size / 2, row, words_of(value), rtl, "inside"))
            start += size
        marks.append(_text(start + 8, row, words_of(_total(column)), rtl))
    return _picture(figure, [*_labels(figure, rtl), *marks], rtl)


def ranges(figure: Figure, *, rtl: bool = False) -> SafeString:
    """A line from the least to the most, a dot where it is likely, and all three in words."""
    least, likely, most = (series.values for series in figure.series)
    limit = _most(most)
    marks = []
    for row, (low, middle, high) in enumerate(zip(least, likely, most, strict=True)):
        if low is None or high is None:
            marks.append(_text(LABELS + 8, row, words_of(None), rtl, "dim"))
            continue
        start, end = LABELS + _scaled(low, limit), LABELS + _scaled(high, limit)
        marks.append(_line(start, end, row, rtl))
        if middle is not None:
            marks.append(_dot(LABELS + _scaled(middle, limit), row, rtl))
        marks.append(_text(end + 10, row, f"{words_of(low)}–{words_of(high)}", rtl))
    return _picture(figure, [*_labels(figure, rtl), *marks], rtl)


def heat_table(figure: Figure, *, rtl: bool = False) -> SafeString:
    """A cell for every row and series, shaded by its value, with the value in it."""
    most = _most(value for series in figure.series for value in series.values)
    wide = (WIDTH - LABELS) / max(1, len(figure.series))
    marks = [
        _text(LABELS + (n + 0.5) * wide, 0, series.name, rtl, "middle dim")
        for n, series in enumerate(figure.series)
    ]
    for n, series in enumerate(figure.series):
        for row, value in enumerate(series.values, start=1):
            shade = 0 if value is None else 1 + min(3, int(4 * value / most))
            start = LABELS + n * wide
            marks += [
                _cell(start, row, wide - 3, shade, rtl),
                _text(start + wide / 2, row, words_of(value), rtl, f"middle on t{shade}"),
            ]
    return _picture(figure, [*_labels(figure, rtl, first=1), *marks], rtl, extra=1)


def words_of(value: Value) -> str:
    """A value in the words of the language; what is not known says so."""
    return gettext("not known") if value is None else number_words(value)


def _most(values: Iterable[Value]) -> float:
    return max((value for value in values if value is not None), default=0) or 1


def _total(values: Iterable[Value]) -> Value:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _scaled(value: Value, most: float) -> float:
    return round(SPAN * (value or 0) / most, 1)


def _mirrored(x: float, size: float, rtl: bool) -> float:
    return round(WIDTH - x - size if rtl else x, 1)


def _middle(row: int) -> int:
    return row * ROW + ROW // 2


def _bar(x: float, row: int, size: float, number: int, rtl: bool) -> SafeString:
    place = (number, _mirrored(x, size, rtl), _middle(row) - 11, size)
    return format_html('<rect class="s{}" x="{}" y="{}" width="{}" height="22" rx="3"/>', *place)


def _cell(x: float, row: int, size: float, shade: int, rtl: bool) -> SafeString:
    place = (shade, _mirrored(x, size, rtl), row * ROW + 2, round(size, 1), ROW - 4)
    return format_html('<rect class="t{}" x="{}" y="{}" width="{}" height="{}" rx="4"/>', *place)


def _line(start: float, end: float, row: int, rtl: bool) -> SafeString:
    place = (_mirrored(start, 0, rtl), _mirrored(end, 0, rtl), _middle(row), _middle(row))
    return format_html('<line class="span" x1="{}" x2="{}" y1="{}" y2="{}"/>', *place)


def _dot(x: float, row: int, rtl: bool) -> SafeString:
    place = (_mirrored(x, 0, rtl), _middle(row))
    return format_html('<circle class="s1" cx="{}" cy="{}" r="7"/>', *place)


def _text(x: float, row: int, words: str, rtl: bool, name: str = "") -> SafeString:
    place = (name, _mirrored(x, 0, rtl), _middle(row) + 5, words)
    return format_html('<text class="{}" x="{}" y="{}">{}</text>', *place)


def _labels(figure: Figure, rtl: bool, *, first: int = 0) -> list[SafeString]:
    return [_text(0, row, label, rtl) for row, label in enumerate(figure.rows, start=first)]


def _picture(figure: Figure, marks: list[SafeString], rtl: bool, *, extra: int = 0) -> SafeString:
    return format_html(
        '<svg class="{}" viewBox="0 0 {} {}" role="img" direction="{}"><title>{}</title>'
        "<desc>{}</desc>{}</svg>",
        *(figure.kind, WIDTH, (len(figure.rows) + extra) * ROW, "rtl" if rtl else "ltr"),
        *(figure.title, figure.text),
        format_html_join("", "{}", ((mark,) for mark in marks)),
    )
