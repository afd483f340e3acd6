"""What of a snapshot is read whole, rather than mapped."""

from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from matchers.corpus import CapabilityRow, ClusterRow, NetworkRow, ProfileTermRow


@dataclass(frozen=True, slots=True)
class Tables:
    """The small tables that are read whole: countries in use, clusters, networks, the vocabulary, lists of terms."""

    countries: tuple[str, ...]
    clusters: tuple[ClusterRow, ...]
    capabilities: tuple[CapabilityRow, ...]
    profile_terms: tuple[ProfileTermRow, ...] = ()
    networks: tuple[NetworkRow, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return what JSON can hold."""
        return {table.name: [_as_json(row) for row in getattr(self, table.name)] for table in fields(self)}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Tables":
        """Return the tables that `as_json` wrote; KeyError or TypeError if they are another thing."""
        return cls(
            countries=tuple(data["countries"]),
            clusters=tuple(ClusterRow(**row | {"networks": tuple(row["networks"])}) for row in data["clusters"]),
            capabilities=tuple(
                CapabilityRow(**(row | {name: tuple(row[name]) for name in ("broader", "feeds", "synonyms")}))
                for row in data["capabilities"]
            ),
            profile_terms=tuple(ProfileTermRow(**row) for row in data["profile_terms"]),
            networks=tuple(NetworkRow(**row) for row in data["networks"]),
        )


def _as_json(row: object) -> object:
    # As `dataclasses.asdict`, which takes a tenth of a second for some hundred clusters.
    return {one.name: getattr(row, one.name) for one in fields(row)} if is_dataclass(row) else row
