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


def hand_over_can_be_told(seeker: Seeker, snapshot: Snapshot) -> Mask:
    """Only pairs of which both sizes are known, or one is to be handed on: it is a family's or seeks a successor."""
    ours, theirs = seeker.enterprise, snapshot.enterprises
    if ours.seeks_successor or ours.family_owned:
        return np.ones(snapshot.size, dtype=np.bool_)
    to_hand_over = (theirs.seeks_successor == 1) | (theirs.family_owned == 1)
    return np.asarray(to_hand_over if np.isnan(ours.people) else to_hand_over | ~np.isnan(theirs.people))


def one_of_them_posted(seeker: Seeker, snapshot: Snapshot) -> Mask:
    """Only pairs of which one has an offer or request that stands: where nobody asks there is nothing to answer."""
    if seeker.has_posted:
        return np.ones(snapshot.size, dtype=np.bool_)
    posted = np.zeros(seeker.snapshot.size, dtype=np.bool_)
    profiles = seeker.snapshot.profiles
    posted[profiles.owner[profiles.open_on(seeker.day)]] = True
    return posted[snapshot.rows]


CONDITIONS: dict[str, Callable[[Seeker, Snapshot], Mask]] = {
    "other_country": other_country,
    "one_of_them_small": one_of_them_small,
    "hand_over_can_be_told": hand_over_can_be_told,
    "one_of_them_posted": one_of_them_posted,
}
