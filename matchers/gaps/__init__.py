"""The gap map of a cluster: what its members are strong in along the value chain, what they lack, who could bring it.

A **gap** is a capability that at least three members need for each member, and one more, that is strong in it. Who
needs it is told in `demand`, who could fill it in `fillers`.
"""

from matchers.gaps.map import gap_map
from matchers.gaps.results import Cell, Gap, GapMap, Needer, Stage

__all__ = ["Cell", "Gap", "GapMap", "Needer", "Stage", "gap_map"]
