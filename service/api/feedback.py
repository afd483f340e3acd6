"""What organisations say of their suggestions: record, take back, list."""

from flask import Response

from graph_schema import store
from graph_schema.decline_reasons import decline_reasons
from matchers.match_types import match_type
from service.api.blueprints import NEEDS_KEY, api_blueprint, problems
from service.api.feedback_models import (
    DeclineReason,
    DeclineReasonsAnswer,
    FeedbackAnswer,
    FeedbackBody,
    FeedbackItem,
    FeedbackOwnerPath,
    FeedbackPath,
    FeedbackStep,
)
from service.api.meta import as_fields, respond
from service.api.queries import NoQuery
from service.api.write_answers import WriteAnswer
from service.auth.reach import require_seen
from service.feedback import change
from service.runtime import current_runtime

ONE = "/organisations/<organisation_id>/feedback/<partner_id>/<match_type>"

blueprint = api_blueprint("feedback", "What organisations say of suggestions; it counts from the next answer on.")


@blueprint.get("/decline-reasons", responses={200: DeclineReasonsAnswer})
def list_decline_reasons(query: NoQuery) -> Response:  # noqa: ARG001  declared to refuse parameters
    """List the reasons for declining a suggestion, with what follows from each."""
    return respond(
        DeclineReasonsAnswer(items=[DeclineReason.model_validate(row) for row in decline_reasons().values()])
    )


@blueprint.get("/organisations/<organisation_id>/feedback", responses={200: FeedbackAnswer}, security=NEEDS_KEY)
def list_feedback(path: FeedbackOwnerPath, query: NoQuery) -> Response:  # noqa: ARG001
    """List what an organisation said of suggestions, with the history; for those who may act for it."""
    graph = current_runtime().graph()
    rows = store.read_introductions(graph, [path.organisation_id])
    history = store.read_history(graph, path.organisation_id)
    items = [
        FeedbackItem.model_validate(
            as_fields(row)
            | {"history": [FeedbackStep.model_validate(step) for step in history[row.partner_id, row.match_type]]}
        )
        for row in rows
    ]
    return respond(FeedbackAnswer(organisation_id=path.organisation_id, items=items))


@blueprint.put(ONE, responses={200: WriteAnswer, **problems(413)}, security=NEEDS_KEY)
def put_feedback(path: FeedbackPath, body: FeedbackBody) -> Response:
    """Record what an organisation says of a suggestion; the same again changes nothing.

    Who was declined is left out of the very next answer, on both sides of the pair.
    """
    match_type(path.match_type)
    require_seen(path.partner_id)
    introduction = body.introduction(path)
    runtime = current_runtime()
    summary = change(
        runtime.graph(), runtime.settings.snapshot_dir, lambda graph: store.write_introduction(graph, introduction)
    )
    return respond(WriteAnswer.model_validate(summary))


@blueprint.delete(ONE, responses={200: WriteAnswer}, security=NEEDS_KEY)
def withdraw_feedback(path: FeedbackPath, query: NoQuery) -> Response:  # noqa: ARG001
    """Take back what was said of a suggestion; its history stays."""
    runtime = current_runtime()
    summary = change(
        runtime.graph(),
        runtime.settings.snapshot_dir,
        lambda graph: store.withdraw_introduction(graph, path.organisation_id, path.partner_id, path.match_type),
    )
    return respond(WriteAnswer.model_validate(summary))
