"""Whatever is sent, answers are as the OpenAPI document says, and nothing breaks."""

import pytest
import schemathesis
from django.core.cache import cache
from django.core.wsgi import get_wsgi_application
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


@pytest.mark.slow
@pytest.mark.django_db
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
