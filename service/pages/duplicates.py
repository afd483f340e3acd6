"""Likely duplicates side by side, for a cluster's manager to decide."""

from flask import Blueprint, redirect, render_template, url_for
from pydantic import Field
from werkzeug.wrappers import Response

from matchers import directory
from matchers.directory_results import OrganisationDetail
from service.api.fields import Request
from service.auth.reach import clusters_within
from service.duplicates import Decision, decide, duplicates, take_back
from service.pages.forms import read_posted
from service.runtime import current_runtime

SHOWN = 50
"""Pairs on one page; the others come up as these are decided."""

blueprint = Blueprint("duplicates", __name__)


class PairForm(Request):
    """Two organisations."""

    one: str = Field(max_length=200)
    other: str = Field(max_length=200)


class DecisionForm(PairForm):
    """What they are to each other."""

    decision: Decision


@blueprint.get("/clusters/<cluster_id>/duplicates")
def show(cluster_id: str) -> str:
    """Show the pairs to decide, and what was decided."""
    snapshot = current_runtime().snapshot()
    found = duplicates(cluster_id, clusters_within())
    shown = found.open[:SHOWN]
    return render_template(
        "duplicates.html",
        cluster=directory.cluster_card(snapshot, snapshot.cluster_column(cluster_id)),
        pairs=[(pair, _detail(pair.gone.id), _detail(pair.kept.id)) for pair in shown],
        total=len(found.open),
        decided=found.decided,
    )


@blueprint.post("/clusters/<cluster_id>/duplicates")
def decide_pair(cluster_id: str) -> Response:
    """Decide a pair."""
    form = read_posted(DecisionForm)
    decide(cluster_id, (form.one, form.other), form.decision, clusters_within())
    return redirect(url_for("duplicates.show", cluster_id=cluster_id))


@blueprint.post("/clusters/<cluster_id>/duplicates/take-back")
def reopen_pair(cluster_id: str) -> Response:
    """Take a decision back."""
    form = read_posted(PairForm)
    take_back(cluster_id, (form.one, form.other), clusters_within())
    return redirect(url_for("duplicates.show", cluster_id=cluster_id))


def _detail(organisation_id: str) -> OrganisationDetail | None:
    """Return what is known of an organisation; None while the snapshot does not have it, or has it no more."""
    snapshot = current_runtime().snapshot()
    known = organisation_id in snapshot.row_by_id
    return directory.organisation_detail(snapshot, organisation_id) if known else None
