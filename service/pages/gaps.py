"""The gap map of a cluster: strength along the value chain, what is lacked, and who outside could bring it."""

from dataclasses import dataclass

from flask import Blueprint, render_template

from matchers import directory
from matchers.gaps import Cell, GapMap, Stage, gap_map
from service.pages.wording import in_language, stage_names
from service.runtime import current_runtime

STEPS = (1, 3, 6)
"""From so many strong members on, a cell is shaded one step darker."""

blueprint = Blueprint("gaps", __name__)


@dataclass(frozen=True, slots=True)
class HeatCell:
    """A cell of the heat table; `heat` is its shade from 0 to 3."""

    cell: Cell
    heat: int


@blueprint.get("/clusters/<cluster_id>/gaps")
def show(cluster_id: str) -> str:
    """Show the gap map of one cluster."""
    snapshot = current_runtime().snapshot()
    found = gap_map(snapshot, cluster_id)
    return render_template(
        "cluster_gaps.html",
        cluster=directory.cluster_card(snapshot, snapshot.cluster_column(cluster_id)),
        map=found,
        stages=_in_order(found),
        heat=_heat(found),
        labels={gap.capability: gap.label for gap in found.gaps},
        cluster_names={card.id: in_language(card.names) for card in directory.cluster_cards(snapshot)},
    )


def _in_order(found: GapMap) -> list[Stage]:
    """Return the stages from the beginning of the value chain to its end."""
    order = list(stage_names())
    return sorted(found.stages, key=lambda stage: order.index(stage.id) if stage.id in order else len(order))


def _heat(found: GapMap) -> dict[tuple[str, str], HeatCell]:
    """Return the cells by area and stage."""
    return {(one.area, one.stage): HeatCell(one, sum(one.strong >= step for step in STEPS)) for one in found.cells}
