"""A tiny cluster of wind firms that lacks blades."""

from collections.abc import Mapping
from datetime import date

from matchers.corpus import (
    CapabilityRow,
    ClusterRow,
    Corpus,
    OrganisationRow,
    ParticipationRow,
    ProfileRow,
    ProjectRow,
)

DAY = date(2026, 1, 1)
VOCABULARY = (
    CapabilityRow("wind", {"en": "Wind"}, "generation"),
    CapabilityRow("turbines", {"en": "Turbines"}, "equipment", broader=("wind",)),
    CapabilityRow("blades", {"en": "Blades"}, "components", broader=("wind",), feeds=("turbines",)),
    CapabilityRow("glass-blades", {"en": "Glass blades"}, "components", broader=("blades",)),
    CapabilityRow("towers", {"en": "Towers"}, "components", broader=("wind",), feeds=("turbines",)),
)
# Of four known projects on turbines two are also about blades, and one about towers.
PROJECTS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "p1": (("turbines", "blades"), ("a", "smith")),
    "p2": (("turbines", "glass-blades"), ("x", "y")),
    "p3": (("turbines", "towers"), ("b", "c")),
    "p4": (("turbines",), ("c", "d")),
}
MEMBERS = {letter: {"turbines": 0.5} for letter in "abcd"}
OTHERS = {"smith": {"blades": 0.6}, "glazier": {"glass-blades": 0.4}, "dabbler": {"blades": 0.12}, "x": {}, "y": {}}


def corpus_of(members: Mapping[str, Mapping[str, float]], profiles: tuple[ProfileRow, ...] = ()) -> Corpus:
    rows = {**members, **OTHERS}
    return Corpus(
        organisations=tuple(
            OrganisationRow(
                key,
                f"{key.title()} Ltd",
                "firm",
                "IT",
                clusters=("ours",) if key in members else (),
                capabilities=tuple((term, strength, f"says so of {term}") for term, strength in terms.items()),
            )
            for key, terms in rows.items()
        ),
        projects=tuple(
            ProjectRow(key, key.upper(), capabilities=tuple((term, 0.8, "title") for term in terms))
            for key, (terms, _) in PROJECTS.items()
        ),
        participations=tuple(
            ParticipationRow(member, key) for key, (_, team) in PROJECTS.items() for member in team if member in rows
        ),
        clusters=(ClusterRow("ours", {"en": "Ours"}), ClusterRow("empty", {"en": "Empty"})),
        capabilities=VOCABULARY,
        profiles=profiles,
    )
