"""An organisation's offers and requests by form: all of them, a new one, change, withdraw and renew."""

from collections.abc import Mapping
from datetime import timedelta
from http import HTTPStatus
from typing import Any, Final
from uuid import uuid4

from flask import Blueprint, redirect, render_template, request, url_for
from pydantic import ValidationError
from werkzeug.wrappers import Response

from graph_schema import store
from graph_schema.account_records import AuditKind
from graph_schema.profile_terms import profile_terms
from graph_schema.records import Profile
from matchers import profile_directory
from matchers.answers import today
from matchers.completeness import Posting
from matchers.directory import organisation_card
from matchers.paging import Page
from matchers.profile_results import ProfileDetail, ProfileSearch
from service.api.profile_queries import ProfileBody
from service.api.writes import SOURCE
from service.auth.audit import record
from service.errors import InvalidRequestError, Problem, describe, field_problems
from service.imports.members import slug
from service.pages.editing import countries
from service.pages.wording import DIRECTIONS, KINDS, SUBJECTS
from service.posting import posting_of, write_profile
from service.runtime import current_runtime

STANDS_DAYS: Final = 180
"""So long a new or renewed offer or request stands, unless another day is told."""

MOST_LISTED: Final = 100
MATCHES_TOLD: Final = 3
"""Of so many match types is told what posting would do in them."""

_NEW: Final = "as if posted"
"""The id of what is not posted yet; none that is has blanks."""

_LISTS: Final = ("roles", "agreements", "partner_kinds", "countries")
_FIELDS: Final = ("direction", "subject", "title", "text", "trl_min", "trl_max", "expires")

blueprint = Blueprint("posts", __name__)

Values = dict[str, Any]


@blueprint.get("/organisations/<organisation_id>/posts")
def index(organisation_id: str) -> str:
    """List all that an organisation offers and seeks, also what stands no more."""
    snapshot = current_runtime().snapshot()
    search = ProfileSearch(organisation=organisation_id, include_closed=True, page=Page(size=MOST_LISTED))
    return render_template(
        "posts.html",
        card=organisation_card(snapshot, snapshot.row(organisation_id)),
        found=profile_directory.search_profiles(snapshot, search),
        days=STANDS_DAYS,
        done=request.args.get("done"),
    )


@blueprint.get("/organisations/<organisation_id>/posts/new")
def new(organisation_id: str) -> str:
    """Ask what an organisation offers or seeks."""
    direction = "offer" if request.args.get("direction") == "offer" else "request"
    expires = today() + timedelta(days=STANDS_DAYS)
    values = {"direction": direction, "subject": "business", "expires": expires.isoformat()}
    return _form(organisation_id, values)


@blueprint.post("/organisations/<organisation_id>/posts/new")
def create(organisation_id: str) -> Response | tuple[str, int]:
    """Post it, or show what that would bring."""
    return _saved(organisation_id, None)


@blueprint.get("/profiles/<profile_id>/form")
def show(profile_id: str) -> str:
    """Show an offer or request as a form."""
    detail = _detail(profile_id)
    return _form(detail.card.organisation.id, _values(detail), profile_id=profile_id)


@blueprint.post("/profiles/<profile_id>/form")
def save(profile_id: str) -> Response | tuple[str, int]:
    """Save an offer or request that was changed; one that was withdrawn stands again."""
    return _saved(_detail(profile_id).card.organisation.id, profile_id)


@blueprint.post("/profiles/<profile_id>/withdraw")
def withdraw(profile_id: str) -> Response:
    """Let an offer or request stand no more."""
    organisation_id = _detail(profile_id).card.organisation.id
    store.withdraw_profile(current_runtime().graph(), profile_id)
    record(current_runtime().graph(), AuditKind.PROFILE_WITHDRAWN, about=profile_id)
    return redirect(url_for("posts.index", organisation_id=organisation_id, done="withdrawn"))


@blueprint.post("/profiles/<profile_id>/renew")
def renew(profile_id: str) -> Response:
    """Let an offer or request stand for half a year from today on, as it is."""
    detail = _detail(profile_id)
    expires = today() + timedelta(days=STANDS_DAYS)
    body = ProfileBody.model_validate(_told(_values(detail)) | {"expires": expires} | _owner(detail))
    _write(body.profile(profile_id))
    return redirect(url_for("posts.index", organisation_id=detail.card.organisation.id, done="renewed"))


def _saved(organisation_id: str, profile_id: str | None) -> Response | tuple[str, int]:
    values: Values = {name: request.form.get(name, "").strip() for name in _FIELDS}
    values |= {name: [value for value in request.form.getlist(name) if value] for name in _LISTS}
    try:
        body = ProfileBody.model_validate(_told(values) | {"organisation": organisation_id})
    except ValidationError as error:
        problem = describe(InvalidRequestError(*field_problems(error, "form")))
        return _form(organisation_id, values, profile_id=profile_id, problem=problem), problem.status
    if "preview" in request.form:
        found = posting_of(current_runtime(), body.profile(profile_id or _NEW))
        return _form(organisation_id, values, profile_id=profile_id, found=found), HTTPStatus.OK
    _write(body.profile(profile_id or f"{slug(body.title)[:60].strip('-') or 'post'}-{uuid4().hex[:8]}"))
    return redirect(url_for("posts.index", organisation_id=organisation_id, done="saved"))


def _write(profile: Profile) -> None:
    graph = current_runtime().graph()
    if write_profile(graph, profile, SOURCE).is_changed:
        record(graph, AuditKind.PROFILE_WRITTEN, about=profile.id)


def _detail(profile_id: str) -> ProfileDetail:
    return profile_directory.profile_detail(current_runtime().snapshot(), profile_id)


def _values(detail: ProfileDetail) -> Values:
    card = detail.card
    return {
        "direction": card.direction,
        "subject": card.subject,
        "title": card.title,
        "text": detail.text,
        "trl_min": card.trl_min or "",
        "trl_max": card.trl_max or "",
        "expires": card.expires or "",
        "roles": [term.id for term in detail.roles],
        "agreements": [term.id for term in detail.agreements],
        "partner_kinds": list(detail.partner_kinds),
        "countries": list(card.countries),
    }


def _owner(detail: ProfileDetail) -> dict[str, str]:
    return {"organisation": detail.card.organisation.id}


def _told(values: Mapping[str, Any]) -> Values:
    """Return what is told: fields that are empty are not."""
    return {name: value for name, value in values.items() if value not in ("", [])}


def _form(
    organisation_id: str,
    values: Values,
    *,
    profile_id: str | None = None,
    problem: Problem | None = None,
    found: Posting | None = None,
) -> str:
    snapshot = current_runtime().snapshot()
    return render_template(
        "post_form.html",
        card=organisation_card(snapshot, snapshot.row(organisation_id)),
        values=dict.fromkeys(_FIELDS, "") | {name: [] for name in _LISTS} | values,
        profile_id=profile_id,
        problem=problem,
        found=found,
        most_told=MATCHES_TOLD,
        directions=DIRECTIONS,
        subjects=SUBJECTS,
        kind_options=KINDS,
        terms=profile_terms(),
        countries=countries(),
    )
