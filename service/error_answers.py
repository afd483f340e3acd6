"""Answers that tell an error: the API with RFC 9457 problem+json, pages with a page."""

from http import HTTPStatus

import structlog
from flask import Flask, Response, make_response, render_template, request
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from matchers.said import said
from service.errors import BodyTooLargeError, Problem, TooManyAttemptsError, describe

RETRY_AFTER_SECONDS = 5
"""How long a client should wait after a 503: a database that comes back is noticed within this time."""

_JSON_PATHS = ("/api/", "/healthz", "/readyz")

log = structlog.get_logger(__name__)


def register_error_handlers(app: Flask) -> None:
    """Let the application answer every error with the problem document, as JSON or as a page."""
    app.register_error_handler(Exception, answer_of)


def answer_of(error: Exception) -> Response:
    """Make the answer that tells an error, as JSON or as a page."""
    if isinstance(error, HTTPException) and error.response is not None:
        return make_response(error.response)
    if isinstance(error, RequestEntityTooLarge):
        error = _too_large()
    problem = describe(error)
    if problem.status == HTTPStatus.INTERNAL_SERVER_ERROR:
        log.error("unexpected error", path=request.path, method=request.method, exc_info=error)
    response = _problem_json(problem) if _wants_json() else _problem_page(problem)
    response.status_code = problem.status
    _add_headers(response, error)
    return response


def _too_large() -> BodyTooLargeError:
    limit = request.max_content_length
    if limit is None or (request.content_length or limit) < limit:
        return BodyTooLargeError(said("A field of the form is too long. Send less in it, or send it as a file."))
    return BodyTooLargeError(
        said(
            "The request is larger than {limit:,} bytes. Send less at once, or raise MAX_BODY_BYTES and start the "
            "service again.",
            limit=limit,
        )
    )


def _add_headers(response: Response, error: Exception) -> None:
    if isinstance(error, HTTPException):
        kept = (pair for pair in error.get_headers() if pair[0].lower() not in {"content-type", "content-length"})
        response.headers.extend(kept)
    if response.status_code == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    if isinstance(error, TooManyAttemptsError):
        response.headers["Retry-After"] = str(error.retry_after_seconds)
    if response.status_code == HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = 'Bearer realm="filiera"'


def _wants_json() -> bool:
    if request.path.startswith(_JSON_PATHS):
        return True
    accepts = request.accept_mimetypes
    return max(accepts["application/json"], accepts["application/problem+json"]) > accepts["text/html"]


def _problem_json(problem: Problem) -> Response:
    return Response(problem.model_dump_json(exclude_defaults=True), mimetype="application/problem+json")


def _problem_page(problem: Problem) -> Response:
    return make_response(render_template("problem.html", problem=problem))
