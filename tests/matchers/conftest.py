"""A small world whose right answers are known, and an encoder that needs no model."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from hashlib import blake2b
from pathlib import Path

import numpy as np
import pytest

from matchers.corpus import CapabilityRow, ClusterRow, Corpus, OrganisationRow, ParticipationRow, ProfileRow, ProjectRow
from matchers.encoder import Encoder, Progress, Vectors
from matchers.engine import Engine
from matchers.snapshot import Snapshot, build_snapshot, open_snapshot
from matchers.text import words


class WordEncoder(Encoder):
    """Stands in for the model at our own seam: the mean of fixed pseudo-random vectors of a text's words."""

    def __init__(self, model_id: str = "words", dimensions: int = 32) -> None:
        self.model_id = model_id
        self.encoded: list[str] = []
        self._dimensions = dimensions

    @property
    def dimensions(self) -> int:
        return self._dimensions

    def unpack(self, progress: Progress) -> None:
        """Do nothing: there is no model."""

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        self.encoded += texts
        if progress is not None:
            progress(len(texts), len(texts))
        return np.array([self._vector(text) for text in texts], dtype=np.float32).reshape(len(texts), -1)

    def encode_need(self, text: str) -> Vectors:
        return self._vector(text)

    def _vector(self, text: str) -> Vectors:
        seeds = (int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "big") for word in words(text) or [""])
        mean = np.mean([np.random.default_rng(seed).normal(size=self._dimensions) for seed in seeds], axis=0)
        return np.asarray(mean / np.linalg.norm(mean), dtype=np.float32)


CAPABILITIES = (
    CapabilityRow(
        "wind-turbines", {"en": "Wind turbines", "it": "Turbine eoliche"}, "equipment", feeds=("wind-farms",)
    ),
    CapabilityRow("wind-farms", {"en": "Wind farms", "it": "Parchi eolici"}, "generation", broader=("wind-energy",)),
    CapabilityRow("wind-energy", {"en": "Wind energy", "it": "Energia eolica"}, "generation"),
    CapabilityRow("blades", {"en": "Rotor blades", "it": "Pale"}, "components", feeds=("wind-turbines",)),
    CapabilityRow("biogas", {"en": "Biogas", "it": "Biogas"}, "generation"),
)


def _organisation(  # a row has that many columns
    organisation_id: str,
    name: str,
    kind: str = "firm",
    country: str | None = "IT",
    place: tuple[float, float] | None = None,
    clusters: tuple[str, ...] = (),
    capabilities: tuple[str, ...] = (),
) -> OrganisationRow:
    latitude, longitude = place or (None, None)
    tags = tuple((capability, 0.8, f'title: "{capability}"') for capability in capabilities)
    return OrganisationRow(
        organisation_id,
        name,
        kind,
        country,
        latitude=latitude,
        longitude=longitude,
        clusters=clusters,
        capabilities=tags,
    )


MILAN, BERGAMO, OSLO = (45.46, 9.19), (45.69, 9.67), (59.91, 10.75)

ASKER = _organisation("asker", "Turbina S.r.l.", place=MILAN, clusters=("north",), capabilities=("wind-turbines",))

CORPUS = Corpus(
    organisations=(
        replace(ASKER, family_owned=True),
        _organisation("twin", "TURBINA SPA", place=MILAN, capabilities=("wind-turbines",)),
        _organisation("partner", "Pale d'Italia", place=BERGAMO, clusters=("north",), capabilities=("blades",)),
        _organisation("bladesmith", "Blad AS", country="NO", place=OSLO, capabilities=("blades",)),
        _organisation("rival", "Vento AS", country="NO", place=OSLO, capabilities=("wind-turbines",)),
        _organisation("farmer", "Havvind AS", country="NO", place=OSLO, capabilities=("wind-farms",)),
        _organisation("stranger", "Gassverk AS", country="NO", capabilities=("biogas",)),
        _organisation("near-lab", "Politecnico", "university", place=MILAN, capabilities=("wind-turbines",)),
        _organisation("far-lab", "Universitetet", "university", "NO", OSLO, capabilities=("wind-turbines",)),
        _organisation("town", "Comune", "public_body", place=MILAN, capabilities=("wind-farms",)),
        _organisation("newcomer", "Nuova S.r.l.", place=BERGAMO),
        _organisation("nowhere", 'Names "; DROP', "other", None),
    ),
    projects=(
        ProjectRow("p1", "ROTOR", "Longer blades for wind turbines", start=date(2015, 1, 1)),
        ProjectRow("p2", "BLADE", "Wind turbine blades of recycled fibre", start=date(2018, 5, 1)),
        ProjectRow("p3", "SLURRY", "Biogas from slurry", start=date(2018, 5, 1)),
        ProjectRow("p4", "UNTITLED"),
        ProjectRow("p5", "GUST", "Wind turbine control in gusts", start=date(2017, 2, 1)),
    ),
    participations=(
        ParticipationRow("asker", "p1", is_coordinator=True),
        ParticipationRow("partner", "p1"),
        ParticipationRow("partner", "p2", is_coordinator=True),
        ParticipationRow("bladesmith", "p2"),
        ParticipationRow("stranger", "p3", is_coordinator=True),
        ParticipationRow("farmer", "p4"),
        ParticipationRow("rival", "p5", is_coordinator=True),
        ParticipationRow("near-lab", "p5"),
        ParticipationRow("far-lab", "p5"),
    ),
    clusters=(ClusterRow("north", {"en": "North", "it": "Nord"}),),
    capabilities=CAPABILITIES,
)

SOUGHT = ProfileRow(
    id="sought",
    organisation="rival",
    direction="request",
    subject="technology",
    title="Wind turbine blades sought",
    text="We look for blades for the wind turbines that we make.",
    published=date(2026, 1, 1),
    capabilities=(("blades", 0.75, 'title: "blades"'),),
)


@pytest.fixture
def encoder() -> WordEncoder:
    return WordEncoder()


@pytest.fixture
def corpus() -> Corpus:
    return CORPUS


@pytest.fixture
def snapshot(tmp_path: Path, corpus: Corpus, encoder: WordEncoder) -> Snapshot:
    build_snapshot(tmp_path / "snapshots", corpus, encoder, graph_version=1)
    return open_snapshot(tmp_path / "snapshots", verify=True)


@pytest.fixture
def engine(snapshot: Snapshot, encoder: WordEncoder) -> Engine:
    return Engine(snapshot, encoder)
