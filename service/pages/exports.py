"""What of a cluster can be taken away as files."""

from flask import Blueprint, render_template

from matchers import directory
from matchers.said import said
from service.api.queries import DEFAULT_TYPE
from service.pages.organisations import types_for
from service.runtime import current_runtime

TABLES = (
    (
        "members",
        said("Members with their figures"),
        said("Who they are, links inside and outside, how far they bridge."),
    ),
    ("links", said("Links among members"), said("Who worked with whom, in how many projects, since when.")),
    ("figures", said("Figures of the network"), said("Each with its value, in words, and its formula.")),
    ("years", said("The network year by year"), said("New links, links in all, members alone.")),
    ("gaps", said("Gaps"), said("What members need and few are strong in, with who outside could bring it.")),
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
