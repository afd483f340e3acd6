"""What telling more of an organisation would bring, computed once a snapshot."""

from typing import Final
from weakref import WeakKeyDictionary

from matchers.completeness import Completeness, completeness
from matchers.engine import Engine
from matchers.feedback import Declines
from matchers.steering import Steering

_Known = dict[str, tuple[Declines, Steering, Completeness]]

_known: Final[WeakKeyDictionary[Engine, _Known]] = WeakKeyDictionary()
"""What was computed from each engine that is still there, by organisation, with the declines and steering it heeds."""


def completeness_of(engine: Engine, organisation_id: str) -> Completeness:
    """Return what is known and missing of an organisation and what telling would bring; UnknownIdError for none."""
    known = _known.setdefault(engine, {})
    heeded = known.get(organisation_id)
    if heeded is None or heeded[0] is not engine.declines or heeded[1] is not engine.steering:
        heeded = (engine.declines, engine.steering, completeness(engine, organisation_id))
        known[organisation_id] = heeded
    return heeded[2]
