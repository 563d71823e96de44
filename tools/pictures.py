"""Take the pictures of the site: a demonstration is made, served, and looked at in chromium."""

import contextlib
import io
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs/images"
COMMAND = Path(sys.executable).with_name("salerno")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
DESK, PHONE, LONG = (1000, 760), (390, 760), (390, 1180)
PASSWORD = "scuola-medica-salernitana"
STUDENT, GRADUATE = "iloma@demo.example", "priyal@demo.example"
LEAVER = "abena@demo.example"
FOUR = "&".join(f"with={own}" for own in ("uz/cau/md", "pl/jumc/md", "hu/szeged/md", "us/yale/md"))
PLAB = "gb/gmc/registration-plab"
MOST = 150_000  # bytes
PATIENCE = 60  # seconds


@dataclass(frozen=True, slots=True)
class Picture:
    """What is looked at, by whom, in which window."""

    name: str
    path: str
    size: tuple[int, int]
    who: str = ""
    language: str = "en"
    below: str = ""  # the picture begins at this element


TAKEN = (
    Picture("site-front-door", "/", DESK),
    Picture("site-question", "/interview/fact/student.status/", PHONE),
    Picture("site-open", "/opportunities/", DESK, STUDENT),
    Picture("site-verdict", f"/opportunities/{PLAB}/", LONG, GRADUATE),
    Picture("site-plan", f"/routes/new/?goal={PLAB}", DESK, GRADUATE),
    Picture("site-programmes", "/programmes/", DESK, LEAVER),
    Picture("site-compare", f"/programmes/compare/?{FOUR}", LONG, LEAVER),
    Picture("site-budget", "/programmes/pl/jumc/md/budget/?own=60000", DESK, LEAVER),
    Picture("site-atlas", f"/atlas/opportunities/{PLAB}/", LONG, language="ar"),
)


def free_port():
    """Return a port that nobody listens on."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


@contextlib.contextmanager
def demonstration():
    """Serve a demonstration for as long as it is looked at; yields its address."""
    port = free_port()
    address = f"http://localhost:{port}"
    with tempfile.TemporaryDirectory() as folder:
        site = f"{folder}/site"
        subprocess.run(
            [COMMAND, "init", site, "--demonstration", "--origin", address],
            check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        serving = subprocess.Popen([COMMAND, "serve", site, "--port", str(port), "--workers", "1"])
        try:
            wait(f"{address}/readyz")
            yield address
        finally:
            serving.terminate()
            serving.wait()


def wait(address):
    """Wait until somebody answers."""
    for _ in range(PATIENCE * 4):
        with contextlib.suppress(URLError), urlopen(address, timeout=5) as answer:
            if answer.status == 200:
                return
        time.sleep(0.25)
    raise SystemExit(f"nobody answers at {address}")


def taken(browser, address, picture):
    """Return the picture as PNG."""
    width, height = picture.size
    page = browser.new_page(
        base_url=address, locale=picture.language, viewport={"width": width, "height": height}
    )
    if picture.who:
        page.goto("/account/login/")
        page.fill("input[name=login]", picture.who)
        page.fill("input[name=password]", PASSWORD)
        page.click("main form button[type=submit], main form button.button")
        page.wait_for_load_state("networkidle")
    page.goto(picture.path)
    if picture.path.startswith("/routes/new/"):
        page.locator("main form button.button").last.click()
        page.wait_for_load_state("networkidle")
    if picture.below:
        page.locator(picture.below).first.scroll_into_view_if_needed()
    shot = page.screenshot()
    page.close()
    return shot


def small(shot):
    """Return the picture with a palette of at most 256 colours."""
    out = io.BytesIO()
    Image.open(io.BytesIO(shot)).convert("RGB").quantize(256).save(out, "PNG", optimize=True)
    return out.getvalue()


def main():
    """Take every picture."""
    program = shutil.which("chromium")
    if program is None:
        raise SystemExit("NOT TAKEN: there is no chromium on this computer")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with demonstration() as address, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program, args=FLAGS)
        for picture in TAKEN:
            content = small(taken(browser, address, picture))
            if len(content) > MOST:
                raise SystemExit(f"{picture.name} is too large: {len(content)} bytes")
            (PICTURES / f"{picture.name}.png").write_bytes(content)
            print(f"{picture.name}: {len(content):,} bytes")
        browser.close()


if __name__ == "__main__":
    main()
