"""By one setting tasks are done by Celery's workers; they stay rows, and none is lost."""

import contextlib
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
from datetime import timedelta
from importlib import import_module

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from django_tasks import task_backends
from django_tasks_db.models import DBTaskResult

from salerno.errors import InputError
from salerno_web.connectors.celery import sending
from salerno_web.connectors.celery.sending import RUN, announce_due, application
from salerno_web.people.leases import claimed, run_due
from salerno_web.project.installation import BY_CELERY, BY_ROWS, tasks_of
from tests.web.installed import ENQUEUE, Installed, lines_of, waited_for
from tests.web.people.sleepers import note_down

WORKER = ["-m", "celery", "-A", "salerno_web.connectors.celery.worker", "worker"]
QUIET = ["--concurrency", "1", "--without-gossip", "--without-mingle", "--loglevel", "WARNING"]
RABBITMQ = pathlib.Path("/usr/lib/rabbitmq/bin")


@pytest.fixture
def memory(settings):
    """Have the tasks done by Celery, with a broker in the memory of this process."""
    done, settings.TASKS_ADVANCED_BY, settings.TASKS_BROKER = tasks_of("celery+memory://")
    settings.TASKS = {"default": done}
    cache.clear()
    yield application("memory://")
    emptied(application("memory://"))


def emptied(app):
    """Return the ids that the broker was told, and leave none."""
    found = []
    with app.connection_for_read() as line, line.SimpleQueue("celery") as queue:
        while queue.qsize():
            message = queue.get_nowait()
            found.append(message.payload[0][0])
            message.ack()
    return found


@pytest.mark.django_db
def test_celery_is_told_of_a_task_once_it_is_committed(memory, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        found = note_down.enqueue("one")
        before = emptied(memory)

    assert (before, emptied(memory)) == ([], [found.id])
    assert DBTaskResult.objects.get().backend_name == "default"


@pytest.mark.django_db
def test_celery_is_not_told_of_what_was_undone(memory, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        note_down.enqueue("one")
        transaction.set_rollback(True)

    assert (emptied(memory), DBTaskResult.objects.count()) == ([], 0)


@pytest.mark.django_db
def test_task_that_nobody_took_is_told_of_again_once_a_minute(memory):
    found = note_down.enqueue("one")
    young = announce_due("me"), emptied(memory)
    DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(seconds=11))

    told = [(announce_due("me"), emptied(memory)) for _time in range(2)]

    assert young == (0, [])
    assert told == [(0, [found.id]), (0, [])]


@pytest.mark.django_db
def test_task_that_is_for_later_is_told_of_when_its_time_has_come(
    memory, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        found = note_down.using(run_after=timezone.now() + timedelta(hours=1)).enqueue("one")
    call_command("work", "--once")
    early = emptied(memory)
    DBTaskResult.objects.filter(pk=found.id).update(run_after=timezone.now())

    announce_due("me")

    assert (found.id in early, emptied(memory)) == (False, [found.id])


@pytest.mark.django_db
def test_task_that_somebody_does_is_not_told_of(memory):
    note_down.enqueue("one")
    DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(seconds=11))
    claimed("me")

    announce_due("me")

    assert emptied(memory) == []


@pytest.mark.django_db
def test_worker_does_what_it_was_told_of_once(memory):
    run = import_module("salerno_web.connectors.celery.worker").run
    found = note_down.enqueue("one")

    for _time in range(2):
        run(found.id)

    row = DBTaskResult.objects.get()
    assert (row.status, row.return_value, len(row.worker_ids)) == ("SUCCESSFUL", "one", 1)


@pytest.mark.django_db
def test_task_waits_while_the_broker_is_not_there(
    settings, caplog, memory, django_capture_on_commit_callbacks
):
    settings.TASKS_BROKER = "redis://127.0.0.1:1/0"

    with django_capture_on_commit_callbacks(execute=True):
        note_down.enqueue("one")
    DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(seconds=11))
    announce_due("me")

    told = [one.message for one in caplog.records if one.name == sending.__name__]
    assert told == ["the broker is not there; tasks wait"] * 2
    assert run_due("me") == 1


@pytest.mark.parametrize(
    ("setting", "backend", "advanced", "broker"),
    [
        ("database", "django_tasks_db.DatabaseBackend", BY_ROWS, ""),
        ("celery+redis://h:1/0", f"{sending.__name__}.CeleryBackend", BY_CELERY, "redis://h:1/0"),
        ("celery+amqp://u:p@h", f"{sending.__name__}.CeleryBackend", BY_CELERY, "amqp://u:p@h"),
    ],
)
def test_setting_says_who_does_tasks(setting, backend, advanced, broker):
    assert tasks_of(setting) == ({"BACKEND": backend}, advanced, broker)


