"""What each may see: everything, or a snapshot behind the walls between clusters."""

from collections import OrderedDict
from typing import Final

from graph_schema.account_records import Role
from matchers.engine import Engine
from matchers.snapshot import behind_walls
from service.auth.viewer import Viewer

MOST: Final = 16
"""Views that a worker keeps, a few megabytes each: those who see the same share one."""

_Key = tuple[frozenset[str], str | None]


class Views:
    """The engines of one process by what can be seen, made anew when the snapshot has become another."""

    def __init__(self) -> None:
        self._whole: Engine | None = None
        self._engines: OrderedDict[_Key, Engine] = OrderedDict()

    def of(self, whole: Engine, viewer: Viewer) -> Engine:
        """Return the engine that answers someone from what they may see, where walls stand."""
        if viewer.role is Role.ADMINISTRATOR:
            return whole
        engines = self._engines_over(whole)
        key = (viewer.clusters | viewer.open_clusters, viewer.acts_for.organisation_id)
        engine = engines.get(key)
        if engine is None:
            engine = Engine(behind_walls(whole.snapshot, *key), whole.encoder, whole.learned)
            engines[key] = engine
            while len(engines) > MOST:
                engines.popitem(last=False)
        engine.declines = whole.declines
        return engine

    def _engines_over(self, whole: Engine) -> OrderedDict[_Key, Engine]:
        # Two threads may both make them anew: either's are right, so no lock is needed.
        if self._whole is not whole:
            self._whole, self._engines = whole, OrderedDict()
        return self._engines
