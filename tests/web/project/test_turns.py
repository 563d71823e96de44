"""Those who write to SQLite take turns: nobody waits in vain, and nobody keeps a turn."""

import threading

import pytest
from django.db import OperationalError
from django.db.utils import ConnectionHandler

from salerno_web.project.installation import database_of
from salerno_web.project.turns import base

pytestmark = pytest.mark.django_db

CREATE = "CREATE TABLE told (word TEXT)"
INSERT = "INSERT INTO told VALUES ('x')"


@pytest.fixture
def file(tmp_path):
    """Return the settings of a database in a file."""
    return database_of("sqlite:///told.sqlite3", folder=tmp_path)


@pytest.fixture
def opened(file):
    """Return a function that opens one more connection to the file."""
    several = []

    def one():
        handler = ConnectionHandler({"default": dict(file)})
        several.append(handler["default"])
        several[-1].inc_thread_sharing()
        return several[-1]

    yield one
    for connection in several:
        connection.close()


def written(connection):
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM told")
        return cursor.fetchone()[0]


def begin(connection):
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)


def test_turn_is_held_to_the_end_of_a_transaction_and_given_away_then(opened, monkeypatch):
    monkeypatch.setattr(base, "PATIENCE", 0.01)
    first, second = opened(), opened()
    with first.cursor() as cursor:
        cursor.execute(CREATE)
        cursor.execute("PRAGMA busy_timeout=1")
    with second.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout=1")

    begin(first)
    with pytest.raises(OperationalError, match="locked"):
        begin(second)
    first.commit()
    begin(second)
    second.rollback()
    begin(first)
    first.close()
    begin(second)
    second.commit()

    assert written(second) == 0


def test_many_who_write_without_pause_all_get_their_turn(opened):
    with opened().cursor() as cursor:
        cursor.execute(CREATE)
    several = [opened() for _ in range(8)]

    def write(connection):
        for _ in range(10):
            begin(connection)
            with connection.cursor() as cursor:
                cursor.execute(INSERT)
            connection.commit()
            connection.set_autocommit(True)

    threads = [threading.Thread(target=write, args=[one]) for one in several]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert written(opened()) == 80


def test_database_in_memory_has_no_turns(file, tmp_path):
    handler = ConnectionHandler({"default": {**file, "NAME": ":memory:"}})

    with handler["default"].cursor() as cursor:
        cursor.execute(CREATE)
    begin(handler["default"])
    handler["default"].rollback()

    assert [*tmp_path.iterdir()] == []
