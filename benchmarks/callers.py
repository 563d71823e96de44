"""Trainees who take, change, request and give back seats over HTTP at once, and never give up.

What is not answered, or answered with a fault of the server, is asked again under the same key
until there is an answer; each answer is kept.
"""

import http.client
import json
import random
import threading
import time
from datetime import date, timedelta

from benchmarks.histories import asked, kept

PATIENCE = 30.0  # seconds for one answer
PAUSE = 0.2
BETWEEN = 0.5  # seconds from one certificate to the next


class Crowd:
    """Clients of a site at a port: what they asked and were told, until they are stopped."""

    def __init__(self, port, given, *, rotations, weeks):
        self.port, self.tokens = port, [*given["tokens"], given["office"]]
        self.school, self.first = given["school"], given["first"]
        self.rotations, self.weeks = rotations, weeks
        self.told, self.over, self.unanswered = [], threading.Event(), 0
        self.threads = []

    def start(self, number, finished):
        """Let so many clients begin, each for trainees of its own, and a host that certifies."""
        for seed in range(number):
            self.begin(client, seed, range(seed, len(self.tokens) - 1, number))
        self.begin(certify, finished)

    def begin(self, act, *given):
        """Let somebody act beside the others."""
        thread = threading.Thread(target=act, args=(self, *given), daemon=True)
        self.threads.append(thread)
        thread.start()

    def stop(self, *, seconds):
        """Let every client have its last answer; whether all had it in time."""
        self.over.set()
        end = time.monotonic() + seconds
        for thread in self.threads:
            thread.join(timeout=max(0.0, end - time.monotonic()))
        return not any(thread.is_alive() for thread in self.threads)


def client(crowd, seed, trainees):
    """Ask for one thing after the other until it is over."""
    chance, held, number = random.Random(seed), [], 0
    while not crowd.over.is_set():
        own = chosen(chance, held, trainees, crowd)
        about = held[own["held"]] if "held" in own else None
        key, number = f"{seed}-{number}", number + 1
        answer = act(crowd, own, key, about)
        crowd.told.append((key, {"asks": own, "about": about[0] if about else ""}, answer))
        if "requested" in answer:
            about[2:] = ["requested"]
        kept(held, own, answer)


def certify(crowd, finished):
    """Certify one placement after the other, until all are or it is over."""
    for name in finished:
        own = {"asks": {"verb": "certify"}, "about": name}
        crowd.told.append((f"certify {name}", own, moved(crowd, "certify", [name, -1])))
        if crowd.over.wait(BETWEEN):
            return


def chosen(chance, held, trainees, crowd):
    """Return what is asked next; what was requested can be given back, no longer changed."""
    own = asked(chance, held, trainees, rotations=crowd.rotations, weeks=crowd.weeks)
    if own["verb"] == "hold":
        return own
    is_requested = len(held[own["held"]]) > 2
    if own["verb"] == "swap" and is_requested:
        return {**own, "verb": "give back"}
    if own["verb"] == "give back" and not is_requested and chance.random() < 0.5:
        return {**own, "verb": "request"}
    return own


def act(crowd, own, key, about):
    """Do what is asked and return what one is told."""
    if own["verb"] in ("request", "give back"):
        return moved(crowd, own["verb"], about)
    trainee = about[1] if about else own["trainee"]
    path = f"/{about[0]}/swap" if about else ""
    status, told = answered(crowd, "POST", path, trainee, stay(crowd, own), key=key)
    if status == 201:
        return {"yes": told["id"], "trainee": trainee}
    if status == 409:
        return {"no": told["why"]} if "why" in told else {"not": told["detail"]}
    return {"wrong": [status, told]}


def stay(crowd, own):
    """Return the body that asks for a stay."""
    first = date.fromisoformat(crowd.first) + own["week"] * timedelta(days=7)
    number = own["rotation"]
    return {
        "rotation": f"rotation-{number}", "window": f"window-{number}", "school": crowd.school,
        "first": first.isoformat(), "weeks": own["weeks"],
    }  # fmt: skip


def moved(crowd, verb, about):
    """Take a placement on; where it cannot be, see whether that was done before one was told."""
    name, trainee = about[:2]
    word, target, kind = {
        "request": ("request", "onboarding", "requested"),
        "give back": ("withdraw", "withdrawn", "back"),
        "certify": ("certify", "certified", "certified"),
    }[verb]
    status, told = answered(crowd, "POST", f"/{name}/moves", trainee, {"verb": word})
    if status == 409:
        status, told = answered(crowd, "GET", f"/{name}", trainee)
        if told.get("state") == "held":
            return {"not": word}
    if status == 200 and told["state"] == target:
        return {kind: name}
    return {"wrong": [status, told]}


def answered(crowd, method, path, trainee, body=None, *, key=None):
    """Return the first answer that is no fault of the server, however often it takes."""
    headers = {
        "Authorization": f"Bearer {crowd.tokens[trainee]}", "Content-Type": "application/json",
        **({"Idempotency-Key": key} if key else {}),
    }  # fmt: skip
    content = json.dumps(body) if body is not None else None
    while True:
        line = http.client.HTTPConnection("127.0.0.1", crowd.port, timeout=PATIENCE)
        try:
            line.request(method, f"/api/v1/placements{path}", content, headers)
            response = line.getresponse()
            status, told = response.status, response.read()
            if status < 500 and status != 429:
                return status, json.loads(told)
        except (OSError, http.client.HTTPException):
            pass
        finally:
            line.close()
        crowd.unanswered += 1
        time.sleep(PAUSE)
