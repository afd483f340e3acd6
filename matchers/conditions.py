"""Hard conditions that match types name: who cannot be a partner at all, however well the rest fits."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from matchers.seeker import Seeker
from matchers.snapshot.snapshot import Snapshot

LARGE = 250.0
"""From so many people on an enterprise is no SME (Commission Recommendation 2003/361/EC)."""

Mask = npt.NDArray[np.bool_]


def other_country(seeker: Seeker, snapshot: Snapshot) -> Mask:
    """Only organisations known to be in another country; a need in free words has no country, so all remain."""
    if seeker.country < 0:
        return np.ones(snapshot.size, dtype=np.bool_)
    return np.asarray((snapshot.country != seeker.country) & (snapshot.country >= 0))


def one_of_them_small(seeker: Seeker, snapshot: Snapshot) -> Mask:
    """Only pairs of which one is small or medium-sized, or may be: two that are known to be large hand nothing over."""
    large = snapshot.enterprises.people >= LARGE
    return ~large if seeker.enterprise.people >= LARGE else np.ones(snapshot.size, dtype=np.bool_)


CONDITIONS: dict[str, Callable[[Seeker, Snapshot], Mask]] = {
    "other_country": other_country,
    "one_of_them_small": one_of_them_small,
}
