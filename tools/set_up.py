"""Build the environment in .venv from the pinned requirements; do nothing when it is up to date.

Runs under whatever `python3` finds, so it uses only old syntax until the version is known.
"""

import contextlib
import fcntl
import hashlib
import pathlib
import subprocess
import sys
import time

OLDEST = (3, 11)
ROOT = pathlib.Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCK = ROOT / ".lock-setup"
MESSAGES = ROOT / "tools" / "messages.py"
LOCALES = ROOT / "src" / "salerno_web" / "ui" / "locale"
REQUIREMENTS = ROOT / "requirements" / "test.txt"
PROJECT = ROOT / "pyproject.toml"


def say(sentence):
    """Tell the person at the keyboard what happens now."""
    print(sentence, flush=True)


def stop(sentence):
    """End with a sentence instead of a traceback."""
    raise SystemExit("make setup stopped: " + sentence)


def require_python():
    """Stop unless this interpreter is new enough and able to make environments."""
    if sys.version_info < OLDEST:
        stop(
            "Salerno needs Python %d.%d or newer, but python3 is %d.%d (%s). "
            "Install a newer Python, or name one: make setup PYTHON=python3.12"
            % (OLDEST + sys.version_info[:2] + (sys.executable,))
        )
    try:
        import ensurepip  # noqa: F401, PLC0415 - only asks whether this Python can install pip
    except ImportError:
        stop(
            "this Python cannot make environments (module ensurepip is missing). "
            "On Debian and Ubuntu: apt install python3-venv"
        )


def digest(*paths):
    """Return one digest for the content of the files and the Python that reads them."""
    seen = hashlib.sha256(sys.version.encode())
    for path in paths:
        seen.update(path.read_bytes())
    return seen.hexdigest()


def is_fresh(stamp, wanted):
    """Tell whether the stamp says that this step was already done for this content."""
    return stamp.is_file() and stamp.read_text() == wanted


def run_pip(*arguments):
    """Run pip of the environment, quietly; its errors stay visible."""
    command = [str(PYTHON), "-m", "pip", "-qq", "--disable-pip-version-check", *arguments]
    if subprocess.run(command, check=False, cwd=ROOT).returncode:
        stop(
            "pip failed; its message is above. Nothing is half-done that a second "
            "`make setup` would not finish. If a download was refused, check the network."
        )


def make_environment():
    """Make .venv unless it already runs this very Python."""
    if PYTHON.exists():
        asked = [str(PYTHON), "-c", "import sys; print(sys.version)"]
        answer = subprocess.run(asked, check=False, capture_output=True, text=True)
        if answer.stdout.strip() == sys.version:
            return
        say("The environment in .venv belongs to another Python: making it anew.")
    say("Making an environment in .venv with Python %s." % sys.version.split()[0])
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)


def install_packages(stamp):
    """Install the pinned packages by hash, when the pins changed since the last time."""
    wanted = digest(REQUIREMENTS)
    if is_fresh(stamp, wanted):
        return
    make_environment()
    count = REQUIREMENTS.read_text().count("==")
    say("Installing %d pinned packages, each checked by its hash. About a minute." % count)
    run_pip("install", "--require-hashes", "--requirement", str(REQUIREMENTS))
    stamp.write_text(wanted)


def install_salerno(stamp):
    """Link the source tree into the environment, so that edits take effect at once."""
    wanted = digest(PROJECT)
    if is_fresh(stamp, wanted):
        return
    say("Linking Salerno itself into the environment.")
    run_pip("install", "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    stamp.write_text(wanted)


def compile_messages(stamp):
    """Compile the words of the site, when a catalogue changed since the last time."""
    catalogues = sorted(LOCALES.glob("*/LC_MESSAGES/django.po"))
    wanted = digest(MESSAGES, REQUIREMENTS, *catalogues)
    compiled = [path.with_suffix(".mo") for path in catalogues]
    if is_fresh(stamp, wanted) and all(path.is_file() for path in compiled):
        return
    if subprocess.run([str(PYTHON), str(MESSAGES), "compile"], check=False, cwd=ROOT).returncode:
        stop("the words of the site could not be compiled; the message is above.")
    stamp.write_text(wanted)


@contextlib.contextmanager
def one_at_a_time():
    """Wait while another `make` of the same folder builds the environment."""
    with LOCK.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another make is building the environment: waiting for it.")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def main():
    """Bring .venv up to date, saying what is done."""
    require_python()
    started = time.monotonic()
    with one_at_a_time():
        install_packages(VENV / ".packages-stamp")
        install_salerno(VENV / ".salerno-stamp")
        compile_messages(VENV / ".messages-stamp")
    taken = time.monotonic() - started
    if taken > 1:
        say("Ready after %d seconds. Try: .venv/bin/salerno --help" % taken)


if __name__ == "__main__":
    main()
