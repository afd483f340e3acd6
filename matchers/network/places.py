"""Where a cluster's members are, and those they have worked with."""

from dataclasses import dataclass

import numpy as np

from matchers.network.links import MemberNetwork
from matchers.snapshot.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Located:
    """An organisation with its place; latitude and longitude in degrees, as far as the snapshot knows them.

    `is_member` tells members from those outside that a member has worked with.
    """

    id: str
    name: str
    city: str | None
    country: str | None
    position: tuple[float, float] | None
    is_member: bool


def located(snapshot: Snapshot, cluster_id: str) -> tuple[Located, ...]:
    """Return a cluster's members and then their partners outside, or raise UnknownIdError."""
    network = MemberNetwork.of(snapshot, cluster_id)
    partners = np.unique(network.outside[:, 1])
    return tuple(
        _located(snapshot, row, is_member=is_member)
        for rows, is_member in ((network.members, True), (partners, False))
        for row in rows.tolist()
    )


def _located(snapshot: Snapshot, row: int, *, is_member: bool) -> Located:
    latitude, longitude = snapshot.coordinates[row].tolist()
    return Located(
        id=snapshot.organisation_id(row),
        name=snapshot.name(row),
        city=snapshot.column("organisation.city")[row],
        country=snapshot.country_of(row),
        position=None if np.isnan(latitude) or np.isnan(longitude) else (latitude, longitude),
        is_member=is_member,
    )
