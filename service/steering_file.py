"""What managers want of suggestions, from the graph into the file that workers look at, as declines are."""

from pathlib import Path

from graph_schema import store
from graph_schema.connection import Graph
from matchers.steering import Act, Steering, Turn, Wish, read_steering, replacing_steering, steering_pointer
from service.known_file import KnownFile


def refresh_steering(graph: Graph, directory: Path) -> None:
    """Bring the file, beside the snapshots in this folder, up to date with the graph; the next answers count it."""
    with replacing_steering(directory) as replace:
        wishes = (
            Wish(
                row.id,
                Act(row.act),
                row.cluster_id,
                row.organisation_id,
                row.match_type,
                row.partner_id,
                row.kind,
                row.outside,
            )
            for row in store.read_wishes(graph)
        )
        turns = (Turn(row.cluster_id, row.match_type, dict(row.factors)) for row in store.read_weightings(graph))
        different = ((row.one_id, row.other_id) for row in store.read_comparisons(graph) if row.decision == "different")
        replace(wishes, turns, different)


def known_steering(directory: Path) -> KnownFile[Steering]:
    """Return what managers want, of a folder, as one process knows it."""
    return KnownFile(directory, steering_pointer, read_steering, Steering())
