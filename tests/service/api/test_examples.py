"""Every operation has an example, that is answered on the seed data, with an answer as the document describes it."""

import json
import shutil
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from docs.examples import answers, seeded_app
from graph_schema.connection import Graph, GraphAddress
from service.api.examples import curl, examples, recorded_answers

HOW = "write a request for it into service/api/examples.yaml, then `python -m docs.examples` and `make docs`"


@pytest.fixture(name="document", scope="module")
def _document(app: Any) -> dict[str, Any]:  # noqa: ANN401  Flask, as the library extends it
    return dict(app.test_client().get("/api/v1/openapi.json").json)


def operations(document: dict[str, Any]) -> dict[str, tuple[str, str, dict[str, Any]]]:
    return {
        operation["operationId"]: (method, path, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    }


def check(document: dict[str, Any], schema: dict[str, Any], value: object) -> None:
    """Fail unless a value is what a schema of the document describes."""
    whole = {"components": document["components"], **schema}
    errors = [f"{error.instance_path}: {error.message}" for error in jsonschema_rs.iter_errors(whole, value)]
    assert errors == []


def test_every_operation_has_an_example(document: dict[str, Any]) -> None:
    assert set(examples()) == set(operations(document)), HOW
    without = {
        name
        for name, (_, _, operation) in operations(document).items()
        if "application/json" in operation["responses"]["200"]["content"] and name not in recorded_answers()
    }
    assert without == set(), HOW


def test_every_example_is_as_the_document_describes_it(document: dict[str, Any]) -> None:
    for method, path, operation in operations(document).values():
        for parameter in operation.get("parameters", ()):
            if "example" in parameter:
                check(document, parameter["schema"], parameter["example"])
        for media, content in operation.get("requestBody", {}).get("content", {}).items():
            assert "example" in content, (method, path)
            if media == "application/json":
                check(document, content["schema"], content["example"])
        for content in operation["responses"]["200"]["content"].values():
            if "example" in content:
                check(document, content["schema"], content["example"])


def test_every_example_is_answered_on_the_seed_data(
    tmp_path: Path, database: GraphAddress, graph: Graph, document: dict[str, Any], seed_snapshots: Path
) -> None:
    assert graph.address == database, "it is empty to begin with"
    shutil.copytree(seed_snapshots, tmp_path / "snapshots")
    found = answers(seeded_app(tmp_path, database))
    refused = {name: response.text for name, response in found.items() if response.status_code != 200}
    assert refused == {}
    for name, (_, _, operation) in operations(document).items():
        if found[name].mimetype == "application/json":
            check(document, operation["responses"]["200"]["content"]["application/json"]["schema"], found[name].json)
            assert _shape(found[name]) == set(recorded_answers()[name]), f"{name}: {HOW}"


def _shape(response: TestResponse) -> set[str]:
    return set(json.loads(response.text))


def test_examples_are_shown_as_lines_for_a_terminal(client: FlaskClient, document: dict[str, Any]) -> None:
    page = client.get("/docs").text
    assert page.count("<summary>Example</summary>") == len(operations(document))
    method, path, operation = operations(document)["put_feedback"]
    line = curl(method, path, operation)
    assert line.startswith("curl -X PUT http://127.0.0.1:8000/api/v1/organisations/919120785/feedback/")
    assert "Authorization: Bearer KEY" in line
    assert '"too-far"' in line
