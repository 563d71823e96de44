"""The site under load: 20 browsers on loopback, each asking as soon as it was answered."""

import contextlib
import http.client
import os
import pathlib
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

import salerno_atlas
from benchmarks.measures import Figure, check, seconds, times
from salerno.atlas import compile_atlas, digest_of, load_atlas

CLIENTS = 20
FIRST = 3  # so many pages each, until every process has judged every record
PERSON = """\
person: trota-{n}
facts: {{citizenship: EG, birth.date: 1999-03-{day:02}, student.status: graduate}}
complete: ["exam/*", "us/usmle-*"]
credentials:
  - {{type: degree/primary-medical, on: 2023-12-20, country: EG, in-wdoms: yes}}
  - {{type: exam/oet-medicine, on: 2026-01-17, listening: 380, reading: 370, writing: 340}}
  - {{type: us/usmle-step1, on: 2025-01-23, result: pass}}
"""
RULE = """\
opportunity: xx/bench-{file}/place-{n}
kind: {kind}
title: {{en: "Rotation {n} in {field}", es: "Rotación {n} en {field}"}}
country: {country}
authority: A made-up hospital {host}
sources:
  guide: {{url: "https://guide.example/{n}", title: Guide, dated: undated, read: 2026-11-22,
    tier: official, confidence: A}}
versions:
  - in-force: 2020-01-01..
    source: guide
    requires:
      - {{fact: student.status, is: graduate, id: graduate}}
      - {{id: degree, has: degree/primary-medical}}
      - id: english
        has: exam/oet-medicine
        where: {{writing: ">= {score}"}}
        age: at most {years} years
      - {{id: passport, has: document/passport}}
"""
FIELDS = ("surgery", "paediatrics", "psychiatry", "cardiology", "radiology", "neurology")
COUNTRIES = ("GB", "US", "DE", "CA", "AU", "IE", "NZ", "SE")


