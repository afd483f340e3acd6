"""The walls of a cluster: its manager opens it to another cluster or a network, and closes it again."""

from typing import Annotated

from flask import Blueprint, redirect, render_template, url_for
from pydantic import Field
from werkzeug.wrappers import Response

from matchers import directory
from service.api.fields import Identifier, Request
from service.auth.openness import KINDS, ReaderKind, close_to, open_to, possible_readers, readers
from service.pages.forms import read_posted
from service.runtime import current_runtime

blueprint = Blueprint("openness", __name__)


class ReaderForm(Request):
    """Another cluster or a network, as `clusters/ID` or `networks/ID`."""

    reader: Annotated[str, Field(pattern="^(clusters|networks)/.+$", max_length=220)]

    def named(self) -> tuple[ReaderKind, Identifier]:
        """Return what it is, and its id."""
        kind, _, reader_id = self.reader.partition("/")
        return ReaderKind(kind), reader_id


@blueprint.get("/clusters/<cluster_id>/openness")
def show(cluster_id: str) -> str:
    """Show whom a cluster is open to, and who could be."""
    runtime = current_runtime()
    snapshot = runtime.whole().snapshot
    there = readers(runtime.graph(), cluster_id)
    open_already = {(KINDS[one.label], one.id) for one in there}
    possible = possible_readers(cluster_id)
    return render_template(
        "cluster_openness.html",
        cluster=directory.cluster_card(snapshot, snapshot.cluster_column(cluster_id)),
        readers=[(f"{KINDS[one.label]}/{one.id}", one) for one in there],
        names={f"{one.kind}/{one.id}": one.names for one in possible},
        possible=[one for one in possible if (one.kind, one.id) not in open_already],
        access=runtime.settings.access,
    )


@blueprint.post("/clusters/<cluster_id>/openness")
def open_(cluster_id: str) -> Response:
    """Open the cluster to the one that was chosen."""
    open_to(current_runtime().graph(), cluster_id, *read_posted(ReaderForm).named())
    return redirect(url_for("openness.show", cluster_id=cluster_id))


@blueprint.post("/clusters/<cluster_id>/openness/close")
def close(cluster_id: str) -> Response:
    """Close the cluster to the one that was chosen."""
    close_to(current_runtime().graph(), cluster_id, *read_posted(ReaderForm).named())
    return redirect(url_for("openness.show", cluster_id=cluster_id))
