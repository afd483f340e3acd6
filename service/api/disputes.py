"""Capabilities that an organisation says are not its own."""

from datetime import datetime

from flask import Response
from pydantic import Field

from graph_schema import store
from service.api.answers import Answer
from service.api.blueprints import NEEDS_KEY, api_blueprint, problems
from service.api.fields import Identifier
from service.api.meta import respond
from service.api.queries import NoQuery, OrganisationPath
from service.api.write_answers import WriteAnswer
from service.disputes import accept_again, dispute
from service.runtime import current_runtime

ALL = "/organisations/<organisation_id>/disputes"

blueprint = api_blueprint("disputes", "Capabilities that lists, projects or words gave, and that are not its own.")


class DisputePath(OrganisationPath):
    """An organisation, and a capability that it does not have."""

    capability_id: Identifier = Field(description="From the vocabulary, see `/capabilities`.")


class DisputeAnswer(Answer):
    """A capability that an organisation says is not its own."""

    capability_id: str
    by: str = Field(description="Who said so.")
    at: datetime


class DisputesAnswer(Answer):
    """All that an organisation disputes."""

    items: list[DisputeAnswer]


@blueprint.get(ALL, responses={200: DisputesAnswer}, security=NEEDS_KEY)
def list_disputes(path: OrganisationPath, query: NoQuery) -> Response:  # noqa: ARG001  declared to refuse parameters
    """List the capabilities that an organisation says are not its own, with who said so and when."""
    known = store.read_known(current_runtime().graph(), path.organisation_id)
    return respond(DisputesAnswer(items=[DisputeAnswer.model_validate(one) for one in known.disputes]))


@blueprint.put(f"{ALL}/<capability_id>", responses={200: WriteAnswer, **problems(413)}, security=NEEDS_KEY)
def put_dispute(path: DisputePath) -> Response:
    """Say that a capability is not its own; it counts and shows no more, also when a list brings it again."""
    return respond(WriteAnswer.model_validate(dispute(current_runtime(), path.organisation_id, path.capability_id)))


@blueprint.delete(f"{ALL}/<capability_id>", responses={200: WriteAnswer}, security=NEEDS_KEY)
def delete_dispute(path: DisputePath) -> Response:
    """Let a disputed capability count again."""
    summary = accept_again(current_runtime(), path.organisation_id, path.capability_id)
    return respond(WriteAnswer.model_validate(summary))
