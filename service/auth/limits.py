"""How much one key may ask in a minute, told with each answer in the usual headers."""

from flask import Flask
from flask.wrappers import Response
from flask_limiter import HeaderNames, Limiter, RequestLimit

from matchers.said import said
from service.auth import limit_store
from service.auth.viewer import OPERATOR, current_viewer
from service.error_answers import answer_of
from service.errors import TooManyAttemptsError
from service.settings import Settings

MINUTE = 60

_HEADERS = {
    HeaderNames.LIMIT: "RateLimit-Limit",
    HeaderNames.REMAINING: "RateLimit-Remaining",
    HeaderNames.RESET: "RateLimit-Reset",
}
"""As the IETF's draft-ietf-httpapi-ratelimit-headers first named them, which most clients read."""


def register_limits(app: Flask, settings: Settings) -> None:
    """Count what is asked with each key; after the gate, which knows whose key it is.

    People in a browser, visitors and whoever runs the service are not counted.
    """
    limiter = Limiter(
        key_func=_account,
        application_limits=[f"{settings.rate_limit} per minute"],
        application_limits_exempt_when=_is_not_counted,
        headers_enabled=True,
        header_name_mapping=_HEADERS,
        retry_after="delta-seconds",
        storage_uri=_store(settings),
        in_memory_fallback_enabled=True,  # where the store is away each worker counts by itself
        on_breach=_refuse,
    )
    limiter.init_app(app)


def _store(settings: Settings) -> str:
    if settings.rate_limit_store is not None:
        return settings.rate_limit_store.get_secret_value()
    return f"{limit_store.SCHEME}://{settings.limits_file.absolute()}"


def _account() -> str:
    # By account and not by key, so that nobody gets further with many keys.
    return current_viewer().id


def _is_not_counted() -> bool:
    viewer = current_viewer()
    return viewer.key_scopes is None or viewer is OPERATOR


def _refuse(breached: RequestLimit) -> Response:
    return answer_of(
        TooManyAttemptsError(
            said(
                "This is more than {amount} requests within a minute: wait, or ask many questions in one with POST "
                "/api/v1/matches.",
                amount=breached.limit.amount,
            ),
            MINUTE,
        )
    )
