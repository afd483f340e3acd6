"""What a snapshot says of itself: version, origin, counts, and a checksum for each of its files."""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

FORMAT = 8
"""Raised whenever arrays change their meaning; a snapshot of another format is built anew."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """The manifest; `graph_version` is the graph's own count of changes, `built_at` is UTC.

    `cosine_low` and `cosine_high` are how alike two organisations drawn at random and the closest pairs are under this
    model: models differ in this, features must not.
    """

    version: str
    built_at: datetime
    graph_version: int
    model: str
    dimensions: int
    counts: dict[str, int]
    cosine_low: float
    cosine_high: float
    checksums: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT

    def as_json(self) -> dict[str, Any]:
        """Return what JSON can hold."""
        return asdict(self) | {"built_at": self.built_at.isoformat()}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Manifest":
        """Return the manifest that `as_json` wrote; KeyError, TypeError or ValueError if it is another thing."""
        return cls(**(data | {"built_at": datetime.fromisoformat(data["built_at"])}))
