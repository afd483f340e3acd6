"""Networks to draw: a cluster's members, or the surroundings of one organisation."""

import numpy as np
import numpy.typing as npt

from matchers.directory import members_of
from matchers.directory_results import Network, NetworkEdge, NetworkNode
from matchers.network.links import links_among
from matchers.snapshot.columns import row_of
from matchers.snapshot.snapshot import Snapshot

Rows = npt.NDArray[np.intp]


def cluster_network(snapshot: Snapshot, cluster_id: str, limit: int = 150) -> Network:
    """Return a cluster's members, at most `limit` (those with most projects), and who worked with whom.

    Raises UnknownIdError for an unknown cluster.
    """
    members = members_of(snapshot, cluster_id)
    ranked = members[np.lexsort((members, -snapshot.project_count[members]))]
    return _network(snapshot, ranked[:limit], members, omitted=max(0, len(members) - limit))


def neighbourhood(snapshot: Snapshot, organisation_id: str, limit: int = 30) -> Network:
    """Return an organisation with its closest partners, at most `limit`, and the ties among them all.

    Members are those who share a cluster with it. Raises UnknownIdError for an unknown organisation.
    """
    row = snapshot.row(organisation_id)
    partners, strengths = row_of(snapshot.tie_strength, row)
    closest = partners[np.lexsort((partners, -strengths))][:limit]
    clusters = row_of(snapshot.membership, row)[0]
    members = np.flatnonzero(np.asarray(snapshot.membership[:, clusters].sum(axis=1)).ravel() > 0)
    return _network(snapshot, np.append(row, closest), members, omitted=max(0, len(partners) - limit))


def _network(snapshot: Snapshot, rows: Rows, members: Rows, omitted: int) -> Network:
    nodes = tuple(_node(snapshot, row, is_member=row in members) for row in rows.tolist())
    links = links_among(snapshot, rows)
    edges = tuple(
        NetworkEdge(nodes[i].id, nodes[j].id, projects, None if np.isnan(since) else int(since))
        for (i, j), projects, since in zip(
            links.pairs.tolist(), links.projects.tolist(), links.since.tolist(), strict=True
        )
    )
    return Network(nodes, edges, omitted)


def _node(snapshot: Snapshot, row: int, *, is_member: bool) -> NetworkNode:
    return NetworkNode(
        id=snapshot.organisation_id(row),
        name=snapshot.name(row),
        kind=snapshot.kind_of(row),
        country=snapshot.country_of(row),
        projects=int(snapshot.project_count[row]),
        is_member=is_member,
    )
