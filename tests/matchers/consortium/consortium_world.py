"""A world of a few organisations whose right consortium is known, and how to ask about it."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from matchers.corpus import CapabilityRow, Corpus, OrganisationRow, ParticipationRow, ProjectRow
from matchers.engine import Engine
from matchers.snapshot import build_snapshot, open_snapshot
from tests.matchers.conftest import WordEncoder

CAPABILITIES = (
    CapabilityRow("hydropower", {"en": "Hydropower"}, "generation", feeds=("electrolysers",)),
    CapabilityRow("electrolysers", {"en": "Electrolysers"}, "equipment", feeds=("ferries",)),
    CapabilityRow("ferries", {"en": "Ferries"}, "use", broader=("ships",)),
    CapabilityRow("ships", {"en": "Ships"}, "use"),
    CapabilityRow("permits", {"en": "Permits"}, "services"),
)
IDEA = "Electrolysers at hydropower for ferries"

Organisation = tuple[str, str, str | None, tuple[str, ...]]
"""Id, kind, country, capabilities."""

# What the idea needs is split between four: no three of them have it all.
ORGANISATIONS: tuple[Organisation, ...] = (
    ("dam", "firm", "NO", ("hydropower",)),
    ("stack", "university", "IT", ("electrolysers",)),
    ("yard", "firm", "DE", ("ferries",)),
    ("town", "public_body", "IT", ("permits",)),
    ("office", "public_body", "US", ()),
    ("clerk", "association", "IT", ()),
    ("idle", "firm", "FR", ()),
    ("abroad", "firm", "US", ()),
    ("nowhere", "other", None, ()),
)
# Projects of teams like the idea: each has the permits that its text does not name.
PROJECTS: Mapping[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "p1": ("Electrolysers at hydropower for ferries in fjords", ("electrolysers", "permits"), ("dam", "stack", "town")),
    "p2": ("Ferries with electrolysers and hydropower", ("ferries", "permits"), ("yard", "stack", "office")),
    "p3": ("Milk and cheese for schools", (), ("clerk", "idle", "abroad", "nowhere")),
    "p4": ("Bread and butter for schools", (), ("clerk", "idle", "abroad")),
}


def corpus_of(
    organisations: Iterable[Organisation] = ORGANISATIONS, strengths: Mapping[tuple[str, str], float] | None = None
) -> Corpus:
    """Return the corpus of these organisations and the projects that they were in."""
    told = strengths or {}
    rows = tuple(
        OrganisationRow(
            id=key,
            name=f"{key.title()} of {key}",
            kind=kind,
            country=country,
            capabilities=tuple((one, told.get((key, one), 0.8), f'title: "{one}"') for one in capabilities),
        )
        for key, kind, country, capabilities in organisations
    )
    there = {row.id for row in rows}
    projects = tuple(
        ProjectRow(
            key, key.upper(), title, start=date(2018, 1, 1), capabilities=tuple((one, 0.8, "title") for one in tags)
        )
        for key, (title, tags, _) in PROJECTS.items()
    )
    ties = tuple(
        ParticipationRow(member, key, is_coordinator=place == 0)
        for key, (_, _, members) in PROJECTS.items()
        for place, member in enumerate(members)
        if member in there
    )
    return Corpus(rows, projects, ties, capabilities=CAPABILITIES)


def engine_of(folder: Path, corpus: Corpus) -> Engine:
    """Return the engine over a snapshot of this corpus, built into a folder."""
    encoder = WordEncoder()
    build_snapshot(folder, corpus, encoder, graph_version=1)
    return Engine(open_snapshot(folder), encoder)
