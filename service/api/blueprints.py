"""How every group of endpoints is declared: under /api/v1, with the problems that any of them may answer with."""

from typing import Final

from flask_openapi.blueprint import APIBlueprint
from flask_openapi.models.tag import Tag
from flask_openapi.types import ResponseDict

PREFIX = "/api/v1"

SECURITY_SCHEME = "key"
"""How the document calls a key sent as a bearer token."""

NEEDS_KEY: Final[list[dict[str, list[str]]]] = [{SECURITY_SCHEME: []}]
"""What the document says of an operation that needs a key."""

_PROBLEM_CONTENT = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}


def api_blueprint(name: str, description: str) -> APIBlueprint:
    """Make the blueprint of one group of endpoints, such as "organisations"."""
    return APIBlueprint(
        f"api_{name}",
        __name__,
        url_prefix=PREFIX,
        abp_tags=[Tag(name=name, description=description)],
        abp_responses=problems(401, 404, 422, 503),
        operation_id_callback=operation_id,
    )


def problems(*statuses: int) -> ResponseDict:
    """Describe answers with these statuses as problem documents."""
    return {status: {"content": _PROBLEM_CONTENT} for status in statuses}


def operation_id(*, name: str, path: str, method: str) -> str:  # noqa: ARG001  the library passes all three by name
    """Name an operation by its function, which is unique within the API."""
    return name
