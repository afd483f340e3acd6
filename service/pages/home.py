"""The first page: what this is for, a search box, the clusters."""

from flask import Blueprint, render_template

from matchers import directory
from matchers.said import said
from service.runtime import current_runtime

blueprint = Blueprint("home", __name__)

EXAMPLE_NEEDS = (
    said("heat pump for low-temperature district heating"),
    said("testing laboratory for steam turbine blades"),
    said("power electronics for battery storage"),
    said("biogas upgrading to biomethane"),
)


@blueprint.get("/")
def show() -> str:
    """Say what Filiera is for and where to start."""
    snapshot = current_runtime().snapshot()
    return render_template(
        "home.html",
        clusters=directory.cluster_cards(snapshot),
        counts=snapshot.manifest.counts,
        example_needs=EXAMPLE_NEEDS,
    )


@blueprint.get("/about")
def about() -> str:
    """Say where the data comes from and how suggestions are made."""
    return render_template("about.html")
