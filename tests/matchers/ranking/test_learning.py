"""Learning from a world where it is clear who will work with whom, and from next to nothing."""

import json
from dataclasses import replace
from datetime import date
from itertools import pairwise

import numpy as np
import pytest

from matchers.corpus import Corpus, OrganisationRow, ParticipationRow, ProjectRow
from matchers.evaluation.errors import RecommenderUnavailableError
from matchers.evaluation.learned import LearnedRanker
from matchers.past.cases import CONSORTIUM, PARTNERS, UNSEEN, ProjectIdea
from matchers.past.introductions import CameTrue
from matchers.past.training import DAYS_A_YEAR, Training
from matchers.ranking.asking import idea_questions, partner_questions
from matchers.ranking.card import facts, signal_cards
from matchers.ranking.context import Context
from matchers.ranking.episodes import episodes
from matchers.ranking.errors import NothingToLearnError
from matchers.ranking.scoring import contributions, probabilities, scores
from matchers.ranking.settings import SETTINGS
from matchers.ranking.signals import SIGNALS, signals_of
from matchers.ranking.training import Learned, learn, years_since_earlier
from matchers.ranking.transform import features
from tests.matchers.ranking.ranking_world import CUT, FIELD_SIZE, WORDS, shuffled, training_of, two_fields

IDEAS = (ProjectIdea(" ".join(WORDS["wind"][:5]), UNSEEN), ProjectIdea("", 5), ProjectIdea("", UNSEEN))
NEARLY_NOTHING = {
    "nothing": Corpus(),
    "one organisation": Corpus(
        (OrganisationRow("a", "A"),),
        (ProjectRow("p", "P", "Wind", start=date(2016, 1, 1)),),
        (ParticipationRow("a", "p", is_coordinator=True),),
    ),
    "no text, no date": Corpus(
        (OrganisationRow("a", "A"), OrganisationRow("b", "B")),
        (ProjectRow("p", "P"),),
        (ParticipationRow("a", "p"), ParticipationRow("b", "p")),
    ),
}


def is_wind(training: Training) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    return np.array([row.id.startswith("wind") for row in training.organisations])


def test_the_best_for_an_organisation_are_of_its_field(world: Training, learned: Learned) -> None:
    found = scores(learned.models[PARTNERS], Context(world), np.arange(2 * FIELD_SIZE))
    of_wind = is_wind(world)
    best = np.argsort(-found, axis=1)[:, :5]
    assert (of_wind[best] == of_wind[:, None]).mean() > 0.99


def test_the_best_for_a_project_idea_are_of_its_field(world: Training, learned: Learned) -> None:
    found = scores(learned.models[CONSORTIUM], Context(world), IDEAS)
    best = is_wind(world)[np.argsort(-found, axis=1)[:, :5]]
    assert best[0].all()
    assert not best[1].any()  # an idea without text is told by its coordinator, who is of the other field


def test_contributions_add_up_to_the_scores(world: Training, learned: Learned) -> None:
    context, rows = Context(world), np.array([0, 30])
    for task, questions, asked in (
        (PARTNERS, partner_questions(context, rows), rows),
        (CONSORTIUM, idea_questions(context, IDEAS), IDEAS),
    ):
        model = learned.models[task]
        added = contributions(model, questions).sum(axis=0)
        np.testing.assert_allclose(added, scores(model, context, asked), rtol=1e-5, atol=1e-5)


def test_curves_rise(learned: Learned) -> None:
    for task, model in learned.models.items():
        assert model.signals == tuple(signal.name for signal in signals_of(task))
        assert (np.diff(model.heights, axis=1) >= 0).all()
        assert model.slope > 0


def test_learning_twice_gives_the_same_in_any_order_of_rows(world: Training, learned: Learned) -> None:
    for training in (world, training_of(shuffled(two_fields()))):
        again = learn(training)
        for task, model in learned.models.items():
            np.testing.assert_array_equal(again.models[task].heights, model.heights)
            asked = np.arange(3) if task == PARTNERS else IDEAS
            expected = scores(model, Context(world), asked)
            np.testing.assert_array_equal(scores(again.models[task], Context(training), asked), expected)


def test_nothing_after_the_cut_changes_what_is_learned(learned: Learned) -> None:
    corpus = two_fields()
    later = tuple(row for row in corpus.projects if row.start and row.start < CUT)
    kept = {row.id for row in later}
    ties = tuple(tie for tie in corpus.participations if tie.project in kept)
    again = learn(training_of(Corpus(corpus.organisations, later, ties)))
    for task, model in learned.models.items():
        np.testing.assert_array_equal(again.models[task].heights, model.heights)


def test_episodes_lie_before_the_cut_and_one_after_the_other(world: Training) -> None:
    found = episodes(world)
    assert found[-1][1] <= world.cut
    assert all(first < until for first, until in found)
    assert all(former[1] <= latter[0] for former, latter in pairwise(found))


def test_the_recommender_gives_probabilities_for_both_tasks(world: Training) -> None:
    ranker = LearnedRanker()
    ranker.fit(world)
    for given in (ranker.partners(np.array([0, 5])), ranker.consortium(IDEAS)):
        assert given.shape[1] == 2 * FIELD_SIZE
        assert ((given > 0) & (given < 1)).all()
    assert ranker.partners(np.array([], dtype=np.int64)).shape == (0, 2 * FIELD_SIZE)


