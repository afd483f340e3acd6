"""What an answer was computed from, and how models become responses."""

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from flask import Response
from pydantic import BaseModel

from service.api.answers import Meta
from service.languages import all_spoken
from service.runtime import current_runtime

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def current_meta() -> Meta:
    """Tell which snapshot and model the answers of this moment come from, and whether they may be out of date."""
    runtime = current_runtime()
    freshness = runtime.freshness()
    return Meta(
        snapshot_version=freshness.version,
        built_at=freshness.built_at,
        age_seconds=round(freshness.age_seconds, 1),
        stale=not freshness.graph_reachable,
        model=runtime.whole().snapshot.manifest.model,
    )


def as_fields(result: "DataclassInstance") -> dict[str, Any]:
    """Return a result's own fields by name, its sentences in the language at hand, those below as they are."""
    return {field.name: all_spoken(getattr(result, field.name)) for field in fields(result)}


def respond(answer: BaseModel, status: int = 200) -> Response:
    """Make the JSON response of an answer."""
    return Response(answer.model_dump_json(), status=status, mimetype="application/json")
