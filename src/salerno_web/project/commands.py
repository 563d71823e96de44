"""The site in a folder: `salerno init`, `serve`, `work`, `tidy`, `backup`, `restore` and so on.

Django is loaded only inside a command: `salerno check` needs none of it.
"""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from salerno.errors import InputError, Place
from salerno_web.project.installation import FILE, HOME
from salerno_web.project.watching import keep_going

Folder = Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder of the installation.")]
Archive = Annotated[Path, typer.Argument(metavar="ARCHIVE", help="The file of a backup.")]
SETTINGS = "salerno_web.project.settings"
STANDARD = Path("site")


def attach(app: typer.Typer) -> None:
    """Add the commands of the site to the `salerno` command."""
    for command in (init, serve, work, tidy, backup, restore):
        app.command()(command)
    app.command("verify-backup")(verify_backup)


def init(
    folder: Folder,
    *,
    origin: Annotated[
        str, typer.Option(help="The address that browsers will use.")
    ] = "http://localhost:8000",
    database: Annotated[
        str, typer.Option(help="sqlite:///FILE in the folder, or postgresql://HOST/NAME.")
    ] = "sqlite:///site.sqlite3",
    demonstration: Annotated[
        bool, typer.Option("--demonstration", help="Fill it with an invented season.")
    ] = False,
    seed: Annotated[int, typer.Option(min=0, help="What the season is drawn from.")] = 1,
) -> None:
    """Make the folder of an installation, its settings and its database.

    Nothing that is there already is overwritten; running it again brings the database up to date.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _write_settings(folder / FILE, origin, database, demonstration=demonstration)
    _set_up(folder)
    from salerno_web.project.installing import install  # noqa: PLC0415 - needs Django set up

    install()
    if demonstration:
        from django.utils import timezone  # noqa: PLC0415 - needs Django set up

        from salerno_web.project.season import make_season  # noqa: PLC0415 - needs Django set up

        make_season(seed=seed, now=timezone.now())
    print(f"Ready. Serve it with: salerno serve {folder}")


def _write_settings(file: Path, origin: str, database: str, *, demonstration: bool) -> None:
    if file.exists():
        return
    lines = (
        "# Settings of this installation; the reference is docs/reference/settings.md.",
        f'secret_key = "{secrets.token_urlsafe(50)}"',
        f'origin = "{origin}"',
        f'hosts = ["{_host(origin)}", "127.0.0.1", "localhost"]',
        f'database = "{database}"',
        f"demonstration = {'true' if demonstration else 'false'}",
    )
    draft = file.with_suffix(".part")
    draft.touch(mode=0o600)
    draft.write_text("\n".join(lines) + "\n", encoding="utf-8")
    draft.replace(file)


def _host(origin: str) -> str:
    return origin.partition("://")[2].partition("/")[0].partition(":")[0] or "localhost"


def _choose(folder: Path) -> None:
    """Let this process and its children know the installation; raises InputError without one."""
    if not (folder / FILE).is_file():
        raise InputError(
            "no installation here", where=Place(str(folder)), fix="make one: salerno init FOLDER"
        )
    os.environ[HOME] = str(folder.absolute())
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS


def _set_up(folder: Path) -> None:
    """Let Django know the installation; raises InputError where there is none."""
    _choose(folder)
    try:
        import django  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise InputError("the site is not installed", fix="pip install 'salerno[web]'") from error
    django.setup()


def serve(
    folder: Folder = STANDARD,
    *,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port of it.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, help="Processes.")] = 2,
    threads: Annotated[int, typer.Option(min=1, help="Threads of each process.")] = 4,
) -> None:
    """Serve the site with a production server, and do its background work beside it."""
    _set_up(folder)
    from salerno_web.project.serving import run  # noqa: PLC0415 - needs Django set up

    _tell(host, port)
    worker = subprocess.Popen([sys.executable, "-m", "salerno.cli", "work", str(folder)])
    try:
        run(host=host, port=port, workers=workers, threads=threads)
    finally:
        worker.terminate()
        worker.wait(timeout=30)


def _tell(host: str, port: int) -> None:
    """Say where the site is, and of a demonstration, who may sign in."""
    from django.conf import settings  # noqa: PLC0415 - needs Django set up

    from salerno_web.project.season import PASSWORD, log_ins  # noqa: PLC0415 - the same

    print(f"Salerno is at http://{host}:{port}/ until you press Ctrl+C.")
    if settings.DEMONSTRATION:
        print(f"\nEverybody in it is invented. The password of each is: {PASSWORD}\n")
        for email, role in log_ins():
            print(f"  {email:28} {role}")
    sys.stdout.flush()


def work(
    folder: Folder = STANDARD,
    *,
    once: Annotated[bool, typer.Option("--once", help="Do what is due and stop.")] = False,
) -> None:
    """Do what is due: tasks, mail, timers; until stopped. What is killed is begun again."""
    if not once:
        _choose(folder)
        raise typer.Exit(keep_going([sys.executable, "-m", "django", "work"]))
    _set_up(folder)
    from django.core.management import call_command  # noqa: PLC0415 - needs Django set up

    call_command("work", once=True)


def tidy(
    folder: Folder = STANDARD,
    *,
    preview: Annotated[bool, typer.Option("--preview", help="Only say what would go.")] = False,
    as_of: Annotated[
        str, typer.Option("--as-of", metavar="DATE", help="The day of the preview [today].")
    ] = "",
) -> None:
    """Delete what was kept long enough, as the worker does once a day; or say what would go."""
    _set_up(folder)
    from django.core.management import call_command  # noqa: PLC0415 - needs Django set up

    try:
        day = date.fromisoformat(as_of) if as_of else None
    except ValueError as error:
        raise InputError(f"--as-of: '{as_of}' is no day", fix="give it as 2027-01-31") from error
    call_command("tidy", preview=preview, as_of=day)


def backup(
    folder: Folder,
    out: Annotated[Path, typer.Argument(metavar="ARCHIVE", help="The file to write.")],
) -> None:
    """Write database and files into one archive, while the site runs."""
    _set_up(folder)
    from salerno_web.project.backups import write_backup  # noqa: PLC0415 - needs Django set up

    print(write_backup(out))


def restore(archive: Archive, folder: Folder) -> None:
    """Make an installation from an archive, in a folder that is empty or not there."""
    from salerno_web.project.archives import unpack  # noqa: PLC0415 - loaded when it is used

    unpack(archive, folder)
    _set_up(folder)
    from salerno_web.project.backups import load_backup  # noqa: PLC0415 - needs Django set up

    print(load_backup(folder))


def verify_backup(archive: Archive) -> None:
    """Check that an archive is whole: every file, the database, and the log of what was done."""
    from salerno_web.project.archives import verified  # noqa: PLC0415 - loaded when it is used

    print(verified(archive))
