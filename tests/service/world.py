"""A small world that the API, the pages and the browser are tried on: 14 organisations, 2 clusters, 6 projects."""

from datetime import date
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from graph_schema.connection import GraphAddress
from matchers.corpus import (
    CapabilityRow,
    ClusterRow,
    Corpus,
    NetworkRow,
    OrganisationRow,
    ParticipationRow,
    ProfileRow,
    ProjectRow,
)
from matchers.encoder import Encoder
from matchers.snapshot import build_snapshot
from service.indexing import term_rows
from service.settings import Settings

EVIL_NAME = "Robert'; `}) DETACH DELETE (n) <script>alert(1)</script> =cmd() 🌬️ طاقة"

_CLUSTERS = (
    ClusterRow(
        "lombardy", {"en": "Lombardy", "it": "Lombardia"}, {"en": "Organisations of Lombardy."}, "IT", ("power",)
    ),
    ClusterRow("norway", {"en": "Norway"}, {}, "NO", ("power",)),
)
_NETWORKS = (NetworkRow("power", "Power Network", "https://power.example"),)
_FACTS: dict[str, dict[str, Any]] = {
    "turbina": {"employees": 40, "founded": 1978, "family_owned": True, "seeks_successor": True},
    "pompa": {"size_class": "medium", "family_owned": False},
    "polimi": {"lei": "815600EAD78C57FCE690", "ror": "01nffqt88"},
    "vind": {"employees": 400},
}
_CAPABILITIES = (
    CapabilityRow("wind-turbines", {"en": "Wind turbines"}, "equipment", feeds=("wind-farms",)),
    CapabilityRow("wind-farms", {"en": "Wind farms"}, "generation"),
    CapabilityRow("heat-pumps", {"en": "Heat pumps"}, "equipment"),
    CapabilityRow("storage", {"en": "Energy storage"}, "storage"),
)
# id, name, kind, country, city, cluster, capabilities
_ORGANISATIONS = (
    ("turbina", "TURBINA SRL", "firm", "IT", "Milano", "lombardy", ("wind-turbines",)),
    ("pompa", "Pompa di Calore SpA", "firm", "IT", "Bergamo", "lombardy", ("heat-pumps",)),
    ("cavi", "Cavi e Reti", "firm", "IT", "Brescia", "lombardy", ("storage",)),
    ("polimi", "Politecnico di Prova", "university", "IT", "Milano", "lombardy", ("wind-turbines", "heat-pumps")),
    ("ricerca", "Centro Ricerca Vento", "research_centre", "IT", "Milano", "lombardy", ("wind-turbines",)),
    ("comune", "Comune di Prova", "public_body", "IT", "Prova", "lombardy", ()),
    ("vind", "Vind AS", "firm", "NO", "Oslo", "norway", ("wind-farms", "wind-turbines")),
    ("varme", "Varmepumpe AS", "firm", "NO", "Bergen", "norway", ("heat-pumps",)),
    ("uni-no", "Prøveuniversitetet", "university", "NO", "Trondheim", "norway", ("wind-farms", "storage")),
    ("sintest", "Sintest Energi", "research_centre", "NO", "Trondheim", "norway", ("storage", "wind-farms")),
    ("windkraft", "Windkraft GmbH", "firm", "DE", "Bremen", None, ("wind-farms",)),
    ("verband", "Verband der Prüfer", "association", "DE", "Berlin", None, ()),
    ("kind-unknown", "Nobody Knows", "other", None, None, None, ()),
    ("x:evil-1", EVIL_NAME, "firm", "EG", "القاهرة", None, ("storage",)),
)
_PROJECTS = {
    "p1": ("ROTOR", "Longer blades for wind turbines", 2016, ("turbina", "polimi", "windkraft")),
    "p2": ("GUST", "Control of wind turbines in gusts", 2018, ("windkraft", "ricerca", "vind")),
    "p3": ("WARM", "Heat pumps for district heating", 2017, ("pompa", "polimi", "varme")),
    "p4": ("STORE", "Storage beside wind farms", 2019, ("sintest", "uni-no", "cavi", "x:evil-1")),
    "p5": ("TOWN", "A town without gas", 2019, ("comune", "pompa", "verband")),
    "p6": ("AGAIN", "Wind turbines, repaired", 2020, ("turbina", "ricerca")),
}

