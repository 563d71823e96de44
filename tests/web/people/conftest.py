"""Mail goes to the outbox, as on the site."""

import pytest


@pytest.fixture(autouse=True)
def _outbox(settings):
    settings.EMAIL_BACKEND = "salerno_web.people.outbox.OutboxBackend"
