"""Made, filled, backed up, checked and restored, by the command that people type."""

import json
import socket
import sqlite3
import subprocess
import sys
import tarfile
import time
import urllib.request

import pytest

from salerno.errors import InputError
from salerno_web.project.archives import LIST, digest_of, pack_folder, unpack, verified

pytestmark = [pytest.mark.slow, pytest.mark.covers]


def run(*words):
    """Run the command and return what it said."""
    command = [sys.executable, "-m", "salerno.cli", *map(str, words)]
    ran = subprocess.run(command, check=False, capture_output=True, text=True)
    return ran.returncode, ran.stdout + ran.stderr


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Return the folder of a demonstration."""
    folder = tmp_path_factory.mktemp("site") / "demo"
    code, said = run("init", folder, "--demonstration")
    assert code == 0, said
    return folder


@pytest.fixture(scope="module")
def backed_up(site, tmp_path_factory):
    """Return a backup of the demonstration with a file in it, and its rows at that time.

    Other tests serve the same site, and its worker tidies up.
    """
    (site / "files" / "ab").mkdir(parents=True, exist_ok=True)
    (site / "files" / "ab" / "abcd").write_bytes(b"a degree")
    out, then = tmp_path_factory.mktemp("backups") / "backup.tar.gz", rows(site)
    code, said = run("backup", site, out)
    assert code == 0, said
    return out, then


@pytest.fixture(scope="module")
def archive(backed_up):
    """Return the backup alone."""
    return backed_up[0]


def rows(folder):
    with sqlite3.connect(folder / "site.sqlite3") as connection:
        tables = ("people_user", "credentials_credential", "people_event")
        return [connection.execute(f"SELECT * FROM {t} ORDER BY id").fetchall() for t in tables]


def test_demonstration_has_people_of_every_role(site):
    with sqlite3.connect(site / "site.sqlite3") as connection:
        roles = {role for (role,) in connection.execute("SELECT role FROM people_membership")}
        invented = connection.execute("SELECT min(is_demonstration) FROM people_user").fetchone()

    assert len(roles) == 8
    assert invented == (1,)


def test_making_it_again_changes_nothing(site):
    before = rows(site)

    code, said = run("init", site, "--demonstration")

    assert (code, rows(site)) == (0, before), said


def test_settings_are_for_nobody_else_to_read(site):
    assert (site / "site.toml").stat().st_mode & 0o077 == 0


def test_backup_is_whole(archive):
    code, said = run("verify-backup", archive)

    assert code == 0
    assert "all as they were" in said


def test_restored_site_is_the_same(backed_up, tmp_path):
    archive, then = backed_up

    code, said = run("restore", archive, tmp_path / "again")

    assert code == 0, said
    assert rows(tmp_path / "again") == then
    assert (tmp_path / "again/files/ab/abcd").read_bytes() == b"a degree"


def test_key_of_badges_is_for_nobody_else_and_in_the_backup(site, archive, tmp_path):
    unpack(archive, tmp_path / "again")

    assert (site / "badges.pem").stat().st_mode & 0o077 == 0
    assert (tmp_path / "again/badges.pem").read_bytes() == (site / "badges.pem").read_bytes()


def test_backup_does_not_overwrite_a_folder_that_is_used(site, archive):
    code, said = run("restore", archive, site)

    assert code == 2
    assert "not empty" in said


@pytest.mark.parametrize("command", ["serve", "work", "backup"])
def test_folder_without_an_installation_is_told(tmp_path, command):
    words = [command, tmp_path, *([tmp_path / "x"] if command == "backup" else [])]

    code, said = run(*words)

    assert code == 2
    assert "no installation here" in said


def test_spoilt_archive_is_found(archive, tmp_path):
    spoilt = tmp_path / "spoilt.tar.gz"
    content = bytearray(archive.read_bytes())
    content[len(content) // 2] ^= 0xFF
    spoilt.write_bytes(content)

    code, _said = run("verify-backup", spoilt)

    assert code == 2


def packed(tmp_path, **changes):
    """Return an archive of one file, its list changed."""
    folder, out = tmp_path / "in", tmp_path / "out.tar.gz"
    folder.mkdir()
    (folder / "site.toml").write_text("x = 1")
    pack_folder(folder, out, made_at="2026-11-23", rows={})
    if changes:
        listed = {**json.loads((folder / LIST).read_text()), **changes}
        (folder / LIST).write_text(json.dumps(listed))
        with tarfile.open(out, "w:gz") as archive:
            for path in folder.iterdir():
                archive.add(path, arcname=path.name)
    return out


def test_archive_counts_what_is_in_it(tmp_path):
    assert str(verified(packed(tmp_path))) == (
        "Backup of 2026-11-23: 0 rows, 1 files, all as they were."
    )


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"format": 99}, "written by another version"),
        ({"files": {"site.toml": "0" * 64}}, "'site.toml' is missing or changed"),
        ({"files": {"other": "0" * 64}}, "'other' is missing or changed"),
        ({"files": None}, "no list of what is in it"),
    ],
)
def test_list_that_does_not_agree_is_found(tmp_path, changes, message):
    archive = packed(tmp_path, **changes)

    with pytest.raises(InputError, match=message):
        unpack(archive, tmp_path / "there")


def test_archive_without_a_list_is_refused(tmp_path):
    out = tmp_path / "x.tar.gz"
    with tarfile.open(out, "w:gz"):
        pass

    with pytest.raises(InputError, match="no list of what is in it"):
        unpack(out, tmp_path / "there")


def test_archive_that_is_not_one_is_refused(tmp_path):
    (tmp_path / "x.tar.gz").write_bytes(b"not an archive")

    with pytest.raises(InputError, match="no backup that can be read"):
        unpack(tmp_path / "x.tar.gz", tmp_path / "there")


def test_archive_that_cannot_be_written_leaves_nothing(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a").write_text("a")

    with pytest.raises(InputError, match="cannot be written"):
        pack_folder(folder, tmp_path / "no" / "out.tar.gz", made_at="", rows={})


@pytest.mark.parametrize(
    ("rows", "message"), [({"t": 2}, "'t' has 1 rows and not 2"), ({"gone": 1}, "is damaged")]
)
def test_database_that_lost_rows_is_found(tmp_path, rows, message):
    folder = tmp_path / "in"
    folder.mkdir()
    with sqlite3.connect(folder / "database.sqlite3") as connection:
        connection.execute("CREATE TABLE t (x)")
        connection.execute("INSERT INTO t VALUES (1)")
    connection.close()
    out = tmp_path / "out.tar.gz"
    pack_folder(folder, out, made_at="2026-11-23", rows=rows)

    with pytest.raises(InputError, match=message):
        verified(out)


def test_digest_is_that_of_the_content(tmp_path):
    (tmp_path / "a").write_bytes(b"abc")

    assert digest_of(tmp_path / "a")[:8] == "ba7816bf"


def free_port():
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]


def test_demonstration_is_served_until_it_is_stopped(site):
    port = free_port()
    command = [sys.executable, "-m", "salerno.cli", "serve", str(site), "--port", str(port)]
    served = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        answer = answered(f"http://127.0.0.1:{port}/readyz", tries=60)
    finally:
        served.terminate()
        said = served.communicate(timeout=40)[0]

    assert answer == b'{"database": true, "migrations": true}'
    assert f"Salerno is at http://127.0.0.1:{port}/" in said
    assert "trota@demo.example" in said


def answered(address, *, tries):
    """Return what the address answers, asked again until somebody does."""
    for _ in range(tries):
        try:
            with urllib.request.urlopen(address, timeout=5) as response:
                return response.read()
        except OSError:
            time.sleep(0.5)
    raise AssertionError(f"nobody answers at {address}")
