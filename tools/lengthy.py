"""Write which tests take long, into tests/lengthy.txt: `make quick` leaves them out.

python tools/lengthy.py JUNIT.xml
"""

import pathlib
import sys
from collections import Counter
from xml.etree import ElementTree

ROOT = pathlib.Path(__file__).resolve().parent.parent
WRITTEN = ROOT / "tests" / "lengthy.txt"
ONE, TOGETHER = 0.1, 8.0
HEAD = f"""\
# Left out of `make quick`: longer than {ONE} s each, or {TOGETHER:.0f} s with all their cases.
# Written by `make lengthy`; a test that is not named here is quick until it is written again.
"""


def lengthy(report):
    """Return the names of the tests that take long, by what a report of pytest says."""
    cases, sums = Counter(), Counter()
    for case in ElementTree.parse(report).iter("testcase"):
        name = f"{case.get('classname')}.{case.get('name').partition('[')[0]}"
        cases[name] += 1
        sums[name] += float(case.get("time"))
    return sorted(
        name for name, took in sums.items() if took > TOGETHER or took > ONE * cases[name]
    )


if __name__ == "__main__":
    WRITTEN.write_text(HEAD + "\n".join(lengthy(sys.argv[1])) + "\n", encoding="utf-8")
