"""Needs in free words: compared on the same scale as organisations, however short they are and in whatever language."""

import csv
from pathlib import Path

import numpy as np
import pytest

from matchers.corpus import Corpus, OrganisationRow, ParticipationRow, ProjectRow
from matchers.encoder import Encoder, Vectors
from matchers.engine import Engine
from matchers.packaged_models import MULTILINGUAL
from matchers.results import Match, MatchQuery
from matchers.snapshot import build_snapshot, open_snapshot
from tests.matchers.conftest import WordEncoder

THINGS = ("blades", "boilers", "pumps", "batteries", "heating", "biogas", "ferries", "cables", "meters", "roofs")
STATEMENTS = Path(__file__).parent / "data" / "statements.csv"


class ReservedEncoder(WordEncoder):
    """Reads needs otherwise than documents: half of a need's vector lies where no document has anything."""

    def encode_need(self, text: str) -> Vectors:
        vector = self._vector(text)
        vector[-8:] = 8.0
        return np.asarray(vector / np.linalg.norm(vector), dtype=np.float32)

    def _vector(self, text: str) -> Vectors:
        vector = super()._vector(text)
        vector[-8:] = 0.0
        return np.asarray(vector / np.linalg.norm(vector), dtype=np.float32)


def world_of(descriptions: dict[str, str]) -> Corpus:
    """One firm, with one project, for each description."""
    return Corpus(
        organisations=tuple(OrganisationRow(key, key, "firm", "IT") for key in descriptions),
        projects=tuple(ProjectRow(f"p-{key}", key.upper(), text) for key, text in descriptions.items()),
        participations=tuple(ParticipationRow(key, f"p-{key}") for key in descriptions),
    )


def engine_of(folder: Path, corpus: Corpus, encoder: Encoder) -> Engine:
    build_snapshot(folder, corpus, encoder, graph_version=1)
    return Engine(open_snapshot(folder), encoder)


def first(engine: Engine, text: str) -> Match:
    return engine.suggest(MatchQuery("strategic_alliance", text=text)).matches[0]


@pytest.mark.parametrize("thing", THINGS)
def test_a_need_finds_its_answer_where_it_is_unlike_all_documents(tmp_path: Path, thing: str) -> None:
    told = {one: f"a project of the energy programme that is about {one} and more" for one in THINGS}
    engine = engine_of(tmp_path, world_of(told), ReservedEncoder())
    snapshot, need = engine.snapshot, engine.need(thing)
    assert (snapshot.project_vectors @ need.vector).max() < snapshot.manifest.cosine_low
    assert first(engine, thing).organisation.id == thing
    assert np.median(need.closeness) < 0.05


def test_a_need_of_which_nothing_is_known_is_like_nothing(engine: Engine) -> None:
    need = engine.need("blades")
    silent = need.__class__(engine.snapshot, "", need.vector * 0, need.capabilities)
    assert not silent.closeness.any()


@pytest.mark.parametrize("language", ["en", "it", "nb"])
def test_what_answers_a_need_is_close_to_it_in_each_language(tmp_path: Path, language: str) -> None:
    with STATEMENTS.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle, delimiter=";"))[::4]
    engine = engine_of(tmp_path, world_of({row["capability"]: row["en"] for row in rows}), Encoder(MULTILINGUAL))
    found = [first(engine, row[language]) for row in rows]
    assert np.mean([match.organisation.id for match in found] == np.array([row["capability"] for row in rows])) >= 0.9
    sentences = [reason.sentence for match in found for reason in match.reasons if reason.feature == "track_record"]
    assert np.mean(["close to what you seek" in one for one in sentences]) >= 0.9
    assert not any(one.startswith("Little") for one in sentences)
