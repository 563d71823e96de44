"""An installation that cannot keep its word says so before it starts."""

import sqlite3

import pytest
from django.db import connection

from salerno_web.project.checks import check_origin, check_sqlite


@pytest.mark.django_db
def test_bundled_sqlite_is_good():
    assert check_sqlite() == []


@pytest.mark.django_db
def test_sqlite_that_loses_writes_is_refused(monkeypatch):
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 40, 1))

    found = [(one.id, "pysqlite3" in one.hint) for one in check_sqlite()]

    assert found == ([("salerno.E001", True)] if connection.vendor == "sqlite" else [])


@pytest.mark.parametrize(("is_secure", "expected"), [(True, []), (False, ["salerno.W001"])])
def test_site_without_https_is_warned_of(settings, is_secure, expected):
    settings.IS_SECURE = is_secure

    assert [one.id for one in check_origin()] == expected


def test_secret_key_that_is_not_kept_is_warned_of(settings, monkeypatch):
    monkeypatch.delenv("SALERNO_SECRET_KEY", raising=False)
    settings.IS_SECURE = True

    assert [one.id for one in check_origin()] == ["salerno.W002"]
