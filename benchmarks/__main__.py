"""Run the benchmarks: python -m benchmarks [--smoke] [--only NAME]."""

import argparse
import datetime
import importlib
import json
import pathlib
import shlex
import subprocess
import sys
import time

from benchmarks.measures import Figure, machine

RESULTS = pathlib.Path(__file__).parent / "RESULTS.md"
RUNS = {
    "one-person": ("one_person", "run"),
    "crowd": ("crowds", "run"),
    "crowd-numba": ("crowds", "run_fast"),
    "barriers": ("crowds", "run_barriers"),
    "side-by-side": ("side_by_side", "run"),
    "loading": ("loading", "run"),
    "partitions": ("partitions", "run"),
    "routes": ("routes", "run"),
    "routes-solvers": ("routes", "run_solvers"),
    "timelines": ("timelines", "run"),
    "site": ("site", "run"),
    "programmes": ("programmes", "run"),
    "rotations": ("rotations", "run"),
    "workbook": ("tables", "run_workbook"),
    "import": ("tables", "run_import"),
    "bookings": ("bookings", "run"),
    "faults": ("faults", "run"),
    "badges": ("badges", "run"),
}
INTRODUCTION = """\
# Benchmarks

Every ratio was measured in one run of one process, the two sides shortly after one another; the
absolute times beside it are processor time (the best of several runs) unless they say otherwise.
The machine was shared while this ran: read an absolute time as if it could be twice as long or half
as long, a ratio as if it were half as large again or two thirds. The instances are made up from a
seed; nobody in them is real. Every run also checks its answers and fails when one is wrong.

A crowd is a table of coded columns, made beforehand. Beside other systems, each gets the same rows
beforehand in the form that it likes best: mappings, an Arrow table, a table of its own. A system
that gives no answer where a value is missing, or stops, counts as an exception there.
"""


def arguments():
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--smoke", action="store_true", help="small inputs; answers are checked")
    parser.add_argument("--only", choices=sorted(RUNS), help="this benchmark alone")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def inside(name, *, smoke):
    """Run one benchmark in this process and print its figures as JSON."""
    module, function = RUNS[name]
    work = getattr(importlib.import_module(f"benchmarks.{module}"), function)
    print(json.dumps([list(figure) for figure in work(smoke=smoke)]))


def outside(name, *, smoke):
    """Run one benchmark in a process of its own, so that its memory is its own."""
    command = [sys.executable, "-m", "benchmarks", "--inside", "--only", name]
    done = subprocess.run(
        command + ["--smoke"] * smoke, stdout=subprocess.PIPE, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"the benchmark {name} failed")
    return [Figure(*own) for own in json.loads(done.stdout.splitlines()[-1])]


def rows(name, figures):
    """Write the figures of one benchmark as a table."""
    lines = [f"## {name}", "", "| what | ratio | times | goal |", "|---|---|---|---|"]
    for own in figures:
        verdict = {None: "", True: ": reached", False: ": **not reached**"}[own.reached]
        lines.append(f"| {own.name} | {own.ratio} | {own.absolute} | {own.goal}{verdict} |")
    return "\n".join(lines)


def main():
    """Run what was asked for; a full run of everything writes RESULTS.md."""
    asked = arguments()
    if asked.inside:
        inside(asked.only, smoke=asked.smoke)
        return
    parts = []
    for name in [asked.only] if asked.only else RUNS:
        start = time.perf_counter()
        figures = outside(name, smoke=asked.smoke)
        parts.append(rows(name, figures))
        print(f"{parts[-1]}\n\n({time.perf_counter() - start:.0f} s)\n", flush=True)
    if not asked.smoke and not asked.only:
        command = shlex.join(["python", "-m", "benchmarks"])
        moment = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d %H:%M UTC")
        head = f"{INTRODUCTION}\nMeasured {moment} by `{command}` on {machine()}.\n"
        RESULTS.write_text("\n\n".join([head.rstrip(), *parts]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
