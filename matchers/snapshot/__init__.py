"""The snapshot: versioned folders of memory-mapped arrays that suggestions are computed from."""

from matchers.snapshot.audiences import standings, without_withheld
from matchers.snapshot.build import BuildReport, build_snapshot
from matchers.snapshot.files import current_version, has_snapshot, open_snapshot
from matchers.snapshot.snapshot import Snapshot
from matchers.snapshot.walls import behind_walls

__all__ = [
    "BuildReport",
    "Snapshot",
    "behind_walls",
    "build_snapshot",
    "current_version",
    "has_snapshot",
    "open_snapshot",
    "standings",
    "without_withheld",
]
