"""What every recommender must hold, and what each must answer in a world whose right answers are known."""

import sys
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from scipy import sparse

from matchers.corpus import Corpus
from matchers.evaluation.baselines import FUSION
from matchers.evaluation.baselines.embedding import very_sparse_projection
from matchers.evaluation.baselines.factors import solved
from matchers.evaluation.baselines.fusion import RankFusion, fused, ranks
from matchers.evaluation.baselines.neighbours import (
    adamic_adar,
    adamic_adar_and_earlier,
    adamic_adar_through_earlier,
    common_neighbours,
    earlier_ties,
)
from matchers.evaluation.baselines.practice import practice
from matchers.evaluation.baselines.remembering import Remembering
from matchers.evaluation.baselines.simple import Popularity, Random
from matchers.evaluation.baselines.texts import NearestProjects, TfidfCosine, tfidf
from matchers.evaluation.baselines.walk import PersonalisedPageRank
from matchers.evaluation.errors import RecommenderUnavailableError
from matchers.evaluation.learned import LearnedRanker
from matchers.evaluation.metrics import metrics_of
from matchers.evaluation.ranking import rankings
from matchers.evaluation.recommender import Recommender
from matchers.evaluation.recommenders import preferred, recommenders
from matchers.past.cases import UNSEEN, Cases, ProjectIdea, make_cases
from matchers.past.training import Floats, Ints, Training
from matchers.ranking.meaning import encode_known
from tests.matchers.conftest import WordEncoder
from tests.matchers.evaluation.world import by_hand, corpus_of, divided, project, two_subjects

ENCODER = WordEncoder()
NAMES = [recommender.name for recommender in recommenders(ENCODER.encode)]
LEARN_FROM_ANSWERS = ("Filiera", "LightGBM LambdaMART")
IDEAS = (
    ProjectIdea("wind turbine blades", 0),
    ProjectIdea("", 1),
    ProjectIdea("biogas", UNSEEN),
    ProjectIdea("", UNSEEN),
)


def fitted(name: str, training: Training) -> Recommender:
    """Return a fresh recommender that took in a training."""
    recommender = next(one for one in recommenders(ENCODER.encode, seed=3) if one.name == name)
    recommender.fit(training)
    return recommender


def rows(*numbers: int) -> Ints:
    return np.array(numbers, dtype=np.int64)


@pytest.fixture(scope="module")
def drawn() -> tuple[Training, Cases]:
    training, test = divided(two_subjects())
    return training, make_cases(training, test)


