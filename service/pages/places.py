"""A cluster on the map: where its members are and those they have worked with; a drawing, and a table by place."""

from typing import Literal

from flask import Blueprint, render_template
from pydantic import Field

from matchers import directory
from matchers.network.places import located
from service.api.fields import Request
from service.maps.cluster_map import VIEWS, cluster_map
from service.pages.forms import read_form
from service.runtime import current_runtime

PARTNER_PLACES = 40
"""Places without members that the table lists, those with most partners first."""

blueprint = Blueprint("places", __name__)


class MapForm(Request):
    """What part of the world to look at."""

    view: Literal["cluster", "europe", "world"] = Field(default="cluster")


@blueprint.get("/clusters/<cluster_id>/map")
def show(cluster_id: str) -> str:
    """Show one cluster on the map."""
    form = read_form(MapForm)
    snapshot = current_runtime().snapshot()
    found = cluster_map(located(snapshot, cluster_id), form.view)
    without_members = [place for place in found.places if not place.members]
    return render_template(
        "cluster_map.html",
        cluster=directory.cluster_card(snapshot, snapshot.cluster_column(cluster_id)),
        map=found,
        views=VIEWS,
        form=form,
        with_members=[place for place in found.places if place.members],
        without_members=without_members[:PARTNER_PLACES],
        further=without_members[PARTNER_PLACES:],
    )
