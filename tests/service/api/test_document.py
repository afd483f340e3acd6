"""The OpenAPI document is true: of it are made requests, and every answer must be one that it describes."""

from typing import Any

import pytest
import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import (
    content_type_conformance,
    not_a_server_error,
    response_schema_conformance,
    status_code_conformance,
)

PATHS = {
    "/api/v1/organisations": {"get"},
    "/api/v1/organisations.csv": {"get"},
    "/api/v1/organisations/{organisation_id}/jsonld": {"get"},
    "/api/v1/organisations/{organisation_id}": {"get", "put", "patch"},
    "/api/v1/organisations/{organisation_id}/suggestions": {"get"},
    "/api/v1/organisations/{organisation_id}/disputes": {"get"},
    "/api/v1/organisations/{organisation_id}/disputes/{capability_id}": {"put", "delete"},
    "/api/v1/organisations/{organisation_id}/completeness": {"get"},
    "/api/v1/organisations/{organisation_id}/weekly": {"get"},
    "/api/v1/decline-reasons": {"get"},
    "/api/v1/clusters/{cluster_id}/introductions": {"get"},
    "/api/v1/introduction-acts": {"get"},
    "/api/v1/organisations/{organisation_id}/introductions": {"get"},
    "/api/v1/organisations/{organisation_id}/introductions/{partner_id}/{match_type}": {"get", "post"},
    "/api/v1/organisations/{organisation_id}/feedback": {"get"},
    "/api/v1/organisations/{organisation_id}/feedback/{partner_id}/{match_type}": {"delete", "put"},
    "/api/v1/organisations/{organisation_id}/network": {"get"},
    "/api/v1/matches": {"post"},
    "/api/v1/who-can": {"get", "post"},
    "/api/v1/clusters/{cluster_id}/meetings/{other_id}": {"get"},
    "/api/v1/clusters": {"get"},
    "/api/v1/clusters/{cluster_id}/network": {"get"},
    "/api/v1/clusters/{cluster_id}/figures": {"get"},
    "/api/v1/clusters/{cluster_id}/gaps": {"get"},
    "/api/v1/clusters/{cluster_id}/places": {"get"},
    "/api/v1/clusters/{cluster_id}/exports/{file}": {"get"},
    "/api/v1/clusters/{cluster_id}/report.pdf": {"get"},
    "/api/v1/searches": {"get", "post"},
    "/api/v1/searches/{search_id}": {"get", "delete"},
    "/api/v1/clusters/{cluster_id}/openness": {"get"},
    "/api/v1/clusters/{cluster_id}/openness/{kind}/{reader_id}": {"put", "delete"},
    "/api/v1/audiences": {"get"},
    "/api/v1/consents": {"get"},
    "/api/v1/organisations/{organisation_id}/contacts": {"get"},
    "/api/v1/organisations/{organisation_id}/contacts/{contact_id}": {"get", "put", "delete"},
    "/api/v1/organisations/{organisation_id}/contacts/{contact_id}/consent": {"put", "delete"},
    "/api/v1/organisations/{organisation_id}/audiences": {"get", "put"},
    "/api/v1/consortia": {"post"},
    "/api/v1/consortia/repair": {"post"},
    "/api/v1/consortium-rules": {"get"},
    "/api/v1/match-types": {"get"},
    "/api/v1/ranker": {"get"},
    "/api/v1/capabilities": {"get"},
    "/api/v1/imports/members": {"post"},
    "/api/v1/clusters/{cluster_id}/members": {"get"},
    "/api/v1/clusters/{cluster_id}/members/{member_id}": {"put", "delete"},
    "/api/v1/clusters/{cluster_id}/suggestions": {"get"},
    "/api/v1/clusters/{cluster_id}/duplicates": {"get"},
    "/api/v1/clusters/{cluster_id}/duplicates/{one_id}/{other_id}": {"put", "delete"},
    "/api/v1/clusters/{cluster_id}/wishes": {"get", "post"},
    "/api/v1/clusters/{cluster_id}/wishes/{wish_id}": {"delete"},
    "/api/v1/clusters/{cluster_id}/weights/{match_type}": {"get", "put"},
    "/api/v1/clusters/{cluster_id}/member-lists": {"get", "post"},
    "/api/v1/clusters/{cluster_id}/member-lists/{list_id}": {"get", "delete"},
    "/api/v1/clusters/{cluster_id}/member-lists/{list_id}/import": {"post"},
    "/api/v1/imports/profiles": {"post"},
    "/api/v1/profiles": {"get"},
    "/api/v1/profiles/{profile_id}": {"get", "put", "delete"},
    "/api/v1/profiles/{profile_id}/matches": {"get"},
    "/api/v1/profiles/{profile_id}/preview": {"post"},
    "/api/v1/profile-terms": {"get"},
    "/healthz": {"get"},
    "/readyz": {"get"},
}


WITHOUT_PARAMETERS = {
    "/api/v1/clusters",
    "/api/v1/match-types",
    "/api/v1/ranker",
    "/api/v1/capabilities",
    "/api/v1/profile-terms",
    "/api/v1/consortium-rules",
    "/api/v1/decline-reasons",
    "/api/v1/introduction-acts",
    "/api/v1/audiences",
    "/api/v1/consents",
    "/healthz",
}
CHECKS = (not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance)


@pytest.fixture(name="document")
def _document(client: FlaskClient) -> object:
    return client.get("/api/v1/openapi.json").json


def test_the_document_is_openapi_3_1_and_names_every_endpoint(document: dict[str, Any], app: Flask) -> None:
    assert document["openapi"].startswith("3.1")
    assert {path: set(methods) for path, methods in document["paths"].items()} == PATHS
    routes = {rule.rule.replace("<", "{").replace(">", "}") for rule in app.url_map.iter_rules()}
    served = {rule for rule in routes if rule.startswith("/api/")} - {"/api/v1/openapi.json"}
    assert served == {path for path in PATHS if path.startswith("/api/")}


def test_every_operation_and_field_is_described(document: dict[str, Any]) -> None:
    operations = [operation for methods in document["paths"].values() for operation in methods.values()]
    assert all(operation["summary"].endswith(".") for operation in operations)
    parameters = [parameter for operation in operations for parameter in operation.get("parameters", [])]
    assert [parameter["name"] for parameter in parameters if "description" not in parameter] == []
    for name, component in document["components"]["schemas"].items():
        assert "description" in component, name


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    known = {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}
    assert set(references(document)) <= known


def references(node: object) -> list[str]:
    """All `$ref` values below a node."""
    if isinstance(node, list):
        return [found for part in node for found in references(part)]
    if not isinstance(node, dict):
        return []
    own = [node["$ref"]] if isinstance(node.get("$ref"), str) else []
    return own + [found for part in node.values() for found in references(part)]


CASES = [
    (path, method, mode)
    for path, methods in PATHS.items()
    for method in sorted(methods)
    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
    if path != "/readyz" and not (path in WITHOUT_PARAMETERS and mode is GenerationMode.NEGATIVE)
]


@pytest.mark.parametrize(("path", "method", "mode"), CASES)
def test_answers_are_as_described(app: Flask, path: str, method: str, mode: GenerationMode) -> None:
    """Requests made from the document, right ones and wrong ones, get answers that the document has."""
    operation = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)[path][method]

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    def ask(case: schemathesis.Case[Any]) -> None:
        # Called without a socket, schemathesis asks for compressed answers and does not unpack them.
        case.call_and_validate(checks=list(CHECKS), headers={"Accept-Encoding": "identity"})

    ask()
