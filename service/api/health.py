"""Whether the process lives (/healthz) and whether it has all it needs (/readyz)."""

from collections.abc import Callable

from flask import Response
from flask_openapi.blueprint import APIBlueprint
from flask_openapi.models.tag import Tag

from graph_schema.errors import GraphError
from matchers.errors import MatchingError
from service.api.blueprints import operation_id
from service.api.health_answers import Check, HealthAnswer, ReadyAnswer
from service.api.meta import respond
from service.runtime import current_runtime

blueprint = APIBlueprint(
    "health",
    __name__,
    abp_tags=[Tag(name="health", description="For those who run the service.")],
    operation_id_callback=operation_id,
)


@blueprint.get("/healthz", responses={200: HealthAnswer})
def healthz() -> Response:
    """Tell that the process answers; nothing else is looked at."""
    return respond(HealthAnswer(status="ok"))


@blueprint.get("/readyz", responses={200: ReadyAnswer, 503: ReadyAnswer})
def readyz() -> Response:
    """Tell whether database, snapshot and model are there; suggestions go on from the snapshot without the database."""
    checks = {"database": _check(_database), "snapshot": _check(_snapshot), "model": _check(_model)}
    ready = all(check.ok for check in checks.values())
    # Without the learned ranker the declared weights answer: worth telling, and no outage.
    return respond(ReadyAnswer(ready=ready, checks=checks | {"ranker": _ranker()}), 200 if ready else 503)


def _check(look: Callable[[], str]) -> Check:
    try:
        return Check(ok=True, detail=look())
    except (GraphError, MatchingError) as error:
        return Check(ok=False, detail=str(error))


def _database() -> str:
    current_runtime().graph().check()
    return "The database answers."


def _snapshot() -> str:
    snapshot = current_runtime().snapshot()
    return f"Snapshot {snapshot.manifest.version} with {snapshot.size} organisations."


def _model() -> str:
    encoder = current_runtime().engine().encoder
    encoder.load()
    return f"The model is {encoder.model_id}."


def _ranker() -> Check:
    ranker = current_runtime().ranker
    problem = ranker.problem()
    return Check(
        ok=problem is None, detail=problem or f"The learned ranker is that of {ranker.model().about['source']}."
    )
