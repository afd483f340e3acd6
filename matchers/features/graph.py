"""Features of who is tied to whom."""

import numpy as np
import numpy.typing as npt

from matchers.features.feature import Explanation
from matchers.remembered import is_remembered, once, once_a_row
from matchers.said import Said, counted, labelled, listed, said
from matchers.seeker import Seeker
from matchers.snapshot.columns import row_of, rows_of
from matchers.snapshot.snapshot import Floats, Snapshot

SATURATION = 2.0
"""This Adamic-Adar sum, about nine common partners of a hundred ties each, makes a value of 1 - 1/e."""

FAMILIAR = 2.0
"""This many joint projects make a value of 1 - 1/e."""

Sums = npt.NDArray[np.float64]


def common_partners(seeker: Seeker, snapshot: Snapshot) -> Floats:
    """You have partners in common; a partner that knows everyone counts little.

    1 - exp(-AA / 2), with AA the sum of 1 / ln(1 + ties) over common partners
    (Adamic and Adar, Friends and neighbors on the web, Social Networks 25, 2003).
    """
    partners = seeker.partner_rows
    if not len(partners):
        return np.zeros(snapshot.size, dtype=np.float32)
    # Ties are followed from the side that has fewer.
    if seeker.snapshot.degree[partners].sum() < seeker.snapshot.degree[snapshot.rows].sum():
        sums = _from_partners(seeker, snapshot)[snapshot.rows]
    else:
        weights = np.zeros(snapshot.tie_known.shape[1], dtype=np.float32)
        weights[partners] = snapshot.hub_discount[partners]
        sums = snapshot.tie_known @ weights
    return common_from(sums)


def common_from(sums: Floats | Sums) -> Floats:
    """Return what sums over common partners make."""
    return np.asarray(1.0 - np.exp(-sums / SATURATION), dtype=np.float32)


def _from_partners(seeker: Seeker, snapshot: Snapshot) -> Floats:
    """Return for all organisations of the whole snapshot the sum over the partners that they share with the seeker."""
    partners, whole = seeker.partner_rows, seeker.snapshot
    tied, _, sizes = rows_of(whole.tie_count, partners)
    weights = np.repeat(snapshot.hub_discount[partners], sizes)
    return np.asarray(np.bincount(tied, weights=weights, minlength=whole.size), dtype=np.float32)


def explain_common(seeker: Seeker, snapshot: Snapshot, row: int) -> Explanation:
    """Name the common partners that explain most."""
    common = common_of(seeker, snapshot, row)
    names = listed(common.tolist(), snapshot.name)
    sentence = said("You have no partner in common.")
    if names:
        sentence = said("You have both worked with {names}.", names=names)
    counts = (len(seeker.partner_rows), int(snapshot.degree[row]))
    return Explanation(sentence, *(said("{count} partners", count=count) for count in counts))


@once_a_row
def common_of(seeker: Seeker, snapshot: Snapshot, row: int) -> "np.ndarray[tuple[int], np.dtype[np.int32]]":
    """Return the common partners (rows), those with the strongest ties to both and fewest others first."""
    partners, strengths = row_of(snapshot.tie_strength, row)
    weight = np.minimum(seeker.strengths_with(partners), strengths) * snapshot.hub_discount[partners]
    return partners[np.argsort(-weight, kind="stable")][: int((weight > 0).sum())]


def count_common(one: Seeker, other: Seeker, snapshot: Snapshot) -> int:
    """Return how many partners two organisations have in common, which is the same from either side; 0 for a need."""
    if one.row is None or other.row is None:
        return 0
    asker, row = (one, other.row) if is_remembered(common_of, one, other.row) else (other, one.row)
    return len(common_of(asker, snapshot, row))


def same_cluster(seeker: Seeker, snapshot: Snapshot) -> Floats:
    """You belong to the same cluster."""
    clusters = clusters_of(seeker)
    return np.asarray((snapshot.membership @ clusters) > 0, dtype=np.float32)


