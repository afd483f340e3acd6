"""What each may see: everything, or a snapshot behind the walls between clusters and without what is withheld."""

from collections import OrderedDict
from typing import Final

import numpy as np

from graph_schema.account_records import Role
from matchers.engine import Engine
from matchers.snapshot import Snapshot, behind_walls, standings, without_withheld
from matchers.snapshot.audiences import CLUSTER, OWN, PARTNERS, Standings
from service.auth.viewer import Viewer

MOST: Final = 16
"""Views that a worker keeps, a few megabytes each: those who see the same share one."""

_Key = tuple[frozenset[str], frozenset[str], str | None, bool]


class Views:
    """The engines of one process by what can be seen, made anew when the snapshot has become another."""

    def __init__(self, *, has_walls: bool) -> None:
        self._has_walls = has_walls
        self._whole: Engine | None = None
        self._engines: OrderedDict[_Key, Engine] = OrderedDict()

    def of(self, whole: Engine, viewer: Viewer) -> Engine:
        """Return the engine that answers someone from what they may see."""
        if viewer.role is Role.ADMINISTRATOR or not (self._has_walls or whole.snapshot.has_withheld):
            return whole
        engines = self._engines_over(whole)
        key = _key(viewer)
        engine = engines.get(key)
        if engine is None:
            engine = Engine(self.seen_by(whole.snapshot, viewer), whole.encoder, whole.learned)
            engines[key] = engine
            while len(engines) > MOST:
                engines.popitem(last=False)
        engine.declines, engine.steering = whole.declines, whole.steering
        return engine

    def seen_by(self, snapshot: Snapshot, viewer: Viewer, standing: Standings | None = None) -> Snapshot:
        """Return a snapshot as someone sees it; `standing` is another than theirs, to show what others see."""
        walled = snapshot
        if self._has_walls and viewer.role is not Role.ADMINISTRATOR:
            walled = behind_walls(snapshot, viewer.clusters | viewer.open_clusters, viewer.acts_for.organisation_id)
        return without_withheld(walled, standing_of(snapshot, viewer) if standing is None else standing)

    def _engines_over(self, whole: Engine) -> OrderedDict[_Key, Engine]:
        # Two threads may both make them anew: either's are right, so no lock is needed.
        if self._whole is not whole:
            self._whole, self._engines = whole, OrderedDict()
        return self._engines


def standing_of(snapshot: Snapshot, viewer: Viewer) -> Standings:
    """Return the standing of someone with every organisation (n) of the whole snapshot."""
    if viewer.role is Role.ADMINISTRATOR:
        return np.full(snapshot.size, OWN, dtype=np.uint8)
    own = OWN if viewer.role is Role.CLUSTER_MANAGER else CLUSTER
    of_clusters = dict.fromkeys(viewer.open_clusters, PARTNERS) | dict.fromkeys(viewer.clusters, own)
    return standings(snapshot, of_clusters, viewer.acts_for.organisation_id)


def _key(viewer: Viewer) -> _Key:
    is_manager = viewer.role is Role.CLUSTER_MANAGER
    return (viewer.clusters, viewer.open_clusters, viewer.acts_for.organisation_id, is_manager)
