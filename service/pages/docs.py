"""Pages that explain: the match types, and the API's documentation made from its OpenAPI document."""

from typing import TYPE_CHECKING, cast

from flask import Blueprint, current_app, render_template

from service.api.application import DOCUMENT_PATH, openapi_document
from service.api.examples import curl
from service.api.match_types import described
from service.errors import PROBLEMS, ProblemKind

if TYPE_CHECKING:
    from flask_openapi.openapi import OpenAPI

blueprint = Blueprint("docs", __name__)


@blueprint.get("/match-types")
def list_match_types() -> str:
    """Describe each match type: who, under which conditions, by which features."""
    return render_template("match_types.html", types=described())


@blueprint.get("/docs")
def api() -> str:
    """Show the API's documentation; it needs no JavaScript and no other machine."""
    problems = {kind.slug: kind for kind in PROBLEMS.values()}
    document = openapi_document(cast("OpenAPI", current_app))
    return render_template(
        "docs.html",
        document=document,
        document_path=DOCUMENT_PATH,
        curl=curl,
        problems=sorted(problems.values(), key=_by_status),
    )


@blueprint.get("/docs/schemas")
def schemas() -> str:
    """Show what requests and answers hold, apart from the operations: both together would be a heavy page."""
    return render_template("schemas.html", document=openapi_document(cast("OpenAPI", current_app)))


def _by_status(kind: ProblemKind) -> tuple[int, str]:
    return kind.status, kind.slug
