"""An answer that has not changed is told as 304 and not computed again (RFC 9110, 8.8 and 13.1.2).

An entity tag is made of all that an answer depends on, never of the answer: the release, the settings, the snapshot,
the declines, the learned ranker, the day, the address, who asks with what rights, the language, and the request headers
of `DEPENDS_ON`. So it is there before the answer is, at the cost of a few looks at files. It is weak, since it promises
the same answer, not the same bytes. People who are logged in get none: nothing of theirs is to stay on a machine.
"""

from collections.abc import Callable
from functools import cache, wraps
from hashlib import blake2b, sha256
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final

from flask import Flask, Response, current_app, g, request

from matchers.answers import today
from matchers.errors import MatchingError
from service.auth.viewer import Viewer, current_viewer
from service.languages import current_code
from service.runtime import current_runtime

FROM_SNAPSHOT: Final = (
    "api_organisations.search_organisations",
    "api_organisations.get_organisation",
    "api_organisations.suggest_partners",
    "api_organisations.get_neighbourhood",
    "api_profiles.search_profiles",
    "api_profiles.get_profile",
    "api_profiles.match_profile",
    "api_profiles.list_profile_terms",
    "api_consortia.list_consortium_rules",
    "api_clusters.list_clusters",
    "api_clusters.get_cluster_network",
    "api_clusters.get_cluster_figures",
    "api_clusters.get_cluster_gaps",
    "api_clusters.get_cluster_places",
    "api_across.ask_who_can",
    "api_clusters.get_cluster_gaps",
    "api_clusters.get_cluster_places",
    "api_vocabulary.list_match_types",
    "api_vocabulary.list_capabilities",
    "api_ranker.get_ranker",
    "api_feedback.list_decline_reasons",
    "api_audiences.list_audiences",
    "api_contacts.list_consents",
    "openapi_document",
    "home.show",
    "home.about",
    "organisations.search",
    "organisations.show",
    "needs.show",
    "profiles.search",
    "profiles.show",
    "consortia.show",
    "clusters.index",
    "clusters.show",
    "figures.show",
    "gaps.show",
    "places.show",
    "across.ask",
    "exports.show",
    "docs.list_match_types",
    "docs.api",
    "docs.schemas",
    "ranker.show",
)
"""Endpoints whose answers depend on nothing but what a tag is made of. Others are never stored by anyone."""

DEPENDS_ON: Final = ("Accept", "Accept-Language", "Authorization", "Cookie")
"""Request headers that an answer may depend on; the last two are who asks, whose answers no shared cache may keep."""

_PACKAGES: Final = ("service", "matchers", "graph_schema")

View = Callable[..., Any]


def register_revalidation(app: Flask) -> None:
    """Give tags to the answers of `FROM_SNAPSHOT`, and let no other answer be stored; call it after all views are in.

    Views are wrapped, so that who may not ask is refused before a tag is looked at.
    """
    for endpoint in FROM_SNAPSHOT:
        app.view_functions[endpoint] = _revalidated(app.view_functions[endpoint])
    app.after_request(_do_not_store_others)


def current_tag() -> str | None:
    """Return the tag of the answer to the request at hand; None where its age counts, or nothing is there."""
    return _tag(_state())


def _tag(state: tuple[object, ...] | None) -> str | None:
    viewer = current_viewer()
    if state is None or viewer.has_session:
        return None
    asked = (request.url, *(request.headers.get(name, "") for name in DEPENDS_ON), _rights(viewer), current_code())
    parts = (release(), current_runtime().settings_told, state, asked)
    return blake2b(repr(parts).encode(), digest_size=16).hexdigest()


def _state() -> tuple[object, ...] | None:
    """Return `Runtime.state` and the day; None also where nothing is there."""
    try:
        state = current_runtime().state()
    except MatchingError:
        return None
    return None if state is None else (*state, today().isoformat())


@cache
def release() -> str:
    """Return what tells this release from any other: a checksum of all its files."""
    digest = sha256()
    root = Path(__file__).parents[1]
    for package in _PACKAGES:
        for path in sorted(found for found in (root / package).rglob("*") if found.is_file()):
            if path.suffix != ".pyc":
                digest.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _rights(viewer: Viewer) -> tuple[object, ...]:
    """Return who asks and what may be seen, written the same by every worker."""
    sets = (viewer.clusters, viewer.open_clusters, viewer.key_scopes or frozenset())
    return (viewer.id, viewer.role, viewer.acts_for, *(sorted(one) for one in sets))


def _revalidated(view: View) -> View:
    @wraps(view)
    def answer(**values: object) -> Response:
        tag = _tag(state := _state())
        if tag is not None and not request.if_none_match.star_tag and request.if_none_match.contains_weak(tag):
            return _with_tag(Response(status=HTTPStatus.NOT_MODIFIED), tag)
        g.pop("asked_graph", None)
        response = current_app.make_response(view(**values))
        # What changed while it was computed, or came from the graph itself, is not what the tag stands for.
        if response.status_code == HTTPStatus.OK and "asked_graph" not in g and tag is not None and state == _state():
            return _with_tag(response, tag)
        return response

    return answer


def _with_tag(response: Response, tag: str) -> Response:
    response.set_etag(tag, weak=True)
    response.vary.update(DEPENDS_ON)
    response.cache_control.no_cache = True
    if "Authorization" in request.headers or "Cookie" in request.headers:
        response.cache_control.private = True
    return response


def _do_not_store_others(response: Response) -> Response:
    if "Cache-Control" not in response.headers:
        response.cache_control.no_store = True
    return response
