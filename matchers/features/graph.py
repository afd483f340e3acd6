"""Features of who is tied to whom."""

import numpy as np

from matchers.features.feature import Explanation
from matchers.seeker import Seeker
from matchers.snapshot.columns import row_of
from matchers.snapshot.snapshot import Floats, Snapshot
from matchers.text import listed

SATURATION = 2.0
"""This Adamic-Adar sum, about nine common partners of a hundred ties each, makes a value of 1 - 1/e."""


def common_partners(seeker: Seeker, snapshot: Snapshot) -> Floats:
    """You have partners in common; a partner that knows everyone counts little.

    1 - exp(-AA / 2), with AA the sum of 1 / ln(1 + ties) over common partners
    (Adamic and Adar, Friends and neighbors on the web, Social Networks 25, 2003).
    """
    weights = np.where(seeker.partners > 0, snapshot.hub_discount, 0.0).astype(np.float32)
    if not weights.any():
        return np.zeros(snapshot.size, dtype=np.float32)
    return np.asarray(1.0 - np.exp(-(snapshot.tie_known @ weights) / SATURATION), dtype=np.float32)


def explain_common(seeker: Seeker, snapshot: Snapshot, row: int) -> Explanation:
    """Name the common partners that explain most."""
    common = common_of(seeker, snapshot, row)
    names = listed(common.tolist(), snapshot.name)
    sentence = f"You have both worked with {names}." if names else "You have no partner in common."
    ours, theirs = int((seeker.partners > 0).sum()), int(snapshot.degree[row])
    return Explanation(sentence, f"{ours} partners", f"{theirs} partners")


def common_of(seeker: Seeker, snapshot: Snapshot, row: int) -> "np.ndarray[tuple[int], np.dtype[np.int32]]":
    """Return the common partners (rows), those with the strongest ties to both and fewest others first."""
    partners, strengths = row_of(snapshot.tie_strength, row)
    weight = np.minimum(seeker.partners[partners], strengths) * snapshot.hub_discount[partners]
    return partners[np.argsort(-weight, kind="stable")][: int((weight > 0).sum())]


def same_cluster(seeker: Seeker, snapshot: Snapshot) -> Floats:
    """You belong to the same cluster."""
    clusters = clusters_of(seeker, snapshot)
    return np.asarray((snapshot.membership @ clusters) > 0, dtype=np.float32)


def explain_cluster(seeker: Seeker, snapshot: Snapshot, row: int) -> Explanation:
    """Name the clusters of both."""
    ours = set(np.flatnonzero(clusters_of(seeker, snapshot)).tolist())
    theirs = set(row_of(snapshot.membership, row)[0].tolist())
    common = _names(snapshot, ours & theirs)
    sentence = f"You both belong to {common}." if common else "You belong to different clusters."
    return Explanation(sentence, _names(snapshot, ours) or "no cluster", _names(snapshot, theirs) or "no cluster")


def clusters_of(seeker: Seeker, snapshot: Snapshot) -> Floats:
    """Return 1 for each cluster (k) that the seeker belongs to."""
    member = np.zeros(len(snapshot.tables.clusters), dtype=np.float32)
    if seeker.row is not None:
        member[row_of(snapshot.membership, seeker.row)[0]] = 1.0
    return member


def _names(snapshot: Snapshot, columns: set[int]) -> str:
    rows = [snapshot.tables.clusters[column] for column in sorted(columns)]
    return listed(rows, lambda row: row.names.get("en", row.id))
