"""The twin with Numba, run as plain Python so that it is quick to start and can be measured."""

import pytest

NAMES = (
    "settle_all", "strip_all", "is_reached", "sweep_all", "wake", "is_same", "labels_of", "taken",
    "joined", "unpay", "trimmed", "sorted_places", "is_less", "is_beaten", "is_hopeful", "spread",
)  # fmt: skip


def uncompiled(patch):
    """The twin, its loops not compiled while the patch holds."""
    fast = pytest.importorskip("salerno.routes.fast")
    for name in NAMES:
        patch.setattr(fast, name, getattr(fast, name).py_func)
    return fast.SEARCH
