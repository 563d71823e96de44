"""An installation: its folder, its settings, and what is said when they are wrong."""

import pathlib

import pytest

from salerno.errors import InputError
from salerno_web.project.installation import HOME, Installation, database_of, installation
from salerno_web.project.sqlite import is_safe


@pytest.fixture
def home(tmp_path, monkeypatch):
    """Return the folder of an installation."""
    monkeypatch.setenv(HOME, str(tmp_path))
    return tmp_path


def test_folder_without_settings_has_none(home):
    assert dict(installation().written) == {}


def test_settings_are_read(home):
    (home / "site.toml").write_text('origin = "https://example.org"\n')

    assert installation().says("origin") == "https://example.org"
    assert installation().says("hosts", ["x"]) == ["x"]


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("origin = ", "cannot be read"),
        ('orgin = "x"', "unknown setting 'orgin'; did you mean 'origin'?"),
        ("zzzzzz = 1", "unknown setting 'zzzzzz'; it knows secret_key"),
        ("origin = 3", "'origin' is no str"),
        ('keep_sent_mail = "30"', "'keep_sent_mail' is no int"),
    ],
)
def test_wrong_settings_are_told_with_the_file(home, written, message):
    (home / "site.toml").write_text(written)

    with pytest.raises(InputError, match=r"site\.toml") as told:
        installation()

    assert message in str(told.value)


@pytest.mark.parametrize(
    ("name", "given", "expected"),
    [
        ("debug", "yes", True),
        ("debug", "0", False),
        ("hosts", "a.example, b.example", ["a.example", "b.example"]),
        ("origin", "http://x", "http://x"),
    ],
)
def test_environment_comes_before_the_file(home, monkeypatch, name, given, expected):
    monkeypatch.setenv(f"SALERNO_{name.upper()}", given)

    assert installation().says(name) == expected


@pytest.mark.parametrize("value", [0, -1, 36_501, True])
def test_period_that_cannot_be_is_told(home, value):
    with pytest.raises(InputError, match=f"'keep_sent_mail' is {value}.*from 1 to 36500"):
        Installation(home, {"keep_sent_mail": value}).days("keep_sent_mail")


def test_period_is_the_usual_one_unless_it_is_said(home, monkeypatch):
    monkeypatch.setenv("SALERNO_KEEP_CLOSED_KEYS", "7")
    site = Installation(home, {"keep_sent_mail": 60})

    asked = ("keep_sent_mail", "keep_failed_mail", "keep_closed_keys")
    assert [site.days(name) for name in asked] == [60, 90, 7]


def test_period_in_the_environment_that_is_no_number_is_told(home, monkeypatch):
    monkeypatch.setenv("SALERNO_KEEP_SENT_MAIL", "a month")

    with pytest.raises(InputError, match="SALERNO_KEEP_SENT_MAIL is 'a month'"):
        installation().days("keep_sent_mail")


def test_paths_lie_in_the_folder():
    site = Installation(pathlib.Path("/srv/site"), {"files": "/data/files"})

    assert site.path("files", "files") == pathlib.Path("/data/files")
    assert site.path("backups", "backups") == pathlib.Path("/srv/site/backups")


def test_sqlite_keeps_what_it_acknowledged(tmp_path):
    found = database_of("sqlite:///site.sqlite3", folder=tmp_path)

    assert found["NAME"] == str(tmp_path / "site.sqlite3")
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "synchronous=FULL" in found["OPTIONS"]["init_command"]


@pytest.mark.parametrize(
    ("address", "host", "port"),
    [
        ("postgresql://me:se%40cret@db:5433/salerno", "db", "5433"),
        ("postgresql://me:se%40cret@/salerno?host=/run/pg", "/run/pg", ""),
    ],
)
def test_postgresql_is_named_by_an_address(tmp_path, address, host, port):
    found = database_of(address, folder=tmp_path)

    assert (found["USER"], found["PASSWORD"], found["NAME"]) == ("me", "se@cret", "salerno")
    assert (found["HOST"], found["PORT"]) == (host, port)


def test_database_of_another_kind_is_refused(tmp_path):
    with pytest.raises(InputError, match="'mysql' is not known"):
        database_of("mysql://x/y", folder=tmp_path)


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 4), True),
    ],
)
def test_sqlite_versions_with_the_wal_reset_bug_are_known(version, expected):
    assert is_safe(version) is expected
