"""What managers want of suggestions, from the graph into the file that workers look at, as declines are."""

from pathlib import Path

from graph_schema import store
from graph_schema.connection import Graph
from matchers.steering import Act, Steering, Turn, Wish, read_steering, replacing_steering, steering_pointer


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


class KnownSteering:
    """What managers want as one process knows it; read anew whenever the file was replaced."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._read: tuple[tuple[int, int], Steering] = ((0, 0), Steering())

    @property
    def pointer(self) -> tuple[int, int]:
        """What tells what `current` last returned from anything else."""
        return self._read[0]

    def current(self) -> Steering:
        """Return what managers want; SnapshotCorruptError where the file cannot be read."""
        pointer = steering_pointer(self._directory)
        if pointer != self._read[0]:
            self._read = (pointer, read_steering(self._directory))
        return self._read[1]
