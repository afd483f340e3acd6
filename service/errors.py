"""What the service refuses or cannot do, and as which problem every error of the project is told over HTTP."""

import re
from dataclasses import dataclass
from http import HTTPStatus

from flask import request
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from werkzeug.exceptions import HTTPException

from graph_schema import errors as graph_errors
from matchers import errors as matching_errors
from matchers.said import said
from service.findings import finding_of, sentence_of
from service.languages import spoken


class FieldProblem(BaseModel):
    """What is wrong with one field of the request."""

    model_config = ConfigDict(frozen=True)

    field: str = Field(description="The parameter, or the path to the value in the body, such as `queries.0.limit`.")
    message: str = Field(description="What is wrong with it.")

    @field_validator("field", "message", mode="before")
    @classmethod
    def _in_the_language_at_hand(cls, told: object) -> object:
        return spoken(told)


class Problem(BaseModel):
    """Every error of the API has this shape (RFC 9457, media type application/problem+json)."""

    type: str = Field(description="Which kind of problem, as an address that describes it.")
    title: str = Field(description="The kind of problem in words.")
    status: int = Field(description="The HTTP status code.")
    detail: str = Field(description="What happened this time and what to do, in a sentence.")
    instance: str = Field(description="The path that was asked for.")
    errors: list[FieldProblem] = Field(default=[], description="The fields that were refused, if that was the problem.")


class ServiceError(Exception):
    """The root of this package's errors; `str()` is the sentence a user reads."""

    def field_problems(self) -> tuple[FieldProblem, ...]:
        """Tell which fields (or rows of a file) are wrong, where the error knows."""
        return ()


class NotFoundError(ServiceError):
    """The thing asked for does not exist."""


class InvalidRequestError(ServiceError):
    """The request was understood but a value in it cannot be used; `errors` name the fields."""

    def __init__(self, *errors: FieldProblem) -> None:
        """Take the problems, one a field; the sentence is made from them."""
        super().__init__("; ".join(f"{error.field}: {error.message}" for error in errors))
        self.errors = errors

    def field_problems(self) -> tuple[FieldProblem, ...]:
        """Tell the problems this was made from."""
        return self.errors


class BodyTooLargeError(ServiceError):
    """A request body or file is over the limit."""


class UnusableFileError(ServiceError):
    """A file was given that cannot be read or whose contents are refused."""


class LoginNeededError(ServiceError):
    """This is for those who log in or send a key, and nobody did, or the key does not count."""


class FormRefusedError(ServiceError):
    """A form came without the token that only a page of this service has put into it."""


class PasswordRefusedError(ServiceError):
    """The e-mail address and the password do not belong together; nothing says which of them is wrong."""


class TooManyAttemptsError(ServiceError):
    """Something was tried too often; `retry_after_seconds` is how long to wait."""

    def __init__(self, sentence: str, retry_after_seconds: int) -> None:
        """Take the sentence, and how long to wait."""
        super().__init__(sentence)
        self.retry_after_seconds = retry_after_seconds


class KeyInUseError(ServiceError):
    """Another request with the same Idempotency-Key is being worked on."""


class KeyReusedError(ServiceError):
    """An Idempotency-Key was sent with another request than the first time."""


class ListInUseError(ServiceError):
    """Another request is importing the same uploaded list."""


class ServiceUnavailableError(ServiceError):
    """The service cannot do this now; the same request may succeed later."""


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """How one class of error is told: HTTP status, the last part of its type address, and its title."""

    status: HTTPStatus
    slug: str
    title: str


