"""What of a cluster can be taken away as files."""

from flask import Blueprint, render_template

from matchers import directory
from service.api.queries import DEFAULT_TYPE
from service.pages.organisations import types_for
from service.runtime import current_runtime

TABLES = (
    ("members", "Members with their figures", "Who they are, links inside and outside, how far they bridge."),
    ("links", "Links among members", "Who worked with whom, in how many projects, since when."),
    ("figures", "Figures of the network", "Each with its value, in words, and its formula."),
    ("years", "The network year by year", "New links, links in all, members alone."),
    ("gaps", "Gaps", "What members need and few are strong in, with who outside could bring it."),
)
"""Files of tables: name, title, and what is in it."""

blueprint = Blueprint("exports", __name__)


@blueprint.get("/clusters/<cluster_id>/exports")
def show(cluster_id: str) -> str:
    """List the files of one cluster."""
    snapshot = current_runtime().snapshot()
    return render_template(
        "cluster_exports.html",
        cluster=directory.cluster_card(snapshot, snapshot.cluster_column(cluster_id)),
        members=directory.member_names(snapshot, cluster_id),
        tables=TABLES,
        types=types_for(None),
        usual_type=DEFAULT_TYPE,
    )
