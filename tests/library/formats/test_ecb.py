"""The history of the euro is read as the bank wrote it."""

from datetime import date
from decimal import Decimal
from zipfile import ZipFile

import pytest

from salerno.atlas import load_atlas
from salerno.errors import InputError
from salerno.formats.ecb import SOURCE, read_ecb
from salerno.rates import RateHistory, Series

TABLE = """Date,USD,ROL,GBP,
2026-10-30,1.1172,N/A,0.8338,
2026-10-29,1.113,,0.83578,
2004-01-02,1.2,41158,N/A,
"""
DAYS = date(2004, 1, 2), date(2026, 10, 29), date(2026, 10, 30)


def zipped(folder, text, *, names=("eurofxref-hist.csv",)):
    """Return the path of an archive with this text under these names."""
    path = folder / "eurofxref-hist.zip"
    with ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, text)
    return path


def test_history_has_every_day_of_every_currency(tmp_path):
    first, second, third = DAYS

    assert read_ecb(zipped(tmp_path, TABLE)) == RateHistory(
        "EUR",
        (
            Series(
                "USD",
                SOURCE,
                ((first, Decimal("1.2")), (second, Decimal("1.113")), (third, Decimal("1.1172"))),
            ),
            Series("ROL", SOURCE, ((first, Decimal(41158)),)),
            Series("GBP", SOURCE, ((second, Decimal("0.83578")), (third, Decimal("0.8338")))),
        ),
    )


def test_days_before_a_day_are_left_out(tmp_path):
    found = read_ecb(zipped(tmp_path, TABLE), since=date(2026, 1, 1))

    assert [own.code for own in found.series] == ["USD", "GBP"]


MISTAKES = [
    ("Date", "Day", "no table of euro rates", 1),
    ("2026-10-29", "yesterday", "a line without a day", 3),
    ("2004-01-02,1.2,41158,N/A,", "", "a line without a day", 4),
    ("1.113", "much", "USD: 'much' is no number", 3),
    ("1.113", "NaN", "USD: 'NaN' is no number", 3),
    (TABLE, "", "no table of euro rates", 1),
]


@pytest.mark.parametrize(("old", "new", "said", "line"), MISTAKES)
def test_wrong_table_is_told_with_its_line(tmp_path, old, new, said, line):
    path = zipped(tmp_path, TABLE.replace(old, new))

    with pytest.raises(InputError) as caught:
        read_ecb(path)

    assert (caught.value.what, caught.value.where.line) == (said, line)


def test_short_line_says_nothing_of_what_is_not_there(tmp_path):
    found = read_ecb(zipped(tmp_path, TABLE.replace("1.113,,0.83578,", "1.113")))

    assert [len(own.points) for own in found.series] == [3, 1, 1]


@pytest.mark.parametrize("names", [(), ("one.csv", "two.csv")])
def test_archive_of_another_number_of_files_is_refused(tmp_path, names):
    with pytest.raises(InputError, match="no zipped table of euro rates"):
        read_ecb(zipped(tmp_path, TABLE, names=names))


def test_file_that_is_no_archive_is_refused(tmp_path):
    path = tmp_path / "eurofxref-hist.zip"
    path.write_text(TABLE)

    with pytest.raises(InputError, match="no zipped table of euro rates"):
        read_ecb(path)


def test_table_of_an_impossible_size_is_not_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr("salerno.formats.ecb.LARGEST", 10)

    with pytest.raises(InputError, match="the table is too large"):
        read_ecb(zipped(tmp_path, TABLE))


def test_shipped_rates_are_those_of_the_bank():
    rates = load_atlas().rates
    bank = read_ecb(since=rates.as_of).on(rates.as_of)

    others = {code for code, _, _ in rates.dated}
    assert rates.as_of == bank.as_of
    assert rates.source == bank.source
    assert {c: r for c, r in rates.per_base if c not in others} == dict(bank.per_base)
