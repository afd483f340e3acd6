"""The learned ranker has its share in who suits an idea, and reasons still add up."""

from datetime import date

import numpy as np
import pytest

from matchers.consortium import ConsortiumQuery, TeamWishes, assemble
from matchers.engine import Engine
from matchers.past.cases import CONSORTIUM
from matchers.past.training import Training
from matchers.ranking.additive import TaskModel
from matchers.serving.ranker import Past, ServedRanker
from tests.matchers.consortium.consortium_world import IDEA, corpus_of

NO_RULES = TeamWishes(rules="none")


@pytest.fixture
def learned(ferry: Engine) -> Engine:
    """The engine with a model of two signals, made by hand."""
    heights = np.array([[0.0, 1.0, 1.5], [0.0, 0.0, 2.0]], dtype=np.float32)
    knots = np.array([0.0, 2.0, 5.0], dtype=np.float32)
    model = TaskModel(CONSORTIUM, ("active", "same_words"), knots, heights, -3.0, 0.5)
    corpus = corpus_of()
    past = Past(Training(corpus, date(2019, 1, 1), lambda _: corpus), "1")
    return Engine(ferry.snapshot, ferry.encoder, ServedRanker({CONSORTIUM: model}, past, ferry.snapshot))


def test_what_was_learned_is_among_the_reasons_which_add_up(learned: Engine, ferry: Engine) -> None:
    query = ConsortiumQuery(IDEA, ("stack",), NO_RULES)
    members = [member for team in assemble(learned, query).teams for member in team.members]
    assert any(reason.feature.startswith("learned.") for member in members for reason in member.reasons)
    for member in members:
        assert sum(reason.contribution for reason in member.reasons) == pytest.approx(member.relevance)
    assert assemble(learned, query) != assemble(ferry, query)


@pytest.mark.parametrize("which", ["learned", "ferry"])
def test_who_suits_best_has_1_and_nobody_more(which: str, request: pytest.FixtureRequest) -> None:
    found = assemble(request.getfixturevalue(which), ConsortiumQuery(IDEA, wishes=NO_RULES))
    anyone = next(role for role in found.missing if role.aspect == "any")
    scores = [partner.score for partner in anyone.partners]
    assert scores[0] == pytest.approx(1.0, abs=1e-5)
    assert scores == sorted(scores, reverse=True)
