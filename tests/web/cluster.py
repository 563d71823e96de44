"""A PostgreSQL of our own for the time of the tests: one folder, one socket, no port.

`SALERNO_TEST_DATABASE=postgresql pytest tests/web` starts one; the workers of pytest-xdist are told
of it by the environment and share it, each with a database of its own.
"""

import atexit
import functools
import os
import pathlib
import pwd
import shutil
import subprocess
import tempfile

WANTED = "SALERNO_TEST_DATABASE"
RUNNING = "SALERNO_TEST_SOCKET"
NOT_CHECKED = "NOT CHECKED: there is no PostgreSQL on this computer (initdb, pg_ctl)"
DEBIAN = pathlib.Path("/usr/lib/postgresql")
FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c listen_addresses=''"


def is_wanted():
    """Whether the tests are to run on PostgreSQL."""
    return os.environ.get(WANTED) == "postgresql"


def programs():
    """Return the folder of PostgreSQL's programs, the newest first, or None."""
    folders = sorted(DEBIAN.glob("*/bin"), key=lambda folder: int(folder.parent.name), reverse=True)
    on_path = shutil.which("initdb")
    folders += [pathlib.Path(on_path).parent] if on_path else []
    found = (one for one in folders if (one / "initdb").exists() and (one / "pg_ctl").exists())
    return next(found, None)


def address():
    """Return the address of the running cluster, started where it is not yet running."""
    if RUNNING not in os.environ:
        folder, stop = start(FAST)
        atexit.register(stop)
        os.environ[RUNNING] = str(folder)
    return f"postgresql://salerno@/salerno?host={os.environ[RUNNING]}"


def start(options):
    """Start a cluster with some options of the server; return its folder, and what stops it."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="salerno-pg-"))
    owner = pwd.getpwnam("postgres") if os.geteuid() == 0 else None
    if owner:
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    rows = folder / "rows"
    _run("initdb", "-D", rows, "-U", "salerno", "-A", "trust", "-E", "UTF8", "--no-sync",
         "--locale=C.UTF-8", owner=owner)  # fmt: skip
    _run("pg_ctl", "-D", rows, "-l", folder / "log", "-w", "-o", f"{options} -k {folder}", "start",
         owner=owner)  # fmt: skip
    return folder, functools.partial(_stop, folder, owner)


def _stop(folder, owner):
    _run("pg_ctl", "-D", folder / "rows", "-m", "immediate", "-w", "stop", owner=owner, check=False)
    shutil.rmtree(folder, ignore_errors=True)


def _run(program, *words, owner, check=True):
    as_owner = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if owner else {}
    subprocess.run(
        [programs() / program, *words],
        check=check, stdout=subprocess.DEVNULL, cwd="/", **as_owner,
    )  # fmt: skip