def test_names_are_different() -> None:
    assert len(set(NAMES)) == len(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_scores_are_finite_and_of_every_candidate(name: str, drawn: tuple[Training, Cases]) -> None:
    training, cases = drawn
    recommender = fitted(name, training)
    candidates = len(training.organisations)
    for scores, questions in (
        (recommender.partners(cases.seekers), len(cases.seekers)),
        (recommender.partners(rows()), 0),
        (recommender.consortium(cases.ideas), len(cases.ideas)),
        (recommender.consortium(IDEAS), len(IDEAS)),
    ):
        assert scores.shape == (questions, candidates)
        assert np.isfinite(scores).all()


@pytest.mark.parametrize("name", NAMES)
def test_the_same_seed_gives_the_same_scores(name: str, drawn: tuple[Training, Cases]) -> None:
    training, cases = drawn
    first, second = fitted(name, training), fitted(name, replace(training))
    assert (first.partners(cases.seekers) == second.partners(cases.seekers)).all()
    assert (first.consortium(cases.ideas) == second.consortium(cases.ideas)).all()


@pytest.mark.parametrize("name", NAMES)
def test_the_order_of_the_rows_does_not_matter(name: str, drawn: tuple[Training, Cases]) -> None:
    training, cases = drawn
    corpus = training.corpus
    turned = Corpus(corpus.organisations[::-1], corpus.projects[::-1], corpus.participations[::-1])
    first, second = fitted(name, training), fitted(name, replace(training, corpus=turned))
    assert first.partners(cases.seekers) == pytest.approx(second.partners(cases.seekers), abs=1e-5)


@pytest.mark.parametrize("name", [name for name in NAMES if name not in LEARN_FROM_ANSWERS])
@pytest.mark.parametrize(
    "corpus",
    [
        corpus_of(project("p", 2015, None, "a")),
        corpus_of(project("p", 2015, "words", "a")),
        corpus_of(project("p", 2015, None, "a", "b"), project("q", 2016, "of the", "c")),
    ],
    ids=["one without text", "one", "hardly any word"],
)
def test_tiny_worlds_do_no_harm(name: str, corpus: Corpus) -> None:
    training, _ = divided(corpus)
    recommender = fitted(name, training)
    candidates = len(training.organisations)
    assert recommender.partners(rows(0)).shape == (1, candidates)
    ideas = (ProjectIdea("words", 0), ProjectIdea("", UNSEEN))
    assert np.isfinite(recommender.consortium(ideas)).all()


@pytest.mark.parametrize("name", [name for name in NAMES if name != "random"])
def test_all_are_better_than_chance_where_there_is_something_to_learn(name: str, drawn: tuple[Training, Cases]) -> None:
    training, cases = drawn
    assert ndcg(fitted(name, training), cases) > 1.3 * ndcg(fitted("random", training), cases)


def ndcg(recommender: Recommender, cases: Cases) -> float:
    answers = cases.partner_answers
    ranked = rankings(recommender.partners(cases.seekers), [one.excluded for one in answers], seed=0)
    return float(metrics_of(ranked, [one.relevant for one in answers], rows())[:, 0].mean())


def test_popularity_counts_projects() -> None:
    training, _ = by_hand()
    popularity = Popularity()
    popularity.fit(training)
    assert popularity.partners(rows(0, 4)).tolist() == [[2, 2, 1, 2, 1]] * 2


def test_chance_depends_on_the_seed_alone() -> None:
    training, _ = by_hand()
    drawn = []
    for seed in (1, 1, 2):
        chance = Random(seed)
        chance.fit(training)
        drawn.append(chance.partners(rows(0)).tolist())
    assert drawn[0] == drawn[1] != drawn[2]


# Ties before 2019: a-b, b-c, d-e, a-d. So a and b have two, d two, c and e one.
LN2 = float(1 / np.log(2))


@pytest.mark.parametrize(
    ("recommender", "expected"),
    [
        (common_neighbours(), [2, 0, 1, 0, 1]),
        (adamic_adar(), [2 * LN2, 0, LN2, 0, LN2]),
        (adamic_adar_and_earlier(), [2 * LN2, 0, LN2 + 1, 0, LN2]),
    ],
    ids=["common neighbours", "Adamic-Adar", "with earlier ties added"],
)
def test_neighbours_of_a(recommender: Recommender, expected: list[float]) -> None:
    training, _ = by_hand()
    recommender.fit(training)
    assert recommender.partners(rows(0))[0] == pytest.approx(expected)


def test_earlier_ties_also_lead_through_organisations_that_are_gone() -> None:
    training, _ = by_hand()
    through = adamic_adar_through_earlier()
    through.fit(training)
    # a and e both worked with gone (two ties) and with d (two ties).
    assert through.partners(rows(0))[0, 4] == pytest.approx(2 * LN2)
    assert earlier_ties(training).toarray()[0].tolist() == [0, 0, 1, 0, 0, 1]


def test_an_unseen_coordinator_tells_a_graph_nothing() -> None:
    training, _ = by_hand()
    for recommender in (common_neighbours(), PersonalisedPageRank()):
        recommender.fit(training)
        known, unseen = recommender.consortium((ProjectIdea("x", 0), ProjectIdea("x", UNSEEN)))
        assert known.any()
        assert not unseen.any()


def test_a_walk_stays_near_the_seeker() -> None:
    training, _ = by_hand(earlier=())
    walk = PersonalisedPageRank()
    walk.fit(training)
    (scores,) = walk.partners(rows(2))  # c worked with b, who worked with a, who worked with d, who worked with e
    assert scores[2] > scores[1] > scores[0] > scores[3] > scores[4]
    assert scores.sum() == pytest.approx(1.0, abs=1e-5)


def test_words_tell_who_works_on_the_same() -> None:
    training, _ = by_hand()
    for recommender in (TfidfCosine(), NearestProjects()):
        recommender.fit(training)
        by_text = recommender.consortium((ProjectIdea("slurry and straw", UNSEEN),))[0]
        assert by_text[[3, 4]].min() > by_text[[0, 1, 2]].max()
        by_profile = recommender.partners(rows(2))[0]
        assert by_profile[1] > by_profile[4]


def test_texts_without_a_word_have_empty_rows() -> None:
    transform, found = tfidf(["", "  "])
    assert (found.shape[0], found.nnz) == (2, 0)
    assert transform(["wind"]).nnz == 0


def test_empty_texts_have_no_vector() -> None:
    vectors = encode_known(ENCODER.encode, ["wind", ""])
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1.0, 0.0])


