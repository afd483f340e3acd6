"""The learned ranker over a snapshot: the right ones lifted, all it says adds up, and the unknown left alone."""

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from matchers.corpus import Corpus, OrganisationRow, ProfileRow
from matchers.engine import Engine
from matchers.match_types import match_type
from matchers.past.cases import PARTNERS
from matchers.ranker import score
from matchers.ranking.additive import TaskModel
from matchers.ranking.context import Context
from matchers.ranking.model_file import load_models, save_models
from matchers.ranking.scoring import probabilities, settled
from matchers.ranking.training import learn
from matchers.results import MatchQuery
from matchers.seekers import seeker_of_organisation
from matchers.serving.past import training_of, training_of_corpus
from matchers.serving.ranker import Past, ServedRanker
from matchers.serving.reasons import chance_of, learned_reasons
from matchers.serving.vectors import SnapshotVectors
from matchers.snapshot import Snapshot, build_snapshot, open_snapshot
from tests.matchers.conftest import WordEncoder
from tests.matchers.ranking.ranking_world import two_fields

NEWCOMER = OrganisationRow("wind-new", "Wind new", "firm", "IT")
POSTS = tuple(
    ProfileRow(direction, "wind-00", direction, "technology", "Offshore wind", "gearbox and rotor blades")
    for direction in ("offer", "request")
)


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return two_fields()


@pytest.fixture(scope="module")
def models(corpus: Corpus) -> Mapping[str, TaskModel]:
    return learn(training_of_corpus(corpus), encode=WordEncoder().encode).models


def opened(folder: Path, corpus: Corpus) -> Snapshot:
    build_snapshot(folder, corpus, WordEncoder(), graph_version=1)
    return open_snapshot(folder)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory, corpus: Corpus) -> Snapshot:
    return opened(tmp_path_factory.mktemp("two-fields"), replace(corpus, profiles=POSTS))


@pytest.fixture(scope="module")
def ranker(snapshot: Snapshot, models: Mapping[str, TaskModel]) -> ServedRanker:
    return ServedRanker(models, Past(training_of(snapshot), "1", SnapshotVectors(snapshot)), snapshot)


LEARNED = re.compile(r".+: (one of the first ten of|among the first \d+% of|no more than).+\.")


@pytest.fixture
def engine(snapshot: Snapshot, ranker: ServedRanker) -> Engine:
    return Engine(snapshot, WordEncoder(), ranker)


@pytest.mark.parametrize(("asker", "field"), [("wind-03", "wind"), ("solar-04", "solar")])
def test_who_will_work_together_is_put_before_who_will_not(
    snapshot: Snapshot, ranker: ServedRanker, asker: str, field: str
) -> None:
    seeker = seeker_of_organisation(snapshot, asker)
    foretold = ranker.foretell(seeker)
    assert foretold is not None
    right = [row for row in range(snapshot.size) if snapshot.organisation_id(row).startswith(field)]
    wrong = [row for row in range(snapshot.size) if row not in right]
    others = [row for row in right if row != seeker.row]
    assert foretold.scores[others].min() > foretold.scores[wrong].max()
    declared = score(seeker, snapshot, match_type("consortium_member"))
    lifted = declared.with_learned(foretold, 0.4).totals
    assert lifted[others].mean() - lifted[wrong].mean() > declared.totals[others].mean() - declared.totals[wrong].mean()


def test_contributions_add_up_to_scores_between_0_and_1(snapshot: Snapshot, ranker: ServedRanker) -> None:
    foretold = ranker.foretell(seeker_of_organisation(snapshot, "wind-03"))
    assert foretold is not None
    np.testing.assert_allclose(foretold.contributions.sum(axis=0), foretold.scores[foretold.positions >= 0], atol=1e-6)
    assert foretold.scores.min() >= 0
    assert foretold.scores.max() <= 1


def test_chances_are_those_of_the_evaluation_and_none_for_partners(
    snapshot: Snapshot, ranker: ServedRanker, models: Mapping[str, TaskModel]
) -> None:
    context, rows = Context(training_of(snapshot), SnapshotVectors(snapshot)), np.array([3])
    foretold = ranker.foretell(seeker_of_organisation(snapshot, snapshot.organisation_id(3)))
    assert foretold is not None
    expected = np.where(settled(context, rows), np.nan, probabilities(models[PARTNERS], context, rows))[0]
    np.testing.assert_allclose(foretold.chances, expected, rtol=1e-5)


