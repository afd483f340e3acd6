"""What all pages share: the blueprint's parts, the line about freshness, template filters and response headers."""

from datetime import UTC, datetime
from typing import Any

from flask import Flask, Response, request, url_for

from matchers.errors import MatchingError
from service.api.answers import Meta
from service.api.matching import feature_name, ranker_notes, steering_notes
from service.api.meta import current_meta
from service.auth.reach import may_act_for
from service.auth.viewer import current_viewer
from service.pages import (
    account_words,
    accounts,
    across,
    audiences,
    audit,
    clusters,
    consents,
    consortia,
    contacts,
    docs,
    duplicates,
    editing,
    exports,
    figures,
    gaps,
    home,
    introduction_words,
    introductions,
    letters,
    member_imports,
    members,
    mine,
    needs,
    number_words,
    openness,
    organisations,
    people,
    places,
    posts,
    profiles,
    ranker,
    searches,
    source_words,
    steering,
    tables,
    wording,
)

MODULES = (
    home,
    organisations,
    needs,
    profiles,
    consortia,
    across,
    clusters,
    figures,
    gaps,
    places,
    exports,
    docs,
    ranker,
    accounts,
    audit,
    people,
    openness,
    member_imports,
    members,
    duplicates,
    audiences,
    steering,
    contacts,
    consents,
    introductions,
    letters,
    editing,
    mine,
    posts,
    searches,
)

# The style sheet's own small icons are data: addresses.
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
SECURITY_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def register_pages(app: Flask) -> None:
    """Put all pages, their template filters and the security headers into the application."""
    for module in MODULES:
        app.register_blueprint(module.blueprint)
    app.jinja_env.filters.update(
        wording.FILTERS
        | tables.FILTERS
        | number_words.FILTERS
        | mine.FILTERS
        | account_words.FILTERS
        | introduction_words.FILTERS
        | introductions.FILTERS
        | source_words.FILTERS
        | ranker.FILTERS
        | {"feature_name": feature_name}
    )
    app.jinja_env.globals.update(
        with_args=with_args,
        kinds=wording.KINDS,
        ranker_notes=ranker_notes,
        steering_notes=steering_notes,
        current_viewer=current_viewer,
        now=_now,
        manages=_manages,
        may_act_for=may_act_for,
    )
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.context_processor(_freshness)
    app.after_request(_add_security_headers)


def with_args(**changes: str | int | list[str] | None) -> str:
    """Return the address of this page with some query parameters changed; None takes one away."""
    args: dict[str, Any] = request.args.to_dict(flat=False) | (request.view_args or {}) | changes
    kept = {name: value for name, value in args.items() if value is not None}
    return url_for(request.endpoint or "home.show", **kept)


def _manages(cluster_id: str) -> bool:
    return current_viewer().manages(cluster_id)


def _now() -> datetime:
    return datetime.now(UTC)


def _freshness() -> dict[str, Meta | None]:
    """Tell templates what they are computed from; None while there is no snapshot yet."""
    try:
        return {"meta": current_meta()}
    except MatchingError:
        return {"meta": None}


def _add_security_headers(response: Response) -> Response:
    for name, value in SECURITY_HEADERS.items():
        response.headers.setdefault(name, value)
    if current_viewer().has_session:
        # What one may see is nobody else's, not after logging out either.
        response.headers["Cache-Control"] = "no-store"
    return response
