"""Two clusters, one in Italy and one in Norway, of which it is clear who can do what, and who should meet whom."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from matchers.corpus import ClusterRow, Corpus, OrganisationRow, ParticipationRow, ProfileRow, ProjectRow
from matchers.engine import Engine
from matchers.snapshot import build_snapshot, open_snapshot
from tests.matchers.conftest import CAPABILITIES, WordEncoder

TODAY = date(2026, 3, 1)
MEMBERS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "s-blades": ("south", ("blades",)),
    "s-turbines": ("south", ("wind-turbines",)),
    "s-biogas": ("south", ("biogas",)),
    "s-silent": ("south", ()),
    "f-turbines": ("fjord", ("wind-turbines",)),
    "f-farms": ("fjord", ("wind-farms",)),
    "f-biogas": ("fjord", ("biogas",)),
    "e-blades": ("", ("blades",)),
}
"""Cluster ("" for none) and capabilities of each organisation."""

PROJECTS = {
    "p1": ("Rotor blades", ("s-blades",)),
    "p2": ("Wind turbines for cold places", ("f-turbines",)),
    "p3": ("Biogas from slurry", ("f-biogas",)),
    "p5": ("Rotor blades and their repair", ("e-blades",)),
    "p4": ("Wind turbines in gusts", ("s-turbines", "f-farms")),
}

CORPUS = Corpus(
    organisations=tuple(
        OrganisationRow(
            key,
            f"Firm {key}",
            "firm",
            {"south": "IT", "fjord": "NO"}.get(cluster, "DE"),
            clusters=(cluster,) if cluster else (),
            capabilities=tuple((capability, 0.8, f"says {capability}") for capability in capabilities),
        )
        for key, (cluster, capabilities) in MEMBERS.items()
    ),
    projects=tuple(ProjectRow(key, key.upper(), title, start=date(2019, 1, 1)) for key, (title, _) in PROJECTS.items()),
    participations=tuple(ParticipationRow(member, key) for key, (_, members) in PROJECTS.items() for member in members),
    clusters=(ClusterRow("south", {"en": "South"}), ClusterRow("fjord", {"en": "Fjord"}), ClusterRow("new", {})),
    capabilities=CAPABILITIES,
    profiles=(
        ProfileRow(
            "hall",
            "s-silent",
            "offer",
            "business",
            "Repair hall",
            "We let a hall for the repair of gearboxes",
            published=date(2026, 1, 1),
            expires=date(2026, 6, 1),
        ),
    ),
)


def engine_of(folder: Path, corpus: Corpus = CORPUS) -> Engine:
    """Build the world, or another one, and return an engine over it."""
    encoder = WordEncoder()
    build_snapshot(folder, corpus, encoder, graph_version=1)
    return Engine(open_snapshot(folder), encoder)