@pytest.mark.parametrize("corpus", NEARLY_NOTHING.values(), ids=NEARLY_NOTHING.keys())
def test_from_next_to_nothing_nothing_is_learned_and_told(corpus: Corpus) -> None:
    training = Training(corpus, CUT, lambda _: corpus)
    with pytest.raises(NothingToLearnError, match="declared weights go on"):
        learn(training)
    with pytest.raises(RecommenderUnavailableError):
        LearnedRanker().fit(training)


@pytest.mark.parametrize("corpus", NEARLY_NOTHING.values(), ids=NEARLY_NOTHING.keys())
def test_a_model_answers_in_a_world_of_next_to_nothing(corpus: Corpus, learned: Learned) -> None:
    context = Context(Training(corpus, CUT, lambda _: corpus))
    rows = np.arange(len(corpus.organisations))
    assert np.isfinite(scores(learned.models[PARTNERS], context, rows)).all()
    ideas = [ProjectIdea("Wind", UNSEEN), ProjectIdea("", UNSEEN)]
    found = scores(learned.models[CONSORTIUM], context, ideas)
    assert found.shape == (2, len(rows))
    assert np.isfinite(found).all()


@pytest.mark.parametrize("task", [PARTNERS, CONSORTIUM])
def test_each_signal_gives_finite_values_for_all_candidates(world: Training, task: str) -> None:
    context = Context(world)
    questions = partner_questions(context, np.array([0, 1])) if task == PARTNERS else idea_questions(context, IDEAS)
    for signal in signals_of(task):
        values = signal.compute(questions)
        assert values.shape == (len(questions), 2 * FIELD_SIZE), signal.name
        assert np.isfinite(values).all(), signal.name
    assert features(signals_of(task), questions, task).min() >= 0


def test_signals_have_names_of_their_own_and_a_sentence() -> None:
    assert len({signal.name for signal in SIGNALS}) == len(SIGNALS)
    assert all(signal.sentence and signal.formula for signal in SIGNALS)


def test_the_card_tells_what_was_learned_from_and_what_each_signal_can_add(world: Training, learned: Learned) -> None:
    told = facts(learned, world, "some/model")
    assert (told["organisations"], told["projects"], told["text_model"]) == (2 * FIELD_SIZE, 400, "some/model")
    assert json.loads(json.dumps(told)) == told
    cards = signal_cards(learned.models[PARTNERS])
    assert len(cards) == len(signals_of(PARTNERS))
    assert sum(card.share for card in cards) == pytest.approx(1.0)
    assert list(cards) == sorted(cards, key=lambda card: -card.share)


def test_suggestions_that_came_true_turn_the_model_towards_their_kind(world: Training, learned: Learned) -> None:
    """Partners of the other field, where nothing in common speaks for them, make what is in common count less."""
    first, _ = learned.episodes[-1]
    ids = [row.id for row in world.before(first).organisations]
    wind, solar = ([key for key in ids if key.startswith(field)] for field in ("wind", "solar"))
    crossing = [CameTrue(one, other, first) for one in wind for other in solar]
    taught = learn(world, came_true=crossing)
    context, asked = Context(world), np.array([0], dtype=np.int64)
    is_other_field = np.array(
        [row.id[:4] != world.organisations[0].id[:4] for row in world.organisations], dtype=np.bool_
    )

    def share(found: Learned) -> float:
        given = probabilities(found.models[PARTNERS], context, asked)[0]
        return float(given[is_other_field].sum() / given.sum())

    assert share(taught) > 1.5 * share(learned)


def test_what_came_true_from_the_cut_on_teaches_nothing(world: Training, learned: Learned) -> None:
    ids = [row.id for row in world.organisations]
    taught = learn(world, came_true=[CameTrue(ids[0], other, CUT) for other in ids[1:]])
    assert taught.questions == learned.questions
    assert np.array_equal(taught.models[PARTNERS].heights, learned.models[PARTNERS].heights)


@pytest.mark.parametrize(("years", "declared"), [(0, 0.0), (2, 0.0), (3, 0.1), (4.5, 0.25), (7, 0.5), (20, 0.5)])
def test_the_older_the_earlier_programme_the_more_is_declared_up_to_five_years(years: float, declared: float) -> None:
    assert SETTINGS[PARTNERS].declared_after(years) == pytest.approx(declared)
    assert SETTINGS[CONSORTIUM].declared_after(years) == 0.8


def test_years_since_the_earlier_programme_are_those_of_this_one_and_none_without(world: Training) -> None:
    first = min(row.start for row in world.projects if row.start)
    assert years_since_earlier(world) == pytest.approx((world.cut - first).days / DAYS_A_YEAR)
    assert years_since_earlier(replace(world, earlier=())) == 0
    undated = replace(world.corpus, projects=tuple(replace(row, start=None) for row in world.projects))
    assert years_since_earlier(replace(world, corpus=undated)) == 0


def test_what_is_declared_is_added_to_the_curves_that_it_is_declared_on(
    world: Training, learned: Learned, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(SETTINGS, PARTNERS, replace(SETTINGS[PARTNERS], declared_a_year=0.0))
    without, model = learn(world).models[PARTNERS], learned.models[PARTNERS]
    added = dict(zip(model.signals, (model.heights - without.heights)[:, -1].tolist(), strict=True))
    assert {name for name, height in added.items() if height} == set(SETTINGS[PARTNERS].declared_on)
    assert all(height >= 0 for height in added.values())