def free_port():
    """Return a port of the loopback that nobody listens on."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]


def write_rules(folder, count):
    """Write made-up opportunities beside those that are shipped."""
    for start in range(0, count, 100):
        file = start // 100
        texts = [
            RULE.format(
                file=file, n=n, field=FIELDS[n % 6], country=COUNTRIES[n % 8], host=n % 97,
                kind="rotation", score=300 + n % 10 * 10, years=1 + n % 9,
            )
            for n in range(start, min(start + 100, count))
        ]  # fmt: skip
        path = folder / "xx" / f"bench-{file}.yaml"
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text("---\n".join(texts), encoding="utf-8")


@contextlib.contextmanager
def served(folder, port):
    """Serve an installation; yield the process and how long it took until it was ready."""
    command = [sys.executable, "-m", "salerno.cli", "serve", str(folder), "--port", str(port)]
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(port, "/readyz")
        yield process, time.perf_counter() - start
    finally:
        process.terminate()
        process.wait(timeout=60)


@contextlib.contextmanager
def yardstick(port):
    """Serve the bare page."""
    command = [sys.executable, "-m", "benchmarks.yardstick", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(port, "/")
        yield
    finally:
        process.terminate()
        process.wait(timeout=60)


def wait_for(port, path):
    """Wait until an address answers, half a minute at most."""
    for _ in range(300):
        with contextlib.suppress(OSError):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            connection.request("GET", path)
            if connection.getresponse().status == 200:
                return
        time.sleep(0.1)
    raise SystemExit("the server does not answer")


class Browser:
    """A browser that keeps its connection and its cookies."""

    def __init__(self, port):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies = {}

    def get(self, path):
        """Return the status, the place it leads to and the content of a page."""
        return self._ask("GET", path, None, {})

    def post(self, path, told):
        """Send a form."""
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": self.token(path), **told}, doseq=True)
        return self._ask("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def upload(self, path, name, content):
        """Send a file."""
        edge = "edge"
        lines = [
            f'Content-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{self.token(path)}'
        ]
        lines += [
            f'Content-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n{content}'
        ]
        body = "".join(f"--{edge}\r\n{line}\r\n" for line in lines) + f"--{edge}--\r\n"
        return self._ask(
            "POST", path, body, {"Content-Type": f"multipart/form-data; boundary={edge}"}
        )

    def token(self, path):
        """Return the token of the form on a page."""
        return re.search(r'csrfmiddlewaretoken" value="(\w+)"', self.get(path)[2])[1]

    def _ask(self, method, path, body, headers):
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        own = {**headers, "Cookie": cookies, "Referer": "http://127.0.0.1/"}
        try:
            self.connection.request(method, path, body, own)
            response = self.connection.getresponse()
        except (http.client.RemoteDisconnected, ConnectionError):  # it was idle for too long
            self.connection.close()
            self.connection.request(method, path, body, own)
            response = self.connection.getresponse()
        for line in response.headers.get_all("Set-Cookie") or ():
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        content = response.read().decode()
        return response.status, response.headers.get("Location", ""), content


def under_load(browsers, path_of, rounds):
    """Ask for pages from all browsers at once; return every time, in seconds."""
    found, wrong = [], []

    def work(number, browser):
        for round_ in range(rounds):
            start = time.perf_counter()
            status, _, _ = browser.get(path_of(number, round_))
            found.append(time.perf_counter() - start)
            if status != 200:
                wrong.append(status)

    threads = [threading.Thread(target=work, args=pair) for pair in enumerate(browsers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    check(not wrong, f"pages answered {wrong[:3]}")
    return found


def p95(values):
    """Return the value below which 95 of 100 lie."""
    return statistics.quantiles(values, n=20)[-1]


def memory_of(process):
    """Return the memory of a process and its children, shared parts counted once, in MB."""
    listed = subprocess.run(["ps", "-eo", "pid,ppid"], capture_output=True, text=True, check=True)
    pairs = [tuple(map(int, line.split())) for line in listed.stdout.splitlines()[1:]]
    family = {process.pid}
    while more := {pid for pid, parent in pairs if parent in family} - family:
        family |= more
    kilobytes = 0
    for pid in family:
        with contextlib.suppress(OSError):
            text = pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text("utf-8")
            kilobytes += int(re.search(r"^Pss:\s+(\d+)", text, re.M)[1])
    return kilobytes / 1024


def install(folder, rules=None):
    """Make an installation with the shipped facts, and made-up ones, compiled beforehand."""
    shipped = pathlib.Path(next(iter(salerno_atlas.__path__)))
    folders = [shipped, rules] if rules else [shipped]
    folder.mkdir()
    compiled = compile_atlas(load_atlas(folders, strict=False), made_from=digest_of(folders))
    (folder / "atlas.json").write_text(compiled, encoding="utf-8")
    command = [sys.executable, "-m", "salerno.cli", "init", str(folder)]
    told_ = {**os.environ, "SALERNO_ATLAS": ",".join(map(str, folders))} if rules else None
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=told_)
    if rules:
        named = ", ".join(f'"{one}"' for one in folders)
        with (folder / "site.toml").open("a", encoding="utf-8") as file:
            file.write(f"atlas = [{named}]\n")


def told(port):
    """Return browsers of visitors who each told a record of their own."""
    browsers = [Browser(port) for _ in range(CLIENTS)]
    for n, browser in enumerate(browsers):
        person = PERSON.format(n=n, day=n + 1)
        status, where, _ = browser.upload("/interview/file/", "me.yaml", person)
        check((status, where) == (302, "/record/"), f"a record was not read: {status}")
    return browsers


def figure(name, values, bare, goal):
    """One line: p95 beside that of the bare page in the same run."""
    return Figure(
        name,
        times(p95(values) / bare),
        f"p50 {seconds(statistics.median(values))}, p95 {seconds(p95(values))}, "
        f"{len(values)} pages",
        f"p95 <= {seconds(goal)}",
        p95(values) <= goal,
    )


def first_figure(name, values, bare):
    """What nobody judged yet, in whichever process it comes to: told apart from what follows."""
    return Figure(
        name,
        times(p95(values) / bare),
        f"p50 {seconds(statistics.median(values))}, p95 {seconds(p95(values))}",
    )


def run(*, smoke):
    """Measure the pages that people look at most, and the bare page beside them."""
    rounds, few, many = (2, 100, 200) if smoke else (25, 1_000 - 326, 20_000 - 326)
    with tempfile.TemporaryDirectory() as name:
        base = pathlib.Path(name)
        port = free_port()
        with yardstick(port):
            plain = under_load(
                [Browser(port) for _ in range(CLIENTS)], lambda n, r: f"/?page={r}", rounds
            )
        bare = p95(plain)
        figures = [
            Figure(
                f"a bare Django page of 25 rows, {CLIENTS} clients",
                "1x",
                f"p50 {seconds(statistics.median(plain))}, p95 {seconds(bare)}, {len(plain)} pages",
            )
        ]
        write_rules(base / "few", few)
        install(base / "site", base / "few")
        figures += pages(base / "site", rounds, bare, smoke=smoke)
        write_rules(base / "many", many)
        install(base / "large", base / "many")
        figures += searches(base / "large", rounds, bare, many + 326)
    if smoke:
        return [own._replace(reached=None) for own in figures]
    return figures


def pages(folder, rounds, bare, *, smoke):
    """The list of verdicts, a kept plan, memory and the start."""
    port = free_port()
    with served(folder, port) as (process, ready):
        browsers = told(port)
        plans = [plan(browser) for browser in (browsers[:2] if smoke else browsers)]
        first = under_load(browsers, lambda n, r: "/opportunities/?state=never", FIRST)
        verdicts = under_load(browsers, lambda n, r: f"/opportunities/?page={1 + r % 20}", rounds)
        routes = under_load(browsers[: len(plans)], lambda n, r: plans[n], rounds)
        held = memory_of(process)
    return [
        first_figure("first looks at 1,000 opportunities, all at once", first, bare),
        figure(f"what is open, 1,000 opportunities, {CLIENTS} clients", verdicts, bare, 0.150),
        figure(f"a kept plan, {CLIENTS} clients", routes, bare, 0.300),
        Figure(
            "memory of two workers and the task worker after that",
            "",
            f"{held:.0f} MB, shared parts counted once",
            "<= 512 MB",
            held <= 512,
        ),
        Figure("cold start until it is ready", "", seconds(ready), "<= 5 s", ready <= 5),
    ]


def plan(browser):
    """Let a visitor ask for a plan and look at it once; return its address."""
    told_ = {"goals": "gb/gmc/registration-plab", "currency": "EUR", "examinations": 1, "study": 0}
    status, where, _ = browser.post("/routes/new/?goal=gb/gmc/registration-plab", told_)
    check(status == 302, f"no plan was kept: {status}")
    check(browser.get(where)[0] == 200, "a plan cannot be read")
    return where


def search(number, round_):
    """Return the address of a search, seldom the same twice."""
    return f"/opportunities/?words={FIELDS[(number + round_) % 6]}+{(number * 7 + round_) % 97}"


def searches(folder, rounds, bare, count):
    """Search by words over very many opportunities."""
    port = free_port()
    with served(folder, port) as (_, _ready):
        browsers = told(port)
        first = under_load(browsers, lambda n, r: "/opportunities/?state=never", FIRST)
        found = under_load(browsers, search, rounds)
    return [
        first_figure(f"first looks at {count:,} opportunities, all at once", first, bare),
        figure(f"search over {count:,} opportunities, {CLIENTS} clients", found, bare, 0.150),
    ]
