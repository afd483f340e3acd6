"""The Flask application that knows its own OpenAPI document, and the API's endpoints put into it."""

from typing import Any, NoReturn

from flask import request
from flask_openapi.blueprint import APIBlueprint
from flask_openapi.models.info import Info
from flask_openapi.openapi import OpenAPI
from pydantic import ValidationError

from service.api import (
    across,
    audiences,
    clusters,
    completeness,
    consortia,
    contacts,
    disputes,
    duplicates,
    edits,
    exports,
    feedback,
    health,
    imports,
    introductions,
    linked,
    matching,
    member_lists,
    members,
    openness,
    organisations,
    profile_writes,
    profiles,
    ranker_card,
    searches,
    steering,
    vocabulary,
    weekly,
    writes,
)
from service.api.blueprints import PREFIX, SECURITY_SCHEME
from service.api.examples import with_examples
from service.api.strict_json import StrictJSONProvider
from service.errors import FieldProblem, InvalidRequestError, Problem, field_problems

DOCUMENT_PATH = f"{PREFIX}/openapi.json"

INFO = Info(
    title="Filiera",
    version="1",
    description="Partner matching for industrial clusters: search organisations, and get suggested partners with the "
    "reasons that make up each score. Writing needs a key, made on the page of one's account; so does reading, where "
    "the service is for those who have an account.",
)
MODULES = (
    organisations,
    linked,
    profiles,
    matching,
    member_lists,
    members,
    consortia,
    duplicates,
    across,
    clusters,
    exports,
    searches,
    openness,
    audiences,
    contacts,
    vocabulary,
    ranker_card,
    steering,
    writes,
    edits,
    disputes,
    completeness,
    weekly,
    profile_writes,
    feedback,
    introductions,
    imports,
    health,
)


def new_application(import_name: str) -> OpenAPI:
    """Make the application, still without configuration and endpoints."""
    app = OpenAPI(
        import_name,
        info=INFO,
        doc_ui=False,
        security_schemes={SECURITY_SCHEME: {"type": "http", "scheme": "bearer"}},
        validation_error_model=Problem,
        validation_error_callback=_refuse,
    )
    app.openapi_version = "3.1.0"
    app.json = StrictJSONProvider(app)
    return app


def register_api(app: OpenAPI) -> None:
    """Put all endpoints and the OpenAPI document into the application."""
    for module in MODULES:
        _join_paths(app, module.blueprint)
        app.register_api(module.blueprint)
    app.add_url_rule(DOCUMENT_PATH, "openapi_document", lambda: openapi_document(app))


def _join_paths(app: OpenAPI, blueprint: APIBlueprint) -> None:
    """Keep the methods that another blueprint has put on the same path; the library would forget them."""
    for path, item in blueprint.paths.items():
        if path in app.paths:
            methods = {name: operation for name, operation in item if operation is not None}
            blueprint.paths[path] = app.paths[path].model_copy(update=methods)


def openapi_document(app: OpenAPI) -> dict[str, Any]:
    """Return the OpenAPI 3.1 document of the API, with an example of every operation."""
    return with_examples(app.api_doc)


def _refuse(error: ValidationError) -> NoReturn:
    is_asking = request.method == "GET"
    problems = field_problems(error, "query" if is_asking else "body")
    if not is_asking and [problem.field for problem in problems] == ["body"] and request.get_json(silent=True) is None:
        problems = (FieldProblem(field="body", message=_why_no_json()),)
    raise InvalidRequestError(*problems) from error


def _why_no_json() -> str:
    if not request.is_json:
        return "Send JSON, with the header `Content-Type: application/json`."
    return "This is not JSON in UTF-8, or it was cut off: check commas, quotes, brackets and \\u escapes."
