"""The network of a cluster's members in figures: how dense, who bridges, who is alone, new links a year."""

from flask import Blueprint, render_template

from matchers import directory
from matchers.network.members import cluster_figures
from service.charts import bar_chart
from service.runtime import current_runtime

blueprint = Blueprint("figures", __name__)


@blueprint.get("/clusters/<cluster_id>/figures")
def show(cluster_id: str) -> str:
    """Show the figures of one cluster."""
    snapshot = current_runtime().snapshot()
    figures = cluster_figures(snapshot, cluster_id)
    return render_template(
        "cluster_figures.html",
        cluster=directory.cluster_card(snapshot, snapshot.cluster_column(cluster_id)),
        figures=figures,
        chart=bar_chart([(str(year.year), year.new_links) for year in figures.years]),
    )
