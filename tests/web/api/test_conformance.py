"""Whatever is sent, answers are as the OpenAPI document says, and nothing breaks."""

import pytest
import schemathesis
from django.core import signals
from django.core.cache import cache
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from salerno_web.api.versions import description
from salerno_web.people.actions import make_token

CHECKS = [
    not_a_server_error,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
]
IDS = sorted(
    told["operationId"] for methods in description()["paths"].values() for told in methods.values()
)


@pytest.fixture
def kept_connection(db):
    """Keep the connection that the test is in, as Django's own test client does."""
    for signal in (signals.request_started, signals.request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (signals.request_started, signals.request_finished):
        signal.connect(close_old_connections)


@pytest.mark.slow
@pytest.mark.usefixtures("kept_connection")
@pytest.mark.parametrize("name", IDS)
def test_answers_are_as_described(name, trota):
    key = make_token(trota, name="a tireless program", may_write=True)
    schema = schemathesis.openapi.from_dict(dict(description()))
    schema.app = get_wsgi_application()
    (operation,) = schema.include(operation_id=name).get_all_operations()

    @settings(
        max_examples=20, derandomize=True, deadline=None, database=None,
        phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    def asked(case):
        cache.clear()
        case.call_and_validate(
            checks=CHECKS, headers={"Authorization": f"Bearer {key}", "Accept-Encoding": "identity"}
        )

    given(case=operation.ok().as_strategy())(asked)()