def test_each_learned_reason_tells_how_many_have_it_as_much_and_all_reasons_add_up(engine: Engine) -> None:
    found = engine.suggest(MatchQuery("consortium_member", "wind-03", include_partners=True))
    assert found.matches
    assert found.is_learned
    for match in found.matches:
        learned = [reason for reason in match.reasons if reason.feature.startswith("learned.")]
        assert learned
        assert all(LEARNED.fullmatch(reason.sentence) and 0 <= reason.value <= 1 for reason in learned)
        assert sum(reason.contribution for reason in match.reasons) == pytest.approx(match.score, abs=1e-6)
        assert sum(reason.contribution for reason in learned) <= 0.5 + 1e-6


def test_what_an_organisation_is_not_asked_for_has_no_chance(engine: Engine) -> None:
    found = engine.suggest(MatchQuery("consortium_member", "wind-03", include_partners=True, limit=50)).matches
    ties = seeker_of_organisation(engine.snapshot, "wind-03").partners
    partners = {engine.snapshot.organisation_id(int(row)) for row in np.flatnonzero(ties)}
    assert {match.chance is None for match in found if match.organisation.id in partners} == {True}


def test_an_organisation_that_only_a_later_snapshot_has_gets_no_learned_part(
    tmp_path: Path, corpus: Corpus, ranker: ServedRanker, models: Mapping[str, TaskModel]
) -> None:
    later = opened(tmp_path, replace(corpus, organisations=(NEWCOMER, *corpus.organisations)))
    again = ServedRanker(models, ranker.past, later)
    seeker, row = seeker_of_organisation(later, "wind-03"), later.row(NEWCOMER.id)
    foretold, before = again.foretell(seeker), ranker.foretell(seeker_of_organisation(ranker.snapshot, "wind-03"))
    assert foretold is not None
    assert before is not None
    assert foretold.scores[row] == 0
    assert learned_reasons(foretold, 0.4, seeker, later, row) == []
    assert chance_of(foretold, row) is None
    np.testing.assert_array_equal(np.delete(foretold.scores, row), before.scores)
    assert again.foretell(seeker_of_organisation(later, NEWCOMER.id)) is None


@pytest.mark.parametrize(
    ("query", "is_learned"),
    [
        (MatchQuery("consortium_member", text="gearbox and rotor blades"), True),
        (MatchQuery("consortium_member", text="zzz qqq"), False),
        (MatchQuery("consortium_member", profile="request"), True),
        (MatchQuery("consortium_member", profile="offer"), False),
    ],
)
def test_words_are_asked_as_a_project_idea(engine: Engine, query: MatchQuery, is_learned: bool) -> None:
    found = engine.suggest(query)
    assert found.is_learned == is_learned
    if is_learned:
        assert found.matches[0].organisation.id.startswith("wind")


def test_models_read_from_their_file_answer_the_same(
    tmp_path: Path, snapshot: Snapshot, ranker: ServedRanker, models: Mapping[str, TaskModel]
) -> None:
    save_models(tmp_path / "ranker.json", models, {})
    again = ServedRanker(load_models(tmp_path / "ranker.json")[0], ranker.past, snapshot)
    query = MatchQuery("common_lab", "wind-03", limit=100)
    assert Engine(snapshot, WordEncoder(), again).suggest(query) == Engine(snapshot, WordEncoder(), ranker).suggest(
        query
    )


def test_meaning_counts_and_nothing_but_a_need_is_encoded(snapshot: Snapshot, ranker: ServedRanker) -> None:
    encoder = WordEncoder()
    engine = Engine(snapshot, encoder, ranker)
    queries = (MatchQuery("consortium_member", "wind-03"), MatchQuery("consortium_member", text="gearbox blades"))
    for found in engine.suggest_many(queries):
        told = {reason.feature for match in found.matches for reason in match.reasons}
        assert "learned.profile" in told
    assert encoder.encoded == []  # a need is encoded as one by `encode_need`, which every answer to it needs anyway


def test_of_two_needs_in_the_same_words_the_answer_is_remembered(snapshot: Snapshot, ranker: ServedRanker) -> None:
    engine = Engine(snapshot, WordEncoder(), ranker)
    first, second = (ranker.foretell(engine.need("offshore wind turbine")) for _ in range(2))
    assert first is second is not None
    assert ranker.foretell(engine.need("offshore wind turbines")) is not first