PROBLEMS: dict[type[Exception], ProblemKind] = {
    NotFoundError: ProblemKind(HTTPStatus.NOT_FOUND, "not-found", "There is nothing here"),
    InvalidRequestError: ProblemKind(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid-request", "The request is not valid"),
    BodyTooLargeError: ProblemKind(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too-large", "The body is too large"),
    UnusableFileError: ProblemKind(HTTPStatus.UNPROCESSABLE_ENTITY, "unusable-file", "The file cannot be used"),
    LoginNeededError: ProblemKind(HTTPStatus.UNAUTHORIZED, "login-needed", "This is for those who are known"),
    FormRefusedError: ProblemKind(HTTPStatus.BAD_REQUEST, "form-refused", "The form was not accepted"),
    PasswordRefusedError: ProblemKind(HTTPStatus.UNPROCESSABLE_ENTITY, "password-refused", "This did not let you in"),
    TooManyAttemptsError: ProblemKind(HTTPStatus.TOO_MANY_REQUESTS, "too-many-attempts", "Too many attempts"),
    KeyInUseError: ProblemKind(HTTPStatus.CONFLICT, "key-in-use", "This is being worked on"),
    KeyReusedError: ProblemKind(HTTPStatus.UNPROCESSABLE_ENTITY, "key-reused", "The key belongs to another request"),
    ListInUseError: ProblemKind(HTTPStatus.CONFLICT, "list-in-use", "This is being worked on"),
    ServiceUnavailableError: ProblemKind(HTTPStatus.SERVICE_UNAVAILABLE, "unavailable", "Not possible just now"),
    ServiceError: ProblemKind(HTTPStatus.INTERNAL_SERVER_ERROR, "internal", "Something went wrong here"),
    matching_errors.UnknownIdError: ProblemKind(HTTPStatus.NOT_FOUND, "unknown-id", "There is nothing with this id"),
    matching_errors.ClosedProfileError: ProblemKind(
        HTTPStatus.CONFLICT, "closed-profile", "This offer or request does not stand"
    ),
    matching_errors.ImpossibleTeamError: ProblemKind(
        HTTPStatus.UNPROCESSABLE_ENTITY, "impossible-team", "No team can be what is asked for"
    ),
    matching_errors.SnapshotMissingError: ProblemKind(
        HTTPStatus.SERVICE_UNAVAILABLE, "no-snapshot", "Suggestions are not ready yet"
    ),
    matching_errors.SnapshotCorruptError: ProblemKind(
        HTTPStatus.SERVICE_UNAVAILABLE, "snapshot-damaged", "The snapshot is damaged"
    ),
    matching_errors.SnapshotNotWrittenError: ProblemKind(
        HTTPStatus.SERVICE_UNAVAILABLE, "snapshot-not-written", "The snapshot could not be written"
    ),
    matching_errors.EncoderError: ProblemKind(
        HTTPStatus.SERVICE_UNAVAILABLE, "no-model", "The text model is not available"
    ),
    matching_errors.MatchingError: ProblemKind(
        HTTPStatus.INTERNAL_SERVER_ERROR, "internal", "Something went wrong here"
    ),
    graph_errors.GraphUnavailableError: ProblemKind(
        HTTPStatus.SERVICE_UNAVAILABLE, "database-away", "The database does not answer"
    ),
    graph_errors.GraphCredentialsError: ProblemKind(
        HTTPStatus.SERVICE_UNAVAILABLE, "database-refused", "The database refused the service"
    ),
    graph_errors.UnsupportedGraphError: ProblemKind(
        HTTPStatus.SERVICE_UNAVAILABLE, "database-unsupported", "The database cannot be used"
    ),
    graph_errors.MigrationError: ProblemKind(
        HTTPStatus.SERVICE_UNAVAILABLE, "migration-needed", "The database needs a migration"
    ),
    graph_errors.LocalServerError: ProblemKind(
        HTTPStatus.SERVICE_UNAVAILABLE, "local-database", "The local database did not start"
    ),
    graph_errors.UnknownRowError: ProblemKind(
        HTTPStatus.UNPROCESSABLE_ENTITY, "unknown-row", "A tie names what is not in the graph"
    ),
    graph_errors.UnknownOrganisationError: ProblemKind(
        HTTPStatus.NOT_FOUND, "unknown-id", "There is nothing with this id"
    ),
    graph_errors.ChangedMeanwhileError: ProblemKind(
        HTTPStatus.CONFLICT, "changed-meanwhile", "Somebody else has changed this"
    ),
    graph_errors.UnknownTagError: ProblemKind(HTTPStatus.NOT_FOUND, "unknown-id", "There is nothing with this id"),
    graph_errors.NamedByItselfError: ProblemKind(
        HTTPStatus.UNPROCESSABLE_ENTITY, "invalid-request", "The request is not valid"
    ),
    graph_errors.UnknownWishError: ProblemKind(HTTPStatus.NOT_FOUND, "unknown-id", "There is nothing with this id"),
    graph_errors.NotMergedError: ProblemKind(HTTPStatus.CONFLICT, "not-merged", "This cannot be done now"),
    graph_errors.UnknownMembershipError: ProblemKind(
        HTTPStatus.NOT_FOUND, "unknown-id", "There is nothing with this id"
    ),
    graph_errors.UnknownContactError: ProblemKind(HTTPStatus.NOT_FOUND, "unknown-id", "There is nothing with this id"),
    graph_errors.UnknownProfileError: ProblemKind(HTTPStatus.NOT_FOUND, "unknown-id", "There is nothing with this id"),
    graph_errors.ActNotPossibleError: ProblemKind(HTTPStatus.CONFLICT, "act-not-possible", "This cannot be done now"),
    graph_errors.UnknownIntroductionError: ProblemKind(
        HTTPStatus.NOT_FOUND, "unknown-id", "There is nothing with this id"
    ),
    graph_errors.UnknownAccountError: ProblemKind(HTTPStatus.NOT_FOUND, "not-found", "There is nothing here"),
    graph_errors.AccountExistsError: ProblemKind(HTTPStatus.CONFLICT, "account-exists", "There is an account already"),
    graph_errors.UnknownReaderError: ProblemKind(HTTPStatus.NOT_FOUND, "unknown-id", "There is nothing with this id"),
    graph_errors.UnknownSearchError: ProblemKind(HTTPStatus.NOT_FOUND, "unknown-id", "There is nothing with this id"),
    graph_errors.TooManySearchesError: ProblemKind(HTTPStatus.CONFLICT, "too-many-searches", "There are too many"),
    graph_errors.GraphError: ProblemKind(HTTPStatus.INTERNAL_SERVER_ERROR, "internal", "Something went wrong here"),
}
"""Which error is told how; a class that is not here is told as the nearest of its base classes that is."""

HTTP_WORDS: dict[int, tuple[str, str]] = {
    HTTPStatus.BAD_REQUEST: (said("This could not be read"), said("The request is damaged: send it again, whole.")),
    HTTPStatus.NOT_FOUND: (
        said("There is nothing here"),
        said("No page or operation has this address: look for a slip in it, or start from the first page."),
    ),
    HTTPStatus.METHOD_NOT_ALLOWED: (
        said("This is not possible here"),
        said("What has this address takes no request of this method: the header Allow names those that it takes."),
    ),
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: (
        said("This is of the wrong type"),
        said("Send the type of body that the documentation of this operation names."),
    ),
}
"""Title and detail of what the web framework refuses itself; what is not here is told in its own English words."""

UNEXPECTED = ProblemKind(HTTPStatus.INTERNAL_SERVER_ERROR, "internal", "Something went wrong here")
_UNEXPECTED_DETAIL = said("The service made a mistake; it was written to the log. Trying again may help.")


def problem_kind(error: Exception) -> ProblemKind:
    """Look up how an error is told; werkzeug's own errors keep their status and name."""
    for base in type(error).__mro__:
        if base in PROBLEMS:
            return PROBLEMS[base]
    if isinstance(error, HTTPException) and error.code is not None:
        slug = re.sub(r"[^a-z]+", "-", error.name.lower())
        title, _ = HTTP_WORDS.get(error.code, (error.name, ""))
        return ProblemKind(HTTPStatus(error.code), slug, title)
    return UNEXPECTED


def field_problems(error: ValidationError, whole: str = "body") -> tuple[FieldProblem, ...]:
    """Turn pydantic's findings into one problem a field, the path joined by dots; `whole` names all of it together."""
    return tuple(
        FieldProblem(
            field=".".join(str(part) for part in found["loc"]) or whole,
            message=finding_of(found),
        )
        for found in error.errors(include_url=False, include_input=False)
    )


def describe(error: Exception) -> Problem:
    """Make the problem document of an error; nothing of an unexpected error's text gets out."""
    kind = problem_kind(error)
    return Problem(
        type=f"/docs#problem-{kind.slug}",
        title=spoken(said(kind.title)),
        status=kind.status,
        detail=spoken(_detail(error, kind)),
        instance=request.path,
        errors=list(error.field_problems()) if isinstance(error, ServiceError) else [],
    )


def _detail(error: Exception, kind: ProblemKind) -> str:
    if isinstance(error, HTTPException):
        _, detail = HTTP_WORDS.get(kind.status, ("", error.description or kind.title))
        return detail
    return _UNEXPECTED_DETAIL if kind.slug == UNEXPECTED.slug else sentence_of(error)