def explain_cluster(seeker: Seeker, snapshot: Snapshot, row: int) -> Explanation:
    """Name the clusters of both."""
    ours = set(_own_clusters(seeker, snapshot))
    theirs = set(row_of(snapshot.membership, row)[0].tolist())
    common = _names(snapshot, ours & theirs)
    sentence = said("You belong to different clusters.")
    if common:
        sentence = said("You both belong to {cluster}.", cluster=common)
    none = said("no cluster")
    return Explanation(sentence, _names(snapshot, ours) or none, _names(snapshot, theirs) or none)


def common_network(seeker: Seeker, snapshot: Snapshot) -> Floats:
    """Your clusters are part of one network, which introduces its members to each other."""
    return np.asarray((snapshot.membership @ (snapshot.part_of @ seeker.networks)) > 0, dtype=np.float32)


def explain_network(seeker: Seeker, snapshot: Snapshot, row: int) -> Explanation:
    """Name the networks of both."""
    ours, theirs = seeker.networks, _networks_of_row(snapshot, row)
    common = _network_names(snapshot, ours * theirs)
    sentence = said("Your networks are different ones.")
    if common:
        sentence = said("You both belong to {network} through your clusters.", network=common)
    none = said("no network")
    return Explanation(sentence, _network_names(snapshot, ours) or none, _network_names(snapshot, theirs) or none)


def past_partner(seeker: Seeker, snapshot: Snapshot) -> Floats:
    """You have worked together before, and know what to expect of each other.

    1 - exp(-joint projects / 2) (repeated ties breed trust: Gulati, Academy of Management Journal 38, 1995).
    """
    return past_from(joint_projects(seeker, snapshot))


def past_from(joint: Floats | Sums) -> Floats:
    """Return what numbers of joint projects make."""
    return np.asarray(1.0 - np.exp(-joint / FAMILIAR), dtype=np.float32)


def explain_past_partner(seeker: Seeker, snapshot: Snapshot, row: int) -> Explanation:
    """Count the projects of both."""
    count = int(seeker.took_part[snapshot.projects_of(row)].sum())
    if not count:
        return Explanation(said("You have not worked together yet."), "", said("none together"))
    projects = counted("one project", "{count} projects", count)
    return Explanation(said("You have worked together in {projects}.", projects=projects), "", projects)


def joint_projects(seeker: Seeker, snapshot: Snapshot) -> Floats:
    """Return in how many projects each organisation (n) took part together with the seeker."""
    own = seeker.took_part[snapshot.project_rows].astype(np.float32)
    total = np.concatenate([[0.0], np.cumsum(own[snapshot.participation.indices])])
    indptr = snapshot.participation.indptr
    return np.asarray(total[indptr[1:]] - total[indptr[:-1]], dtype=np.float32)


def belongs_to_network(seeker: Seeker) -> bool:
    """Whether the seeker's clusters are part of any network."""
    return bool(seeker.networks.any())


def clusters_of(seeker: Seeker) -> Floats:
    """Return 1 for each cluster (k) that the seeker belongs to."""
    member = np.zeros(len(seeker.snapshot.tables.clusters), dtype=np.float32)
    if seeker.row is not None:
        member[row_of(seeker.snapshot.membership, seeker.row)[0]] = 1.0
    return member


@once
def _own_clusters(seeker: Seeker, snapshot: Snapshot) -> list[int]:  # noqa: ARG001  # remembered for the seeker
    return np.flatnonzero(clusters_of(seeker)).tolist()


def _names(snapshot: Snapshot, columns: set[int]) -> Said:
    rows = [snapshot.tables.clusters[column] for column in sorted(columns)]
    return listed(rows, lambda row: labelled(row.names, row.id))


def _networks_of_row(snapshot: Snapshot, row: int) -> Floats:
    clusters = row_of(snapshot.membership, row)[0]
    return np.asarray(snapshot.part_of[clusters].any(axis=0), dtype=np.float32)


def _network_names(snapshot: Snapshot, marked: Floats) -> Said:
    rows = [snapshot.tables.networks[column] for column in np.flatnonzero(marked).tolist()]
    return listed(rows, lambda row: row.name)
