from collections import Counter
from random import Random

import pytest

from salerno.errors import InputError
from salerno.formats.placements import read_placements
from tests.library.formats.placements import mutations as m
from tests.library.placements.imports.tables import KNOWN

EACH = 17
SEED = 1101


def told(kind, content, **options):
    """What became of a file: noticed, or taken for a good one."""
    try:
        reading = read_placements(content, name=kind, known=KNOWN[m.subject_of(kind)], **options)
    except InputError:
        return "refused"
    if reading.is_clean:
        return "missed"
    return "refused" if reading.count("refused") else "flagged"


def mutated(kind, change, chance):
    grid = m.good(kind, chance)
    if change in m.OF_BYTES:
        return change(kind, m.packed(kind, grid), chance)
    change(kind, grid, chance)
    return m.packed(kind, grid)


@pytest.mark.parametrize("kind", m.FORMATS)
def test_a_good_file_is_accepted_whole(kind):
    assert told(kind, m.packed(kind, m.good(kind, Random(SEED)))) == "missed"


@pytest.mark.slow
def test_nearly_every_mutation_is_refused_or_flagged():
    found = Counter()

    for change in (*m.OF_CELLS, *m.OF_BYTES):
        for kind in m.FORMATS:
            if m.is_possible(kind, change.__name__):
                for number in range(EACH):
                    chance = Random(f"{SEED} {change.__name__} {kind} {number}")
                    found[change.__name__, kind, told(kind, mutated(kind, change, chance))] += 1

    show(found)
    missed = sum(times for key, times in found.items() if key[2] == "missed")
    assert found.total() >= 1000
    assert missed <= found.total() / 100


def test_a_file_without_a_count_that_is_cut_at_a_row_end_needs_to_be_told_how_many():
    kind, chance = "imperial.csv", Random(SEED)
    grid = m.good(kind, chance)
    whole = len(grid) - 1
    m.cut_rows(kind, grid, chance)
    content = m.packed(kind, grid)

    assert told(kind, content) == "missed"
    assert told(kind, content, expected=whole) == "flagged"


def show(found):
    """Print refused/flagged/missed for each mutation and format."""
    lines = [" ".join(f"{word:>14}" for word in ("refd/flag/miss   ", *m.FORMATS))]
    for name in dict.fromkeys(name for name, _, _ in found):
        cells = ["/".join(str(found[name, kind, state]) for state in STATES) for kind in m.FORMATS]
        lines.append(f"{name:17}" + " ".join(f"{cell:>14}" for cell in cells))
    for state in STATES:
        lines.append(f"{state} {sum(t for key, t in found.items() if key[2] == state)}")
    print("", *lines, sep="\n")  # noqa: T201 - the table is for whoever runs it


STATES = ("refused", "flagged", "missed")
