"""What every match type must hold, whatever it declares."""

import random
from dataclasses import replace
from pathlib import Path

import pytest

from matchers.corpus import Corpus
from matchers.encoder import Encoder
from matchers.engine import Engine
from matchers.match_types import match_types
from matchers.ranking.model_file import load_models
from matchers.reciprocity import harmonic_mean
from matchers.reranking import Switches
from matchers.results import MatchQuery
from matchers.serving.past import training_of
from matchers.serving.ranker import SHIPPED, Past, ServedRanker
from matchers.serving.reasons import PREFIX
from matchers.snapshot import build_snapshot, open_snapshot
from matchers.telling import TRIFLING
from tests.matchers.conftest import SOUGHT

ALL_TYPES = sorted(match_types())
ASKERS = ("asker", "near-lab", "newcomer", "nowhere", "farmer")

pytestmark = pytest.mark.parametrize("match_type", ALL_TYPES)


WANTED = replace(
    SOUGHT,
    organisation="farmer",
    title="Wind turbines sought",
    text="We look for wind turbines for a farm at sea.",
    capabilities=(("wind-turbines", 0.75, 'title: "wind turbines"'),),
)


@pytest.fixture
def corpus(corpus: Corpus) -> Corpus:
    """The small world, in which somebody seeks something: else one match type has nothing to suggest."""
    return replace(corpus, profiles=(WANTED,))


def _engine(folder: Path, corpus: Corpus, encoder: Encoder, *, is_learned: bool) -> Engine:
    build_snapshot(folder, corpus, encoder, graph_version=1)
    return _opened(folder, encoder, is_learned=is_learned)


def _opened(folder: Path, encoder: Encoder, *, is_learned: bool) -> Engine:
    snapshot = open_snapshot(folder)
    past = Past(training_of(snapshot), "1")
    return Engine(snapshot, encoder, ServedRanker(load_models(SHIPPED)[0], past, snapshot) if is_learned else None)


@pytest.fixture(params=[False, True], ids=["declared", "learned"])
def is_learned(request: pytest.FixtureRequest) -> bool:
    """Whether the learned ranker has its share of scores."""
    return bool(request.param)


@pytest.fixture
def engine(tmp_path: Path, corpus: Corpus, encoder: Encoder, is_learned: bool) -> Engine:
    return _engine(tmp_path / "snapshots", corpus, encoder, is_learned=is_learned)


@pytest.mark.parametrize("asker", ASKERS)
def test_scores_are_between_0_and_1_and_best_first(engine: Engine, match_type: str, asker: str) -> None:
    as_scored = MatchQuery(match_type, asker, switches=Switches(thinning=False, newcomers=False))
    scores = [match.score for match in engine.suggest(as_scored).matches]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


@pytest.mark.parametrize("asker", ASKERS)
def test_the_order_shown_has_the_same_matches_with_the_same_scores(engine: Engine, match_type: str, asker: str) -> None:
    as_scored = MatchQuery(match_type, asker, limit=100, switches=Switches(thinning=False, newcomers=False))
    one, other = (
        {match.organisation.id: match.score for match in engine.suggest(query).matches}
        for query in (as_scored, MatchQuery(match_type, asker, limit=100))
    )
    assert one == other


@pytest.mark.parametrize("asker", ASKERS)
def test_reasons_add_up_to_the_score(engine: Engine, match_type: str, asker: str) -> None:
    for match in engine.suggest(MatchQuery(match_type, asker)).matches:
        assert sum(reason.contribution for reason in match.reasons) == pytest.approx(match.score, abs=1e-6)
        assert all(reason.contribution > 0 and reason.sentence.endswith(".") for reason in match.reasons)


@pytest.mark.parametrize("asker", ASKERS)
def test_what_sets_a_partner_apart_from_those_compared_is_told_first(
    engine: Engine, match_type: str, asker: str
) -> None:
    found = engine.suggest(MatchQuery(match_type, asker, limit=100, switches=Switches(thinning=False, newcomers=False)))
    for match in found.matches:
        told = [reason for reason in match.reasons if reason.contribution >= TRIFLING]
        assert match.reasons[: len(told)] == tuple(told)
        assert told == sorted(told, key=lambda reason: reason.usual - reason.contribution)
    declared = [reason for match in found.matches for reason in match.reasons if not reason.feature.startswith(PREFIX)]
    for feature in {reason.feature for reason in declared}:
        same = [reason for reason in declared if reason.feature == feature]
        mean = sum(reason.contribution for reason in same) / found.considered
        assert [reason.usual for reason in same] == pytest.approx([mean] * len(same), abs=1e-6)


@pytest.mark.parametrize("include_partners", [False, True])
def test_never_itself_nor_a_duplicate_and_partners_only_when_asked(
    engine: Engine, match_type: str, include_partners: bool
) -> None:
    query = MatchQuery(match_type, "asker", limit=100, include_partners=include_partners)
    found = {match.organisation.id for match in engine.suggest(query).matches}
    assert not found & {"asker", "twin"}
    assert include_partners or match_types()[match_type].welcomes_partners or "partner" not in found


def test_the_same_question_gets_the_same_answer(engine: Engine, match_type: str) -> None:
    query = MatchQuery(match_type, "asker")
    assert engine.suggest(query) == engine.suggest(query)


