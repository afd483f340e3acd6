"""A cluster: its members by kind, and the network of who worked with whom."""

from flask import Blueprint, render_template

from matchers import directory
from matchers.directory_results import OrganisationSearch
from matchers.paging import Page
from matchers.results import OrganisationCard, OrganisationFilter
from service.pages.wording import KINDS
from service.runtime import current_runtime

SHOWN_MEMBERS = 300
"""Members listed on a cluster's page; the search has them all."""

DRAWN_NODES = 120
"""Organisations drawn at first; more come by expanding."""

blueprint = Blueprint("clusters", __name__)


@blueprint.get("/clusters")
def index() -> str:
    """List the clusters."""
    return render_template("clusters.html", clusters=directory.cluster_cards(current_runtime().snapshot()))


@blueprint.get("/clusters/<cluster_id>")
def show(cluster_id: str) -> str:
    """Show one cluster."""
    snapshot = current_runtime().snapshot()
    card = directory.cluster_card(snapshot, snapshot.cluster_column(cluster_id))
    search = OrganisationSearch(filter=OrganisationFilter(clusters=(cluster_id,)), page=Page(size=SHOWN_MEMBERS))
    members = directory.search_organisations(snapshot, search).items
    return render_template("cluster.html", cluster=card, groups=_by_kind(members), drawn=DRAWN_NODES)


def _by_kind(members: tuple[OrganisationCard, ...]) -> list[tuple[str, list[OrganisationCard]]]:
    groups = ((kind, [member for member in members if member.kind == kind]) for kind in KINDS)
    return [(kind, found) for kind, found in groups if found]
