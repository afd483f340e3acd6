"""An example of every operation: a request that the seed data answers, and the answer that was recorded.

`examples.yaml` has the requests; `example_answers.json` the answers, cut to their beginning, as `python -m
docs.examples` writes them.
"""

import json
import shlex
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, urlencode

import yaml
from pydantic import BaseModel, ConfigDict

REQUESTS: Final = Path(__file__).with_name("examples.yaml")
ANSWERS: Final = Path(__file__).with_name("example_answers.json")
ADDRESS: Final = "http://127.0.0.1:8000"

_JSON: Final = "application/json"


class Example(BaseModel):
    """A request: parameters of path and query, and a body or a form."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    path: dict[str, str] = {}
    query: dict[str, str | int | list[str]] = {}
    body: dict[str, Any] | None = None
    form: dict[str, str | bool] | None = None

    def address(self, template: str) -> str:
        """Return the address, for a path such as `/api/v1/clusters/{cluster_id}`."""
        for name, value in self.path.items():
            template = template.replace(f"{{{name}}}", quote(value))
        return template + ("?" + urlencode(self.query, doseq=True) if self.query else "")


@cache
def examples() -> dict[str, Example]:
    """Return the requests by operation, in the order in which they can be sent."""
    told = yaml.safe_load(REQUESTS.read_text(encoding="utf-8"))
    return {name: Example.model_validate(fields) for name, fields in told.items()}


@cache
def recorded_answers() -> dict[str, Any]:
    """Return the recorded answers by operation; files that are not JSON have none."""
    answers: dict[str, Any] = json.loads(ANSWERS.read_text(encoding="utf-8"))
    return answers


def with_examples(document: dict[str, Any]) -> dict[str, Any]:
    """Put the examples into an OpenAPI document, and return it."""
    for methods in document["paths"].values():
        for operation in methods.values():
            if operation["operationId"] in examples():
                _put_into(operation, examples()[operation["operationId"]])
    return document


def _put_into(operation: dict[str, Any], example: Example) -> None:
    told = example.path | example.query
    for parameter in operation.get("parameters", ()):
        if parameter["name"] in told:
            parameter["example"] = told[parameter["name"]]
    for content in operation.get("requestBody", {}).get("content", {}).values():
        content["example"] = example.body or example.form
    answer = recorded_answers().get(operation["operationId"])
    content = operation["responses"]["200"].get("content", {})
    if answer is not None and _JSON in content:
        content[_JSON]["example"] = answer


def curl(method: str, template: str, operation: dict[str, Any]) -> str:
    """Return the line that sends an operation's example on a terminal; KEY stands for a key."""
    example = examples().get(operation["operationId"], Example())
    words = ["curl"]
    if method not in {"get", "post"} or (method == "post" and not (example.body or example.form)):
        words += ["-X", method.upper()]
    words.append(shlex.quote(ADDRESS + example.address(template)))
    if operation.get("security"):
        words += ["-H", '"Authorization: Bearer KEY"']
    if example.body is not None:
        words += [
            "-H",
            '"Content-Type: application/json"',
            "-d",
            shlex.quote(json.dumps(example.body, ensure_ascii=False)),
        ]
    for name, value in (example.form or {}).items():
        told = "@list.csv" if name == "file" else str(value).lower() if isinstance(value, bool) else value
        words += ["-F", shlex.quote(f"{name}={told}")]
    return " ".join(words)
