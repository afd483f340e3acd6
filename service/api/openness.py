"""Walls between clusters: whom a cluster is open to."""

from datetime import datetime

from flask import Response
from pydantic import Field

from service.api.answers import Answer
from service.api.blueprints import NEEDS_KEY, api_blueprint
from service.api.fields import Identifier
from service.api.meta import respond
from service.api.queries import ClusterPath, NoQuery
from service.auth.openness import KINDS, ReaderKind, close_to, open_to, readers
from service.runtime import current_runtime

ONE = "/clusters/<cluster_id>/openness/<kind>/<reader_id>"

blueprint = api_blueprint("openness", "Whom a cluster is open to, where access is for accounts.")


class ReaderPath(ClusterPath):
    """A cluster, and another or a network that it is open to."""

    kind: ReaderKind = Field(description="Whether the reader is a cluster or a network.")
    reader_id: Identifier = Field(description="The reader's id.")


class ClusterReader(Answer):
    """Another cluster, or a network, that may read a cluster."""

    kind: ReaderKind
    id: str
    since: datetime
    by: str = Field(description="Who opened it.")


class OpennessAnswer(Answer):
    """Whom a cluster is open to."""

    cluster_id: str
    items: list[ClusterReader]


@blueprint.get("/clusters/<cluster_id>/openness", responses={200: OpennessAnswer}, security=NEEDS_KEY)
def get_openness(path: ClusterPath, query: NoQuery) -> Response:  # noqa: ARG001  declared to refuse parameters
    """List whom a cluster is open to, for its manager."""
    return respond(_openness(path.cluster_id))


@blueprint.put(ONE, responses={200: OpennessAnswer}, security=NEEDS_KEY)
def put_reader(path: ReaderPath, query: NoQuery) -> Response:  # noqa: ARG001
    """Open a cluster to another or to a network, from the next question on; a second time changes nothing."""
    open_to(current_runtime().graph(), path.cluster_id, path.kind, path.reader_id)
    return respond(_openness(path.cluster_id))


@blueprint.delete(ONE, responses={200: OpennessAnswer}, security=NEEDS_KEY)
def delete_reader(path: ReaderPath, query: NoQuery) -> Response:  # noqa: ARG001
    """Close a cluster to one that it was open to, from the next question on."""
    close_to(current_runtime().graph(), path.cluster_id, path.kind, path.reader_id)
    return respond(_openness(path.cluster_id))


def _openness(cluster_id: str) -> OpennessAnswer:
    items = [
        ClusterReader(kind=KINDS[one.label], id=one.id, since=one.since, by=one.by)
        for one in readers(current_runtime().graph(), cluster_id)
    ]
    return OpennessAnswer(cluster_id=cluster_id, items=items)
