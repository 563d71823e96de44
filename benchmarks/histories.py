"""What clients ask for and are told, line by line, so that one that was killed can go on."""

import json
import os


class Book:
    """What one thread asked and was told, line by line."""

    def __init__(self, path):
        self.known = read(path)
        self.file = path.open("a", encoding="utf-8")

    def write(self, **told):
        self.file.write(json.dumps(told) + "\n")
        self.file.flush()


def read(path):
    """Return the whole lines of a history; a line that was cut short was never told."""
    lines = path.read_text("utf-8").split("\n") if path.exists() else []
    return [json.loads(line) for line in lines[:-1] if line.endswith("}")]


def asked(chance, held, trainees, *, rotations, weeks):
    """Return what is asked next: mostly a seat, or another one, or none any longer."""
    kind = chance.random()
    told = {
        "rotation": chance.randrange(rotations),
        "week": chance.randrange(weeks - 4),
        "weeks": chance.randint(1, 4),
        "trainee": chance.choice(trainees),
    }
    if not held or kind < 0.55 or "SALERNO_BENCH_SEATS" in os.environ:
        return {**told, "verb": "hold"}
    chosen = chance.randrange(len(held))
    return {**told, "verb": "swap" if kind < 0.75 else "give back", "held": chosen}


def kept(held, own, told):
    """Change what a thread holds by what it was told."""
    if "yes" in told:
        held.append([told["yes"], told["trainee"]])
    if own["verb"] != "hold" and ("yes" in told or "back" in told):
        held.pop(own["held"])
