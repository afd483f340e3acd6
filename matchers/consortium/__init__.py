"""Consortium completion: what a project idea needs, who is missing beside the partners so far, and whole teams.

Stands on the snapshot, features and ranker as the engine does; `assemble` and `repair` are the two questions.
"""

from matchers.consortium.assembly import assemble
from matchers.consortium.query import ConsortiumQuery, TeamWishes
from matchers.consortium.repairing import repair

__all__ = ["ConsortiumQuery", "TeamWishes", "assemble", "repair"]
