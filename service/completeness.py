"""What telling more of an organisation would bring, computed once a snapshot."""

from typing import Final
from weakref import WeakKeyDictionary

from matchers.completeness import Completeness, completeness
from matchers.engine import Engine
from matchers.feedback import Declines

_Known = dict[str, tuple[Declines, Completeness]]

_known: Final[WeakKeyDictionary[Engine, _Known]] = WeakKeyDictionary()
"""What was computed from each engine that is still there, by organisation, with the declines that it heeds."""


def completeness_of(engine: Engine, organisation_id: str) -> Completeness:
    """Return what is known and missing of an organisation and what telling would bring; UnknownIdError for none."""
    known = _known.setdefault(engine, {})
    if organisation_id not in known or known[organisation_id][0] is not engine.declines:
        known[organisation_id] = (engine.declines, completeness(engine, organisation_id))
    return known[organisation_id][1]