def test_the_order_of_the_rows_does_not_matter(
    tmp_path: Path, corpus: Corpus, encoder: Encoder, engine: Engine, match_type: str, is_learned: bool
) -> None:
    draw = random.Random(7)
    shuffled = Corpus(
        tuple(draw.sample(corpus.organisations, len(corpus.organisations))),
        tuple(draw.sample(corpus.projects, len(corpus.projects))),
        tuple(draw.sample(corpus.participations, len(corpus.participations))),
        corpus.clusters,
        tuple(draw.sample(corpus.capabilities, len(corpus.capabilities))),
        corpus.profiles,
    )
    other = _engine(tmp_path / "shuffled", shuffled, encoder, is_learned=is_learned)
    query = MatchQuery(match_type, "asker", limit=100)
    assert other.suggest(query).matches == engine.suggest(query).matches


def test_a_snapshot_opened_again_answers_the_same(
    tmp_path: Path, engine: Engine, encoder: Encoder, match_type: str, is_learned: bool
) -> None:
    again = _opened(tmp_path / "snapshots", encoder, is_learned=is_learned)
    query = MatchQuery(match_type, "asker", limit=100)
    assert again.snapshot is not engine.snapshot
    assert again.suggest(query) == engine.suggest(query)


def test_one_lonely_organisation_gets_no_suggestion(
    tmp_path: Path, corpus: Corpus, encoder: Encoder, match_type: str, is_learned: bool
) -> None:
    lonely = replace(corpus, organisations=corpus.organisations[:1], projects=(), participations=(), profiles=())
    found = _engine(tmp_path / "lonely", lonely, encoder, is_learned=is_learned).suggest(
        MatchQuery(match_type, "asker")
    )
    assert (found.matches, found.considered) == ((), 0)


def test_an_empty_graph_answers_a_need_with_nothing(
    tmp_path: Path, encoder: Encoder, match_type: str, is_learned: bool
) -> None:
    engine = _engine(tmp_path / "empty", Corpus(), encoder, is_learned=is_learned)
    found = engine.suggest(MatchQuery(match_type, text="wind turbines"))
    assert found.matches == ()


@pytest.mark.parametrize("text", ["x", "wind turbine blades", "⚡" * 3, "توربينات الرياح", "w" * 100_000, ""])
def test_a_need_in_any_words_gets_an_answer(engine: Engine, match_type: str, text: str) -> None:
    for match in engine.suggest(MatchQuery(match_type, text=text)).matches:
        assert sum(reason.contribution for reason in match.reasons) == pytest.approx(match.score, abs=1e-6)


def test_each_side_is_told_what_it_gains(engine: Engine, match_type: str) -> None:
    asker = "asker" if match_type != "international_partner" else "near-lab"
    found = engine.suggest(MatchQuery(match_type, asker)).matches
    assert found
    assert any(match.gains.ours and match.gains.theirs for match in found)


def test_it_describes_itself_in_english_and_italian(match_type: str) -> None:
    declared = match_types()[match_type]
    assert set(declared.labels) >= {"en", "it"}
    assert set(declared.description) >= {"en", "it"}
    assert all(row.feature.description.endswith(".") for row in declared.features)


@pytest.mark.parametrize("asker", ASKERS)
def test_one_partner_is_told_of_as_among_all(engine: Engine, match_type: str, asker: str) -> None:
    query = MatchQuery(match_type, asker, switches=Switches(thinning=False, newcomers=False))
    for match in engine.suggest(query).matches:
        alone = engine.match_with(query, match.organisation.id)
        assert replace(alone, reciprocity=match.reciprocity) == match
        assert (alone.reciprocity is None) == (match.reciprocity is None)


@pytest.mark.parametrize("asker", [*ASKERS, "town"])
def test_the_interest_of_the_other_side_is_what_it_would_be_told_itself(
    engine: Engine, match_type: str, asker: str
) -> None:
    engine = Engine(engine.snapshot, engine.encoder)  # both sides are told what the declared features say alone
    for match in engine.suggest(MatchQuery(match_type, asker, limit=100, include_partners=True)).matches:
        found = match.reciprocity
        assert found is not None
        assert found.ours == pytest.approx(match.score, abs=1e-6)
        other = engine.suggest(MatchQuery(match_type, match.organisation.id, limit=100, include_partners=True)).matches
        told = {back.organisation.id: back.score for back in other}
        if found.theirs is None:
            assert found.both is None
            assert asker not in told
            assert "suggests no" in (found.note or "")
        else:
            assert found.theirs == pytest.approx(told.get(asker, 0.0), abs=1e-6)
            assert found.both == pytest.approx(harmonic_mean(found.ours, found.theirs))
            assert found.both is not None
            assert 0.0 <= found.both <= max(found.ours, found.theirs) <= 1.0


@pytest.mark.parametrize("asker", ASKERS)
def test_what_would_change_a_score_is_told_from_the_score_as_it_is(engine: Engine, match_type: str, asker: str) -> None:
    query = MatchQuery(match_type, asker, limit=100, explain_changes=True)
    plain = engine.suggest(replace(query, explain_changes=False)).matches
    told = engine.suggest(query)
    assert told == engine.suggest(query)
    assert tuple(replace(match, changes=()) for match in told.matches) == plain
    for match in told.matches:
        for change in match.changes:
            assert change.before == pytest.approx(match.score, abs=1e-6)
            assert 0.0 <= change.after <= 1.0 + 1e-6
            assert f"{change.before:.2f} to {change.after:.2f}" in change.sentence
        afters = [change.after for change in match.changes]
        assert afters == sorted(afters, reverse=True)