@pytest.mark.parametrize("setting", ["", "redis://h", "celery", "celery+sqs://h", "rows+redis://h"])
def test_setting_that_nobody_knows_is_told(setting):
    with pytest.raises(InputError, match=r"tasks: .* is not known"):
        tasks_of(setting)


WITHOUT = """
import sys
sys.modules["celery"] = None
import django
django.setup()
import salerno_web.people.tasks
"""


def test_celery_that_is_not_installed_is_told(tmp_path):
    environment = {
        **os.environ, "SALERNO_HOME": str(tmp_path), "SALERNO_TASKS": "celery+redis://localhost",
        "DJANGO_SETTINGS_MODULE": "salerno_web.project.settings",
    }  # fmt: skip

    command = [sys.executable, "-c", WITHOUT]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert "Celery is not installed; pip install 'salerno[celery]'" in done.stderr


def test_messages_name_one_function(memory):
    assert (RUN, type(task_backends["default"])) == ("salerno.run", sending.CeleryBackend)


def program(*names):
    """Return the first of some programs that is installed; skip loudly where none is."""
    places = [*(pathlib.Path(sys.prefix) / "bin" / name for name in names), *RABBITMQ.glob("*")]
    own = [path for path in places if path.name in names and os.access(path, os.X_OK)]
    found = [*filter(None, map(shutil.which, names)), *own]
    if not found:
        pytest.skip(f"NOT CHECKED: no broker is installed ({' or '.join(names)})")
    return str(own[0] if own else found[0])


def free_ports(number):
    with contextlib.ExitStack() as stack:
        several = [stack.enter_context(socket.socket()) for _ in range(number)]
        for one in several:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in several]


@contextlib.contextmanager
def serving(command, port, **environment):
    """Run a broker until it is needed no longer."""
    child = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
        env={**os.environ, **environment},
    )
    try:
        waited_for(lambda: answers(port), seconds=60)
        yield
    finally:
        os.killpg(child.pid, signal.SIGTERM)
        child.wait(timeout=30)


@contextlib.contextmanager
def redis(folder):
    """Run Redis, or Valkey, and give its address."""
    (port,) = free_ports(1)
    words = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    with serving([program("redis-server", "valkey-server"), *words], port):
        yield f"redis://127.0.0.1:{port}/0"


@contextlib.contextmanager
def rabbitmq(folder):
    """Run RabbitMQ and give its address; the daemon that it leaves behind is ended as well."""
    port, between, names = free_ports(3)
    settings = {
        "HOME": str(folder), "ERL_EPMD_PORT": str(names), "RABBITMQ_NODENAME": f"t{port}@localhost",
        "RABBITMQ_NODE_PORT": str(port), "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
        "RABBITMQ_DIST_PORT": str(between), "RABBITMQ_MNESIA_BASE": str(folder / "rows"),
        "RABBITMQ_LOG_BASE": str(folder / "log"),
        "RABBITMQ_ENABLED_PLUGINS_FILE": str(folder / "plugins"),
    }  # fmt: skip
    try:
        with serving([program("rabbitmq-server")], port, **settings):
            yield f"amqp://guest:guest@127.0.0.1:{port}//"
    finally:
        if shutil.which("epmd"):
            command = ["epmd", "-port", str(names), "-kill"]
            subprocess.run(command, check=False, stdout=subprocess.DEVNULL)


def answers(port):
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


@pytest.mark.slow
@pytest.mark.parametrize("broker", [redis, rabbitmq])
def test_celery_does_tasks_and_does_those_of_a_killed_worker_again(tmp_path, broker):
    begun, folder = tmp_path / "begun", tmp_path / "broker"
    folder.mkdir()

    with broker(folder) as address:
        site = Installed(tmp_path, SALERNO_TASKS=f"celery+{address}")
        with site.running("-m", "django", "work"), site.running(*WORKER, *QUIET):
            site.run("-c", ENQUEUE, str(begun))
            (first,) = waited_for(lambda: lines_of(begun), seconds=60)
            os.kill(int(first), signal.SIGKILL)
            waited_for(lambda: lines_of(begun)[1:], seconds=100)

            query = "SELECT worker_ids FROM django_tasks_database_dbtaskresult WHERE status = '{}'"
            done = query.format("SUCCESSFUL") + " AND task_path LIKE '%sleep_at_first'"
            ((workers,),) = waited_for(lambda: site.rows(done), seconds=30)

    assert workers.count("celery-") == 2
    assert len(lines_of(begun)) == 2
