"""Every test starts in English, whichever language the one before spoke."""

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def _in_english():
    """Speak English until the test says otherwise."""
    with translation.override("en"):
        yield
