"""Which error is told how: a change of this table is a change of the API."""

import json

import pytest
from flask import Flask, abort

from graph_schema import errors as graph_errors
from matchers import errors as matching_errors
from service import errors as service_errors
from service.error_answers import register_error_handlers
from service.errors import FieldProblem, InvalidRequestError, ServiceUnavailableError, problem_kind

STATUSES = {
    "ActNotPossibleError": (409, "act-not-possible"),
    "AccountExistsError": (409, "account-exists"),
    "BodyTooLargeError": (413, "too-large"),
    "ChangedMeanwhileError": (409, "changed-meanwhile"),
    "ClosedProfileError": (409, "closed-profile"),
    "DeclarationError": (500, "internal"),
    "EncoderError": (503, "no-model"),
    "FormRefusedError": (400, "form-refused"),
    "GraphCredentialsError": (503, "database-refused"),
    "GraphError": (500, "internal"),
    "GraphUnavailableError": (503, "database-away"),
    "ImpossibleTeamError": (422, "impossible-team"),
    "InvalidRequestError": (422, "invalid-request"),
    "KeyInUseError": (409, "key-in-use"),
    "ListInUseError": (409, "list-in-use"),
    "KeyReusedError": (422, "key-reused"),
    "LocalServerError": (503, "local-database"),
    "LoginNeededError": (401, "login-needed"),
    "MatchingError": (500, "internal"),
    "MigrationError": (503, "migration-needed"),
    "NamedByItselfError": (422, "invalid-request"),
    "NotFoundError": (404, "not-found"),
    "PasswordRefusedError": (422, "password-refused"),
    "SchemaDefinitionError": (500, "internal"),
    "ServiceError": (500, "internal"),
    "ServiceUnavailableError": (503, "unavailable"),
    "SnapshotCorruptError": (503, "snapshot-damaged"),
    "SnapshotMissingError": (503, "no-snapshot"),
    "SnapshotNotWrittenError": (503, "snapshot-not-written"),
    "TooManyAttemptsError": (429, "too-many-attempts"),
    "UnknownAccountError": (404, "not-found"),
    "UnknownIdError": (404, "unknown-id"),
    "UnknownIntroductionError": (404, "unknown-id"),
    "UnknownOrganisationError": (404, "unknown-id"),
    "UnknownTagError": (404, "unknown-id"),
    "UnknownWishError": (404, "unknown-id"),
    "NotMergedError": (409, "not-merged"),
    "UnknownMembershipError": (404, "unknown-id"),
    "UnknownContactError": (404, "unknown-id"),
    "UnknownProfileError": (404, "unknown-id"),
    "UnknownReaderError": (404, "unknown-id"),
    "UnknownSearchError": (404, "unknown-id"),
    "TooManySearchesError": (409, "too-many-searches"),
    "UnknownRowError": (422, "unknown-row"),
    "UnsupportedGraphError": (503, "database-unsupported"),
    "UnusableFileError": (422, "unusable-file"),
}
CLASSES = [
    value
    for module in (graph_errors, matching_errors, service_errors)
    for value in vars(module).values()
    if isinstance(value, type) and issubclass(value, Exception) and value.__module__ == module.__name__
]


def raised(cls: type[Exception]) -> Exception:
    """An instance whatever its constructor wants."""
    error = cls.__new__(cls)
    Exception.__init__(error, "secret words")
    return error


def test_the_table_names_every_error_class() -> None:
    assert {cls.__name__ for cls in CLASSES} == set(STATUSES)


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_each_class_has_its_status_and_type(cls: type[Exception]) -> None:
    kind = problem_kind(raised(cls))
    assert (kind.status.value, kind.slug) == STATUSES[cls.__name__]


@pytest.fixture
def failing() -> Flask:
    app = Flask("service")
    register_error_handlers(app)

    @app.get("/api/<name>")
    def fail(name: str) -> str:
        if name.isdigit():
            abort(int(name))
        if name == "away":
            raise ServiceUnavailableError("Away for a moment.")
        if name == "fields":
            raise InvalidRequestError(FieldProblem(field="queries.0.limit", message="Too many."))
        raise RuntimeError("secret words")

    return app


def test_a_problem_has_the_shape_of_rfc_9457(failing: Flask) -> None:
    response = failing.test_client().get("/api/fields")
    assert response.status_code == 422
    assert response.content_type == "application/problem+json"
    assert json.loads(response.data) == {
        "type": "/docs#problem-invalid-request",
        "title": "The request is not valid",
        "status": 422,
        "detail": "queries.0.limit: Too many.",
        "instance": "/api/fields",
        "errors": [{"field": "queries.0.limit", "message": "Too many."}],
    }


def test_unavailable_says_when_to_try_again(failing: Flask) -> None:
    response = failing.test_client().get("/api/away")
    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) > 0


def test_an_unexpected_error_tells_nothing_of_the_inside(failing: Flask) -> None:
    response = failing.test_client().get("/api/boom")
    assert response.status_code == 500
    assert b"secret" not in response.data
    assert response.json is not None
    assert response.json["title"] == "Something went wrong here"


@pytest.mark.parametrize(("code", "slug"), [(404, "not-found"), (405, "method-not-allowed"), (418, "i-m-a-teapot")])
def test_werkzeugs_own_errors_have_the_same_shape(failing: Flask, code: int, slug: str) -> None:
    response = failing.test_client().get(f"/api/{code}")
    assert response.status_code == code
    assert response.json is not None
    assert response.json["type"] == f"/docs#problem-{slug}"