_WORDS = "Heat pumps for low-temperature district heating, in the range of one megawatt"
PROFILES = (
    ProfileRow(
        id="need-1",
        organisation="pompa",
        direction="request",
        subject="technology",
        title="Heat pumps for district heating",
        text=f"We look for {_WORDS}.",
        trl_min=6,
        trl_max=6,
        roles=("supplier",),
        agreements=("supplier", "licence"),
        partner_kinds=("firm",),
        countries=("NO",),
        published=date(2026, 1, 2),
        capabilities=(("heat-pumps", 0.75, 'title: "Heat pumps"'),),
    ),
    ProfileRow(
        id="offer-1",
        organisation="varme",
        direction="offer",
        subject="business",
        title="Heat pumps of one megawatt",
        text=f"We make {_WORDS}.",
        trl_min=8,
        trl_max=9,
        agreements=("supplier",),
        published=date(2026, 2, 2),
        capabilities=(("heat-pumps", 0.75, 'title: "Heat pumps"'),),
    ),
    ProfileRow(
        "evil", "x:evil-1", "request", "research", EVIL_NAME, f"{EVIL_NAME} seeks storage", published=date(2026, 1, 1)
    ),
    ProfileRow("gone", "cavi", "offer", "business", "Cables", "Cables of yesterday", expires=date(2020, 1, 1)),
    ProfileRow("back", "cavi", "offer", "business", "Reels", "Reels taken back", withdrawn=date(2026, 3, 1)),
)

CORPUS = Corpus(
    organisations=tuple(
        OrganisationRow(
            id=key,
            name=name,
            kind=kind,
            country=country,
            city=city,
            clusters=(cluster,) if cluster else (),
            capabilities=tuple((term, 0.8, f"says so in its projects on {term}") for term in terms),
            website="javascript:alert(1)" if key == "x:evil-1" else f"https://{key}.example",
            description=f"We are {name}." if key == "turbina" else None,
            **_FACTS.get(key, {}),
        )
        for key, name, kind, country, city, cluster, terms in _ORGANISATIONS
    ),
    projects=tuple(
        ProjectRow(key, acronym, title, start=date(year, 1, 1), end=date(year + 3, 12, 31))
        for key, (acronym, title, year, _) in _PROJECTS.items()
    ),
    participations=tuple(
        ParticipationRow(member, key, is_coordinator=place == 0)
        for key, (_, _, _, members) in _PROJECTS.items()
        for place, member in enumerate(members)
    ),
    clusters=_CLUSTERS,
    capabilities=_CAPABILITIES,
    profiles=PROFILES,
    profile_terms=term_rows(),
    networks=_NETWORKS,
)


def build_world(data_dir: Path, encoder: Encoder | None = None) -> None:
    """Build the snapshot of this world into a data folder, with the real model that the tests run with."""
    folder = data_dir / "snapshots"
    folder.mkdir(parents=True)
    build_snapshot(folder, CORPUS, encoder or Encoder(Settings().embedding_model), graph_version=1)


def settings_over(data_dir: Path, database: GraphAddress, **others: Any) -> Settings:  # noqa: ANN401  of many types
    """Return settings with a data folder and a database of the tests; `others` are fields of their own."""
    return Settings(
        data_dir=data_dir,
        neo4j_uri=database.uri,
        neo4j_user=database.user,
        neo4j_password=SecretStr(database.password),
        neo4j_database=database.database,
        **others,
    )