def test_ranks_share_places_where_scores_are_equal() -> None:
    scores = np.array([[0.5, 0.9, 0.5, 0.1, 0.5]], dtype=np.float32)
    assert ranks(scores).tolist() == [[3, 1, 3, 5, 3]]
    assert ranks(scores[:0]).shape == (0, 5)


def test_fusion_sums_reciprocal_ranks() -> None:
    first, second = np.array([[3.0, 2.0, 1.0]], np.float32), np.array([[0.0, 5.0, 5.0]], np.float32)
    expected = [1 / 61 + 1 / 63, 1 / 62 + 1 / 61.5, 1 / 63 + 1 / 61.5]
    assert fused([first, second])[0] == pytest.approx(expected)


def test_a_fusion_has_its_own_parts_for_each_task() -> None:
    training, _ = by_hand()
    both = RankFusion("both", (Popularity(),), (TfidfCosine(),))
    both.fit(training)
    assert both.partners(rows(0))[0].argmax() in {0, 1, 3}
    assert both.consortium((ProjectIdea("slurry", UNSEEN),))[0].argmax() == 4


def test_the_projection_keeps_lengths_on_average() -> None:
    drawn = very_sparse_projection(400, 500, seed=0)
    assert np.unique(drawn).tolist() == pytest.approx([-(20**0.5), 0.0, 20**0.5])
    assert float((drawn**2).mean()) == pytest.approx(1.0, rel=0.05)


def test_least_squares_are_solved() -> None:
    """One row of the closed form, written out."""
    counts = np.array([[0, 2], [0, 0]], dtype=np.float32)
    factors = np.array([[1.0, 0.0], [0.5, 1.0]], dtype=np.float32)
    found = solved(sparse.csr_array(counts), factors)
    confidence = np.diag([1.0, 3.0])
    system = factors.T @ confidence @ factors + 40.0 * np.eye(2)
    assert found[0] == pytest.approx(np.linalg.solve(system, factors.T @ confidence @ [0.0, 1.0]), abs=1e-6)
    assert found[1].tolist() == [0.0, 0.0]


class Counting:
    """Counts how often it is asked."""

    name = "counting"
    learned = False
    gives_probabilities = False

    def __init__(self) -> None:
        self.calls: list[str] = []

    def fit(self, training: Training) -> None:
        self.calls.append("fit")
        self.candidates_ = len(training.organisations)

    def partners(self, seekers: Ints) -> Floats:
        self.calls.append("partners")
        return np.zeros((len(seekers), self.candidates_), dtype=np.float32)

    def consortium(self, ideas: Sequence[ProjectIdea]) -> Floats:
        self.calls.append("consortium")
        return np.zeros((len(ideas), self.candidates_), dtype=np.float32)


def test_remembering_asks_once_and_again_after_another_training() -> None:
    training, _ = by_hand()
    asked = Counting()
    remembering = Remembering(asked)
    for _ in range(2):
        remembering.fit(training)
        remembering.partners(rows(0, 1))
        remembering.consortium(IDEAS)
    assert asked.calls == ["fit", "partners", "consortium"]
    remembering.partners(rows(1))
    remembering.fit(replace(training))
    assert remembering.partners(rows(0, 1)).shape == (2, 5)
    assert asked.calls == ["fit", "partners", "consortium", "partners", "fit", "partners"]


def test_practice_learns_from_the_trainings_own_last_years(drawn: tuple[Training, Cases]) -> None:
    training, _ = drawn
    (first, first_cases), (second, second_cases) = practice(training)
    assert first.cut < second.cut < training.cut
    assert len(second.projects) == pytest.approx(0.8 * len(training.projects), abs=18)
    assert min(len(first_cases.partner_answers), len(second_cases.partner_answers)) > 10


def test_no_practice_without_later_partners() -> None:
    training, _ = divided(corpus_of(project("p", 2015, "x", "a", "b")))
    with pytest.raises(RecommenderUnavailableError, match="answer no question"):
        practice(training)


def test_without_the_package_the_learned_baseline_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "lightgbm", None)
    training, _ = by_hand()
    with pytest.raises(RecommenderUnavailableError, match="not installed: pip install"):
        fitted("LightGBM LambdaMART", training)


def test_the_learned_baseline_beats_popularity(drawn: tuple[Training, Cases]) -> None:
    training, cases = drawn
    assert ndcg(fitted("LightGBM LambdaMART", training), cases) > ndcg(fitted("popularity", training), cases)


def test_ours_is_preferred_once_it_is_there() -> None:
    assert preferred(["popularity", FUSION]) == FUSION
    assert preferred([FUSION, LearnedRanker.name]) == LearnedRanker.name
